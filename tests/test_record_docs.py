"""docs/record.md names the keys that rows have, and its example is one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from quoteminer.model import ErrorRow, Quote
from quoteminer.readers import read_articles
from quoteminer.rows import from_row, to_row

_DOCS = (Path(__file__).parents[1] / "docs" / "record.md").read_text("utf-8")
RECORD, FAILED = _DOCS.split("## Failed inputs")

_KEY = re.compile(
    r"^\| `(?P<key>\w+)` \| (?P<type>[^|]+) \| (?P<meaning>[^|]+) \| `(?P<example>[^`]*)` \|$", re.MULTILINE
)
_TEXT = re.compile(r"^```text\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_TYPES = {"string": str, "integer": int, "number": float, "boolean": bool, "list": list, "null": type(None)}


def keys(part: str) -> Iterator[tuple[str, str, Any]]:
    """Yield key, type and example of every line of the tables."""
    for match in _KEY.finditer(part):
        yield match["key"], match["type"], json.loads(match["example"])


@pytest.mark.parametrize(("part", "record"), [(RECORD, Quote), (FAILED, ErrorRow)])
def test_record_docs_name_every_key(part: str, record: type) -> None:
    """The documented keys are the record's fields, in their order."""
    assert [key for key, _, _ in keys(part)] == [field.name for field in fields(record)]


@pytest.mark.parametrize(("key", "stated", "example"), [*keys(RECORD), *keys(FAILED)])
def test_record_docs_show_examples_of_the_stated_type(key: str, stated: str, example: Any) -> None:
    """An example has the type that stands beside it."""
    assert type(example) in [_TYPES[word.split()[0]] for word in stated.split(" or ")]


@pytest.mark.parametrize("field", fields(Quote), ids=lambda field: field.name)
def test_record_docs_say_what_may_be_null(field: Any) -> None:
    """A key is documented as nullable where the record may hold None."""
    stated = {key: kind for key, kind, _ in keys(RECORD)}[field.name]
    assert ("null" in stated) == ("None" in str(field.type))


def test_record_docs_example_is_what_extract_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The documented article gives the documented row; only the confidence may drift."""
    from quoteminer.pipeline import load, mine

    example = {key: value for key, _, value in keys(RECORD)}
    (text,) = _TEXT.findall(RECORD)
    monkeypatch.chdir(tmp_path)
    Path("harbour.txt").write_text(text, "utf-8", newline="")
    (article,) = read_articles(["harbour.txt"])
    (quote,) = mine(article, nlp=load())  # type: ignore[arg-type]
    assert {**to_row(quote), "confidence": example["confidence"]} == example
    assert from_row(example).content == quote.content
    assert [text[start:end] for start, end in example["content"]] == ["“the town pays for everything.”"]
    assert [text[start:end] for start, end in example["source"]] == [example["source_text"]]
