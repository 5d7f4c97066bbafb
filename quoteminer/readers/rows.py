"""Extracted rows → quotes: what an input holds is seen from its first bytes, whatever its name."""

from __future__ import annotations

import codecs
import io
import json
import shutil
from collections.abc import Iterable, Iterator
from tempfile import NamedTemporaryFile
from typing import IO, Any, cast

from quoteminer.errors import InputError
from quoteminer.model import ErrorRow, Quote
from quoteminer.readers.row_tables import has_rows, read_csv_rows, read_parquet_rows, read_sqlite_rows
from quoteminer.readers.unpacking import LARGEST, read_lines, unpack
from quoteminer.readers.walk import STDIN, error_row
from quoteminer.rows import from_row

PARQUET, SQLITE = b"PAR1", b"SQLite format 3\0"
"""The first bytes of these files."""

Rows = Iterator[Quote | ErrorRow]


def open_rows(stream: IO[bytes], *, path: str) -> tuple[Rows | None, IO[bytes]]:
    """Return the quotes of extracted rows, or None for anything else, and a stream of the input from its first byte.

    The stream is for the readers of articles, and only where there are no rows. Rows are JSONL whose first object
    has the key `schema`, CSV, TSV or Parquet with such a column, and the databases that `-o quotes.db` writes; each
    may be packed.

    Raises:
        InputError: the input cannot be unpacked, or lacks a package to read it.
    """
    unpacked = unpack(stream, where=path)
    first = unpacked.readline(LARGEST)
    if first.startswith((PARQUET, SQLITE)):
        if unpacked is stream and _rewind(stream):
            return _open_table(stream, path=path, held=None)
        copy = _copy(first, unpacked)
        return _open_table(copy, path=path, held=copy)
    whole = cast(IO[bytes], io.BufferedReader(_Whole(first, unpacked)))
    if is_row(first) or (not first and (path == STDIN or path.endswith(".jsonl"))):  # no rows are rows, too
        lines = (line for _, line in read_lines(whole, where=path))
        return _guarded(read_rows(lines, path=path), path=path), whole
    for delimiter in ",\t":
        if has_rows(_header(first, delimiter)):
            return _guarded(read_csv_rows(whole, path=path, delimiter=delimiter), path=path), whole
    return None, whole


def is_row(line: bytes) -> bool:
    """Return whether the line, the first of its file, is an extracted row."""
    if not line.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        return False
    try:
        return "schema" in _parse(line)
    except InputError:
        return False


def read_rows(lines: Iterable[bytes], *, path: str) -> Rows:
    """Yield the quote of every line that is not blank; a line that holds none gives an error row."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield from_row(_parse(line))
            except InputError as error:
                located = InputError(f"{path}:{number}: {error.message}", error.hint)
                yield error_row(located, path=path)


def _parse(line: bytes) -> dict[str, Any]:
    if len(line) > LARGEST:
        raise InputError(f"the line is longer than {LARGEST // 2**20} MiB.", "Leave it out.")
    try:
        value = json.loads(line.removeprefix(codecs.BOM_UTF8).decode())
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, a number too long, nested too deep
        raise InputError(f"no JSON: {error}.", "Each line must be one row of `quoteminer extract`.") from error
    if not isinstance(value, dict):
        raise InputError("no JSON object.", "Each line must be one row of `quoteminer extract`.")
    return value


def _header(line: bytes, delimiter: str) -> list[str]:
    """Return the names in the first line of a table."""
    words = line.decode("utf-8-sig", errors="replace").strip().split(delimiter)
    return [word.strip('"') for word in words]


def _open_table(file: IO[bytes], *, path: str, held: IO[bytes] | None) -> tuple[Rows | None, IO[bytes]]:
    parquet = file.read(len(PARQUET)) == PARQUET
    file.seek(0)
    rows = read_parquet_rows(file, path=path) if parquet else read_sqlite_rows(file, path=path)
    if rows is None:
        file.seek(0)
        return None, file
    return _guarded(rows, path=path, held=held), file


def _guarded(rows: Rows, *, path: str, held: IO[bytes] | None = None) -> Rows:
    """Yield the rows; what ends them before their end is an error row. Then let go of the file held for them."""
    try:
        yield from rows
    except InputError as error:
        yield error_row(error, path=path)
    finally:
        if held is not None:
            held.close()


def _rewind(stream: IO[bytes]) -> bool:
    """Return whether the stream is a file with a name that could go back to its first byte."""
    try:
        return stream.seek(0) == 0 and isinstance(stream.name, str)
    except (AttributeError, OSError, ValueError):
        return False


def _copy(first: bytes, rest: IO[bytes]) -> IO[bytes]:
    """Return a temporary file with the bytes: Parquet and SQLite are read from the end or in leaps."""
    file = NamedTemporaryFile(prefix="quoteminer-")  # noqa: SIM115 - whoever reads it lets go of it
    file.write(first)
    shutil.copyfileobj(rest, file)
    file.flush()
    file.seek(0)
    return cast(IO[bytes], file)


class _Whole(io.RawIOBase):
    """A stream from its first byte, after its first line was read."""

    def __init__(self, first: bytes, rest: IO[bytes]) -> None:
        self._first, self._rest = first, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        size = len(buffer)
        raw = self._first[:size] or cast(Any, self._rest).read1(size)
        self._first = self._first[size:]
        buffer[: len(raw)] = raw
        return len(raw)
