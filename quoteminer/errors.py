"""What can go wrong, as one exception a kind: what, where, and what to do next."""

from __future__ import annotations


class QuoteminerError(Exception):
    """Any failure that the user can act on: `message` says what and where, `hint` what to do next."""

    kind = "error"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return the message with its hint on a line of its own."""
        return f"{self.message}\n  {self.hint}" if self.hint else self.message


class UsageError(QuoteminerError):
    """The command line or the call asks for something that does not exist."""

    kind = "usage"


class PatternsError(QuoteminerError):
    """A patterns or language data file is wrong; the message lists every place as file:line."""

    kind = "patterns"


class InputError(QuoteminerError):
    """An input cannot be read: missing, unreadable, binary, undecodable, not of the stated format."""

    kind = "input"


class OutputError(QuoteminerError):
    """An output cannot be written: it exists, the place is read-only, the disk is full."""

    kind = "output"


class ModelError(QuoteminerError):
    """No usable spaCy pipeline is installed, or the named one does not load."""

    kind = "model"


class LanguageError(QuoteminerError):
    """One article is not in the pipeline's language; it is skipped, and that is no failure."""

    kind = "language"


class TooManyFailuresError(QuoteminerError):
    """More inputs failed than the user allows; the run is given up."""

    kind = "failures"


class ExtractionError(QuoteminerError):
    """One article could not be processed; the run goes on without it."""

    kind = "extraction"
