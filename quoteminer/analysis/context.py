"""The lines of an article around a quote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quoteminer.model import Quote, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of an article: its number from 1, its text, and whether the quote stands on it."""

    number: int
    text: str
    inside: bool


def fits(quote: Quote, text: str) -> bool:
    """Return whether the text can be the one that the quote was cut from: its content begins on its line."""
    start, end = _extent(quote)
    return 0 <= start < end <= len(text) and text.count("\n", 0, start) + 1 == quote.line


def lines_around(quote: Quote, text: str, *, before: int, after: int) -> list[Line]:
    """Return the lines that the quote stands on, and so many with words on them before and after."""
    start, end = _extent(quote)
    spans = list(_line_spans(text))
    first = next(number for number, span in enumerate(spans) if span[1] > start)
    last = max(number for number, span in enumerate(spans) if span[0] < end)
    wordy = [number for number, span in enumerate(spans) if text[slice(*span)].strip()]
    chosen = [number for number in wordy if number < first][-before:] if before else []
    chosen += range(first, last + 1)
    chosen += [number for number in wordy if number > last][:after]
    return [
        Line(number=number + 1, text=text[slice(*spans[number])].rstrip("\r\n"), inside=first <= number <= last)
        for number in chosen
    ]


def _extent(quote: Quote) -> Span:
    """Return where the content begins and ends, with what stands between its parts."""
    starts, ends = [start for start, _ in quote.content], [end for _, end in quote.content]
    return min(starts, default=-1), max(ends, default=-1)


def _line_spans(text: str) -> Iterator[Span]:
    """Yield where each line begins and ends, its newline included; nothing but a newline ends a line."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line) + 1
        start += len(line) + 1
