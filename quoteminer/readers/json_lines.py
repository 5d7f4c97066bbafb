"""JSON lines: each line is an object, each object an article."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import IO, Any

from quoteminer.errors import InputError
from quoteminer.model import Article, ErrorRow
from quoteminer.readers.decoding import SAY_ENCODING, decode_bytes
from quoteminer.readers.fields import RowSource, flat
from quoteminer.readers.settings import Settings
from quoteminer.readers.unpacking import LARGEST, read_lines
from quoteminer.readers.walk import Origin


def read_jsonl(stream: IO[bytes], origin: Origin, settings: Settings) -> Iterator[Article | ErrorRow]:
    """Yield the article of every line that is not blank; a line that holds none gives an error row.

    Raises:
        InputError: the first object has no text, or is an extracted quote, or the file is one JSON array.
    """
    rows = RowSource(origin=origin, settings=settings)
    checked = False
    try:
        for number, line in read_lines(stream, where=origin.path):
            content = line.removeprefix(codecs.BOM_UTF8).strip() if number == 1 else line.strip()
            if not content:
                continue
            if not checked and content[:1] == b"[":
                raise InputError(
                    f"{origin.path}: is one JSON array, not an object a line.",
                    "Convert it: jq -c '.[]' FILE > FILE.jsonl",
                )
            try:
                row = parse_line(content if content.isascii() else rows.decode(content, number).encode())
            except InputError as error:
                yield rows.fail(number, error.message, error.hint)
                continue
            if not checked:
                rows.check(flat(row))
                checked = True
            yield rows.article(row, number)
    finally:
        rows.finish()


def parse_line(line: bytes, *, encoding: str | None = None) -> dict[str, Any]:
    """Return the object that a line holds; `encoding` is that of a line which is not UTF-8.

    Raises:
        InputError: it holds none.
    """
    if len(line) > LARGEST:
        raise InputError(f"the line is longer than {LARGEST // 2**20} MiB.", "Split the article up first.")
    try:
        row = json.loads(decode_bytes(line, encoding))
    except UnicodeDecodeError as error:
        raise InputError(f"not {encoding or 'UTF-8'}: byte 0x{line[error.start]:02x}.", SAY_ENCODING) from error
    except (ValueError, RecursionError) as error:  # a number too long is a ValueError, too
        raise InputError(f"no JSON: {error}.", "Each line must be one JSON object.") from error
    if not isinstance(row, dict):
        raise InputError("no JSON object.", "Each line must be one JSON object.")
    return row
