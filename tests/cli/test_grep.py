"""`quoteminer grep`: rows and articles, filters, exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from quoteminer.cli import mining

Run = Callable[..., Result]
RowsOf = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def rows(run: Run) -> Path:
    """Extract the articles to a file of rows."""
    assert run("extract", "news", "-o", "quotes.jsonl", "-q").exit_code == 0
    return Path("quotes.jsonl")


@pytest.mark.parametrize(
    ("filters", "articles"),
    [
        (("--speaker", "lee"), ["bridge", "harbour"]),
        (("--speaker", "RADOSLAW"), ["harbour"]),
        (("-e", "HARB.UR"), ["harbour"]),
        (("--text", "open|closed"), ["bridge", "harbour"]),
        (("-e", "HARBOUR", "-s"), []),
        (("--speaker", "lee", "-e", "bridge"), ["bridge"]),
        (("--since", "2025-09"), ["harbour", "harbour"]),
        (("--until", "2024"), []),
        (("--since", "2025-09", "--undated"), ["bridge", "harbour", "harbour"]),
        (("--kind", "direct"), ["bridge", "harbour", "harbour"]),
        (("--kind", "mixed"), []),
        (("--act", "deny"), []),
        (("--stance", "favor"), []),
        (("--target", "bridge"), []),
        ((), ["bridge", "harbour", "harbour"]),
    ],
)
@pytest.mark.parametrize("source", ["quotes.jsonl", "news", "-"])
def test_grep_finds_the_same_in_rows_and_articles(
    run: Run, rows: Path, source: str, filters: tuple[str, ...], articles: list[str]
) -> None:
    """Rows, articles and rows on standard input give the same quotes; 0 is found, 1 is none."""
    result = run("grep", *filters, source, input=rows.read_bytes() if source == "-" else None)
    assert [json.loads(line)["article"] for line in result.stdout.splitlines()] == articles
    assert result.exit_code == (0 if articles else 1)
    assert f"{len(articles)} of 3 quotes by" in result.stderr


def test_grep_passes_rows_through(run: Run, rows: Path) -> None:
    """Rows come out as they went in."""
    assert run("grep", "quotes.jsonl").stdout == rows.read_text("utf-8")


def test_grep_counts_quotes_without_a_date(run: Run) -> None:
    """What falls out for want of a date is counted."""
    result = run("grep", "--since", "2025", "news")
    assert result.stderr.splitlines()[-1] == "1 more without a date (--undated shows them)"


def test_grep_needs_no_pipeline_for_rows(run: Run, rows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Searching rows loads no core."""

    def forbidden(engine: object) -> None:
        raise AssertionError

    monkeypatch.setattr(mining, "load_core", forbidden)
    assert run("grep", "--speaker", "lee", "quotes.jsonl").exit_code == 0


def test_grep_reads_rows_and_articles_together(run: Run, rows: Path, rows_of: RowsOf) -> None:
    """Rows come first; then the articles."""
    result = run("grep", "--speaker", "lee", "news/bridge.txt", "quotes.jsonl")
    assert [row["path"] for row in rows_of(result.stdout)] == [
        "news/bridge.txt",
        "news/harbour.txt",
        "news/bridge.txt",
    ]


def test_grep_reads_an_article_from_standard_input(run: Run, rows_of: RowsOf) -> None:
    """Standard input may be an article."""
    result = run("grep", "-e", "yes", "-", input="Headline\n“Yes” said Kim.".encode())
    assert [row["article"] for row in rows_of(result.stdout)] == ["stdin"]


@pytest.mark.parametrize("source", ["-", "none.jsonl"])
def test_grep_finds_nothing_in_no_rows(run: Run, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """The rows of an extraction without quotes are none; that is no failure, and needs no pipeline."""
    monkeypatch.delattr(mining, "load_core")
    Path("none.jsonl").touch()
    result = run("grep", source, input=b"")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "0 of 0 quotes by 0 speakers\n")


def test_grep_prints_a_table(run: Run, rows: Path) -> None:
    """The table is that of extract."""
    arguments = ("news", "--format", "table")
    assert run("grep", *arguments).stdout == run("extract", *arguments).stdout


def test_grep_converts(run: Run, rows: Path) -> None:
    """Without a filter and with -o it turns rows into another format."""
    assert run("grep", "quotes.jsonl", "-o", "quotes.txt").exit_code == 0
    assert "“The bridge is closed”" in Path("quotes.txt").read_text("utf-8")


def test_grep_goes_on_after_broken_rows(run: Run, rows: Path, rows_of: RowsOf) -> None:
    """A broken line is named, the rest is searched, and the exit code is 2."""
    lines = rows.read_text("utf-8").splitlines()
    rows.write_text("\n".join([lines[0], lines[1][:40], lines[2]]), "utf-8")
    result = run("grep", "quotes.jsonl")
    assert len(rows_of(result.stdout)) == 2
    assert result.stderr.startswith("quoteminer: error: quotes.jsonl:2: no JSON: ")
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-e", "(", "news"), "'(' is no regular expression: "),
        (("--since", "yesterday", "news"), "'yesterday' is no date."),
        (("--until", "2025-13", "news"), "'2025-13' is no date."),
        (("news", "-o", "q.xyz"), "q.xyz: no format has the suffix"),
        (("gone",), "gone: no such file or directory."),
        (("quotes.odt",), "quotes.odt: no reader for .odt files"),
    ],
)
def test_grep_refuses_what_it_cannot_do(run: Run, arguments: tuple[str, ...], message: str) -> None:
    """Wrong usage and failed inputs exit with 2 and say why."""
    Path("quotes.odt").write_text("a,b")
    result = run("grep", *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"quoteminer: error: {message}")
