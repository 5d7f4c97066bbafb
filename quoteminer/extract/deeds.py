"""Deeds: what a cue speaks of in the -ing form of a verb, "denied in an interview having spent the money"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import Layout, Tokens


def deeds(layout: Layout, hit: CueHit) -> list[Token]:
    """Return the verb that names what a cue speaks of, if there is one; the cue has no other object."""
    cue = layout.tokens[hit.anchor]
    if hit.link != hit.anchor or cue.lemma_ in layout.grammar.doing or cue.pos_ not in layout.grammar.verb_tags:
        return []
    wanted = any(c.lower_ == "to" for c in layout.children(cue, "auxiliary"))  # "forced to defend": it may yet be said
    passive = any(True for _ in layout.children(cue, "passive_auxiliary"))
    taken = any(c.i > cue.i for c in layout.children(cue, "object", "clause", "predicate"))
    if wanted or passive or taken:
        return []
    found = next((verb for verb in _below(layout, cue) if _is_deed(layout, verb, cue)), None)
    return [] if found is None else [found]


def without_place(layout: Layout, content: Tokens, hit: CueHit) -> Tokens:
    """Return the content from such a verb on, where only when and where it was said stands before it."""
    if not content or content[0] <= hit.anchor:
        return content
    start = next((layout.left[verb.i] for verb in deeds(layout, hit)), content[0])
    places = (c for c in layout.tokens[hit.anchor].children if c.dep_ in ("prep", "npadvmod"))
    said = {i for place in places for i in layout.subtree(place.i)}
    before = [i for i in content if i < start and layout.words[i]]
    led = bool(before) and said.issuperset(before)
    return layout.trim(i for i in content if i >= start) or content if led else content


def _below(layout: Layout, cue: Token) -> Iterator[Token]:
    """Yield the verbs behind the cue that may be its object; parses hang some on the place that stands between."""
    behind = [c for c in cue.children if c.i > cue.i]
    yield from (c for c in behind if layout.is_role(c, "infinitive"))
    yield from (c for c in behind if layout.is_role(c, "adverbial"))
    places = (noun for prep in behind if prep.dep_ == "prep" for noun in layout.children(prep, "object"))
    yield from (verb for noun in places for verb in layout.children(noun, "reduced"))


def _is_deed(layout: Layout, verb: Token, cue: Token) -> bool:
    """Return whether a verb stands in its -ing form, and no comma before it but one that closes an insertion."""
    start = layout.left[verb.i]
    inserted = layout.tokens[cue.i + 1].text == "," and start > cue.i + 2
    joined = layout.tokens[start - 1].text == "," if inserted else not layout.tokens[start - 1].is_punct
    return joined and any(t.tag_ == "VBG" and t.i >= start for t in (verb, *layout.children(verb, "auxiliary")))
