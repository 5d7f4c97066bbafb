"""JSON lines: one row a line, UTF-8, letters as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import IO

from quoteminer.model import Quote, Row
from quoteminer.rows import to_row
from quoteminer.writers.safe import UNSAFE_IN_JSON, escape, safe
from quoteminer.writers.style import Style

_FIRST_HALF = re.compile("[\ud800-\udbff](?=[\udc00-\udfff])")


def dump_line(row: Row) -> str:
    r"""Return the row as one line of JSON, without its newline.

    Only control, bidirectional and line-separating characters, and lone surrogates (which UTF-8 does not
    know), are escaped, so that plain `grep Radosław` works. Of two surrogates that would be read as one character
    the first becomes U+FFFD, or offsets behind it would not hold.
    """
    text = _FIRST_HALF.sub("\N{REPLACEMENT CHARACTER}", json.dumps(row, ensure_ascii=False, allow_nan=False))
    return UNSAFE_IN_JSON.sub(escape, text)


def write_line(row: Row, stream: IO[bytes]) -> None:
    """Write the row as a line; a terminal is shown what has no width, too."""
    line = dump_line(row)
    stream.write((safe(line) if stream.isatty() else line).encode() + b"\n")


def write_jsonl(quotes: Iterable[Quote], stream: IO[bytes], style: Style) -> None:
    """Write a line for each quote, and flush it, so that whatever stops the run leaves whole rows."""
    for quote in quotes:
        write_line(to_row(quote), stream)
        stream.flush()
