"""A "that" which points at a noun stays with it, and ends where the next report begins."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine

POINTING = [
    ("An official reiterated that position on Wednesday, calling the claims “baseless”.",
     ["that position", "the claims “baseless”"]),
    ("The ministry repeated that demand on Friday, saying that talks had failed.",
     ["talks had failed"]),
    ("She rejected that view on Monday, describing the plan as “sound”.", ["that view", "the plan as “sound”"]),
    ("The spokesman denied that claim on Tuesday, adding that no money was paid.",
     ["that claim", "no money was paid"]),
    ("The board defended that decision on Monday, saying costs had risen.", ["that decision", "costs had risen"]),
    ("Lee dismissed that idea on Sunday, calling it “nonsense”.", ["that idea", "it “nonsense”"]),
    ("Lee denied that the money was paid.", ["the money was paid"]),
    ("Lee repeated that sales had fallen in May.", ["sales had fallen in May"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quotes"), POINTING)
def test_demonstratives(nlp: Language, text: str, quotes: list[str]) -> None:
    """That position is one, and what was said beside it another quote."""
    assert [q.quote for q in mine(text, nlp=nlp)] == quotes
