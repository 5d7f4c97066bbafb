"""Sort the mistakes of a ranker into classes: what was missed or found wrongly, and where it went wrong.

    python scripts/error_classes.py GOLD [--ranker small] [--held-out]

`--held-out` reads only the tenth of the articles, chosen by a hash of their ids, that rankers are not trained on.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ranker_lessons import is_held_out

from quoteminer.analysis.comparison import Comparison
from quoteminer.analysis.gold import parse_gold
from quoteminer.analysis.matching import CLOSE, LabelledQuote
from quoteminer.analysis.metrics import Scores, score
from quoteminer.cli.eval import predict, read_lines
from quoteminer.cli.mining import Engine
from quoteminer.model import KINDS


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the classes of missed and of spurious quotes by kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--ranker", default=None)
    parser.add_argument("--held-out", action="store_true")
    args = parser.parse_args(arguments)
    articles = list(parse_gold(read_lines(args.gold), name=str(args.gold)))
    if args.held_out:
        articles = [article for article in articles if is_held_out(article.id)]
    scores = score(articles, predict(articles, engine=Engine(ranker=args.ranker)))
    sys.stdout.writelines(f"{line}\n" for line in table(scores))
    return 0


def table(scores: Scores) -> Iterator[str]:
    """Yield the counts as lines: class by kind, the commonest first."""
    for heading, classes in (("missed", missed_classes), ("spurious", spurious_classes)):
        counts = Counter(pair for comparison in scores.comparisons for pair in classes(comparison))
        totals = Counter(name for name, _ in counts.elements())
        yield f"{heading:34}" + "".join(f"{kind:>10}" for kind in KINDS) + f"{'all':>10}"
        for name, total in totals.most_common():
            yield f"  {name:32}" + "".join(f"{counts[name, kind]:10}" for kind in KINDS) + f"{total:10}"


def missed_classes(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Yield the class and the kind of every gold quote that was missed."""
    for quote in comparison.missed():
        same = [found for found in comparison.predicted if found.cue & quote.cue]
        if same:
            yield _difference(max(same, key=lambda found: _overlap(found, quote)), quote), quote.form
        elif any(quote.cue & found.content for found in comparison.predicted):
            yield "cue inside another content", quote.form
        elif any(_overlap(found, quote) >= CLOSE for found in comparison.predicted):
            yield "content given to another cue", quote.form
        else:
            yield "cue not found", quote.form


def spurious_classes(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Yield the class and the kind of every predicted quote that is not right."""
    for found in comparison.spurious():
        same = [quote for quote in comparison.gold if found.cue & quote.cue]
        if same:
            yield _difference(found, max(same, key=lambda quote: _overlap(found, quote))), found.form
        else:
            yield "no such cue in the gold", found.form


def _difference(found: LabelledQuote, quote: LabelledQuote) -> str:
    if _overlap(found, quote) >= CLOSE:
        return "source"
    longer = len(found.content - quote.content) > len(quote.content - found.content)
    return "content too long" if longer else "content too short"


def _overlap(left: LabelledQuote, right: LabelledQuote) -> float:
    return len(left.content & right.content) / len(left.content | right.content)


if __name__ == "__main__":
    sys.exit(main())
