"""Extracted rows in every format → quotes: what the writers write comes back."""

from __future__ import annotations

import csv
import gzip
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path
from typing import IO, Any, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quoteminer.model import ErrorRow, Quote, Stance
from quoteminer.readers import parquet_file, row_tables
from quoteminer.readers.rows import open_rows
from quoteminer.rows import from_row, to_clean_row
from quoteminer.writers import WRITERS, Style

MakeQuote = Callable[..., Quote]

NAMES = [field.name for field in fields(Quote)]
FORMATS = ["jsonl", "csv", "tsv", "parquet", "sqlite"]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes quotes to a file, and returns its path."""

    def write(quotes: list[Quote], name: str, *, raw_csv: bool = False) -> Path:
        path = tmp_path / "rows"  # the name tells nothing
        with path.open("wb") as stream:
            WRITERS[name].load()(quotes, stream, Style(raw_csv=raw_csv))
        return path

    return write


def read(stream: IO[bytes]) -> list[Quote | ErrorRow]:
    """Return what is read from a stream of rows."""
    with stream:
        rows, _ = open_rows(stream, path="rows")
        assert rows is not None
        return list(rows)


def messages(stream: IO[bytes]) -> list[str]:
    """Return the messages of all error rows."""
    return [row.message for row in read(stream) if isinstance(row, ErrorRow)]


def without_empty(quote: Quote) -> Quote:
    """Return the quote with null for empty texts where null may be: CSV cannot tell them apart."""
    nullable = [name for name, hint in get_type_hints(Quote).items() if type(None) in get_args(hint)]
    return replace(quote, **{name: getattr(quote, name) or None for name in nullable})


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_open_rows_brings_back_any_quotes(
    write: Callable[..., Path], any_quote: st.SearchStrategy[Quote], name: str, data: st.DataObject
) -> None:
    """Quotes of any strings, hostile ones too, survive every format."""
    quotes = data.draw(st.lists(any_quote, min_size=1, max_size=3))
    expected = quotes if name == "jsonl" else [from_row(to_clean_row(quote)) for quote in quotes]
    if name in ("csv", "tsv"):
        expected = list(map(without_empty, expected))
    assert read(write(quotes, name).open("rb")) == expected


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("how", ["file", "pipe", "gzip", "zstd"])
def test_open_rows_reads_files_pipes_and_packed(
    write: Callable[..., Path], make_quote: MakeQuote, name: str, how: str
) -> None:
    """The format is told from the bytes, wherever they come from and however they are packed."""
    quotes = [make_quote(id=str(number), sentence="word " * 2_000) for number in range(3)]
    path = write(quotes, name)
    raw = path.read_bytes()
    if how == "zstd":
        raw = pytest.importorskip("backports.zstd").compress(raw)
    stream = path.open("rb") if how == "file" else BytesIO(gzip.compress(raw) if how == "gzip" else raw)
    assert read(stream) == quotes


@pytest.mark.parametrize("name", ["csv", "tsv", "parquet", "sqlite"])
def test_open_rows_finds_no_rows_where_none_were_written(write: Callable[..., Path], name: str) -> None:
    """The output of an extraction without quotes is rows, none of them."""
    assert read(write([], name).open("rb")) == []


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Headline\nText",
        b"id,text\n1,x\n",
        b'{"id": 1, "text": "x"}\n',
        b"\x00\xff",
        b"a" * 100_000,
        b"schema,quote\n",
    ],
)
def test_open_rows_hands_articles_back_whole(raw: bytes) -> None:
    """What is no rows is left to the readers of articles, from its first byte."""
    rows, stream = open_rows(BytesIO(raw), path="x")
    assert rows is None
    assert stream.read() == raw


def test_open_rows_hands_a_table_of_articles_back_whole(tmp_path: Path) -> None:
    """A Parquet file of articles is none of rows."""
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    parquet.write_table(arrow.table({"text": ["x"]}), tmp_path / "a.parquet")
    raw = (tmp_path / "a.parquet").read_bytes()
    with (tmp_path / "a.parquet").open("rb") as file:
        for stream in (file, BytesIO(raw)):
            rows, whole = open_rows(stream, path="a.parquet")
            assert rows is None
            with whole:
                assert whole.read() == raw


@pytest.mark.parametrize("text", ["=1", "-x", "'=1", "\t"])
def test_open_rows_takes_guards_off(write: Callable[..., Path], make_quote: MakeQuote, text: str) -> None:
    """The apostrophe that guards a spreadsheet is not the article's."""
    assert read(write([make_quote(quote=text)], "csv").open("rb")) == [make_quote(quote=text)]


def test_open_rows_goes_on_after_broken_lines_of_csv(write: Callable[..., Path], make_quote: MakeQuote) -> None:
    """A line that holds no row is named, and the others are read."""
    lines = write([make_quote()] * 3, "csv").read_bytes().splitlines(keepends=True)
    broken = lines[1].replace(b",direct,", b",shouted,").replace(b",3,", b",x,")
    rows = [lines[0], lines[1], b"a,b\n", b"\n", broken, lines[3]]
    assert messages(BytesIO(b"".join(rows))) == [
        "rows:3: has 2 cells, the heading 37. Write the rows again with `quoteminer extract`.",
        "rows:5: line cannot be 'x'. Write the rows again with `quoteminer extract`.",
    ]
    assert len(read(BytesIO(b"".join(rows)))) == 4


def test_open_rows_tells_of_csv_that_is_no_text(write: Callable[..., Path], make_quote: MakeQuote) -> None:
    """A file in another encoding is an error, not a crash."""
    raw = write([make_quote(quote="Żółć", sentence="")], "csv").read_text("utf-8").encode("iso-8859-2")
    assert messages(BytesIO(raw)) == ["rows: is not UTF-8: invalid start byte. Save it as UTF-8."]


@pytest.mark.parametrize(
    "changes",
    [
        {"quote": "y" * 100_000},
        {"stances": tuple(Stance(target="y" * 10_000, label="favor", evidence=(), rule="cue") for _ in range(10))},
    ],
    ids=["text", "nested"],
)
def test_open_rows_stops_at_a_bomb_of_parquet(
    write: Callable[..., Path], make_quote: MakeQuote, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any]
) -> None:
    """A small file in which a long text stands a hundred times is told before the texts are made."""
    path = write([make_quote(**changes)] * 100, "parquet")
    assert path.stat().st_size < 50_000
    assert len(read(path.open("rb"))) == 100
    monkeypatch.setattr(parquet_file, "FREE", 1_000_000)
    assert messages(path.open("rb")) == [
        "rows: unpacks to more than 200 times its size: it looks like a bomb. "
        "If it is none, unpack it yourself and read what comes out."
    ]


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_open_rows_refuses_an_endless_line_of_a_table(
    write: Callable[..., Path], make_quote: MakeQuote, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A line longer than any row ends the reading; the rows before it are read, and it is not held."""
    monkeypatch.setattr(row_tables, "LARGEST", 10_000)
    raw = write([make_quote()], name).read_bytes()
    quote, error = read(BytesIO(raw + b"x" * 50_000 + b"\n" + raw))
    assert isinstance(quote, Quote)
    assert isinstance(error, ErrorRow)
    assert error.message.startswith("rows: a line: is larger than")


def test_open_rows_goes_on_after_an_endless_cell(
    write: Callable[..., Path], make_quote: MakeQuote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cell over many lines that is longer than any is told, and not held; the rows before it are read."""
    monkeypatch.setattr(row_tables, "LARGEST", 10_000)
    before = csv.field_size_limit()
    try:
        found = read(BytesIO(write([make_quote()], "csv").read_bytes() + b'"' + b"x\n" * 6000))
    finally:
        csv.field_size_limit(before)
    assert found[0] == make_quote()
    assert isinstance(found[1], ErrorRow)
    assert found[1].message.startswith("rows:3: no CSV: field larger than field limit (10000).")


@pytest.mark.parametrize("name", ["parquet", "sqlite"])
def test_open_rows_tells_of_damage(write: Callable[..., Path], make_quote: MakeQuote, name: str) -> None:
    """A file that breaks off or is overwritten is an error, not a crash."""
    path = write([make_quote(id=str(number)) for number in range(300)], name)
    raw = path.read_bytes()
    for damaged in (raw[: len(raw) // 2], raw[:100], raw[:200] + b"\xff" * (len(raw) - 400) + raw[-200:]):
        try:
            found = messages(BytesIO(damaged))
        except Exception as error:
            found = [str(error)]
        assert found
        assert found[0].startswith("rows: ")


def test_open_rows_refuses_values_that_are_no_text(write: Callable[..., Path], make_quote: MakeQuote) -> None:
    """A value of a wrong type in a database costs its row only."""
    path = write([make_quote(), make_quote(), make_quote()], "sqlite")
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE quotes SET quote = CAST(x'ff' AS TEXT) WHERE number = 1")
        database.execute("UPDATE quotes SET content = '[[1' WHERE number = 3")
        database.commit()
    again = "Write the rows again with `quoteminer extract`."
    assert messages(path.open("rb")) == [
        rf"rows: row 1: quote cannot be b'\xff'. {again}",
        f"rows: row 3: content cannot be '[[1'. {again}",
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE other (x)",
        "CREATE VIEW quotes AS WITH RECURSIVE endless (schema) AS (SELECT 1 UNION ALL SELECT 1 FROM endless) "
        "SELECT schema FROM endless",
        "CREATE VIRTUAL TABLE quotes USING fts5 (schema)",
        f"CREATE VIRTUAL TABLE quotes USING fts5 ({', '.join(NAMES)})",
        f"CREATE VIEW quotes AS SELECT {', '.join(f'1 AS {name}' for name in NAMES)}",
    ],
)
def test_open_rows_runs_nothing_in_a_database(tmp_path: Path, statement: str) -> None:
    """Another database, or one with a trap in place of the table, is refused."""
    path = tmp_path / "rows"
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)
        database.commit()
    assert messages(path.open("rb")) == [
        "rows: is a database without a table of quotes. Name one of `quoteminer … -o quotes.db`."
    ]
