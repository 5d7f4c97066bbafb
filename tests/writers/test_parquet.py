"""Parquet."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from quoteminer.errors import UsageError
from quoteminer.model import Quote, Stance
from quoteminer.rows import to_row
from quoteminer.writers import parquet
from quoteminer.writers.parquet import write_parquet
from quoteminer.writers.style import Style

pq = pytest.importorskip("pyarrow.parquet")

MakeQuote = Callable[..., Quote]


def written(*quotes: Quote) -> Any:
    """Return what the writer writes, opened."""
    stream = BytesIO()
    write_parquet(quotes, stream, Style())
    return pq.ParquetFile(BytesIO(stream.getvalue()))


def test_write_parquet_keeps_every_value(make_quote: MakeQuote) -> None:
    """The rows come back as they went in, lists and all."""
    stance = Stance(target="port", label="favor", evidence=((1, 2), (3, 4)))
    quotes = [make_quote(stances=(stance,)), make_quote(speaker=None, content=())]
    assert written(*quotes).read().to_pylist() == [to_row(quote) for quote in quotes]


def test_write_parquet_has_a_fixed_schema(make_quote: MakeQuote) -> None:
    """The columns are the same with and without quotes, whatever is null in them."""
    schema = written().schema_arrow
    assert schema.equals(written(make_quote(title=None)).schema_arrow)
    assert schema.names == list(to_row(make_quote()))
    types = {name: str(schema.field(name).type) for name in ("line", "quote", "content", "asserted", "confidence")}
    assert types == {
        "line": "int64",
        "quote": "string",
        "content": "list<element: list<element: int64 not null> not null>",
        "asserted": "bool",
        "confidence": "double",
    }
    assert [schema.field(name).nullable for name in ("quote", "speaker")] == [False, True]


def test_write_parquet_writes_group_after_group(make_quote: MakeQuote, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row group is out before the next is asked for."""
    monkeypatch.setattr(parquet, "_GROUP", 2)
    stream, sizes = BytesIO(), []

    def quotes() -> Iterator[Quote]:
        for number in range(5):
            sizes.append(len(stream.getvalue()))
            yield make_quote(id=str(number))

    write_parquet(quotes(), stream, Style())
    assert sizes[0] == sizes[1] < sizes[2] == sizes[3] < sizes[4]
    assert pq.ParquetFile(BytesIO(stream.getvalue())).num_row_groups == 3


def test_write_parquet_writes_into_a_pipe(make_quote: MakeQuote) -> None:
    """A stream that cannot tell where it is, is enough."""
    reader, writer = os.pipe()
    with os.fdopen(writer, "wb") as stream:
        write_parquet([make_quote()], stream, Style())
    with os.fdopen(reader, "rb") as stream:
        assert pq.read_table(BytesIO(stream.read())).num_rows == 1


def test_write_parquet_leaves_whole_rows_when_interrupted(make_quote: MakeQuote, tmp_path: Path) -> None:
    """Quotes of the groups that were written can be read."""

    def quotes() -> Iterator[Quote]:
        yield from [make_quote()] * 10_001
        raise KeyboardInterrupt

    with (tmp_path / "q.parquet").open("wb") as stream, pytest.raises(KeyboardInterrupt):
        write_parquet(quotes(), stream, Style())
    assert pq.read_table(tmp_path / "q.parquet").num_rows == 10_000


def test_write_parquet_names_the_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow the message says what to install."""

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(parquet, "import_module", missing)
    with pytest.raises(UsageError, match="pip install 'quoteminer\\[parquet\\]'"):
        write_parquet([], BytesIO(), Style())
