"""Kept texts → articles: what `quoteminer extract --keep-text` wrote, or any JSONL with `id` and `text`."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path

from quoteminer.errors import InputError
from quoteminer.model import Article, ErrorRow
from quoteminer.readers.unpacking import read_lines, unpack
from quoteminer.readers.walk import error_row, unreadable
from quoteminer.rows import article_from_row


def read_kept(path: str) -> Iterator[Article | ErrorRow]:
    """Yield the article of every line that is not blank; a line that holds none gives an error row.

    Raises:
        InputError: when the file cannot be read.
    """
    try:
        with Path(path).open("rb") as stream:
            for number, line in read_lines(unpack(stream, where=path), where=path):
                if line.strip():
                    yield _article(line, where=f"{path}:{number}", path=path)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def _article(line: bytes, *, where: str, path: str) -> Article | ErrorRow:
    try:
        row = json.loads(line.removeprefix(codecs.BOM_UTF8).decode())
    except (ValueError, RecursionError) as error:
        failure = InputError(f"{where}: no JSON: {error}.", "Write it again with `quoteminer extract --keep-text`.")
        return error_row(failure, path=path)
    try:
        return article_from_row(row)
    except InputError as error:
        return error_row(InputError(f"{where}: {error.message}", error.hint), path=path)
