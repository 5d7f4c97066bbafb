"""Parquet: columns with the types of the record, one row group after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from importlib import import_module
from io import RawIOBase
from itertools import islice
from typing import IO, Any, get_args, get_origin, get_type_hints

from quoteminer.errors import UsageError
from quoteminer.model import Quote, Row, Stance
from quoteminer.rows import to_clean_row
from quoteminer.writers.style import Style

_GROUP = 10_000
"""Rows a row group: some 10 MB in memory, and few enough groups for readers that skip by statistics."""


def write_parquet(quotes: Iterable[Quote], stream: IO[bytes], style: Style) -> None:
    """Write the quotes in row groups, each as soon as it is full.

    Raises:
        UsageError: pyarrow is not installed.
    """
    arrow, parquet = _load()
    schema = record_schema(arrow)
    with parquet.ParquetWriter(_Forward(stream), schema, compression="zstd") as writer:
        for rows in _groups(quotes):
            writer.write_table(arrow.Table.from_pylist(rows, schema=schema), row_group_size=_GROUP)


def _load() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise UsageError(
            "Parquet needs pyarrow.", "Install it with `pip install 'quoteminer[parquet]'`, or say --format jsonl."
        ) from error


def _groups(quotes: Iterable[Quote]) -> Iterator[list[Row]]:
    rows = map(to_clean_row, quotes)
    while group := list(islice(rows, _GROUP)):
        yield group


@cache
def record_schema(arrow: Any) -> Any:
    """Return the columns: the keys of the record with their types; those that may be null say so."""
    hints = get_type_hints(Quote)
    return arrow.schema([_field(arrow, field.name, hints[field.name]) for field in fields(Quote)])


def _field(arrow: Any, name: str, hint: Any) -> Any:
    return arrow.field(name, _type(arrow, hint), nullable=type(None) in get_args(hint))


def _type(arrow: Any, hint: Any) -> Any:
    """Return the Arrow type of a field's type: a span is a list of two numbers, a stance a struct."""
    plain = {int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}
    if hint in plain:
        return plain[hint]
    if hint is Stance:
        return arrow.struct([_field(arrow, name, part) for name, part in get_type_hints(Stance).items()])
    if get_origin(hint) is tuple:
        return arrow.list_(arrow.field("element", _type(arrow, get_args(hint)[0]), nullable=False))
    return arrow.string()


class _Forward(RawIOBase):
    """A stream that counts what it writes: Parquet asks where it is, and a pipe cannot tell."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._written = stream, 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._written

    def write(self, data: Any) -> int:
        self._stream.write(data)
        self._written += len(data)
        return len(data)

    def flush(self) -> None:
        self._stream.flush()
