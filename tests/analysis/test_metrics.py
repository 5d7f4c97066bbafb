"""Counts over a whole gold, and the figures made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from quoteminer.analysis.gold import GoldArticle
from quoteminer.analysis.metrics import BY_TYPE, WHOLE, Share, Tally, score
from quoteminer.model import Row


def test_tally_gives_precision_recall_and_their_harmonic_mean() -> None:
    """Two of four predicted are right, and they are two of the three that there are."""
    tally = Tally()
    tally.add({1, 2, 3}, {2, 3, 4, 5})
    assert (tally.precision, tally.recall) == (0.5, pytest.approx(2 / 3))
    assert tally.f1 == pytest.approx(4 / 7)


def test_tally_and_share_of_nothing_are_zero() -> None:
    """Nothing to count is no division by zero."""
    assert (Tally().precision, Tally().recall, Tally().f1, Share().accuracy) == (0, 0, 0, 0)


def test_score_of_the_gold_itself_is_perfect(article: Callable[..., GoldArticle], row: Callable[..., Row]) -> None:
    """Every figure of a perfect prediction is 1."""
    rows = [
        row("the bridge is safe", "Mayor Ann Lee", "said", speaker="Ann Lee", date=None),
        row("We will check it", "she", "added", speaker="Ann Lee"),
        row("safe. “We", "Paul Ortiz", "doubts"),
    ]
    figures = score([article(*rows)], rows).figures(by_type=True)
    assert figures["date field"] == {"accuracy": 1, "n": 1}
    assert figures["speaker field"] == {"accuracy": 1, "n": 2}
    shares = [value for group in figures.values() for key, value in group.items() if key != "n"]
    assert set(shares) == {1}


def test_score_of_nothing_found_is_zero_and_every_metric_is_there(
    article: Callable[..., GoldArticle], row: Callable[..., Row]
) -> None:
    """An article without predicted rows has only missed quotes."""
    gold = article(row("the bridge is safe", "Ann Lee", speaker="Ann Lee"))
    figures = score([gold], []).figures(by_type=True)
    assert list(figures) == [*WHOLE, *BY_TYPE, "source agreement"]
    assert {value for group in figures.values() for value in group.values()} == {0}


def test_score_splits_recall_by_the_golds_form_and_precision_by_the_rows(
    article: Callable[..., GoldArticle], row: Callable[..., Row]
) -> None:
    """A direct quote found as a mixed one counts as found among the direct, as right among the mixed."""
    scores = score([article(row("We will check it"))], [row("safe. “We will check it")])
    direct, mixed = scores.tallies["attribution direct"], scores.tallies["attribution mixed"]
    assert (direct.right_gold, direct.gold, direct.predicted) == (1, 1, 0)
    assert (mixed.right_predicted, mixed.predicted, mixed.gold) == (1, 1, 0)


def test_score_is_strict_to_the_last_token() -> None:
    """A content of a hundred tokens with one missing is close, and not the same."""
    text = "x " * 100
    gold = GoldArticle(id="long", text=text, attributions=({"content": [[0, 200]]},))
    scores = score([gold], [{"article": "long", "content": [[0, 198]]}])
    assert (scores.tallies["attribution"].f1, scores.tallies["strict"].f1) == (1, 0)


def test_score_without_types_leaves_them_out(article: Callable[..., GoldArticle]) -> None:
    """The forms are shown only where they are asked for."""
    assert list(score([article()], []).figures()) == [*WHOLE, "source agreement"]


def test_score_does_not_count_tokens_of_borderline_quotes(
    article: Callable[..., GoldArticle], row: Callable[..., Row]
) -> None:
    """Tokens that only a borderline quote labels are neither right nor wrong."""
    gold = article(row("the bridge"), row("is safe", optional=True))
    tally = score([gold], [row("the bridge is safe")]).tallies["content tokens"]
    assert (tally.gold, tally.predicted, tally.right_predicted) == (2, 2, 2)


def test_score_names_articles_that_the_gold_does_not_hold(
    article: Callable[..., GoldArticle], row: Callable[..., Row]
) -> None:
    """Rows of other articles change no figure, and their articles are named."""
    gold = [replace(article(row("the bridge is safe")), id="bridge")]
    stray = {**row("the bridge is safe"), "article": "tunnel"}
    scores = score(gold, [row("the bridge is safe"), stray])
    assert scores.unknown == {"tunnel"}
    assert scores.figures() == score(gold, [row("the bridge is safe")]).figures()
