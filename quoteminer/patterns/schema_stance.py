"""The validated data/<language>/stance.yaml: terms that judge, constructions that aim them, words of speech acts."""

from __future__ import annotations

from functools import cached_property

from pydantic import Field, field_validator

from quoteminer.model import SpeechAct
from quoteminer.patterns.schema import Strict, Words

Prepositions = dict[str, Words]
"""A noun or adjective → the prepositions that lead from it to what it is about."""


class ByLabel(Strict):
    """Verb entries by the stance they show: a lemma, with its particle or preposition ("stand with")."""

    favor: Words
    against: Words


class ByValue(Strict):
    """Words that speak well or ill."""

    good: Words
    bad: Words


class Phrases(ByValue):
    """Several words with one value; `plain` ones have none, whatever their words."""

    plain: Words


class Outcomes(Strict):
    """Verbs that tell well or ill of one of their arguments."""

    good: Words
    ill: Words


class Qualities(ByValue):
    """Adjectives that judge.

    `said_…` ones judge only as predicates, `grave` ones make a harm a judgement, `excess` turns any adjective
    into blame, `lessening` a good one, and so do the words of `undoing` with what stands behind them. `feelings` are
    a fact about whoever has them.
    """

    said_good: Words
    said_bad: Words
    grave: Words
    excess: Words
    feelings: Words
    highest: Words
    sizes: Words
    measures: Words
    lessening: Words
    undoing: Prepositions


class Things(Strict):
    """Nouns by what it means to do, be, cause or own them (see the file's comments)."""

    misdeeds: Words
    merits: Words
    ills: Words
    boons: Words
    villains: Words
    heroes: Words
    harms: Words
    goods: Words
    containers: Words
    inverters: Words


class Possessions(Outcomes):
    """Nouns that tell well or ill of their owner.

    The owner may stand behind a `leading` preposition, but not of a `suffered` thing.
    """

    leading: Words
    suffered: Words


class ByNoun(Strict):
    """Nouns or adjectives with their prepositions, by the stance of their holder."""

    favor: Prepositions
    against: Prepositions


class Suspecting(Strict):
    """Verbs and nouns whose clause alleges something of its subject."""

    verbs: Words
    nouns: Words


class Targets(Strict):
    """How targets are cut and resolved."""

    policies: Words
    exposed: Words
    occasions: Words
    longest: int = Field(ge=1)
    empty_verbs: Words
    articles: Words
    pointing: Words
    plural: Words
    singular: Words
    people: Words
    possessive: Words
    first_person: Words
    reflexive: Words
    own_side: Words
    third_person: Words
    represented: Words
    kin: tuple[Words, ...] = Field(strict=False)
    audiences: Words

    @cached_property
    def pronouns(self) -> frozenset[str]:
        """Pronouns that stand for a thing or somebody."""
        return self.pointing | self.plural | self.singular | self.people


class Acts(Strict):
    """What the content of a neutral cue does."""

    taking_sides: frozenset[SpeechAct] = Field(strict=False)
    ordering: Words
    announcing: Words
    not_promising: Words
    plans: Words
    futures: Words
    resolved: Words
    denying_phrases: Words
    accusing: Words
    untrue: Words
    conceding: Words
    erring: Words
    errors: Words
    intending: Words
    not_denying: Words
    threatening: Words
    demanding: Words
    conditional_future: Words
    endorsing: Words


class Verbs(Strict):
    """Verb entries by what they do in a construction (see the file's comments)."""

    copulas: Words
    equatives: Words
    judging: Words
    duty_verbs: Words
    permitting: Words
    opposing: Words
    guarding: Words
    securing: Words
    stepping_down: Words
    harming: Words
    excluding: Words
    damaging: Words
    wanting: Words
    causing: Words
    causing_good: Words
    committing: Words
    failing: Words
    withholding: Words
    lacking: Words
    having: Words
    opining: Words
    asking: Words
    charging: Words


class StanceData(Strict):
    """data/<language>/stance.yaml."""

    language: str
    qualities: Qualities
    manners: ByValue
    things: Things
    phrases: Phrases
    attitudes: ByLabel
    deeds: Outcomes
    fortunes: Outcomes
    fates: Outcomes
    possessions: Possessions
    labels: Outcomes
    epithets: Outcomes
    suspecting: Suspecting
    plights: Words
    extensions: Words
    against_facts: Words
    contests: Words
    attitude_nouns: ByNoun
    attitude_adjectives: ByNoun

    verbs: Verbs
    judging_prepositions: Words
    duties: Words
    reproaches: Words
    contrasting: Words
    necessities: Words
    entitlements: Words
    untimely: Words
    belated: Words
    withheld: Words
    at_times: Words
    plays: Words
    bracing: Words
    spells: Words
    of_prepositions: Words
    doer_prepositions: Words
    against_prepositions: Words
    reason_prepositions: Words
    hostile_phrases: Words
    blaming_adjectives: Prepositions
    viewpoints: Prepositions
    hypothetical: Words
    heightening: Words
    enough: Words
    affirming: Words
    refusing: Words
    evading: Words

    nobody: Words
    targets: Targets
    acts: Acts

    @field_validator("phrases")
    @classmethod
    def _phrases_have_several_words(cls, value: Phrases) -> Phrases:
        for phrase in value.good | value.bad | value.plain:
            if len(phrase.split()) < 2 and "-" not in phrase:
                raise ValueError(f"{phrase!r} is one word: it belongs to qualities or things")
        return value
