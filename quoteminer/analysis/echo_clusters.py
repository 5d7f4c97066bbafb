"""Which sayings are one: those of the same words, of like words, and a headline with its article.

The same words are joined first, so that a wire story's thousand copies are compared once.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date

from quoteminer.analysis.echo_drift import Text, likeness_of, shared_words
from quoteminer.analysis.echo_likeness import CLOSE, Likeness, candidates, link
from quoteminer.analysis.echo_sayings import Saying

DISTINCT = 12
"""From this many shared words on, two people do not say the same by chance: their names may then differ."""

SHORT_DAYS = 7
"""Short words of one speaker ("no comment") are the same only if reported within a week."""


def cluster(sayings: Sequence[Saying], likeness: Likeness) -> list[list[int]]:
    """Return the indices of sayings that are one, a list for each that was said more than once."""
    texts = [tuple(word.text for word in saying.words) for saying in sayings]
    long = [index for index, text in enumerate(texts) if len(text) >= likeness.min_words]
    short = [index for index, text in enumerate(texts) if len(text) < likeness.min_words]
    joined = _Joined(sayings)
    for a, b in itertools.chain(_short_pairs(sayings, texts, short), _headline_pairs(sayings, likeness)):
        joined.join(a, b)
    nodes = _same_words(sayings, texts, long, joined)
    _join_alike(sayings, texts, candidates(nodes, texts, likeness), joined, likeness)
    return joined.groups()


def _join_alike(
    sayings: Sequence[Saying],
    texts: Sequence[tuple[str, ...]],
    pairs: Iterable[tuple[int, int]],
    joined: _Joined,
    likeness: Likeness,
) -> None:
    """Join what is sure first; the rest, best first, where no two persons would then say one thing."""
    unsure: list[tuple[float, int, int, int]] = []
    for a, b in pairs:
        if joined.root(a) == joined.root(b):
            continue
        found = link(texts[a], texts[b], likeness)
        if found is None:
            continue
        if _same_speaker(sayings[a], sayings[b]) or (found.words >= DISTINCT and found.similarity >= CLOSE):
            joined.join(a, b)
        elif not _contradict(sayings[a], sayings[b]):
            unsure.append((-found.similarity, -found.words, a, b))
    for _, _, a, b in sorted(unsure):
        joined.join_unless_contradicted(a, b)


class _Joined:
    """A union-find over sayings that knows which persons speak in each of its sets."""

    def __init__(self, sayings: Sequence[Saying]) -> None:
        self._parents = list(range(len(sayings)))
        self._persons = [{saying.person} - {None} for saying in sayings]

    def root(self, index: int) -> int:
        while self._parents[index] != index:
            self._parents[index] = self._parents[self._parents[index]]
            index = self._parents[index]
        return index

    def join(self, a: int, b: int) -> None:
        low, high = sorted((self.root(a), self.root(b)))
        if low != high:
            self._parents[high] = low
            self._persons[low] |= self._persons[high]

    def join_unless_contradicted(self, a: int, b: int) -> None:
        """Join the two sets unless each has persons and none of them is in both."""
        one, other = self._persons[self.root(a)], self._persons[self.root(b)]
        if not one or not other or one & other:
            self.join(a, b)

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for index in range(len(self._parents)):
            found[self.root(index)].append(index)
        return [group for group in found.values() if len(group) > 1]


def _same_speaker(one: Saying, other: Saying) -> bool:
    return (one.person is not None and one.person == other.person) or (one.name is not None and one.name == other.name)


def _contradict(one: Saying, other: Saying) -> bool:
    return one.person is not None and other.person is not None and one.person != other.person


def _short_pairs(
    sayings: Sequence[Saying], texts: Sequence[tuple[str, ...]], indices: Iterable[int]
) -> Iterator[tuple[int, int]]:
    """Yield neighbours among the same two or more words of the same speaker, reported within a week."""
    spoken: dict[Hashable, list[int]] = defaultdict(list)
    for i in indices:
        name = sayings[i].person or sayings[i].name
        if name and len(texts[i]) > 1:
            spoken[name, texts[i]].append(i)
    for same in spoken.values():
        same.sort(key=lambda i: (sayings[i].published or "", i))
        yield from (
            pair for pair in itertools.pairwise(same) if _days_between(sayings[pair[0]], sayings[pair[1]]) <= SHORT_DAYS
        )


def _headline_pairs(sayings: Sequence[Saying], likeness: Likeness) -> Iterator[tuple[int, int]]:
    """Yield each headline's saying with the one of its own article that shares most words, if they are alike."""
    bodies: dict[Hashable, list[int]] = defaultdict(list)
    for i, saying in enumerate(sayings):
        if not saying.headline:
            bodies[saying.place].append(i)
    for i, saying in enumerate(sayings):
        if not saying.headline or not bodies[saying.place]:
            continue
        head = Text(text=saying.quote, words=saying.words)
        others = {j: Text(text=sayings[j].quote, words=sayings[j].words) for j in bodies[saying.place]}
        best = max(others, key=lambda j: (shared_words(head, others[j]), -j))
        shared = shared_words(head, others[best])
        if (
            shared >= max(2, likeness.similarity * len(saying.words))
            and likeness_of(head, others[best]) >= likeness.similarity
            and not _contradict(saying, sayings[best])
        ):
            yield i, best


def _days_between(one: Saying, other: Saying) -> int:
    if one.published is None or other.published is None:
        return 0
    try:
        days = date.fromisoformat(one.published[:10]) - date.fromisoformat(other.published[:10])
    except ValueError:  # rows of another program
        return 0
    return abs(days.days)


def _same_words(
    sayings: Sequence[Saying], texts: Sequence[tuple[str, ...]], indices: Iterable[int], joined: _Joined
) -> list[int]:
    """Join the sayings with the same words, and return one of each text, or of each speaker of a shorter text."""
    first: dict[Hashable, int] = {}
    for i in indices:
        key: Hashable = texts[i]
        if len(texts[i]) < DISTINCT:
            key = (texts[i], sayings[i].person or sayings[i].name)
        joined.join(first.setdefault(key, i), i)
    return list(first.values())
