"""Floors rise; a lowering needs a reason and leaves a trace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.analysis.floors import (
    METRICS,
    Floors,
    Lowering,
    flatten,
    format_floors,
    lower_floors,
    parse_floors,
    raise_floors,
    shortfalls,
)
from quoteminer.errors import InputError, UsageError

FIGURES = {"attribution": {"p": 0.8, "r": 0.6, "f1": 0.6857}, "speaker field": {"accuracy": 0.9, "n": 40}}
LOWERED = Lowering(metric="strict f1", before=0.5, after=0.4, day="2024-05-01", why="gold corrected")


def test_flatten_names_every_figure() -> None:
    """A figure's name is its metric's and its own."""
    assert flatten(FIGURES)["attribution f1"] == 0.6857
    assert flatten(FIGURES)["speaker field n"] == 40
    assert set(flatten(FIGURES)) <= METRICS


def test_shortfalls_are_figures_below_their_floor() -> None:
    """A figure on its floor holds, one below does not, one that is missing counts as 0."""
    floors = Floors(floors={"attribution p": 0.8, "attribution r": 0.6001, "strict f1": 0.1})
    assert [str(low) for low in shortfalls(floors, FIGURES)] == [
        "attribution r is 0.6, below its floor of 0.6001",
        "strict f1 is 0, below its floor of 0.1",
    ]


def test_raise_floors_lifts_and_never_lowers() -> None:
    """A floor below its figure goes up to it, one above stays where it is."""
    floors = Floors(floors={"attribution p": 0.7, "attribution r": 0.9}, lowered=(LOWERED,))
    assert raise_floors(floors, FIGURES) == Floors(
        floors={"attribution p": 0.8, "attribution r": 0.9}, lowered=(LOWERED,)
    )


def test_raise_floors_adds_a_metric_that_is_asked_for() -> None:
    """A new floor starts at its figure; a metric that does not exist is an error."""
    assert raise_floors(Floors(floors={}), FIGURES, add=["speaker field n"]).floors == {"speaker field n": 40}
    with pytest.raises(UsageError, match="no metric"):
        raise_floors(Floors(floors={}), FIGURES, add=["attribution f2"])


def test_lower_floors_writes_down_what_fell_and_why() -> None:
    """Only floors above their figure fall, and each leaves a line."""
    floors = Floors(floors={"attribution p": 0.7, "attribution r": 0.9}, lowered=(LOWERED,))
    lowered = lower_floors(floors, FIGURES, day="2024-06-01", why=" new gold ")
    assert lowered.floors == {"attribution p": 0.7, "attribution r": 0.6}
    assert lowered.lowered == (
        LOWERED,
        Lowering(metric="attribution r", before=0.9, after=0.6, day="2024-06-01", why="new gold"),
    )


def test_lower_floors_needs_a_reason() -> None:
    """A blank reason is none."""
    with pytest.raises(UsageError, match="reason"):
        lower_floors(Floors(floors={}), FIGURES, day="2024-06-01", why="  ")


@given(st.dictionaries(st.sampled_from(sorted(METRICS)), st.floats(0, 1)))
def test_format_floors_is_read_back(floors: dict[str, float]) -> None:
    """What is written is read back the same."""
    written = Floors(floors=floors, lowered=(LOWERED,))
    assert parse_floors(format_floors(written), name="floors.json") == written


@given(st.dictionaries(st.sampled_from(["attribution p", "attribution r", "strict f1"]), st.floats(0, 1)))
def test_raise_floors_leaves_only_shortfalls_that_were_there(floors: dict[str, float]) -> None:
    """Raising never makes a figure fall short that did not before, and no floor goes down."""
    before = Floors(floors=floors)
    after = raise_floors(before, FIGURES)
    assert shortfalls(after, FIGURES) == shortfalls(before, FIGURES)
    assert all(after.floors[metric] >= floor for metric, floor in floors.items())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"floors": {}}',
        '{"floors": 3, "lowered": []}',
        '{"floors": {"attribution f2": 0.1}, "lowered": []}',
        '{"floors": {"attribution f1": "0.1"}, "lowered": []}',
        '{"floors": {"attribution f1": true}, "lowered": []}',
        '{"floors": {}, "lowered": [{"metric": "strict f1"}]}',
    ],
)
def test_parse_floors_refuses_what_is_no_floors_file(text: str) -> None:
    """A wrong file is named, and told how it must look."""
    with pytest.raises(InputError, match=r"floors\.json: ") as caught:
        parse_floors(text, name="floors.json")
    assert '"lowered"' in caught.value.hint
