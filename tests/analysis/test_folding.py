"""Names however their letters are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.analysis.folding import find_folded, fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Radosław", "radoslaw"),
        ("Gahr Støre", "gahr store"),
        ("ĐOKOVIĆ", "dokovic"),
        ("Beyoncé", "beyonce"),
        ("Straße", "strasse"),
        ("Ærø", "aero"),
        ("Kılıçdaroğlu", "kilicdaroglu"),
        ("Путін", "путін"),
    ],
)
def test_fold_drops_case_and_accents(text: str, expected: str) -> None:
    """A name is found however its letters are typed."""
    assert fold(text) == expected


@given(st.text())
def test_fold_is_stable(text: str) -> None:
    """Folding twice is folding once, for any text."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("lodz", "in Łódź, Lodz", [(3, 7), (9, 13)]),
        ("peskov", "Dmitry PESKOV", [(7, 13)]),
        ("aero", "Ærø", [(0, 3)]),
        ("e", "Æ", [(0, 1)]),
        ("stras", "Straße", [(0, 5)]),
        ("x", "abc", []),
        ("", "abc", []),
        ("a.", "ab a.", [(3, 5)]),
    ],
)
def test_find_folded_tells_where(part: str, whole: str, expected: list[tuple[int, int]]) -> None:
    """The places are those of the text as it is written."""
    assert find_folded(part, whole) == expected


@given(st.text(), st.text(), st.text())
def test_find_folded_stays_in_the_text(part: str, before: str, after: str) -> None:
    """Whatever the letters, the places lie in the text; a part is found where it stands."""
    whole = before + part + after
    spans = find_folded(part, whole)
    assert all(0 <= start < end <= len(whole) for start, end in spans)
