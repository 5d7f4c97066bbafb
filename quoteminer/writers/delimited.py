"""CSV and TSV: one row a line, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from io import StringIO
from typing import IO, Any

from quoteminer.cells import guard, to_cells
from quoteminer.model import Quote
from quoteminer.writers.safe import safe
from quoteminer.writers.style import Style


def write_csv(quotes: Iterable[Quote], stream: IO[bytes], style: Style) -> None:
    """Write a heading and a line for each quote, cells apart by commas, lists as JSON."""
    _write(quotes, stream, style, delimiter=",")


def write_tsv(quotes: Iterable[Quote], stream: IO[bytes], style: Style) -> None:
    """Write a heading and a line for each quote, cells apart by tabs, lists as JSON."""
    _write(quotes, stream, style, delimiter="\t")


def line_dumper(*, delimiter: str = ",", raw: bool = False) -> Callable[[Sequence[Any]], str]:
    """Return a function that turns values into a line with its newline.

    Text that a spreadsheet would run gets an apostrophe in front, unless `raw`; None is an empty cell.
    """
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")  # so that a lone \r is quoted, too

    def dump(values: Sequence[Any]) -> str:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([_cell(value, raw=raw) for value in values])
        return buffer.getvalue().removesuffix("\r\n") + "\n"

    return dump


def _cell(value: Any, *, raw: bool) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return guard(value) if isinstance(value, str) and not raw else value


def _write(quotes: Iterable[Quote], stream: IO[bytes], style: Style, *, delimiter: str) -> None:
    dump = line_dumper(delimiter=delimiter, raw=style.raw_csv)
    names = [field.name for field in fields(Quote)]
    show = safe if stream.isatty() else str
    stream.write(dump(names).encode())
    for quote in quotes:
        cells = to_cells(quote)
        stream.write(show(dump([cells[name] for name in names])).encode())
        stream.flush()
