"""Quote ↔ cells, and text that no spreadsheet runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.cells import from_cells, guard, to_cells, unguard
from quoteminer.model import Quote
from quoteminer.rows import from_row, to_clean_row


@given(st.data())
def test_cells_bring_back_any_quote(any_quote: st.SearchStrategy[Quote], data: st.DataObject) -> None:
    """A quote survives the way through cells of one value each, typed or all of them text; surrogates do not."""
    quote = data.draw(any_quote)
    cells = to_cells(quote)
    assert not any(isinstance(cell, (list, dict)) for cell in cells.values())
    written = {name: str(cell).lower() if isinstance(cell, bool) else cell for name, cell in cells.items()}
    texts = {name: str(cell) if isinstance(cell, (int, float)) else cell for name, cell in written.items()}
    assert from_row(from_cells(cells)) == from_row(from_cells(texts)) == from_row(to_clean_row(quote))


@pytest.mark.parametrize("text", ["x", "[1", "maybe", "9" * 5000, "[" * 100_000])
@pytest.mark.parametrize("name", ["line", "confidence", "content", "asserted"])
def test_from_cells_keeps_what_it_cannot_read(name: str, text: str) -> None:
    """What is no number, list or truth value stays text, for the message that refuses it."""
    expected: object = float(text) if (name, text[0]) == ("confidence", "9") else text
    assert from_cells({name: text, "quote": "1"}) == {name: expected, "quote": "1"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+cmd", "'-2+3+cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "'\t=1"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("  =1", "'  =1"),
        ("'=1", "''=1"),
        ("- he said", "'- he said"),
        ("-5", "-5"),
        ("+3.5%", "+3.5%"),
        ("-1,000", "-1,000"),
        ("5 - 3 = 2", "5 - 3 = 2"),
        ("'tis", "'tis"),
        ("“=1”", "“=1”"),
        ("", ""),
    ],
)
def test_guard_prefixes_what_a_spreadsheet_would_run(text: str, expected: str) -> None:
    """Formulas get an apostrophe in front, numbers and words do not."""
    assert guard(text) == expected
    assert unguard(expected) == text


@given(st.text() | st.text(alphabet="'=+-@＝\t\r\n 5,.%a"))
def test_guard_can_be_taken_back(text: str) -> None:
    """Whatever the text, what was put in front is taken off again, and no formula is left."""
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in set("=@＝\t\r\n")
