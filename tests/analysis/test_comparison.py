"""What counts in an article, and what is left over."""

from __future__ import annotations

from collections.abc import Callable

from quoteminer.analysis.comparison import Comparison, compare
from quoteminer.analysis.gold import GoldArticle
from quoteminer.model import Row


def sides(comparison: Comparison) -> tuple[list[Row], list[Row]]:
    """Return the rows that count: the gold's and the predicted ones."""
    return [quote.row for quote in comparison.gold], [quote.row for quote in comparison.predicted]


def test_compare_leaves_borderline_quotes_out_of_both_sides(
    article: Callable[..., GoldArticle], row: Callable[..., Row]
) -> None:
    """Finding a borderline quote is neither rewarded nor punished, nor is half of it."""
    sure, borderline = row("the bridge is safe", "Ann Lee"), row("We will check it", "she", optional=True)
    found = row("the bridge is safe", "Ann Lee")
    gold = article(sure, borderline)
    for extra in (row("We will check it", "she"), row("check it", "Paul")):
        assert sides(compare(gold, [found, extra])) == ([sure], [found])


def test_compare_keeps_rows_that_are_mostly_outside_a_borderline_quote(
    article: Callable[..., GoldArticle], row: Callable[..., Row]
) -> None:
    """A row that merely touches a borderline quote is as wrong as any."""
    spurious = row("check it,” she added. Paul Ortiz")
    comparison = compare(article(row("We will check it", "she", optional=True)), [spurious])
    assert [quote.row for quote in comparison.spurious()] == [spurious]


def test_compare_leaves_out_rows_that_are_half_borderline(
    article: Callable[..., GoldArticle], row: Callable[..., Row]
) -> None:
    """A row of which exactly half stands in a borderline quote is not punished."""
    comparison = compare(article(row("We will check it", optional=True)), [row("check it,” she added")])
    assert comparison.predicted == []


def test_compare_keeps_a_row_that_found_a_sure_quote_inside_a_borderline_one(
    article: Callable[..., GoldArticle], row: Callable[..., Row]
) -> None:
    """Where a sure and a borderline quote overlap, the row that stands for the sure one counts."""
    gold = article(row("the bridge is safe", "Ann Lee"), row("Ann Lee said the bridge is safe", optional=True))
    found = row("the bridge is safe", "Ann Lee")
    comparison = compare(gold, [found])
    assert [(quote.row, right) for quote, right in comparison.judged()] == [(found, True)]
    assert list(comparison.missed()) == []


def test_compare_pairs_fields_whatever_the_source(article: Callable[..., GoldArticle], row: Callable[..., Row]) -> None:
    """A quote with the wrong source is missed and spurious, but its fields are still compared."""
    gold, wrong = row("the bridge is safe", "Ann Lee"), row("the bridge is safe", "Paul Ortiz")
    comparison = compare(article(gold), [wrong])
    assert comparison.found == [(gold, wrong)]
    assert [quote.row for quote in comparison.missed()] == [gold]
    assert [quote.row for quote in comparison.spurious()] == [wrong]
