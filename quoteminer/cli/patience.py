"""A regular expression of the user's that cannot hang a run: it is given up after a time."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from quoteminer.errors import UsageError

SECONDS = 5.0
"""Time for one quote; a sound expression needs less than a thousandth of it."""


@dataclass(frozen=True, slots=True)
class PatientPattern:
    """An expression whose searches end with a UsageError when they take too long."""

    pattern: re.Pattern[str]
    seconds: float = SECONDS

    def search(self, text: str, /) -> re.Match[str] | None:
        """Return the first match."""
        with self._limited():
            return self.pattern.search(text)

    def finditer(self, text: str, /) -> Iterator[re.Match[str]]:
        """Return all matches."""
        with self._limited():
            return iter(list(self.pattern.finditer(text)))

    @contextmanager
    def _limited(self) -> Iterator[None]:
        if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
            yield  # no timer there
            return
        before = signal.signal(signal.SIGALRM, self._give_up)
        signal.setitimer(signal.ITIMER_REAL, self.seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    def _give_up(self, number: int, frame: FrameType | None) -> None:
        raise UsageError(
            f"{self.pattern.pattern!r} takes more than {self.seconds:g} s on one quote.",
            "Repeats inside repeats, such as (a+)+, have no bound; write it without them.",
        )
