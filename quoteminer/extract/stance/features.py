"""What the small trained classifier sees of a mention: words around it, its place on the parse, stance words near it.

A feature is a name with a value. Names of people and places are no features, and neither is the mention itself: the
classifier judges words, not whom they are about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Span, Token

from quoteminer.extract.stance.clauses import (
    is_passive,
    is_question,
    negation_of,
    patient_of_passive,
    subject_of,
)
from quoteminer.extract.stance.judgement import Judgement
from quoteminer.extract.stance.lexicon import Lexicon
from quoteminer.extract.stance.mentions import coloring, mention_heads, steps_between

Features = dict[str, float]
Seen = tuple[str, str, int]
"""The place a word has to the mention, the word, and its token."""
Valence = Callable[[str], float]
"""A lemma → how well (+1) or ill (-1) it speaks by the word vectors, 0 where nothing is known."""

_TELLING = frozenset({"NOUN", "VERB", "ADJ", "ADV", "INTJ"})
"""Parts of speech whose words count wherever they stand."""
_WINDOW = 6
_NEAR = 3
_PATH = 4
_FAR = 5
"""Words to either side, words right beside, steps up the parse, and steps from which on all is far."""
_TYPICAL_LENGTH = 30.0
"""Tokens of a news sentence, which counts are measured against."""


@dataclass(frozen=True, slots=True)
class View:
    """A mention's features, and the telling words that they come from."""

    features: Features
    origins: Mapping[str, frozenset[int]]


def view_of(lexicon: Lexicon, span: Span, found: Iterable[Judgement], valence: Valence) -> View:
    """Return what is seen of a mention.

    Args:
        lexicon: The stance words.
        span: The mention.
        found: The judgements of the rules toward it.
        valence: What the word vectors know of a lemma.
    """
    heads = set(mention_heads(span))
    head = span.doc[list(mention_heads(span))[-1]]
    seen = [one for one in _words(lexicon, span, head, heads) if one[2] not in heads]
    origins: defaultdict[str, set[int]] = defaultdict(set)
    for place, word, index in seen:
        if span.doc[index].pos_ in _TELLING:
            origins[f"{place} {word}"].add(index)
    out: Features = dict.fromkeys((f"{place} {word}" for place, word, _ in seen), 1.0)
    out.update(_valences({(place, word) for place, word, _ in seen}, valence))
    out.update(_colors(lexicon, head, heads))
    out.update(dict.fromkeys(_rules(found), 1.0))
    out.update(dict.fromkeys(_setting(span, head, heads), 1.0))
    out["length"] = len(span.sent) / _TYPICAL_LENGTH
    out["start"] = (span.start - span.sent.start) / max(len(span.sent), 1)
    out["bias"] = 1.0
    return View(out, {name: frozenset(tokens) for name, tokens in origins.items()})


def _word(token: Token) -> str:
    """Return the lemma, or for names, numbers and pronouns what they are."""
    if token.pos_ in ("PROPN", "NUM"):
        return f"<{token.pos_}>"
    return token.lower_ if token.pos_ == "PRON" else token.lemma_.lower()


def _words(lexicon: Lexicon, span: Span, head: Token, heads: set[int]) -> Iterator[Seen]:
    """Yield each word that counts with the place it has to the mention."""
    yield from _around(span, heads)
    yield from _above_and_below(head)
    for verb in span.sent:
        if verb.pos_ in lexicon.grammar.verb_tags:
            yield from _doings(lexicon, verb, heads)


def _around(span: Span, heads: set[int]) -> Iterator[Seen]:
    for token in span.sent:
        if token.is_space or token.i in heads or span.start <= token.i < span.end:
            continue
        side, off = ("left", span.start - token.i) if token.i < span.start else ("right", token.i - span.end + 1)
        if token.pos_ in _TELLING:
            yield "in", _word(token), token.i
            if off <= _WINDOW:
                yield side, _word(token), token.i
        if off <= _NEAR:
            yield f"{side}{off}", _word(token), token.i


def _above_and_below(head: Token) -> Iterator[Seen]:
    """Yield the words above the mention on the parse, beside it and below it."""
    above = head.head
    yield f"head {head.dep_}", _word(above), above.i
    yield "head", _word(above), above.i
    for child in head.children:
        if not child.is_punct:
            yield f"child {child.dep_}", _word(child), child.i
    if above.i != head.i:
        yield f"above {head.dep_} {above.dep_}", _word(above.head), above.head.i
        for child in above.children:
            if child.i != head.i and not child.is_punct:
                yield f"beside {head.dep_} {child.dep_}", _word(child), child.i
    for token in islice(head.ancestors, _PATH):
        if token.pos_ in _TELLING:
            yield "path", _word(token), token.i


_COMPLEMENTS = ("dobj", "attr", "acomp", "prt", "xcomp", "ccomp", "advmod", "oprd")


def _doings(lexicon: Lexicon, verb: Token, heads: set[int]) -> Iterator[Seen]:
    """Yield what the mention does, with what, or what is done to it."""
    doer = subject_of(lexicon, verb)
    if doer is not None and doer.i in heads:
        yield "does", _word(verb), verb.i
        if negation_of(lexicon, verb) is not None:
            yield "does not", _word(verb), verb.i
        for child in verb.children:
            if child.dep_ in _COMPLEMENTS:
                yield f"does {_word(verb)}", _word(child), child.i
                yield "does with", _word(child), child.i
            if child.dep_ == "prep":
                yield from ((f"does {child.lower_}", _word(thing), thing.i) for thing in child.children)
    if is_passive(lexicon, verb):
        patient = patient_of_passive(lexicon, verb)
        if patient is not None and patient.i in heads:
            yield "suffers", _word(verb), verb.i


def _valences(words: Iterable[tuple[str, str]], valence: Valence) -> Features:
    """Return the sums of what the vectors know of the words, by the first word of their place."""
    sums: defaultdict[str, float] = defaultdict(float)
    for place, word in words:
        value = valence(word)
        if value:
            name = place.split()[0]
            sums[f"valence {name} {'+' if value > 0 else '-'}"] += abs(value)
            sums[f"valence {name}"] += value
    return dict(sums)


def _colors(lexicon: Lexicon, head: Token, heads: set[int]) -> Features:
    """Return how many words of the lexicon colour the sentence, by their distance, side and role."""
    sums: defaultdict[str, float] = defaultdict(float)
    for token in head.sent:
        color = 0 if token.i in heads or token.is_punct else coloring(lexicon, token)
        if color:
            sign = "+" if color > 0 else "-"
            sums["color net"] += color
            sums[f"color {sign}"] += 1
            sums[f"color {sign} {'left' if token.i < head.i else 'right'}"] += 1
            sums[f"color {sign} {token.dep_}"] += 1
            for steps in range(min(steps_between(head, token), _FAR), _FAR + 1):
                sums[f"color {sign} within {steps}"] += 1
    return dict(sums)


def _rules(found: Iterable[Judgement]) -> Iterator[str]:
    for judgement in found:
        yield f"rule {judgement.rule} {judgement.label}"
        yield f"{'fact' if judgement.is_fact else 'stance'} {judgement.label}"
        yield f"rules {judgement.label}"


def _setting(span: Span, head: Token, heads: set[int]) -> Iterator[str]:
    """Yield what kind of mention it is, and of sentence."""
    yield from (f"dependency {head.dep_}", f"class {head.pos_}", f"tag {head.tag_}")
    others = {t.i for t in span.sent if t.ent_type_ == "PERSON" and t.dep_ != "compound"} - heads
    yield f"others {min(len(others), 3)}"
    marks = sum(t.is_quote for t in span.doc[span.sent.start : span.start])
    yield "quoted" if marks % 2 else "unquoted"
    if any(t.is_quote for t in span.sent):
        yield "with quotation"
    if is_question(head):
        yield "question"
