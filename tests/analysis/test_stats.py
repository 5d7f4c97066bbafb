"""Statistics over quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.analysis.stats import DIMENSIONS, Group, count_groups, parse_by, stances_of
from quoteminer.errors import UsageError
from quoteminer.model import Quote, Stance

MakeQuote = Callable[..., Quote]

PORT, BRIDGE = Stance(target="port", label="favor"), Stance(target="bridge", label="against")


@pytest.fixture
def quotes(make_quote: MakeQuote) -> list[Quote]:
    """Return quotes of three speakers in three articles."""
    return [
        make_quote(stances=(PORT, BRIDGE), outlet="Herald"),
        make_quote(speaker="Lee", stances=(PORT,), date="2025-09", kind="mixed"),
        make_quote(speaker="Bo Chan", stances=(Stance(target="Lee", label="against"),), date="2025-10-01/2025-10-31"),
        make_quote(speaker="Bo Chan", stances=(), date="2025-10-01/2025-11-02", speech_act="deny", article="b"),
        make_quote(speaker=None, stance="favor", stance_target="Port", date=None, article="b"),
    ]


def rows(groups: list[Group]) -> list[tuple[Any, ...]]:
    """Return values and counts of each group."""
    return [(*group.values, group.quotes, group.favor, group.against) for group in groups]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (["speaker"], [("Ann Lee", 2, 2, 1), ("Bo Chan", 2, 0, 1), (None, 1, 1, 0)]),
        (["target"], [("port", 3, 3, 0), ("Ann Lee", 1, 0, 1), ("bridge", 1, 0, 1), (None, 1, 0, 0)]),
        (["stance"], [("favor", 3, 3, 0), ("against", 2, 0, 2), (None, 1, 0, 0)]),
        (["kind"], [("direct", 4, 2, 2), ("mixed", 1, 1, 0)]),
        (["act"], [("assert", 4, 3, 2), ("deny", 1, 0, 0)]),
        (["outlet"], [("Herald", 1, 1, 1), (None, 4, 2, 1)]),
        (["article"], [("harbour", 3, 2, 2), ("b", 2, 1, 0)]),
        (["month"], [("2025-09", 2, 2, 1), ("2025-10", 1, 0, 1), (None, 2, 1, 0)]),
        (
            ["speaker", "target"],
            [
                ("Ann Lee", "port", 2, 2, 0),
                ("Ann Lee", "bridge", 1, 0, 1),
                ("Bo Chan", "Ann Lee", 1, 0, 1),
                ("Bo Chan", None, 1, 0, 0),
                (None, "port", 1, 1, 0),
            ],
        ),
    ],
)  # fmt: skip
def test_count_groups_counts_by_anything(quotes: list[Quote], by: list[Any], expected: list[tuple[Any, ...]]) -> None:
    """People are one across articles; favor and against are those toward the target, where there is one."""
    assert rows(count_groups(quotes, by)) == expected


def test_count_groups_keeps_the_largest(quotes: list[Quote]) -> None:
    """`top` keeps so many, in the order of time where they are months."""
    assert rows(count_groups(quotes, ["target"], top=1)) == [("port", 3, 3, 0)]
    months = count_groups([*quotes, *quotes[2:3] * 2], ["month"], top=2)
    assert [group.values[0] for group in months] == ["2025-09", "2025-10"]


def test_count_groups_counts_a_quote_once_a_target(make_quote: MakeQuote) -> None:
    """Two stances toward one target are one quote."""
    quote = make_quote(stances=(PORT, Stance(target="port", label="against")))
    assert rows(count_groups([quote], ["target"])) == [("port", 1, 1, 1)]


def test_count_groups_parts_namesakes_of_another_kind(make_quote: MakeQuote) -> None:
    """An organisation is no person, whatever it is called."""
    quotes = [make_quote(speaker="Lee", speaker_kind=kind) for kind in ("organisation", "person")]
    assert rows(count_groups(quotes, ["speaker"])) == [("Lee", 1, 0, 0), ("Lee", 1, 0, 0)]


def test_count_groups_without_quotes_is_empty() -> None:
    """No quote, no group."""
    assert count_groups([], ["speaker", "month"]) == []


@given(st.data())
def test_count_groups_loses_no_quote(any_quote: st.SearchStrategy[Quote], data: st.DataObject) -> None:
    """By what a quote has one of, the counts add up; the order of the quotes does not matter."""
    quotes = data.draw(st.lists(any_quote, max_size=5))
    for name in DIMENSIONS:
        groups = count_groups(quotes, [name])
        assert Counter(rows(groups)) == Counter(rows(count_groups(quotes[::-1], [name]))) or name == "target"
        total = sum(group.quotes for group in groups)
        assert total >= len(quotes) if name in ("target", "stance") else total == len(quotes)
        assert all(max(group.favor, group.against) <= group.quotes for group in groups)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("speaker", ("speaker",)), (" Speaker, target", ("speaker", "target")), ("month,month", ("month",))],
)
def test_parse_by_reads_names(text: str, expected: tuple[str, ...]) -> None:
    """Names are apart by commas."""
    assert parse_by(text) == expected


@pytest.mark.parametrize("text", ["", "who", "speaker,"])
def test_parse_by_refuses_everything_else(text: str) -> None:
    """The message says what there is."""
    with pytest.raises(UsageError, match="cannot be counted by") as caught:
        parse_by(text)
    assert "speaker, target, stance" in caught.value.hint


def test_stances_of_reads_old_rows(make_quote: MakeQuote) -> None:
    """A row with only its first stance has that one."""
    assert stances_of(make_quote(stance="favor", stance_target="port")) == [PORT]
    assert stances_of(make_quote(stance="favor", stances=(BRIDGE,))) == (BRIDGE,)
    assert not stances_of(make_quote())
