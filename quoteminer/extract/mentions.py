"""Mentions: what kind of phrase a source is, where its noun phrase ends, and the names in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quoteminer.extract.coordination import NOMINAL, RELATIVE_TAGS, STOPS, end_of_joined, joined_names
from quoteminer.extract.names import Mention, Names
from quoteminer.extract.scene import Scene
from quoteminer.extract.trailing_names import trailing_name
from quoteminer.patterns.schema_speakers import SpeakersData

Form = Literal["pronoun", "relative", "name", "several", "noun"]

_CLAUSE_TAGS = frozenset({"VBG", "VBN", "VBD", "VBZ", "VBP", "TO", "RB"})
_DASHES = frozenset({"-", "–", "—", "--"})
_DATELINE = 8
"""Tokens within which the dash of a dateline stands."""
_COUNTS = frozenset({"NNS", "NNPS", "CD"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A source read: its noun phrase `[start, stop)` without relative clause and apposition, and its head.

    `mentions` are the names it is made of: one for form `name`, all that are joined for `several` (none where
    something else is joined too). `role` is the role given with the name.
    """

    form: Form
    start: int
    stop: int
    head: int
    mentions: tuple[Mention, ...] = ()
    role: str | None = None


def read_phrase(tokens: Sequence[int], names: Names, data: SpeakersData) -> Phrase | None:
    """Return the phrase of a source's tokens, or None when they hold no word."""
    scene = names.scene
    kept = _trim(tokens, names, data)
    if not kept:
        return None
    start, limit = kept[0], kept[-1] + 1
    if scene.folds[start] in data.paired and any(word in data.joins for word in scene.folds[start:limit]):
        return Phrase(form="several", start=start, stop=_end(start, limit, scene, data), head=start)
    head, stop = _core(start, limit, names, data)
    alone = limit - start == 1 or head == start or scene.pos[start + 1] in ("VERB", "AUX")
    if alone and (form := _pronoun_form(start, names, data)):
        return _with_pronoun(form, start, limit, scene, data)
    return _read(start, limit, (head, stop), names, data)


def _read(start: int, limit: int, core: tuple[int, int], names: Names, data: SpeakersData) -> Phrase:
    scene, (head, stop) = names.scene, core
    mention = names.by_token.get(head)
    if mention and mention.end == head + 1 and _heads(mention, start, limit, scene):
        return _named(start, mention, limit, names, data)
    inverted = _inverted(start, head, limit, names, data) or _beyond(start, head, limit, names, data)
    inverted = inverted or trailing_name(head, limit, names, data)
    if inverted and scene.tags[head] in _COUNTS:
        return _named(start, inverted, limit, names, data)
    if inverted:
        role = inverted.role or scene.text(_skip_articles(start, scene), inverted.core).strip(" ,")
        return Phrase(form="name", start=start, stop=inverted.end, head=head, mentions=(inverted,), role=role)
    end = _end(stop, limit, scene, data)
    several = end_of_joined(head, end, limit, scene, data)
    return Phrase(form="several" if several else "noun", start=start, stop=several or end, head=head)


def _with_pronoun(form: Form, start: int, limit: int, scene: Scene, data: SpeakersData) -> Phrase:
    """Return the phrase that a pronoun opens: joined with others ("he and his aides") or alone ("I, along with")."""
    if start + 1 < limit and scene.folds[start + 1] in data.joins:
        return Phrase(form="several", start=start, stop=limit, head=start)
    return Phrase(form=form, start=start, stop=start + 1, head=start)


def _trim(tokens: Sequence[int], names: Names, data: SpeakersData) -> list[int]:
    """Return the tokens that mean the speaker.

    Without punctuation at the edges, a dateline, a closing relative pronoun, a possessive ending, "himself" or "today".
    """
    scene = names.scene
    kept = [i for i in sorted(set(tokens)) if not scene.texts[i].isspace()]
    kept = _with_office(_after_opening(_after_dateline(kept, scene), names), names, data)
    while kept and (not any(c.isalnum() for c in scene.texts[kept[0]]) or _hangs(kept, scene)):
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
    return kept


def _after_dateline(kept: list[int], scene: Scene) -> list[int]:
    """Return the tokens after a dateline that was taken with them: "ARDLE - Ann Lee"."""
    if not kept or not scene.texts[kept[0]].isupper() or len(scene.texts[kept[0]]) <= 1:
        return kept
    dash = next((k for k, i in enumerate(kept[:_DATELINE]) if scene.texts[i] in _DASHES and scene.spaced[i - 1]), -1)
    return kept[dash + 1 :] or kept


def _after_opening(kept: list[int], names: Names) -> list[int]:
    """Return the tokens after words that open the sentence before its subject: "Of the rival, Lee"."""
    scene = names.scene
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


def _heads(mention: Mention, start: int, limit: int, scene: Scene) -> bool:
    """Return whether the name is the phrase: a body's is not where words before or after it belong to it.

    "Romania’s Defense Ministry" and "the Center for Responsive Politics" are descriptions as they stand.
    """
    if mention.entity.kind == "person":
        return True
    if mention.entity.kind is None and scene.is_possessive(mention.start - 1) and mention.end - mention.core > 1:
        return True
    first = start + (scene.tags[start] == "DT" and scene.folds[start] == "the")
    goes_on = mention.end + 1 < limit and scene.pos[mention.end] == "ADP" and scene.texts[mention.end + 1][0].isupper()
    return mention.lead <= first and not (goes_on and (mention.entity.kind or mention.end - mention.core == 1))


def _pronoun_form(i: int, names: Names, data: SpeakersData) -> Form | None:
    word, pronouns, scene = names.scene.folds[i], data.pronouns, names.scene
    if len(word) > 1 and scene.texts[i].isupper() and scene.pos[i] != "PRON":
        return None
    if word in pronouns.relative and scene.tags[i] != "DT":
        return "relative"
    if word in pronouns.demonstrative and word not in data.indefinite.group:
        return "pronoun"
    every = (pronouns.male, pronouns.female, pronouns.thing, pronouns.plural, pronouns.writer, pronouns.hearer)
    return "pronoun" if any(word in words for words in every) else None


def _core(start: int, limit: int, names: Names, data: SpeakersData) -> tuple[int, int]:
    """Return the head of the noun phrase and the token after its core: before "of", "who", a comma, "and"."""
    scene = names.scene
    stop = start + 1
    while stop < limit and not (_ends_age(stop, limit, names) or _ends_core(stop, start, names, data)):
        stop += 1
    head = stop - 1
    while head > start and (scene.is_possessive(head) or scene.pos[head] not in NOMINAL):
        head -= 1
    return (head, stop) if scene.pos[head] in NOMINAL else (stop - 1, stop)


def _ends_core(i: int, start: int, names: Names, data: SpeakersData) -> bool:
    scene = names.scene
    if i in names.by_token or (i in names.led and scene.texts[i] != "," and _leads_on(i, names)):
        return False
    if scene.texts[i] in STOPS or scene.folds[i] in data.joins:
        if scene.texts[i] == "-" and not scene.spaced[i - 1]:
            return False
        relative = i + 1 < len(scene.texts) and scene.tags[i + 1] in RELATIVE_TAGS
        last = next((j for j in range(i - 1, start, -1) if scene.texts[j] != ","), start)
        modifies = scene.pos[last] == "ADJ" or scene.folds[last] in data.demonyms
        return scene.texts[i] in ("(", "[") or relative or not modifies
    if scene.folds[i] in data.phrase_ends:
        return i + 1 < len(scene.texts)
    if scene.tags[i] == "DT" and scene.pos[i - 1] in ("NOUN", "PROPN"):
        return True
    return scene.tags[i] in _CLAUSE_TAGS and scene.pos[i - 1] in ("NOUN", "PROPN", "PRON")


def _is_aged(i: int, scene: Scene) -> bool:
    """Return whether an age ends with the token: "the 22-year-old", a noun by itself."""
    return i > 2 and scene.folds[i] == "old" and not scene.spaced[i - 1] and scene.texts[i - 1] == "-"


def _ends_age(i: int, limit: int, names: Names) -> bool:
    """Return whether a comma closes an age: "22-year-old, grinning"; not where a noun follows, "…, gifted pianist"."""
    scene = names.scene
    if scene.texts[i] != "," or not _is_aged(i - 1, scene):
        return False
    i += 1
    while i < limit and i not in names.by_token and scene.pos[i] in ("ADJ", "ADV", "VERB"):
        i += 1
    return i >= limit or i in names.by_token or scene.pos[i] != "NOUN"


def _leads_on(i: int, names: Names) -> bool:
    """Return whether the words from token `i` run on to the name without a comma."""
    mention = names.led[i]
    return "," not in names.scene.texts[i : mention.start]


def _named(start: int, mention: Mention, limit: int, names: Names, data: SpeakersData) -> Phrase:
    """Return the phrase that a name heads, with the names joined to it."""
    joined, complete = joined_names(mention, limit, names, data)
    if joined is None:
        return Phrase(
            form="name", start=start, stop=mention.end, head=mention.end - 1, mentions=(mention,), role=mention.role
        )
    return Phrase(
        form="several",
        start=start,
        stop=limit if not complete else joined[-1].end,
        head=mention.end - 1,
        mentions=joined if complete else (),
    )


def _inverted(start: int, head: int, limit: int, names: Names, data: SpeakersData) -> Mention | None:
    """Return the name after the comma where a role stands before it: "its director, Amara Diallo".

    What no list has is a role where a person's full name follows: "the falconer, Amara Diallo".
    """
    scene = names.scene
    listed = scene.folds[head] in data.human_words or scene.tags[head] in _COUNTS
    comma = next((i for i in range(head + 1, limit) if scene.texts[i] == ","), None)
    if comma is None:
        return None
    first = comma + 1
    if first + 1 < limit and scene.folds[first] == "the":  # "the bishop, the Right Rev Ann Lee"
        titled = names.by_token.get(first + 1)
        first += bool(titled and titled.core > titled.start)
    mention = names.by_token.get(first)
    if mention is None or mention.end > limit or mention.entity.kind not in ("person", None):
        return None
    full = names.is_person(first) and mention.end - mention.core > 1
    common = scene.tags[head] == "NN" or _is_aged(comma - 1, scene)
    if not listed and (not common or not full or scene.folds[head] in data.organisation_nouns):
        return None
    if scene.tags[head] in _COUNTS:
        joined, complete = joined_names(mention, limit, names, data)
        return mention if joined and complete else None
    after = mention.end
    ends = after >= limit or scene.texts[after] in STOPS or scene.tags[after] in (*RELATIVE_TAGS, "IN")
    return mention if ends and mention.start == first else None


def _beyond(start: int, head: int, limit: int, names: Names, data: SpeakersData) -> Mention | None:
    """Return the name between commas right behind a role that the source ends with: "her chief, Tom Hale, it is"."""
    scene = names.scene
    mention = names.by_token.get(limit + 1)
    if mention is None or scene.texts[limit] != "," or scene.tags[head] in _COUNTS:
        return None
    after = mention.end
    closed = after < len(scene.texts) and scene.texts[after] in ",.;" and mention.entity.kind in ("person", None)
    more = scene.tags[after + 1 : after + 2]
    if not closed or mention.end - mention.core < 2 or (more and more[0] in ("CC", "PRP", *RELATIVE_TAGS)):
        return None
    return _inverted(start, head, mention.end, names, data)


def _end(stop: int, limit: int, scene: Scene, data: SpeakersData) -> int:
    """Return where the description ends: prepositional phrases belong to it, relative clauses do not."""
    i = stop
    while i < limit and scene.tags[i] not in RELATIVE_TAGS and scene.texts[i] not in STOPS - {"-"}:
        if scene.folds[i] in data.pronouns.relative and scene.tags[i] == "IN":
            break
        i += 1
    while i > stop and scene.pos[i - 1] in ("CCONJ", "PUNCT"):
        i -= 1
    return i


def _skip_articles(start: int, scene: Scene) -> int:
    return start + 1 if scene.tags[start] in ("DT", "PRP$") else start
