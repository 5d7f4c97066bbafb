"""YAML front matter: the block between `---` and `---` at the very top of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from quoteminer.model import Span
from quoteminer.readers.days import words

_LIMIT = 16 * 1024
"""Characters in which the block must end; real front matter is ten times shorter, and YAML is slow."""

_BLOCK = re.compile(r"---[ \t]*(?:\r\n?|\n)(?P<body>.*?)^(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY_VALUE = re.compile(r"^(?P<key>\w+)[ \t]*:[ \t]+(?P<value>[^\r\n]+)", re.MULTILINE)
_EMPTY = {"", "~", "null"}


def read_front_matter(text: str) -> tuple[dict[str, str], Span] | None:
    """Return the block's string values by lower-case key, and its span; None where there is none.

    Values are kept as written (`no` stays "no"). A block that is no valid YAML (a title with a colon and no
    quotation marks is common) is read line by line as `key: value`.
    """
    match = _BLOCK.match(text[:_LIMIT])
    if not match:
        return None
    values = _read_yaml(match["body"])
    if values is None:
        values = {pair["key"]: pair["value"].strip().strip("'\"") for pair in _KEY_VALUE.finditer(match["body"])}
    values = {key.lower(): value for key, value in values.items()}
    return (values, match.span()) if values else None


def pick(values: dict[str, str], field: str) -> Iterator[str]:
    """Yield the values that the front matter gives for `field`, best first, their white space collapsed."""
    for key in words()["front_matter"][field]:
        value = " ".join(values.get(key, "").split())
        if value.lower() not in _EMPTY:
            yield value


def _read_yaml(body: str) -> dict[str, str] | None:
    """Return the block's pairs of strings; None if it is no YAML mapping."""
    try:
        content = yaml.load(body, Loader=yaml.BaseLoader)  # builds str, list, dict
    except (
        yaml.YAMLError,
        ValueError,
        OverflowError,
        RecursionError,
    ):  # "\UFFFFFFFF" and [[[[… are no YAMLError
        return None
    if not isinstance(content, dict):
        return None
    return {key: value for key, value in content.items() if isinstance(key, str) and isinstance(value, str)}
