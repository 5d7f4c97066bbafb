"""The rows of the sample articles, extracted with the real pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest

from quoteminer.analysis.gold import GoldArticle, parse_gold
from quoteminer.analysis.metrics import Scores, score
from quoteminer.cli.eval import predict, read_lines
from quoteminer.cli.mining import Engine, load_core
from quoteminer.model import Article, Row
from quoteminer.readers import read_articles
from quoteminer.rows import to_row

GOLD = Path(__file__).parent
SEEDS = GOLD.parents[1] / "seeds"


@pytest.fixture(scope="module")
def gold() -> list[GoldArticle]:
    """Return the gold of the sample articles."""
    return list(parse_gold(read_lines(GOLD / "seeds.jsonl"), name="seeds.jsonl"))


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """Return the rows that `extract seeds/` writes."""
    mine = load_core(Engine())
    articles = [article for article in read_articles([SEEDS]) if isinstance(article, Article)]
    return [to_row(quote) for article in articles for quote in mine(article)]


@pytest.fixture(scope="module")
def scores(gold: list[GoldArticle], rows: list[Row]) -> Scores:
    """Return the scores of those rows."""
    return score(gold, rows)


def test_seeds_have_no_date_where_the_article_gives_none(scores: Scores) -> None:
    """A quote that the gold leaves without a date has none: a date is never guessed."""
    undated = [(want, got) for item in scores.comparisons for want, got in item.found if want["date"] is None]
    assert undated
    assert [got["quote"] for _, got in undated if got["date"] is not None] == []


def test_eval_extracts_the_rows_that_extract_writes(gold: list[GoldArticle], rows: list[Row]) -> None:
    """From the gold's text come the same rows as from the files, but for where they were read."""
    from_gold = [{**row, "path": None} for row in predict(gold)]
    assert from_gold == [{**row, "path": None} for row in rows]
