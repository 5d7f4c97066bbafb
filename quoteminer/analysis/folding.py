"""Names however their letters are typed: without case, accents and strokes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from quoteminer.model import Span

_LETTER = re.compile(r"LATIN (?:SMALL|CAPITAL) (?:LETTER|LIGATURE) (?:DOTLESS )?([A-Z]{1,2})(?: WITH .+)?")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return `text` without case and accents: "Radosław", "RADOSLAW" and "radoslaw" are one."""
    plain = (char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return "".join(map(_base_letter, plain)).casefold()


def _base_letter(char: str) -> str:
    """Return the letter under a stroke or hook ("ł"), which no normal form takes apart; its name tells it."""
    if char.isascii():
        return char
    match = _LETTER.fullmatch(unicodedata.name(char, ""))
    return match[1] if match else char


def find_folded(part: str, whole: str) -> list[Span]:
    """Return where `part` stands in `whole`, both folded: "lodz" stands in "in Łódź" at (3, 7)."""
    letters = [(letter, index) for index, char in enumerate(whole) for letter in fold(char)]
    folded, wanted = "".join(letter for letter, _ in letters), fold(part)
    if not wanted:
        return []
    starts = (match.start() for match in re.finditer(re.escape(wanted), folded))
    return [(letters[start][1], letters[start + len(wanted) - 1][1] + 1) for start in starts]
