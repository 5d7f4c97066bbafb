"""The values of a row: dates of every kind, ids, outlets; and what is told of those that cannot be used."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.readers import fields
from quoteminer.readers.building import OddDates
from quoteminer.readers.fields import RowSource, str_of
from quoteminer.readers.settings import Settings
from quoteminer.readers.walk import Origin, ReadLog

Read = Callable[..., Any]


def published(value: object) -> tuple[str | None, list[str]]:
    """Return the day that a row with this date has, and the warnings."""
    log = ReadLog()
    rows = RowSource(origin=Origin(id="a", path="a.csv", format="csv"), settings=Settings(log=log))
    day: str | None = getattr(rows.article({"text": "x", "date": value}, 1), "published")  # noqa: B009
    rows.finish()
    return day, log.warnings


@pytest.mark.parametrize(
    "value",
    [
        "2025-09-23", "2025-09-23 10:00:00", "2025-09-23T23:59:59+09:00", "20250923", "20250923T100000Z", 20250923,
        "23/09/2025", "23 September 2025", "Sept. 23, 2025", "Tue, 23 Sep 2025 10:00:00 GMT", date(2025, 9, 23),
        datetime(2025, 9, 23, 10), 1758585600, 1758585600000, 1758585600.5,
    ],
)  # fmt: skip
def test_row_dates_are_read(value: object) -> None:
    """Dates as people, programs, pandas and Parquet write them."""
    assert published(value) == ("2025-09-23", [])


@pytest.mark.parametrize("value", [None, "", float("nan")])
def test_row_without_a_date_has_none(value: object) -> None:
    """What is not there needs no word."""
    assert published(value) == (None, [])


@pytest.mark.parametrize("value", ["soon", 1e300, float("inf"), True, [1], "2025-13-40", "99999999"])
def test_row_date_that_cannot_be_read_is_told(value: object) -> None:
    """A date that is none is left out, with a warning that names it."""
    day, (warning,) = published(value)
    assert day is None
    assert warning.startswith("a.csv: the date ")
    assert warning.endswith("cannot be read, so it is left out; name another key with --date-key.")


def test_ambiguous_row_dates_are_told_together(read: Read) -> None:
    """A file full of 03/04/2025 gives one warning; saying the order gives the dates."""
    raw = "".join(json.dumps({"text": "x", "date": f"03/0{k}/2025"}) + "\n" for k in (4, 5, 6)).encode()
    found = read(raw, "jsonl")
    assert [article.published for article in found.articles] == [None] * 3
    (warning,) = found.log.warnings
    assert warning == (
        "-: 3 dates can be two days, so they are left out, the first '03/04/2025'; say --day-first or --month-first."
    )
    days = [article.published for article in read(raw, "jsonl", day_order="day-first").articles]
    assert days == ["2025-04-03", "2025-05-03", "2025-06-03"]


@pytest.mark.parametrize(
    ("row", "wishes", "day"),
    [
        ({"text": "date 2025-09-23 News\nText", "date": "2025-01-01"}, {}, "2025-01-01"),
        ({"text": "date 2025-09-23 News\nText"}, {"published": "2020-01-01"}, "2025-09-23"),
        ({"text": "Text"}, {"published": "2020-01-01"}, "2020-01-01"),
    ],
)
def test_row_date_comes_first(read: Read, row: dict[str, str], wishes: dict[str, str], day: str) -> None:
    """The row's own date, else the one in the text's head, else the caller's."""
    (article,) = read(json.dumps(row).encode(), "jsonl", **wishes).articles
    assert article.published == day


@pytest.mark.parametrize(
    ("row", "outlet"),
    [
        ({"publication": "The X", "url": "https://x.org/1"}, "The X"),
        ({"source": "https://www.bbc.co.uk/news/1"}, "bbc.co.uk"),
        ({"url": "https://www.x.org/1"}, "x.org"),
        ({"url": "http://["}, None),
        ({"outlet": {"name": "x"}}, None),
    ],
)
def test_row_outlet_is_named_or_the_host(read: Read, row: dict[str, object], outlet: str | None) -> None:
    """The outlet is the one named, an address gives its host."""
    (article,) = read(json.dumps({"text": "x", **row}).encode(), "jsonl").articles
    assert article.outlet == outlet


@pytest.mark.parametrize(
    ("value", "text"),
    [(" a\n b ", "a b"), (7, "7"), ("", None), (None, None), (True, None), (1.5, None), (["a"], None)],
)
def test_str_of_takes_strings_and_whole_numbers(value: object, text: str | None) -> None:
    """Everything else is no name."""
    assert str_of(value) == text


@given(st.integers(min_value=2, max_value=50))
def test_odd_dates_are_counted(count: int) -> None:
    """However many there are, two sentences tell of them."""
    odd, log = OddDates(), ReadLog()
    for number in range(count):
        odd.add("unread", str(number))
    odd.add("ambiguous", "03/04/2025")
    odd.tell("a.csv", log)
    assert len(log.warnings) == 2
    assert f"{count} dates cannot be read, so they are left out, the first '0'" in log.warnings[0]


def test_row_text_longer_than_an_article_is_told(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row whose text no article can be is an error, and the next is read."""
    monkeypatch.setattr(fields, "LARGEST", 10)
    found = read(b'text\n"12345678901"\n1234567890\n', "csv")
    assert found.texts == ["1234567890"]
    assert found.errors == ["-:2: the text is longer than 10 characters. Split it up first."]
