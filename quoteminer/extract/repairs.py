"""Repairs of the parse: clauses hung where they belong, before anything is read off the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from spacy.tokens import Doc

from quoteminer.extract.closing_reports import closing
from quoteminer.extract.described import described
from quoteminer.extract.early_times import early_times
from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.words import Move, Word, Words, words_of

_REPORTED = ("VBD", "VBZ")
"""Tags of verbs that may close a sentence with who said it."""

_OPENING = 2
"""Tokens within which a phrase opens a sentence: "But according to …"."""

_LIGHT = frozenset({"AUX", "ADV", "PART", "PUNCT"})
"""What may stand between a subject and its verb."""


def mended(doc: Doc, known: Knowledge) -> Doc:
    """Return the Doc's Words with what the parser is known to hang wrongly hung where it belongs."""
    words, by_label = words_of(doc), dict[str, list[Word]]()
    assert isinstance(words, Words)
    for word in words.words:
        by_label.setdefault(word.dep_, []).append(word)
    roles = known.grammar.roles
    moves = [
        move
        for role, repair in _REPAIRS.items()
        for label in roles[role]
        for word in by_label.get(label, ())
        for move in repair(words, word, known)
    ]
    for verb in words.words:
        if verb.tag_ in _REPORTED:
            moves += closing(words, verb, known)
    if moves:
        words.hang(moves)
    return words


def _contrasting(words: Words, word: Word, known: Knowledge) -> Iterator[Move]:
    """Move a report that contrasts with another out of what that one says.

    In "The fund warned that prices rose, while the bank said they fell" the parser hangs "said" on "rose"; but the
    bank's is a report of its own, beside the fund's (PolNeAR train: none of 5,079 rows of 300 articles changes).
    """
    clause = word.head
    report = clause.head
    if clause.dep_ not in known.grammar.roles["clause"] or not report.i < clause.i < word.i:
        return
    reports = all(verb.lemma_.lower() in known.patterns.cues for verb in (word, report))
    if reports and _opens_anew(words, word, known):
        yield word, report, word.dep_


def _opens_anew(words: Words, verb: Word, known: Knowledge) -> bool:
    """Return whether a finite clause begins with a comma and a word of contrast, and has a subject that is named."""
    grammar, first = known.grammar, verb.left_edge
    after_comma = first.i > 0 and words[first.i - 1].text == ","
    subjects = (c for c in verb.children if c.dep_ in grammar.roles["subject"] and first.i < c.i < verb.i)
    named = any(subject.pos_ in grammar.noun_tags for subject in subjects)
    return after_comma and named and first.lower_ in grammar.contrasts and verb.tag_ in grammar.finite_tags


def _orphaned(words: Words, word: Word, known: Knowledge) -> Iterator[Move]:
    """Give a main verb the subject that stands before it as an apposition of what the sentence opens with.

    In "According to Lee, the talks, which began on Monday, had failed" the parser takes the talks for Lee.
    """
    roles = known.grammar.roles
    if word.head.dep_ not in roles["object"]:
        return
    *_, opening, verb = (None, *word.ancestors)
    if opening is None or opening.dep_ not in roles["preposition"] or verb.i < word.right:
        return
    subjects = {*roles["subject"], *roles["passive_subject"], "expl"}
    alone = not any(child.dep_ in subjects for child in verb.children)
    between = words.words[word.right + 1 : verb.i]
    opens = opening.left - words.sentence_of(verb.i)[0] < _OPENING and words[word.left - 1].text == ","
    if alone and opens and all(token.pos_ in _LIGHT for token in between):
        passive = any(child.dep_ in roles["passive_auxiliary"] for child in verb.children)
        marks = [child for child in word.head.children if child.i > word.i]
        yield word, verb, "nsubjpass" if passive else "nsubj"
        yield from ((mark, verb, mark.dep_) for mark in marks)


def _verdicts(words: Words, statement: Word, known: Knowledge) -> Iterator[Move]:
    """Hang what somebody denies of a statement below it: "Lee accused Roe of “theft”, a charge Roe denies".

    The parser takes the last verb for the main one, and all before it for its complement.
    """
    yield from early_times(words, statement, known)
    grammar, verb = known.grammar, statement.head
    if verb.head is not verb or verb.tag_ not in grammar.finite_tags or statement.i > verb.i:
        return
    subject = next((c for c in verb.children if c.dep_ in grammar.roles["subject"] and c.i < verb.i), None)
    between = words.words[statement.right + 1 : verb.i]
    noun = next((word for word in between if word.lemma_ in grammar.verdicts and word.head in (verb, subject)), None)
    if noun is None or subject is None:
        return
    article = words[noun.left] if noun.left < noun.i else words[noun.i - 1]  # "a charge Warsaw" may be one phrase
    if article.lower_ not in grammar.indefinites or words[article.i - 1].text != ",":
        return
    yield statement, statement, "ROOT"
    yield noun, statement, "appos"
    yield article, noun, article.dep_
    denier = next((c for c in noun.children if noun.i < c.i < verb.i and c.pos_ in grammar.noun_tags), None)
    if noun is subject and denier is not None:
        yield denier, verb, subject.dep_
    yield verb, noun, "relcl"
    yield from ((c, statement, c.dep_) for c in verb.children if c.is_punct)


def _on_occasions(words: Words, word: Word, known: Knowledge) -> Iterator[Move]:
    """Hang what was said on the report, and not on where it was said: "said in a statement that it would rain"."""
    grammar = known.grammar
    where, link, verb = word.head, word.head.head, word.head.head.head
    cue = known.patterns.cues.get(verb.lemma_.lower()) if where.lemma_ in grammar.utterances else None
    if cue is None or "clause" not in cue.frames or verb.pos_ not in grammar.verb_tags or verb.i > link.i:
        return
    circumstance = link.dep_ in grammar.roles["preposition"] and link.lower_ not in grammar.topic_prepositions
    joined = any(c.dep_ == "mark" and c.lower_ in grammar.complementizers for c in word.children)
    free = not any(c.dep_ in grammar.roles["clause"] or c.dep_ == "dobj" for c in verb.children)
    if circumstance and joined and free:
        yield word, verb, "ccomp"


def _told(words: Words, word: Word, known: Knowledge) -> Iterator[Move]:
    """Hang what was told on the report, and not on who was told: "told a daily briefing that Turkey must act"."""
    grammar = known.grammar
    hearer, verb = word.head, word.head.head
    told = verb.lemma_ in grammar.needing_hearers and hearer.dep_ == "dobj" and verb.i < hearer.i < word.i
    that = next((c for c in word.children if c.lower_ in grammar.complementizers and c.dep_ == "mark"), None)
    subject = any(
        c.dep_ in grammar.roles["subject"] or c.dep_ in grammar.roles["passive_subject"] for c in word.children
    )
    if told and subject and that is not None and that.i == word.left and words[that.i - 1].pos_ in grammar.noun_tags:
        yield word, verb, "ccomp"


_REPAIRS: Mapping[str, Callable[[Words, Word, Knowledge], Iterator[Move]]] = {
    "adverbial": _contrasting,
    "apposition": _orphaned,
    "clause": _verdicts,
    "infinitive": early_times,
    "preposition": described,
    "reduced": _on_occasions,
    "relative": _told,
}
"""The repairs by the role of the words that they look at."""
