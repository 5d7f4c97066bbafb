"""Quote ↔ row: the record as one JSON object, and back; articles, whose texts are kept, likewise."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from quoteminer.errors import InputError
from quoteminer.model import SCHEMA, Article, ErrorRow, Quote, Row, Stance

_SURROGATE = re.compile("[\ud800-\udfff]")
_LARGEST = 2**63 - 1
"""The largest integer that Parquet and SQLite hold."""

_AGAIN = "Write the rows again with `quoteminer extract`."


def to_row(quote: Quote) -> Row:
    """Return the quote as a row: the keys in the order of `Quote`, spans as lists, stances as dicts."""
    return {name: _plain(getattr(quote, name)) for name in _names(Quote)}


def to_clean_row(quote: Quote) -> Row:
    """Return the quote as a row in which lone surrogates, which are no characters, are U+FFFD: all text is UTF-8."""
    row: Row = clean(to_row(quote))
    return row


def clean(value: Any) -> Any:
    """Return a value of a row, or a whole row, with every lone surrogate replaced by U+FFFD."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [clean(part) for part in value]
    return {name: clean(part) for name, part in value.items()} if isinstance(value, dict) else value


def error_to_row(error: ErrorRow) -> Row:
    """Return the error as a row of an errors file."""
    return {name: getattr(error, name) for name in _names(ErrorRow)}


def from_row(row: Row) -> Quote:
    """Return the quote that a row holds; keys that the record does not know are left out.

    Raises:
        InputError: when the row has another schema, lacks a key, or holds a value of a wrong type.
    """
    if row.get("schema") != SCHEMA:
        raise InputError(f"row has schema {reprlib.repr(row.get('schema'))}, this version reads {SCHEMA}.", _AGAIN)
    quote: Quote = _record(row, Quote, "row")
    return quote


def article_to_row(article: Article) -> Row:
    """Return the article as a row of a file of kept texts (docs/formats.md)."""
    return {name: _plain(getattr(article, name)) for name in _names(Article)}


def article_from_row(row: Row) -> Article:
    """Return the article that a row holds: `id` and `text` must be there, keys that it does not know are left out.

    Raises:
        InputError: when a key is missing or holds a value of a wrong type.
    """
    unknown: Row = {name: [] if name == "metadata" else None for name in _names(Article) if name not in ("id", "text")}
    article: Article = _record({**unknown, **row} if isinstance(row, dict) else row, Article, "article")
    if article.blanked is not None and len(article.blanked) != len(article.text):
        raise InputError("blanked is not as long as text.", _AGAIN)
    return article


@cache
def _names(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Stance):
        return {name: _plain(getattr(value, name)) for name in _names(Stance)}
    return value


def _record(value: Any, record: type, where: str) -> Any:
    if not isinstance(value, dict):
        raise InputError(f"{where} is {reprlib.repr(value)}, not an object.", _AGAIN)
    missing = [name for name in _names(record) if name not in value]
    if missing:
        raise InputError(f"{where} lacks {', '.join(missing)}.", _AGAIN)
    return record(**{name: read(value[name], name) for name, read in _readers(record).items()})


@cache
def _readers(record: type) -> dict[str, Callable[[Any, str], Any]]:
    return {name: _reader(hint) for name, hint in get_type_hints(record).items()}


def _reader(hint: Any) -> Callable[[Any, str], Any]:
    """Return the function that checks a JSON value against a field's type and returns the field's value."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        inner = _reader(next(part for part in parts if part is not type(None)))
        return lambda value, name: None if value is None else inner(value, name)
    if is_dataclass(hint) and isinstance(hint, type):
        return lambda value, name: _record(value, hint, name)
    if origin is tuple:
        return _sequence_reader(parts)
    if origin is Literal:
        return lambda value, name: _checked(value, name, isinstance(value, str) and value in parts)
    if hint is float:
        return lambda value, name: float(_checked(value, name, _is_number(value)))
    return lambda value, name: _checked(value, name, type(value) is hint and _is_held(value))


def _sequence_reader(parts: tuple[Any, ...]) -> Callable[[Any, str], Any]:
    read = _reader(parts[0])
    length = None if parts[-1] is Ellipsis else len(parts)

    def sequence(value: Any, name: str) -> tuple[Any, ...]:
        _checked(value, name, isinstance(value, list) and length in (None, len(value)))
        return tuple(read(part, name) for part in value)

    return sequence


def _is_held(value: Any) -> bool:
    return type(value) is not int or abs(value) <= _LARGEST


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and -1e300 < value < 1e300  # no NaN


def _checked(value: Any, name: str, right: bool) -> Any:
    if not right:
        raise InputError(f"{name} cannot be {reprlib.repr(value)}.", _AGAIN)
    return value
