"""CSV and TSV with a header: each record is an article."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain
from typing import IO, Any, cast

from quoteminer.model import Article, ErrorRow
from quoteminer.readers.decoding import encoding_of
from quoteminer.readers.fields import RowSource
from quoteminer.readers.settings import Settings
from quoteminer.readers.unpacking import LARGEST, too_large
from quoteminer.readers.walk import Origin

_DELIMITERS = ",;\t|"
"""What spreadsheets write between fields in one country or another; the commonest in the header is meant."""

_NO_TEXT = re.compile("[\udc80-\udcff]")
"""What stands in place of a byte that cannot be decoded."""

_QUOTE = "Fields with quotation marks, delimiters or line breaks must stand in quotation marks, those inside doubled."


def read_csv(stream: IO[bytes], origin: Origin, settings: Settings) -> Iterator[Article | ErrorRow]:
    """Yield the article of every record; one that holds none gives an error row.

    Raises:
        InputError: no column holds the text, or the records are extracted quotes.
    """
    return _read(stream, RowSource(origin=origin, settings=settings), delimiter=None)


def read_tsv(stream: IO[bytes], origin: Origin, settings: Settings) -> Iterator[Article | ErrorRow]:
    """Yield the articles as `read_csv` does, where tabs stand between the fields."""
    return _read(stream, RowSource(origin=origin, settings=settings), delimiter="\t")


def _read(stream: IO[bytes], rows: RowSource, *, delimiter: str | None) -> Iterator[Article | ErrorRow]:
    lines = _lines(stream, where=rows.origin.path)
    first = next(lines, "")
    if not first:
        return
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST))
    records = csv.reader(chain([first], lines), delimiter=delimiter or _delimiter(first), strict=True)
    header: list[str] | None = None
    try:
        while True:
            number = records.line_num + 1
            try:
                record = next(records)
            except StopIteration:
                return
            except csv.Error as error:
                yield rows.fail(number, f"no {'TSV' if delimiter else 'CSV'} record: {error}.", _QUOTE)
                continue
            if header is None:
                rows.check(record)
                header = record
            elif record:
                yield _article(record, number, header, rows)
    finally:
        rows.finish()


def _article(record: list[str], number: int, header: list[str], rows: RowSource) -> Article | ErrorRow:
    if len(record) > len(header):
        return rows.fail(number, f"{len(record)} fields where the header has {len(header)}.", _QUOTE)
    if any(map(_NO_TEXT.search, record)):
        return rows.fail(number, "not UTF-8.", "Convert the file to UTF-8 first: iconv -f WINDOWS-1252 -t UTF-8")
    return rows.article(dict(zip(header, record, strict=False)), number)


def _lines(stream: IO[bytes], *, where: str) -> Iterator[str]:
    """Yield the lines, their ends included; bytes that are no text come as lone surrogates."""
    encoding = encoding_of(cast(Any, stream).peek(4)[:4])
    text = io.TextIOWrapper(cast(Any, stream), encoding=encoding, errors="surrogateescape", newline="")
    try:
        while line := text.readline(LARGEST + 1):
            if len(line) > LARGEST:
                raise too_large(f"{where}: a line")
            yield line
    finally:
        text.detach()  # or it would close the stream, which is not its own


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)
