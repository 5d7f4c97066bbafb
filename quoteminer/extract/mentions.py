"""Mentions: what kind of phrase a source is, where its noun phrase ends, and the names in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quoteminer.extract.coordination import NOMINAL, RELATIVE_TAGS, STOPS, end_of_joined, joined_names
from quoteminer.extract.names import Mention, Names
from quoteminer.extract.scene import Scene
from quoteminer.extract.trailing_names import trailing_name
from quoteminer.extract.trimming import trim
from quoteminer.patterns.schema_speakers import SpeakersData

Form = Literal["pronoun", "relative", "name", "several", "noun"]

_CLAUSE_TAGS = frozenset({"VBG", "VBN", "VBD", "VBZ", "VBP", "TO", "RB"})
_DESCRIBING = frozenset({"ADJ", "NOUN", "NUM", "PROPN", "VERB"})
_ROLE = 6
"""Words of a second role before a name at most."""
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
    kept = trim(tokens, names, data)
    if not kept:
        return None
    start, limit = kept[0], kept[-1] + 1
    if scene.folds[start] in data.paired and any(word in data.joins for word in scene.folds[start:limit]):
        return Phrase(form="several", start=start, stop=_end(start, limit, scene, data), head=start)
    head, stop = _core(start, limit, names, data)
    alone = limit - start == 1 or head == start or scene.pos[start + 1] in ("VERB", "AUX")
    owner = scene.tags[start] == "PRP$" and limit - start > 1  # "its managing director", where the tagger sees a verb
    if alone and not owner and (form := _pronoun_form(start, names, data)):
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
        office = scene.text(_skip_articles(start, scene), _before_titles(inverted, scene, data))
        role = inverted.role or office.strip(" ,")
        return Phrase(form="name", start=start, stop=inverted.end, head=head, mentions=(inverted,), role=role)
    end = _end(stop, limit, scene, data)
    several = end_of_joined(head, end, limit, scene, data)
    return Phrase(form="several" if several else "noun", start=start, stop=several or end, head=head)


def _before_titles(mention: Mention, scene: Scene, data: SpeakersData) -> int:
    """Return where the courtesy titles before a name begin: "Sir" of "her shadow, Sir Ann Lee"."""
    at, titles = mention.core, data.courtesy | data.title_openers | data.articles
    while at > mention.start - 1 and scene.folds[at - 1] in titles:
        at -= 1
    native = scene.folds[at - 1] in data.demonyms and scene.texts[at - 3 : at - 1] == [",", "the"]
    return at - 3 if native else at  # "her opponent, the American Ann Lee"


def _with_pronoun(form: Form, start: int, limit: int, scene: Scene, data: SpeakersData) -> Phrase:
    """Return the phrase that a pronoun opens: joined with others ("he and his aides") or alone ("I, along with")."""
    if start + 1 < limit and scene.folds[start + 1] in data.joins:
        return Phrase(form="several", start=start, stop=limit, head=start)
    return Phrase(form=form, start=start, stop=start + 1, head=start)


def _heads(mention: Mention, start: int, limit: int, scene: Scene) -> bool:
    """Return whether the name is the phrase: a body's is not where words before or after it belong to it.

    "Romania’s Defense Ministry" and "the Center for Responsive Politics" are descriptions as they stand.
    """
    if mention.entity.kind == "person":
        return True
    if mention.entity.kind is None and scene.is_possessive(mention.start - 1) and mention.end - mention.core > 1:
        return True
    first = start + (scene.tags[start] == "DT" and scene.folds[start] == "the")
    after = mention.end + 1 + (scene.folds[mention.end + 1 : mention.end + 2] == ["the"])
    goes_on = after < limit and scene.pos[mention.end] in ("ADP", "PART") and scene.texts[after][0].isupper()
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
        modifies = modifies and not names.is_person(last)  # "Volker Türk, the rights chief"
        return scene.texts[i] in ("(", "[") or relative or not modifies
    if scene.folds[i] in data.phrase_ends:
        return i + 1 < len(scene.texts)
    if scene.tags[i] == "DT" and scene.pos[i - 1] in ("NOUN", "PROPN"):
        return True
    owned = scene.tags[i - 1] == "PRP$"
    return scene.tags[i] in _CLAUSE_TAGS and not owned and scene.pos[i - 1] in ("NOUN", "PROPN", "PRON")


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
    if first + 1 < limit and scene.folds[first] == "the":  # "the bishop, the Right Rev Ann Lee", "the singer Ann Lee"
        titled = names.by_token.get(first + 1)
        native = scene.folds[first + 1] in data.demonyms and names.is_person(first + 2)  # "the American Ann Lee"
        first += 2 * native or bool((titled and titled.core > titled.start) or first + 1 in names.led)
    first = _behind_role(first, limit, names, data)
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


def _behind_role(first: int, limit: int, names: Names, data: SpeakersData) -> int:
    """Return where the name begins behind another role without a comma: "her coach, the former champion Ann Lee"."""
    scene, at = names.scene, first
    while at < min(limit, first + _ROLE) and at not in names.by_token and scene.pos[at] in _DESCRIBING:
        at += 1
    found = first < at < limit and at in names.by_token and scene.folds[at - 1] in data.human_words
    return at if found else first


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
