"""Lines of JSON → checked gold articles and predicted rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from quoteminer.analysis.fields import FIELDS
from quoteminer.errors import InputError
from quoteminer.model import Row

_SPANS = ("content", "cue", "source")
_HINT = "docs/accuracy.md shows the format of a gold file and of the predicted rows."


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """An article with the attributions that are in it; `published` is an ISO 8601 day or None."""

    id: str
    text: str
    attributions: tuple[Row, ...]
    published: str | None = None


def parse_gold(lines: Iterable[str], *, name: str) -> Iterator[GoldArticle]:
    """Yield one gold article a line; blank lines are skipped.

    Args:
        lines: JSON objects with `id`, `text`, `attributions` and, if known, `published`.
        name: what to call the input in a message.

    Raises:
        InputError: a line is not such an object.
    """
    for where, row in _objects(lines, name):
        rows = row.get("attributions")
        _require(isinstance(rows, list), where, '"attributions" must be a list')
        for key in ("id", "text"):
            _require(isinstance(row.get(key), str), where, f'"{key}" must be text')
        _require(isinstance(row.get("published"), str | None), where, '"published" must be text or null')
        attributions = tuple(_attribution(entry, where) for entry in row["attributions"])
        yield GoldArticle(id=row["id"], text=row["text"], attributions=attributions, published=row.get("published"))


def parse_rows(lines: Iterable[str], *, name: str) -> Iterator[Row]:
    """Yield one predicted row a line, as `quoteminer extract --format jsonl` writes them.

    Raises:
        InputError: a line is not such a row.
    """
    for where, row in _objects(lines, name):
        _require(isinstance(article_of(row), str), where, '"article" must be text')
        _check_spans(row, where)
        yield row


def article_of(row: Row) -> Any:
    """Return the id of the article a predicted row belongs to: `article`, or `id` where there is none."""
    return row.get("article", row.get("id"))


def _objects(lines: Iterable[str], name: str) -> Iterator[tuple[str, Row]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{where}: not JSON: {error}", _HINT) from error
        _require(isinstance(row, dict), where, "not a JSON object")
        yield where, row


def _attribution(entry: Any, where: str) -> Row:
    _require(isinstance(entry, dict), where, "every attribution must be an object")
    _check_spans(entry, where)
    for key in FIELDS:
        _require(isinstance(entry.get(key), str | None), where, f'"{key}" must be text or null')
    row: Row = entry
    return row


def _check_spans(row: Row, where: str) -> None:
    for key in _SPANS:
        spans = row.get(key)
        good = spans is None or (isinstance(spans, list) and all(map(_is_span, spans)))
        _require(good, where, f'"{key}" must be a list of [start, end]')


def _is_span(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(offset) is int for offset in value)


def _require(condition: bool, where: str, complaint: str) -> None:
    if not condition:
        raise InputError(f"{where}: {complaint}", _HINT)
