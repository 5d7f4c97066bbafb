"""What goes wrong in a run: counted by kind, given up where that is asked for, and said even where nobody listens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from quoteminer.cli import mining

Run = Callable[..., Result]
RowsOf = Callable[[str], list[dict[str, Any]]]

HOSTILE = "\x1b]0;pwned\x07\x1b]8;;http://x.example\x1b\\\x1b]52;c;eA==\x07\x1b[2J\x9b31m\r\u202e\u2066\u200b"
OBEYED = set("\x07\x1b\x9b\r\u202e\u2066\u200b")


@pytest.fixture
def broken(news: Path) -> Path:
    """Add three inputs that fail, in two ways, before and after those that do not."""
    (news / "a.txt").write_bytes(b"\0")
    (news / "c.txt").write_text("CRASH “One” said Kim.", "utf-8")
    (news / "z.txt").write_bytes(b"\0")
    return news


def test_summary_counts_failures_by_kind(run: Run, broken: Path) -> None:
    """The last line says how many inputs failed, and in which way."""
    result = run("extract", "news", "--jobs", "1")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "3 articles, 4 quotes by 3 speakers; 3 failed (2 input, 1 extraction)"


def test_max_errors_gives_up_behind_the_last_one_allowed(run: Run, broken: Path, rows_of: RowsOf) -> None:
    """As many as allowed may fail; one more ends the run: the errors are in their file, and no rows in theirs."""
    allowed = run("extract", "news", "--max-errors", "3", "--jobs", "1", "-o", "whole.csv")
    assert allowed.exit_code == 1
    assert Path("whole.csv").exists()
    result = run(
        "extract", "news", "--max-errors", "1", "--jobs", "1", "--format", "csv", "-o", "q.csv", "--errors", "e.jsonl"
    )
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-3:] == [
        "so far: 2 articles, 2 quotes by 2 speakers; 2 failed (1 input, 1 extraction)",
        "quoteminer: error: Gave up: 2 failed, and 1 may.",
        "  Mend them, or allow more: --max-errors N.",
    ]
    assert not Path("q.csv").exists()
    assert [row["kind"] for row in rows_of(Path("e.jsonl").read_text("utf-8"))] == ["input", "extraction"]


def test_strict_gives_up_at_the_first_failure(run: Run, broken: Path) -> None:
    """Nothing behind the first input that fails is read, and the old file stays."""
    Path("q.csv").write_text("old")
    result = run("extract", "news", "--strict", "--jobs", "1", "-o", "q.csv", "--force")
    assert result.exit_code == 1
    assert "Gave up: 1 failed, and 0 may." in result.stderr
    assert "CRASH" not in result.stderr
    assert Path("q.csv").read_text() == "old"


def test_strict_goes_through_where_nothing_fails(run: Run, news: Path, rows_of: RowsOf) -> None:
    """Without a failure it changes nothing."""
    assert rows_of(run("extract", "news", "--strict").stdout) == rows_of(run("extract", "news").stdout)
    wrong = run("extract", "news", "--strict", "--max-errors", "3")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "--strict and --max-errors exclude each other." in wrong.stderr


@pytest.mark.parametrize("option", ["--strict-encoding", "--strict"])
def test_odd_bytes_are_read_unless_refused(run: Run, news: Path, rows_of: RowsOf, option: str) -> None:
    """A file of Windows-1252 gives its quotes with a warning, and is counted; on demand it is a failure."""
    (news / "a.txt").write_bytes("“Café noir” said Kim.".encode("cp1252"))
    result = run("extract", "news")
    assert result.exit_code == 0
    assert rows_of(result.stdout)[0]["quote"] == "Café noir"
    assert result.stderr.splitlines() == [
        "quoteminer: warning: news/a.txt: is not UTF-8, and read as windows-1252; --encoding NAME says what it is.",
        "3 articles, 4 quotes by 3 speakers; 1 not UTF-8",
    ]
    refused = run("extract", "news", option)
    assert refused.exit_code == 1
    assert "news/a.txt: not UTF-8: byte 0x93 at offset 0 cannot be decoded." in refused.stderr


@pytest.mark.parametrize("debug", [[], ["--debug"]])
def test_messages_obey_no_text(run: Run, news: Path, monkeypatch: pytest.MonkeyPatch, debug: list[str]) -> None:
    """What a file's name, its text or an exception holds is shown, in tracebacks too, and moves no cursor."""
    name = "e\x1b]0;x\x07\u202e.txt"
    (news / name).write_text("CRASH", "utf-8")

    def fail(engine: object) -> mining.Mine:
        raise ZeroDivisionError(HOSTILE)

    said = run("extract", "news", HOSTILE.replace("\0", ""), "--jobs", "1", *debug)
    monkeypatch.setattr(mining, "load_core", fail)
    fault = run("extract", "news", "--jobs", "1", *debug)
    assert (said.exit_code, fault.exit_code) == (1, 2)
    assert r"e\u001b]0;x\u0007\u202e.txt" in said.stderr
    assert r"ZeroDivisionError: \u001b]0;pwned\u0007" in fault.stderr
    assert ("Traceback" in fault.stderr) is bool(debug)
    assert not OBEYED & set(said.stderr + fault.stderr)


@pytest.mark.parametrize(
    "arguments",
    [(HOSTILE,), ("extract", f"--{HOSTILE}"), ("extract", "news", "--format", HOSTILE), ("extract", "-x" + HOSTILE)],
    ids=["command", "option", "value", "flag"],
)
def test_usage_errors_obey_no_text(run: Run, arguments: tuple[str, ...]) -> None:
    """A wrong word on the command line is shown as the words it is."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert not OBEYED & set(result.stderr + result.stdout)


def test_explain_and_table_hide_nothing(run: Run, news: Path) -> None:
    """Zero-width characters and piles of accents are written out."""
    (news / "a.txt").write_text("“Z\u200be" + "\u0301" * 50 + " \x1b[2J [sic] :smile: [red]x” said Kim.", "utf-8")
    shown = run("extract", "news", "--format", "table").stdout
    assert r"Z\u200be" in "".join(shown.split())
    assert shown.count("\u0301") == 4
    assert "[sic] :smile:" in shown
    assert not OBEYED & set(shown)


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed in another way there")
@pytest.mark.parametrize(
    ("closed", "arguments", "code", "rows"),
    [
        (1, ["news"], 2, 0),
        (1, ["news", "-o", "q.jsonl"], 0, 0),
        (2, ["news", "gone.txt"], 1, 3),
        (0, ["-"], 0, 0),
    ],
    ids=["stdout", "stdout-unused", "stderr", "stdin"],
)
def test_closed_streams_cost_no_row(  # noqa: PLR0913, PLR0917 - a table's columns, and fixtures
    command: list[str],
    environment: dict[str, str],
    news: Path,
    closed: int,
    arguments: list[str],
    code: int,
    rows: int,
) -> None:
    """`>&-` is a failure only where something must be written; what is said to nobody stops nothing."""
    line = f'exec "$@" {closed}{"<" if closed == 0 else ">"}&-'
    done = subprocess.run(
        ["sh", "-c", line, "sh", *command, "extract", *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env=environment,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"fault in quoteminer" not in done.stderr
    assert len(done.stdout.splitlines()) == rows
    if "-o" in arguments:
        assert len(Path("q.jsonl").read_text("utf-8").splitlines()) == 3


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")  # noqa: PTH110
@pytest.mark.parametrize("stream", ["stderr", "stdout"])
def test_full_disk_is_told_in_one_message(
    command: list[str], environment: dict[str, str], news: Path, stream: str
) -> None:
    """Where the rows cannot be written the exit code is 2; where only the talk cannot, nothing is lost."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*command, "extract", "news"],
            stdout=full if stream == "stdout" else subprocess.PIPE,
            stderr=full if stream == "stderr" else subprocess.PIPE,
            env=environment,
            check=False,
        )
    if stream == "stdout":
        assert done.returncode == 2
        assert done.stderr.decode().splitlines() == [
            "quoteminer: error: The output cannot be written: No space left on device.",
            "  Free some space and run it again.",
        ]
    else:
        assert done.returncode == 0
        assert [json.loads(line)["speaker"] for line in done.stdout.splitlines()] == ["Lee", "Lee", "Radosław"]
