"""Rates: how often a lemma is a cue in news, measured on a gold and kept in the model's file.

They are priors like those of patterns.yaml, for the many words that are not in it: a common verb that hardly ever
attributes ("make") is told from one that nothing is known of. What patterns.yaml lists and the gold never had takes
its prior from there, so that a verb added by one line is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

UNKNOWN = -1.0
"""The rate of a word that nothing is known of."""

_STEP = 0.05
"""Rates are rounded to this, so that they tell of the word and not of single articles."""


@dataclass(frozen=True, slots=True)
class Rates:
    """`by_key`: "lemma|class" (and "lemma|verb+" for verbs with a clause) → share of occurrences that are cues."""

    by_key: Mapping[str, float] = field(default_factory=dict)

    def of(self, token: Token) -> float | None:
        """Return the rate of a token's lemma, or None where it is not known."""
        return self.by_key.get(key_of(token))

    def row(self, token: Token, prior: float) -> list[float]:
        """Return the features of a possible cue: its rate, its rate with what it governs, whether that is known."""
        key = key_of(token)
        rate = self.by_key.get(key, prior or UNKNOWN)
        frame = frame_of(token)
        framed = self.by_key.get(f"{key}+{frame}") if frame else None
        return [rate, rate if framed is None else framed, float(framed is not None), float(frame == CLAUSE)]

    def of_source(self, token: Token) -> float:
        """Return how often the noun is a source where it is a subject, `UNKNOWN` of a rare or other word."""
        return self.by_key.get(source_key(token), UNKNOWN)


RATE_NAMES = ("rate", "rate of frame", "frame known", "has clause")

CLAUSE = "clause"


def key_of(token: Token) -> str:
    """Return "lemma|class" of a word that may be a cue, "" of another."""
    if token.pos_ in ("VERB", "AUX"):
        return token.lemma_.lower() + "|verb"
    if token.pos_ in ("NOUN", "PROPN"):
        return token.lemma_.lower() + "|noun"
    return token.lemma_.lower() + "|other" if token.pos_ in ("ADJ", "ADV") else ""


def frame_of(token: Token) -> str:
    """Return what the word governs: a clause, "to", a preposition's lemma, an object, or "" for nothing of these."""
    below = {child.dep_: child for child in reversed(list(token.children))}
    if "ccomp" in below or (token.pos_ == "NOUN" and "acl" in below and _is_that_clause(below["acl"])):
        return CLAUSE
    to = below.get("xcomp") or below.get("acl")
    if to is not None and any(c.dep_ == "aux" and c.tag_ == "TO" for c in to.children):
        return "to"
    if "auxpass" in below:
        return "passive"
    if "prep" in below:
        return below["prep"].lower_
    return next((name for name in ("dobj", "oprd", "acomp", "poss") if name in below), "")


def _is_that_clause(clause: Token) -> bool:
    return any(c.dep_ == "mark" for c in clause.children)


def source_key(token: Token) -> str:
    """Return "lemma|source" of a common noun that is a subject or a possessor, "" of another word."""
    if token.pos_ == "NOUN" and token.dep_ in ("nsubj", "nsubjpass", "poss", "pobj"):
        return token.lemma_.lower() + "|source"
    return ""


def rate(cues: int, occurrences: int) -> float | None:
    """Return the rounded rate, or None where the word is too rare to say."""
    if occurrences < 5 or (cues < 1 and occurrences < 20):
        return None
    return round((cues + 0.12) / (occurrences + 1.2) / _STEP) * _STEP


def to_arrays(rates: Rates) -> dict[str, NDArray[np.generic]]:
    """Return the arrays to store."""
    keys = sorted(rates.by_key)
    return {
        "rates.keys": np.frombuffer("\n".join(keys).encode(), dtype=np.uint8),
        "rates.values": np.array([rates.by_key[key] for key in keys], dtype=np.float16),
    }


def from_arrays(arrays: Mapping[str, NDArray[np.generic]]) -> Rates:
    """Return the stored rates."""
    keys: Iterable[str] = arrays["rates.keys"].tobytes().decode().split("\n")
    values = (round(float(value), 2) for value in arrays["rates.values"])
    return Rates(dict(zip(keys, values, strict=True)))
