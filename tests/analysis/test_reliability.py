"""Confidences against outcomes."""

import pytest

from quoteminer.analysis.gold import GoldArticle
from quoteminer.analysis.metrics import score
from quoteminer.analysis.reliability import curve, expected_error, outcomes, reliability

TEXT = "Ann said it rains. Bob said it snows."
GOLD = GoldArticle(
    id="a",
    text=TEXT,
    attributions=(
        {"content": [[9, 17]], "cue": [[4, 8]], "source": [[0, 3]]},
        {"content": [[28, 36]], "cue": [[23, 27]], "source": [[19, 22]]},
    ),
)
ROWS = [
    {"article": "a", "content": [[9, 17]], "cue": [[4, 8]], "source": [[0, 3]], "confidence": 0.92},
    {"article": "a", "content": [[0, 3]], "cue": [], "source": [], "confidence": 0.41},
]


def test_outcomes_pairs_confidence_with_right() -> None:
    """Every predicted quote comes with its confidence and whether it is right."""
    assert outcomes(score([GOLD], ROWS)) == [(0.92, True), (0.41, False)]


def test_reliability_bins_by_confidence() -> None:
    """A bin tells how many quotes, their mean confidence, and the share right; empty bins are left out."""
    found = list(reliability([(0.92, True), (0.98, False), (0.3, False), (1.0, True)]))
    assert [(b.low, b.quotes, round(b.confidence, 3), round(b.right, 3)) for b in found] == [
        (0.3, 1, 0.3, 0.0),
        (0.9, 3, 0.967, 0.667),
    ]


def test_expected_error_weighs_bins_by_quotes() -> None:
    """The expected calibration error is the gap of each bin, weighed by its quotes."""
    assert expected_error([(0.9, True), (0.5, False)]) == pytest.approx((0.1 + 0.5) / 2)
    assert expected_error([]) == 0


def test_curve_trades_recall_for_precision() -> None:
    """A higher minimum keeps the surer quotes."""
    points = {point.minimum: point for point in curve(score([GOLD], ROWS))}
    assert (points[0.0].precision, points[0.0].recall) == (0.5, 0.5)
    assert (points[0.5].precision, points[0.5].recall) == (1.0, 0.5)
    assert points[0.95].f1 == 0
