"""Words of a quote as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.analysis.echo_words import flag_of, is_opposite, quoted_parts, split_words
from quoteminer.cli.words import echo_words

LANGUAGE = echo_words()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We WILL, not.", "we will not"),
        ("We won’t go", "we will not go"),
        ("I can't, he cannot", "i can not he can not"),
        ("They're sure we'll lose", "they are sure we will lose"),
        ("Moscow’s aim", "moscow's aim"),
        ("the U.S. and US", "the us and us"),
        ("10,000 men, 3.5 percent", "10000 men 3.5 percent"),
        ("Sikorski, Radosław", "sikorski radoslaw"),
        ("well-known – and “sick”", "well known and sick"),
        ("…!", ""),
    ],
)
def test_split_words_makes_house_styles_alike(text: str, words: str) -> None:
    """Case, accents, contractions and punctuation are no differences between two versions."""
    assert " ".join(word.text for word in split_words(text, LANGUAGE)) == words


@given(st.text())
def test_split_words_stands_where_it_says(text: str) -> None:
    """Every word's offsets lie in the text and go forward, whatever the text."""
    words = split_words(text, LANGUAGE)
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)


@pytest.mark.parametrize(
    ("word", "flag"), [("not", "negation"), ("never", "negation"), ("must", "modal"), ("will", "modal"),
                       ("19", "number"), ("drones", None)],
)  # fmt: skip
def test_flag_of_knows_telling_words(word: str, flag: str | None) -> None:
    """The classes are those of the language data."""
    assert flag_of(word, LANGUAGE) == flag


@pytest.mark.parametrize(
    ("one", "other", "opposite"),
    [("acceptable", "unacceptable", True), ("illegal", "legal", True), ("safe", "sure", False), ("a", "a", False)],
)
def test_is_opposite_sees_prefixes(one: str, other: str, opposite: bool) -> None:
    """A prefix that negates makes an opposite, in either direction."""
    assert is_opposite(one, other, LANGUAGE) is opposite


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Lee: harbour ‘will stay open’", ["will stay open"]),
        ('"Never again," says Lee\'s aide', []),
        ('"Never again", says Lee\'s aide', ["Never again"]),
        ("Don’t panic, it’s nothing", []),
        ("“We stay” and “you go”", ["We stay", "you go"]),
    ],
)
def test_quoted_parts_are_those_in_marks(title: str, parts: list[str]) -> None:
    """Apostrophes open nothing."""
    assert quoted_parts(title, LANGUAGE) == parts
