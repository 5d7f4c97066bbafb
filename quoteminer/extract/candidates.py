"""Candidates: for each cue and each pattern that serves one of its frames, a possible content and source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from quoteminer.extract.contents import CONTENT_STRATEGIES, QUOTATIONS
from quoteminer.extract.cues import CueHit, find_cues
from quoteminer.extract.hearsay import quoting_verbs
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.noun_phrases import Source
from quoteminer.extract.sources import SOURCE_STRATEGIES as _SOURCES
from quoteminer.extract.token_patterns import match_tokens
from quoteminer.extract.views import holder, inscribed
from quoteminer.patterns.schema import DEFAULT_PRIOR, Cue, Pattern, Patterns

_STOPS = frozenset(",.?!")

_ENDLESS = 300
"""Tokens above which a sentence is none; reading each cue's share of it would take quadratic time.

The longest of 2,700 sentences of PolNeAR has 99.
"""

SOURCE_STRATEGIES = {**_SOURCES, "holder": holder, "inscribed": inscribed}
"""How each kind of source is found."""

__all__ = ["CONTENT_STRATEGIES", "SOURCE_STRATEGIES", "Candidate", "find_candidates", "is_writer", "vetoes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One way to read a cue: the pattern that proposes it, its prior, content and source in tokens."""

    hit: CueHit
    pattern: Pattern
    prior: float
    content: Tokens
    source: Tokens
    elided: bool = False


Matched = Sequence[tuple[CueHit, Pattern]]
"""What the token patterns found in a Doc."""


def find_candidates(
    layout: Layout, patterns: Patterns, hits: Iterable[CueHit] | None = None, matched: Matched | None = None
) -> Iterator[Candidate]:
    """Yield every candidate of the Doc; the scorer and the resolution choose among them.

    `hits` are the cues to read, by default all that the lexicon finds, and `matched` what the token patterns found.
    """
    matched = find_matches(layout, patterns) if matched is None else matched
    hits = list(find_cues(layout, patterns) if hits is None else hits)
    vetoed = {*vetoes(matched), *quoting_verbs(layout, (hit.anchor for hit in hits))}
    by_frame = _by_frame(patterns)
    for hit in hits:
        if hit.anchor in vetoed:
            continue
        sources: dict[str, Source] = {}
        found = [
            candidate
            for frame, prior in hit.lexeme.frames.items()
            for pattern in by_frame.get(frame, ())
            for candidate in _propose(layout, hit, pattern, prior * (pattern.prior or 1.0), sources)
        ]
        yield from [candidate for candidate in found if candidate.pattern.sure] or found
    for hit, pattern in matched:
        if hit.anchor not in vetoed:
            yield from _propose(layout, hit, pattern, pattern.prior or DEFAULT_PRIOR, {})


def find_matches(layout: Layout, patterns: Patterns) -> Matched:
    """Return what the token patterns find in the Doc."""
    return list(_matched(layout, patterns))


def vetoes(matched: Matched) -> dict[int, str]:
    """Return the anchors at which nothing is a quote, with the id of the pattern that says so."""
    return {hit.anchor: pattern.id for hit, pattern in matched if pattern.veto}


def _propose(
    layout: Layout, hit: CueHit, pattern: Pattern, prior: float, sources: dict[str, Source]
) -> Iterator[Candidate]:
    """Yield what a pattern makes of a cue; `sources` are what strategies have found for that cue already."""
    if pattern.content is None or _is_endless(layout, hit, pattern.content):
        return
    strategy = pattern.source or "nobody"
    source = sources.get(strategy) or sources.setdefault(strategy, SOURCE_STRATEGIES[strategy](layout, hit))
    content = CONTENT_STRATEGIES[pattern.content](layout, hit, source.tokens)
    own = is_writer(layout, hit, source.tokens) and not _is_spoken(layout, content)
    if content and any(layout.words[i] for i in content) and not own:
        yield Candidate(
            hit=hit, pattern=pattern, prior=prior, content=content, source=source.tokens, elided=source.elided
        )


def _is_spoken(layout: Layout, content: Tokens) -> bool:
    """Return whether a content is a quotation with a stop in it: “Why not?”, and no “husbandry”."""
    return all(map(layout.is_quoted, content)) and any(layout.tokens[i].text in _STOPS for i in content)


def _is_endless(layout: Layout, hit: CueHit, strategy: str) -> bool:
    """Return whether a strategy that reads the parse would read it off no sentence, but a list or a hostile line."""
    start, end = layout.sentences[layout.sentence[hit.anchor]]
    return end - start > _ENDLESS and strategy not in QUOTATIONS


def is_writer(layout: Layout, hit: CueHit, source: Tokens) -> bool:
    """Return whether the writer speaks for himself: "I would say that …" is nobody's quote."""
    if len(source) != 1 or layout.is_quoted(hit.anchor) or layout.is_quoted(source[0]):
        return False
    lone = layout.tokens[source[0]]
    return lone.lower_ in layout.grammar.writer and lone.pos_ == "PRON"  # the US is not us


@cache
def _by_frame(patterns: Patterns) -> Mapping[str, tuple[Pattern, ...]]:
    out: dict[str, list[Pattern]] = {}
    for pattern in patterns.patterns:
        if isinstance(pattern.cue, dict):
            out.setdefault(pattern.cue["frame"], []).append(pattern)
    return {frame: tuple(found) for frame, found in out.items()}


def _matched(layout: Layout, patterns: Patterns) -> Iterator[tuple[CueHit, Pattern]]:
    """Yield what the token patterns match; the first token anchors, the last links to the source."""
    for pattern, start, end in match_tokens(layout, patterns):
        if not layout.open[start]:
            continue
        lexeme = Cue(act=pattern.act or "assert", distance=pattern.distance or "neutral", frames={pattern.id: 1.0})
        tokens = tuple(range(start, end))
        yield (
            CueHit(key=pattern.id, lexeme=lexeme, anchor=start, link=end - 1, chain=tokens, tokens=tokens),
            pattern,
        )
