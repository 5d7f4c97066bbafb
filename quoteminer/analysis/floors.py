"""Floors: the figures below which the extraction must not fall. They rise; a lowering is written down."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace

from quoteminer.analysis.metrics import ACCURACIES, BY_TYPE, WHOLE, Figures
from quoteminer.errors import InputError, UsageError

METRICS = frozenset(
    [f"{name} {key}" for name in (*WHOLE, *BY_TYPE) for key in ("p", "r", "f1")]
    + [f"{name} {key}" for name in ACCURACIES for key in ("accuracy", "n")]
)
"""Every figure that can have a floor, by its name: "attribution direct f1", "speaker field accuracy"."""

_HINT = 'It must read {"floors": {"attribution f1": 0.7}, "lowered": []}; docs/accuracy.md names the metrics.'


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowering:
    """A floor that was lowered: from what to what, on which day (ISO 8601), and why."""

    metric: str
    before: float
    after: float
    day: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """Metric → floor (shares between 0 and 1, counts as they are), and the record of lowerings."""

    floors: dict[str, float]
    lowered: tuple[Lowering, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """A figure below its floor."""

    metric: str
    floor: float
    figure: float

    def __str__(self) -> str:
        """Return the shortfall as a message."""
        return f"{self.metric} is {self.figure:g}, below its floor of {self.floor:g}"


def flatten(figures: Figures) -> dict[str, float]:
    """Return the figures by their names; `figures` should come with its forms (`by_type=True`)."""
    return {f"{name} {key}": value for name, group in figures.items() for key, value in group.items()}


def shortfalls(floors: Floors, figures: Figures) -> list[Shortfall]:
    """Return every floor that its figure does not reach; a figure that is not there counts as 0."""
    flat = flatten(figures)
    return [
        Shortfall(metric=metric, floor=floor, figure=flat.get(metric, 0))
        for metric, floor in floors.floors.items()
        if flat.get(metric, 0) < floor
    ]


def raise_floors(floors: Floors, figures: Figures, *, add: Collection[str] = ()) -> Floors:
    """Return the floors lifted to the figures that lie above them, with new ones for the metrics of `add`.

    Raises:
        UsageError: `add` names no metric.
    """
    flat = flatten(figures)
    for metric in add:
        if metric not in METRICS:
            raise UsageError(f"{metric!r} is no metric.", f"There are: {', '.join(sorted(METRICS))}.")
    wanted = {**dict.fromkeys(add, 0.0), **floors.floors}
    return replace(floors, floors={metric: max(floor, flat.get(metric, 0)) for metric, floor in wanted.items()})


def lower_floors(floors: Floors, figures: Figures, *, day: str, why: str) -> Floors:
    """Return the floors with every one above its figure let down to it, and that written down.

    Raises:
        UsageError: `why` gives no reason.
    """
    if not why.strip():
        raise UsageError("A floor is lowered only for a reason.", 'Say it with --why "…".')
    low = shortfalls(floors, figures)
    lowerings = tuple(
        Lowering(metric=short.metric, before=short.floor, after=short.figure, day=day, why=why.strip()) for short in low
    )
    changed = {short.metric: short.figure for short in low}
    return Floors(floors=floors.floors | changed, lowered=floors.lowered + lowerings)


def parse_floors(text: str, *, name: str) -> Floors:
    """Return the floors written in a JSON text.

    Args:
        text: what `format_floors` wrote.
        name: what to call the input in a message.

    Raises:
        InputError: the text is not of that form, or a metric does not exist.
    """
    try:
        data = json.loads(text)
        floors = Floors(floors=dict(data["floors"]), lowered=tuple(Lowering(**entry) for entry in data["lowered"]))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise InputError(f"{name}: not a floors file: {error!r}", _HINT) from error
    for metric, floor in floors.floors.items():
        if metric not in METRICS:
            raise InputError(f"{name}: no metric is called {metric!r}", _HINT)
        if isinstance(floor, bool) or not isinstance(floor, int | float):
            raise InputError(f"{name}: the floor of {metric!r} must be a number", _HINT)
    return floors


def format_floors(floors: Floors) -> str:
    """Return the floors as JSON text, the same for the same floors."""
    lowered = [
        {"metric": low.metric, "before": low.before, "after": low.after, "day": low.day, "why": low.why}
        for low in floors.lowered
    ]
    return json.dumps({"floors": floors.floors, "lowered": lowered}, indent=2, ensure_ascii=False) + "\n"
