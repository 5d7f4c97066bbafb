"""Statistics as a table with bars, JSON lines and CSV."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.analysis.stats import Group
from quoteminer.writers.groups import GROUP_SUFFIXES, GROUP_WRITERS
from quoteminer.writers.style import Style

GROUPS = [
    Group(values=("Ann Lee", "NATO"), quotes=1200, favor=600, against=300),
    Group(values=("=1+1", None), quotes=50, favor=0, against=50),
    Group(values=(None, "a\x1b[2J [b]"), quotes=1, favor=0, against=0),
]

BY = ("speaker", "target")


def written(name: str, groups: list[Group], by: tuple[str, ...] = BY, **style: object) -> str:
    """Return what the writer writes."""
    stream = BytesIO()
    GROUP_WRITERS[name](groups, by, stream, Style(**style))  # type: ignore[arg-type]
    return stream.getvalue().decode()


def test_write_groups_table_looks_as_documented() -> None:
    """A line a group, with its counts and a bar; what the record does not say is a dash."""
    assert written("table", GROUPS, width=80) == (
        "Speaker  Target          Quotes  Favor  Against\n"
        "Ann Lee  NATO             1,200    600      300  ████████████████\n"
        "=1+1     –                   50      0       50  ▋\n"
        "–        a\\u001b[2J [b]       1      0        0  ▏\n"
    )


def test_write_groups_table_by_stance_has_no_counts_of_stances() -> None:
    """They would say the same twice."""
    text = written("table", [Group(values=("favor",), quotes=2, favor=2, against=0)], ("stance",), width=40)
    assert text == "Stance  Quotes\nfavor        2  ██████████\n"


def test_write_groups_table_colours_bars() -> None:
    """Green is for, red against, the rest blue; without colours there is no escape sequence."""
    text = written("table", GROUPS[:1], width=80, color=True)
    assert re.findall(r"\x1b\[(3\d)m(█+)", text) == [("32", "█" * 8), ("31", "█" * 4), ("34", "█" * 4)]
    assert "\x1b" not in written("table", GROUPS, width=80, color=False)


def test_write_groups_table_without_groups_is_empty() -> None:
    """No group, no heading."""
    assert written("table", []) == ""


def test_write_groups_jsonl_has_a_key_a_value() -> None:
    """Each line is an object of values and counts."""
    rows = [json.loads(line) for line in written("jsonl", GROUPS).splitlines()]
    assert rows[0] == {"speaker": "Ann Lee", "target": "NATO", "quotes": 1200, "favor": 600, "against": 300}
    assert (rows[1]["target"], rows[2]["speaker"]) == (None, None)
    assert "\x1b" not in written("jsonl", GROUPS)


def test_write_groups_csv_is_safe_for_spreadsheets() -> None:
    """Text that would be run gets an apostrophe; null is empty."""
    assert written("csv", GROUPS[:2]) == (
        "speaker,target,quotes,favor,against\nAnn Lee,NATO,1200,600,300\n'=1+1,,50,0,50\n"
    )
    assert "\n=1+1," in written("csv", GROUPS, raw_csv=True)


def test_formats_of_groups_have_suffixes() -> None:
    """Every format can be named by a file's suffix."""
    assert GROUP_SUFFIXES.keys() == GROUP_WRITERS.keys()


@pytest.mark.parametrize("width", [20, 40, 80])
@given(st.lists(st.builds(Group, values=st.tuples(st.text() | st.none()), quotes=st.integers(1, 10**6),
                          favor=st.just(0), against=st.just(0)), max_size=4))  # fmt: skip
def test_write_groups_bear_any_values(width: int, groups: list[Group]) -> None:
    """Whatever the values, a terminal gets no control character, and a program a line a group."""
    text = written("table", groups, ("target",), width=width)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]", text)
    assert len(written("jsonl", groups, ("target",)).splitlines()) == len(groups)
    written("csv", groups, ("target",))
