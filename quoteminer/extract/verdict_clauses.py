"""Clauses of verdicts: "…, a charge the governor, Ann Lee, rejected as “absurd”", hung as what is told of the charge.

The parser takes the last verb for the main one, or its subject for one more apposition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoteminer.extract.closing_reports import is_mark
from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.words import Move, Word, Words

_REACH = 16
"""Words from the noun to the verb at most: "the governor of the state, Ann Lee, has since"."""

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "ADP", "DET", "CCONJ", "PART", "NUM", "ADV", "PUNCT"})
"""Parts of speech of who makes light of it, and of what stands around his name."""

_DENYING = ("object", "judgement", "predicate")
"""Frames of the verbs that say what somebody thinks of a thing."""

_MISTAKEN = ("NNS", "NN", "VBN", "JJ")
"""Tags that the tagger gives such verbs by mistake: "an accusation the government rejects"."""


def verdict_clause(words: Words, noun: Word, known: Knowledge) -> Iterator[Move]:
    """Hang the verb behind such a noun on that, and its subject on the verb."""
    grammar = known.grammar
    judged = noun.lemma_ in grammar.judged
    if not judged and noun.lemma_ not in grammar.verdicts:
        return
    first = noun.i - 1 if noun.i and words[noun.i - 1].lower_ in grammar.indefinites else noun.i
    sentence, end = words.sentence_of(noun.i)
    plural = noun.tag_ == "NNS" and first == noun.i
    if first <= sentence + 1 or words[first - 1].text != "," or not (first < noun.i or plural):
        return
    start = noun.i + 1 + (words[min(noun.i + 1, end - 1)].lower_ in grammar.relative_pronouns)
    verb = _denial(words.words[start : min(end, noun.i + _REACH)], known)
    if verb is None or (judged and verb.lemma_.lower() not in grammar.judging):
        return
    subject = _subject(words.words[start : verb.i], known)
    host = _host(words.words[sentence : first - 1], verb)
    if subject is None or host is None or _hangs_well(words, noun, verb, subject, host):
        return
    yield from _hung(words, (noun, verb, subject, host), (sentence, first, start, end), known)


def _denial(stretch: Sequence[Word], known: Knowledge) -> Word | None:
    """Return the verb that says what somebody thinks, behind nothing but who does."""
    tags = {*known.grammar.finite_tags, "MD"}
    for k, word in enumerate(stretch):
        cue = known.patterns.cues.get(word.lemma_.lower())
        judges = cue is not None and any(frame in cue.frames for frame in _DENYING)
        after = stretch[k + 1] if k + 1 < len(stretch) else None
        last = after is None or after.pos_ in ("PUNCT", "ADP") or after.lower_ in known.grammar.judging_prepositions
        if k and judges and (word.tag_ in tags or (word.tag_ in _MISTAKEN and last and word.text[-1:] in "sd")):
            return word
        if is_mark(word) or (word.pos_ not in _NOMINAL and word.pos_ != "AUX") or word.pos_ == "VERB":
            return None
    return None


def _subject(part: Sequence[Word], known: Knowledge) -> Word | None:
    """Return the head of who does, before a comma and a preposition."""
    stop = next((k for k, w in enumerate(part) if w.text == "," or w.pos_ in ("ADP", "AUX", "ADV")), len(part))
    nominal = (*known.grammar.noun_tags, "PRON")
    return next((word for word in reversed(part[:stop]) if word.pos_ in nominal), None)


def _host(statement: Sequence[Word], verb: Word) -> Word | None:
    """Return the main verb of the statement before the noun."""
    inside = {word.i for word in statement}
    tops = [w for w in statement if w.pos_ in ("VERB", "AUX") and (w.head is w or w.head.i not in inside)]
    return next((w for w in tops if w.head is w or w.head is verb), tops[0] if tops else None)


def _hangs_well(words: Words, noun: Word, verb: Word, subject: Word, host: Word) -> bool:
    apart = noun.head.i < noun.i and host.head is not verb
    return apart and verb.head is noun and verb.dep_ == "relcl" and subject.head is verb and verb.tag_[0] == "V"


def _hung(
    words: Words, parts: tuple[Word, Word, Word, Word], edges: tuple[int, int, int, int], known: Knowledge
) -> Iterator[Move]:
    """Yield the moves that hang a noun on the statement, its verb on the noun, and who does on the verb."""
    (noun, verb, subject, host), (sentence, first, start, end) = parts, edges
    if verb.tag_ in _MISTAKEN:
        perfect = any(c.lemma_ in known.grammar.perfect for c in words.words[start : verb.i])
        verb.tag_, verb.pos_ = "VBN" if perfect else "VBZ" if verb.text.endswith("s") else "VBD", "VERB"
    if host.head is verb or host.head.i >= first:
        above = verb.head if verb.head.i < first and verb.head is not host else host
        yield host, above, "ROOT" if above is host else host.dep_
    if noun.head.i >= first:
        yield noun, host, "appos"
    before, part = words.words[sentence:first], words.words[start : verb.i]
    yield from ((word, host, word.dep_) for word in before if word.head is verb and word is not host)
    yield from ((word, noun, "det") for word in words.words[first : noun.i] if word.head is not noun)
    yield verb, noun, "relcl"
    yield subject, verb, "nsubj"
    for word in part:
        if word is not subject and not (start <= word.head.i < verb.i) and word.dep_ not in ("aux", "advmod", "neg"):
            yield word, subject, "appos" if word.pos_ == "PROPN" else word.dep_
        elif word.dep_ in ("aux", "advmod", "neg"):
            yield word, verb, word.dep_
    yield from ((w, verb, w.dep_) for w in words.words[verb.i + 1 : end] if w.head.i < verb.i and w is not w.head)
