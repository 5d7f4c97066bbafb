"""Quote ↔ cells: the record for formats whose cells hold one value each, and text that no spreadsheet runs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from quoteminer.model import Quote, Row
from quoteminer.rows import to_clean_row

_FORMULA = re.compile(r"[\s']*[=+\-@＝＋－＠]|'*[\t\r\n]")
"""What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection"), also behind white space.

Apostrophes before it count as well, so that the one put in front can always be told from the text's own.
"""

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*%?")
"""A number is no formula, whatever its sign."""


def to_cells(quote: Quote) -> Row:
    """Return the quote as a flat row in clean UTF-8: lists as JSON."""
    row = to_clean_row(quote)
    for name, value in row.items():
        if isinstance(value, list):
            row[name] = json.dumps(value, ensure_ascii=False)
    return row


def from_cells(cells: Mapping[str, Any]) -> Row:
    """Return the row of a flat one, whose values may all be texts, as in CSV, or typed, as in a database.

    What a text does not turn into stays as it is: `from_row` says what is wrong with it.
    """
    return {name: _value(cell, _kinds().get(name)) for name, cell in cells.items()}


def from_texts(texts: Mapping[str, str]) -> Row:
    """Return the row of a line of CSV: guards are taken off, and an empty cell is null where a key may be null."""
    texts = {name: unguard(text) for name, text in texts.items()}
    return from_cells({name: None if text == "" and name in _nullable() else text for name, text in texts.items()})


def guard(text: str) -> str:
    """Return text that no spreadsheet runs: with an apostrophe in front where it would."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unguard(text: str) -> str:
    """Return the text that `guard` guarded."""
    return text[1:] if text.startswith("'") and guard(text[1:]) == text else text


@cache
def _kinds() -> dict[str, Any]:
    """Return for each key of the record that is no text what its cells hold: list, bool, int or float."""
    kinds = {name: list if get_origin(hint) is tuple else hint for name, hint in get_type_hints(Quote).items()}
    return {name: kind for name, kind in kinds.items() if kind in (list, bool, int, float)}


@cache
def _nullable() -> frozenset[str]:
    return frozenset(name for name, hint in get_type_hints(Quote).items() if type(None) in get_args(hint))


def _value(cell: Any, kind: Any) -> Any:
    if kind is bool and cell in ("true", "false", 0, 1):
        return cell in ("true", 1)
    if kind in (None, bool) or not isinstance(cell, str):
        return cell
    try:
        return json.loads(cell) if kind is list else kind(cell)
    except (ValueError, RecursionError):
        return cell
