"""Text → tokens for scoring: what counts when two spans are compared."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quoteminer.model import Kind, Span

WORD = r"[^\W_]+"
"""A run of letters or digits. Marks and punctuation at a span's edge are no tokens, so they never count."""

_SCAN = re.compile(rf"(?P<word>{WORD})|``|''|[“”«»„‘’\"\n]")
_OPENING = ("“", "«", "„", "``")
_CLOSING = ("”", "»")
_TOGGLING = ('"', "''")


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenizedText:
    """The tokens of a text in parallel: lower-case words, offsets, whether inside quotation marks."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quoted: tuple[bool, ...]

    def within(self, spans: Iterable[Span]) -> frozenset[int]:
        """Return the indices of the tokens that lie wholly in any of the character spans."""
        found: set[int] = set()
        for start, end in spans:
            found.update(range(bisect_left(self.starts, start), bisect_right(self.ends, end)))
        return frozenset(found)

    def form(self, tokens: frozenset[int]) -> Kind:
        """Return the form of a content: all, some or none of its tokens stand inside quotation marks."""
        inside = sum(self.quoted[token] for token in tokens)
        if not inside:
            return "indirect"
        return "direct" if inside == len(tokens) else "mixed"


def tokenize(text: str) -> TokenizedText:
    """Return the tokens of a text."""
    found = list(_scan(text))
    return TokenizedText(
        words=tuple(match.group().lower() for match, _ in found),
        starts=tuple(match.start() for match, _ in found),
        ends=tuple(match.end() for match, _ in found),
        quoted=tuple(quoted for _, quoted in found),
    )


def _scan(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield each word with whether it is quoted; a mark holds to its partner or its paragraph's end."""
    double = single = False
    for match in _SCAN.finditer(text):
        mark = match.group()
        if match["word"]:
            yield match, double or single
        elif mark == "\n":
            double = single = False
        elif mark in _OPENING:
            double = True
        elif mark in _CLOSING:
            double = False
        elif mark in _TOGGLING:
            double = not double
        elif mark == "‘":
            single = single or not double
        elif not text[match.end() : match.end() + 1].isalnum():  # ’ before a letter is an apostrophe
            single = False
