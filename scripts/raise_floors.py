"""Raise the floors of a floors file to the figures reached; they never fall unless a reason is given.

    python scripts/raise_floors.py tests/gold/floors/seeds_small.json tests/gold/seeds.jsonl --ranker small
    python scripts/raise_floors.py FLOORS GOLD [PREDICTED] --add "attribution direct f1"
    python scripts/raise_floors.py FLOORS GOLD --allow-lower --why "the gold of article 3 was corrected"

Exit code: 0, 1 if a figure lies below its floor (the file is left alone), 2 if an input or option is wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from quoteminer.analysis.floors import (
    Floors,
    format_floors,
    lower_floors,
    raise_floors,
    shortfalls,
)
from quoteminer.analysis.metrics import Figures
from quoteminer.cli.eval import evaluate, read_floors
from quoteminer.cli.mining import Engine
from quoteminer.errors import QuoteminerError
from quoteminer.ranking.names import RANKER_NAMES


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the options, update the file and return the exit code."""
    options = _parser().parse_args(arguments)
    if options.allow_lower != bool(options.why.strip()):
        _parser().error("--allow-lower and --why REASON go together")
    try:
        before = _read(options.floors)
        engine = Engine(ranker=options.ranker)
        figures = evaluate(options.gold, options.predicted, engine=engine).figures(by_type=True)
        after = update(before, figures, add=options.add, why=options.why)
    except QuoteminerError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    low = shortfalls(after, figures)
    if low:
        sys.stderr.writelines(f"{shortfall}\n" for shortfall in low)
        return 1
    options.floors.write_text(format_floors(after), encoding="utf-8")
    sys.stdout.writelines(f"{line}\n" for line in changes(before, after))
    return 0


def update(before: Floors, figures: Figures, *, add: Sequence[str], why: str) -> Floors:
    """Return the floors raised to the figures, and, if there is a reason, lowered to them."""
    floors = lower_floors(before, figures, day=date.today().isoformat(), why=why) if why else before
    return raise_floors(floors, figures, add=add)


def changes(before: Floors, after: Floors) -> list[str]:
    """Return a line for every floor that is new or has moved."""
    old = before.floors
    return [
        f"{metric}: {old[metric]:g} → {floor:g}" if metric in old else f"{metric}: {floor:g} (new)"
        for metric, floor in after.floors.items()
        if old.get(metric) != floor
    ]


def _read(path: Path) -> Floors:
    return read_floors(path) if path.exists() else Floors(floors={})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("floors", type=Path, metavar="FLOORS", help="floors file; made where it is not there")
    parser.add_argument("gold", type=Path, metavar="GOLD", help="gold file")
    parser.add_argument("predicted", type=Path, nargs="?", metavar="PREDICTED", help="rows to measure")
    parser.add_argument("--ranker", choices=RANKER_NAMES, help="what extracts, without PREDICTED")
    parser.add_argument("--add", action="append", default=[], metavar="METRIC", help="give it a floor, too")
    parser.add_argument("--allow-lower", action="store_true", help="let floors down to the figures")
    parser.add_argument("--why", default="", metavar="REASON", help="why they fall; is kept in the file")
    return parser


if __name__ == "__main__":
    sys.exit(main())
