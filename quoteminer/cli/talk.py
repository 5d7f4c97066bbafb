"""What the command line says on standard error."""

from __future__ import annotations

import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass

from quoteminer.errors import QuoteminerError

_LONGEST = 4_000
"""Characters of a line: an id, a name or a key of an article may have millions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """How much is said: errors always, warnings and the summary unless `quiet`, each article if `verbose`."""

    quiet: bool = False
    verbose: bool = False

    def error(self, message: str) -> None:
        """Say what failed."""
        say(f"quoteminer: error: {message}")

    def warn(self, message: str) -> None:
        """Say what is odd."""
        if not self.quiet:
            say(f"quoteminer: warning: {message}")

    def tell(self, message: str) -> None:
        """Say how it went."""
        if not self.quiet:
            say(message)

    def detail(self, message: str) -> None:
        """Say what is done just now."""
        if self.verbose:
            say(message)


def say(line: str) -> None:
    """Write one line to standard error, control characters made visible; of one without end its two ends."""
    from quoteminer.writers.safe import safe_line

    if len(line) > _LONGEST:
        line = f"{line[: _LONGEST // 2]} … {line[-_LONGEST // 2 :]}"
    with suppress(OSError):  # where nobody hears, the rows are worth writing all the same
        sys.stderr.write(safe_line(line) + "\n")
        sys.stderr.flush()


def say_traceback() -> None:
    """Write the traceback of the exception being handled to standard error."""
    for line in traceback.format_exc().splitlines():
        say(line)


def say_error(error: QuoteminerError) -> None:
    """Say what went wrong, line by line, and what to do next."""
    for number, line in enumerate(str(error).splitlines()):
        say(line if number else f"quoteminer: error: {line}")
