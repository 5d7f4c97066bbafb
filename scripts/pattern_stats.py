"""Show how often each pattern fires on a gold file, and with what precision.

    python scripts/pattern_stats.py GOLD [PREDICTED] [--format table|json]

A row is right when it is paired with a quote of the gold and their sources agree (the metric "attribution" of
docs/accuracy.md); rows that found only a borderline quote do not count. Without PREDICTED the quotes are
extracted from the gold's own text. JSON is one object a line.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from quoteminer.analysis.metrics import Scores
from quoteminer.cli.eval import evaluate
from quoteminer.errors import QuoteminerError
from quoteminer.patterns.loader import load_patterns
from quoteminer.writers.jsonl import dump_line
from quoteminer.writers.safe import safe_line

UNNAMED = "(none)"
"""Where rows without a pattern are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternFigures:
    """How often a pattern fired and how often it was right; `precision` is None where it never fired."""

    pattern: str
    fired: int
    right: int
    precision: float | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the options, print the figures and return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        scores = evaluate(options.gold, options.predicted)
    except QuoteminerError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    figures = pattern_figures(scores, known=shipped_patterns())
    lines = [dump_line(asdict(entry)) for entry in figures] if options.format == "json" else table(figures)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def shipped_patterns() -> list[str]:
    """Return the ids of the shipped patterns that can yield a quote."""
    return [pattern.id for pattern in load_patterns().patterns if not pattern.veto]


def pattern_figures(scores: Scores, *, known: Iterable[str] = ()) -> list[PatternFigures]:
    """Return the figures of every pattern that fired or is known, the most frequent first."""
    fired = Counter(dict.fromkeys(known, 0))
    right: Counter[str] = Counter()
    for comparison in scores.comparisons:
        for quote, is_right in comparison.judged():
            pattern = str(quote.row.get("pattern") or UNNAMED)
            fired[pattern] += 1
            right[pattern] += is_right
    ranked = sorted(fired, key=lambda pattern: (-fired[pattern], pattern))
    return [
        PatternFigures(
            pattern=pattern,
            fired=fired[pattern],
            right=right[pattern],
            precision=round(right[pattern] / fired[pattern], 4) if fired[pattern] else None,
        )
        for pattern in ranked
    ]


def table(figures: Iterable[PatternFigures]) -> Iterator[str]:
    """Yield the figures as lines, precision in percent."""
    entries = list(figures)
    width = max((len(entry.pattern) for entry in entries), default=0) + 2
    yield f"{'pattern':{width}}{'fired':>8}{'right':>8}{'precision':>11}"
    for entry in entries:
        precision = "-" if entry.precision is None else f"{100 * entry.precision:.1f}"
        yield f"{safe_line(entry.pattern):{width}}{entry.fired:8}{entry.right:8}{precision:>11}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD", help="gold file")
    parser.add_argument("predicted", type=Path, nargs="?", metavar="PREDICTED", help="rows to measure")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="how to print")
    return parser


if __name__ == "__main__":
    sys.exit(main())
