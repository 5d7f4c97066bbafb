"""Quotation marks in a text: which of them can open a quotation, which can close one, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from quoteminer.model import Span
from quoteminer.patterns.schema import MarksData

_YEAR = re.compile(r"\d\ds?")
_LAST_WORD = re.compile(r"\w+\Z")
_NUMBER = re.compile(r"(?<!\d)\d{1,3}\Z")


@dataclass(frozen=True, slots=True)
class Mark:
    """One quotation mark in the text: `start` and `end` in characters, and what it may do.

    `sure` says that the glyph has a direction and stands accordingly; `measure` that it may mean inches: 27".
    """

    start: int
    end: int
    double: bool
    opens: bool
    closes: bool
    sure: bool
    measure: bool = False


def find_marks(text: str, start: int, end: int, data: MarksData) -> Iterator[Mark]:
    """Yield the marks between two offsets, apostrophes that close nothing among them."""
    for match in _pattern(data).finditer(text, start, end):
        mark = match.group()
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        double = mark in double_marks(data)
        free_before = before.isspace() or before in data.opening_context or _is_mark(before, data)
        free_after = not after.isalnum()
        opens, closes = free_before and not after.isspace(), free_after and not before.isspace()
        if double:
            yield _double(match.span(), mark, (opens, closes), data, measure=_is_measure(text, match.start()))
        elif opens and mark not in data.single.closing and not _elided(text, match.end(), data):
            sure = mark in data.single.opening
            yield Mark(*match.span(), double=False, opens=True, closes=closes and not sure, sure=sure)
        elif closes and not _is_clipped(text, match.start(), data):
            yield Mark(*match.span(), double=False, opens=False, closes=True, sure=not before.isalnum())


def _double(span: Span, mark: str, context: tuple[bool, bool], data: MarksData, *, measure: bool) -> Mark:
    """Return the double mark: its direction is the glyph's unless the white space around it says the contrary.

    `context` says whether a mark could open and could close here; after a number a neutral one may mean inches.
    """
    could_open, could_close = context
    if mark in data.double.opening:
        return Mark(*span, double=True, opens=True, closes=could_close and not could_open, sure=could_open)
    if mark in data.double.closing:
        return Mark(*span, double=True, opens=could_open and not could_close, closes=True, sure=could_close)
    measure = measure and not could_open
    opens = not measure and (could_open or not could_close)
    return Mark(*span, double=True, opens=opens, closes=True, sure=False, measure=measure)


def _elided(text: str, at: int, data: MarksData) -> bool:
    """Return whether the word at an offset has lost its beginning: ’em, ’90s."""
    word = re.match(r"\w+", text[at : at + 12])
    return word is not None and (word.group().lower() in data.elisions or _YEAR.fullmatch(word.group()) is not None)


def _is_clipped(text: str, at: int, data: MarksData) -> bool:
    """Return whether the word before an offset has lost both its ends: rock ’n’ roll."""
    word = _LAST_WORD.search(text, max(0, at - 4), at)
    if word is None or word.group().lower() not in data.clipped or not word.start():
        return False
    before = text[word.start() - 1]
    return before in data.single.closing | data.single.opening | data.single.neutral


def _is_measure(text: str, at: int) -> bool:
    return _NUMBER.search(text, max(0, at - 4), at) is not None


def _is_mark(char: str, data: MarksData) -> bool:
    return any(char in kind.opening or char in kind.neutral for kind in (data.double, data.single))


@cache
def double_marks(data: MarksData) -> frozenset[str]:
    """Return the double marks, whatever their direction."""
    return data.double.opening | data.double.closing | data.double.neutral


@cache
def _pattern(data: MarksData) -> re.Pattern[str]:
    marks = double_marks(data) | data.single.opening | data.single.closing | data.single.neutral
    return re.compile("|".join(re.escape(m) for m in sorted(marks, key=len, reverse=True)))
