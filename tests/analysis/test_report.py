"""Scores as lines of text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quoteminer.analysis.gold import GoldArticle
from quoteminer.analysis.metrics import Scores, score
from quoteminer.analysis.report import missed, spurious, table
from quoteminer.model import Row

TABLE = """\
                            P      R     F1    gold   found
content tokens           50.0   50.0   50.0       8       8
cue exact               100.0   50.0   66.7       2       1
source exact              0.0    0.0    0.0       2       1
content exact            50.0   50.0   50.0       2       2
attribution              50.0   50.0   50.0       2       2
strict                   50.0   50.0   50.0       2       2
attribution direct        0.0    0.0    0.0       1       0
attribution mixed         0.0    0.0    0.0       0       0
attribution indirect     50.0  100.0   66.7       1       2
strict direct             0.0    0.0    0.0       1       0
strict mixed              0.0    0.0    0.0       0       0
strict indirect          50.0  100.0   66.7       1       2

                                      right      of
source agreement                      100.0       1
speaker field                           0.0       1
"""


@pytest.fixture
def scores(article: Callable[..., GoldArticle], row: Callable[..., Row]) -> Scores:
    """Return the scores of one right, one missed and one spurious quote."""
    gold = article(
        row("the bridge is safe", "Mayor Ann Lee", "said", speaker="Ann Lee"),
        row("We will check it", "she", "added"),
    )
    return score([gold], [row("the bridge is safe", "Ann Lee", "said"), row("Ortiz doubts|it holds")])


def test_table_shows_every_figure_in_percent(scores: Scores) -> None:
    """The table is exactly this, and without the forms if they are not asked for."""
    assert "".join(f"{line}\n" for line in table(scores, by_type=True)) == TABLE
    plain = [line for line in TABLE.splitlines() if "direct" not in line and "mixed" not in line]
    assert list(table(scores)) == plain


def test_missed_and_spurious_show_the_words(scores: Scores) -> None:
    """A mistake names its article, form, source, cue and content; parts are joined by an ellipsis."""
    (lost,), (extra,) = missed(scores, limit=9), spurious(scores, limit=9)
    assert list(lost.lines("missed")) == [
        "missed [direct] bridge",
        "  source:  she",
        "  cue:     added",
        "  content: We will check it",
    ]
    assert (extra.kind, extra.source, extra.content) == ("indirect", "", "Ortiz doubts … it holds")


def test_missed_and_spurious_keep_to_the_limit(scores: Scores) -> None:
    """None are shown where none are asked for."""
    assert missed(scores, limit=0) == spurious(scores, limit=0) == []
