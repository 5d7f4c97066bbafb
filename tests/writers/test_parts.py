"""Quotes as people are shown them: parts told apart, marks around what is direct."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quoteminer.model import Kind, Quote, Span
from quoteminer.writers.parts import shown_words


@pytest.mark.parametrize(
    ("kind", "words", "content", "expected"),
    [
        ("direct", "We are ready,", ((0, 15),), "“We are ready,”"),
        ("direct", "We are ready, Come in.", ((0, 15), (30, 40)), "“We are ready,” “Come in.”"),
        ("direct", "One, two, three.", ((0, 6), (20, 26), (30, 38)), "“One,” “two,” “three.”"),
        ("indirect", "it is late", ((5, 15),), "it is late"),
        ("indirect", "drones flew over Ardle", ((0, 6), (17, 32)), "drones … flew over Ardle"),
        ("mixed", "the bridge “is safe”", ((0, 10), (20, 29)), "the bridge … “is safe”"),
        ("direct", "One para. Another para.", ((0, 10), (12, 26)), "“One para. Another para.”"),
        ("direct", "", (), "“”"),
    ],
)
def test_shown_words_tells_parts_apart(
    make_quote: Callable[..., Quote], kind: Kind, words: str, content: tuple[Span, ...], expected: str
) -> None:
    """Marks close and open again where the reporter spoke; where the parts are not known they stay in one."""
    assert shown_words(make_quote(kind=kind, quote=words, content=content)) == expected
