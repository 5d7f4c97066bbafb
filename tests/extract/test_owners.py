"""Names of bodies with an owner, an "and" or a preposition inside stay whole."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer import mine


@pytest.mark.parametrize(
    "name",
    [
        # people of a kind, and plurals without s
        "European Tyre and Rubber Manufacturers' Association",
        "National Teachers’ Union",
        "Writers' Guild",
        "Boilermakers' Society",
        "Ardle Licensed Victuallers' Association",
        "Air Line Pilots' Union",
        "Women's Aid Federation",
        "Women's Fellowship",
        "People's Bank of China",
        # what the body has to do with
        "Health and Safety Executive",
        "Food and Drug Administration",
        "Sand and Gravel Association",
        "National Fruit and Vegetable Growers' Association",
        # what goes on behind a preposition
        "Bank of Torvald",
        "Department for Transport",
        "Royal Society for the Protection of Birds",
        "Office for National Statistics",
    ],
)
def test_it_is_the_body_by_its_whole_name(nlp: Language, name: str) -> None:
    """The next "it" has all words of the name."""
    quotes = list(mine(f"The {name} rejected the offer. It said the pay was an insult.", nlp=nlp, ranker="rules"))
    assert quotes[-1].speaker == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Treasury and Halden Bank said prices would rise.", ["Treasury and Halden Bank"]),
        ("The IMF and Halden Bank said prices would rise.", ["IMF and Halden Bank"]),
        ("Ardle’s Labour Party said prices would rise.", ["Ardle’s Labour Party"]),
        ("Peters’ Foundation said prices would rise.", ["Peters’ Foundation"]),
        ("The Democrats’ Senate Committee said prices would rise. It said no.", ["Democrats’ Senate Committee"]),
    ],
)
def test_two_names_stay_two(nlp: Language, text: str, names: list[str]) -> None:
    """Neither every "and" nor every owner is inside a name."""
    quotes = list(mine(text, nlp=nlp, ranker="rules"))
    assert [quote.speaker for quote in quotes[:1]] == names
