"""Trimming: the words of a source that mean the speaker, without what was taken with them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quoteminer.extract.coordination import RELATIVE_TAGS
from quoteminer.extract.names import Names
from quoteminer.extract.scene import Scene
from quoteminer.patterns.schema_speakers import SpeakersData

_CLOCK = re.compile(r"[0-2]?\d[:.][0-5]\d")
_DASHES = frozenset({"-", "–", "—", "--"})
_DATELINE = 8
"""Tokens within which the dash of a dateline stands."""


def trim(tokens: Sequence[int], names: Names, data: SpeakersData) -> list[int]:
    """Return the tokens that mean the speaker.

    Without punctuation at the edges, a dateline, a closing relative pronoun, a possessive ending, "himself" or "today".
    """
    scene = names.scene
    kept = [i for i in sorted(set(tokens)) if not scene.texts[i].isspace()]
    kept = _with_office(_after_opening(_after_dateline(kept, scene), names, data), names, data)
    while kept and (not any(c.isalnum() for c in scene.texts[kept[0]]) or _hangs(kept, scene)):
        kept.pop(0)
    while len(kept) > 1 and (_CLOCK.fullmatch(scene.texts[kept[0]]) or _is_adverb(kept, names, data)):
        kept.pop(0)
    while kept:
        last = kept[-1]
        bare = scene.is_possessive(last) or not any(c.isalnum() for c in scene.texts[last])
        if len(kept) > 2 and scene.folds[last] in data.not_names and scene.pos[kept[-2]] == "ADP":  # "on Friday"
            kept = kept[:-2]
            continue
        behind = scene.folds[last] in data.trailing and last not in names.by_token
        beside = scene.tags[last] in RELATIVE_TAGS or behind
        if not bare and not (len(kept) > 1 and beside):
            break
        kept.pop()
    while kept and _is_torn(kept[-1], scene):
        kept += [kept[-1] + 1, kept[-1] + 2]
    return kept


def _is_adverb(kept: list[int], names: Names, data: SpeakersData) -> bool:
    """Return whether a word opens the sentence before its subject: "Afterwards Lee's sister, Ann Hale"."""
    first = kept[0]
    opens = names.scene.folds[first] in data.trailing and names.scene.starts[first] and first + 1 == kept[1]
    return opens and names.scene.texts[first + 1][0].isupper()


def _is_torn(last: int, scene: Scene) -> bool:
    """Return whether the source was cut inside a word: "Her co" of "Her co-author"."""
    hyphen = scene.texts[last + 1 : last + 2] == ["-"] and last + 2 < len(scene.texts)
    return hyphen and not scene.spaced[last] and not scene.spaced[last + 1]


def _after_dateline(kept: list[int], scene: Scene) -> list[int]:
    """Return the tokens after a dateline that was taken with them: "ARDLE - Ann Lee"."""
    if not kept or not scene.texts[kept[0]].isupper() or len(scene.texts[kept[0]]) <= 1:
        return kept
    dash = next((k for k, i in enumerate(kept[:_DATELINE]) if scene.texts[i] in _DASHES and scene.spaced[i - 1]), -1)
    return kept[dash + 1 :] or kept


def _after_opening(kept: list[int], names: Names, data: SpeakersData) -> list[int]:
    """Return the tokens after words that open the sentence before its subject: "Of the rival, Lee"."""
    scene = names.scene
    opener = len(kept) > 2 and scene.starts[kept[0]] and scene.texts[kept[1]] == ","
    if opener and (scene.tags[kept[0]] == "VBG" or scene.folds[kept[0]] in data.openers):
        return kept[2:] if kept[2] in names.by_token or kept[2] in names.led else kept  # "Defending, Ann Lee said"
    first = next((i for i in (kept[0], kept[0] - 1) if i >= 0 and scene.pos[i] == "ADP"), None) if kept else None
    if len(kept) < 3 or first is None or (first < kept[0] and not scene.starts[first]):
        return kept
    commas = (k for k, i in enumerate(kept) if scene.texts[i] == "," and scene.heads[first] > i)
    name = next((k + 1 for k in commas if kept[k] + 1 in names.by_token or kept[k] + 1 in names.led), 0)
    return kept[name:] or kept


def _with_office(kept: list[int], names: Names, data: SpeakersData) -> list[int]:
    """Return the tokens with the office that was cut off: "minister of" before "Energy, Ann Lee"."""
    scene = names.scene
    first = kept[0] if kept else 0
    if first < 2 or scene.folds[first - 1] not in ("of", "for") or scene.folds[first - 2] not in data.role_words:
        return kept
    comma = next((i for i in kept if scene.texts[i] == ","), None)
    mention = names.by_token.get(comma + 1) if comma is not None else None
    named = mention is not None and mention.entity.kind == "person"
    return [*range(scene.doc[first - 2].left_edge.i, first), *kept] if named else kept


def _hangs(kept: list[int], scene: Scene) -> bool:
    """Return whether a preposition stands before the phrase: "by some"."""
    return len(kept) > 1 and scene.pos[kept[0]] in ("ADP", "CCONJ") and scene.tags[kept[0] + 1] != "CD"
