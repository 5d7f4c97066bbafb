"""Which texts may be one quote, and how alike two of them are.

Only those texts are compared that share some of the rarer of their word pairs (prefix filtering, as in Chaudhuri,
Ganti and Kaushik, "A primitive operator for similarity joins in data cleaning", ICDE 2006).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq

RUN = 10
"""So many words in one piece are the same utterance, also where the rest of the two quotes has nothing in common."""

_RUN_PAIRS = RUN - 1

_WordPair = tuple[str, str]

NEAREST = 100
"""A word pair brings a text together with so many before and behind it at most: those of dense clusters are joined
through each other. One that more texts have says little and is passed over, but for a text's `ALWAYS` rarest."""

ALWAYS = 4

_FEW = 8
"""Word pairs below which one shared rare pair is enough to look closer, instead of two."""

CLOSE = 0.9
"""Texts of two people, or of somebody unnamed, are one for sure only if so much is the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two quotes must be, as a share of their words, and from how many words on they are compared."""

    similarity: float = 0.75
    min_words: int = 6


def candidates(nodes: Sequence[int], texts: Sequence[tuple[str, ...]], likeness: Likeness) -> Iterator[tuple[int, int]]:
    """Yield the pairs of texts that share enough of the shorter one's word pairs, the rarer ones first looked at."""
    pairs = {node: _word_pairs(texts[node]) for node in nodes}
    places: dict[_WordPair, list[int]] = defaultdict(list)
    ranks: dict[int, dict[_WordPair, int]] = {}
    for node in nodes:
        ranks[node] = {pair: len(places[pair]) for pair in pairs[node]}
        for pair in pairs[node]:
            places[pair].append(node)
    # One changed word touches two word pairs, so that of n pairs this share is still there.
    share = max(0.1, 2 * likeness.similarity - 1.1)
    for node in nodes:
        own = sorted(pairs[node], key=lambda pair: (len(places[pair]), pair))
        rare = [pair for number, pair in enumerate(own) if number < ALWAYS or len(places[pair]) <= NEAREST]
        shared: Counter[int] = Counter()
        for pair in rare:
            rank = ranks[node][pair]
            shared.update(places[pair][max(0, rank - NEAREST) : rank + NEAREST + 1])
        least = 1 if len(own) < _FEW else 2
        enough = min(share * len(own), _RUN_PAIRS)
        size = (len(texts[node]), node)
        for other, count in shared.items():
            if count >= least and (len(texts[other]), other) > size and len(pairs[node] & pairs[other]) >= enough:
                yield node, other


def _word_pairs(text: tuple[str, ...]) -> set[_WordPair]:
    return set(pairwise(text))


@dataclass(frozen=True, slots=True)
class Link:
    """How alike two texts are, and how many words they share."""

    similarity: float
    words: int


def link(a: tuple[str, ...], b: tuple[str, ...], likeness: Likeness) -> Link | None:
    """Return how alike the texts are if they are versions of one quote.

    They are if they are alike as wholes, if the shorter one is like a part of the longer, or if they share a long
    piece.
    """
    short, long = sorted((a, b), key=len)
    shared = int(LCSseq.similarity(short, long))
    if shared >= likeness.similarity * len(short):
        similarity = Indel.normalized_similarity(short, long)
        if similarity < CLOSE:
            similarity = max(similarity, fuzz.partial_ratio(short, long) / 100)
        if similarity >= likeness.similarity:
            return Link(similarity, shared)
    if shared < RUN or len(_word_pairs(short) & _word_pairs(long)) < _RUN_PAIRS:
        return None
    run = _longest_run(short, long)
    return Link(run / len(short), run) if run >= RUN else None


def _longest_run(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    return SequenceMatcher(None, a, b, autojunk=False).find_longest_match().size
