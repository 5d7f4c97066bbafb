"""The sample articles give the same quotes from every format that articles come in."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from quoteminer.model import Article
from quoteminer.pipeline import mine
from quoteminer.readers import Reading, read_articles
from quoteminer.rows import to_row

SEEDS = Path(__file__).parents[2] / "seeds"

PLACES = {"id", "line", "content", "cue", "source", "stances", "parent"}
"""Keys that count characters of the text, which on a page has no white space but one line break a paragraph."""

DAY = "2025-09-24"
"""The day of articles that do not give theirs, and the one on which the pages of the WARC file were fetched."""

Row = dict[str, Any]
Rows = list[list[Row]]
Seeds = dict[str, str]
Make = Callable[..., bytes]


@pytest.fixture(scope="session")
def seeds() -> Seeds:
    """Return the text of each sample article by its id."""
    return {path.stem: path.read_bytes().decode() for path in sorted(SEEDS.glob("*.txt"))}


@pytest.fixture(scope="session")
def rows_of(nlp: Language) -> Callable[[Path], Rows]:
    """Return a function that extracts the rows of the articles at a path; equal texts are parsed once."""

    @cache
    def extract(article: Article) -> list[Row]:
        return [to_row(quote) for quote in mine(article, nlp=nlp, ranker="rules")]

    def rows(path: Path) -> Rows:
        found = list(read_articles([path], reading=Reading(published=DAY)))
        articles = [article for article in found if isinstance(article, Article)]
        assert len(articles) == len(found) == 5
        bare = [replace(a, id="", path=None, url=None, outlet=None, title=None) for a in articles]
        return [extract(article) for article in bare]

    return rows


@pytest.fixture(scope="session")
def expected(rows_of: Callable[[Path], Rows]) -> Rows:
    """Return the rows of the text files."""
    return rows_of(SEEDS)


def write_jsonl(target: Path, seeds: Seeds) -> None:
    """Write the articles as JSON lines, packed."""
    lines = "".join(json.dumps({"id": own, "text": text}) + "\n" for own, text in seeds.items())
    (target / "news.jsonl.gz").write_bytes(gzip.compress(lines.encode()))


def write_csv(target: Path, seeds: Seeds) -> None:
    """Write the articles as CSV."""
    with (target / "news.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "text"), *seeds.items()])


def write_parquet(target: Path, seeds: Seeds) -> None:
    """Write the articles as Parquet."""
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.table({"id": list(seeds), "text": list(seeds.values())})
    pyarrow.parquet.write_table(table, target / "news.parquet")


@pytest.fixture(scope="session")
def pages(seeds: Seeds, make_page: Make) -> dict[str, bytes]:
    """Return a page for each sample article, its lines as paragraphs, its date where pages have it."""
    made = {}
    for own, text in seeds.items():
        (article,) = read_articles([SEEDS / f"{own}.txt"])
        assert isinstance(article, Article)
        head = f'<meta property="article:published_time" content="{article.published}">' if article.published else ""
        made[own] = make_page(*filter(None, map(str.strip, text.split("\n"))), head=head)
    return made


@pytest.fixture
def write_html(pages: dict[str, bytes], tmp_path: Path) -> None:
    """Write the articles as pages."""
    for own, page in pages.items():
        (tmp_path / f"{own}.html").write_bytes(page)


@pytest.fixture
def write_warc(pages: dict[str, bytes], make_record: Make, tmp_path: Path) -> None:
    """Write the pages as a crawler keeps them."""
    packed = (gzip.compress(make_record(number, page)) for number, page in enumerate(pages.values()))
    (tmp_path / "news.warc.gz").write_bytes(b"".join(packed))


@pytest.mark.parametrize("write", [write_jsonl, write_csv, write_parquet])
def test_seeds_give_the_same_rows_from_rows(
    write: Callable[[Path, Seeds], None], seeds: Seeds, rows_of: Callable[[Path], Rows], expected: Rows, tmp_path: Path
) -> None:
    """The text is the same to the letter, and so is every value, offsets too."""
    write(tmp_path, seeds)
    assert rows_of(tmp_path) == expected


@pytest.mark.parametrize("written", ["write_html", "write_warc"])
def test_seeds_give_the_same_rows_from_pages(
    written: str, request: pytest.FixtureRequest, rows_of: Callable[[Path], Rows], expected: Rows, tmp_path: Path
) -> None:
    """Quotes, speakers, dates and stances are those of the text files; only places differ."""
    request.getfixturevalue(written)
    for found, rows in zip(rows_of(tmp_path), expected, strict=True):
        assert list(map(without_places, found)) == list(map(without_places, rows))


def without_places(row: Row) -> Row:
    """Return the row without what counts characters or lines."""
    return {key: value for key, value in row.items() if key not in PLACES}
