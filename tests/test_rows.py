"""Quote ↔ row."""

from __future__ import annotations

import json
import string
from collections.abc import Callable
from dataclasses import fields
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.errors import InputError
from quoteminer.model import SCHEMA, ErrorRow, Quote, Span, Stance
from quoteminer.rows import error_to_row, from_row, to_row
from quoteminer.writers.jsonl import dump_line

TEXT = st.text() | st.text(
    alphabet=string.printable + "\x00\x1b\x7f\x85\x9b\u202e\u2028\u2066\ufeff\udc80\udcff😀"
)
SPECIAL = {str: TEXT, float: st.floats(0, 1), Span: st.tuples(st.integers(), st.integers())}


def anything(record: type) -> st.SearchStrategy[Any]:
    """Return a strategy for a record with any values its types allow."""
    return st.builds(record, **{name: _values(hint) for name, hint in get_type_hints(record).items()})


def _values(hint: Any) -> st.SearchStrategy[Any]:
    parts = getattr(hint, "__args__", ())
    if hint in SPECIAL:
        return SPECIAL[hint]
    if parts and parts[-1] is Ellipsis:
        return st.lists(_values(parts[0]), max_size=3).map(tuple)
    if parts and type(None) in parts:
        return st.none() | _values(parts[0])
    return anything(Stance) if hint is Stance else st.from_type(hint)


@given(anything(Quote))
def test_rows_bring_back_any_quote(quote: Quote) -> None:
    """A quote of any strings survives the way to a line of JSON and back."""
    line = dump_line({**to_row(quote), "schema": SCHEMA})
    back = from_row(json.loads(line.encode()))
    assert {**to_row(back), "schema": quote.schema} == to_row(quote)


def test_to_row_keeps_the_order_of_the_record(make_quote: Callable[..., Quote]) -> None:
    """The keys of a row are the fields of a quote, in their order."""
    quote = make_quote(stances=(Stance(target="port", label="favor", evidence=((1, 2),)),))
    row = to_row(quote)
    assert list(row) == [field.name for field in fields(Quote)]
    assert row["content"] == [[1, 23]]
    assert row["stances"] == [{"target": "port", "label": "favor", "evidence": [[1, 2]], "rule": None}]


def test_from_row_leaves_out_keys_of_others(make_quote: Callable[..., Quote]) -> None:
    """A key that somebody added does not matter."""
    assert from_row({**to_row(make_quote()), "note": "mine"}) == make_quote()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema": 2}, "row has schema 2, this version reads 1"),
        ({"schema": True}, None),
        ({"line": "3"}, "line cannot be '3'"),
        ({"line": True}, "line cannot be True"),
        ({"line": None}, "line cannot be None"),
        ({"quote": None}, "quote cannot be None"),
        ({"speaker": 1}, "speaker cannot be 1"),
        ({"kind": "shouted"}, "kind cannot be 'shouted'"),
        ({"kind": []}, "kind cannot be []"),
        ({"asserted": 1}, "asserted cannot be 1"),
        ({"confidence": float("nan")}, "confidence cannot be nan"),
        ({"confidence": 10**400}, "confidence cannot be 1000"),
        ({"confidence": False}, "confidence cannot be False"),
        ({"content": None}, "content cannot be None"),
        ({"content": [[1]]}, "content cannot be [1]"),
        ({"content": [[1, 2, 3]]}, "content cannot be [1, 2, 3]"),
        ({"content": [[1, "2"]]}, "content cannot be '2'"),
        ({"stances": [1]}, "stances is 1, not an object"),
        ({"stances": [{"label": "favor"}]}, "stances lacks target, evidence, rule"),
    ],
)
def test_from_row_refuses_wrong_values(
    make_quote: Callable[..., Quote], change: dict[str, Any], message: str | None
) -> None:
    """A wrong value is named; nothing is bent into shape."""
    with pytest.raises(InputError) as caught:
        from_row({**to_row(make_quote()), **change})
    assert caught.value.message.startswith(message or "schema cannot be True")


def test_from_row_names_missing_keys(make_quote: Callable[..., Quote]) -> None:
    """A row without a key is no row of this version."""
    row = to_row(make_quote())
    del row["quote"], row["nested"]
    with pytest.raises(InputError, match="row lacks quote, nested"):
        from_row(row)


def test_error_to_row_holds_all_that_is_known() -> None:
    """The row of a failure has article, path, kind and message."""
    row = error_to_row(ErrorRow(article="a", path="a.txt", kind="input", message="a.txt: no."))
    assert row == {"article": "a", "path": "a.txt", "kind": "input", "message": "a.txt: no."}
