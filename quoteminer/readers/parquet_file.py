"""Parquet files, opened so that a small one cannot fill the memory: with a cap on what comes out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Any

from quoteminer.readers.extras import require
from quoteminer.readers.unpacking import FREE, RATIO, too_much

_TEXTS = ("STRING", "NONE", "JSON", "ENUM")
"""Logical types of columns of bytes that hold texts, or bytes that nothing is known of."""


def open_parquet(stream: IO[bytes], *, where: str) -> Any:
    """Return pyarrow's ParquetFile; what it raises is the caller's.

    Equal texts stay one in memory, as in the file, where a text of a megabyte may stand a million times.

    Raises:
        InputError: pyarrow is not installed, or the file says itself that it unpacks to absurdly much.
    """
    parquet = require("pyarrow.parquet", extra="parquet", where=where)
    metadata = parquet.read_metadata(stream)
    columns = [metadata.schema.column(k) for k in range(metadata.num_columns)]
    # the sizes of whole groups: asked for those of a damaged column, pyarrow ends the process
    if sum(metadata.row_group(k).total_byte_size for k in range(metadata.num_row_groups)) > _most(stream):
        raise too_much(where)
    texts = [one.path for one in columns if one.physical_type == "BYTE_ARRAY" and one.logical_type.type in _TEXTS]
    stream.seek(0)
    return parquet.ParquetFile(stream, read_dictionary=texts)


def read_batches(
    file: Any, stream: IO[bytes], *, rows: int, where: str, columns: list[str] | None = None
) -> Iterator[Any]:
    """Yield so many rows at a time as pyarrow's record batches.

    Raises:
        InputError: all texts together are absurdly large for the file; what came before is given.
    """
    given, most = 0, _most(stream)
    for batch in file.iter_batches(batch_size=rows, columns=columns, use_threads=False):
        given += sum(map(_bytes, batch.columns))
        if given > most:
            raise too_much(where)
        yield batch


def _most(stream: IO[bytes]) -> int:
    """Return how many bytes may come out of a file of this size."""
    here = stream.tell()
    size = stream.seek(0, io.SEEK_END)
    stream.seek(here)
    return FREE + RATIO * size


def _bytes(column: Any) -> int:
    """Return the bytes of a column's values, each counted as often as it stands there."""
    import pyarrow  # noqa: PLC0415 - loaded by whoever gives a column
    from pyarrow import compute  # noqa: PLC0415

    kind = column.type
    if pyarrow.types.is_dictionary(kind) and _is_text(kind.value_type, pyarrow):
        lengths = compute.binary_length(column.dictionary).cast(pyarrow.int64())
        return compute.sum(lengths.take(column.indices)).as_py() or 0
    if pyarrow.types.is_struct(kind):
        return sum(map(_bytes, column.flatten()))
    if pyarrow.types.is_map(kind):
        return _bytes(column.keys) + _bytes(column.items)
    if pyarrow.types.is_nested(kind):  # lists of any kind
        return _bytes(column.flatten())
    return int(column.nbytes)


def _is_text(kind: Any, arrow: Any) -> bool:
    types = arrow.types
    known = (types.is_string, types.is_large_string, types.is_binary, types.is_large_binary)
    return any(is_one(kind) for is_one in known)
