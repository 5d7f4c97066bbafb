"""Extracted rows → quotes: a JSONL file whose first object has the key `schema`."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from typing import Any

from quoteminer.errors import InputError
from quoteminer.model import ErrorRow, Quote
from quoteminer.readers.walk import error_row
from quoteminer.rows import from_row


def is_row(line: bytes) -> bool:
    """Return whether the line, the first of its file, is an extracted row."""
    if not line.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        return False
    try:
        return "schema" in _parse(line)
    except InputError:
        return False


def read_rows(lines: Iterable[bytes], *, path: str) -> Iterator[Quote | ErrorRow]:
    """Yield the quote of every line that is not blank; a line that holds none gives an error row."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield from_row(_parse(line))
            except InputError as error:
                located = InputError(f"{path}:{number}: {error.message}", error.hint)
                yield error_row(located, path=path)


def _parse(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line.removeprefix(codecs.BOM_UTF8).decode())
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, a number too long, nested too deep
        raise InputError(f"no JSON: {error}.", "Each line must be one row of `quoteminer extract`.") from error
    if not isinstance(value, dict):
        raise InputError("no JSON object.", "Each line must be one row of `quoteminer extract`.")
    return value
