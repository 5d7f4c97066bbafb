"""What is wrong with a file: where, in which words, and what was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from quoteminer.errors import PatternsError

MAX_SHOWN = 100
"""How many problems are listed, and how much of a value is shown."""
HINT = "Mend these lines; docs/patterns.md shows how such a file is written."

Value = Any
"""What a document holds: dict[str, Value], list[Value], str, int, float, bool or None."""
Location = tuple[str | int, ...]
"""The keys and positions from the top of a document down to a value."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in one file: `line` counts from 1; 0 is the file as a whole."""

    origin: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.origin}:{self.line}: {self.message}" if self.line else f"{self.origin}: {self.message}"


def raise_problems(problems: Iterable[Problem], hint: str = HINT) -> None:
    """Raise one PatternsError with a line for each problem (a hundred at most); without any, do nothing."""
    lines = [str(problem) for problem in dict.fromkeys(sorted(problems))]
    if len(lines) > MAX_SHOWN:
        lines[MAX_SHOWN:] = [f"… and {len(lines) - MAX_SHOWN} more problems"]
    if lines:
        raise PatternsError("\n".join(lines), hint)


def suggestion(word: object, known: Iterable[str]) -> str:
    """Return `; did you mean '…'?` for the nearest of the known words, or nothing."""
    near = difflib.get_close_matches(str(word)[:80], list(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""


def shown(value: object) -> str:
    """Return a value as a message names it: short, on one line, and safe for a terminal."""
    if value is None:
        return "nothing"
    if isinstance(value, (dict, list)):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


def dotted(location: Location) -> str:
    """Return a location as one would write it: `patterns[2].examples[0].text`."""
    text = ""
    for part in location:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            name = part if part.isprintable() and part and "." not in part else repr(part)
            text += f".{name}" if text else name
    return text or "the file"
