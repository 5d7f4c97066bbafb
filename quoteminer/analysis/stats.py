"""Statistics over quotes: how many there are of each kind, and how many of them favor or oppose something."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from quoteminer.analysis.people import Bearer, Person, TargetWords, bearer, find_people, find_targets
from quoteminer.errors import UsageError
from quoteminer.model import Quote, Stance

Dimension = Literal["speaker", "target", "stance", "kind", "act", "outlet", "article", "month"]
"""What quotes can be grouped by."""

DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)

Key = tuple[Any, ...]
"""The values of a group: texts, None, and for speakers first their bearers, then the people these are."""

_QUOTES = ""
"""What all quotes of a group are counted under, beside the labels of their stances."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The quotes that share their values; None where the record does not say.

    `favor` and `against` are those among them that take this stance: toward the group's target where the group has
    one, else toward anything.
    """

    values: tuple[str | None, ...]
    quotes: int
    favor: int
    against: int


def count_groups(
    quotes: Iterable[Quote], by: Sequence[Dimension], *, top: int | None = None, words: TargetWords | None = None
) -> list[Group]:
    """Return the groups, largest first, those that lack a value last; by time where the month stands first in `by`.

    A person whom several articles name in several ways is one. A quote with stances toward several targets counts
    once for each of them; a target that is a mere pronoun of `words` is none. With `top`, only so many of the largest
    groups.
    """
    bearers: set[Bearer] = set()
    tallies = _count(_noting(quotes, bearers), by)
    groups = [_group(key, tally) for key, tally in _merge(tallies, by, find_people(bearers), words).items()]
    largest = sorted(groups, key=lambda group: (None in group.values, -group.quotes, _sortable(group)))[:top]
    return sorted(largest, key=_sortable) if by[0] == "month" else largest


def parse_by(text: str) -> tuple[Dimension, ...]:
    """Return the dimensions that a text like "speaker,target" names.

    Raises:
        UsageError: when it names one that there is not.
    """
    names = {str(name): name for name in DIMENSIONS}
    words = [word.strip().lower() for word in text.split(",")]
    for word in words:
        if word not in names:
            raise UsageError(f"Quotes cannot be counted by {word!r}.", f"Say one or more of {', '.join(DIMENSIONS)}.")
    return tuple(dict.fromkeys(names[word] for word in words))


def stances_of(quote: Quote) -> Sequence[Stance]:
    """Return all stances of a quote, also of a row that has only its first."""
    if not quote.stances and quote.stance:
        return [Stance(target=quote.stance_target, label=quote.stance)]
    return quote.stances


def _count(quotes: Iterable[Quote], by: Sequence[Dimension]) -> Mapping[Key, Counter[str]]:
    """Return for each group its quotes, all of them and those with each label; each quote counts once."""
    tallies: dict[Key, Counter[str]] = defaultdict(Counter)
    for quote in quotes:
        labels: dict[Key, set[str]] = defaultdict(set)
        stances: Sequence[Stance | None] = stances_of(quote) or (None,)
        for stance in stances:
            key = tuple(_READ[name](quote, stance) for name in by)
            labels[key] |= {_QUOTES, stance.label if stance else _QUOTES}
        for key, found in labels.items():
            tallies[key].update(found)
    return tallies


def _noting(quotes: Iterable[Quote], bearers: set[Bearer]) -> Iterator[Quote]:
    """Yield the quotes, and note their speakers."""
    for quote in quotes:
        one = bearer(quote)
        if one is not None:
            bearers.add(one)
        yield quote


def _merge(
    tallies: Mapping[Key, Counter[str]],
    by: Sequence[Dimension],
    people: Mapping[Bearer, Person],
    words: TargetWords | None,
) -> Mapping[Key, Counter[str]]:
    """Return the tallies with each person and each target under one name."""
    names: list[Mapping[Any, Any]] = [people if name == "speaker" else {} for name in by]
    if "target" in by:
        place = by.index("target")
        targets: Counter[str] = Counter()
        for key, tally in tallies.items():
            targets[key[place] or ""] += tally[_QUOTES]
        names[place] = find_targets(targets, people.values(), words)
    merged: dict[Key, Counter[str]] = defaultdict(Counter)
    for key, tally in tallies.items():
        merged[tuple(known.get(value, value) for known, value in zip(names, key, strict=True))].update(tally)
    return merged


def _group(key: Key, tally: Counter[str]) -> Group:
    values = tuple(value.name if isinstance(value, Person) else value for value in key)
    return Group(values=values, quotes=tally[_QUOTES], favor=tally["favor"], against=tally["against"])


def _sortable(group: Group) -> list[tuple[bool, str]]:
    """Return the values for sorting: what is not said comes last."""
    return [(value is None, value or "") for value in group.values]


def _month(quote: Quote) -> str | None:
    """Return the month of the quote's day, month or interval; None for an interval over several."""
    months = {day[:7] for day in quote.date.split("/")} if quote.date else set()
    return months.pop() if len(months) == 1 else None


_READ: dict[Dimension, Callable[[Quote, Stance | None], Any]] = {
    "speaker": lambda quote, _: bearer(quote),
    "target": lambda _, stance: stance.target if stance else None,
    "stance": lambda _, stance: stance.label if stance else None,
    "kind": lambda quote, _: quote.kind,
    "act": lambda quote, _: quote.speech_act,
    "outlet": lambda quote, _: quote.outlet,
    "article": lambda quote, _: quote.article,
    "month": lambda quote, _: _month(quote),
}
