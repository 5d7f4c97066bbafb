"""Untrusted text on a terminal."""

from __future__ import annotations

import json
import unicodedata
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.writers.safe import safe, safe_line

HOSTILE = "\u0301\u0489\ufe0f\u200d\u200b\U000e0041"
HOSTILE += "\x1b]0;title\x07 \x1b[2J \x9b31m a\rb \u202etxt.exe \u2066x\u2069 \u2028 \x00 \x7f \udc80"
BIDI = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31m", r"\u001b[31m"),
        ("a\rb", r"a\u000db"),
        ("a\u202eb", r"a\u202eb"),
        ("\x9b\x7f", r"\u009b\u007f"),
        ("\udc80", r"\udc80"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\u200bb\ufeff\u2060", r"a\u200bb\ufeff\u2060"),
        ("x\U000e0041", r"x\udb40\udc41"),
        ("a\u2028b\u2029", r"a\u2028b\u2029"),
        ("e" + "\u0489" * 6, "e" + "\u0489" * 4 + r"\u0489\u0489"),
        ("e" + "\u0301" * 6 + "f", "e" + "\u0301" * 4 + r"\u0301\u0301f"),
        ("a" + "\u200d\u200c" * 3, "a" + "\u200d\u200c" * 2 + r"\u200d\u200c"),
        ("👩‍❤️‍👨 👨‍👩‍👧‍👦 ẫ שָׁלוֹם اللَّه é", "👩‍❤️‍👨 👨‍👩‍👧‍👦 ẫ שָׁלוֹם اللَّه é"),
        ("…—–“”«»‘’…—–", "…—–“”«»‘’…—–"),
        ("Radosław “Żółć” 日本 😀 [sic] :smile:", "Radosław “Żółć” 日本 😀 [sic] :smile:"),
    ],
)
def test_safe_shows_control_characters(text: str, expected: str) -> None:
    """What a terminal would obey, or nobody sees, is written out; words stay as they are."""
    assert safe(text) == expected
    assert json.loads(f'"{safe(text)}"', strict=False) == text  # JSON's own escapes, so that rows stay rows


def test_safe_line_is_one_line() -> None:
    """A newline in a file name cannot forge a second message."""
    assert safe_line("a\nb\tc\rd\u2028e\x0bf\x85g") == r"a\u000ab\u0009c\u000dd\u2028e\u000bf\u0085g"
    assert safe_line("e" + "\u0301" * 6) == "e" + "\u0301" * 4 + r"\u0301\u0301"


@given(st.text() | st.text(alphabet=HOSTILE))
def test_safe_lets_no_control_character_through(text: str) -> None:
    """Nothing is left that moves, colours, hides or turns text, and every other character is."""
    for shown in (safe(text).replace("\n", "").replace("\t", ""), safe_line(text)):
        for char in shown:
            assert unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}
            assert unicodedata.bidirectional(char) not in BIDI
            assert char not in "\u061c\u200e\u200f\u200b\u2060\ufeff\U000e0020"
        for piled, run in groupby(shown, lambda char: unicodedata.category(char) in {"Mn", "Me", "Cf"}):
            assert not piled or len(list(run)) <= 4
    assert safe(safe(text)) == safe(text)
