"""Extracted rows in CSV, Parquet and SQLite → quotes."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from typing import IO, Any

from quoteminer.cells import from_cells, from_texts
from quoteminer.errors import InputError
from quoteminer.model import ErrorRow, Quote, Row
from quoteminer.readers.extras import require
from quoteminer.readers.parquet_file import open_parquet, read_batches
from quoteminer.readers.unpacking import LARGEST, too_large
from quoteminer.readers.walk import error_row
from quoteminer.rows import from_row

_BATCH = 1_000
"""Rows read at once."""

_AT_ONCE = 50
"""Rows of Parquet taken apart at once: the texts that they share in the file are then each one's own."""

_AGAIN = "Write the rows again with `quoteminer extract`."


def has_rows(names: Collection[str]) -> bool:
    """Return whether columns with these names are those of extracted rows, and not of articles."""
    return {"schema", "quote", "content"} <= set(names)


def read_csv_rows(stream: IO[bytes], *, path: str, delimiter: str = ",") -> Iterator[Quote | ErrorRow]:
    """Yield the quote of every line; one that holds none gives an error row.

    An empty cell is null where a key may be null. The apostrophe before text that a spreadsheet would run is taken off.

    Raises:
        InputError: when the text is not UTF-8, or a line is too long for rows.
    """
    csv.field_size_limit(LARGEST)
    table = csv.reader(_text_lines(stream, path), delimiter=delimiter)
    try:
        names = next(table)
        while True:
            where = f"{path}:{table.line_num + 1}"
            try:
                cells = next(table)
            except csv.Error as error:
                yield _broken(where, f"no CSV: {error}.", path)
                continue
            if len(cells) == len(names):
                yield _quote(from_texts(dict(zip(names, cells, strict=True))), where=where, path=path)
            elif cells:
                yield _broken(where, f"has {len(cells)} cells, the heading {len(names)}.", path)
    except StopIteration:
        return
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8: {error.reason}.", "Save it as UTF-8.") from error


def read_parquet_rows(file: IO[bytes], *, path: str) -> Iterator[Quote | ErrorRow] | None:
    """Return an iterator over the quotes of a Parquet file; None where it holds something else than rows.

    Raises:
        InputError: pyarrow is not installed, or the file is damaged.
    """
    arrow = require("pyarrow", extra="parquet", where=path)
    try:
        table = open_parquet(file, where=path)
    except (arrow.ArrowException, OSError) as error:
        raise _damaged(path, error) from error
    return _quotes(_parquet_rows(table, file, arrow, path), path) if has_rows(table.schema_arrow.names) else None


def read_sqlite_rows(file: IO[bytes], *, path: str) -> Iterator[Quote | ErrorRow]:
    """Yield the quotes of a database, as it was written; nothing in it is run or changed.

    Raises:
        InputError: the database is damaged, or has no table of quotes.
    """
    address = f"{Path(file.name).resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            yield from _quotes(map(from_cells, _sqlite_rows(database, path)), path)
    except sqlite3.Error as error:
        raise _damaged(path, error) from error


def _text_lines(stream: IO[bytes], path: str) -> Iterator[str]:
    text = io.TextIOWrapper(stream, "utf-8-sig", newline="")
    while line := text.readline(LARGEST + 1):
        if len(line) > LARGEST:
            raise too_large(f"{path}: a line")
        yield line


def _parquet_rows(table: Any, file: IO[bytes], arrow: Any, path: str) -> Iterator[Row]:
    known = {field.name for field in fields(Quote)}
    columns = [name for name in table.schema_arrow.names if name in known]
    try:
        for batch in read_batches(table, file, rows=_BATCH, where=path, columns=columns):
            for start in range(0, batch.num_rows, _AT_ONCE):
                yield from batch.slice(start, _AT_ONCE).to_pylist()
    except (arrow.ArrowException, OSError, UnicodeDecodeError) as error:
        raise _damaged(path, error) from error


def _sqlite_rows(database: sqlite3.Connection, path: str) -> Iterator[Row]:
    database.execute("PRAGMA trusted_schema = OFF")  # the file may be anybody's
    database.execute("PRAGMA query_only = ON")
    database.text_factory = _decoded
    found = database.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'quotes'").fetchone()
    names = [field.name for field in fields(Quote)]
    columns = {column[1] for column in database.execute("PRAGMA table_info (quotes)")} if found else set()
    if not found or str(found[0]).upper().startswith("CREATE VIRTUAL") or not columns.issuperset(names):
        raise InputError(
            f"{path}: is a database without a table of quotes.", "Name one of `quoteminer … -o quotes.db`."
        )
    for cells in database.execute(f"SELECT {', '.join(names)} FROM quotes ORDER BY rowid"):
        yield dict(zip(names, cells, strict=True))


def _decoded(raw: bytes) -> Any:
    """Return the text; bytes that are none stay bytes, which no key of the record may be."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw


def _quotes(rows: Iterable[Row], path: str) -> Iterator[Quote | ErrorRow]:
    for number, row in enumerate(rows, start=1):
        yield _quote(row, where=f"{path}: row {number}", path=path)


def _quote(row: Row, *, where: str, path: str) -> Quote | ErrorRow:
    try:
        return from_row(row)
    except InputError as error:
        return error_row(InputError(f"{where}: {error.message}", error.hint), path=path)


def _broken(where: str, message: str, path: str) -> ErrorRow:
    return error_row(InputError(f"{where}: {message}", _AGAIN), path=path)


def _damaged(path: str, error: Exception) -> InputError:
    return InputError(f"{path}: cannot be read: {error}.", _AGAIN)
