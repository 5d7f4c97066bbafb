"""Resumption: what goes on behind an inserted report is the speaker's, too."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine

RESUMED = [
    ("Sales rose 4%, the retailer said, although profits were hit by higher wages.",
     "Sales rose 4% although profits were hit by higher wages"),
    ("The talks failed, a diplomat said on Monday, and no new date was set.",
     "The talks failed and no new date was set"),
    ("Ticket prices will not rise, the club has said, although parking will cost more.",
     "Ticket prices will not rise although parking will cost more"),
    ("Police do not believe the shooting was random, an officer said, and there is no threat to the public.",
     "Police do not believe the shooting was random and there is no threat to the public"),
    ("No one was hurt, Sheriff Dale Burns said, and the road reopened at noon.",
     "No one was hurt and the road reopened at noon"),
]  # fmt: skip


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(("text", "quote"), RESUMED)
def test_resumed(nlp: Language, text: str, quote: str, ranker: str) -> None:
    """A clause that a conjunction joins behind the report belongs to what was said."""
    assert [q.quote for q in mine(text, nlp=nlp, ranker=ranker)] == [quote]


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("“Come in,” said Ann Lee, and the children took their seats.", "Come in,"),
    ],
)
def test_resumed_not(nlp: Language, text: str, quote: str, ranker: str) -> None:
    """Behind a quotation the reporter goes on."""
    assert [q.quote for q in mine(text, nlp=nlp, ranker=ranker)] in ([quote], [])
