"""Gold articles and rows whose spans are given as words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quoteminer.analysis.gold import GoldArticle
from quoteminer.model import Row

TEXT = "Mayor Ann Lee said the bridge is safe. “We will check it,” she added. Paul Ortiz doubts that it holds."


def spans(text: str, *parts: str) -> list[list[int]]:
    """Return the offsets of the first occurrences of the parts."""
    return [[text.index(part), text.index(part) + len(part)] for part in parts]


@pytest.fixture
def row() -> Callable[..., Row]:
    """Return a maker of rows of the article "bridge"."""

    def make(content: str, source: str = "", cue: str = "", **fields: object) -> Row:
        return {
            "article": "bridge",
            "content": spans(TEXT, *content.split("|")),
            "source": spans(TEXT, source) if source else [],
            "cue": spans(TEXT, cue) if cue else [],
            **fields,
        }

    return make


@pytest.fixture
def article() -> Callable[..., GoldArticle]:
    """Return a maker of the gold article "bridge" with the attributions it is given."""
    return lambda *attributions: GoldArticle(id="bridge", text=TEXT, attributions=attributions)
