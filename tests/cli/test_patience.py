"""Expressions of the user's that would hang a run."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from quoteminer.cli import patience
from quoteminer.cli.patience import PatientPattern
from quoteminer.errors import UsageError

Run = Callable[..., Result]

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer here")


def test_grep_gives_an_expression_up_that_never_ends(run: Run, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An expression that backtracks for hours ends with a message that says why."""
    (news / "a.txt").write_text(f"“{'a' * 60}!” said Kim.", "utf-8")
    monkeypatch.setattr(patience.PatientPattern.__init__, "__defaults__", (0.2,))
    result = run("grep", "-e", "(a+)+$", "news")
    assert result.exit_code == 2
    assert "'(a+)+$' takes more than 0.2 s on one quote." in result.stderr


def test_patient_pattern_finds_what_the_expression_finds() -> None:
    """It is the expression in every other way, and leaves no timer and no handler behind."""
    before = signal.getsignal(signal.SIGALRM)
    pattern = PatientPattern(re.compile("a|b"))
    assert [match.span() for match in pattern.finditer("xaxb")] == [(1, 2), (3, 4)]
    match = pattern.search("xa")
    assert match is not None
    assert match.span() == (1, 2)
    assert pattern.search("x") is None
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_patient_pattern_gives_up_in_both_ways() -> None:
    """The first match and all of them are looked for no longer than allowed."""
    pattern = PatientPattern(re.compile("(a+)+$"), 0.05)
    for search in (pattern.search, pattern.finditer):
        with pytest.raises(UsageError, match="takes more than"):
            search("a" * 60 + "!")


def test_patient_pattern_works_in_any_thread() -> None:
    """Where there is no timer it searches all the same."""
    found: list[bool] = []
    thread = threading.Thread(target=lambda: found.append(PatientPattern(re.compile("a")).search("a") is not None))
    thread.start()
    thread.join()
    assert found == [True]
