"""Kept texts: what is written comes back, and one bad line costs no other."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.errors import InputError
from quoteminer.model import Article, ErrorRow
from quoteminer.readers.kept import read_kept
from quoteminer.rows import article_from_row, article_to_row
from quoteminer.writers.jsonl import dump_line

ARTICLE = Article(id="harbour", text="# Storm\r\nŁódź 🚢\u202e", path="a.md", metadata=((0, 9),), blanked=" " * 16)


@given(st.text(), st.text(), st.none() | st.text(), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_article_row_comes_back(own: str, text: str, title: str | None, spans: list[tuple[int, int]]) -> None:
    """Article → row → article is the same article, whatever it holds."""
    article = Article(id=own, text=text, title=title, metadata=tuple(spans))
    assert article_from_row(article_to_row(article)) == article


@pytest.mark.parametrize("packed", [False, True])
def test_read_kept_reads_what_was_written(tmp_path: Path, packed: bool) -> None:
    """Each line is an article, packed or not; blank lines do not count."""
    path = tmp_path / "texts.jsonl"
    raw = f"{dump_line(article_to_row(ARTICLE))}\n\n".encode()
    path.write_bytes(gzip.compress(raw) if packed else raw)
    assert list(read_kept(str(path))) == [ARTICLE]


def test_read_kept_takes_any_jsonl_with_id_and_text(tmp_path: Path) -> None:
    """What else an article has may be missing."""
    path = tmp_path / "texts.jsonl"
    path.write_text('\ufeff{"id": "a", "text": "Yes.", "colour": "blue"}\n', "utf-8")
    assert list(read_kept(str(path))) == [Article(id="a", text="Yes.")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", ":2: no JSON: "),
        ("[" * 100_000, ":2: no JSON: "),
        ("7", ":2: article is 7, not an object."),
        ('{"id": "a"}', ":2: article lacks text."),
        ('{"id": "a", "text": 7}', ":2: text cannot be 7."),
        ('{"id": "a", "text": "Yes", "metadata": [[1]]}', ":2: metadata cannot be [1]."),
        ('{"id": "a", "text": "Yes", "blanked": "No"}', ":2: blanked is not as long as text."),
    ],
)
def test_read_kept_names_the_line_that_holds_no_article(tmp_path: Path, line: str, message: str) -> None:
    """A bad line gives an error row with its number, and the others their articles."""
    path = tmp_path / "texts.jsonl"
    good = '{"id": "a", "text": "Yes."}'
    path.write_text(f"{good}\n{line}\n{good}\n", "utf-8")
    first, failure, last = read_kept(str(path))
    assert first == last == Article(id="a", text="Yes.")
    assert isinstance(failure, ErrorRow)
    assert f"{path}{message}" in failure.message


def test_read_kept_says_what_cannot_be_read(tmp_path: Path) -> None:
    """A missing file is an error that names it."""
    with pytest.raises(InputError, match="no such file"):
        list(read_kept(str(tmp_path / "none.jsonl")))
