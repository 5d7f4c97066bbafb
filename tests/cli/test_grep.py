"""`quoteminer grep`: rows and articles, filters, exit codes."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
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


@pytest.fixture
def wide_rows(rows: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of rows, on a terminal that is wide enough for any line."""
    monkeypatch.setenv("COLUMNS", "160")
    return rows


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


@pytest.mark.parametrize("name", ["q.csv", "q.tsv", "q.parquet", "q.db", "q.sqlite3"])
def test_grep_converts_without_loss(run: Run, rows: Path, name: str) -> None:
    """Rows that went through another format are the same, also where they are searched from standard input."""
    assert run("grep", "quotes.jsonl", "-o", name).exit_code == 0
    assert run("grep", name, "--format", "jsonl").stdout == rows.read_text("utf-8")
    found = run("grep", "-", "--speaker", "radoslaw", input=Path(name).read_bytes())
    assert found.stdout == rows.read_text("utf-8").splitlines(keepends=True)[-1]


def test_grep_writes_searched_articles_into_a_database(run: Run, news: Path) -> None:
    """A database has every article that was searched, and what failed."""
    (news / "broken.txt").write_bytes(b"\0")
    assert run("grep", "--speaker", "radoslaw", "news", "-o", "q.db").exit_code == 2
    with closing(sqlite3.connect("q.db")) as database:
        assert database.execute("SELECT id FROM articles").fetchall() == [("bridge",), ("harbour",)]
        assert database.execute("SELECT speaker FROM quotes").fetchall() == [("Radosław",)]
        assert database.execute("SELECT path FROM errors").fetchall() == [("news/broken.txt",)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("-c",), "2\n"),
        (("--count",), "2\n"),
        (("-l",), "news/bridge.txt\nnews/harbour.txt\n"),
        (("-l", "-c"), "news/bridge.txt:1\nnews/harbour.txt:1\n"),
        (("-lc", "--kind", "direct"), "news/bridge.txt:1\nnews/harbour.txt:1\n"),
    ],
)
@pytest.mark.parametrize("source", ["quotes.jsonl", "news"])
def test_grep_counts_and_lists(run: Run, rows: Path, source: str, options: tuple[str, ...], expected: str) -> None:
    """`-c` gives the number of finds, `-l` the articles, both the number in each."""
    result = run("grep", "--speaker", "lee", *options, source)
    assert (result.exit_code, result.stdout) == (0, expected)
    assert result.stderr == "2 of 3 quotes by 1 speaker\n"


def test_grep_counts_nothing(run: Run, rows: Path) -> None:
    """No find is 0, and the exit code is 1."""
    result = run("grep", "-c", "--speaker", "nobody", "quotes.jsonl")
    assert (result.exit_code, result.stdout) == (1, "0\n")
    assert run("grep", "-lc", "--speaker", "nobody", "quotes.jsonl").stdout == ""


def test_grep_lists_files_by_their_names(run: Run, news: Path) -> None:
    """A program gets the bytes of a file's name, whatever they are."""
    (news / "a\x1b\udcff.txt").write_text("“Yes” said Kim.", "utf-8")
    assert run("grep", "-l", "--speaker", "kim", "news").stdout_bytes == b"news/a\x1b\xff.txt\n"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("-C", "1"), ["3: “The harbour stays open” said Lee.", "4- “Good” said Radosław."]),
        (("-C", "0"), ["3: “The harbour stays open” said Lee."]),
        (("-A", "1"), ["3: “The harbour stays open” said Lee.", "4- “Good” said Radosław."]),
        (("-B", "1"), ["1- date 2025-09-23 News", "3: “The harbour stays open” said Lee."]),
        (("-C", "9", "-A", "0"), ["1- date 2025-09-23 News", "3: “The harbour stays open” said Lee."]),
        ((), []),
    ],
)
@pytest.mark.parametrize("source", ["quotes.jsonl", "news", "-"])
def test_grep_shows_context(
    run: Run, wide_rows: Path, source: str, options: tuple[str, ...], expected: list[str]
) -> None:
    """The lines of the article around a find are read again from it, and stand under the quote in a table."""
    result = run("grep", "-e", "harbour", *options, source, input=wide_rows.read_bytes() if source == "-" else None)
    lines = re.findall(r"\d[-:] \S+(?: \S+)*", result.stdout if options else "")
    if options == ("-C", "1"):
        expected = ["1- date 2025-09-23 News", *expected]
    assert lines == expected
    assert result.stdout.startswith("harbour · 2025-09-23\n" if options else "{")


def test_grep_says_where_context_is_missing(run: Run, rows: Path, news: Path) -> None:
    """An article that is gone or changed costs the context, not the quote."""
    (news / "bridge.txt").unlink()
    (news / "harbour.txt").write_text("Changed.")
    result = run("grep", "-C", "1", "quotes.jsonl")
    assert "“The bridge is closed”" in result.stdout
    assert "3 quotes without context: their articles are not where they were read." in result.stderr


def test_grep_takes_context_from_kept_texts(run: Run, news: Path) -> None:
    """Texts that were kept serve where the articles are gone."""
    assert run("extract", "news", "-o", "q.jsonl", "--keep-text", "texts.jsonl").exit_code == 0
    for path in news.iterdir():
        path.unlink()
    result = run("grep", "-C", "0", "q.jsonl", "--kept-text", "texts.jsonl")
    assert re.findall(r"\d: “\S+", result.stdout) == ["1: “The", "3: “The", "4: “Good”"]
    assert "without context" not in result.stderr


def test_grep_highlights_what_it_finds(run: Run, rows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a table with colours the words that were searched for are red."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    result = run("grep", "--format", "table", "--color", "--speaker", "radoslaw", "-e", "OO", "quotes.jsonl")
    assert "\x1b[1;31mRadosław\x1b[0m" in result.stdout
    assert "\x1b[1;31moo\x1b[0m" in result.stdout


def test_grep_finds_a_person_by_alias(run: Run, news: Path) -> None:
    """A person of public office is found under every name that is known."""
    (news / "c.txt").write_text("“Yes” said Putin.", "utf-8")
    quotes = [{**json.loads(line), "speaker_id": "Q7747"} for line in run("extract", "news/c.txt").stdout.splitlines()]
    result = run("grep", "--speaker", "vladimir", "-c", "-", input=json.dumps(quotes[0]).encode())
    assert (result.exit_code, result.stdout) == (0, "1\n")


def test_grep_goes_on_after_broken_rows(run: Run, rows: Path, rows_of: RowsOf) -> None:
    """A broken line is named, the rest is searched, and the exit code is 2."""
    lines = rows.read_text("utf-8").splitlines()
    rows.write_text("\n".join([lines[0], lines[1][:40], lines[2]]), "utf-8")
    result = run("grep", "quotes.jsonl")
    assert len(rows_of(result.stdout)) == 2
    assert result.stderr.startswith("quoteminer: error: quotes.jsonl:2: no JSON: ")
    assert result.exit_code == 2


def test_grep_says_nothing_of_a_later_pythons_expressions(run: Run, rows: Path) -> None:
    """An expression that a later Python may read otherwise is no warning with lines of this program."""
    result = run("grep", "-q", "-e", "[[h]arbour", "news")
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-e", "(", "news"), "'(' is no regular expression: "),
        (("--since", "yesterday", "news"), "'yesterday' is no date."),
        (("--until", "2025-13", "news"), "'2025-13' is no date."),
        (("news", "-o", "q.xyz"), "q.xyz: no format has the suffix"),
        (("gone",), "gone: no such file or directory."),
        (("news", "--format", "sqlite"), "sqlite cannot go to a pipe."),
        (("news", "-c", "-C", "1"), "-c and -l show no quotes, so no context."),
        (("news", "-l", "-o", "q.txt"), "-c and -l print plain lines."),
        (("news", "-c", "--format", "csv"), "-c and -l print plain lines."),
        (("news", "-A", "1", "--format", "jsonl"), "jsonl has no place for context."),
        (("quotes.odt",), "quotes.odt: no reader for .odt files"),
    ],
)
def test_grep_refuses_what_it_cannot_do(run: Run, arguments: tuple[str, ...], message: str) -> None:
    """Wrong usage and failed inputs exit with 2 and say why."""
    Path("quotes.odt").write_text("a,b")
    result = run("grep", *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"quoteminer: error: {message}")
