"""The lines of an article around a quote."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.analysis.context import fits, lines_around
from quoteminer.model import Quote

MakeQuote = Callable[..., Quote]

TEXT = "one\r\n\r\ntwo\n“three\n\nfour” five\n\n \nsix\nseven"
CONTENT = ((TEXT.index("“"), TEXT.index("”") + 1),)


def shown(quote: Quote, text: str, *, before: int, after: int) -> list[str]:
    """Return the lines as ripgrep writes them."""
    lines = lines_around(quote, text, before=before, after=after)
    return [f"{line.number}{':' if line.inside else '-'}{line.text}" for line in lines]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (0, 0, ["4:“three", "5:", "6:four” five"]),
        (1, 0, ["3-two", "4:“three", "5:", "6:four” five"]),
        (2, 1, ["1-one", "3-two", "4:“three", "5:", "6:four” five", "9-six"]),
        (9, 9, ["1-one", "3-two", "4:“three", "5:", "6:four” five", "9-six", "10-seven"]),
    ],
)
def test_lines_around_are_those_with_words(make_quote: MakeQuote, before: int, after: int, expected: list[str]) -> None:
    """Blank lines do not count; the quote's own lines are all there."""
    assert shown(make_quote(content=CONTENT), TEXT, before=before, after=after) == expected


def test_lines_around_end_at_newlines_only(make_quote: MakeQuote) -> None:
    """The lines are those that the record counts: a form feed or U+2028 ends none."""
    text = "a\x0cb\u2028c\rd\nquote"
    assert shown(make_quote(content=((8, 13),)), text, before=1, after=1) == ["1-a\x0cb\u2028c\rd", "2:quote"]


@pytest.mark.parametrize(
    ("line", "content", "expected"),
    [
        (4, CONTENT, True),
        (3, CONTENT, False),
        (4, ((CONTENT[0][0], 999),), False),
        (1, (), False),
        (1, ((3, 3),), False),
        (1, ((-2, 3),), False),
    ],
)
def test_fits_tells_another_text(make_quote: MakeQuote, line: int, content: object, expected: bool) -> None:
    """A text that is too short, or has the content on another line, is not the quote's."""
    assert fits(make_quote(line=line, content=content), TEXT) is expected


@given(st.text("a \n\r", min_size=1), st.data())
def test_lines_around_bear_any_text(make_quote: MakeQuote, text: str, data: st.DataObject) -> None:
    """Wherever a quote stands in a text, its lines are found, in order, each once."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = make_quote(content=((start, end),), line=text.count("\n", 0, start) + 1)
    assert fits(quote, text)
    lines = lines_around(quote, text, before=2, after=2)
    assert [line.number for line in lines] == sorted({line.number for line in lines})
    assert next(line.number for line in lines if line.inside) == quote.line
    assert [line.text for line in lines] == [text.split("\n")[line.number - 1].rstrip("\r") for line in lines]
