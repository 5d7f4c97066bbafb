"""Repairs of the parse: clauses hung where they belong, before anything is read off the tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.words import Move, Word, Words, words_of

_BEHIND = 15
"""Words behind a report that closes a sentence at most: when, where and to whom."""

_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "CCONJ", "PART", "NUM"})
"""Parts of speech that a speaker's office and name are made of."""


_INSIDE = frozenset({"-", "'s", "’s"})
"""What else may stand inside them."""


def mended(doc: Doc, known: Knowledge) -> Doc:
    """Return the Doc's Words with what the parser is known to hang wrongly hung where it belongs."""
    words = words_of(doc)
    assert isinstance(words, Words)
    moves = list(_contrasting(words, known))
    for verb in [word for word in words if word.tag_ in ("VBD", "VBZ")]:
        moves += _closing(words, verb, known)
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


def _closing(words: Words, verb: Word, known: Knowledge) -> Iterator[Move]:
    """Move a report that closes its sentence above the statement before it, and the speaker below the report.

    "Moscow will respond, head of the Committee on Defence Ann Lee said on Monday": the longer the office, the more
    often the parser takes it for an apposition in the statement, and "said" for what Moscow did.
    """
    cue = known.patterns.cues.get(verb.lemma_.lower())
    if cue is None or "clause" not in cue.frames:
        return
    start, end = words.sentence_of(verb.i)
    office = _office_before(words, verb, start, known)
    if office is None or not _only_circumstances(words[verb.i + 1 : end], known):
        return
    head, first = office
    statement = _root(words[start : first.i - 1], known)
    if statement is None or _hangs_well(verb, first, statement):
        return
    yield verb, verb, "ROOT"
    yield statement, verb, "ccomp"
    yield head, verb, "nsubj"
    for part, top in (
        (words[start : first.i - 1], statement),
        (words[first.i : verb.i], head),
        (words[verb.i :], verb),
    ):
        inside = {word.i for word in part}
        for word in part:
            if word is not top and word is not head and (word.head is word or word.head.i not in inside):
                yield word, top, word.dep_ if word.head is not word else "dep"


def _office_before(words: Words, verb: Word, start: int, known: Knowledge) -> tuple[Word, Word] | None:
    """Return the head and the first word of an office with a name that stands between a comma and the verb.

    The name may stand between commas of its own: "the head of the office, Ann Lee, said".
    """
    last = verb.i - 1
    apart = words[last].text == ","
    if apart:
        last = next((i for i in range(last - 1, start, -1) if words[i].pos_ != "PROPN"), start) - 1
    i = last
    while i > start and words[i].text != ",":
        if words[i].pos_ not in _NOMINAL and words[i].text not in _INSIDE:
            return None
        i -= 1
    core = words.words[i + 1 : last + 1]
    named = words[verb.i - 2 if apart else last].pos_ == "PROPN"
    if i <= start or len(core) < 2 or not named or (apart and words[last + 1].text != ","):
        return None
    stop = next((k for k, word in enumerate(core) if word.pos_ == "ADP"), len(core))
    office = next((word for word in reversed(core[:stop]) if word.lower_ in known.speakers.human_words), None)
    if office is None:
        return None
    return office if apart or stop < len(core) else core[-1], core[0]


def _only_circumstances(behind: Sequence[Word], known: Knowledge) -> bool:
    """Return whether nothing is said behind the report: no clause, no quotation, no colon."""
    finite = any(word.tag_ in known.grammar.finite_tags or word.tag_ == "MD" for word in behind)
    said = any(word.is_quote or word.text == ":" or word.lower_ in known.grammar.complementizers for word in behind)
    return len(behind) <= _BEHIND and not finite and not said


def _root(statement: Sequence[Word], known: Knowledge) -> Word | None:
    """Return the main verb of a statement, None where it is none of its own: quoted, subordinate, without a verb."""
    if not statement or any(word.is_quote for word in statement) or statement[0].pos_ in ("SCONJ", "CCONJ"):
        return None
    inside, roles = {word.i for word in statement}, known.grammar.roles
    verbs = (word for word in statement if word.pos_ in known.grammar.verb_tags and word.dep_ not in roles["auxiliary"])
    top = next((word for word in verbs if word.head is word or word.head.i not in inside), None)
    subjects = {*roles["subject"], *roles["passive_subject"], "expl"}
    return top if top is not None and any(child.dep_ in subjects for child in top.children) else None


def _hangs_well(verb: Word, first: Word, statement: Word) -> bool:
    """Return whether the parse has the speaker as the report's subject and the statement as its clause already."""
    subjects = (child for child in verb.children if child.dep_ == "nsubj")
    return statement.head is verb and any(subject.left_edge is first for subject in subjects)
