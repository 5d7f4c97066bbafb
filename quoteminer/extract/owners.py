"""Owners: whose a body is, or what it has to do with, inside its name: "Teachers’ Union", "Food and Drug Agency"."""

from __future__ import annotations

from quoteminer.extract.scene import Scene
from quoteminer.patterns.schema_speakers import SpeakersData

_LONGEST = 5
"""Words behind the possessive at most."""


def is_inside(scene: Scene, data: SpeakersData, place: tuple[int, int, int]) -> bool:
    """Return whether a possessive or an "and" stands inside the name of a body.

    `place` is where the run begins, the token asked about, and where the paragraph ends.
    """
    _, i, limit = place
    if scene.headline[i] or i + 1 >= limit:
        return False
    if scene.is_possessive(i):
        return _owns_body(scene, data, i, limit)
    return scene.folds[i] in data.joins and _joins_concerns(scene, data, place)


def _owns_body(scene: Scene, data: SpeakersData, i: int, limit: int) -> bool:
    """Return whether the possessive at token `i` stands inside the name of a body.

    Before it are people of a kind ("Manufacturers’") or those of `folk` ("Women’s"), behind it capitals that end in
    what bodies are called.
    """
    owner = scene.folds[i - 1]
    if not (owner in data.folk if scene.texts[i][1:] else _is_kind(owner, data)):
        return False
    return _last_capital(scene, i + 1, limit) in data.organisation_nouns


def _joins_concerns(scene: Scene, data: SpeakersData, place: tuple[int, int, int]) -> bool:
    """Return whether "and" joins two things that one body has to do with: "the Health and Safety Executive"."""
    start, i, limit = place
    before = scene.folds[i - 1]
    if before not in data.concerns and before not in data.portfolio_of and before not in data.office_complements:
        return False
    if scene.folds[start - 1 if start else start] not in data.articles:
        return False
    last = _last_capital(scene, i + 1, limit)
    return last in data.organisation_nouns or last in data.concerned


def _last_capital(scene: Scene, first: int, limit: int) -> str:
    """Return the last word of the capitals from a token on, perhaps with an owner: "Growers’ Association"."""
    stop = first
    while stop < min(first + _LONGEST, limit) and (scene.texts[stop][0].isupper() or scene.is_possessive(stop)):
        stop += 1
    return scene.folds[stop - 1] if stop > first else ""


def _is_kind(owner: str, data: SpeakersData) -> bool:
    """Return whether the word means people or firms of a kind: "manufacturers", "residents"."""
    one = owner.removesuffix("s")
    if one == owner or one in data.loose_owners or one in data.first_names or owner in data.place_names:
        return False
    return one not in data.demonyms and (one in data.organisation_nouns or data.is_calling(one, shared=True))
