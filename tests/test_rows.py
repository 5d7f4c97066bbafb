"""Quote ↔ row."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.errors import InputError
from quoteminer.model import ErrorRow, Quote, Stance
from quoteminer.rows import error_to_row, from_row, to_clean_row, to_row
from quoteminer.writers.jsonl import dump_line


@given(st.data())
def test_rows_bring_back_any_quote(any_quote: st.SearchStrategy[Quote], data: st.DataObject) -> None:
    """A quote of any strings survives the way to a line of JSON and back."""
    quote = data.draw(any_quote)
    assert from_row(json.loads(dump_line(to_row(quote)).encode())) == quote


def test_to_clean_row_has_no_lone_surrogate(make_quote: Callable[..., Quote]) -> None:
    """What UTF-8 does not know becomes the replacement character, at any depth; nothing else changes."""
    quote = make_quote(quote="a\udc80😀", stances=(Stance(target="\ud800", label="favor"),))
    row = to_clean_row(quote)
    assert (row["quote"], row["stances"][0]["target"]) == ("a\ufffd😀", "\ufffd")
    assert to_clean_row(make_quote()) == to_row(make_quote())


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
        ({"line": 2**63}, "line cannot be 9223372036854775808"),
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
