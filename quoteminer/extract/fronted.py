"""Fronted objects: "a result manager Ann Lee described as “a dream”", where parses take the result for the manager's.

The noun phrase that is judged stands right before its judge, with no "that" between them.
"""

from __future__ import annotations

from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.noun_phrases import Source
from quoteminer.patterns.folding import fold


def judge(layout: Layout, hit: CueHit) -> Source:
    """Return the person right before a cue, with her role, where the noun phrase of its object leads to her name."""
    mention = layout.names.by_token.get(min(hit.tokens) - 1)
    if mention is None or mention.end != min(hit.tokens) or not layout.names.is_person(mention.core):
        return Source()
    data, start = layout.speakers, mention.lead
    role = next((i for i in range(start, mention.core) if fold(layout.tokens[i].lemma_) in data.human_words), start)
    bodies = data.organisation_nouns | data.group_nouns
    while role - 1 > start and fold(layout.tokens[role - 1].lemma_) in bodies:
        role -= 1
    thing = layout.tokens[role - 1]
    led = start > 0 and layout.tokens[start - 1].lower_ in layout.grammar.indefinites
    if not led or role == start or thing.pos_ not in layout.grammar.noun_tags or not thing.is_lower:
        return Source()
    return Source(tokens=tuple(range(role, mention.end)))


def judgement(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the quotation right behind such a cue, or behind its "as"."""
    start = hit.link + 1
    if start < len(layout.doc) and layout.tokens[start].lower_ in layout.grammar.comparatives:
        start += 1
    if not source or start >= len(layout.doc) or not layout.is_quoted(start):
        return ()
    region = layout.regions[layout.region[start]]
    return tuple(range(region.start, region.end)) if region.start == start else ()
