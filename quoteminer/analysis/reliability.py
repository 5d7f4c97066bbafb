"""How far confidences can be trusted: a reliability table, and what a minimum confidence keeps and loses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quoteminer.analysis.metrics import Scores, Tally

BINS = tuple(n / 10 for n in range(10))
"""Lower ends of the bins of the reliability table; each is 0.1 wide."""

MINIMA = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Minimum confidences of the curve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The quotes whose confidence lies in `[low, low + 0.1)`: how many, their mean confidence, the share right."""

    low: float
    quotes: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What is left with a minimum confidence."""

    minimum: float
    precision: float
    recall: float
    f1: float


def outcomes(scores: Scores) -> list[tuple[float, bool]]:
    """Return the confidence of every predicted quote, and whether it is right; rows without confidence have 1."""
    judged = (pair for comparison in scores.comparisons for pair in comparison.judged())
    return [(float(quote.row.get("confidence", 1.0)), right) for quote, right in judged]


def reliability(found: Sequence[tuple[float, bool]]) -> Iterator[Bin]:
    """Yield the bins that hold a quote; where confidence is calibrated its mean is the share right."""
    for low in BINS:
        inside = [(c, right) for c, right in found if min(9, int(c * 10 + 1e-9)) == round(low * 10)]
        if inside:
            confidence, right = (sum(values) / len(inside) for values in zip(*inside, strict=True))
            yield Bin(low=low, quotes=len(inside), confidence=confidence, right=right)


def expected_error(found: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error: the bins' mean gap between confidence and share right (Naeini 2015)."""
    gaps = [abs(b.confidence - b.right) * b.quotes for b in reliability(found)]
    return sum(gaps) / len(found) if found else 0.0


def curve(scores: Scores) -> Iterator[Point]:
    """Yield precision, recall and F1 of attribution at each minimum confidence."""
    found = outcomes(scores)
    gold = sum(len(comparison.gold) for comparison in scores.comparisons)
    for minimum in MINIMA:
        kept = [right for confidence, right in found if confidence >= minimum]
        tally = Tally(right_gold=sum(kept), gold=gold, right_predicted=sum(kept), predicted=len(kept))
        yield Point(minimum=minimum, precision=tally.precision, recall=tally.recall, f1=tally.f1)
