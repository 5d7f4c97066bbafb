"""What a report ends with that its speaker has not said is no part of the quote."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The mayor said the bank would close, without giving details.", "the bank would close"),
        ("The mayor said the bank would close, without elaborating.", "the bank would close"),
        ("Police said three people had been arrested, without naming them.", "three people had been arrested"),
        ("The mayor said the bank would close when asked about the report.", "the bank would close"),
        ("The coach said the injury was minor when pressed on the matter.", "the injury was minor"),
        ("The firm said three people had been hurt, citing a report.", "three people had been hurt"),
        ("The firm said the bank would close, according to Interfax.", "the bank would close"),
        ("The mayor said the town would pay without raising taxes.", "the town would pay without raising taxes"),
        ("The mayor said the driver stopped when asked to leave.", "the driver stopped when asked to leave"),
    ],
)
def test_unsaid(nlp: Language, text: str, quote: str, ranker: str) -> None:
    """What the reporter tells of the report is not said; what the speaker tells of others is."""
    said = [q for q in mine(text, nlp=nlp, ranker=ranker) if q.cue_text == "said"]
    assert [q.quote for q in said] == [quote]
