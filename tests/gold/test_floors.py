"""The golds, extracted anew with every ranker: no figure falls below its floor.

    python scripts/raise_floors.py tests/gold/floors/seeds_small.json tests/gold/seeds.jsonl --ranker small

lifts floors to what is reached. `GOLD_RANKER.json` holds the floors of a ranker on a gold.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from quoteminer.analysis.floors import shortfalls
from quoteminer.analysis.gold import parse_gold
from quoteminer.analysis.metrics import Scores, score
from quoteminer.cli.eval import predict, read_floors, read_lines
from quoteminer.cli.mining import Engine

GOLD = Path(__file__).parent
FILES = sorted((GOLD / "floors").glob("*.json"))
CASES = [(path.stem, metric) for path in FILES for metric in read_floors(path).floors]


@cache
def scores_of(name: str) -> Scores:
    """Return the scores of a ranker's rows from the gold's own texts; `name` is GOLD_RANKER."""
    gold, ranker = name.split("_")
    if ranker == "large":
        pytest.importorskip("onnxruntime")
    articles = list(parse_gold(read_lines(GOLD / f"{gold}.jsonl"), name=gold))
    return score(articles, predict(articles, engine=Engine(ranker=ranker)))


def test_every_ranker_has_floors_on_every_gold() -> None:
    """Two golds, three rankers."""
    names = {f"{gold}_{ranker}" for gold in ("seeds", "articles") for ranker in ("rules", "small", "large")}
    assert {path.stem for path in FILES} == names


@pytest.mark.parametrize(("name", "metric"), CASES)
def test_gold_reaches_the_floor(name: str, metric: str) -> None:
    """The figure is not below its floor."""
    floors = read_floors(GOLD / "floors" / f"{name}.json")
    low = {str(short) for short in shortfalls(floors, scores_of(name).figures(by_type=True)) if short.metric == metric}
    assert not low
