"""Texts that are kept beside the rows, and reports made from both."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Run = Callable[..., Result]


def test_extract_keeps_the_text_of_every_article(run: Run, news: Path, rows_of: Callable[..., Any]) -> None:
    """Each article is a line with its id, path and text, whether it has quotes or not; offsets cut the words out."""
    (news / "calm.txt").write_text("Nothing happened.\r\n", "utf-8", newline="")
    result = run("extract", "news", "-o", "q.jsonl", "--keep-text", "texts.jsonl")
    assert result.exit_code == 0, result.output
    texts = {row["id"]: row for row in rows_of(Path("texts.jsonl").read_text("utf-8"))}
    assert list(texts) == ["bridge", "calm", "harbour"]
    assert texts["calm"] | {"metadata": []} == {
        "id": "calm",
        "text": "Nothing happened.\r\n",
        "path": "news/calm.txt",
        "metadata": [],
    } | dict.fromkeys(("url", "outlet", "title", "published", "blanked"))
    for row in rows_of(Path("q.jsonl").read_text("utf-8")):
        (start, end) = row["content"][0]
        assert texts[row["article"]]["text"][start:end] == row["quote"]


def test_kept_texts_are_read_again(run: Run, rows_of: Callable[..., Any]) -> None:
    """The kept file is an input like any other, and gives the same rows, but for the path."""
    assert run("extract", "news", "-o", "q.jsonl", "--keep-text", "texts.jsonl").exit_code == 0
    assert run("extract", "texts.jsonl", "-o", "again.jsonl").exit_code == 0
    rows, again = (rows_of(Path(name).read_text("utf-8")) for name in ("q.jsonl", "again.jsonl"))
    assert [row | {"path": None} for row in again] == [row | {"path": None} for row in rows]


def test_grep_makes_the_report_that_extract_makes(run: Run) -> None:
    """Rows and their kept texts give the very page that the articles give; rows alone give their sentences."""
    assert run("extract", "news", "-o", "a.html").exit_code == 0
    assert run("extract", "news", "-o", "q.jsonl", "--keep-text", "texts.jsonl").exit_code == 0
    assert run("grep", "q.jsonl", "--kept-text", "texts.jsonl", "-o", "b.html").exit_code == 0
    assert run("grep", "q.jsonl", "-o", "c.html").exit_code == 0
    pages = {name: Path(f"{name}.html").read_text("utf-8") for name in "abc"}
    assert pages["a"] == pages["b"]
    assert '"whole":true' in pages["a"]
    assert '"whole":true' not in pages["c"]
    assert "The harbour stays open" in pages["c"]


def test_grep_names_a_bad_line_of_the_kept_texts(run: Run) -> None:
    """A line that holds no article is told and counted; the report is there all the same."""
    assert run("extract", "news", "-o", "q.jsonl").exit_code == 0
    Path("texts.jsonl").write_text("7\n" + json.dumps({"id": "bridge", "text": "x"}) + "\n", "utf-8")
    result = run("grep", "q.jsonl", "--kept-text", "texts.jsonl", "-o", "a.html")
    assert result.exit_code == 2
    assert "texts.jsonl:1: article is 7, not an object." in result.stderr
    assert Path("a.html").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("extract", "news", "-o", "q.jsonl", "--keep-text", "q.jsonl"), "--keep-text needs a file of its own."),
        (("extract", "news", "--keep-text", "-"), "--keep-text needs a file of its own."),
        (("extract", "news", "--errors", "e", "--keep-text", "e"), "--keep-text needs a file of its own."),
        (("extract", "news", "--keep-text", "news/harbour.txt"), "news/harbour.txt: exists already."),
        (("grep", "rows.jsonl", "--kept-text", "none.jsonl"), "none.jsonl: no such file or directory."),
    ],
)
def test_kept_texts_are_checked(run: Run, arguments: tuple[str, ...], message: str) -> None:
    """What cannot be is said before anything is written."""
    Path("rows.jsonl").write_text("", "utf-8")
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
