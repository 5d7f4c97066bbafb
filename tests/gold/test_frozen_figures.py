"""The metrics give the figures that the reference scorer gave for the same files.

`*_figures.json` holds its output, once and for all: for small articles that hold every odd case, and for
the sample articles' gold with predictions made by shifting, splitting, dropping and doubling its quotes.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quoteminer.analysis.gold import parse_gold, parse_rows
from quoteminer.analysis.metrics import score

GOLD = Path(__file__).parent
PLACES = 4


def lines(name: str) -> list[str]:
    """Return the lines of a file beside this one."""
    return (GOLD / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", ["cases", "seeds"])
def test_metrics_equal_the_frozen_figures(name: str) -> None:
    """Every figure is the same to four decimals, and none is missing or new."""
    gold = parse_gold(lines(f"{name}.jsonl"), name=name)
    rows = parse_rows(lines(f"{name}_predicted.jsonl"), name=name)
    figures = score(gold, rows).figures(by_type=True)
    frozen = json.loads((GOLD / f"{name}_figures.json").read_text(encoding="utf-8"))
    assert figures.keys() == frozen.keys()
    for metric, values in frozen.items():
        assert figures[metric] == pytest.approx(values, abs=10**-PLACES / 2), metric


def test_seeds_gold_stands_on_the_sample_articles() -> None:
    """The gold of the sample articles holds their very text, and its offsets lie in it."""
    articles = list(parse_gold(lines("seeds.jsonl"), name="seeds"))
    seeds = {path.stem: path.read_bytes().decode() for path in (GOLD.parents[1] / "seeds").iterdir()}
    assert {article.id: article.text for article in articles} == seeds
    for article in articles:
        for row in article.attributions:
            spans = [span for key in ("content", "cue", "source") for span in row[key]]
            assert all(0 <= start < end <= len(article.text) for start, end in spans)
