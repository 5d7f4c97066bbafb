"""The invented articles, extracted with the real pipeline, against their gold: no figure falls below its floor.

`scripts/raise_floors.py tests/gold/floors_articles.json tests/gold/articles.jsonl` lifts the floors to what is reached.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from quoteminer.analysis.floors import shortfalls
from quoteminer.analysis.gold import parse_gold
from quoteminer.analysis.metrics import Scores, score
from quoteminer.cli.eval import predict, read_floors, read_lines

GOLD = Path(__file__).parent
FLOORS = read_floors(GOLD / "floors_articles.json")


@pytest.fixture(scope="module")
def scores() -> Scores:
    """Return the scores of the rows extracted from the gold's own texts."""
    articles = list(parse_gold(read_lines(GOLD / "articles.jsonl"), name="articles.jsonl"))
    return score(articles, predict(articles))


@pytest.mark.parametrize("metric", FLOORS.floors)
def test_articles_reach_the_floor(scores: Scores, metric: str) -> None:
    """The figure is not below its floor."""
    low = {str(short) for short in shortfalls(FLOORS, scores.figures(by_type=True)) if short.metric == metric}
    assert not low
