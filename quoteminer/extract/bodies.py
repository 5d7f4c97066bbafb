"""Bodies: the organisation that "the operator" or "the company" means, where the article has only one that it can."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile

from quoteminer.extract.names import Entity, Mention, Names, owned_by
from quoteminer.extract.scene import Scene
from quoteminer.extract.whole_names import whole_name
from quoteminer.patterns.schema_speakers import SpeakersData

_LONGEST = 10
"""Tokens of an apposition read at most before its noun: "the state-owned operator of the plant"."""

_MOST = 4
"""Names looked at: with more nobody can tell."""

_DESCRIBING = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "PRON"})
_OWN_PLACES = frozenset({"nsubj", "nsubjpass", "dobj"})
_CLOSING = frozenset(",.;:)—–-")
_MODIFYING = frozenset({"amod", "compound", "poss"})

Since = dict[Entity, int]
"""Bodies, each with the token behind the mention from which on it is known, in the order of the text."""


@dataclass(slots=True)
class Bodies:
    """The bodies of an article by the nouns that they are called, each with the mention since when.

    `introduced` gives the body that a noun at a token leads to or tells of, `words` what stands in its name and before
    such nouns. `rivals` is where a body without a name is first called so, `doers` are names of unknown kind that may
    be companies as well. `whole` are names that go on behind a preposition, None where two begin alike.
    """

    introduced: dict[int, Entity] = field(default_factory=dict)
    words: dict[Entity, set[str]] = field(default_factory=dict)
    called: dict[str, Since] = field(default_factory=dict)
    companies: Since = field(default_factory=dict)
    doers: Since = field(default_factory=dict)
    rivals: dict[str, int] = field(default_factory=dict)
    whole: dict[Entity, str | None] = field(default_factory=dict)


def read_bodies(names: Names, data: SpeakersData) -> Bodies:
    """Return the bodies of an article."""
    scene, bodies = names.scene, Bodies()
    for mention in names.mentions:
        callings = list(_callings(mention, scene))
        bodies.introduced.update(dict.fromkeys(callings, mention.entity))
        shouted = scene.headline[mention.start] or scene.text(mention.start, mention.end).isupper()
        if mention.entity.kind not in ("organisation", None) or shouted:
            continue
        told = bodies.words.setdefault(mention.entity, set())
        told.update(scene.folds[mention.core : mention.end])
        told.update(fold for i in callings for fold in scene.folds[scene.doc[i].left_edge.i : i])
        nouns = {scene.folds[i] for i in callings if scene.tags[i] in ("NN", "NNP")} | _name_nouns(mention, scene, data)
        if whole := whole_name(mention, names, data):
            nouns.add(scene.folds[mention.end - 1])
            alike = bodies.whole.setdefault(mention.entity, whole) == whole
            bodies.whole[mention.entity] = whole if alike else None
        for noun in nouns & data.organisation_nouns:
            bodies.called.setdefault(noun, {}).setdefault(mention.entity, mention.end)
        if not nouns.isdisjoint(data.companies) or _is_firm(mention, scene, data) or _trades(mention, scene, data):
            bodies.companies.setdefault(mention.entity, mention.end)
        if _may_be_company(mention, scene, data):
            bodies.doers.setdefault(mention.entity, mention.end)
    for i, noun in enumerate(scene.folds):
        if noun in data.organisation_nouns and i not in names.by_token and _is_rival(i, bodies, scene, data):
            bodies.rivals.setdefault(noun, i)
    return bodies


def find_body(start: int, at: int, bodies: Bodies, scene: Scene, data: SpeakersData) -> Entity | None:
    """Return the one body that the noun at token `at` of "the company" can mean, or None.

    The phrase begins at `start`; what it has before the noun ("the ferry operator") was said of the body before. It was
    introduced by that noun ("the operator, Voltara,"), has it in its name ("Halden Bank"), or is a company by either
    where the noun says no more than that. Nothing is meant where another body, named or not, can be as well.
    """
    noun = scene.folds[at]
    if noun in data.thing_words or bodies.rivals.get(noun, at) < at:
        return None
    is_any = noun in data.company_nouns
    described = scene.folds[start + 1 : at]
    found = _known(bodies.called.get(noun, {}), at) | (_known(bodies.companies, at) if is_any else {})
    if any(bodies.whole.get(one, "") is None for one in found):  # the Bank of Torvald and the Bank of Velmark
        return None
    if len(found) > _MOST:
        return None
    fitting = [one for one in found if bodies.words[one].issuperset(described)]
    called = [one for one in fitting if not any(other.name.startswith(one.name + " ") for other in fitting)]
    if len(called) != 1:
        return None
    (body,) = called
    others = _known(bodies.doers, at) if is_any else {}
    return None if any(one is not body and one.name not in body.name.split() for one in others) else body


def _known(since: Since, at: int) -> Since:
    """Return the bodies known before the token, no more than are looked at and one."""
    return dict(islice(takewhile(lambda item: item[1] <= at, since.items()), _MOST + 1))


def _name_nouns(mention: Mention, scene: Scene, data: SpeakersData) -> set[str]:
    """Return the words of a name of several, which may say what the body is; not of "Board" of "Board of Elections"."""
    attached = scene.deps[mention.end : mention.end + 1] == ["prep"] and scene.heads[mention.end] == mention.end - 1
    goes_on = attached and not data.not_names.issuperset(scene.folds[mention.end + 1 : mention.end + 2])
    return set(scene.folds[mention.core : mention.end]) if mention.end - mention.core > 1 and not goes_on else set()


def _is_firm(mention: Mention, scene: Scene, data: SpeakersData) -> bool:
    """Return whether the name is written as a company's: "Norvik Shipping", "Quist & Moss"."""
    words = scene.folds[mention.core : mention.end]
    return len(words) > 1 and (words[-1] in data.company_words or "&" in words)


def _trades(mention: Mention, scene: Scene, data: SpeakersData) -> bool:
    """Return whether the name has what only companies have: "Halden’s shareholders", "Halden shares", "its shares"."""
    last, n = mention.end - 1, len(scene.texts)
    owned = {owned_by(last, scene), mention.end if mention.end < n and scene.heads[last] == mention.end else None}
    if mention.end < n and scene.is_possessive(mention.end):
        owned.add(scene.heads[last])
    if scene.deps[last] == "pobj" and scene.folds[scene.heads[last]] in ("in", "of"):
        owned.add(scene.heads[scene.heads[last]])
    return any(i is not None and scene.folds[i] in data.company_things for i in owned)


def _callings(mention: Mention, scene: Scene) -> Iterator[int]:
    """Yield the nouns that the name is introduced by: "the operator Voltara", "Voltara, the operator of the plant"."""
    start, end, last = mention.start, mention.end, mention.end - 1
    head, closed = scene.heads[last], end >= len(scene.texts) or scene.texts[end] in _CLOSING
    if start and (start <= scene.heads[start - 1] < end or (scene.deps[last] == "appos" and head == start - 1)):
        yield start - 1
    if start > 1 and scene.texts[start - 1] == "," and closed and scene.deps[last] == "appos" and head < start:
        yield head
    if end < len(scene.texts) and scene.texts[end] == ",":
        yield from (i for i in _apposed(end + 1, scene) if scene.deps[i] == "appos" and start <= scene.heads[i] < end)
    if scene.deps[last] == "nsubj" and scene.doc[head].lemma_ == "be":
        said = list(scene.doc[head].children)
        if not any(child.dep_ == "neg" for child in said):
            yield from (child.i for child in said if child.dep_ == "attr")


def _apposed(first: int, scene: Scene) -> Iterator[int]:
    """Yield the tokens of the noun phrase that begins behind a name's comma."""
    for i in range(first, min(first + _LONGEST, len(scene.texts))):
        if scene.pos[i] not in _DESCRIBING and scene.texts[i] != "-":
            return
        yield i


def _is_rival(i: int, bodies: Bodies, scene: Scene, data: SpeakersData) -> bool:
    """Return whether the noun means a body that is never named: "a rival company", "its company"."""
    if scene.deps[i] == "compound" or i in bodies.introduced:
        return False
    opening = scene.doc[i].left_edge.i
    if not data.introducing.isdisjoint(scene.folds[opening : opening + 2]):
        return True
    described = [child for child in scene.doc[i].children if child.dep_ in _MODIFYING]
    words = {scene.folds[child.i] for child in described}
    known = any(bodies.words[body].issuperset(words) for body in bodies.called.get(scene.folds[i], {}))
    return bool(described) and not known


def _may_be_company(mention: Mention, scene: Scene, data: SpeakersData) -> bool:
    """Return whether the name may be a company's: one word of unknown kind that does something."""
    last = mention.end - 1
    listed = data.place_names.keys() | data.organisations | data.organisation_nouns | data.known.keys()
    named = mention.end - mention.core > 1 or mention.entity.kind not in (None, "organisation")
    if named or scene.folds[last] in listed:
        return False
    by = scene.deps[last] == "pobj" and scene.deps[scene.heads[last]] == "agent"
    return by or scene.deps[last] in _OWN_PLACES
