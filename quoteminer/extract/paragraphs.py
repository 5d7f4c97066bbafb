"""Paragraphs: where a text is cut before parsing, and which tokens of a Doc they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc

from quoteminer.model import Span
from quoteminer.patterns.schema import HardWrap, PipelineData

SPAN_KEY = "quoteminer"
"""The key of `doc.spans` that holds the paragraphs."""

_LONGEST = 10_000
"""Characters parsed at once at most: the parser's memory grows with them (1 GB for 100,000), and it refuses a million.

No paragraph of prose is as long; what is, is an article on one line, or no article.
"""

_ENDLESS_WORD = re.compile(r"\S{1000}")
"""Signs without a space: the tokenizer takes time in proportion to their square."""

_HEAD = 3
"""Paragraphs of an article, its headline and byline among them, in which a dateline is looked for."""

_STOP = re.compile(r"[.!?][”\"’'»)]*\s+")
_BLANK = re.compile(r"\n\s*\n")
_WORDS = re.compile(r"\S.*\S|\S", re.DOTALL)


def split_paragraphs(text: str, *, metadata: Sequence[Span], data: PipelineData) -> Iterator[tuple[int, int, bool]]:
    """Yield `(start, end, searched)` pieces that cover the whole text in order.

    A piece that is not searched is metadata, a dateline, or the white space between two paragraphs.
    """
    unit = _BLANK if is_hard_wrapped(text, data.hard_wrap) else re.compile(r"\n+")
    dateline = _dateline(text, data)
    seen = 0
    cuts = {0, len(text)}
    for match in unit.finditer(text):
        cuts.update(match.span())
    for start, end in metadata:
        cuts.update((start, end))
    cuts.update(match.end() for match in _ENDLESS_WORD.finditer(text))
    for start, end in _bounded(text, sorted(cuts)):
        inner = None if _within(start, metadata) else _WORDS.search(text, start, end)
        if inner is None:
            yield start, end, False
            continue
        first = inner.start()
        found = dateline.match(text, first, inner.end()) if dateline and seen < _HEAD else None
        seen += 1
        if found:
            first, dateline = found.end(), None  # an article has one
        if first > start:
            yield start, first, False
        yield first, inner.end(), True
        if inner.end() < end:
            yield inner.end(), end, False


def _dateline(text: str, data: PipelineData) -> re.Pattern[str] | None:
    """Return the expression of the text's dateline."""
    with_colon = re.compile(data.dateline_with_colon, re.VERBOSE)
    labels = [line for line in re.finditer(r"(?m)^\s*(?=\S)", text) if with_colon.match(text, line.end())]
    alone = len(labels) == 1 and "\n" in text[labels[0].end() :].strip()
    return re.compile(f"{data.dateline}|{data.dateline_with_colon}" if alone else data.dateline, re.VERBOSE)


def _bounded(text: str, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the pieces between the cuts, those too long cut again: at a sentence's end, else at a space."""
    for start, end in pairwise(cuts):
        at = start
        while end - at > _LONGEST:
            window = text[at : at + _LONGEST]
            stop = next((m.end() for m in reversed(list(_STOP.finditer(window)))), 0) or window.rfind(" ") + 1
            at, before = at + (stop or _LONGEST), at
            yield before, at
        yield at, end


def is_hard_wrapped(text: str, wrap: HardWrap) -> bool:
    """Return whether line breaks in the text are typography rather than the ends of paragraphs."""
    lines = text.split("\n")
    widest = max(len(line) for line in lines)
    followed = [a for a, b in pairwise(lines) if a.strip() and b.strip()]
    if len(followed) < wrap.min_lines or not wrap.min_width <= widest <= wrap.max_width:
        return False
    full = sum(len(line) >= widest - wrap.slack for line in followed)
    ended = sum(line.rstrip().endswith(tuple(wrap.ends)) for line in followed)
    return full >= wrap.full_share * len(followed) and ended <= wrap.ended_share * len(followed)


def paragraphs_of(doc: Doc) -> list[tuple[int, int]]:
    """Return the paragraphs of a Doc as token ranges `(start, end)`, cut at newlines on a Doc parsed whole."""
    if SPAN_KEY in doc.spans:
        return [(span.start, span.end) for span in doc.spans[SPAN_KEY]]
    out, start = [], 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if token.i > start:
                out.append((start, token.i))
            start = token.i + 1
    if start < len(doc):
        out.append((start, len(doc)))
    return out


def _within(offset: int, spans: Sequence[Span]) -> bool:
    return any(start <= offset < end for start, end in spans)
