"""When and where something was said, before what was: "The firm said on Monday it would close".

Without "that", the parser takes the time for the clause's as often as not, or the clause's subject for a part of the
time; but it is the report's, as wire agencies write it.
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
    if cue is None or "clause" not in cue.frames or not _is_finite(clause, grammar):
        return
    subjects = (*grammar.roles["subject"], *grammar.roles["passive_subject"], "expl")
    subject = next((child for child in clause.children if child.dep_ in subjects and child.i > verb.i), None)
    if subject is None:
        yield from _with_subject(words, clause, grammar)
        return
    if clause.dep_ in grammar.roles["infinitive"]:
        yield clause, verb, "ccomp"
    for word in (verb, clause):
        for child in word.children:
            between = verb.i < child.left <= verb.i + _NEAR and child.right + 1 == subject.left
            if between and _is_occasion(child, grammar):
                yield child, clause if _is_ahead(child, grammar) else verb, child.dep_


def _with_subject(words: Words, clause: Word, grammar: Grammar) -> Iterator[Move]:
    """Yield what gives a clause its subject, taken for a part of the time: "said on Monday profits would fall"."""
    verb = clause.head
    first = next((child.i for child in clause.children if child.dep_ in grammar.roles["auxiliary"]), clause.i)
    noun = words[first - 1] if first - 1 > verb.i + 1 else None
    link = noun.head if noun is not None else None
    if (
        noun is None
        or link is None
        or noun.dep_ not in grammar.roles["object"]
        or not verb.i < link.i <= verb.i + _NEAR
    ):
        return
    time = words[link.i + 1]
    if time is noun or link.dep_ not in grammar.roles["preposition"] or not _names_occasion(time, grammar):
        return
    passive = any(child.dep_ in grammar.roles["passive_auxiliary"] for child in clause.children)
    yield noun, clause, "nsubjpass" if passive else "nsubj"
    yield time, link, "pobj"
    yield (link.head if link.head is not verb and link.head.i < link.i else link), verb, "prep"
    if clause.dep_ in grammar.roles["infinitive"]:
        yield clause, verb, "ccomp"


def _is_finite(clause: Word, grammar: Grammar) -> bool:
    """Return whether a verb, or its auxiliary, is in a tense."""
    finite = (*grammar.finite_tags, "MD")
    return clause.tag_ in finite or any(child.tag_ in finite for child in clause.children if child.i < clause.i)


def times_behind(layout: Layout, hit: CueHit) -> set[int]:
    """Return the tokens of a time that hangs on a cue and stands right behind it: nobody's words."""
    verb, first, grammar = layout.tokens[hit.anchor], max(hit.tokens) + 1, layout.grammar
    found = (child for child in verb.children if layout.left[child.i] == first)
    times = (child for child in found if _is_occasion(child, grammar) and not _is_ahead(child, grammar))
    return {i for child in times for i in layout.subtree(child.i)}


def _is_occasion(phrase: Word | Token, grammar: Grammar) -> bool:
    """Return whether a phrase is a time or a platform: "on Monday", "last week", "on Telegram"."""
    if phrase.dep_ in grammar.roles["preposition"]:
        return any(_names_occasion(child, grammar) for child in phrase.children if child.i > phrase.i)
    return phrase.dep_ in grammar.roles["adverb"] and _names_occasion(phrase, grammar)


def _names_occasion(word: Word | Token, grammar: Grammar) -> bool:
    if word.lower_ in grammar.platforms or word.lower_ in grammar.times:
        return True
    return word.lower_ in grammar.months and word.is_title


def _is_ahead(phrase: Word | Token, grammar: Grammar) -> bool:
    """Return whether a time is still to come: "next week", "in the coming days", "tomorrow"."""
    below = [*phrase.children]
    near = (phrase, *below, *(word for child in below for word in child.children))
    return any(word.lower_ in grammar.times_ahead for word in near)
