"""The program's entry: streams that the caller has closed, and a terminal that knows ASCII only."""

from __future__ import annotations

import io
import sys

import pytest

from quoteminer import cli


def test_missing_streams_are_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input is empty then, standard error says nothing, and what is written to standard output fails."""
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    cli._open_missing_streams()
    with sys.stdin, sys.stderr:
        assert sys.stdin.read() == ""
        sys.stderr.write("nobody hears")
    with pytest.raises(OSError, match="Bad file descriptor"):
        sys.stdout.write("lost")
    sys.stdout.detach().close()


def test_main_shows_its_help_where_there_is_ascii_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter that the terminal does not know is written as a number."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "ascii", write_through=True))
    monkeypatch.setattr(sys, "argv", ["quoteminer", "--help"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 0
    assert b"extract" in raw.getvalue()
    assert raw.getvalue().isascii()


def test_main_takes_streams_that_cannot_be_set_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another program's standard output, as in a notebook, is used as it is."""
    shown = io.StringIO()
    monkeypatch.setattr(sys, "stdout", shown)
    monkeypatch.setattr(sys, "argv", ["quoteminer", "--version"])
    with pytest.raises(SystemExit):
        cli.main()
    assert shown.getvalue().startswith("quoteminer ")
