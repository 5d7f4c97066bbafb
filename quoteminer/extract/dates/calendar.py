"""What each kind of expression of time names in the calendar, as ISO 8601 day, month or `start/end`.

Every function takes what a form caught; the relative ones also the day to count from and whether a bare
"Monday" lies on or before it (`past`). They raise ValueError or OverflowError for a day that no calendar has.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from quoteminer.extract.dates.grammar import Slots

_WEEKEND = 5
"""Saturday, counted from Monday = 0."""

_LEAP_CYCLE = 8
"""29 February comes back after at most eight years (1896 to 1904)."""


def _int(slots: Slots, name: str, default: int = 0) -> int:
    return int(slots.get(name, default))


def _interval(start: date, end: date) -> str:
    return f"{start.isoformat()}/{end.isoformat()}"


def _month(year: int, month: int) -> str:
    return date(year, month, 1).isoformat()[:7]


def _year(slots: Slots) -> str:
    year = _int(slots, "year")
    return _interval(date(year, 1, 1), date(year, 12, 31))


def _decade(slots: Slots) -> str | None:
    year = _int(slots, "year")
    return _interval(date(year, 1, 1), date(year + 9, 12, 31)) if year % 10 == 0 else None


def _full_date(slots: Slots) -> str | None:
    """Return the day of a date with its year; a weekday that contradicts it makes it unsure."""
    day = date(_int(slots, "year"), _int(slots, "month"), _int(slots, "ordinal"))
    return day.isoformat() if _int(slots, "weekday", day.isoweekday()) == day.isoweekday() else None


def _full_month(slots: Slots) -> str:
    return _month(_int(slots, "year"), _int(slots, "month"))


def _iso(slots: Slots) -> str:
    return date(_int(slots, "year"), _int(slots, "digits"), _int(slots, "digits2")).isoformat()


def _numeric(slots: Slots) -> str | None:
    """Return the day of `13/04/2025` or `04/13/2025`; `03/04/2025` may be either and gives None."""
    first, second = _int(slots, "digits"), _int(slots, "digits2")
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = (first, second) if first > 12 else (second, first)
    return date(_int(slots, "year"), month, day).isoformat()


def _day(slots: Slots, anchor: date, past: bool) -> str:
    return (anchor + timedelta(days=_int(slots, "day") + _int(slots, "reference"))).isoformat()


def _overnight(slots: Slots, anchor: date, past: bool) -> str:
    return _interval(anchor - timedelta(days=1), anchor)


def _weekday(slots: Slots, anchor: date, past: bool) -> str:
    """Return the weekday: the anchor itself counts, but not for "last", "next" and "previous"."""
    back = (anchor.isoweekday() - _int(slots, "weekday")) % 7
    shift = _int(slots, "shift") or _int(slots, "reference")
    if shift < 0:
        days = -(back or 7)
    elif shift > 0:
        days = 7 - back
    else:
        days = -back if past else -back % 7
    return (anchor + timedelta(days=days)).isoformat()


def _weekday_of_week(slots: Slots, anchor: date, past: bool) -> str:
    monday = _monday(anchor) + timedelta(weeks=_int(slots, "shift"))
    return (monday + timedelta(days=_int(slots, "weekday") - 1)).isoformat()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _date(slots: Slots, anchor: date, past: bool) -> str | None:
    """Return the nearest such day on the right side of the anchor."""
    years = range(anchor.year, anchor.year - _LEAP_CYCLE - 1, -1)
    if not past:
        years = range(anchor.year, anchor.year + _LEAP_CYCLE + 1)
    month, ordinal = _int(slots, "month"), _int(slots, "ordinal")
    for year in years:
        if ordinal <= monthrange(year, month)[1]:
            day = date(year, month, ordinal)
            if day == anchor or (day < anchor) == past:
                return _full_date({**slots, "year": year})
    return None


def _date_of_year(slots: Slots, anchor: date, past: bool) -> str | None:
    return _full_date({**slots, "year": anchor.year + _int(slots, "shift")})


def _month_day(slots: Slots, anchor: date, past: bool) -> str:
    """Return "the 11th": of the anchor's month, or of the nearest one on the right side of the anchor."""
    step = -1 if past else 1
    day = _int(slots, "nth")
    wrong_side = anchor.day < day if past else anchor.day > day
    year, month = _add_months(anchor, step if wrong_side else 0)
    return date(year, month, day).isoformat()


def _add_months(day: date, months: int) -> tuple[int, int]:
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def _month_near(slots: Slots, anchor: date, past: bool) -> str:
    month, shift = _int(slots, "month"), _int(slots, "shift")
    year = anchor.year
    if shift < 0:
        year -= month >= anchor.month
    elif shift > 0:
        year += month <= anchor.month
    elif past:
        year -= month > anchor.month
    else:
        year += month < anchor.month
    return _month(year, month)


def _month_of_year(slots: Slots, anchor: date, past: bool) -> str:
    return _month(anchor.year + _int(slots, "shift"), _int(slots, "month"))


def _period(slots: Slots, anchor: date, past: bool) -> str | None:
    """Return the week, month or year so many from the anchor's. "The last day" is no day before."""
    shift = _int(slots, "shift") or _int(slots, "reference")
    if slots["unit"] == "weekend":
        return _weekend_near(shift, anchor, past)
    if slots["unit"] in ("hour", "day") and _int(slots, "shift"):
        return None
    return _shifted(anchor, shift, str(slots["unit"]))


def _shifted(anchor: date, count: int, unit: str) -> str:
    """Return the day, or the calendar week, month or year, `count` units from the anchor's."""
    if unit == "month":
        return _month(*_add_months(anchor, count))
    if unit == "year":
        return _year({"year": anchor.year + count})
    if unit in ("week", "fortnight"):
        monday = _monday(anchor) + timedelta(weeks=count * (2 if unit == "fortnight" else 1))
        return _interval(monday, monday + timedelta(days=6))
    return (anchor + timedelta(days=count if unit == "day" else 0)).isoformat()


def _weekend_near(shift: int, anchor: date, past: bool) -> str:
    """Return the weekend: "last weekend" ended before this week, "next" begins after this one."""
    saturday = _monday(anchor) + timedelta(days=_WEEKEND)
    if shift:
        saturday += timedelta(weeks=-1 if shift < 0 else 1)
    elif past and saturday > anchor:
        saturday -= timedelta(weeks=1)
    return _interval(saturday, saturday + timedelta(days=1))


def _weekend(slots: Slots, anchor: date, past: bool) -> str:
    return _weekend_near(0, anchor, past)


def _ago(slots: Slots, anchor: date, past: bool) -> str | None:
    if slots["unit"] == "weekend":
        return None
    return _shifted(anchor, _int(slots, "number") * _int(slots, "direction", -1), str(slots["unit"]))


ABSOLUTE: dict[str, Callable[[Slots], str | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "year": _year,
    "date and year": _full_date,
    "month and year": _full_month,
    "decade": _decade,
}
"""Kinds that need no day to count from."""

RELATIVE: dict[str, Callable[[Slots, date, bool], str | None]] = {
    "day": _day,
    "overnight": _overnight,
    "weekday": _weekday,
    "weekday_of_week": _weekday_of_week,
    "date": _date,
    "date_of_year": _date_of_year,
    "month_day": _month_day,
    "month": _month_near,
    "month_of_year": _month_of_year,
    "period": _period,
    "weekend": _weekend,
    "ago": _ago,
}
"""Kinds that count from a day."""
