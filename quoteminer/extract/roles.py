"""Roles: what the words for an office mean, and whether two of them can be the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quoteminer.patterns.folding import fold
from quoteminer.patterns.schema_speakers import SpeakersData

_TOKEN = re.compile(r"[^\W_]+(?:[.&’'-](?!s\b)[^\W_]+)*|['’](?:s\b)?|,")
_OWNING = ("'s ", "’s ", "s' ", "s’ ")
_POSSESSIVES = frozenset({"'", "'s"})
_LONGEST = 3
"""Words of the longest phrase looked up in the lists."""

_SHARED_PLACE = 2.0
_SHARED_WORD = 0.5
_MISSING_WORD = 0.25
_MOST_WORDS = 3
_UNKNOWN_PLACE = 0.3
_OTHER_RANK = 0.5
"""Weights in matching two roles; a shared office alone counts 1."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its words as written, the classes of its head, and the places and other words that narrow it.

    `owner` is the pronoun that it was given with: "its" of "its spokesman".
    """

    text: str
    classes: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    owner: str | None = None

    @property
    def is_owned(self) -> bool:
        """Return whether the words say whose role it is: "the junta’s spokesman"."""
        return any(mark in self.text for mark in _OWNING)


@dataclass(slots=True)
class _Reading:
    """A role half read."""

    classes: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    current: frozenset[str] = frozenset()
    current_text: str = ""
    noun: str = ""
    in_head: bool = True

    def commit(self) -> None:
        """Count the office read last as one of the role's heads."""
        self.classes |= self.current or ({self.noun} if self.noun else set())
        self.current, self.current_text, self.noun = frozenset(), "", ""

    def drop(self) -> None:
        """Take what was read so far as a possessor: "the president’s" before "spokesman"."""
        self.words += self.current_text.split()
        self.classes.clear()
        self.current, self.current_text, self.noun = frozenset(), "", ""


def parse_role(text: str, data: SpeakersData) -> Role:
    """Return the role that the words say: "Danish prime minister" is a premier, of Denmark."""
    tokens = _TOKEN.findall(text)
    reading = _Reading()
    i = 0
    while i < len(tokens):
        i += _read(tokens, i, reading, data)
    if reading.in_head:
        reading.commit()
    return Role(text, frozenset(reading.classes), frozenset(reading.places), frozenset(reading.words))


def _read(tokens: list[str], i: int, reading: _Reading, data: SpeakersData) -> int:
    """Read the phrase at token `i` and return how many tokens it has."""
    word = fold(tokens[i])
    if word in _POSSESSIVES:
        if reading.in_head:
            reading.drop()
        return 1
    for size, phrase in _phrases(tokens, i):
        if tokens[i][0].isupper() and phrase in data.place_names:
            reading.places.add(data.place_names[phrase])
            return size
        if reading.in_head and phrase in data.role_classes:
            reading.words += reading.current_text.split()
            reading.current, reading.current_text = data.role_classes[phrase], phrase
            reading.words += [part for part in phrase.split()[:-1] if part in data.portfolio_of]
            return size
    joins = word == "," or word in data.joins
    if joins or word in data.phrase_ends:
        if reading.in_head:
            reading.commit()
        reading.in_head = reading.in_head and joins
    elif word not in data.determiners:
        if reading.in_head:
            reading.noun = word
        reading.words.append(word)
    return 1


def _phrases(tokens: list[str], i: int) -> Iterator[tuple[int, str]]:
    for size in range(min(_LONGEST, len(tokens) - i), 0, -1):
        yield size, " ".join(fold(token) for token in tokens[i : i + size])


def match_roles(asked: Role, held: Role, places: frozenset[str], data: SpeakersData) -> float | None:
    """Return how well a role held by somebody fits the one asked for, or None when it cannot be the same.

    `places` are those of the holder's other roles: they count where `held` names none itself.
    """
    meant = frozenset().union(*(data.narrower.get(name, frozenset({name})) for name in asked.classes))
    anybody = asked.classes & data.plain_nouns and not asked.classes & held.classes
    others = asked.owner is not None and held.owner is not None and asked.owner != held.owner
    if others or not meant & held.classes or (anybody and not asked.words | asked.places):
        # "his spokesman" is not "its spokesman"
        return None  # "the official" without more is the unnamed one, "the Kremlin official" the spokesman
    where = held.places or places
    theirs, ours = held.words - data.ranks, asked.words - data.ranks
    owned = asked.is_owned and _differ(ours, theirs)  # "the premier’s spokesman" is no health spokesman
    if owned or _differ(_portfolios(ours, data), _portfolios(theirs, data)):
        return None
    if asked.classes & data.leading:
        if _differ(ours, theirs) or (asked.places - where and theirs):
            return None  # the Conservative leader is not the Green one, the Hungarian no chief of a commission
        if not asked.classes & held.classes and ours - theirs and not asked.places & where:
            return None  # nor is the Conservative leader a director
    if asked.places - where and where - asked.places:
        return None
    score = 1.0 + _SHARED_PLACE * bool(asked.places & where) - _UNKNOWN_PLACE * bool(asked.places - where)
    score += _SHARED_WORD * min(len(asked.words & held.words), _MOST_WORDS)
    score -= _MISSING_WORD * min(len(asked.words - held.words), _MOST_WORDS)
    score -= _OTHER_RANK * len((asked.words ^ held.words) & data.ranks)
    return score - _OTHER_RANK * (not asked.classes & held.classes)


def _portfolios(words: frozenset[str], data: SpeakersData) -> frozenset[str]:
    return frozenset(data.portfolio_of[word] for word in words if word in data.portfolio_of)


def _differ(asked: frozenset[str], held: frozenset[str]) -> bool:
    """Return whether two offices have to do with other things: a home secretary and a housing secretary."""
    return bool(asked and held) and asked.isdisjoint(held)
