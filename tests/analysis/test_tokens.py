"""What counts as a token, and which tokens stand inside quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.analysis.tokens import tokenize

QUOTED = [
    ("“In it,” she said", "in it"),
    ('"In it," she said', "in it"),
    ("``In it,'' she said", "in it"),
    ("''In it,'' she said", "in it"),
    ("„In it“, she said", "in it she said"),
    ("«In it», she said", "in it"),
    ("‘In it,’ she said", "in it"),
    ("‘I won’t,’ she said", "i won t"),
    ("the rules’ end, she said", ""),
    ("the ' lone one ' here", ""),
    ("“A ‘b’ c” d", "a b c"),
    ("“A ‘b” c’ d", "a b"),
    ("‘a “b” c’ d", "a b c"),
    ("“open\nplain", "open"),
    ('"open\nplain "in" out', "open in"),
    ("‘open\nplain", "open"),
    ("“open\rstill", "open still"),
]


@pytest.mark.parametrize(("text", "quoted"), QUOTED)
def test_tokenize_marks_what_stands_inside_quotation_marks(text: str, quoted: str) -> None:
    """Marks of every style open and close; an open one ends with its paragraph."""
    tokens = tokenize(text)
    assert " ".join(w for w, inside in zip(tokens.words, tokens.quoted, strict=True) if inside) == quoted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It's 3.5 km, no_one!", ["it", "s", "3", "5", "km", "no", "one"]),
        ("Zoë’s Größe", ["zoë", "s", "größe"]),
        ("… – !?", []),
    ],
)
def test_tokenize_takes_runs_of_letters_or_digits(text: str, words: list[str]) -> None:
    """Punctuation and underscores part words, accents do not."""
    assert list(tokenize(text).words) == words


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ([(0, 7)], ["one", "two"]),
        ([(0, 6)], ["one"]),
        ([(1, 13)], ["two", "three"]),
        ([(3, 4)], []),
        ([(0, 3), (8, 13)], ["one", "three"]),
        ([(0, 7), (4, 13)], ["one", "two", "three"]),
        ([(7, 0)], []),
        ([(-5, 99)], ["one", "two", "three"]),
        ([], []),
    ],
)
def test_within_takes_whole_tokens_only(spans: list[tuple[int, int]], words: list[str]) -> None:
    """A token that a span cuts is not in it; spans that lie outside the text do no harm."""
    tokens = tokenize("one two three")
    assert [tokens.words[i] for i in sorted(tokens.within(spans))] == words


@pytest.mark.parametrize(
    ("span", "form"), [((0, 7), "direct"), ((0, 11), "mixed"), ((9, 17), "indirect"), ((0, 0), "indirect")]
)
def test_form_tells_direct_mixed_and_indirect(span: tuple[int, int], form: str) -> None:
    """All, some or none of the tokens stand inside quotation marks."""
    tokens = tokenize("“In it” she said")
    assert tokens.form(tokens.within([span])) == form


@given(st.text(), st.integers(-5, 30), st.integers(-5, 30))
def test_within_agrees_with_a_look_at_every_token(text: str, start: int, end: int) -> None:
    """The search by halves finds what a plain comparison of offsets finds."""
    tokens = tokenize(text)
    offsets = list(zip(tokens.starts, tokens.ends, strict=True))
    assert tokens.within([(start, end)]) == {i for i, (s, e) in enumerate(offsets) if start <= s and e <= end}


@given(st.text())
def test_tokenize_gives_offsets_that_cut_the_words(text: str) -> None:
    """Any text gives tokens in order whose offsets cut their words out of it."""
    tokens = tokenize(text)
    cut = [text[s:e].lower() for s, e in zip(tokens.starts, tokens.ends, strict=True)]
    assert cut == list(tokens.words)
    assert list(tokens.starts) == sorted(tokens.starts)
