"""Search over quotes: which rows a set of filters lets through, and the words that show why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from quoteminer.analysis.folding import find_folded, fold
from quoteminer.analysis.people import Bearer, Person, bearer, find_people, is_open
from quoteminer.errors import UsageError
from quoteminer.model import Kind, Quote, Span, SpeechAct, Stance, StanceLabel

_PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class Expression(Protocol):
    """A regular expression, or what stands for one."""

    def search(self, text: str, /) -> re.Match[str] | None:
        """Return the first match."""

    def finditer(self, text: str, /) -> Iterator[re.Match[str]]:
        """Return all matches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a quote must be like; None lets everything through.

    `speaker` and `target` are parts of a name, `text` is searched in the quote's words. `since` and `until`
    are a year, month or day in ISO 8601, both inclusive; quotes without a date fall out unless `undated`.
    """

    speaker: str | None = None
    text: Expression | None = None
    since: str | None = None
    until: str | None = None
    undated: bool = False
    kind: Kind | None = None
    stance: StanceLabel | None = None
    target: str | None = None
    act: SpeechAct | None = None
    min_confidence: float = 0.0
    case_sensitive: bool = False


Known = Callable[[], Iterable[tuple[str | None, tuple[str, ...]]]]
"""Gives the speakers known beforehand: the id, if any, and the name with its aliases."""


def search(quotes: Iterable[Quote], filters: Filters, *, known: Known = tuple) -> Iterator[Quote]:
    """Yield the quotes that pass every filter, as they come.

    A speaker is found by every name that the person has in the rows or is known by. Where only rows further on can
    tell a fuller name than the quote's, the quote waits, and comes last.
    """
    anyone, people, waiting = replace(filters, speaker=None), _People(filters, known), []
    for quote in quotes:
        one = people.note(quote)
        if matches(quote, filters):
            yield quote
        elif filters.speaker is not None and one is not None and matches(quote, anyone):
            if people.is_known(one):
                yield quote
            elif people.is_open(one):
                waiting.append(quote)
    yield from (quote for quote in waiting if people.has_name(quote))


def highlight(filters: Filters, field: str, text: str) -> list[Span]:
    """Return where the words stand in the text of a quote's field for which the filters let it through."""
    if field == "quote":
        return [match.span() for match in filters.text.finditer(text)] if filters.text else []
    part = {"speaker": filters.speaker, "stance_target": filters.target}[field]
    if not part:
        return []
    if filters.case_sensitive:
        return [match.span() for match in re.finditer(re.escape(part), text)]
    return find_folded(part, text)


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
    return quote.date is None and matches(quote, replace(filters, undated=True)) and not matches(quote, filters)


def check_period(value: str) -> str:
    """Return `value` if it is a year, month or day in ISO 8601.

    Raises:
        UsageError: when it is not.
    """
    if _PERIOD.fullmatch(value):
        return value
    raise UsageError(f"{value!r} is no date.", "Write it as YYYY, YYYY-MM or YYYY-MM-DD.")


def _contains(part: str, whole: str | None, *, case_sensitive: bool) -> bool:
    if whole is None:
        return False
    return part in whole if case_sensitive else fold(part) in fold(whole)


def _has_speaker(quote: Quote, filters: Filters) -> bool:
    part = filters.speaker
    return part is None or any(
        _contains(part, name, case_sensitive=filters.case_sensitive) for name in (quote.speaker, quote.source_text)
    )


def _has_stance(quote: Quote, filters: Filters) -> bool:
    if filters.stance is None and filters.target is None:
        return True
    first = [Stance(target=quote.stance_target, label=quote.stance)] if quote.stance else []
    return any(
        filters.stance in (None, stance.label)
        and (filters.target is None or _contains(filters.target, stance.target, case_sensitive=filters.case_sensitive))
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


class _People:
    """The speakers in the rows so far, and those that are known beforehand under the name asked for."""

    def __init__(self, filters: Filters, known: Known) -> None:
        self._filters, self._known = filters, known
        self._bearers: set[Bearer] = set()

    def note(self, quote: Quote) -> Bearer | None:
        one = bearer(quote) if self._filters.speaker is not None else None
        if one is not None:
            self._bearers.add(one)
        return one

    def is_known(self, one: Bearer) -> bool:
        """Return whether the speaker is known by the name asked for, as an alias."""
        return one.id in self._asked_ids if one.id else fold(one.name) in self._asked_names

    def is_open(self, one: Bearer) -> bool:
        return is_open(one) and one.id not in self._known_ids

    def has_name(self, quote: Quote) -> bool:
        """Return whether the quote's speaker has the name asked for in any row."""
        one = bearer(quote)
        return one is not None and any(map(self._is_asked, self._people[one].names))

    @cached_property
    def _people(self) -> Mapping[Bearer, Person]:
        return find_people(self._bearers)

    @cached_property
    def _asked(self) -> list[tuple[str | None, tuple[str, ...]]]:
        return [(known, names) for known, names in self._known() if any(map(self._is_asked, names))]

    @cached_property
    def _asked_ids(self) -> set[str | None]:
        return {known for known, _ in self._asked if known}

    @cached_property
    def _asked_names(self) -> set[str]:
        return {fold(names[0]) for _, names in self._asked}

    @cached_property
    def _known_ids(self) -> set[str | None]:
        return {known for known, _ in self._known() if known}

    def _is_asked(self, name: str) -> bool:
        part = self._filters.speaker or ""
        return _contains(part, name, case_sensitive=self._filters.case_sensitive)
