"""Words of time → ISO 8601: "on Monday", "late on Wednesday", "last week", "in February of this year"."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from quoteminer.extract.dates.calendar import ABSOLUTE, RELATIVE
from quoteminer.extract.dates.grammar import Slots, match_expression
from quoteminer.patterns.schema_dates import DatesData, FormKind

_MAX_FALL_BACK = 60
"""Characters: no date that dateparser reads reliably is longer."""

_DAY_AND_YEAR = re.compile(r"(?=.*\b\d{1,2}(?!\d))(?=.*\b\d{4}\b)")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)
def resolve_expression(words: str, anchor: str | None, *, past: bool = True, data: DatesData) -> str | None:
    """Return what the words name as an ISO 8601 day, month, or `start/end` interval, or None.

    None means: no expression of time, no definite one ("recently"), or nothing to count from.

    Args:
        words: The whole expression, its preposition included or not.
        anchor: The ISO 8601 day to count from, the article's as a rule. A full date needs none.
        past: Whether a bare "Monday" or "May" lies on or before the anchor (a reported saying), or on or
            after it.
        data: The language's words and forms.
    """
    found = match_expression(words, data)
    if found is None:
        return _fall_back(words, data)
    start = _parse_day(anchor)
    try:
        return _resolve(found.form.kind, found.slots, start, past=past)
    except (OverflowError, ValueError):
        return None  # a day that no calendar has: 31 June, the year 0


def _resolve(kind: FormKind, slots: Slots, anchor: date | None, *, past: bool) -> str | None:
    dated = f"{kind} and year"
    if kind in ABSOLUTE or (dated in ABSOLUTE and "year" in slots):
        return ABSOLUTE[kind if kind in ABSOLUTE else dated](slots)
    if anchor is None or kind not in RELATIVE:
        return None
    return RELATIVE[kind](slots, anchor, past)


def _parse_day(text: str | None) -> date | None:
    """Return the day of an ISO 8601 day or time stamp, or None."""
    if text is None or not re.match(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _fall_back(words: str, data: DatesData) -> str | None:
    """Return what dateparser reads in a written-out date with more about it ("Thu 11 Sep 2025 14:05 GMT").

    The month must be a word: dates all in figures are ambiguous, and not left to guesses.
    """
    months = {month.removesuffix(".") for month in data.months}
    named = any(word in months for word in _WORD.findall(words.lower()))
    if len(words) > _MAX_FALL_BACK or not named or not _DAY_AND_YEAR.match(words):
        return None
    import dateparser  # noqa: PLC0415 (it takes half a second to import, and is hardly ever needed)

    settings = {"STRICT_PARSING": True, "PREFER_DATES_FROM": "past", "RETURN_AS_TIMEZONE_AWARE": False}
    parsed = dateparser.parse(words, languages=[data.language], settings=settings)
    return parsed.date().isoformat() if parsed is not None else None
