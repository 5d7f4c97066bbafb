"""Token patterns: what patterns.yaml writes in spaCy's own language of tokens, found in a Doc."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Token
from spacy.vocab import Vocab

from quoteminer.extract.layout import Layout
from quoteminer.extract.words import source_of
from quoteminer.patterns.repeats import written_out
from quoteminer.patterns.schema import Pattern, Patterns

Match = tuple[Pattern, int, int]
"""A pattern and the tokens `[start, end)` that it matches."""

_ATTRIBUTES = {"TEXT": "text", "ORTH": "text", "LOWER": "lower_", "LEMMA": "lemma_"}
"""What patterns ask of words, and the attributes of tokens that tell it."""

Needs = Sequence[tuple[str, frozenset[str]]]
"""Attributes of tokens, and of each the values of which a text must have one."""


@dataclass(frozen=True, slots=True)
class _TokenPatterns:
    """The token patterns, ready to run; `needs` are those of each way in which one can match."""

    matcher: Matcher
    by_id: Mapping[str, Pattern]
    needs: Sequence[Needs]


def match_tokens(layout: Layout, patterns: Patterns) -> Iterator[Match]:
    """Yield what the token patterns match within paragraphs.

    Only paragraphs with the words that a pattern cannot do without are shown to the Matcher, which tries every
    pattern at every token: most have none ("according", "to").
    """
    found, doc = _token_patterns(patterns, layout.doc.vocab), source_of(layout.doc)
    strings = doc.vocab.strings
    for first, last in layout.paragraphs:
        if any(layout.open[first:last]) and _may_match(layout.tokens[first:last], found.needs):
            for key, start, end in found.matcher(doc[first:last], allow_missing=True):
                yield found.by_id[strings[key]], first + start, first + end


@lru_cache(maxsize=8)
def _token_patterns(patterns: Patterns, vocab: Vocab) -> _TokenPatterns:
    matcher, by_id, needs = Matcher(vocab), {}, []
    for pattern in patterns.patterns:
        if isinstance(pattern.cue, list):
            ways = written_out(pattern.cue)
            matcher.add(pattern.id, ways, greedy="LONGEST")
            by_id[pattern.id] = pattern
            needs += [[*_needs(way)] for way in ways]
    return _TokenPatterns(matcher, by_id, needs)


def _needs(way: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the words that a pattern without repeats cannot do without."""
    for token in way:
        asked = {key.upper(): value for key, value in token.items()}
        for key in asked.keys() & _ATTRIBUTES.keys() if asked.get("OP") != "!" else ():
            values = asked[key].get("IN") if isinstance(asked[key], dict) else [asked[key]]
            if values is not None:
                yield _ATTRIBUTES[key], frozenset(values)


def _may_match(tokens: Sequence[Token], needs: Sequence[Needs]) -> bool:
    """Return whether the tokens have all words that one of the ways to match needs."""
    seen = {name: {getattr(token, name) for token in tokens} for name in {*_ATTRIBUTES.values()}}
    return any(all(not seen[name].isdisjoint(values) for name, values in way) for way in needs)
