"""A written day → ISO 8601: `2024-03-05`, `05/03/2024`, `5 March 2024`, `March 5th, 2024`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from quoteminer.errors import UsageError

DayOrder = Literal["day-first", "month-first"]
"""How 03/04/2025 is to be read: 3 April or March 4."""

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A written day: ISO 8601, or None with `ambiguous` where it can be two days."""

    iso: str | None
    ambiguous: bool = False


@cache
def words(language: str = "en") -> dict[str, Any]:
    """Return data/<language>/metadata.yaml; every scalar is a string, as it is written.

    The base loader builds only str, list and dict; the patterns loader stands above the readers.
    """
    import yaml  # noqa: PLC0415 - a help page lists the formats and needs no YAML

    text = files("quoteminer").joinpath("data", language, "metadata.yaml").read_text("utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return content


@cache
def day_pattern() -> str:
    """Return the source of a verbose, case-blind regular expression with named groups for one full day."""
    months = _either(words()["months"])
    ordinal = f"(?:{_either(words()['ordinals'])})?"
    weekday = rf"(?:(?:{_either(words()['weekdays'])})\.?,?\ +)?"
    return rf"""{weekday}(?:
        (?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?!\d)
      | (?P<first>\d{{1,2}})(?P<separator>[/.-])(?P<second>\d{{1,2}})(?P=separator)(?P<last>\d{{4}})(?!\d)
      | (?P<day_1>\d{{1,2}}){ordinal}\.?\ +(?P<name_1>{months})\.?,?\ +(?P<year_1>\d{{4}})(?!\d)
      | (?P<name_2>{months})\.?\ +(?P<day_2>\d{{1,2}}){ordinal},?\ +(?P<year_2>\d{{4}})(?!\d)
    )"""


def parse_day(text: str, *, day_order: DayOrder | None = None) -> Day:
    """Return the day that `text` begins with; an ISO time may follow."""
    match = _anywhere().match(text.strip())
    return day_of(match, day_order=day_order) if match else Day(iso=None)


def day_of(match: re.Match[str], *, day_order: DayOrder | None = None) -> Day:
    """Return the day in a match of `day_pattern()`; a day that no calendar has is None."""
    found = {name: value for name, value in match.groupdict().items() if value is not None}
    if "first" in found:
        return _numeric(int(found["first"]), int(found["second"]), int(found["last"]), day_order)
    for tail in ("_1", "_2"):
        if f"name{tail}" in found:
            month = _months()[found[f"name{tail}"].casefold()]
            return Day(iso=_iso(found[f"year{tail}"], month, found[f"day{tail}"]))
    return Day(iso=_iso(found["year"], found["month"], found["day"]))


def check_day(value: str) -> str:
    """Return `value` if it is a day written YYYY-MM-DD.

    Raises:
        UsageError: when it is not.
    """
    if _ISO_DAY.fullmatch(value) and _iso(*value.split("-")) == value:
        return value
    raise UsageError(f"{value!r} is not a day.", "Write it as YYYY-MM-DD, for example 2025-09-23.")


def _numeric(first: int, second: int, year: int, day_order: DayOrder | None) -> Day:
    readings = {"day-first": _iso(year, second, first), "month-first": _iso(year, first, second)}
    possible = {iso for iso in readings.values() if iso}
    if len(possible) < 2:
        return Day(iso=next(iter(possible), None))
    return Day(iso=readings[day_order]) if day_order else Day(iso=None, ambiguous=True)


def _iso(year: int | str, month: int | str, day: int | str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _either(alternatives: list[str] | dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(alternatives, key=len, reverse=True))


@cache
def _months() -> dict[str, int]:
    return {name.casefold(): int(number) for name, number in words()["months"].items()}


@cache
def _anywhere() -> re.Pattern[str]:
    return re.compile(day_pattern(), re.VERBOSE | re.IGNORECASE)
