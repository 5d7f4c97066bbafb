"""The validated form of data/<language>/speakers.yaml: names, roles, places, and the speakers known beforehand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from quoteminer.patterns.folding import fold
from quoteminer.patterns.schema import Strict
from quoteminer.patterns.schema_known import Gender, KnownSpeaker, WikidataId


def _folded(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return frozenset(fold(word) if isinstance(word, str) else word for word in value)


Words = Annotated[frozenset[str], BeforeValidator(_folded)]
"""Words, compared by `fold`."""
Names = Annotated[tuple[str, ...], Field(strict=False)]


class ByGender(Strict):
    """Words that tell a gender."""

    male: Words
    female: Words

    def of(self, word: str) -> Gender | None:
        """Return the gender that the folded word tells."""
        return "male" if word in self.male else "female" if word in self.female else None


class Titles(ByGender):
    """Courtesy titles; `neutral` ones tell no gender."""

    neutral: Words


class GivenNames(ByGender):
    """First names; `either` ones tell a person and no gender."""

    either: Words


class Pronouns(ByGender):
    """Pronouns by what they may stand for."""

    thing: Words
    plural: Words
    writer: Words
    hearer: Words
    relative: Words
    demonstrative: Words


class Turns(Strict):
    """Labels of an interview's paragraphs that name nobody."""

    asking: Words
    answering: Words


class Indefinite(Strict):
    """Words that stand for people without naming them."""

    group: Words
    unnamed: Words


class Place(Strict):
    """A country, state or body and the other ways to say it."""

    names: Names = ()
    demonyms: Names = ()
    capital: str | None = None
    metonyms: Names = ()
    id: WikidataId | None = None


class Salience(Strict):
    """What makes a person the one a pronoun means: weights of the features of an earlier mention."""

    sentence: float
    paragraph: float
    subject: float
    clause_subject: float
    object: float
    possessive: float
    oblique: float
    speaker: float
    last_speaker: float
    quoted: float
    own_content: float
    other_content: float
    same_clause: float
    cataphoric: float
    enclosing_speaker: float
    enclosing_quote: float
    gender_agrees: float
    gender_unknown: float
    kind_unknown: float
    gender_differs: float
    frequency: float
    unnamed: float
    same_sentence: float
    last_sentence: float
    introduced: float
    parallel: float
    impersonal: float
    kin: float

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """The weights by name."""
        return self.model_dump()


class SpeakersData(Strict):
    """data/<language>/speakers.yaml; the cached properties are its lists turned into look-up tables."""

    version: Literal[1]
    titles: Titles
    title_openers: Words
    kept_titles: Words
    name_particles: Words
    leading_particles: Words
    name_suffixes: Words
    post_nominals: Words
    not_names: Words
    given_names: GivenNames
    short_names: dict[str, Words]
    pronouns: Pronouns
    indefinite: Indefinite
    turns: Turns
    roles: dict[str, Names]
    broader: dict[str, Names]
    office_complements: Words
    ranks: Words
    portfolios: dict[str, Words]
    leading: Words
    gendered: ByGender
    epithets: Words
    vocations: Words
    counterparts: Words
    impersonal: Words
    kin: Words
    plain_nouns: Words
    person_nouns: Words
    person_endings: Words
    shared_endings: Words
    group_nouns: Words
    force_nouns: Words
    organisation_nouns: Words
    folk: Words
    naming: Words
    concerns: Words
    concerned: Words
    loose_owners: Words
    company_nouns: Words
    companies: Words
    surnames_too: Words
    company_words: Words
    company_things: Words
    document_nouns: Words
    thing_words: Words
    articles: Words
    determiners: Words
    introducing: Words
    trailing: Words
    openers: Words
    opener_roles: dict[str, str]
    paired: Words
    joins: Words
    phrase_ends: Words
    places: dict[str, Place]
    organisations: Words
    salience: Salience
    speakers: Annotated[tuple[KnownSpeaker, ...], Field(strict=False)] = ()

    @cached_property
    def role_classes(self) -> Mapping[str, frozenset[str]]:
        """The classes of every role word or phrase."""
        return _inverted((name, words) for name, words in self.roles.items())

    @cached_property
    def narrower(self) -> Mapping[str, frozenset[str]]:
        """The classes that a class may stand for, itself included."""
        return {name: frozenset((name, *self.broader.get(name, ()))) for name in self.roles}

    @cached_property
    def portfolio_of(self) -> Mapping[str, str]:
        """What a word in an office says that it has to do with."""
        return {word: name for name, words in self.portfolios.items() for word in words}

    @cached_property
    def role_words(self) -> frozenset[str]:
        """The single words that are, or head, a role: "minister" of "prime minister", "chief" of "chief of staff"."""
        held = (fold(office.role) for known in self.speakers for office in known.roles)
        heads = (phrase.split(" of ")[0].split(" in ")[0] for phrase in (*self.role_classes, *held))
        return frozenset(phrase.split()[-1] for phrase in heads)

    @cached_property
    def human_words(self) -> frozenset[str]:
        """The singular nouns for a person, roles and others."""
        return self.role_words | self.person_nouns

    def is_calling(self, word: str, *, shared: bool = False) -> bool:
        """Return whether a noun says what somebody is, by the lists or by its end.

        `shared` takes the ends that bodies share, too: "retailer".
        """
        parts = word.split("-")
        if len(parts) > 2 and parts[1] in self.phrase_ends:  # "mother-of-two"
            word = parts[0]
        if word in self.human_words:
            return True
        if word in self.organisation_nouns or word in self.document_nouns or word in self.thing_words:
            return False
        endings = self.person_endings | self.shared_endings if shared else self.person_endings
        return any(word.endswith(end) and len(word) > len(end) + 2 for end in endings)

    @cached_property
    def courtesy(self) -> frozenset[str]:
        """The courtesy titles of either gender."""
        return self.titles.male | self.titles.female | self.titles.neutral

    @cached_property
    def first_names(self) -> frozenset[str]:
        """The given names of either gender."""
        return self.given_names.male | self.given_names.female | self.given_names.either

    @cached_property
    def full_first_names(self) -> Mapping[str, frozenset[str]]:
        """The first names that a first name may be short for, itself included."""
        longer: dict[str, set[str]] = {}
        for full, shorts in self.short_names.items():
            for short in shorts:
                longer.setdefault(short, {short}).add(fold(full))
        return {short: frozenset(names) for short, names in longer.items()}

    @cached_property
    def place_names(self) -> Mapping[str, str]:
        """The place that a name, demonym, capital or metonym stands for."""
        return {fold(word): key for key, place in self.places.items() for word in _said(key, place)}

    @cached_property
    def demonyms(self) -> frozenset[str]:
        """The adjectives and nouns of nationality."""
        return frozenset(fold(word) for place in self.places.values() for word in place.demonyms)

    @cached_property
    def known(self) -> Mapping[str, KnownSpeaker]:
        """The known speaker of a name or alias."""
        return {fold(word): known for known in self.speakers for word in (*known.aliases, known.name)}

    @cached_property
    def digest(self) -> str:
        """Twelve hexadecimal digits that change with the known speakers."""
        content = json.dumps([known.model_dump(mode="json") for known in self.speakers], sort_keys=True)
        return hashlib.sha256(content.encode("ascii")).hexdigest()[:12]


def _said(key: str, place: Place) -> Iterator[str]:
    yield key
    yield from (*place.names, *place.demonyms, *place.metonyms)
    if place.capital:
        yield place.capital


def _inverted(groups: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for name, words in groups:
        for word in words:
            out.setdefault(fold(word), set()).add(name)
    return {word: frozenset(names) for word, names in out.items()}
