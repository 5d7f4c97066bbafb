"""Which regular expressions a patterns file may hold."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteminer.patterns.regexes import regex_problem


@pytest.mark.parametrize(
    "pattern",
    [
        r"ing$",
        r"^\w+ed$",
        r"^.*(?:gate|leak)$",
        r"^(?:un)?confirm(?:s|ed|ing)?$",
        r"(?i)^mr\.?$",
        r"\d{1,3}(?:,\d{3}){0,4}",
        r"^(?!no)[a-z]+$",
        r"(?<=x)y",
        r"[^\W\d_]{2,9}",
        "",
    ],
)
def test_regex_problem_accepts_what_a_pattern_needs(pattern: str) -> None:
    """Endings, alternatives, optional parts, one anchored repeat."""
    assert regex_problem(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(a+)+$", "one unbounded repeat"),
        (r"^(a+)+$", "one unbounded repeat"),
        (r"^(?:a|a)*$", "one unbounded repeat"),
        (r"^(?:a|ab)+$", "one unbounded repeat"),
        (r"^\w+\w+$", "one unbounded repeat"),
        (r"\w+ed$", "must then begin with ^"),
        (r".*gate", "leave a leading .* out"),
        (r"(?m)^a+", "must then begin with ^"),
        (r"^a|b+", "must then begin with ^"),
        (r"(?=a+)b", "must then begin with ^"),
        (r"a{5,}", "must then begin with ^"),
        (r"(?:(?:a{0,9}){0,9}){0,9}", "too many ways"),
        (r"(?:a?){30}a{30}", "too many ways"),
        (r"(?:|a)(?:|a)(?:|a)(?:|a)(?:|a)(?:|a)(?:|a)(?:|a)(?:|a)(?:|a)", "too many ways"),
        (r"(?:(?:){150}){150}", "too many ways"),
        (r"(a)\1", "back-references"),
        (r"(?P<x>a)(?P=x)", "back-references"),
        (r"(x)?(?(1)a|b)", "back-references"),
        (r"(", "is not a clear regular expression"),
        (r"a**", "is not a clear regular expression"),
        (r"[[a]", "is not a clear regular expression"),
        (r"a{0,99999999999}", "is not a clear regular expression"),
        ("a" * 201, "over 200 characters"),
    ],
)
def test_regex_problem_refuses_what_has_no_bound(pattern: str, expected: str) -> None:
    """Nested and repeated repeats, back-references, and what is no expression."""
    assert expected in (regex_problem(pattern) or "")


@settings(deadline=None)
@given(st.text(st.sampled_from("ab(|)*+?{}0,9[]^$.\\d-:=!<>i"), max_size=14))
def test_regex_problem_never_accepts_what_does_not_compile(pattern: str) -> None:
    """What is accepted compiles, and comes to an end on a long token."""
    if regex_problem(pattern) is None:
        re.compile(pattern).search("a" * 2000 + "!")
