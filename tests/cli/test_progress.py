"""Progress on a terminal's standard error, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from quoteminer.cli.mining import Account
from quoteminer.cli.talk import Talk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals there")


@pytest.fixture
def on_terminal(command: list[str], environment: dict[str, str], news: Path) -> Callable[..., tuple[bytes, str]]:
    """Return a function that runs the program with a terminal as standard error: what it writes, what it says."""

    def run(*arguments: str, rows_too: bool = False) -> tuple[bytes, str]:
        ours, its = os.openpty()
        with subprocess.Popen(
            [*command, *arguments],
            stdout=its if rows_too else subprocess.PIPE,
            stderr=its,
            env={**environment, "TERM": "xterm"},
        ) as process:
            os.close(its)
            written = b"" if process.stdout is None else process.stdout.read()
            said = _read_all(ours)
            assert process.wait(timeout=60) == 0
        return written, said.decode()

    return run


def _read_all(descriptor: int) -> bytes:
    """Return what was written to the other end; a terminal's end of file is an error on Linux."""
    parts = []
    while True:
        try:
            part = os.read(descriptor, 1 << 16)
        except OSError:
            part = b""
        if not part:
            os.close(descriptor)
            return b"".join(parts)
        parts.append(part)


def test_progress_is_shown_on_a_terminal(on_terminal: Callable[..., tuple[bytes, str]]) -> None:
    """Articles, quotes and words a second run on standard error; the rows are what they are without it."""
    written, said = on_terminal("extract", "news")
    assert "2 articles · 3 quotes" in said
    assert "words/s" in said
    assert "2 articles, 3 quotes by 2 speakers" in said
    assert written.count(b"\n") == 3
    assert b"\x1b" not in written


def test_progress_leaves_messages_whole(on_terminal: Callable[..., tuple[bytes, str]]) -> None:
    """What `-v` says stands on lines of its own."""
    assert "bridge: 1 quote\r\n" in on_terminal("extract", "-v", "news")[1]


def test_progress_is_quiet_when_told(on_terminal: Callable[..., tuple[bytes, str]]) -> None:
    """`-q` shows nothing."""
    assert on_terminal("extract", "-q", "news")[1] == ""


def test_progress_keeps_out_of_the_table(on_terminal: Callable[..., tuple[bytes, str]]) -> None:
    """Where the rows run over the same terminal, they are the progress."""
    shown = on_terminal("extract", "news", rows_too=True)[1]
    assert "words/s" not in shown
    assert "The harbour stays open" in shown


def test_progress_needs_a_terminal(run: Callable[..., Result]) -> None:
    """A log file gets the summary alone."""
    assert run("extract", "news").stderr == "2 articles, 3 quotes by 2 speakers\n"


def test_account_tells_progress() -> None:
    """Speed comes with the first words."""
    account = Account(talk=Talk())
    assert account.progress(2.0) == "0 articles · 0 quotes"
    account.words, account.quotes, account.articles = 5000, 1, 1234
    assert account.progress(2.0) == "1,234 articles · 1 quote · 2,500 words/s"
