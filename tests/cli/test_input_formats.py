"""The commands read every input format alike: options, what is told of failures, exit codes."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from quoteminer.readers import READERS

Run = Callable[..., Result]
RowsOf = Callable[[str], list[dict[str, Any]]]

LINE = json.dumps({"id": "a1", "story": "“The harbour stays open” said Lee.", "when": "23/09/2025"}) + "\n"
KEYS = ("--text-key", "story", "--date-key", "when")


@pytest.fixture
def harbour(news: Path) -> str:
    """Return the name of a JSONL file with one article."""
    Path("harbour.jsonl").write_text(LINE, "utf-8")
    return "harbour.jsonl"


def test_extract_takes_the_keys_of_rows(run: Run, harbour: str, rows_of: RowsOf) -> None:
    """`--text-key`, `--id-key` and `--date-key` name the parts of a row."""
    (row,) = rows_of(run("extract", harbour, *KEYS).stdout)
    assert (row["article"], row["published"], row["path"]) == ("a1", "2025-09-23", harbour)
    (named,) = rows_of(run("extract", harbour, *KEYS, "--id-key", "when").stdout)
    assert named["article"] == "23/09/2025"


@pytest.mark.parametrize("command", ["extract", "grep"])
def test_commands_read_standard_input_as_they_are_told(run: Run, harbour: str, command: str, rows_of: RowsOf) -> None:
    """`--input-format` says what standard input is; packed or not it says itself."""
    for raw in (LINE.encode(), gzip.compress(LINE.encode())):
        (row,) = rows_of(run(command, "-", "--input-format", "jsonl", *KEYS, input=raw).stdout)
        assert (row["article"], row["speaker"]) == ("a1", "Lee")


def test_grep_searches_articles_of_every_kind(run: Run, news: Path, harbour: str, rows_of: RowsOf) -> None:
    """Rows and articles in JSONL and CSV are told apart by what they hold."""
    (news / "more.csv").write_text("id,text\nc1,“The mill stays open” said Roe.\n", "utf-8")
    (news / "story.jsonl.gz").write_bytes(gzip.compress(LINE.replace("story", "text").encode()))
    rows = rows_of(run("grep", "-e", "stays open", "news").stdout)
    assert sorted(row["article"] for row in rows) == ["a1", "c1", "harbour"]


def test_explain_reads_every_kind(run: Run, harbour: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`explain` gets the same articles as `extract`."""
    from quoteminer.cli import explain

    seen: list[str] = []
    monkeypatch.setattr(explain, "load_explainer", lambda engine: lambda article: seen.append(article.text) or [])
    assert run("explain", harbour, *KEYS).exit_code == 0
    assert seen == ["“The harbour stays open” said Lee."]


def test_extract_goes_on_after_bad_rows(run: Run, harbour: str, rows_of: RowsOf) -> None:
    """A bad line is told with its number, counted and listed; the other lines give their quotes."""
    Path(harbour).write_text(LINE + "{bad\n" + LINE.replace("a1", "a3"), "utf-8")
    result = run("extract", harbour, *KEYS, "--errors", "failed.jsonl")
    assert result.exit_code == 1
    assert [row["article"] for row in rows_of(result.stdout)] == ["a1", "a3"]
    assert result.stderr.startswith("quoteminer: error: harbour.jsonl:2: no JSON: ")
    assert result.stderr.endswith("2 articles, 2 quotes by 1 speaker; 1 failed (input)\n")
    (failed,) = rows_of(Path("failed.jsonl").read_text("utf-8"))
    assert (failed["article"], failed["path"], failed["kind"]) == ("harbour:2", harbour, "input")


def test_extract_names_the_keys_there_are(run: Run, harbour: str) -> None:
    """Without a known key for the text the message lists the keys and the option."""
    result = run("extract", harbour)
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "quoteminer: error: harbour.jsonl: no key is known to hold the text; the keys are: id, story, when. "
        "Say --text-key KEY.\n"
    )


def test_extract_names_a_missing_extra_and_goes_on(run: Run, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page is told with the command that would read it; the other articles give their quotes."""
    for module in ("trafilatura", "pyarrow", "fastwarc.warc"):
        monkeypatch.setitem(sys.modules, module, None)
    for name in ("a.html", "b.parquet", "c.warc"):
        (news / name).write_bytes(b"<html>")
    result = run("extract", "news")
    assert result.exit_code == 1
    assert result.stdout.count("\n") == 3
    told = [line.rpartition("pip install ")[2] for line in result.stderr.splitlines() if "is not installed" in line]
    assert told == ["'quoteminer[html]'", "'quoteminer[parquet]'", "'quoteminer[warc]'"]


@pytest.mark.parametrize("command", ["extract", "grep", "explain"])
def test_help_lists_the_input_formats(run: Run, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The choices are those of the table, and another one is refused with them."""
    monkeypatch.setenv("COLUMNS", "200")
    assert "|".join(READERS) in run(command, "--help").stdout.replace("\n", "")
    refused = run(command, "news", "--input-format", "pdf")
    assert refused.exit_code == 2
    assert all(name in refused.stderr for name in READERS)
