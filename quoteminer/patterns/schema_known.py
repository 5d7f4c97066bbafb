"""The validated form of speakers known beforehand: in data/<language>/speakers.yaml and in a user's own file."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from quoteminer.patterns.problems import shown
from quoteminer.patterns.schema import Strict

Gender = Literal["male", "female"]
KnownKind = Literal["person", "organisation", "group"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WIKIDATA = re.compile(r"Q[1-9]\d*")


def _day(value: Any) -> Any:
    """Return a day written as YYYY-MM-DD."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    raise ValueError(f"must be a day such as 2024-05-01, not {shown(value)}")


def _wikidata(value: str) -> str:
    if _WIKIDATA.fullmatch(value):
        return value
    raise ValueError(f"must be a Wikidata number such as Q22686, not {shown(value)}")


def _findable(value: str) -> str:
    """Return a name if names are found by such words: they begin with capitals."""
    if any(letter.isupper() or letter.isdigit() for letter in value) and value == " ".join(value.split()):
        return value
    raise ValueError(f"{shown(value)} can never be found: a name has a capital and single spaces")


Day = Annotated[date, BeforeValidator(_day)]
WikidataId = Annotated[str, AfterValidator(_wikidata)]
Name = Annotated[str, AfterValidator(_findable)]


class Office(Strict):
    """A role held from `since` to `until` (exclusive); an open end is None."""

    role: Annotated[str, Field(min_length=1)]
    since: Day | None = None
    until: Day | None = None

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Office:
        if self.since and self.until and self.until <= self.since:
            raise ValueError(f"until {self.until} must be after since {self.since}")
        return self

    def held_on(self, day: date | None) -> bool:
        """Return whether the role was held on the day; on no known day one that is never begun or left."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class KnownSpeaker(Strict):
    """A person or body known beforehand."""

    name: Name
    kind: KnownKind = "person"
    gender: Gender | None = None
    id: WikidataId | None = None
    aliases: Annotated[tuple[Name, ...], Field(strict=False)] = ()
    roles: Annotated[tuple[Office, ...], Field(strict=False)] = ()
    source: str | None = None


class SpeakersFile(Strict):
    """A user's file of speakers, laid over the shipped ones."""

    version: Literal[1]
    speakers: Annotated[tuple[KnownSpeaker, ...], Field(strict=False, min_length=1)]
