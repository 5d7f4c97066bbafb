"""The one table of input formats (`READERS`), and what a file's name says about its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, cast

from quoteminer.model import Article, ErrorRow

if TYPE_CHECKING:
    from quoteminer.readers.settings import Settings
    from quoteminer.readers.walk import Origin

Reader = Callable[[IO[bytes], "Origin", "Settings"], Iterator[Article | ErrorRow]]
"""A reader yields the articles of one open, unpacked file; it may yield an error row for a part and go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFormat:
    """An input format: the suffixes that mean it, and where its reader is."""

    suffixes: tuple[str, ...]
    home: str
    reader: str

    def load(self) -> Reader:
        """Return the reader; its module is imported now and not before."""
        return cast(Reader, getattr(import_module(self.home), self.reader))


READERS: dict[str, InputFormat] = {
    "text": InputFormat(suffixes=(".txt", ".text"), home="quoteminer.readers.text", reader="read_text"),
    "markdown": InputFormat(suffixes=(".md", ".markdown"), home="quoteminer.readers.markdown", reader="read_markdown"),
    "html": InputFormat(suffixes=(".html", ".htm"), home="quoteminer.readers.html_pages", reader="read_html"),
    "jsonl": InputFormat(suffixes=(".jsonl", ".ndjson"), home="quoteminer.readers.json_lines", reader="read_jsonl"),
    "csv": InputFormat(suffixes=(".csv",), home="quoteminer.readers.delimited", reader="read_csv"),
    "tsv": InputFormat(suffixes=(".tsv", ".tab"), home="quoteminer.readers.delimited", reader="read_tsv"),
    "parquet": InputFormat(suffixes=(".parquet",), home="quoteminer.readers.parquet", reader="read_parquet"),
    "warc": InputFormat(suffixes=(".warc", ".wet"), home="quoteminer.readers.warc", reader="read_warc"),
}
"""The input formats by name; a file named without a suffix, and standard input, are plain text."""

DEFAULT = "text"

PACKED = (".gz", ".zst")
"""Suffixes of packed files: what stands before them says what is in the file."""


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of all formats, sorted."""
    return tuple(sorted(suffix for known in READERS.values() for suffix in known.suffixes))


def format_of(path: str) -> str | None:
    """Return the format that the path's suffix means; None for no known suffix."""
    suffix = split_name(path)[1]
    return next((name for name, known in READERS.items() if suffix in known.suffixes), None)


def split_name(path: str) -> tuple[str, str]:
    """Return the path without its suffixes, in POSIX form, and the suffix in lower case: news/a.txt.gz → .txt."""
    name = PurePath(path)
    if name.suffix.lower() in PACKED:
        name = name.with_suffix("")
    return name.with_suffix("").as_posix(), name.suffix.lower()
