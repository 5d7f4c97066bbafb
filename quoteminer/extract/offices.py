"""Offices: the person that a role without a name means: "the NATO leader", "the governor"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from quoteminer.extract.discourse import Discourse, Referent
from quoteminer.extract.roles import Role, match_roles, parse_role
from quoteminer.patterns.folding import fold
from quoteminer.patterns.schema_known import Gender, KnownSpeaker
from quoteminer.patterns.schema_speakers import SpeakersData

_ENOUGH = 0.45
"""Lowest score of a match: a shared office alone has 1, less what is missing."""

_NEAREST = 0.6
_NOT_YET_NAMED = -0.3
_LISTED = -0.7
_UNNAMED = -0.2
"""Weights beside those of `match_roles`: the one last spoken of, one who is only named further on, a role that
speakers.yaml gives and not the article, somebody without a name."""


def find_holder(
    asked: Role, referents: Sequence[Referent], discourse: Discourse, data: SpeakersData
) -> Referent | None:
    """Return the person spoken of in the article whose role is the one asked for."""
    told = _told(asked, data)
    scores = {
        id(referent): score
        for referent in referents
        if not (told and referent.gender and referent.gender != told)
        and (score := max(_scores(asked, referent, data), default=None)) is not None
    }
    nearest = next((t.referent for t in reversed(discourse.traces) if id(t.referent) in scores), None)
    if nearest is not None:
        scores[id(nearest)] += _NEAREST
    best = max((r for r in referents if id(r) in scores), key=lambda r: scores[id(r)], default=None)
    return best if best is not None and scores[id(best)] >= _ENOUGH else None


def find_office(asked: Role, day: date | None, data: SpeakersData) -> KnownSpeaker | None:
    """Return the known person who alone held the role on the day, or who always does where no day is known.

    The role must name its country or body, or be listed in these very words ("Harbour Master").
    """
    found = [
        known
        for known in data.speakers
        for office, held in zip(known.roles, _roles(known, data), strict=True)
        if office.held_on(day) and _is_meant(asked, held, data)
    ]
    return found[0] if found and all(known is found[0] for known in found) else None


def _is_meant(asked: Role, held: Role, data: SpeakersData) -> bool:
    if (asked.words ^ held.words) & data.ranks:  # the former or deputy president is another
        return False
    if _adds(asked, held, data):
        return False
    if asked.classes & held.classes and (asked.places, asked.words) == (held.places, held.words):
        return True
    score = match_roles(asked, held, frozenset(), data) if asked.places else None
    return score is not None and score > _ENOUGH + 1


def _adds(asked: Role, held: Role, data: SpeakersData) -> bool:
    """Return whether a word may say what another office has to do with: the space minister is no foreign minister."""
    fields = not held.words.isdisjoint(data.portfolio_of) and not asked.words & held.words
    heads = not asked.classes.isdisjoint(data.leading)  # "the UN human rights chief" is not the UN chief
    return (fields or heads) and bool(asked.words - data.ranks - held.words)


@lru_cache(maxsize=1 << 10)
def _roles(known: KnownSpeaker, data: SpeakersData) -> tuple[Role, ...]:
    return tuple(parse_role(office.role, data) for office in known.roles)


def _scores(asked: Role, referent: Referent, data: SpeakersData) -> Iterator[float]:
    entity = referent.entity
    if entity is None:
        score = match_roles(asked, referent.role, frozenset(), data) if referent.role else None
        if score is not None and referent.role and not _is_another(asked, referent.role, data):
            yield score + _UNNAMED
        return
    later = _NOT_YET_NAMED * (referent.count == 0)
    title = fold(entity.name.split()[0])
    for role in (*entity.roles, *([parse_role(title, data)] if title in data.kept_titles else ())):  # "Pope Leo"
        score = match_roles(asked, role, entity.places, data)
        if score is not None:
            yield score + later
    for held in _roles(entity.known, data) if entity.known else ():
        score = match_roles(asked, held, frozenset(), data)
        if score is not None and not _adds(asked, held, data):
            yield score + later + _LISTED


def _is_another(asked: Role, held: Role, data: SpeakersData) -> bool:
    """Return whether somebody unnamed is somebody else: "a police spokesman", "the premier’s spokesman"."""
    ours, theirs = asked.words - data.ranks, held.words - data.ranks
    return bool(ours - theirs) and (asked.is_owned or (bool(theirs) and ours.isdisjoint(theirs)))


def _told(role: Role, data: SpeakersData) -> Gender | None:
    """Return the gender that the words of the role tell: "spokeswoman", "the actress"."""
    words = [fold(word) for word in role.text.split()]
    return next((told for word in reversed(words) if (told := data.gendered.of(word))), None)
