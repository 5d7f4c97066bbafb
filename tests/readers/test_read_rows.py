"""JSONL rows → quotes."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.model import ErrorRow, Quote
from quoteminer.readers import rows as row_reader
from quoteminer.readers import unpacking
from quoteminer.readers.rows import is_row, open_rows, read_rows
from quoteminer.rows import to_row
from quoteminer.writers.jsonl import dump_line


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"schema": 1}\n', True),
        (b'\xef\xbb\xbf  {"schema": 9, "x": 1}', True),
        (b'{"id": "schema"}', False),
        (b"{schema}", False),
        (b'["schema"]', False),
        (b"", False),
        (b"The schema of things", False),
        (b'{"schema": \xff}', False),
        (b'{"a":' * 100_000, False),
        (b'{"schema": ' + b"9" * 5000 + b"}", False),
    ],
)
def test_is_row_looks_for_the_schema(line: bytes, expected: bool) -> None:
    """A row is an object with the key `schema`; whatever else is not."""
    assert is_row(line) is expected


def test_read_rows_yields_quotes(make_quote: Callable[..., Quote]) -> None:
    """Rows come back as the quotes they were; blank lines and a byte-order mark do not matter."""
    quotes = [make_quote(id="1"), make_quote(id="2", quote="Żółć")]
    lines = [dump_line(to_row(quote)).encode() + b"\r\n" for quote in quotes]
    assert list(read_rows([b"\xef\xbb\xbf" + lines[0], b"\n", lines[1]], path="q.jsonl")) == quotes


def test_read_rows_goes_on_after_broken_lines(make_quote: Callable[..., Quote]) -> None:
    """A line that is no row is named by file and line, and the others are read."""
    good = dump_line(to_row(make_quote())).encode()
    rows = list(read_rows([good, good[:50], b"[]", b"\xff{}", good], path="q.jsonl"))
    assert [type(row) for row in rows] == [Quote, ErrorRow, ErrorRow, ErrorRow, Quote]
    messages = [row.message for row in rows if isinstance(row, ErrorRow)]
    assert [message.partition(" ")[0] for message in messages] == ["q.jsonl:2:", "q.jsonl:3:", "q.jsonl:4:"]


def test_open_rows_refuses_an_endless_line(make_quote: Callable[..., Quote], monkeypatch: pytest.MonkeyPatch) -> None:
    """A line longer than any row is an error, is not held, and costs no other row."""
    monkeypatch.setattr(unpacking, "LARGEST", 10_000)
    monkeypatch.setattr(row_reader, "LARGEST", 10_000)
    good = dump_line(to_row(make_quote())).encode() + b"\n"
    found, _ = open_rows(BytesIO(good + good[:-2] + b" " * 50_000 + b"}\n" + good), path="q.jsonl")
    first, error, last = found or ()
    assert first == last == make_quote()
    assert isinstance(error, ErrorRow)
    assert error.message == "q.jsonl:2: the line is longer than 0 MiB. Leave it out."


@given(st.lists(st.binary(max_size=60) | st.sampled_from([b'{"schema":1}', b'{"schema":NaN,"id":{}}'])))
def test_read_rows_never_crashes(lines: list[bytes]) -> None:
    """Any bytes give an error row a line at most."""
    assert all(isinstance(row, ErrorRow) for row in read_rows(lines, path="x"))
