"""Filters over quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from quoteminer.analysis.search import Filters, check_period, highlight, lacks_only_date, matches, search
from quoteminer.errors import UsageError
from quoteminer.model import Quote, Stance

MakeQuote = Callable[..., Quote]

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


def found(quotes: list[Quote], filters: Filters, **known: tuple[str, ...]) -> list[str]:
    """Return the ids of the quotes that a search finds; `known` are names by id."""
    return [quote.id for quote in search(quotes, filters, known=known.items)]


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("peskov", ["full", "surname"]),
        ("DMITRY", ["full", "surname"]),
        ("dmitry peskov", ["full", "surname"]),
        ("lee", ["other"]),
        ("", ["other", "surname", "full"]),
    ],
)
def test_search_finds_a_person_by_any_name(make_quote: MakeQuote, speaker: str, expected: list[str]) -> None:
    """A surname alone is found by the full name of another row, which may come later."""
    quotes = [
        make_quote(id="other"),
        make_quote(id="surname", speaker="Peskov", source_text="Peskov"),
        make_quote(id="full", speaker="Dmitry Peskov", source_text="he"),
    ]
    assert sorted(found(quotes, Filters(speaker=speaker))) == sorted(expected)


def test_search_leaves_a_surname_of_two_alone(make_quote: MakeQuote) -> None:
    """Where two full names have the surname, it is nobody's."""
    names = ("Ann Lee", "Bo Lee", "Lee")
    quotes = [make_quote(id=name, speaker=name, source_text=None) for name in names]
    assert found(quotes, Filters(speaker="ann")) == ["Ann Lee"]
    assert found(quotes, Filters(speaker="lee")) == list(names)


def test_search_finds_a_person_by_id_and_alias(make_quote: MakeQuote) -> None:
    """Rows with one id are one person; what a person is also called comes from the speakers known beforehand."""
    quotes = [
        make_quote(id="1", speaker="Putin", speaker_id="Q7747", source_text=None),
        make_quote(id="2", speaker="Vladimir Putin", speaker_id="Q7747", source_text=None),
        make_quote(id="3", speaker="JD Vance", source_text=None),
    ]
    assert found(quotes, Filters(speaker="vladimir")) == ["2", "1"]
    assert found(quotes, Filters(speaker="wladimir"), Q7747=("Vladimir Putin", "Wladimir Putin")) == ["1", "2"]
    assert found(quotes, Filters(speaker="J. D."), Q1=("JD Vance", "J. D. Vance")) == ["3"]
    assert found(quotes, Filters(speaker="j. d.", case_sensitive=True), Q1=("JD Vance", "J. D. Vance")) == []
    assert found(quotes, Filters(speaker="wladimir", kind="mixed"), Q7747=("Wladimir Putin",)) == []


def test_search_yields_what_it_finds_at_once(make_quote: MakeQuote) -> None:
    """A quote that matches is out before the next is asked for; nothing is known beforehand without a speaker."""

    def quotes() -> Iterator[Quote]:
        yield make_quote(id="1")
        raise AssertionError

    def known() -> list[tuple[None, tuple[str, ...]]]:
        raise AssertionError

    assert next(search(quotes(), Filters(speaker="lee"), known=known)).id == "1"
    assert next(search(quotes(), Filters(kind="direct"), known=known)).id == "1"


@pytest.mark.parametrize(
    ("filters", "field", "text", "expected"),
    [
        ({"text": re.compile("o.")}, "quote", "one or two", [(0, 2), (4, 6)]),
        ({}, "quote", "one", []),
        ({"speaker": "lodz"}, "speaker", "Łódź", [(0, 4)]),
        ({"speaker": "łódź", "case_sensitive": True}, "speaker", "Łódź łódź", [(5, 9)]),
        ({"speaker": "a.", "case_sensitive": True}, "speaker", "ab a.", [(3, 5)]),
        ({}, "speaker", "Lee", []),
        ({"target": "port"}, "stance_target", "the Port", [(4, 8)]),
        ({"speaker": "port"}, "stance_target", "the Port", []),
    ],
)
def test_highlight_shows_why_a_quote_was_found(
    filters: dict[str, Any], field: str, text: str, expected: list[tuple[int, int]]
) -> None:
    """The words that a filter asked for are those that stand out."""
    assert highlight(Filters(**filters), field, text) == expected
