"""Texts and spans → paragraphs cut into pieces, each with the quotes whose words it holds.

All cutting is done here, in code points, so that the page's script only makes nodes of finished pieces.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quoteminer.model import BLANK, Article, Quote, Span
from quoteminer.writers.safe import safe

Piece = list[object]
"""`[text, [[number of the quote, role], …]]`, ready for JSON."""

_BREAK = re.compile(r"\r\n?")
_ODD_SPACE = re.compile(r"[\t\v\f]")
_LINE = re.compile(r"[^\r\n]+")
_BLOCK = re.compile(r"\S[^\r\n]*(?:(?:\r\n?|\n)[^\S\r\n]*\S[^\r\n]*)*")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n|\r[^\S\r\n]*\r")
_LETTERS = re.compile(r"\w")

_WRAPPED = 100
"""Columns: where no line is longer, blank lines part paragraphs, and line ends within them stay."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mark:
    """Part of a text that belongs to a quote; `role` is content, cue, source or evidence."""

    start: int
    end: int
    number: int
    role: str


def words_of(article: Article) -> str:
    """Return the article's text, its markup blanked one for one, so that the offsets of quotes hold in it."""
    return article.text if article.blanked is None else article.blanked


def marks_of(number: int, quote: Quote, *, start: int = 0) -> Iterator[Mark]:
    """Yield the quote's marks in a text whose first character stands at `start` of the article."""
    evidence = [span for stance in quote.stances for span in stance.evidence]
    roles = {"content": quote.content, "cue": quote.cue, "source": quote.source, "evidence": evidence}
    for role, spans in roles.items():
        for first, last in spans:
            if first < last:
                yield Mark(start=first - start, end=last - start, number=number, role=role)


def fits(quote: Quote, text: str, *, start: int = 0) -> bool:
    """Return whether the quote's content and cue stand in `text` where its offsets say."""
    spans = [(first - start, last - start) for first, last in (*quote.content, *quote.cue)]
    if any(not 0 <= first < last <= len(text) for first, last in spans):
        return False
    words = "".join(text[first:last] for first, last in spans)
    return _letters(words) == _letters(quote.quote + quote.cue_text)


def locate_sentence(quote: Quote) -> int | None:
    """Return the offset at which the quote's `sentence` begins in its article; None where it does not say.

    A row has no such offset, but it knows where the cue is in the article, and the cue stands in the sentence.
    """
    if not quote.cue or not quote.cue_text:
        return None
    word = re.escape(quote.cue_text.split(" ")[0])
    places = (match.start() for match in re.finditer(word, quote.sentence))
    starts = (quote.cue[0][0] - place for place in places)
    return next((start for start in starts if start >= 0 and fits(quote, quote.sentence, start=start)), None)


def cut(text: str, marks: Sequence[Mark], *, hidden: Sequence[Span] = ()) -> list[list[Piece]]:
    """Return the paragraphs of `text`, without the `hidden` spans, as pieces that begin and end with the marks."""
    limits = [*((mark.start, mark.end) for mark in marks), *hidden]
    points = sorted({point for span in limits for point in span})
    waiting = sorted(marks, reverse=True)
    active: list[Mark] = []
    paragraphs: list[list[Piece]] = []
    for start, end in _paragraphs(text):
        inside = points[bisect_right(points, start) : bisect_left(points, end)]
        pieces: list[Piece] = []
        for first, last in pairwise([start, *inside, end]):
            while waiting and waiting[-1].start <= first:
                active.append(waiting.pop())
            active = [mark for mark in active if mark.end > first]
            if not any(low <= first < high for low, high in hidden):
                pieces.append([_visible(text[first:last]), [[mark.number, mark.role] for mark in active]])
        if any(str(piece[0]).strip() for piece in pieces):
            paragraphs.append(pieces)
    return paragraphs


def _paragraphs(text: str) -> Iterator[Span]:
    """Return the spans of lines, or of the blocks between blank lines where the lines are short."""
    lines = [match.span() for match in _LINE.finditer(text)]
    is_wrapped = _BLANK_LINE.search(text) and all(end - start <= _WRAPPED for start, end in lines)
    return (match.span() for match in _BLOCK.finditer(text)) if is_wrapped else iter(lines)


def _visible(text: str) -> str:
    return safe(_ODD_SPACE.sub(" ", _BREAK.sub("\n", text.replace(BLANK, ""))))


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text))
