"""The trained ranker: candidates and patterns propose, networks dispose, the shared resolution chooses.

Four networks one behind the other: is the word a cue; which of the spans around it is content, which source; is a span
another part of the content; is the reading as a whole right. The last one's probability is the row's confidence.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quoteminer.errors import ModelError
from quoteminer.extract.attribution import Attribution
from quoteminer.extract.candidates import Candidate
from quoteminer.extract.circumstances import Outlet, with_circumstances
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.resolve import Scored, limit_of, resolve
from quoteminer.extract.score import calibrated
from quoteminer.extract.sources import subject
from quoteminer.patterns.schema import Limits, Pattern, Patterns
from quoteminer.ranking import network, rates
from quoteminer.ranking.context import Context, CueGroup, Reading, Sureness, overlap
from quoteminer.ranking.cue_features import cue_row
from quoteminer.ranking.groups import context_of, cue_groups, given
from quoteminer.ranking.joint import JointReading, Parts, Ranked, extensions, neighbourhood, readings
from quoteminer.ranking.network import Network, sigmoid
from quoteminer.ranking.span_features import scene, span_matrix
from quoteminer.ranking.spans import SpanCandidate, spans_around

FORMAT = 6
CUE_FLOOR, CUE_FLOOR_READ = 0.12, 0.08
"""Probabilities under which a word is not read as a cue at all, without and with a text encoder: below them hardly any
reading is ever right (held-out tenth of PolNeAR train)."""

CUE_FLOOR_QUOTED = 0.25
"""The same, without an encoder, where only quotations are looked for: their cues are surer (PolNeAR dev: none less).
"""

EXACTNESS = 1.5
"""What it counts that a reading is right to the word, beside that it is right at all (0.3 to 1.5 were compared on the
held-out tenth: the more, the better for `strict`, nothing else falls)."""

NAMING = 0.3
"""What it counts that a reading names the very source."""

AT_ONCE = 512
"""Words whose spans are judged at once: those of three thousand words of news. The features of a whole book would fill
the memory."""

_FORGOTTEN: network.Matrix = np.zeros((0, 0), dtype=np.float32)

STAND_INS, STEP = 3, 0.011
"""Readings of a cue that may come to the resolution, and how far apart: more than it rounds scores to."""

MOST_SPANS = 70
"""Spans of one cue that are compared; long sentences have more, and the right one is among the nearest."""

CONSTITUENT = Pattern(id="constituent", cue={"frame": "unlisted"}, content="constituent")
"""The rule of a content that no pattern proposed: a constituent that the networks chose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """A trained model, loaded."""

    cue: Network
    span: Network
    part: Network
    joint: Network
    rates: rates.Rates
    limits: Limits


@cache
def load_ranker(path: Path) -> Ranker:
    """Return the model of a file.

    Raises:
        ModelError: the file is missing, damaged, or of another version.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return from_arrays({name: stored[name] for name in stored.files})
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
        hint = "Install quoteminer again, or use --ranker rules."
        raise ModelError(f"{path}: is no usable ranker: {error}", hint) from error


def from_arrays(arrays: Mapping[str, NDArray[np.generic]]) -> Ranker:
    """Return the model of stored arrays.

    Raises:
        KeyError: an array is missing.
        ValueError: the arrays are of another version.
    """
    if int(arrays["format"]) != FORMAT:
        raise ValueError(f"format {int(arrays['format'])}, this version reads {FORMAT}")
    limits = dict(zip(Limits.model_fields, (float(x) for x in arrays["limits"]), strict=True))
    return Ranker(
        cue=network.from_arrays(arrays, "cue"),
        span=network.from_arrays(arrays, "span"),
        part=network.from_arrays(arrays, "part"),
        joint=network.from_arrays(arrays, "joint"),
        rates=rates.from_arrays(arrays),
        limits=Limits(**limits),
    )


def ranked_attributions(
    layout: Layout, patterns: Patterns, ranker: Ranker, reading: Reading | None = None
) -> list[Attribution]:
    """Return who is said to have said what, in tokens; `reading` is the text encoder's, for the large ranker."""
    by_cue, via = scored_candidates(layout, patterns, ranker, reading)
    found = calibrated(decide(layout, by_cue, ranker.limits), ranker.limits)
    return [with_circumstances(layout, a, via) for a in found]


def scored_candidates(
    layout: Layout, patterns: Patterns, ranker: Ranker, reading: Reading | None = None
) -> tuple[list[list[Scored]], dict[int, Outlet]]:
    """Return the best readings of every likely cue with their scores, and the outlets that only pass quotes on."""
    groups, via = cue_groups(layout, patterns, ranker.rates)
    context = context_of(layout, groups, ranker.rates, reading)
    sure = {a: found for a, g in groups.items() if (found := given(layout, g, patterns))}
    answers = [found[:STAND_INS] for found in judged(context, groups, ranker)]
    by_cue = [[(p, as_candidate(reading)) for p, reading in found] for found in answers]
    by_cue = [found for found in by_cue if found[0][1].hit.anchor not in sure]
    kept = ((max(score, limit_of(layout, c, ranker.limits)), c) for score, c in sure.values())
    return [*by_cue, *([pair] for pair in kept)], via


def decide(layout: Layout, by_cue: Sequence[Sequence[Scored]], limits: Limits) -> list[Attribution]:
    """Return the attributions: of each cue the reading worth most, and another one where that found no room."""
    first = [found[0] for found in by_cue]
    out = resolve(layout, first, limits)
    placed = {a.anchor for a in out}

    def counts(scored: Scored) -> bool:
        return scored[0] >= limit_of(layout, scored[1], limits)

    lost = [found for found in by_cue if counts(found[0]) and found[0][1].hit.anchor not in placed]
    taken = {i for a in out for i in (*a.content, *a.cue)}
    others = [one for found in lost for one in found[1:STAND_INS] if counts(one) and _is_free(one, taken)]
    return resolve(layout, [*first, *others], limits) if others else out


def _is_free(scored: Scored, taken: Set[int]) -> bool:
    return taken.isdisjoint(scored[1].content) and taken.isdisjoint(scored[1].hit.tokens)


def judged(context: Context, groups: Mapping[int, CueGroup], ranker: Ranker) -> list[list[tuple[float, JointReading]]]:
    """Return the readings of every likely cue, the one worth most first, with the probability that each is right.

    No other one of the cue has a higher probability than the first: the resolution asks for one at a time.
    """
    every = list(joint_readings(context, groups, ranker))
    if not every:
        return []
    by_cue: dict[int, list[tuple[float, float, JointReading]]] = {}
    for answer, reading in zip(sigmoid(ranker.joint.predict([r.row for r in every])), every, strict=True):
        by_cue.setdefault(reading.group.hit.anchor, []).append((worth_of(answer), float(answer[0]), reading))
    ordered = [sorted(found, key=lambda one: -one[0]) for found in by_cue.values()]
    return [[(min(p, found[0][1] - k * STEP), r) for k, (_, p, r) in enumerate(found)] for found in ordered]


def worth_of(answer: network.Matrix) -> float:
    """Return what a reading is worth beside others of its cue: right, right to the word, and of the very source."""
    right, exact, named = answer
    return float(right + EXACTNESS * exact + NAMING * named)


def joint_readings(context: Context, groups: Mapping[int, CueGroup], ranker: Ranker) -> list[JointReading]:
    """Return the readings of all likely cues of an article."""
    context = with_sureness(context, groups, ranker.cue)
    ranked: list[Ranked] = []
    parts: list[Parts] = []
    anchors = iter(groups)
    while some := {anchor: groups[anchor] for anchor in islice(anchors, AT_ONCE)}:
        found = rank_spans(context, some, ranker)
        parts += extensions(context, found, ranker.part)
        ranked += [replace(r, rows=_FORGOTTEN) for r in found]
    out: list[JointReading] = []
    for r, its_parts, its_share in zip(ranked, parts, neighbourhood(context.layout, ranked), strict=True):
        out += readings(context, r, its_parts, its_share)
    return out


def with_sureness(context: Context, groups: Mapping[int, CueGroup], cue: Network) -> Context:
    """Return the context with how probably each possible cue is one."""
    answers = sigmoid(cue.predict([cue_row(context, group) for group in groups.values()])[:, 0]).tolist()
    return replace(context, sure=Sureness.of(context.layout, dict(zip(groups, answers, strict=True))))


def floor_of(context: Context) -> float:
    """Return the probability under which a word is not read as a cue."""
    if context.reading is not None:
        return CUE_FLOOR_READ
    return CUE_FLOOR if all(context.layout.open) else CUE_FLOOR_QUOTED


def rank_spans(context: Context, groups: Mapping[int, CueGroup], ranker: Ranker) -> list[Ranked]:
    """Return the likely cues with their spans ranked as contents and sources."""
    if not groups:
        return []
    found = list(groups.values())
    likely = [context.sure.likely[anchor] for anchor in groups]
    floor = floor_of(context)
    kept = [(g, p, spans_of(context.layout, g)) for g, p in zip(found, likely, strict=True) if p >= floor]
    kept = [(g, p, spans) for g, p, spans in kept if spans]
    if not kept:
        return []
    rows = span_matrix(context, [(scene(context, group), spans) for group, _, spans in kept])
    scores = ranker.span.predict(rows)
    ends = accumulate(len(spans) for *_, spans in kept)
    places = [slice(end - len(spans), end) for end, (*_, spans) in zip(ends, kept, strict=True)]
    return [
        Ranked(group=g, probability=p, spans=spans, rows=rows[place], scores=scores[place])
        for (g, p, spans), place in zip(kept, places, strict=True)
    ]


def spans_of(layout: Layout, group: CueGroup) -> list[SpanCandidate]:
    """Return the spans around a cue, the patterns' proposals among them."""
    source = group.proposals[0][1].source if group.proposals else subject(layout, group.hit).tokens
    spans = spans_around(layout, group.hit, source)
    seen = {span.tokens for span in spans}
    for _, candidate in group.proposals:
        for tokens in (candidate.content, candidate.source):
            if tokens and tokens not in seen:
                seen.add(tokens)
                spans.insert(0, SpanCandidate(tokens, 0, ("pattern",)))
    return spans[:MOST_SPANS]


def span_rows(context: Context, group: CueGroup, spans: Sequence[SpanCandidate]) -> network.Matrix:
    """Return the features of a cue's spans."""
    return span_matrix(context, [(scene(context, group), spans)])


def as_candidate(reading: JointReading) -> Candidate:
    """Return the reading as a candidate of the pattern that proposed it, or of `constituent`."""
    proposal = _proposal(reading.group, reading.content)
    return Candidate(
        hit=reading.group.hit if proposal is None else proposal.hit,
        pattern=CONSTITUENT if proposal is None else proposal.pattern,
        prior=reading.group.best,
        content=reading.content,
        source=reading.source,
        elided=any(c.elided and c.source == reading.source for _, c in reading.group.proposals),
    )


def _proposal(group: CueGroup, content: Tokens) -> Candidate | None:
    return next((c for _, c in group.proposals if overlap(c.content, content) > 0.5), None)
