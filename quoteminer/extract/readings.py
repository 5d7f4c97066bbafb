"""An article being read: what has been found out so far, on the way through its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from quoteminer.extract.bodies import Bodies
from quoteminer.extract.discourse import Discourse, Referent
from quoteminer.extract.mentions import Phrase
from quoteminer.extract.names import Entity, Names
from quoteminer.patterns.schema_speakers import SpeakersData


@dataclass(slots=True)
class Reading:
    """An article being read: `phrases` are its sources, `people` the referents that may hold a role.

    `nouns` are those read so far, `interviewee` whom the answers of "Q:" and "A:" are, where that is known.
    """

    names: Names
    data: SpeakersData
    day: date | None
    discourse: Discourse
    phrases: dict[tuple[int, ...], Phrase]
    heads: dict[int, Phrase]
    of_entity: dict[int, Referent] = field(default_factory=dict)
    people: list[Referent] = field(default_factory=list)
    things: dict[str, Referent] = field(default_factory=dict)
    bodies: Bodies | None = None
    nouns: set[str] = field(default_factory=set)
    interviewee: list[Entity] = field(default_factory=list)
