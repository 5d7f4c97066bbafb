"""Venues: what was said is not hung on where it was said."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine

OCCASIONS = [
    ("The president vowed in a televised address that the army would not retreat.", "the army would not retreat"),
    ("She promised in a letter that the bank would repay every customer.", "the bank would repay every customer"),
    ("The agency warned in a report published on Monday that the ice was melting.", "the ice was melting"),
    ("The council announced in a notice posted online that the pool would close.", "the pool would close"),
    ("The bank said in a report seen by Reuters that growth would slow.", "growth would slow"),
    ("The general claimed in a video posted on Telegram that the town had fallen.", "the town had fallen"),
    ("The minister said in an interview with the paper published on Sunday that taxes would rise.",
     "taxes would rise"),
    ("The firm confirmed in an email to staff that 40 jobs would go.", "40 jobs would go"),
]  # fmt: skip


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(("text", "quote"), OCCASIONS)
def test_occasions(nlp: Language, text: str, quote: str, ranker: str) -> None:
    """A clause behind a letter, a report, a video is what was said in it."""
    assert [q.quote for q in mine(text, nlp=nlp, ranker=ranker)] == [quote]
