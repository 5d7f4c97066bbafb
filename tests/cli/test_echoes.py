"""`quoteminer echoes`: rows and articles in, a list or lines of JSON out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from quoteminer.cli import mining
from quoteminer.cli.words import echo_words

Run = Callable[..., Result]
RowsOf = Callable[[str], list[dict[str, Any]]]

HARBOUR = "We will not close the harbour before the winter"


@pytest.fixture
def wire(news: Path) -> Path:
    """Add three articles with one quote, one of which lacks a word."""
    head = "date 2025-03-0{}" + "\n" * 12  # far from where headlines stand
    (news / "a.txt").write_text(f"{head.format(3)}“{HARBOUR}” said Lee.\n", "utf-8")
    (news / "b.txt").write_text(f"{head.format(4)}“{HARBOUR.replace('will not', 'won’t')}” said Lee.\n", "utf-8")
    (news / "c.txt").write_text(f"{head.format(5)}“{HARBOUR.replace(' not', '')}” said Lee.\n", "utf-8")
    return news


TABLE = """\
We will not close the harbour before the winter
Lee · 3 articles · first 2025-03-03 in a
! negation dropped
  1. a, b
  2. c ! negation dropped
    We will [-not-] close the harbour before the winter

"""


@pytest.mark.parametrize("source", ["quotes.jsonl", "news", "-"])
def test_echoes_lists_versions_with_what_differs(run: Run, wire: Path, source: str) -> None:
    """Rows, articles and rows on standard input give the same list; the summary is talk."""
    assert run("extract", "news", "-o", "quotes.jsonl", "-q").exit_code == 0
    result = run("echoes", source, "--format", "table", input=Path("quotes.jsonl").read_bytes())
    assert result.stdout == TABLE
    assert result.stderr == "6 quotes, 1 in several places, 1 of them with other words\n"
    assert result.exit_code == 0


def test_echoes_writes_json_lines(run: Run, wire: Path, rows_of: RowsOf) -> None:
    """A pipe gets an object for each echo, with every version, its places and its changes."""
    (echo,) = rows_of(run("echoes", "news").stdout)
    assert [echo[key] for key in ("quote", "speakers", "articles", "flags", "drifts")] == [
        HARBOUR, ["Lee"], 3, ["negation dropped"], True,
    ]  # fmt: skip
    first, other = echo["versions"]
    assert echo["first"] == first["appearances"][0]
    assert [one["article"] for one in first["appearances"]] == ["a", "b"]
    assert (other["against"], other["changes"][1]) == (
        0, {"op": "dropped", "was": "not", "now": "", "flags": ["negation dropped"]},
    )  # fmt: skip


def test_echoes_writes_a_file(run: Run, wire: Path) -> None:
    """`-o` writes by the suffix, replaces nothing unless told, and knows no other suffix."""
    assert run("echoes", "news", "-o", "echoes.jsonl").exit_code == 0
    assert json.loads(Path("echoes.jsonl").read_text("utf-8"))["articles"] == 3
    again = run("echoes", "news", "-o", "echoes.jsonl")
    assert again.exit_code == 2
    assert "exists already" in again.stderr
    assert run("echoes", "news", "-o", "echoes.csv").exit_code == 2


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ((), 1),
        (("--drift",), 1),
        (("--flagged",), 1),
        (("--speaker", "lee"), 1),
        (("--speaker", "kim"), 0),
        (("--min-articles", "3"), 1),
        (("--min-articles", "4"), 0),
        (("--min-words", "9", "--similarity", "0.95"), 1),
        (("--min-words", "20"), 1),
    ],
)
def test_echoes_options_choose(run: Run, wire: Path, rows_of: RowsOf, options: tuple[str, ...], count: int) -> None:
    """Each option lets through what it says; the same words of one speaker always are one quote."""
    result = run("echoes", "news", *options)
    assert result.exit_code == 0
    assert len(rows_of(result.stdout)) == count


def test_echoes_tells_what_failed(run: Run, wire: Path) -> None:
    """An input that fails costs the others nothing, and the exit code says it."""
    result = run("echoes", "news", "missing.txt")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["articles"] == 3
    assert "missing.txt" in result.stderr


def test_echoes_needs_no_pipeline_for_rows(run: Run, wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows load no core."""
    assert run("extract", "news", "-o", "quotes.jsonl", "-q").exit_code == 0

    def forbidden(engine: object) -> None:
        raise AssertionError

    monkeypatch.setattr(mining, "load_core", forbidden)
    assert run("echoes", "quotes.jsonl").exit_code == 0


def test_echoes_shows_hostile_text_as_text(run: Run, news: Path) -> None:
    """Neither markup nor control characters of an article reach the terminal."""
    for name, word in (("x", "must"), ("y", "may")):
        words = f"The [red]harbour[/red] {word} \x1b]52;c;eA==\x07 never be closed before winter"
        (news / f"{name}.txt").write_text(f"“{words}” said Lee.\n", "utf-8")
    shown = run("echoes", "news", "--format", "table", "--no-color").stdout
    assert "\x1b" not in shown
    assert "[red]harbour[/red] must \\u001b]52;c;eA==\\u0007 never" in shown
    assert "[-must-] {+may+}" in shown


def test_echo_words_reads_the_data() -> None:
    """What is compared comes from the language's files."""
    language = echo_words()
    assert {"not", "never"} <= language.negations
    assert {"must", "will"} <= language.modals
    assert language.contractions["can't"] == ("can", "not")
