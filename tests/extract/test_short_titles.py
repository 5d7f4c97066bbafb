"""Behind a short title no sentence ends, and it is no part of a name."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine

TITLES = [
    ("The road will be closed, Engr. Musa Bello said on Monday.", "Engr. Musa Bello", "The road will be closed"),
    ("Barr. Chidi Okoro said the court erred.", "Barr. Chidi Okoro", "the court erred"),
    ("“The matter is settled,” Adv. Priya Nair said.", "Adv. Priya Nair", "The matter is settled,"),
    ("The speaker, Hon. Kwame Mensah, said the bill would pass.", "The speaker, Hon. Kwame Mensah",
     "the bill would pass"),
    ("“We found no weapon,” Insp. Amit Shah said.", "Insp. Amit Shah", "We found no weapon,"),
    ("Police chief Supt. Ann Lee said two men were held.", "Police chief Supt. Ann Lee", "two men were held"),
    ("According to Det. Sgt. Max Roe, the man fled.", "Det. Sgt. Max Roe", "the man fled"),
    ("Brig. Gen. Max Roe said the camp was safe.", "Brig. Gen. Max Roe", "the camp was safe"),
    ("Sales fell, Capt. Max Roe of the harbour said.", "Capt. Max Roe of the harbour", "Sales fell"),
]  # fmt: skip


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(("text", "source", "quote"), TITLES)
def test_short_titles(nlp: Language, text: str, source: str, quote: str, ranker: str) -> None:
    """The stop of "Engr." ends no sentence."""
    assert [(q.source_text, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)] == [(source, quote)]


@pytest.mark.parametrize("title", ["Atty", "Engr", "Barr", "Adv", "Hon", "Brig", "Insp", "Supt", "Det", "Alh", "Msgr"])
def test_short_titles_are_no_names(nlp: Language, title: str) -> None:
    """A person is called so, and named without it."""
    rows = mine(f"“It is settled,” {title}. Priya Nair said. Nair said it was over.", nlp=nlp)
    assert [q.speaker for q in rows] == ["Priya Nair", "Priya Nair"]
