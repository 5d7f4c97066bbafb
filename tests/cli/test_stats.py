"""`quoteminer stats`: what it counts, its formats, exit codes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from quoteminer.cli import mining, output

Run = Callable[..., Result]
RowsOf = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def rows(run: Run) -> Path:
    """Extract the articles to a file of rows."""
    assert run("extract", "news", "-o", "quotes.jsonl", "-q").exit_code == 0
    return Path("quotes.jsonl")


def test_stats_prints_a_table(run: Run, rows: Path) -> None:
    """Speakers, most quotes first, with bars."""
    result = run("stats", "quotes.jsonl", "--format", "table")
    assert result.exit_code == 0
    assert result.stdout == (
        "Speaker   Quotes  Favor  Against\n"
        "Lee            2      0        0  ████████████████████\n"
        "Radosław       1      0        0  ██████████\n"
    )
    assert result.stderr == "3 quotes, 2 groups by speaker\n"


@pytest.mark.parametrize("source", ["quotes.jsonl", "quotes.db", "quotes.parquet", "quotes.csv", "news", "-"])
def test_stats_counts_the_same_in_rows_and_articles(run: Run, rows: Path, rows_of: RowsOf, source: str) -> None:
    """Rows in any format, articles and standard input give the same counts; a pipe gets JSON lines."""
    if source.startswith("quotes.") and not Path(source).exists():
        assert run("grep", "quotes.jsonl", "-o", source).exit_code == 0
    result = run("stats", "--by", "month,speaker", source, input=rows.read_bytes() if source == "-" else None)
    counts = {"quotes": 1, "favor": 0, "against": 0}
    assert rows_of(result.stdout) == [
        {"month": "2025-09", "speaker": "Lee", **counts},
        {"month": "2025-09", "speaker": "Radosław", **counts},
        {"month": None, "speaker": "Lee", **counts},
    ]


def test_stats_needs_no_pipeline_for_rows(run: Run, rows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting rows loads no core."""
    monkeypatch.delattr(mining, "load_core")
    assert run("stats", "quotes.jsonl").exit_code == 0


def test_stats_keeps_the_largest(run: Run, rows: Path) -> None:
    """`--top` cuts."""
    result = run("stats", "quotes.jsonl", "--top", "1", "--format", "csv")
    assert result.stdout == "speaker,quotes,favor,against\nLee,2,0,0\n"
    assert result.stderr == "3 quotes, 1 group by speaker\n"


@pytest.mark.parametrize(
    ("name", "first"), [("s.csv", "speaker,quotes"), ("s.jsonl", '{"speaker"'), ("s.txt", "Speaker ")]
)
def test_stats_writes_a_file_in_the_format_of_its_suffix(run: Run, rows: Path, name: str, first: str) -> None:
    """The suffix names the format; nothing is overwritten unless that is said."""
    result = run("stats", "quotes.jsonl", "-o", name)
    assert (result.exit_code, result.stdout) == (0, "")
    assert Path(name).read_text("utf-8").startswith(first)
    assert run("stats", "quotes.jsonl", "-o", name).exit_code == 2
    assert run("stats", "quotes.jsonl", "-o", name, "--force").exit_code == 0


def test_stats_prints_a_table_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The format is chosen as that of quotes."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert output.choose_format(output.Sink(), {"table": [".txt"]}) == "table"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("news", "--by", "who"), "Quotes cannot be counted by 'who'."),
        (("news", "-o", "s.parquet"), "s.parquet: no format has the suffix '.parquet'."),
        (("news", "-o", "gone/s.csv"), "gone/s.csv: the directory "),
    ],
)
def test_stats_refuses_wrong_usage(run: Run, arguments: tuple[str, ...], message: str) -> None:
    """Wrong options are told with what to do next."""
    result = run("stats", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"quoteminer: error: {message}")
    assert "\n  " in result.stderr


def test_stats_counts_what_could_be_read(run: Run, rows: Path, rows_of: RowsOf) -> None:
    """A broken row and a missing file are named; the rest is counted, and the exit code is 1."""
    rows.write_text(rows.read_text("utf-8") + "{broken\n", "utf-8")
    result = run("stats", "quotes.jsonl", "gone.jsonl")
    assert [row["quotes"] for row in rows_of(result.stdout)] == [2, 1]
    assert "quotes.jsonl:4: no JSON" in result.stderr
    assert "gone.jsonl: no such file" in result.stderr
    assert result.exit_code == 1


def test_stats_is_quiet(run: Run, rows: Path) -> None:
    """`-q` leaves the counts."""
    assert run("stats", "-q", "quotes.jsonl").stderr == ""
