"""What an opening phrase's name is described as: "According to Ofcom, the media regulator, complaints rose".

The parser often takes such an apposition for a part of the clause behind it.
"""

from __future__ import annotations

from collections.abc import Iterator

from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.words import Move, Word, Words

_OPENING = 2
"""Tokens within which a phrase opens a sentence: "But according to …"."""

_LONGEST = 14
"""Words of a description at most."""

_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "CCONJ", "PART", "NUM"})
"""Parts of speech that a description is made of."""

_SUBJECT = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"})
"""Parts of speech that the clause behind it begins with."""


def described(words: Words, preposition: Word, known: Knowledge) -> Iterator[Move]:
    """Hang a description between commas on the name before it, and what hung on it on the clause behind."""
    start, end = words.sentence_of(preposition.i)
    if preposition.i - start >= _OPENING:
        return
    name = _name(preposition)
    if name is None or name.right + 2 >= end:
        return
    first, grammar = name.right + 2, known.grammar
    if words[first - 1].text != "," or words[first].pos_ != "DET":
        return
    comma = next((i for i in range(first, min(first + _LONGEST, end)) if words[i].text == ","), None)
    if comma is None or comma + 1 >= end or words[comma + 1].pos_ not in _SUBJECT:
        return
    phrase = words.words[first:comma]
    tops = (word for word in phrase if word.head is word or not first <= word.head.i < comma)
    head = next((word for word in tops if word.pos_ in grammar.noun_tags), None)
    if head is None or not all(word.pos_ in _NOMINAL for word in phrase) or head.head is name:
        return
    clause = words.words[comma + 1 : end]
    stop = next((k for k, word in enumerate(clause) if word.text == ","), len(clause))
    if stop == len(clause) or any(word.tag_ in (*grammar.finite_tags, "MD") for word in clause[:stop]):
        yield from _apart(words, name, head, comma)


def _name(preposition: Word) -> Word | None:
    """Return the name that a phrase of one or two prepositions ends with: "According to Ofcom"."""
    found = preposition
    while found.dep_ in ("prep", "pcomp") and found.i - preposition.i < _OPENING:
        below = [child for child in found.children if child.i > found.i and child.dep_ in ("prep", "pobj")]
        if not below:
            return None
        found = below[0]
    return found if found.pos_ == "PROPN" else None


def _apart(words: Words, name: Word, head: Word, comma: int) -> Iterator[Move]:
    """Yield what makes the description an apposition, and the first of what it governed take its place."""
    behind = [child for child in head.children if child.i > comma and not child.is_punct]
    if behind:
        heir, *others = behind
        yield (heir, heir, "ROOT") if head.head is head else (heir, head.head, head.dep_)
        yield from ((other, heir, other.dep_) for other in others)
    if head.head is head:
        if not behind:
            return
        outside = [child for child in head.children if child.i < name.i or child.is_punct]
        yield from ((child, behind[0], child.dep_) for child in outside)
    yield words[comma], name, "punct"
    yield head, name, "appos"
