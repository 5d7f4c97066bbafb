"""Filters over quotes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from quoteminer.analysis.search import Filters, check_period, lacks_only_date, matches
from quoteminer.errors import UsageError
from quoteminer.model import Quote, Stance

STANCES = (Stance(target="the port", label="favor"), Stance(target="the bridge", label="against"))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, True),
        ({"speaker": "ann"}, True),
        ({"speaker": "mayor ann"}, True),
        ({"speaker": "lée"}, True),
        ({"speaker": "ann", "case_sensitive": True}, False),
        ({"speaker": "Ann", "case_sensitive": True}, True),
        ({"speaker": "Smith"}, False),
        ({"text": re.compile("harb.ur")}, True),
        ({"text": re.compile("told")}, False),
        ({"kind": "direct"}, True),
        ({"kind": "mixed"}, False),
        ({"act": "assert"}, True),
        ({"act": "deny"}, False),
        ({"min_confidence": 0.9}, True),
        ({"min_confidence": 0.91}, False),
        ({"stance": "favor"}, True),
        ({"stance": "neutral"}, False),
        ({"target": "PORT"}, True),
        ({"target": "airport"}, False),
        ({"stance": "against", "target": "bridge"}, True),
        ({"stance": "favor", "target": "bridge"}, False),
        ({"speaker": "ann", "kind": "mixed"}, False),
    ],
)
def test_matches_applies_every_filter(
    make_quote: Callable[..., Quote], filters: dict[str, Any], expected: bool
) -> None:
    """A quote passes when every filter lets it through; stance and target belong together."""
    assert matches(make_quote(stances=STANCES), Filters(**filters)) is expected


def test_matches_reads_the_first_stance_of_a_row(make_quote: Callable[..., Quote]) -> None:
    """A row with only its first stance is found by it."""
    quote = make_quote(stance="favor", stance_target="the port")
    assert matches(quote, Filters(stance="favor", target="port"))
    assert not matches(quote, Filters(stance="against"))


@pytest.mark.parametrize(
    ("date", "since", "until", "expected"),
    [
        ("2025-09-22", "2025-09-22", "2025-09-22", True),
        ("2025-09-22", "2025-09-23", None, False),
        ("2025-09-22", None, "2025-09-21", False),
        ("2025-09-22", "2025-09", "2025-09", True),
        ("2025-09-22", "2025", "2025", True),
        ("2025-09-22", "2024", "2024-12", False),
        ("2025-09", "2025-09-30", None, True),
        ("2025-09", "2025-10-01", None, False),
        ("2025-09", None, "2025-08-31", False),
        ("2025-09-15/2025-09-21", "2025-09-21", "2025-09-30", True),
        ("2025-09-15/2025-09-21", "2025-09-22", None, False),
        ("2025-09-15/2025-09-21", None, "2025-09-14", False),
        ("2025-08/2025-09", "2025-09-30", None, True),
        (None, "2025", None, False),
    ],
)
def test_matches_compares_periods(
    make_quote: Callable[..., Quote], date: str | None, since: str | None, until: str | None, expected: bool
) -> None:
    """Days, months and intervals pass when they overlap the period asked for."""
    assert matches(make_quote(date=date), Filters(since=since, until=until)) is expected


def test_matches_keeps_undated_on_demand(make_quote: Callable[..., Quote]) -> None:
    """Quotes without a date stay if the user wants them."""
    assert matches(make_quote(date=None), Filters(since="2025", undated=True))


@pytest.mark.parametrize(
    ("date", "speaker", "expected"),
    [(None, "ann", True), (None, "smith", False), ("2020-01-01", "ann", False)],
)
def test_lacks_only_date_counts_what_a_date_might_keep(
    make_quote: Callable[..., Quote], date: str | None, speaker: str, expected: bool
) -> None:
    """Only quotes that pass everything else are counted as undated."""
    assert lacks_only_date(make_quote(date=date), Filters(since="2025", speaker=speaker)) is expected


def test_lacks_only_date_is_false_without_a_period(make_quote: Callable[..., Quote]) -> None:
    """Where no date is asked for, none is missing."""
    assert not lacks_only_date(make_quote(date=None), Filters())


@pytest.mark.parametrize("value", ["2025", "2025-09", "2025-12-31"])
def test_check_period_accepts_years_months_days(value: str) -> None:
    """A year, month or day is itself."""
    assert check_period(value) == value


@pytest.mark.parametrize("value", ["", "25", "2025-13", "2025-9", "2025-09-32", "2025-09-01x", "yesterday"])
def test_check_period_refuses_everything_else(value: str) -> None:
    """Anything else is a mistake that the message explains."""
    with pytest.raises(UsageError, match="is no date"):
        check_period(value)
