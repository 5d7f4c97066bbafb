"""When, where and to whom something was said, before what was: "The firm said on Monday it would close".

Without "that" the parser takes the time for the clause's as often as not, or the clause's subject for a part of the
time ("on Monday profits would fall"). The order of the words tells: wire agencies put the occasion behind the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoteminer.extract.cues import CueHit
from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.layout import Layout
from quoteminer.extract.words import Move, Word, Words
from quoteminer.patterns.schema import Grammar

_CHAIN = 3
"""Occasions behind a report at most: "said in a statement on Monday"."""

_SUBJECT = 14
"""Words of a clause's subject at most."""

_SUBJECTS = frozenset({"ADJ", "DET", "NOUN", "NUM", "PRON"})
"""What the subject of a clause begins with behind a name that is none of it."""

_PHRASE = 5
"""Words of a phrase up to the noun of an occasion at most: "in a rare televised address"."""

_MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "VERB"})
"""What may stand before the noun of an occasion: "in a televised address"."""


def occasions(words: Words, verb: Word, known: Knowledge) -> Iterator[Move]:
    """Hang the occasion right behind a report on it, and the clause behind it, with its subject, too."""
    grammar = known.grammar
    cue = known.patterns.cues.get(verb.lemma_.lower())
    if cue is None or "clause" not in cue.frames:
        return
    _, end = words.sentence_of(verb.i)
    start = verb.i + 1
    named = _named(words, verb, end, grammar)
    hearer = named or _heard(verb, start, grammar)
    stop = occasion_end(words.words, hearer, end, grammar)
    if stop >= end or (stop == hearer and not named):
        return
    clause = _clause(words.words[stop:end], grammar)
    if clause is not None and not any(word is clause or start <= word.i < stop for word in verb.ancestors):
        yield from _hung(words, verb, (start, hearer, stop), clause, grammar)


def occasion_end(words: Sequence[Word], start: int, end: int, grammar: Grammar) -> int:
    """Return where the occasions that begin at a word end; `start` where none does."""
    for _ in range(_CHAIN):
        stop = _one(words[start:end], grammar)
        if not stop:
            break
        start += stop
    return start


def occasion_behind(layout: Layout, hit: CueHit) -> range:
    """Return the tokens of the occasion right behind a cue: nobody's words."""
    first = max(hit.tokens) + 1
    _, end = layout.sentences[layout.sentence[hit.anchor]]
    last = occasion_end(layout.tokens, first, end, layout.grammar)  # type: ignore[arg-type]
    return range(first, last)


def _one(words: Sequence[Word], grammar: Grammar) -> int:
    """Return the length of the occasion that the words begin with, 0 without one."""
    low = [word.lower_ for word in words[:8]] + [""] * 4
    skip = 1 if low[0] in grammar.early_and_late else 0
    if low[skip] in grammar.venue_prepositions:
        return _day(low, skip + 1, grammar) or (skip + 2 if low[skip + 1] in grammar.platforms else 0)
    if low[skip] in grammar.times_past:
        return skip + 2 if low[skip + 1] in grammar.times else 0
    if low[skip] in grammar.occasion_prepositions:
        return _utterance(words, skip + 1, grammar)
    if low[skip] in grammar.days_past:
        return skip + 1
    found = _day(low, skip, grammar)
    return found if found and not low[skip].isdecimal() and not _is_noun(words[found : found + 1]) else 0


def _day(low: Sequence[str], at: int, grammar: Grammar) -> int:
    """Return where a day ends: "Monday", "Monday night", "5 March", "March 5"; 0 if there is none."""
    if low[at] in grammar.days:
        return at + 2 if low[at + 1] in grammar.times else at + 1
    named = [word in grammar.months or word in grammar.times for word in (low[at], low[at + 1])]
    dated = (low[at].isdecimal() and named[1]) or (named[0] and low[at + 1].isdecimal())
    return at + 2 if dated else 0


def _is_noun(words: Sequence[Word]) -> bool:
    """Return whether a day may stand for the kind of the noun behind it: "Friday prayers"."""
    return not words or words[0].pos_ in ("NOUN", "PART", "AUX", "VERB")


def _utterance(words: Sequence[Word], at: int, grammar: Grammar) -> int:
    """Return where a phrase with the noun of an occasion ends: "in a statement to Reuters", "by phone", "in May"."""
    low = [word.lower_ for word in words[at : at + 2]] + ["", ""]
    if low[0] in grammar.months or (low[0] in grammar.times and words[at].is_title):
        return at + 2 if low[1].isdecimal() else at + 1
    phrase = words[at : at + _PHRASE]
    noun = next((k for k, word in enumerate(phrase) if word.lemma_ in grammar.occasion_nouns), None)
    before = phrase[:noun]
    article = 1 if before and before[0].pos_ in ("DET", "PRON") else 0
    if noun is None or not all(word.pos_ in _MODIFIERS for word in before[article:]):
        return 0
    stop = at + noun + 1
    to = words[stop : stop + 1]
    named = _names(words[stop + 1 :]) if to and to[0].lower_ in grammar.addressing else 0
    return stop + 1 + named if named else stop


def _names(words: Sequence[Word]) -> int:
    """Return how many words of a name the words begin with, before a word that is none."""
    count = 0
    while count < len(words) and words[count].pos_ == "PROPN":
        count += 1
    return count if count < len(words) else 0


def _named(words: Words, verb: Word, end: int, grammar: Grammar) -> int:
    """Return where the name ends of whom a report tells, "told Reuters sales rose"; 0 where it is none."""
    start = verb.i + 1
    stop = start + (_names(words.words[start:end]) if verb.lemma_ in grammar.needing_hearers else 0)
    return stop if stop > start and words[stop].pos_ in _SUBJECTS else 0


def _heard(verb: Word, start: int, grammar: Grammar) -> int:
    """Return where the hearer ends whom the parse gives: "warned investors on Monday"."""
    hearer = next((c for c in verb.children if c.dep_ in grammar.roles["addressee"] and c.left == start), None)
    return hearer.i + 1 if hearer is not None and hearer.i < start + _PHRASE else start


def _clause(behind: Sequence[Word], grammar: Grammar) -> Word | None:
    """Return the verb of the clause that words begin with, with or without "that"; None if they begin with none."""
    finite = (*grammar.finite_tags, "MD")
    first, subjects = behind[0], (*grammar.roles["subject"], *grammar.roles["passive_subject"])
    if first.lower_ in grammar.complementizers:
        if first.dep_ in subjects:  # "in a letter that became famous"
            return None
    elif first.pos_ not in (*_SUBJECTS, "PROPN"):
        return None
    for word in behind[:_SUBJECT]:
        if word.text == "," or word.is_quote:
            return None
        if word.tag_ in finite:
            auxiliary = word.dep_ in grammar.roles["auxiliary"] and word.head.i > word.i
            return word.head if auxiliary else word
    return None


def _hung(words: Words, verb: Word, places: tuple[int, int, int], clause: Word, grammar: Grammar) -> Iterator[Move]:
    """Yield what hangs hearer and occasion on a report, and the clause behind with its subject."""
    start, hearer, stop = places
    for first, last, label in ((start, hearer, "dobj"), (hearer, stop, "prep")):
        for word in words.words[first:last]:
            if word.head is not verb and not first <= word.head.i < last:
                yield word, verb, label if word.pos_ != "PART" else word.dep_
    loose = [word for word in words.words[stop : clause.i] if start <= word.head.i < stop]
    passive = any(child.dep_ in grammar.roles["passive_auxiliary"] for child in clause.children)
    subjects = (*grammar.roles["subject"], *grammar.roles["passive_subject"], "expl")
    own = any(child.dep_ in subjects and child.i >= stop for child in clause.children)
    yield clause, verb, "ccomp"
    for word in loose:
        label = word.dep_ if own or word.pos_ not in grammar.nominal_tags else "nsubjpass" if passive else "nsubj"
        own = own or word.pos_ in grammar.nominal_tags
        yield word, clause, label
