"""Scores → lines of text and plain values to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from quoteminer.analysis.comparison import Comparison
from quoteminer.analysis.matching import LabelledQuote, spans_of
from quoteminer.analysis.metrics import BY_TYPE, WHOLE, Scores
from quoteminer.analysis.reliability import curve, expected_error, outcomes, reliability
from quoteminer.model import Kind

_NAME = 22
"""Columns of the widest metric's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A quote that was missed, or one that was found and should not have been, as words."""

    article: str
    kind: Kind
    source: str
    cue: str
    content: str

    def lines(self, heading: str) -> Iterator[str]:
        """Yield the mistake as lines of text under a heading."""
        yield f"{heading} [{self.kind}] {self.article}"
        yield f"  source:  {self.source}"
        yield f"  cue:     {self.cue}"
        yield f"  content: {self.content}"


def table(scores: Scores, *, by_type: bool = False) -> Iterator[str]:
    """Yield the figures in percent as the lines of a table; `by_type` adds direct, mixed and indirect."""
    yield f"{'':{_NAME}}{'P':>7}{'R':>7}{'F1':>7}{'gold':>8}{'found':>8}"
    for name in (*WHOLE, *BY_TYPE) if by_type else WHOLE:
        tally = scores.tallies[name]
        shares = "".join(f"{100 * share:7.1f}" for share in (tally.precision, tally.recall, tally.f1))
        yield f"{name:{_NAME}}{shares}{tally.gold:8}{tally.predicted:8}"
    yield ""
    yield f"{'':{_NAME}}{'right':>21}{'of':>8}"
    for name, share in scores.shares.items():
        if share.total:
            yield f"{name:{_NAME}}{100 * share.accuracy:21.1f}{share.total:8}"


def reliability_table(scores: Scores) -> Iterator[str]:
    """Yield how far confidences can be trusted, and what each minimum confidence keeps and loses, in percent."""
    found = outcomes(scores)
    yield f"{'confidence':{_NAME}}{'quotes':>14}{'mean':>7}{'right':>8}"
    for one in reliability(found):
        yield f"{one.low:.1f} to {one.low + 0.1:.1f}{one.quotes:25}{100 * one.confidence:7.1f}{100 * one.right:8.1f}"
    yield f"{'expected error':{_NAME}}{100 * expected_error(found):29.1f}"
    yield ""
    yield f"{'minimum confidence':{_NAME}}{'P':>7}{'R':>7}{'F1':>7}"
    for point in curve(scores):
        shares = "".join(f"{100 * share:7.1f}" for share in (point.precision, point.recall, point.f1))
        yield f"{point.minimum:<{_NAME}g}{shares}"


def missed(scores: Scores, *, limit: int) -> list[Mistake]:
    """Return the first `limit` gold quotes that were not found."""
    found = ((item, quote) for item in scores.comparisons for quote in item.missed())
    return [_mistake(item, quote) for item, quote in islice(found, limit)]


def spurious(scores: Scores, *, limit: int) -> list[Mistake]:
    """Return the first `limit` predicted quotes that are not right."""
    found = ((item, quote) for item in scores.comparisons for quote in item.spurious())
    return [_mistake(item, quote) for item, quote in islice(found, limit)]


def _mistake(comparison: Comparison, quote: LabelledQuote) -> Mistake:
    source, cue, content = (_words(comparison, quote, key) for key in ("source", "cue", "content"))
    return Mistake(article=comparison.article.id, kind=quote.form, source=source, cue=cue, content=content)


def _words(comparison: Comparison, quote: LabelledQuote, key: str) -> str:
    parts = (comparison.article.text[start:end] for start, end in spans_of(quote.row, key))
    return " ".join(" … ".join(parts).split())
