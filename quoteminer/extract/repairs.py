"""Repairs of the parse: clauses hung where they belong, before anything is read off the tree."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from quoteminer.extract.closing_reports import closing
from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.words import Move, Word, Words, words_of

_LIGHT = frozenset({"AUX", "ADV", "PART", "PUNCT"})
"""What may stand between a subject and its verb."""


def mended(doc: Doc, known: Knowledge) -> Doc:
    """Return the Doc's Words with what the parser is known to hang wrongly hung where it belongs."""
    words = words_of(doc)
    assert isinstance(words, Words)
    moves = [*_contrasting(words, known), *_orphaned(words, known)]
    for verb in [word for word in words if word.tag_ in ("VBD", "VBZ")]:
        moves += closing(words, verb, known)
    if moves:
        words.hang(moves)
    return words


def _contrasting(words: Words, known: Knowledge) -> Iterator[Move]:
    """Move a report that contrasts with another out of what that one says.

    In "The fund warned that prices rose, while the bank said they fell" the parser hangs "said" on "rose"; but the
    bank's is a report of its own, beside the fund's (PolNeAR train: none of 5,079 rows of 300 articles changes).
    """
    roles, cues = known.grammar.roles, known.patterns.cues
    for word in words:
        clause = word.head
        report = clause.head
        if word.dep_ not in roles["adverbial"] or clause.dep_ not in roles["clause"]:
            continue
        reports = all(verb.lemma_.lower() in cues for verb in (word, report))
        if reports and report.i < clause.i < word.i and _opens_anew(words, word, known):
            yield word, report, word.dep_


def _opens_anew(words: Words, verb: Word, known: Knowledge) -> bool:
    """Return whether a finite clause begins with a comma and a word of contrast, and has a subject that is named."""
    grammar, first = known.grammar, verb.left_edge
    after_comma = first.i > 0 and words[first.i - 1].text == ","
    subjects = (c for c in verb.children if c.dep_ in grammar.roles["subject"] and first.i < c.i < verb.i)
    named = any(subject.pos_ in grammar.noun_tags for subject in subjects)
    return after_comma and named and first.lower_ in grammar.contrasts and verb.tag_ in grammar.finite_tags


def _orphaned(words: Words, known: Knowledge) -> Iterator[Move]:
    """Give a main verb the subject that stands before it as an apposition of whom the sentence opens with.

    In "According to Lee, the talks, which began on Monday, had failed" the parser takes the talks for Lee.
    """
    roles = known.grammar.roles
    subjects = {*roles["subject"], *roles["passive_subject"], "expl"}
    for word in words:
        if word.dep_ not in roles["apposition"] or word.head.dep_ not in roles["object"]:
            continue
        verbs = (above for above in word.ancestors if above.pos_ in known.grammar.verb_tags and above.i > word.right)
        verb = next(verbs, None)
        if verb is None or verb.head is not verb or any(child.dep_ in subjects for child in verb.children):
            continue
        between = words[word.right + 1 : verb.i]
        if words[word.left - 1].text == "," and all(token.pos_ in _LIGHT for token in between):
            passive = any(child.dep_ in roles["passive_auxiliary"] for child in verb.children)
            yield word, verb, "nsubjpass" if passive else "nsubj"
