"""Titles around a name: the roles that the article gives a person before the name, in an apposition, or with "is"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quoteminer.extract.cuts import Run
from quoteminer.extract.roles import Role, parse_role
from quoteminer.extract.scene import Scene
from quoteminer.patterns.folding import fold
from quoteminer.patterns.schema_speakers import SpeakersData

_MODIFIERS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_HYPHENS = frozenset("-–‑")
_CLOSES = frozenset(',;:.!?()[]–—“”"‘’…')
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSE_TAGS = _FINITE_TAGS | {"WP", "WP$", "WDT", "WRB"}
_DETERMINER_TAGS = frozenset({"DT", "PRP$"})
_LONGEST = 25
"""Tokens of an apposition read at most: a longer one is a list or a broken parse."""


Stretch = tuple[int, int]
"""Tokens `[start, end)`."""


def roles_of(run: Run, scene: Scene, data: SpeakersData) -> tuple[list[Role], int]:
    """Return the roles given to the person at this mention, the one to show first, and where the mention begins.

    It begins at the words that lead to the name: "Kremlin" in "the Kremlin spokesman Dmitry Peskov", "Secretary" in
    "the Secretary General of the Alliance, Mark Rutte".
    """
    first = before(run, scene, data)
    turned = inverted(run, scene, data)
    found = (first, turned, after(run, scene, data), copula(run, scene, data))
    texts = [(stretch[0], _plain(*stretch, scene, data)) for stretch in found if stretch]
    roles = [
        replace(parse_role(text, data), owner=scene.folds[first] if scene.tags[first] == "PRP$" else None)
        for first, text in texts
        if text and fold(text) not in data.plain_nouns
    ]
    lead = turned[0] if turned else first[0] if first else run.start
    return [*roles, *_party(run, scene, data), *_opened(run, scene, data)], lead


def before(run: Run, scene: Scene, data: SpeakersData) -> Stretch | None:
    """Return the role before the name: "Kremlin spokesman" of "the Kremlin spokesman Dmitry Peskov"."""
    first = run.start
    while first > 0 and _modifies(first - 1, run, scene, data):
        first -= 1
    while first < run.core and scene.folds[first] in data.joins:
        first += 1
    ranked = first > 0 and scene.folds[first - 1] in data.ranks and not scene.starts[first]
    if ranked and scene.texts[first - 1][0].isupper() and scene.paragraph[first - 1] == scene.paragraph[first]:
        first -= 1  # "Acting President Ann Lee", which the tagger takes for a verb
    if first > 0 and f"{scene.folds[first - 1]} {scene.folds[first]}" in data.role_classes and scene.spaced[first - 1]:
        first -= 1  # "Managing director Ann Lee", which opens with a verb
    courtesy = data.courtesy.union(data.title_openers)
    words = [i for i in range(first, run.core) if scene.folds[i] not in courtesy or scene.texts[i].islower()]
    if not words:
        return None
    known = any(scene.folds[i] in data.human_words for i in words)
    common = scene.pos[words[-1]] == "NOUN" and scene.tags[words[-1]] == "NN" and not run.titled
    called = words[-1] == run.start - 1 and _is_calling(words[-1], run, scene, data)
    return (words[0], words[-1] + 1) if known or common or called else None


def _is_calling(i: int, run: Run, scene: Scene, data: SpeakersData) -> bool:
    """Return whether a word in lower case before a full name says what the person is, whatever its tag."""
    shared = scene.folds[run.core] in data.first_names or scene.tags[i] in ("NN", "NNP")
    return scene.texts[i].islower() and run.end - run.core > 1 and data.is_calling(scene.folds[i], shared=shared)


def _modifies(i: int, run: Run, scene: Scene, data: SpeakersData) -> bool:
    """Return whether the token belongs to the words before the name."""
    word = scene.folds[i]
    if scene.paragraph[i] != scene.paragraph[run.start] or scene.starts[i + 1] or word in data.not_names:
        return False
    hyphen = i if scene.texts[i] in _HYPHENS else i + 1
    if scene.texts[hyphen] in _HYPHENS:
        return hyphen > 0 and not scene.spaced[hyphen] and not scene.spaced[hyphen - 1]
    if word in data.joins or word in data.phrase_ends:
        return i > 0 and _links(i, run, scene, data)
    first = i
    while first > 1 and scene.texts[first - 1] in _HYPHENS and not scene.spaced[first - 1]:  # "mother-of-two Ann Lee"
        first -= 2
    return _describes(i, run, scene, data) or (first < i and scene.folds[first] in data.human_words)


def _links(i: int, run: Run, scene: Scene, data: SpeakersData) -> bool:
    """Return whether "and" joins two roles before the name, or "of" stands in one: "Secretary of State Ann Lee"."""
    if scene.folds[i] in data.joins:
        return scene.folds[i - 1] in data.human_words and scene.tags[i - 1] in ("NN", "NNP")
    rest = scene.folds[run.start : run.core]
    office = rest and not any(word in data.role_words or word in data.courtesy for word in rest)
    return bool(office) and i + 1 == run.start and scene.folds[i - 1] in data.role_words


def _describes(i: int, run: Run, scene: Scene, data: SpeakersData) -> bool:
    word = scene.folds[i]
    if word in data.human_words and (scene.tags[i] == "NN" or scene.pos[i] in _MODIFIERS or _is_joined(i, scene, data)):
        return scene.tags[i] not in ("NNS", "NNPS")
    if word in data.organisation_nouns and scene.deps[run.end - 1] == "appos" and scene.heads[run.end - 1] == i:
        return True
    if i == run.start - 1 and scene.pos[i] == "VERB" and _is_calling(i, run, scene, data):  # "said glassblower Ann Lee"
        return run.start <= scene.heads[i] < run.end
    if scene.pos[i] not in _MODIFIERS or scene.tags[i] in ("NNS", "NNPS"):
        return word in data.place_names and scene.texts[i][0].isupper() and i + 1 < run.core
    inside, following = i < scene.heads[i] < run.end, scene.folds[i + 1]
    return inside or ((following in data.human_words or following in data.joins) and scene.pos[i] in _MODIFIERS)


def _is_joined(i: int, scene: Scene, data: SpeakersData) -> bool:
    """Return whether the word is joined to a role, so that the tagger may well err: "Minister and hawk Pål Jonson"."""
    return i > 1 and scene.folds[i - 1] in data.joins and scene.folds[i - 2] in data.human_words


def inverted(run: Run, scene: Scene, data: SpeakersData) -> Stretch | None:
    """Return the role whose apposition the name is: "the Secretary General of the Alliance, Mark Rutte"."""
    last = run.end - 1
    noun = scene.heads[last]
    if scene.deps[last] != "appos" or noun >= run.start or run.start == 0 or scene.texts[run.start - 1] != ",":
        return None
    office = scene.heads[scene.heads[noun]] if scene.deps[noun] == "pobj" else noun
    if scene.folds[noun] not in data.human_words and scene.folds[office] in data.human_words and run.end - run.core > 1:
        noun = office  # "the envoy to the region, Ann Lee", where the parse takes her for the region
    if scene.folds[noun] not in data.human_words:
        return None
    above = scene.heads[scene.heads[noun]] if scene.deps[noun] == "pobj" else noun
    if scene.folds[above] in data.human_words and scene.heads[scene.heads[noun]] == above:
        noun = above  # "an aide to the president, Ann Lee" is the aide
    return scene.doc[noun].left_edge.i, run.start - 1


def after(run: Run, scene: Scene, data: SpeakersData) -> Stretch | None:
    """Return the apposition after the name: "a farmer" of "Kim Lee, 34, a farmer, said"."""
    i = run.end
    if not _is(scene, i, ",") and not _is(scene, i, "(", "–", "—"):
        return None
    i += 1
    if i < len(scene.texts) and scene.texts[i].isdigit() and _is(scene, i + 1, ","):
        i += 2
    stop = i
    while stop < min(i + _LONGEST, len(scene.texts)) and _goes_on(stop, i, scene):
        stop += 1
    if scene.tags[stop : stop + 1] and scene.tags[stop] in _FINITE_TAGS and scene.is_subject(stop - 1):
        return None  # "Lee will meet Hale, his spokesman said"
    return (i, stop) if stop > i and _is_apposition(i, stop, run, scene, data) else None


def _goes_on(j: int, first: int, scene: Scene) -> bool:
    if scene.texts[j] in _CLOSES or scene.tags[j] in _CLAUSE_TAGS:
        return scene.is_possessive(j)
    if scene.texts[j] in _HYPHENS and scene.spaced[j]:
        return False
    return scene.paragraph[j] == scene.paragraph[first] and not (scene.starts[j] and j > first)


def _is_apposition(start: int, stop: int, run: Run, scene: Scene, data: SpeakersData) -> bool:
    """Return whether the stretch tells who the person is, and is not the next of a list or a clause."""
    if scene.pos[start] == "CCONJ" or scene.pos[start] in ("VERB", "ADP", "SCONJ", "AUX"):
        return False
    head = next((j for j in range(start, stop) if scene.folds[j] in data.phrase_ends), stop) - 1
    if scene.tags[head] in ("NNS", "NNPS"):
        return False
    if any(scene.folds[j] in data.human_words and scene.tags[j] in ("NN", "NNP") for j in range(start, head + 1)):
        return True
    if scene.pos[head] != "NOUN" or scene.folds[head] in data.group_nouns or scene.tags[start] == "WP$":
        return False
    attached = any(scene.deps[j] == "appos" and run.core <= scene.heads[j] < run.end for j in range(start, stop))
    return attached and not scene.texts[start][0].isupper()


def copula(run: Run, scene: Scene, data: SpeakersData) -> Stretch | None:
    """Return what the person is said to be: "mayor of Leeds" of "Ann Lee is the mayor of Leeds"."""
    last = run.end - 1
    verb = scene.heads[last]
    if scene.deps[last] != "nsubj" or scene.doc[verb].lemma_ != "be":
        return None
    children = list(scene.doc[verb].children)
    noun = next((c for c in children if c.dep_ == "attr" and scene.folds[c.i] in data.human_words), None)
    if noun is None or any(child.dep_ == "neg" for child in (*children, *noun.children)):
        return None
    if scene.folds[noun.left_edge.i] == "no":
        return None
    first = noun.left_edge.i
    stop = noun.i + 1
    while stop <= noun.right_edge.i and _goes_on(stop, first, scene):
        stop += 1
    return first, stop


def _party(run: Run, scene: Scene, data: SpeakersData) -> Iterator[Role]:
    """Yield the place in a bracket or after "of": "(R-Fla.)", "Senator Chuck Schumer of New York"."""
    i = run.end
    if _is(scene, i, "("):
        stop = next((j for j in range(i, min(i + 8, len(scene.texts))) if scene.texts[j] == ")"), i)
    elif _is(scene, i, "of") and run.titled:
        stop = min(i + 4, len(scene.texts))
    else:
        return
    text = scene.text(i + 1, stop).replace("-", " ").replace("–", " ") if stop > i else ""
    role = parse_role(text, data)
    if role.places:
        yield Role("", frozenset(), role.places, frozenset())


def _opened(run: Run, scene: Scene, data: SpeakersData) -> Iterator[Role]:
    """Yield the role that the word before the name gives: "Prosecuting, Ann Lee said"."""
    if run.start > 1 and scene.texts[run.start - 1] == "," and scene.folds[run.start - 2] in data.opener_roles:
        told = data.opener_roles[scene.folds[run.start - 2]]
        yield Role("", data.role_classes[told], frozenset(), frozenset())


def _plain(start: int, stop: int, scene: Scene, data: SpeakersData) -> str | None:
    """Return the text without a leading "the", "his" or "now", and without "today" or a preposition left hanging."""
    while start < stop and _is_before_role(start, scene, data):
        start += 1
    while stop > start and (scene.pos[stop - 1] in ("ADP", "PUNCT", "CCONJ") or scene.folds[stop - 1] in data.trailing):
        stop -= 1
    return scene.text(start, stop).strip(" ,") or None


def _is_before_role(i: int, scene: Scene, data: SpeakersData) -> bool:
    """Return whether the word is no part of the role that it opens."""
    opens = scene.starts[i] and scene.folds[i] in data.trailing and scene.texts[i + 1][0].isupper()
    return opens or scene.tags[i] in _DETERMINER_TAGS or scene.pos[i] == "ADV"


def _is(scene: Scene, i: int, *words: str) -> bool:
    return i < len(scene.folds) and scene.folds[i] in words
