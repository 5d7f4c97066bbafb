"""Search over quotes: which rows a set of filters lets through."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from quoteminer.errors import UsageError
from quoteminer.model import Kind, Quote, SpeechAct, Stance, StanceLabel

_PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_LETTER = re.compile(r"LATIN (?:SMALL|CAPITAL) (?:LETTER|LIGATURE) (?:DOTLESS )?([A-Z]{1,2})(?: WITH .+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a quote must be like; None lets everything through.

    `speaker` and `target` are parts of a name, `text` is searched in the quote's words. `since` and `until`
    are a year, month or day in ISO 8601, both inclusive; quotes without a date fall out unless `undated`.
    """

    speaker: str | None = None
    text: re.Pattern[str] | None = None
    since: str | None = None
    until: str | None = None
    undated: bool = False
    kind: Kind | None = None
    stance: StanceLabel | None = None
    target: str | None = None
    act: SpeechAct | None = None
    min_confidence: float = 0.0
    case_sensitive: bool = False


def matches(quote: Quote, filters: Filters) -> bool:
    """Return whether the quote passes every filter."""
    return (
        quote.confidence >= filters.min_confidence
        and filters.kind in (None, quote.kind)
        and filters.act in (None, quote.speech_act)
        and _has_speaker(quote, filters)
        and (filters.text is None or filters.text.search(quote.quote) is not None)
        and _has_stance(quote, filters)
        and _is_dated(quote, filters)
    )


def lacks_only_date(quote: Quote, filters: Filters) -> bool:
    """Return whether the quote falls out for nothing but its missing date."""
    return (
        quote.date is None and matches(quote, replace(filters, undated=True)) and not matches(quote, filters)
    )


def check_period(value: str) -> str:
    """Return `value` if it is a year, month or day in ISO 8601.

    Raises:
        UsageError: when it is not.
    """
    if _PERIOD.fullmatch(value):
        return value
    raise UsageError(f"{value!r} is no date.", "Write it as YYYY, YYYY-MM or YYYY-MM-DD.")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return `text` without case and accents: "Radosław", "RADOSLAW" and "radoslaw" are one."""
    plain = (char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return "".join(map(_base_letter, plain)).casefold()


def _base_letter(char: str) -> str:
    """Return the letter under a stroke or hook ("ł"), which no normal form takes apart; its name tells it."""
    if char.isascii():
        return char
    match = _LETTER.fullmatch(unicodedata.name(char, ""))
    return match[1] if match else char


def _contains(part: str, whole: str | None, *, case_sensitive: bool) -> bool:
    if whole is None:
        return False
    return part in whole if case_sensitive else fold(part) in fold(whole)


def _has_speaker(quote: Quote, filters: Filters) -> bool:
    part = filters.speaker
    return part is None or any(
        _contains(part, name, case_sensitive=filters.case_sensitive)
        for name in (quote.speaker, quote.source_text)
    )


def _has_stance(quote: Quote, filters: Filters) -> bool:
    if filters.stance is None and filters.target is None:
        return True
    first = [Stance(target=quote.stance_target, label=quote.stance)] if quote.stance else []
    return any(
        filters.stance in (None, stance.label)
        and (
            filters.target is None
            or _contains(filters.target, stance.target, case_sensitive=filters.case_sensitive)
        )
        for stance in [*first, *quote.stances]
    )


def _is_dated(quote: Quote, filters: Filters) -> bool:
    """Return whether the quote's day, month or interval overlaps the period asked for."""
    if filters.since is None and filters.until is None:
        return True
    if quote.date is None:
        return filters.undated
    start, _, end = quote.date.partition("/")
    since, until = filters.since or "0000", filters.until or "9999"
    return _last_day(end or start) >= _first_day(since) and _first_day(start) <= _last_day(until)


def _first_day(period: str) -> str:
    return period + "-01-01"[len(period) - 4 :] if len(period) < 10 else period


def _last_day(period: str) -> str:
    """Return the period's last day, or the 31st of a shorter month: it is only compared."""
    return period + "-12-31"[len(period) - 4 :] if len(period) < 10 else period
