"""Parquet: each row is an article."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from typing import IO, Any

from quoteminer.errors import InputError
from quoteminer.model import Article, ErrorRow
from quoteminer.readers.extras import require
from quoteminer.readers.fields import RowSource
from quoteminer.readers.parquet_file import open_parquet, read_batches
from quoteminer.readers.settings import Settings
from quoteminer.readers.walk import Origin

_ROWS = 64
"""Rows in memory at once."""


def read_parquet(stream: IO[bytes], origin: Origin, settings: Settings) -> Iterator[Article | ErrorRow]:
    """Yield the article of every row; one that holds none gives an error row.

    Raises:
        InputError: pyarrow is not installed, the bytes are no Parquet, or no column holds the text.
    """
    arrow = require("pyarrow", extra="parquet", where=origin.path)
    rows = RowSource(origin=origin, settings=settings)
    with tempfile.TemporaryFile() as copy:
        source = _seekable(stream, copy)
        try:
            file = open_parquet(source, where=origin.path)
        except (arrow.ArrowException, OSError, ValueError) as error:
            raise InputError(f"{origin.path}: is no Parquet file: {_reason(error)}.", "Check what wrote it.") from error
        try:
            rows.check(file.schema_arrow.names)
            yield from _articles(file, source, arrow, rows)
        except (arrow.ArrowException, OSError, ValueError) as error:
            raise InputError(f"{origin.path}: is damaged: {_reason(error)}.", "What came before is read.") from error
        finally:
            rows.finish()
            file.close()


def _articles(file: Any, source: IO[bytes], arrow: Any, rows: RowSource) -> Iterator[Article | ErrorRow]:
    flat = [
        name
        for name, kind in zip(file.schema_arrow.names, file.schema_arrow.types, strict=True)
        if _is_flat(kind, arrow)
    ]
    number = 0
    for batch in read_batches(file, source, rows=_ROWS, where=rows.origin.path, columns=flat):
        columns = {name: _plain(batch.column(name), arrow) for name in flat}
        for k in range(batch.num_rows):
            number += 1
            try:
                row = {name: column[k].as_py() for name, column in columns.items()}
            except ValueError as error:  # a string that is not UTF-8
                yield rows.fail(number, f"the row cannot be read: {error}.", "Write it again as UTF-8.")
                continue
            yield rows.article(row, number)


def _is_flat(kind: Any, arrow: Any) -> bool:
    return not (arrow.types.is_nested(kind) or arrow.types.is_null(kind))


def _plain(column: Any, arrow: Any) -> Any:
    """Return the column; moments in seconds, for Python knows no nanoseconds, and without a zone, as UTC."""
    return column.cast(arrow.timestamp("s"), safe=False) if arrow.types.is_timestamp(column.type) else column


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")


def _seekable(stream: IO[bytes], copy: IO[bytes]) -> IO[bytes]:
    """Return the stream, or a copy of it: a Parquet file is read from its end."""
    if stream.seekable():
        return stream
    shutil.copyfileobj(stream, copy)
    copy.seek(0)
    return copy
