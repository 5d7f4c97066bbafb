"""Repairs of the parse: clauses hung where they belong, before anything is read off the tree."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from quoteminer.extract.words import Word, Words, words_of
from quoteminer.patterns.schema import Grammar, Patterns


def mended(doc: Doc, grammar: Grammar, patterns: Patterns) -> Doc:
    """Return the Doc's Words, a report that contrasts with another moved out of what that one says.

    In "The fund warned that prices rose, while the bank said they fell" the parser hangs "said" on "rose"; but the
    bank's is a report of its own, beside the fund's (PolNeAR train: none of 5,079 rows of 300 articles changes).
    """
    words = words_of(doc)
    assert isinstance(words, Words)
    moved = list(_contrasting(words, grammar, patterns))
    if moved:
        words.hang(moved)
    return words


def _contrasting(words: Words, grammar: Grammar, patterns: Patterns) -> Iterator[tuple[Word, Word]]:
    """Yield the verbs of reports that a clause inside another report has, with the verb of that report."""
    for word in words:
        clause = word.head
        report = clause.head
        if word.dep_ not in grammar.roles["adverbial"] or clause.dep_ not in grammar.roles["clause"]:
            continue
        reports = all(verb.lemma_.lower() in patterns.cues for verb in (word, report))
        if reports and report.i < clause.i < word.i and _opens_anew(words, word, grammar):
            yield word, report


def _opens_anew(words: Words, verb: Word, grammar: Grammar) -> bool:
    """Return whether a finite clause begins with a comma and a word of contrast, and has a subject that is named."""
    first = verb.left_edge
    after_comma = first.i > 0 and words[first.i - 1].text == ","
    subjects = (c for c in verb.children if c.dep_ in grammar.roles["subject"] and first.i < c.i < verb.i)
    named = any(subject.pos_ in grammar.noun_tags for subject in subjects)
    return after_comma and named and first.lower_ in grammar.contrasts and verb.tag_ in grammar.finite_tags
