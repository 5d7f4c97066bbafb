"""Speakers across articles: which names in the rows are one person's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quoteminer.analysis.folding import fold
from quoteminer.model import Quote, SpeakerKind

PERSON = "person"

_MARKS = re.compile(r"[“”„«»\"]")
_INITIALS = re.compile(r"(?<=\w )(?:\w\.? )+(?=\w)")
"""Single letters between the first name and the last: "Ann B. Lee" is Ann Lee."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A speaker as one row has it."""

    name: str
    kind: SpeakerKind | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A speaker of one or more articles: the fullest of their names, their kind and id, and all their names.

    Organisations, groups and documents are here, too, with their kind.
    """

    name: str
    kind: SpeakerKind | None = None
    id: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetWords:
    """What must be known of a language to tell targets apart, in lower case.

    `pronouns` name nobody; `openers` may stand before a name and are no part of it: articles and titles.
    """

    pronouns: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()

    def core(self, target: str) -> str:
        """Return the target without case, accents, quotation marks and what stands before its name."""
        words = _MARKS.sub("", fold(target)).split()
        while len(words) > 1 and words[0].rstrip(".") in self.openers:
            del words[0]
        return " ".join(words)

    def is_pronoun(self, target: str) -> bool:
        """Return whether the target names nobody; "US" is no pronoun."""
        return target.lower() in self.pronouns and (len(target) == 1 or not target.isupper())


def bearer(quote: Quote) -> Bearer | None:
    """Return the quote's speaker; None where the row has no name."""
    if quote.speaker is None:
        return None
    return Bearer(name=quote.speaker, kind=quote.speaker_kind, id=quote.speaker_id)


def find_people(bearers: Iterable[Bearer]) -> Mapping[Bearer, Person]:
    """Return who each bearer is, in the light of all of them.

    One are those with the same id; those without an id who have the same name as one other, without regard to
    case, accents and middle initials; and a surname alone with the only full name that ends in it.
    """
    distinct = sorted(set(bearers), key=_order)
    keys_of_names = _folded_names(distinct)
    keys: dict[Bearer, str] = {}
    named: dict[tuple[str, bool], set[str]] = defaultdict(set)
    ending: dict[str, set[str]] = defaultdict(set)
    for one in distinct:  # those with an id first, then full names, then surnames
        name = keys_of_names[one]
        known = named[name, _is_person(one)] or (ending[name] if _is_surname(one) else set())
        key = one.id or (next(iter(known)) if len(known) == 1 else f"{name}\n{one.kind}")
        keys[one] = key
        named[name, _is_person(one)].add(key)
        if _is_person(one) and not _is_surname(one):
            for surname in _endings(name):
                ending[surname].add(key)
    return _people(keys)


def find_targets(
    targets: Mapping[str, int], people: Iterable[Person], words: TargetWords | None = None
) -> dict[str, str | None]:
    """Return under which name to count each target, given how often each is written; None for a mere pronoun.

    Spellings that differ in case, accents, marks and the words before the name are one, under the most frequent. A
    target that is the name or surname of just one person among the speakers is that person.
    """
    words = words or TargetWords()
    named: dict[str, set[str]] = defaultdict(set)
    for person in people:
        if person.kind in (None, PERSON):
            for name in map(fold, person.names):
                for part in (name, *_endings(name)):
                    named[part].add(person.name)
    names: dict[str, str] = {}
    for target in sorted(targets, key=lambda target: (-targets[target], target.swapcase())):
        if not words.is_pronoun(target):
            names.setdefault(words.core(target), target)
    names.update({core: next(iter(found)) for core, found in named.items() if len(found) == 1})
    return {target: None if words.is_pronoun(target) else names[words.core(target)] for target in targets}


def is_open(one: Bearer) -> bool:
    """Return whether the other rows may tell a fuller name of the bearer than its own."""
    return one.id is not None or _is_surname(one) or bool(_INITIALS.search(one.name))


def _folded_names(bearers: Iterable[Bearer]) -> dict[Bearer, str]:
    """Return the names without case and accents; without initials, too, unless they tell two people apart."""
    names = {one: fold(one.name) for one in bearers}
    initials: dict[str, set[str]] = defaultdict(set)
    for one, name in names.items():
        if _is_person(one):
            initials[_INITIALS.sub("", name)].update(_INITIALS.findall(name.replace(".", "")))
    short = {one: _INITIALS.sub("", name) for one, name in names.items() if _is_person(one)}
    return {one: short[one] if len(initials.get(short.get(one, ""), ())) == 1 else name for one, name in names.items()}


def _order(one: Bearer) -> tuple[bool, bool, str, str, str]:
    return one.id is None, _is_surname(one), one.name, one.kind or "", one.id or ""


def _people(keys: Mapping[Bearer, str]) -> dict[Bearer, Person]:
    groups: dict[str, list[Bearer]] = defaultdict(list)
    for one, key in keys.items():
        groups[key].append(one)
    people = {}
    for group in groups.values():
        fullest = max(
            group, key=lambda one: (len(_INITIALS.sub("", one.name).split()), -len(one.name.split()), len(one.name))
        )
        names = tuple(dict.fromkeys(one.name for one in group))
        person = Person(name=fullest.name, kind=fullest.kind, id=group[0].id, names=names)
        people.update(dict.fromkeys(group, person))
    return people


def _is_person(one: Bearer) -> bool:
    return one.kind in (None, PERSON)


def _is_surname(one: Bearer) -> bool:
    """Return whether the name is a surname alone, or a first name: one word, or more after a small particle."""
    return _is_person(one) and (" " not in one.name.strip() or one.name[:1].islower())


def _endings(name: str) -> Iterator[str]:
    """Yield the ends of a name: "ursula von der leyen" gives "von der leyen", "der leyen" and "leyen"."""
    words = name.split()
    yield from (" ".join(words[start:]) for start in range(1, len(words)))
