"""Venues: what was said hangs on the report, not on the document or place it was said in: "said in a letter that …"."""

from __future__ import annotations

from collections.abc import Iterator

from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.words import Move, Word, Words
from quoteminer.patterns.folding import fold

_LIKELY = 0.4
"""Prior from which on a verb may well have an infinitive: "vowed in an address to fight on"."""


def on_occasions(words: Words, word: Word, known: Knowledge) -> Iterator[Move]:
    """Hang what was said on the report, and not on where it was said or on what is told of that.

    "Said in a statement that it would rain", "warned in a report published on Monday that it would".
    """
    grammar = known.grammar
    told = word.head if word.head.dep_ in grammar.roles["reduced"] and word.head.tag_ == "VBN" else word
    where = told.head
    link, verb = where.head, where.head.head
    cue = known.patterns.cues.get(verb.lemma_.lower())
    if cue is None or verb.pos_ not in grammar.verb_tags or not verb.i < link.i < where.i < word.i:
        return
    circumstance = link.dep_ in grammar.roles["preposition"] and link.lower_ not in grammar.topic_prepositions
    if not circumstance or any(c.dep_ in grammar.roles["clause"] or c.dep_ == "dobj" for c in verb.children):
        return
    place = link.lower_ in grammar.locatives or where.lower_ in grammar.platforms
    spoken = where.lemma_ in grammar.utterances or fold(where.lemma_) in known.speakers.document_nouns
    if not place and not spoken:
        return
    if "infinitive" in cue.frames and told is word and not place and _is_infinitive(word):
        if cue.frames["infinitive"] >= _LIKELY:
            yield word, verb, "xcomp"
        return
    that = next((c for c in word.children if c.i == word.left and c.lower_ in grammar.complementizers), None)
    if that is None or "clause" not in cue.frames:
        return
    subjects = {*grammar.roles["subject"], *grammar.roles["passive_subject"]}
    own = any(c.dep_ in subjects and c is not that for c in word.children)  # no "the hall that burned down"
    apart = own and any(c.tag_ == "VBN" and c.i < that.i for c in where.children)  # "a video posted on X that it had"
    if that.dep_ == "mark" or (own and (place or apart)):
        yield word, verb, "ccomp"
        yield that, word, "mark"


def _is_infinitive(word: Word) -> bool:
    return word.tag_ == "VB" and any(child.tag_ == "TO" for child in word.children)
