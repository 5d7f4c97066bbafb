"""Repairs of the parse: clauses hung where they belong, before anything is read off the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from spacy.tokens import Doc

from quoteminer.extract.closing_reports import closing
from quoteminer.extract.demonstratives import demonstrative
from quoteminer.extract.described import described
from quoteminer.extract.inserted import headline_act, next_act, next_report
from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.occasions import occasions
from quoteminer.extract.openings import inverted_aside, labels_apart, participle_apart
from quoteminer.extract.retagging import retagged
from quoteminer.extract.told import asked, told
from quoteminer.extract.venues import on_occasions
from quoteminer.extract.verdict_clauses import verdict_clause
from quoteminer.extract.words import Move, Word, Words, words_of

_REPORTED = ("VBD", "VBZ")
"""Tags of verbs that may close a sentence with who said it."""

_NOUNS = frozenset({"NN", "NNS", "NNP"})
"""Tags of nouns, some of which are verbs."""

_HAVING = ("VBZ", "VBP", "VBD")
"""Tags of the auxiliary of such a verb in the perfect."""

_OPENING = 2
"""Tokens within which a phrase opens a sentence: "But according to …"."""

_CLAUSE = 20
"""Words of a relative clause up to its verb at most."""

_LIGHT = frozenset({"AUX", "ADV", "PART", "PUNCT"})
"""What may stand between a subject and its verb."""


def mended(doc: Doc, known: Knowledge) -> Doc:
    """Return the Doc's Words with what the parser is known to hang wrongly hung where it belongs."""
    words, by_label = words_of(doc), dict[str, list[Word]]()
    assert isinstance(words, Words)
    labels = [*labels_apart(words, known)]
    if labels:
        words.hang(labels)
    for word in words.words:
        by_label.setdefault(word.dep_, []).append(word)
    roles = known.grammar.roles
    moves = [
        move
        for role, repairs in _REPAIRS.items()
        for repair in repairs
        for label in roles[role]
        for word in by_label.get(label, ())
        for move in repair(words, word, known)
    ]
    for word in words.words:
        if word.tag_ in _NOUNS:
            moves += retagged(words, word, known)
            moves += verdict_clause(words, word, known)
            moves += headline_act(words, word, known)
        elif word.tag_ in _REPORTED or (word.tag_ == "VBN" and _is_perfect(word, known)):
            moves += occasions(words, word, known)
            moves += closing(words, word, known)
        elif word.is_sent_start and word.tag_ == "VBG":
            moves += participle_apart(words, word, known)
    if moves:
        words.hang(moves)
    return words


def _is_perfect(verb: Word, known: Knowledge) -> bool:
    """Return whether a participle is of the perfect: "the minister has said"."""
    return any(child.lemma_ in known.grammar.perfect and child.tag_ in _HAVING for child in verb.children)


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


def _auxiliaries(words: Words, subject: Word, known: Knowledge) -> Iterator[Move]:
    """Hang a subject on the verb, and not on its auxiliary: "The bank has, in recent weeks, warned …"."""
    auxiliary = subject.head
    verb, roles = auxiliary.head, known.grammar.roles
    if auxiliary.dep_ in roles["auxiliary"] and subject.i < auxiliary.i < verb.i:
        yield subject, verb, subject.dep_
        yield from ((c, verb, c.dep_) for c in auxiliary.children if c.is_punct)
    elif verb is not auxiliary or subject.i < auxiliary.i:
        yield from inverted_aside(words, subject, known)


def _whose(words: Words, verb: Word, known: Knowledge) -> Iterator[Move]:
    """Give a report whose chief speaks its subject: "backed by the bank, whose chief economist, Ann Lee, said …"."""
    grammar, first = known.grammar, max(verb.head.i, verb.i - _CLAUSE)
    if verb.lemma_.lower() not in known.patterns.cues or verb.tag_ not in _REPORTED or verb.head.i > verb.i:
        return
    own = any(child.dep_ in grammar.roles["subject"] for child in verb.children)
    whose = next((word for word in reversed(words.words[first : verb.i]) if word.tag_ == "WP$"), None)
    if own or whose is None or whose.i < verb.head.i:
        return
    chief = whose.head
    finite = any(word.tag_ in (*grammar.finite_tags, "MD") for word in words.words[whose.i : verb.i])
    if chief.pos_ in (*grammar.noun_tags, "ADJ") and chief.i < verb.i and not finite:
        antecedent = chief.head
        yield chief, verb, "nsubj"
        if antecedent.i < whose.i and antecedent.pos_ in grammar.noun_tags:
            yield verb, antecedent, "relcl"


def _fronted(words: Words, noun: Word, known: Knowledge) -> Iterator[Move]:
    """Give a clause that a report is inserted into its subject: "The roof, she told the inquest, had leaked"."""
    roles, verb = known.grammar.roles, noun.head
    subject = next((c for c in verb.children if c.dep_ in roles["subject"]), None)
    clause = next((c for c in verb.children if c.i > verb.i and c.dep_ in roles["clause"]), None)
    if subject is None or clause is None or verb.lemma_.lower() not in known.patterns.cues:
        return
    nominal = noun.pos_ in known.grammar.noun_tags and noun.right + 1 < subject.i < verb.i
    subjects = {*roles["subject"], *roles["passive_subject"], "expl"}
    if nominal and words[noun.right + 1].text == "," and not any(c.dep_ in subjects for c in clause.children):
        passive = any(c.dep_ in roles["passive_auxiliary"] for c in clause.children)
        yield noun, clause, "nsubjpass" if passive else "nsubj"


def _headless(words: Words, verb: Word, known: Knowledge) -> Iterator[Move]:
    """Make a report the main verb where the sentence has none: "Max Lindt, who filed it, posted on X that …".

    The parser takes its verb for a participle that tells of the subject.
    """
    grammar, subject = known.grammar, verb.head
    while subject.dep_ in grammar.roles["apposition"]:
        subject = subject.head
    cue = known.patterns.cues.get(verb.lemma_.lower())
    if cue is None or verb.tag_ != "VBN" or subject.head is not subject or subject.i > verb.i:
        return
    asides = (*grammar.roles["relative"], *grammar.roles["apposition"])
    aside = verb.head is not subject or any(c.dep_ in asides for c in subject.children)
    passive = any(c.dep_ in grammar.roles["agent"] or c.dep_ in grammar.roles["auxiliary"] for c in verb.children)
    apart = words[verb.i - 1].text == "," and subject.pos_ in grammar.noun_tags
    behind = words.words[verb.i + 1 : words.sentence_of(verb.i)[1]]
    told = any(w.is_quote or w.lower_ in grammar.complementizers for w in behind)
    if aside and apart and told and not passive:
        verb.tag_ = "VBD"
        yield verb, verb, "ROOT"
        yield subject, verb, "nsubj"
        moved = [c for c in subject.children if c.i > verb.i]
        yield from ((c, verb, "ccomp" if words[c.left].lower_ in grammar.complementizers else c.dep_) for c in moved)


_Repair = Callable[[Words, Word, Knowledge], Iterator[Move]]

_REPAIRS: Mapping[str, Sequence[_Repair]] = {
    "adverbial": [_contrasting, demonstrative],
    "apposition": [_orphaned],
    "clause": [on_occasions, asked],
    "conjunct": [_whose, next_act, next_report],
    "object": [demonstrative],
    "passive_subject": [_auxiliaries],
    "preposition": [described],
    "reduced": [on_occasions, told, _headless],
    "relative": [on_occasions, told],
    "subject": [_auxiliaries],
    "unclear": [_fronted],
}
"""The repairs by the role of the words that they look at."""
