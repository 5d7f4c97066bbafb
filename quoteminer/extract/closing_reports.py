"""Reports that close a sentence: "Moscow will respond, head of the Committee on Defence Ann Lee said on Monday".

The longer the speaker, the more often the parser takes it for a part of the statement, and "said" for what Moscow did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.words import Move, Word, Words

_SHORTEST = 3
"""Tokens before such a report at least: a subject, its verb and a comma."""

_BEHIND = 15
"""Words behind a report that closes a sentence at most: when, where and to whom."""

_ASIDES = 3
"""What may stand between commas behind a name at most: age, office, a relative clause."""

_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "CCONJ", "PART", "NUM"})
"""Parts of speech that a speaker's office and name are made of."""

_INSIDE = frozenset({"-", "'s", "’s", "'", "’", "."})
"""What else may stand inside them."""


class _Speaker(NamedTuple):
    """Who speaks, in tokens `[start, end)`, and the head."""

    start: int
    end: int
    head: Word


def closing(words: Words, verb: Word, known: Knowledge) -> Iterator[Move]:
    """Yield what hangs a report that closes its sentence above the statement before it, and its speaker below it."""
    cue = known.patterns.cues.get(verb.lemma_.lower())
    if cue is None or "clause" not in cue.frames:
        return
    start, end = words.sentence_of(verb.i)
    if verb.i - start < _SHORTEST:
        return
    first = _group_start(verb, known)
    perfect = first < verb.i
    speaker = _before(words, verb, start, first, known) or (None if perfect else _behind(words, verb, end, known))
    if speaker is None or not _only_circumstances(words.words[max(verb.i + 1, speaker.end) : end], known):
        return
    verdicts = (known.grammar.verdicts, known.grammar.judged)
    if any(word.lemma_ in nouns for word in words.words[speaker.start : speaker.start + 2] for nouns in verdicts):
        return  # "…, a charge the governor, Ann Lee, denied"
    stop = min(first, speaker.start) - 1
    statement = _root(words.words[start:stop], known)
    if statement is None or _hangs_well(verb, speaker, statement):
        return
    yield verb, verb, "ROOT"
    yield statement, verb, "ccomp"
    yield speaker.head, verb, "nsubj"
    inner = words.words[speaker.start : speaker.end]
    outer = [word for word in words.words[stop:end] if not speaker.start <= word.i < speaker.end]
    for part, top in ((words.words[start:stop], statement), (inner, speaker.head), (outer, verb)):
        inside = {word.i for word in part}
        for word in part:
            if word not in (top, verb) and (word.head is word or word.head.i not in inside):
                yield word, top, "dep" if word.head is word or word.dep_ in ("nsubj", "nsubjpass") else word.dep_


def _group_start(verb: Word, known: Knowledge) -> int:
    """Return where the verb begins with its auxiliaries and adverbs: "has since said"."""
    roles, first = known.grammar.roles, verb.i
    parts = (c for c in verb.children if c.i < verb.i and (c.dep_ in roles["auxiliary"] or c.dep_ == "advmod"))
    for part in sorted(parts, key=lambda child: -child.i):
        if part.i != first - 1:
            break
        first = part.i
    return first


def _before(words: Words, verb: Word, start: int, first: int, known: Knowledge) -> _Speaker | None:
    """Return the speaker right before the verb, behind a comma.

    "…, the head of the office Ann Lee said", "…, the head of the office, Ann Lee, said", "…, Ann Lee, 34, said"
    """
    apart = words[first - 1].text == ","
    end = stop = first - apart
    for passed in range(_ASIDES + 1):
        comma = next((i for i in range(stop - 1, start, -1) if words[i].text == ","), None)
        if comma is None or comma + 1 == stop:
            return None
        part = words.words[comma + 1 : stop]
        head = name_in(part, known) or (None if apart else _orphan(verb, part, known))
        if not passed and len(part) > 1 and all(word.pos_ == "PROPN" for word in part):
            office = _office_above(words, comma, start, known)
            if office is not None:
                return _Speaker(office.start, end, office.head)
        named = head is not None and (not apart or _names_somebody(part, known))
        if head is not None and named and apart == bool(passed):
            return _Speaker(comma + 1, end, head)
        if named or not (apart and _is_aside(part, known)):
            return None
        stop = comma
    return None


def _office_above(words: Words, comma: int, start: int, known: Knowledge) -> _Speaker | None:
    """Return the office before the comma of a name: "the head of the office, Ann Lee"."""
    before = next((i for i in range(comma - 1, start, -1) if words[i].text == "," or words[i].is_quote), None)
    part = words.words[before + 1 : comma] if before is not None else []
    office = office_in(part, known)
    return _Speaker(part[0].i, comma, office) if office is not None else None


def name_in(part: Sequence[Word], known: Knowledge) -> Word | None:
    """Return the head of a name, with the office before it or the body behind it, None where it is none."""
    if not _is_nominal(part):
        return None
    stop = next((k for k, word in enumerate(part) if word.pos_ == "ADP"), len(part))
    office = office_in(part, known)
    if office is not None and part[-1].pos_ == "PROPN":
        return office if stop < len(part) else part[-1]
    name = part[:stop]
    full = len(name) > 1 and all(word.pos_ in ("PROPN", "CCONJ") or word.text in _INSIDE for word in name)
    joined = next((k for k, word in enumerate(name) if word.pos_ == "CCONJ"), len(name))  # "Ann Lee and Max Roe"
    return name[joined - 1] if full and joined and name[0].lower_ in known.speakers.first_names else None


def _orphan(verb: Word, part: Sequence[Word], known: Knowledge) -> Word | None:
    """Return the noun of an office without a name where the verb has another subject, or none: "…, the mayor said".

    Or where it is taken for what the statement's subject did next.
    """
    subjects = (child for child in verb.children if child.dep_ == "nsubj")
    joined = verb.dep_ in known.grammar.roles["conjunct"] and not any(c.dep_ == "cc" for c in verb.head.children)
    led = any(part[0].i <= subject.i < verb.i for subject in subjects) and not joined
    return None if led or part[0].pos_ not in ("DET", "PRON", "NUM", "ADJ") else office_in(part, known)


def _names_somebody(part: Sequence[Word], known: Knowledge) -> bool:
    """Return whether a first name with another name behind it is among the words: not in "a nurse from Ardle"."""
    return any(a.lower_ in known.speakers.first_names and a.pos_ == b.pos_ == "PROPN" for a, b in pairwise(part))


def office_in(part: Sequence[Word], known: Knowledge) -> Word | None:
    """Return the noun of an office, the last one before a preposition."""
    stop = next((k for k, word in enumerate(part) if word.pos_ == "ADP"), len(part))
    data = known.speakers
    people = (word for word in reversed(part[:stop]) if {word.lower_, word.lemma_.lower()} & data.human_words)
    groups = (word for word in reversed(part[:stop]) if word.lower_ in data.group_nouns and word.tag_ == "NNS")
    return next(people, None) or next(groups, None) if _is_nominal(part) else None


def _is_aside(part: Sequence[Word], known: Knowledge) -> bool:
    """Return whether the words tell of whom is named before them: "34", "a nurse from Ardle", "who led the study"."""
    aged = len(part) == 1 and part[0].pos_ == "NUM"
    return aged or part[0].tag_ == "WP" or office_in(part, known) is not None


def _is_nominal(part: Sequence[Word]) -> bool:
    return bool(part) and all(w.pos_ in _NOMINAL or w.tag_ == "PRP$" or w.text in _INSIDE for w in part)


def _behind(words: Words, verb: Word, end: int, known: Knowledge) -> _Speaker | None:
    """Return the speaker right behind the verb, and that behind a comma: "…, said the head of the office Ann Lee"."""
    if words[verb.i - 1].text != "," or verb.lemma_ in known.grammar.telling:
        return None
    stop = next((i for i in range(verb.i + 1, end) if not _is_nominal([words[i]])), end)
    part = words.words[verb.i + 1 : stop]
    plain = all(word.pos_ != "ADP" for word in part)  # "wrote a host of songs"
    inverted = next((child for child in verb.children if verb.i < child.i < stop and child.dep_ == "nsubj"), None)
    head = inverted or name_in(part, known) or (office_in(part, known) if plain else None)
    return _Speaker(verb.i + 1, stop, head) if head is not None else None


def is_mark(word: Word) -> bool:
    """Return whether a word is a quotation mark, and not the apostrophe of "the drivers' union"."""
    return word.is_quote and word.tag_ != "POS"


def _only_circumstances(behind: Sequence[Word], known: Knowledge) -> bool:
    """Return whether nothing is said behind the report: no clause, no quotation, no colon."""
    finite = any(word.tag_ in known.grammar.finite_tags or word.tag_ == "MD" for word in behind)
    said = any(word.is_quote or word.text == ":" or word.lower_ in known.grammar.complementizers for word in behind)
    return len(behind) <= _BEHIND and not finite and not said


def _root(statement: Sequence[Word], known: Knowledge) -> Word | None:
    """Return the main verb of a statement, None where it is none of its own: quoted, subordinate, without a verb."""
    if not statement or any(is_mark(word) for word in statement) or statement[0].pos_ in ("SCONJ", "CCONJ"):
        return None
    inside, roles = {word.i for word in statement}, known.grammar.roles
    verbs = (word for word in statement if word.pos_ in known.grammar.verb_tags and word.dep_ not in roles["auxiliary"])
    top = next((word for word in verbs if word.head is word or word.head.i not in inside), None)
    subjects = {*roles["subject"], *roles["passive_subject"], "expl"}
    return top if top is not None and any(child.dep_ in subjects for child in top.children) else None


def _hangs_well(verb: Word, speaker: _Speaker, statement: Word) -> bool:
    """Return whether the parse has the speaker as the report's subject and the statement as its clause already."""
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    edges = (speaker.start, speaker.end - 1)
    return statement.head is verb and len(subjects) == 1 and (subjects[0].left, subjects[0].right) == edges
