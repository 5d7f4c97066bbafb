"""Quotes → output: one module a format, and one table that lists them (`WRITERS`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import IO, cast

from quoteminer.model import Quote
from quoteminer.rows import error_to_row, from_row, to_row
from quoteminer.writers.safe import safe, safe_line
from quoteminer.writers.style import Style

__all__ = ["WRITERS", "Format", "Style", "Writer", "error_to_row", "from_row", "safe", "safe_line", "to_row"]

Writer = Callable[[Iterable[Quote], IO[bytes], Style], None]
"""A writer consumes the quotes and writes bytes; it never closes the stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """An output format: the suffixes of `-o FILE` that mean it, and where its writer is.

    `binary` is nothing for a terminal; `needs_file` cannot be written to a pipe either.
    """

    suffixes: tuple[str, ...]
    home: str
    writer: str
    binary: bool = False
    needs_file: bool = False

    def load(self) -> Writer:
        """Return the writer; its libraries are imported now and not before."""
        return cast(Writer, getattr(import_module(self.home), self.writer))


WRITERS: dict[str, Format] = {
    "table": Format(suffixes=(".txt",), home="quoteminer.writers.table", writer="write_table"),
    "jsonl": Format(suffixes=(".jsonl",), home="quoteminer.writers.jsonl", writer="write_jsonl"),
    "csv": Format(suffixes=(".csv",), home="quoteminer.writers.delimited", writer="write_csv"),
    "tsv": Format(suffixes=(".tsv",), home="quoteminer.writers.delimited", writer="write_tsv"),
    "parquet": Format(suffixes=(".parquet",), home="quoteminer.writers.parquet", writer="write_parquet", binary=True),
    "sqlite": Format(
        suffixes=(".sqlite", ".sqlite3", ".db"),
        home="quoteminer.writers.sqlite",
        writer="write_sqlite",
        binary=True,
        needs_file=True,
    ),
    "html": Format(suffixes=(".html", ".htm"), home="quoteminer.writers.report", writer="write_report"),
}
"""The output formats by name."""
