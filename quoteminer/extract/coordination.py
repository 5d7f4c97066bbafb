"""Coordination: the names or nouns that "and" joins to the first of a phrase."""

from __future__ import annotations

from quoteminer.extract.names import Mention, Names
from quoteminer.extract.scene import Scene
from quoteminer.patterns.schema_speakers import SpeakersData

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})
STOPS = frozenset({",", "(", "–", "—", ";", ":", "--", "[", "-"})
"""Where a noun phrase ends, unless it is joined to another."""
RELATIVE_TAGS = frozenset({"WP", "WDT", "WP$"})


def joined_names(
    mention: Mention, limit: int, names: Names, data: SpeakersData
) -> tuple[tuple[Mention, ...] | None, bool]:
    """Return the names joined to the first ("Carson, Fiorina and Huckabee"), and whether names are all there is.

    None stands for no coordination at all.
    """
    scene, out, i = names.scene, [mention], _after_blank(_after_bracket(mention.end, limit, names.scene), names.scene)
    seen_and = False
    while i < limit and (scene.texts[i] == "," or scene.folds[i] in data.joins):
        last_and = False
        while i < limit and (scene.texts[i] == "," or scene.folds[i] in data.joins):
            last_and = last_and or scene.folds[i] in data.joins
            i = _after_blank(i + 1, scene)
        seen_and = seen_and or last_and
        following = names.by_token.get(i) or names.led.get(i)
        if following is None or following.end > limit:
            return ((mention,), False) if last_and else (None, False)
        out.append(following)
        i = _after_blank(_after_bracket(following.end, limit, scene), scene)
    return (tuple(out), True) if seen_and else (None, False)


def _after_blank(i: int, scene: Scene) -> int:
    """Return the next token that is no space too many."""
    while i < len(scene.texts) and scene.texts[i].isspace():
        i += 1
    return i


def _after_bracket(i: int, limit: int, scene: Scene) -> int:
    if i < limit and scene.texts[i] == "(":
        return next((j + 1 for j in range(i, limit) if scene.texts[j] == ")"), limit)
    return i


def end_of_joined(head: int, end: int, limit: int, scene: Scene, data: SpeakersData) -> int | None:
    """Return where the phrase ends when other nouns are joined to its head: "friends, lobbyists and foes"."""
    last = None
    heads = {head}
    for i in range(head + 1, limit):
        if scene.deps[i] == "conj" and scene.heads[i] in heads and scene.pos[i] in NOMINAL:
            heads.add(i)
            last = i
    if last is None or not any(scene.folds[i] in data.joins for i in range(head, last)):
        return None
    return _end_of_last(last, max(end, last + 1), limit, scene)


def _end_of_last(last: int, end: int, limit: int, scene: Scene) -> int:
    i = max(end, last + 1)
    while i < limit and scene.texts[i] not in STOPS and scene.tags[i] not in RELATIVE_TAGS:
        i += 1
    return i
