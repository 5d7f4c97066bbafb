"""Word pieces → windows: what the encoder reads at once, made of whole paragraphs where they fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quoteminer.model import Span
from quoteminer.ranking.wordpiece import Pieces, WordPiece

LIMIT = 192
"""Pieces in a window at most, its first and last included; longer windows cost more and were not seen in training."""

_SENTENCE_ENDS = frozenset(".?!")
_CLOSERS = frozenset("\"'”’)]")


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces read together, as numbers and character offsets; pieces between paragraphs have none (start = end)."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def windows(text: str, paragraphs: Iterable[Span], tokenizer: WordPiece, *, limit: int = LIMIT) -> Iterator[Window]:
    """Yield the windows of a text.

    A window holds as many whole paragraphs as fit, with an end piece between them. A paragraph that is longer than
    a window is cut after a sentence where there is one in the window's second half, else at its end.

    Args:
        text: The article's text.
        paragraphs: Character ranges in their order; they do not overlap.
        tokenizer: The encoder's own.
        limit: Pieces in a window at most.
    """
    room = limit - 2
    held: list[Pieces] = []
    size = 0
    for start, end in paragraphs:
        for part in _cut(tokenizer.split(text, start, end), text, room):
            if held and size + len(held) + len(part) > room:
                yield _join(held, tokenizer)
                held, size = [], 0
            held.append(part)
            size += len(part)
    if held:
        yield _join(held, tokenizer)


def _cut(pieces: Pieces, text: str, room: int) -> Iterator[Pieces]:
    first = 0
    while len(pieces) - first > room:
        last = _sentence_end(pieces, text, range(first + room // 2, first + room))
        yield _part(pieces, first, last)
        first = last
    if first < len(pieces):
        yield _part(pieces, first, len(pieces))


def _sentence_end(pieces: Pieces, text: str, places: range) -> int:
    """Return the place after the last sentence that ends in `places`, or the end of `places`."""
    for place in reversed(places):
        if text[pieces.starts[place]] in _SENTENCE_ENDS and text[pieces.ends[place] : pieces.ends[place] + 1] == " ":
            return place + 1
        closes = text[pieces.starts[place]] in _CLOSERS and place > places.start
        if closes and text[pieces.starts[place - 1]] in _SENTENCE_ENDS:
            return place + 1
    return places.stop


def _part(pieces: Pieces, first: int, last: int) -> Pieces:
    return Pieces(pieces.ids[first:last], pieces.starts[first:last], pieces.ends[first:last])


def _join(parts: Sequence[Pieces], tokenizer: WordPiece) -> Window:
    start = parts[0].starts[0]
    ids, starts, ends = [tokenizer.first], [start], [start]
    for part in parts:
        ids += [*part.ids, tokenizer.last]
        starts += [*part.starts, part.ends[-1]]
        ends += [*part.ends, part.ends[-1]]
    return Window(np.array(ids, np.int64), np.array(starts, np.int64), np.array(ends, np.int64))
