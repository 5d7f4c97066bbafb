"""When something was said, before what was: "The firm said on Monday it would close".

Without "that", the parser takes the time for the clause's as often as not (2 of 5 such sentences); but it is the
report's, as wire agencies write it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from quoteminer.extract.cues import CueHit
from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.layout import Layout
from quoteminer.extract.words import Move, Word, Words
from quoteminer.patterns.schema import Grammar

_NEAR = 4
"""Words between a report and the time at most: "told the state broadcaster on Monday"."""


def early_times(words: Words, clause: Word, known: Knowledge) -> Iterator[Move]:
    """Hang a time between a report and the subject of its clause on the report, and a time to come on the clause."""
    grammar, verb = known.grammar, clause.head
    cue = known.patterns.cues.get(verb.lemma_.lower()) if verb.i < clause.i else None
    if cue is None or "clause" not in cue.frames:
        return
    subjects = (*grammar.roles["subject"], *grammar.roles["passive_subject"], "expl")
    subject = next((child for child in clause.children if child.dep_ in subjects and child.i > verb.i), None)
    if subject is None:
        return
    for word in (verb, clause):
        for child in word.children:
            between = verb.i < child.left <= verb.i + _NEAR and child.right + 1 == subject.left
            if between and _is_time(child, grammar):
                yield child, clause if _is_ahead(child, grammar) else verb, child.dep_


def times_behind(layout: Layout, hit: CueHit) -> set[int]:
    """Return the tokens of a time that hangs on a cue and stands right behind it: nobody's words."""
    verb, first, grammar = layout.tokens[hit.anchor], max(hit.tokens) + 1, layout.grammar
    found = (child for child in verb.children if layout.left[child.i] == first)
    times = (child for child in found if _is_time(child, grammar) and not _is_ahead(child, grammar))
    return {i for child in times for i in layout.subtree(child.i)}


def _is_time(phrase: Word | Token, grammar: Grammar) -> bool:
    """Return whether a phrase is a time: "on Monday", "last week", "late on Friday"."""
    if phrase.dep_ in grammar.roles["preposition"]:
        return any(_names_time(child, grammar) for child in phrase.children if child.i > phrase.i)
    return phrase.dep_ in grammar.roles["adverb"] and _names_time(phrase, grammar)


def _names_time(word: Word | Token, grammar: Grammar) -> bool:
    return word.lower_ in grammar.times or (word.lower_ in grammar.months and word.is_title)


def _is_ahead(phrase: Word | Token, grammar: Grammar) -> bool:
    """Return whether a time is still to come: "next week", "in the coming days", "tomorrow"."""
    below = [*phrase.children]
    near = (phrase, *below, *(word for child in below for word in child.children))
    return any(word.lower_ in grammar.times_ahead for word in near)
