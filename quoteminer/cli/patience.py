"""A regular expression of the user's that cannot hang a run: it is given up after a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from quoteminer.errors import UsageError
from quoteminer.readers.patience import OutOfTimeError, limited

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
        try:
            with limited(self.seconds):
                yield
        except OutOfTimeError as error:
            raise UsageError(
                f"{self.pattern.pattern!r} takes more than {self.seconds:g} s on one quote.",
                "Repeats inside repeats, such as (a+)+, have no bound; write it without them.",
            ) from error
