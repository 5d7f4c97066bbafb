"""Assessments: every candidate of an article as a ranker sees it, also those that never come to the resolution."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from math import log

import numpy as np

from quoteminer.extract.candidates import Candidate, find_candidates, find_matches, vetoes
from quoteminer.extract.circumstances import split_via
from quoteminer.extract.layout import Layout
from quoteminer.extract.score import features, score_all
from quoteminer.patterns.schema import Patterns
from quoteminer.ranking.context import Context, CueGroup, Reading
from quoteminer.ranking.cue_features import cue_row
from quoteminer.ranking.groups import context_of, cue_groups, given
from quoteminer.ranking.joint import JOINT_NAMES, READ_JOINT_NAMES, JointReading
from quoteminer.ranking.network import Matrix, Network, sigmoid
from quoteminer.ranking.ranker import Ranker, as_candidate, floor_of, joint_readings, worth_of

VIA = "only names the outlet (via)"
OUTSCORED = "another reading of the same cue scored higher"

ROW_NAMES = (*JOINT_NAMES, *READ_JOINT_NAMES)
"""Columns of the last network's rows; the small ranker has the first ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """A feature of a candidate and what it adds to the log odds.

    By the rules `contribution` is `weight` × `value`. A network has no such weight (None): there it is by how much the
    log odds would fall if the feature had its mean.
    """

    name: str
    value: float
    weight: float | None
    contribution: float


Explain = Callable[[], tuple[Contribution, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A candidate with its score; `exact` is a network's probability that it is right to the word.

    `refused` says why it never came to the resolution. Candidates of one cue are compared by `worth`. `explain` works
    its features out.
    """

    candidate: Candidate
    score: float
    worth: float
    explain: Explain
    exact: float | None = None
    refused: str | None = None


def assess_rules(layout: Layout, patterns: Patterns) -> list[Assessed]:
    """Return every candidate with its score by the rules."""
    every = list(score_all(layout, find_candidates(layout, patterns), patterns.weights))
    kept, _ = split_via(layout, every, patterns.limits.accept)
    left, out = list(reversed(kept)), []
    for score, candidate in every:
        stays = bool(left) and _is_same(candidate, left[-1][1])  # split_via keeps the order
        shown = left.pop()[1] if stays else candidate
        explain = partial(rule_contributions, layout, candidate, patterns.weights)
        refused = None if stays else VIA
        out.append(Assessed(candidate=shown, score=score, worth=score, explain=explain, refused=refused))
    return [*out, *_vetoed(layout, patterns)]


def assess_trained(
    layout: Layout, patterns: Patterns, ranker: Ranker, reading: Reading | None = None
) -> list[Assessed]:
    """Return every reading by the networks, and the patterns' proposals that they never see or read."""
    groups, _ = cue_groups(layout, patterns, ranker.rates)
    context = context_of(layout, groups, ranker.rates, reading)
    every = list(joint_readings(context, groups, ranker))
    sure = {a: found[1].pattern.id for a, group in groups.items() if (found := given(layout, group, patterns))}
    out = list(_assessed_readings(every, ranker.joint, sure)) if every else []
    read = {found.group.hit.anchor for found in every}
    for anchor, group in groups.items():
        if anchor in sure:
            out.append(_proposals(layout, group, patterns, refused=None)[0])
        elif anchor not in read:
            out += _proposals(layout, group, patterns, refused=_unread(context, group, ranker))
    return out + [a for a in assess_rules(layout, patterns) if a.refused]


def rule_contributions(layout: Layout, candidate: Candidate, weights: Mapping[str, float]) -> tuple[Contribution, ...]:
    """Return what each feature of a candidate adds to its log odds by the rules, the largest first."""
    if candidate.pattern.sure:
        prior = candidate.prior
        return (Contribution(name="prior of a sure pattern", value=prior, weight=None, contribution=_odds(prior)),)
    values = {"bias": 1.0, **features(layout, candidate)}
    rows = ((name, value, weights.get(name, 0.0)) for name, value in values.items())
    return _largest_first(Contribution(name=n, value=v, weight=w, contribution=v * w) for n, v, w in rows)


def network_contributions(network: Network, row: Sequence[float], names: Sequence[str]) -> tuple[Contribution, ...]:
    """Return by how much the log odds would fall if each feature had its mean, the largest first."""
    matrix = np.repeat(np.array([row], dtype=np.float32), len(row) + 1, axis=0)
    mean = np.sign(network.mean) * np.expm1(np.abs(network.mean))  # networks see a logarithmic scale
    matrix[np.arange(len(row)), np.arange(len(row))] = mean
    scores = network.predict(matrix)[:, 0]
    pairs = zip(names, row, scores[-1] - scores[:-1], strict=False)
    return _largest_first(
        Contribution(name=name, value=float(value), weight=None, contribution=float(fall))
        for name, value, fall in pairs
    )


def _largest_first(found: Iterable[Contribution]) -> tuple[Contribution, ...]:
    return tuple(sorted(found, key=lambda c: (-abs(c.contribution), c.name)))


def _odds(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return log(bounded / (1 - bounded))


def _is_same(candidate: Candidate, other: Candidate) -> bool:
    """Return whether one is the other, perhaps without an outlet's phrase."""
    return candidate.hit is other.hit and candidate.pattern is other.pattern


def _vetoed(layout: Layout, patterns: Patterns) -> Iterator[Assessed]:
    """Yield the candidates that a veto keeps from being proposed."""
    forbidden = vetoes(find_matches(layout, patterns))
    if not forbidden:
        return
    found = (c for c in find_candidates(layout, _without_vetoes(patterns)) if c.hit.anchor in forbidden)
    for score, candidate in score_all(layout, found, patterns.weights):
        yield Assessed(
            candidate=candidate,
            score=score,
            worth=score,
            explain=partial(rule_contributions, layout, candidate, patterns.weights),
            refused=f"vetoed by the pattern {forbidden[candidate.hit.anchor]}",
        )


@cache
def _without_vetoes(patterns: Patterns) -> Patterns:
    return patterns.model_copy(update={"patterns": tuple(p for p in patterns.patterns if not p.veto)})


def _assessed_readings(
    every: Sequence[JointReading], network: Network, sure_of: Mapping[int, str]
) -> Iterator[Assessed]:
    """Yield the networks' readings; the best one of a cue comes to the resolution, unless a sure pattern has it."""
    answers: Matrix = sigmoid(network.predict([found.row for found in every]))
    worths = [worth_of(answer) for answer in answers]
    best: dict[int, int] = {}
    for k, found in enumerate(every):
        if worths[k] > worths[best.setdefault(found.group.hit.anchor, k)]:
            best[found.group.hit.anchor] = k
    for k, found in enumerate(every):
        sure = sure_of.get(found.group.hit.anchor)
        refused = f"the pattern {sure} is sure of this cue" if sure else OUTSCORED
        yield Assessed(
            candidate=as_candidate(found),
            score=float(answers[k, 0]),
            exact=float(answers[k, 1]),
            worth=worths[k],
            explain=partial(network_contributions, network, found.row, ROW_NAMES),
            refused=None if best[found.group.hit.anchor] == k and not sure else refused,
        )


def _proposals(layout: Layout, group: CueGroup, patterns: Patterns, *, refused: str | None) -> list[Assessed]:
    return [
        Assessed(
            candidate=candidate,
            score=score,
            worth=score,
            explain=partial(rule_contributions, layout, candidate, patterns.weights),
            refused=refused,
        )
        for score, candidate in group.proposals
    ]


def _unread(context: Context, group: CueGroup, ranker: Ranker) -> str:
    """Return why the networks gave no reading of a cue."""
    probability = float(sigmoid(ranker.cue.predict([cue_row(context, group)]))[0, 0])
    floor = floor_of(context)
    if probability < floor:
        return f"not read as a cue: its probability {probability:.2f} is under {floor:g}"
    return "no span around the cue can be its content"
