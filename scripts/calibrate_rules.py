"""Fit `slope` and `offset` of the limits in patterns.yaml: what a score of the rules is worth as a confidence.

    python scripts/calibrate_rules.py GOLD

Only the tenth of the articles, chosen by a hash of their ids, that weights and rankers are not trained on is read.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from math import exp, log
from pathlib import Path

from ranker_lessons import is_held_out
from ranker_settling import platt

from quoteminer.analysis.gold import parse_gold
from quoteminer.analysis.metrics import score
from quoteminer.analysis.reliability import outcomes
from quoteminer.cli.eval import predict, read_lines
from quoteminer.cli.mining import Engine
from quoteminer.patterns.loader import load_patterns
from quoteminer.patterns.schema import Limits


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the limits to write into patterns.yaml."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    args = parser.parse_args(arguments)
    articles = [a for a in parse_gold(read_lines(args.gold), name=str(args.gold)) if is_held_out(a.id)]
    found = outcomes(score(articles, predict(articles, engine=Engine(ranker="rules"))))
    limits = load_patterns().limits
    slope, offset = platt([score_of(confidence, limits) for confidence, _ in found], [right for _, right in found])
    values = limits.model_copy(update={"slope": slope, "offset": offset}).model_dump()
    print("limits: {" + ", ".join(f"{name}: {value:g}" for name, value in values.items()) + "}")


def score_of(confidence: float, limits: Limits) -> float:
    """Return the score that the limits made a confidence of."""
    odds = (log(confidence / (1 - confidence)) if 0 < confidence < 1 else 10.0) - limits.offset
    return 1 / (1 + exp(-odds / limits.slope))


if __name__ == "__main__":
    main()
