"""Whole names: those that go on behind a preposition: "the Bank of Torvald", "the Department for Transport"."""

from __future__ import annotations

from quoteminer.extract.names import Mention, Names
from quoteminer.patterns.schema_speakers import SpeakersData


def whole_name(mention: Mention, names: Names, data: SpeakersData) -> str | None:
    """Return the name of a body with the place or field that belongs to it, None where nothing goes on."""
    scene, at, whole = names.scene, mention.end, 0
    if scene.folds[at - 1] not in data.organisation_nouns:
        return None
    while at + 1 < len(scene.texts) and scene.folds[at] in data.naming:
        first = at + 1 + (scene.folds[at + 1] == "the")
        following = names.by_token.get(first)
        if following is None or following.start != first or following.entity.kind == "person":
            break
        at = whole = following.end
    return scene.text(mention.core, whole) if whole else None
