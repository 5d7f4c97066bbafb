"""Descriptions: what kind of speaker a noun phrase without a name is, and the words to call it by."""

from __future__ import annotations

from collections.abc import Callable

from quoteminer.extract.mentions import Phrase
from quoteminer.extract.names import Names
from quoteminer.extract.scene import Scene
from quoteminer.model import SpeakerKind
from quoteminer.patterns.folding import fold
from quoteminer.patterns.schema_speakers import SpeakersData

_PLURAL_TAGS = frozenset({"NNS", "NNPS"})

NameOf = Callable[[int], str | None]
"""Gives the name of the person whom a token means, or None."""


def is_definite(phrase: Phrase, scene: Scene, data: SpeakersData) -> bool:
    """Return whether the phrase means somebody already known: "the senator", not "a senator", "the second senator"."""
    opening = scene.folds[phrase.start : phrase.start + 2]
    return not data.introducing.intersection(opening) and scene.pos[phrase.start] != "NUM"


def is_plural(head: int, scene: Scene, data: SpeakersData) -> bool:
    """Return whether the noun means several."""
    word = scene.folds[head]
    return scene.tags[head] in _PLURAL_TAGS or word in data.group_nouns or word in data.indefinite.group


def kind_of(phrase: Phrase, scene: Scene, data: SpeakersData) -> SpeakerKind | None:
    """Return the kind of speaker that the head noun tells, None where it tells none."""
    if phrase.form == "several":
        return "group"
    word = head_word(phrase.head, scene)
    lemma = scene.doc[phrase.head].lemma_.lower() if scene.tags[phrase.head] in _PLURAL_TAGS else word
    plural = is_plural(phrase.head, scene, data)
    named = scene.texts[phrase.head][0].isupper() and phrase.head > phrase.start
    alone = phrase.stop - phrase.start <= 2 and fold(scene.text(phrase.start, phrase.stop)) in data.indefinite.unnamed
    if {word, lemma} & data.document_nouns and not (named and word in data.organisation_nouns):
        return "document"
    demonym = scene.texts[phrase.head][0].isupper() and {word, word.rstrip("s")} & data.demonyms
    if alone or demonym or lemma in data.human_words or "year-old" in scene.text(phrase.start, phrase.stop):
        return "group" if plural and not alone else "unnamed"
    place = scene.texts[phrase.head][0].isupper() and word in data.place_names
    if place or (lemma in data.organisation_nouns and (named or scene.tags[phrase.head] not in _PLURAL_TAGS)):
        return "organisation"
    if plural:
        return "group"
    return "organisation" if scene.pos[phrase.head] == "PROPN" and phrase.head > phrase.start else None


def can_act(phrase: Phrase, scene: Scene, data: SpeakersData) -> bool:
    """Return whether the phrase can mean people or bodies: "workers", "the two"; "wages" and "imports" cannot."""
    word, head = scene.folds[phrase.head], phrase.head
    if phrase.form == "several" or scene.tags[head] != "NNS":
        return True
    one = scene.doc[head].lemma_.lower()
    crowds = (data.human_words, data.organisation_nouns, data.group_nouns, data.document_nouns, data.demonyms)
    return any(one in words or word in words for words in crowds) or word in data.indefinite.group


def head_word(head: int, scene: Scene) -> str:
    """Return the head's word: "op-ed" for its second half, "Article" for the number after it."""
    if scene.pos[head] == "NUM" and head and scene.texts[head - 1][0].isupper():
        return scene.folds[head - 1]
    if head > 1 and scene.texts[head - 1] == "-" and not scene.spaced[head - 1]:
        return scene.folds[head - 2] + "-" + scene.folds[head]
    return scene.folds[head]


def describe(phrase: Phrase, names: Names, data: SpeakersData, name_of: NameOf) -> str:
    """Return the words of the phrase without its article; whose it is stands in full: "Donald Trump’s lawyer"."""
    scene, start = names.scene, phrase.start
    if scene.folds[start] in data.articles and phrase.stop > start + 1:
        start += 1
    pronouns = data.pronouns
    if scene.folds[start] in pronouns.male | pronouns.female and scene.deps[start] == "poss":
        owner = name_of(start)
        rest = scene.text(start + 1, phrase.stop)
        return f"{owner}’s {rest}" if owner else rest
    mention = names.by_token.get(start)
    if mention and mention.start == start and mention.entity.kind == "person" and scene.is_possessive(mention.end):
        return f"{mention.entity.name}’s {scene.text(mention.end + 1, phrase.stop)}"
    if scene.tags[start] in ("PRP$", "WP$", "WP") and phrase.stop > start + 1:
        start += 1
    return scene.text(start, phrase.stop)


def joined_name(phrase: Phrase, scene: Scene) -> str:
    """Return the joined names, people's in full: "Gary Johnson and William Weld"."""
    shown = [m.entity.name if m.entity.kind == "person" else scene.text(m.start, m.end) for m in phrase.mentions]
    return f"{', '.join(shown[:-1])} and {shown[-1]}"
