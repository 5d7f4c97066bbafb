"""One article's predicted rows laid beside its gold: what pairs with what, and what is left over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quoteminer.analysis.gold import GoldArticle
from quoteminer.analysis.matching import CLOSE, EXACT, LabelledQuote, Pair, label, pair_up, without_nested
from quoteminer.analysis.tokens import tokenize
from quoteminer.model import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The quotes of one article that count, and their pairs.

    `gold` is without the borderline quotes, `predicted` without the rows that found one of those; `free` are
    the tokens of the borderline quotes. `close` pairs contents that match, `exact` those that are the same,
    `found` the gold's and the predicted rows whose fields are compared.
    """

    article: GoldArticle
    gold: list[LabelledQuote]
    predicted: list[LabelledQuote]
    free: frozenset[int]
    close: list[Pair]
    exact: list[Pair]
    found: list[tuple[Row, Row]]

    def missed(self) -> Iterator[LabelledQuote]:
        """Yield the gold quotes that no predicted one with an agreeing source stands for."""
        good = {pair.gold for pair in self.close if pair.agree}
        return (quote for g, quote in enumerate(self.gold) if g not in good)

    def spurious(self) -> Iterator[LabelledQuote]:
        """Yield the predicted quotes that stand for no gold one, or with another source."""
        return (quote for quote, right in self.judged() if not right)

    def judged(self) -> Iterator[tuple[LabelledQuote, bool]]:
        """Yield every predicted quote with whether it is right: matching content and an agreeing source."""
        good = {pair.predicted for pair in self.close if pair.agree}
        return ((quote, p in good) for p, quote in enumerate(self.predicted))


def compare(article: GoldArticle, rows: Sequence[Row]) -> Comparison:
    """Return the comparison of an article's gold with the rows predicted for it."""
    text = tokenize(article.text)
    gold = label(article.attributions, text)
    predicted = label(without_nested(rows), text)
    borderline = {g for g, quote in enumerate(gold) if quote.row.get("optional")}
    free = frozenset[int]().union(*(gold[g].content for g in borderline))

    pairs = pair_up(gold, predicted, text.words, minimum=CLOSE)
    first = [pair for pair in pairs if pair.gold not in borderline]
    wanted = {pair.predicted for pair in first}
    found = [(gold[pair.gold].row, predicted[pair.predicted].row) for pair in first]

    counted = [quote for p, quote in enumerate(predicted) if p in wanted or not _is_mostly(quote, free)]
    certain = [quote for g, quote in enumerate(gold) if g not in borderline]
    return Comparison(
        article=article,
        gold=certain,
        predicted=counted,
        free=free,
        close=pair_up(certain, counted, text.words, minimum=CLOSE),
        exact=pair_up(certain, counted, text.words, minimum=EXACT),
        found=found,
    )


def _is_mostly(quote: LabelledQuote, free: frozenset[int]) -> bool:
    return 2 * len(quote.content & free) >= len(quote.content)
