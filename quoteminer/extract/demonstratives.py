"""Demonstratives: a "that" that points at a noun and joins no clause, "repeated that demand on Friday, saying …"."""

from __future__ import annotations

from collections.abc import Iterator

from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.words import Move, Word, Words

_POINTED = ("NN", "NNP")
"""Tags of nouns that "that" may point at."""

_BEFORE = ("ADJ", "NOUN")
"""Parts of speech of what may stand between the two."""


def demonstrative(words: Words, word: Word, known: Knowledge) -> Iterator[Move]:
    """Make the "that" of "reiterated that position on Wednesday, calling it fair" a part of the position alone.

    The parser takes it for what joins a clause, and what else was said meanwhile for that clause or for the noun's.
    """
    grammar = known.grammar
    joined = word.dep_ in grammar.roles["adverbial"]
    if joined and word.tag_ != "VBG":
        return
    noun = next((c for c in word.children if c.dep_ in grammar.roles["subject"]), None) if joined else word
    that = next((c for c in word.children if c.i < word.i and c.lower_ in grammar.complementizers), None)
    if noun is None or that is None or noun.tag_ not in _POINTED or that.tag_ in grammar.demonstrative_tags:
        return
    verb = word.head
    cue = known.patterns.cues.get(verb.lemma_.lower()) if verb.i == that.i - 1 else None
    if (
        cue is None
        or "object" not in cue.frames
        or any(w.pos_ not in _BEFORE for w in words.words[that.i + 1 : noun.i])
    ):
        return
    asides = [word] if joined else [c for c in noun.children if c.tag_ == "VBG" and c.i > noun.i]
    asides = [aside for aside in asides if words[aside.i - 1].text == ","]
    finite = any(child.dep_ in grammar.roles["auxiliary"] for aside in asides for child in aside.children)
    if finite or (joined and not asides):
        return
    that.tag_, that.pos_ = min(grammar.demonstrative_tags), "DET"
    yield that, noun, "det"
    yield noun, verb, "dobj"
    yield from ((aside, verb, "advcl") for aside in asides)
    times = [c for c in noun.children if any(g.lower_ in grammar.times for g in c.children) or c.text == ","]
    yield from ((time, verb, time.dep_) for time in times if time.i > noun.i)
