"""Folding: words made alike for comparison."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"’": "'", "‘": "'", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", ".": None})
"""Letters that Unicode does not take apart into a base and an accent, and what `fold` leaves out."""


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return the text in lower case, without accents and full stops, with plain apostrophes."""
    plain = text.lower().translate(_LETTERS)
    if plain.isascii():
        return plain
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
