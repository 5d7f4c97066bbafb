"""Sharing: of two cues that both take a quotation, the one whose sentence it stands in keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from quoteminer.extract.candidates import Candidate
from quoteminer.extract.layout import Layout, Tokens

Scored = tuple[float, Candidate]

_STOPS = frozenset(".?!")

LIKELY = 0.55
"""Score from which on a candidate takes quotations from others (384 articles of PolNeAR train; from the limit on, mixed
quotes lose what direct ones gain)."""


def shared_out(layout: Layout, found: Sequence[Scored]) -> list[Scored]:
    """Return the candidates, each without the quotations that stand by another one's cue.

    “It rains,” said Lee. “It pours,” added Mendes: a reading that gives both to Mendes would leave Lee with nothing.
    Candidates that score less than `LIKELY` take nothing from others.
    """
    takers: dict[int, list[Candidate]] = {}
    for score, candidate in found:
        sure = score >= LIKELY or candidate.pattern.sure
        able = sure and candidate.source and not candidate.pattern.fallback
        if able and not layout.is_quoted(candidate.hit.anchor):
            for region in _regions(layout, candidate.content):
                takers.setdefault(region, []).append(candidate)
    return [(score, _without(layout, candidate, takers)) for score, candidate in found]


def _without(layout: Layout, candidate: Candidate, takers: Mapping[int, Sequence[Candidate]]) -> Candidate:
    own, anchor = _regions(layout, candidate.content), candidate.hit.anchor
    if len(own) < 2:
        return candidate
    spanned = range(min(own), max(own) + 1)
    owners = {k: next((c for c in takers.get(k, ()) if _stands_by(layout, k, c, candidate)), None) for k in spanned}
    if all(owners[k] for k in own) or not any(owners.values()):
        return candidate
    theirs = {k for k, owner in owners.items() if owner is not None}
    # what goes on after somebody else has spoken is not ours either
    last = min((k for k in theirs if layout.regions[k].start > anchor), default=max(own))
    lost = {k for k in own if k in theirs or k > last}
    inner = (min(c.hit.tokens) for c in owners.values() if c is not None and c.hit.anchor in candidate.content)
    end = min(inner, default=len(layout.doc))  # "…,” adding that “…": its clause goes too
    kept = layout.trim(i for i in candidate.content if layout.region[i] not in lost and i < end)
    return replace(candidate, content=kept) if kept else candidate


def _stands_by(layout: Layout, k: int, other: Candidate, candidate: Candidate) -> bool:
    """Return whether a quotation is in the sentence of the other's cue, and not in the candidate's, or nearer to it."""
    theirs, ours = other.hit.anchor, candidate.hit.anchor
    if theirs == ours or not _together(layout, k, theirs):
        return False
    if theirs in candidate.content and layout.tokens[theirs].tag_ != "VBG":
        return False  # a quote inside a quote
    start, end = layout.regions[k].start, layout.regions[k].end
    between = ours < theirs < start or end <= theirs < ours
    return between or not _together(layout, k, ours)


def _together(layout: Layout, k: int, anchor: int) -> bool:
    """Return whether no sentence ends between a quotation and a cue."""
    start, end = layout.regions[k].start, layout.regions[k].end
    last = next(i for i in range(end - 1, start - 1, -1) if layout.words[i] or i == start)
    gap = range(anchor, start) if anchor < start else range(end, anchor)
    near = start if anchor < start else last
    return layout.sentence[anchor] == layout.sentence[near] and not any(layout.tokens[i].text in _STOPS for i in gap)


def _regions(layout: Layout, content: Tokens) -> set[int]:
    return {layout.region[i] for i in content if layout.words[i]} - {-1}
