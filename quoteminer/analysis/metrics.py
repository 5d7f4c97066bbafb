"""Comparisons over a whole gold → precision, recall, F1, accuracies (told apart in docs/accuracy.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from quoteminer.analysis.comparison import Comparison, compare
from quoteminer.analysis.fields import FIELDS, field_agrees
from quoteminer.analysis.gold import GoldArticle, article_of
from quoteminer.analysis.matching import LabelledQuote, Pair
from quoteminer.model import KINDS, Row

Figures = dict[str, dict[str, float]]
"""Metric → its figures: `p`, `r`, `f1`, or `accuracy` and `n`; shares lie between 0 and 1."""

WHOLE = ("content tokens", "cue exact", "source exact", "content exact", "attribution", "strict")
BY_TYPE = tuple(f"{name} {kind}" for name in ("attribution", "strict") for kind in KINDS)
ACCURACIES = ("source agreement", *(f"{key} field" for key in FIELDS))

_DIGITS = 4
_SPANS: dict[str, Callable[[LabelledQuote], frozenset[int]]] = {
    "cue exact": lambda quote: quote.cue,
    "source exact": lambda quote: quote.source,
    "content exact": lambda quote: quote.content,
}


@dataclass(slots=True)
class Tally:
    """Counts behind a precision and a recall: right ones among the gold's and among the predicted ones."""

    right_gold: int = 0
    gold: int = 0
    right_predicted: int = 0
    predicted: int = 0

    def add(self, gold: Collection[object], predicted: Collection[object]) -> None:
        """Count two sets whose shared members are the right ones."""
        right = len(set(gold) & set(predicted))
        self.add_counts(right_gold=right, gold=len(gold), right_predicted=right, predicted=len(predicted))

    def add_counts(self, *, right_gold: int, gold: int, right_predicted: int, predicted: int) -> None:
        """Count what is right among the gold and among the predicted."""
        self.right_gold += right_gold
        self.gold += gold
        self.right_predicted += right_predicted
        self.predicted += predicted

    @property
    def precision(self) -> float:
        """The share of the predicted that is right, 0 where nothing was predicted."""
        return self.right_predicted / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found, 0 where there is none."""
        return self.right_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Share:
    """How many of `total` are right."""

    right: int = 0
    total: int = 0

    @property
    def accuracy(self) -> float:
        """The share that is right, 0 where there is nothing."""
        return self.right / self.total if self.total else 0.0


@dataclass(slots=True)
class Scores:
    """All counts over a gold, and the comparisons they come from."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in (*WHOLE, *BY_TYPE)})
    shares: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in ACCURACIES})
    comparisons: list[Comparison] = field(default_factory=list)
    unknown: frozenset[str] = frozenset()

    def add(self, comparison: Comparison) -> None:
        """Count one article."""
        self.comparisons.append(comparison)
        self._add_spans(comparison)
        self._add_pairs("attribution", comparison, comparison.close)
        self._add_pairs("strict", comparison, comparison.exact)
        agreement = self.shares["source agreement"]
        agreement.right += sum(pair.agree for pair in comparison.close)
        agreement.total += len(comparison.close)
        for expected, given in comparison.found:
            for key in FIELDS:
                if key in expected:
                    share = self.shares[f"{key} field"]
                    share.right += field_agrees(key, expected[key], given.get(key))
                    share.total += 1

    def figures(self, *, by_type: bool = False) -> Figures:
        """Return every metric that applies, to 4 digits; `by_type` adds direct, mixed and indirect."""
        figures: Figures = {}
        for name in (*WHOLE, *BY_TYPE) if by_type else WHOLE:
            tally = self.tallies[name]
            figures[name] = {
                "p": round(tally.precision, _DIGITS),
                "r": round(tally.recall, _DIGITS),
                "f1": round(tally.f1, _DIGITS),
            }
        for name, share in self.shares.items():
            if share.total or name == "source agreement":
                figures[name] = {"accuracy": round(share.accuracy, _DIGITS), "n": share.total}
        return figures

    def _add_spans(self, comparison: Comparison) -> None:
        gold, predicted = comparison.gold, comparison.predicted
        wanted = frozenset[int]().union(*(quote.content for quote in gold))
        given = frozenset[int]().union(*(quote.content for quote in predicted))
        self.tallies["content tokens"].add(wanted, given - (comparison.free - wanted))
        for name, tokens in _SPANS.items():
            self.tallies[name].add(
                {tokens(quote) for quote in gold if tokens(quote)},
                {tokens(quote) for quote in predicted if tokens(quote)},
            )

    def _add_pairs(self, name: str, comparison: Comparison, pairs: list[Pair]) -> None:
        gold = _forms(comparison.gold, {pair.gold for pair in pairs if pair.agree})
        predicted = _forms(comparison.predicted, {pair.predicted for pair in pairs if pair.agree})
        for kind in KINDS:
            for metric in (name, f"{name} {kind}"):
                self.tallies[metric].add_counts(
                    right_gold=gold[kind].right,
                    gold=gold[kind].total,
                    right_predicted=predicted[kind].right,
                    predicted=predicted[kind].total,
                )


def _forms(quotes: list[LabelledQuote], right: set[int]) -> dict[str, Share]:
    """Return for each form how many quotes have it, and how many of those are among the `right` positions."""
    shares = {str(kind): Share() for kind in KINDS}
    for position, quote in enumerate(quotes):
        shares[quote.form].total += 1
        shares[quote.form].right += position in right
    return shares


def score(gold: Iterable[GoldArticle], rows: Iterable[Row]) -> Scores:
    """Return the scores of predicted rows against gold articles.

    Rows of an article that the gold does not hold are not counted; `unknown` names their articles.
    """
    predicted: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        predicted[article_of(row)].append(row)
    scores = Scores()
    for article in gold:
        scores.add(compare(article, predicted.get(article.id, ())))
    known = {comparison.article.id for comparison in scores.comparisons}
    scores.unknown = frozenset(predicted.keys() - known)
    return scores
