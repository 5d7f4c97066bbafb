"""Which predicted quote stands for which of the gold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quoteminer.analysis.gold import GoldArticle
from quoteminer.analysis.matching import CLOSE, label, pair_up, sources_agree, without_nested
from quoteminer.analysis.tokens import tokenize
from quoteminer.model import Row

WORDS = ["mr", "hall", "of", "the", "mill", "who", "ran", "it", "for", "years", "said", "no"]
HALL, OF, LONG = frozenset({0, 1}), frozenset({2, 3}), frozenset(range(12))


@pytest.mark.parametrize(
    ("gold", "predicted", "agree"),
    [
        (HALL, HALL, True),
        (frozenset(), frozenset(), True),
        (HALL, frozenset(), False),
        (frozenset(), HALL, False),
        (HALL, frozenset({1}), True),
        (HALL, frozenset({0}), False),
        (OF | {4}, OF, False),
        (OF, OF, True),
        (HALL, frozenset({5, 6}), False),
        (HALL, LONG, False),
        (HALL | {4, 5}, LONG, True),
        (HALL, frozenset(range(1, 10)), True),
        (HALL, frozenset(range(1, 11)), False),
    ],
)
def test_sources_agree_on_a_shared_word_that_says_something(
    gold: frozenset[int], predicted: frozenset[int], agree: bool
) -> None:
    """Titles and function words do not make sources agree, nor does a whole sentence around the name."""
    assert sources_agree(gold, predicted, WORDS) is agree


def pairs(article: GoldArticle, rows: list[Row], minimum: float = CLOSE) -> list[tuple[int, int, bool]]:
    """Return the pairs of an article's gold and rows as plain tuples."""
    text = tokenize(article.text)
    found = pair_up(label(article.attributions, text), label(rows, text), text.words, minimum=minimum)
    return [(pair.gold, pair.predicted, pair.agree) for pair in found]


def test_pair_up_takes_the_best_overlap_first(article: Callable[..., GoldArticle], row: Callable[..., Row]) -> None:
    """Of two rows over one quote the nearer one is paired, whatever their order."""
    gold = article(row("the bridge is safe", "Ann Lee"))
    near, far = row("bridge is safe", "Paul Ortiz"), row("bridge is", "Ann Lee")
    assert pairs(gold, [far, near]) == [(0, 1, False)]


def test_pair_up_prefers_the_agreeing_source_among_equals(
    article: Callable[..., GoldArticle], row: Callable[..., Row]
) -> None:
    """With the same overlap, the row with the right source wins."""
    gold = article(row("the bridge is safe", "Ann Lee"))
    assert pairs(gold, [row("the bridge is safe"), row("the bridge is safe", "Ann")]) == [(0, 1, True)]


def test_pair_up_keeps_to_the_minimum(article: Callable[..., GoldArticle], row: Callable[..., Row]) -> None:
    """Half the tokens are enough for a close pair, one less is not; an exact pair has them all."""
    gold = article(row("the bridge is safe"))
    assert pairs(gold, [row("bridge is")]) == [(0, 0, True)]
    assert pairs(gold, [row("bridge")]) == []
    assert pairs(gold, [row("bridge is safe")], minimum=1.0) == []
    assert pairs(gold, [row("the bridge is safe.")], minimum=1.0) == [(0, 0, True)]


def test_pair_up_pairs_one_to_one(article: Callable[..., GoldArticle], row: Callable[..., Row]) -> None:
    """A row over two quotes stands for one of them only."""
    gold = article(row("the bridge"), row("is safe"))
    assert pairs(gold, [row("the bridge is safe")]) == [(0, 0, True)]


def test_label_leaves_out_a_leading_that() -> None:
    """A leading "that" counts for nothing, unless it is all there is."""
    text = tokenize("He doubts that it holds.")
    long, short = label([{"content": [[10, 23]]}, {"content": [[10, 14]]}], text)
    assert [text.words[i] for i in sorted(long.content)] == ["it", "holds"]
    assert [text.words[i] for i in short.content] == ["that"]


@pytest.mark.parametrize("content", [None, [], [[3, 4]], [[9, 2]]])
def test_label_leaves_out_rows_without_a_token(content: list[list[int]] | None) -> None:
    """A content of nothing but punctuation, or of nothing, is no quote."""
    assert label([{"content": content}, {}], tokenize("one, two")) == []


@pytest.mark.parametrize(
    ("inner", "kept"),
    [
        ([[2, 5]], False),
        ([[0, 4], [12, 15]], False),
        ([[0, 10], [12, 20]], True),
        ([[2, 11]], True),
        ([[0, 4], [10, 12]], True),
    ],
)
def test_without_nested_drops_what_lies_inside_another_row(inner: list[list[int]], kept: bool) -> None:
    """A row marked nested goes only where each of its spans lies in one of another row's."""
    outer = {"content": [[0, 10], [12, 20]]}
    nested = {"content": inner, "nested": True}
    assert (nested in without_nested([outer, nested])) is kept
    assert without_nested([outer, {**nested, "nested": False}])[1]["content"] == inner
