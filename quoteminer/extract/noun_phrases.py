"""Mentions: the noun phrase around a head that a quote can be attributed to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import Layout, Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A mention; `elided` when the cue shares the subject of another verb."""

    tokens: Tokens = ()
    elided: bool = False


_NICKNAME = 5
"""Tokens of a quoted nickname inside a name, its marks included: “Big Bad”."""


_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.h][0-5]\d([ap]\.?m\.?)?", re.IGNORECASE)
"""The time of an entry in a live report: "09:15 Minister: …"."""


def without_clock(layout: Layout, tokens: Sequence[int]) -> Tokens:
    """Return the tokens of a speaker behind the time of day that an entry begins with."""
    words = [i for i in tokens if layout.words[i]]
    if len(words) > 2 and layout.tokens[words[0]].lower_ in layout.grammar.section_labels:  # "Update 09:15 Minister"
        words = words[1:]
    if len(words) < 2 or _CLOCK.fullmatch(layout.tokens[words[0]].text) is None:
        return tuple(tokens)
    start, _ = layout.paragraphs[layout.paragraph[words[0]]]
    if any(layout.words[i] for i in range(start, tokens[0])):
        return tuple(tokens)
    times, rest = layout.grammar.clock_words, words[1:]
    while len(rest) > 1 and layout.tokens[rest[0]].lower_.rstrip(".") in times:
        rest = rest[1:]
    return tuple(i for i in tokens if i >= rest[0])


def mention(layout: Layout, head: Token, *, without: int, relative: Token | None = None) -> Tokens:
    """Return the mention around its head: title and apposition stay, relative clauses and the cue's own go."""
    tokens = set(layout.subtree(head.i))
    for child in head.children:
        if _is_cut(layout, child, without):
            tokens -= set(range(child.i if child.i > head.i else layout.left[child.i], layout.right[child.i] + 1))
            tokens -= set(layout.subtree(child.i))
            if child.i > head.i:
                tokens = {i for i in tokens if i < layout.left[child.i]}
    tokens = {i for i in tokens if layout.region[i] == layout.region[head.i] or _is_nickname(layout, i)}
    tokens = {i for i in tokens if layout.region[head.i] >= 0 or layout.tokens[i].text != ":"}
    if without in tokens:
        tokens = {i for i in tokens if (i < without) == (head.i < without)}
    run = next((r for r in layout.runs(sorted(tokens)) if r[0] <= head.i < r[1]), (head.i, head.i + 1))
    kept = layout.trim(range(*run))
    while len(kept) > 1 and layout.tokens[kept[-1]].dep_ == "case":
        kept = kept[:-1]
    if relative is not None and relative.i not in kept:
        return tuple(sorted({*kept, relative.i}))
    return kept


def speaker_within(layout: Layout, source: Tokens) -> Tokens:
    """Return who speaks in a source: of "Peskov’s comments" Peskov, of "hawk Pål Jonson last week" no week."""
    source = without_clock(layout, source) or source
    tokens, time = list(source), layout.tokens[source[-1]] if source else None
    # the time of a clause in the source is its own: "whose fields were under water last week"
    if time is not None and time.is_lower and layout.is_time(time) and time.head.i not in source:
        tokens = [i for i in tokens if i != time.i and layout.tokens[i].head.i != time.i]
    source = layout.trim(tokens) or source
    last = layout.tokens[source[-1]] if source else None
    if last is None or last.lemma_.lower() not in layout.grammar.utterances:
        return source
    owner = next((t for t in layout.children(last, "possessor") if t.pos_ != "PRON" and t.i in source), None)
    return source if owner is None else mention(layout, owner, without=last.i)


def _is_nickname(layout: Layout, index: int) -> bool:
    region = layout.region[index]
    return region < 0 or layout.regions[region].end - layout.regions[region].start <= _NICKNAME


def _is_cut(layout: Layout, child: Token, without: int) -> bool:
    if layout.is_role(child, "relative", "parenthetical"):
        return True
    return layout.left[child.i] <= without <= layout.right[child.i]


def phrase_head(layout: Layout, after: int, hit: CueHit) -> Token | None:
    """Return the head of the noun phrase that begins at a token, if one does."""
    token = layout.tokens[after]
    if token.is_punct or layout.is_quoted(after):
        return None
    for _ in range(6):
        if token.pos_ in layout.grammar.noun_tags and layout.left[token.i] <= after:
            outer = token.head
            if not (outer.pos_ in layout.grammar.noun_tags and layout.left[outer.i] == after and outer.i > token.i):
                return token
        if token.head.i in (token.i, hit.anchor):
            break
        token = token.head
    return token if token.pos_ in layout.grammar.nominal_tags and token.i >= after else None
