"""The last step of training a ranker: from which score on a reading is a quote, and what a score is worth.

Both come from articles that nothing was trained on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from ranker_lessons import Articles, Readings

from quoteminer.analysis.comparison import compare
from quoteminer.analysis.gold import GoldArticle
from quoteminer.analysis.metrics import Scores
from quoteminer.extract.attribution import Attribution
from quoteminer.extract.knowledge import knowledge
from quoteminer.extract.layout import Layout, Tokens, lay_out
from quoteminer.extract.resolve import Scored
from quoteminer.patterns.schema import Limits
from quoteminer.ranking.ranker import Ranker, decide, scored_candidates

ACCEPTS = tuple(n / 100 for n in range(20, 56, 2))
"""Scores that are tried as limits."""

SLACK = 0.003
"""F1 of attribution that is given away for a higher limit: a false row costs a reader more than a missed one. Nothing
is given away for contents in quotation marks, of which few rows are false."""

Judged = tuple[GoldArticle, Layout, list[list[Scored]]]


def settle(
    ranker: Ranker, articles: Articles, read: Readings | None, given: tuple[float, float] | None = None
) -> Ranker:
    """Return the ranker with the limits that articles it was not trained on ask for, or those `given`, calibrated."""
    judged = list(_judged(ranker, articles, read))
    if not judged:
        return ranker
    if given:
        limits = ranker.limits.model_copy(update={"accept": given[0], "quoted": given[1]})
        return _calibrated(ranker, limits, _scores(judged, limits))
    scores = {accept: _scores(judged, ranker.limits.model_copy(update={"accept": accept})) for accept in ACCEPTS}
    accept = _highest({a: found.tallies["attribution"].f1 for a, found in scores.items()})
    limits = ranker.limits.model_copy(update={"accept": accept})
    scores = {q: _scores(judged, limits.model_copy(update={"quoted": q})) for q in ACCEPTS if q >= accept}
    quoted = max(scores, key=lambda q: (_f1_of_quoted(scores[q]), q))
    return _calibrated(ranker, limits.model_copy(update={"quoted": quoted}), scores[quoted])


def _calibrated(ranker: Ranker, limits: Limits, scores: Scores) -> Ranker:
    pairs = [(q.row["score"], right) for c in scores.comparisons for q, right in c.judged()]
    slope, offset = platt([score for score, _ in pairs], [right for _, right in pairs])
    return replace(ranker, limits=limits.model_copy(update={"slope": slope, "offset": offset}))


def _highest(f1: Mapping[float, float]) -> float:
    """Return the highest limit that is as good as the best one."""
    return max(limit for limit, reached in f1.items() if reached >= max(f1.values()) - SLACK)


def _f1_of_quoted(scores: Scores) -> float:
    """Return the mean F1 of direct and mixed quotes: few rows of the whole, and those that readers look for first."""
    return (scores.tallies["attribution direct"].f1 + scores.tallies["attribution mixed"].f1) / 2


def platt(scores: Sequence[float], right: Sequence[bool], *, steps: int = 20) -> tuple[float, float]:
    """Return slope and offset of the log odds that make scores probabilities (Platt 1999; Newton's method)."""
    p = np.clip(np.array(scores), 1e-4, 1 - 1e-4)
    x = np.stack([np.log(p / (1 - p)), np.ones(len(p))], axis=1)
    y = np.array(right, dtype=float)
    w = np.array([1.0, 0.0])
    for _ in range(steps):
        q = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (q * (1 - q))[:, None]).T @ x + 1e-3 * np.eye(2), x.T @ (q - y))
    return round(float(np.clip(w[0], 0.1, 10)), 3), round(float(np.clip(w[1], -10, 10)), 3)


def _judged(ranker: Ranker, articles: Articles, read: Readings | None) -> Iterator[Judged]:
    known = knowledge()
    for row, doc in articles:
        layout = lay_out(doc, grammar=known.grammar, marks=known.marks, speakers=known.speakers)
        reading = read(row["id"], doc) if read else None
        scored, _ = scored_candidates(layout, known.patterns, ranker, reading)
        gold = GoldArticle(id=row["id"], text=row["text"], attributions=tuple(row["attributions"]))
        yield gold, layout, scored


def _scores(judged: Sequence[Judged], limits: Limits) -> Scores:
    out = Scores()
    for gold, layout, scored in judged:
        out.add(compare(gold, [_row(layout, a) for a in decide(layout, scored, limits)]))
    return out


def _row(layout: Layout, found: Attribution) -> dict[str, Any]:
    parts = {"content": found.content, "cue": found.cue, "source": found.source}
    spans = {name: _offsets(layout, tokens) for name, tokens in parts.items()}
    return {**spans, "nested": found.nested, "score": found.score}


def _offsets(layout: Layout, tokens: Tokens) -> list[list[int]]:
    doc = layout.doc
    return [[doc[start].idx, doc[end - 1].idx + len(doc[end - 1])] for start, end in layout.runs(tokens)]
