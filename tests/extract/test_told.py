"""Who is told is no part of what is told, and who is asked something else does not say it."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine

TOLD = [
    ("Commission chairperson Amina Diallo told a summit in Addis Ababa that both armies had signed in good faith.",
     "both armies had signed in good faith", "a summit in Addis Ababa"),
    ("Parent Nora Quist told the board she had moved to the district because of the program.",
     "she had moved to the district because of the program", "the board"),
    ("The governor assured residents that the situation would normalise before the weekend.",
     "the situation would normalise before the weekend", "residents"),
    ("Lee told a rally in Ardle that taxes would fall.", "taxes would fall", "a rally in Ardle"),
    ("Lee told the crowd she would win.", "she would win", "the crowd"),
    ("Lee told the man that he was wrong.", "he was wrong", "the man"),
    ("The bank stated through a communiqué that it “will collaborate with justice”.",
     "it “will collaborate with justice”", None),
]  # fmt: skip


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(("text", "quote", "addressee"), TOLD)
def test_told(nlp: Language, text: str, quote: str, addressee: str | None, ranker: str) -> None:
    """A clause behind who can hear is what was told."""
    assert [(q.quote, q.addressee) for q in mine(text, nlp=nlp, ranker=ranker)] == [(quote, addressee)]


def test_asked_between_commas(nlp: Language) -> None:
    """What somebody was asked is not his question."""
    rows = [*mine("Moss, asked whether jobs would go, said it was too early to say.", nlp=nlp)]
    assert [(q.source_text, q.quote) for q in rows] == [
        (None, "whether jobs would go"),
        ("Moss", "it was too early to say"),
    ]


def test_headline_tells_a_body(nlp: Language) -> None:
    """In a headline a bare body hears."""
    text = "MPs told tunnel will cost double\n\nThe tunnel will cost twice as much, Colin Reese said on Monday."
    assert [(q.source_text or None, q.addressee) for q in mine(text, nlp=nlp)] == [(None, "MPs"), ("Colin Reese", None)]
