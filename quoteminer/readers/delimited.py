"""CSV and TSV with a header: each record is an article."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Generator, Iterator
from typing import IO, Any, cast

from quoteminer.errors import InputError
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
    source = _text_lines(stream, where=rows.origin.path, encoding=rows.settings.reading.encoding)
    lines = _Lines(source)
    first = next(lines, "")
    lines.again()
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST))
    records = csv.reader(lines, delimiter=delimiter or _delimiter(first), strict=True)
    header: list[str] = []
    try:
        while True:
            number = lines.begin()
            try:
                record = next(records)
            except StopIteration:
                return
            except csv.Error as error:
                yield rows.fail(number, f"no {'TSV' if delimiter else 'CSV'} record: {error}.", _QUOTE)
                lines.again(but=1)
                continue
            if not record:
                continue
            if not header:
                rows.check(record)
                header = record
            elif not (lines.tried and len(record) < len(header)):
                yield _article(record, number, header, rows)
    finally:
        rows.finish()
        source.close()  # while the stream is open


def _article(record: list[str], number: int, header: list[str], rows: RowSource) -> Article | ErrorRow:
    if len(record) > len(header):
        return rows.fail(number, f"{len(record)} fields where the header has {len(header)}.", _QUOTE)
    if any(map(_NO_TEXT.search, record)):
        try:
            record = [rows.decode(field.encode("utf-8", "surrogateescape"), number) for field in record]
        except InputError as error:
            return rows.fail(number, error.message, error.hint)
    return rows.article(dict(zip(header, record, strict=False)), number)


class _Lines:
    """The lines of a file, which can be given again from where a record began.

    A quotation mark that nothing closes takes all that follows it for one field: after its line the next ones are
    tried again as records of their own. `tried` says that the record's first line is one of those; it may be the
    rest of the record that failed.
    """

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._given: list[str] = []
        self._waiting: deque[str] = deque()
        self._number = 1
        self.tried = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self._given.append(line)
        return line

    def begin(self) -> int:
        """Begin a record, and return the number of its first line."""
        self._number += len(self._given)
        self._given.clear()
        self.tried = bool(self._waiting)
        return self._number

    def again(self, *, but: int = 0) -> None:
        """Give the lines of the record again, all `but` the first ones."""
        self._waiting.extendleft(reversed(self._given[but:]))
        del self._given[but:]


def _text_lines(stream: IO[bytes], *, where: str, encoding: str | None) -> Generator[str, None, None]:
    """Yield the lines, their ends included; a line that is not UTF-8 is read in `encoding`.

    Bytes that are no text come as lone surrogates.
    """
    name = encoding_of(cast(Any, stream).peek(4)[:4])
    text = io.TextIOWrapper(cast(Any, stream), encoding=name, errors="surrogateescape", newline="")
    try:
        while line := text.readline(LARGEST + 1):
            if len(line) > LARGEST:
                raise too_large(f"{where}: a line")
            if encoding and _NO_TEXT.search(line):
                line = line.encode(errors="surrogateescape").decode(encoding, errors="surrogateescape")
            yield line
    finally:
        text.detach()  # or it would close the stream, which is not its own


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)
