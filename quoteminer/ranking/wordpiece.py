"""Text → word pieces with exact character offsets: BERT's uncased tokenizer, written so that offsets never drift."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"
"""The pieces with a meaning of their own: a word that cannot be spelled, the start of a window, an end."""

_WORD = re.compile(r"``|''|[^\W_]+(?:[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+[^\W_]*)*|[^\w\s]|_")
"""A typewriter's double mark, a run of letters and digits (accents and invisible hyphens within), or one other."""

_MARKS = dict.fromkeys(("``", "''", "«", "»", "„", "‟", "‹", "›", "″", "〝", "〞", "＂"), '"') | {
    "′": "'",
    "´": "'",
    "‛": "‘",
    "‚": "‘",
}
"""Quotation marks that the training data hardly has, as ones that it has."""

_LONGEST = 100
"""Words longer than this many characters are unknown, as in BERT."""

_REMEMBERED = 50_000
"""Words whose pieces are kept; then they are forgotten at once, so that memory stays flat."""


@dataclass(slots=True)
class Pieces:
    """Word pieces of a text: their numbers and their character offsets, three lists of one length."""

    ids: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self.ids)


class WordPiece:
    """Greedy longest-match tokenizer over a vocabulary whose inner pieces begin with `##`."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = list(vocabulary)
        self._ids = {piece: number for number, piece in enumerate(self.vocabulary)}
        self._known: dict[str, list[tuple[int, int, int]]] = {}
        self.unknown, self.first, self.last = (self._ids[piece] for piece in (UNKNOWN, FIRST, LAST))

    def split(self, text: str, start: int = 0, end: int | None = None) -> Pieces:
        """Return the pieces of `text[start:end]`, with offsets into the whole text."""
        out = Pieces()
        for match in _WORD.finditer(text, start, len(text) if end is None else end):
            base = match.start()
            for number, first, last in self._word(match.group()):
                out.ids.append(number)
                out.starts.append(base + first)
                out.ends.append(base + last)
        return out

    def _word(self, word: str) -> list[tuple[int, int, int]]:
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[word] = self._spell(word)
        return known

    def _spell(self, word: str) -> list[tuple[int, int, int]]:
        if word in _MARKS:
            return [(self._ids.get(_MARKS[word], self.unknown), 0, len(word))]
        plain, origin = _normalise(word)
        out, start = [], 0
        while start < len(plain):
            end = self._longest(plain, start)
            if end is None:
                return [(self.unknown, 0, len(word))]
            number = self._ids[("##" if start else "") + plain[start:end]]
            out.append((number, origin[start], max(origin[end], origin[end - 1] + 1)))
            start = end
        return out

    def _longest(self, plain: str, start: int) -> int | None:
        if len(plain) > _LONGEST:
            return None
        prefix = "##" if start else ""
        for end in range(len(plain), start, -1):
            if prefix + plain[start:end] in self._ids:
                return end
        return None


def _normalise(word: str) -> tuple[str, list[int]]:
    """Return the word in lower case without accents, and for each of its characters, and its end, where it stood."""
    plain, origin = [], []
    for place, character in enumerate(word):
        for part in unicodedata.normalize("NFD", character.lower()):
            if unicodedata.category(part) not in ("Mn", "Cf"):
                plain.append(part)
                origin.append(place)
    return "".join(plain), [*origin, len(word)]
