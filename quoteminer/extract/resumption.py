"""Resumption: what goes on behind an inserted report, "No one was hurt, Lee said, and the road is open"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.layout import Layout
from quoteminer.extract.next_acts import is_next_act

_GAP = 8
"""Tokens between the report and the comma behind it: when and where it was."""

_RESUMED = 3
"""Words of what goes on at least."""


def resumed(layout: Layout, outer: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions, each with the rest of the sentence behind its inserted report that is nobody else's.

    Of 21 such rests in PolNeAR train that "and" or "but" joins to words without quotation marks the corpus gives all
    but those to the speaker that tell what he did next, or follow "according to".
    """
    taken = {i for a in outer for i in (*a.content, *a.cue, *a.source)}
    out = []
    for a in outer:
        rest = _rest(layout, a)
        out.append(replace(a, content=(*a.content, *rest)) if rest and taken.isdisjoint(rest) else a)
    return out


def _rest(layout: Layout, a: Attribution) -> tuple[int, ...]:
    """Return the words behind the comma that closes an inserted report, where a conjunction joins them to it."""
    last = max((*a.cue, *a.source))
    inserted = layout.words[a.anchor] and max(a.content) < min((*a.cue, *a.source))
    if not inserted or all(map(layout.is_quoted, a.content)):
        return ()
    verb, grammar = layout.tokens[a.anchor], layout.grammar
    adverbial = layout.is_role(verb, "preposition")  # "according to Lee"
    if adverbial or verb.pos_ not in grammar.verb_tags or layout.tokens[max(a.content) + 1].text != ",":
        return ()
    _, end = layout.sentences[layout.sentence[last]]
    comma = next((i for i in range(last + 1, min(end, last + _GAP)) if layout.tokens[i].text == ","), None)
    if comma is None or any(layout.tokens[i].pos_ in grammar.verb_tags for i in range(last + 1, comma)):
        return ()
    rest = layout.trim(range(comma + 1, end))
    joins = bool(rest) and layout.tokens[rest[0]].lower_ in {*grammar.conjunctions, *grammar.resuming}
    if not joins or sum(layout.words[i] for i in rest) < _RESUMED or any(map(layout.is_quoted, rest)):
        return ()
    own = is_next_act(layout, rest[0], a.anchor, a.source, a.content)
    return rest if not own and _is_clause(layout, rest, a.anchor) else ()


def _is_clause(layout: Layout, rest: Sequence[int], anchor: int) -> bool:
    """Return whether the words are a clause with a subject, or at least no verb that tells what the speaker did next.

    "…, Lee said, but added that …", "…, Lee said, and left the room".
    """
    grammar = layout.grammar
    finite = next((layout.tokens[i] for i in rest if layout.tokens[i].tag_ in {*grammar.finite_tags, "MD"}), None)
    if finite is None:  # the tagger takes some for participles: "and the road reopened at noon"
        return any(layout.is_role(layout.tokens[i], "subject") for i in rest)
    before = (layout.tokens[i] for i in range(rest[0] + 1, finite.i))
    led = any(t.pos_ in grammar.nominal_tags for t in before)
    auxiliary = layout.is_role(finite, "auxiliary") or finite.pos_ == "AUX"
    return led or (auxiliary and finite.tag_ != layout.tokens[anchor].tag_) or layout.is_role(finite, "auxiliary")
