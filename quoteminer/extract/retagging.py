"""Retagging: verbs of reports that the tagger takes for nouns, "a banner read: “…”", "“…,” the 67-year-old recalls"."""

from __future__ import annotations

from collections.abc import Iterator

from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.words import Move, Word, Words

_INSCRIPTION = "inscription"
"""The frame of verbs whose subject is written on."""

_PHRASE = 4
"""Words before the noun of such a subject at most."""

_NOMINAL = frozenset({"ADJ", "DET", "NOUN", "NUM", "PRON", "PROPN"})

_AGED = ("-", "old")
"""How "the 67-year-old" ends."""


def retagged(words: Words, word: Word, known: Knowledge) -> Iterator[Move]:
    """Yield what hangs the subject on a verb that was taken for a noun; the word itself is made a verb."""
    cue = known.patterns.cues.get(word.lemma_.lower())
    if cue is None or "quote" not in cue.frames or not 0 < word.i < len(words) - 1:
        return
    subject = _subject(words, word, known, written=_INSCRIPTION in cue.frames)
    if subject is None:
        return
    word.tag_, word.pos_ = ("VBZ" if word.lower_ != word.lemma_.lower() else "VBD"), "VERB"
    above = word.head
    if above is not word and above.i < word.i:
        yield word, word, "ROOT"
    yield subject, word, "nsubj"
    nominal = ("det", "poss", "amod", "compound", "nummod")
    yield from ((c, subject, c.dep_) for c in word.children if c.i < subject.i and c.dep_ in nominal)
    while above is not word and above is not subject and above.head is not above:
        above = above.head
    if above is not word and above is not subject and above.i < word.i and above.pos_ in known.grammar.verb_tags:
        yield above, word, "ccomp"


def _is_phrase(words: Words, noun: Word) -> bool:
    """Return whether a name or a noun with its article stands right behind a quotation, one that a comma ends."""
    first = noun.i
    while first > 0 and noun.i - first < _PHRASE and words[first - 1].pos_ in _NOMINAL:
        first -= 1
    led = first < noun.i and words[first].pos_ in ("DET", "PRON", "NUM") and noun.pos_ == "NOUN"
    closed = first > 1 and words[first - 1].is_quote and "," in (words[first - 2].text, words[first - 1].text)
    return closed and (led or (noun.pos_ == "PROPN" and first == noun.i))


def _subject(words: Words, word: Word, known: Knowledge, *, written: bool) -> Word | None:
    """Return who or what speaks right before the word, None where it is a noun after all."""
    before, after = words[word.i - 1], words[word.i + 1]
    aged = before.lower_ == _AGED[1] and words[before.i - 1].text == _AGED[0]
    start, _ = words.sentence_of(word.i)
    named = word.tag_ == "NNS" and _is_phrase(words, before)  # "“…,” Lee recalls.", "“…,” the paper notes."
    if (aged or named) and after.text in (".", ","):
        return before if any(w.is_quote for w in words.words[max(start - 2, 0) : word.i]) else None
    quoted = after.is_quote or (after.text in (":", ",") and words[min(after.i + 1, len(words) - 1)].is_quote)
    if not quoted or before.pos_ not in known.grammar.noun_tags:
        return None
    if not written:  # "Max Roe emails: “…”"
        return before if after.text == ":" and before.pos_ == "PROPN" else None
    inside = (w for w in words.words[start : word.i] if w.lemma_.lower() in known.speakers.document_nouns)
    return next((w for w in inside if w is before or w.head is w), None)
