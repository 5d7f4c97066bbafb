"""Cues that tell of no words at all give no rows."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    "text",
    [
        # a fate
        "Adeyemi's goal condemned City to a first defeat.",
        "The injury condemned her to a year out.",
        "The judge condemned him to death.",
        "A late penalty condemned the visitors to relegation.",
        "The court condemned the two men to ten years in prison.",
        "Poor harvests condemn farmers to debt.",
        # what is left open, or yet to be decided
        "The ministry would neither confirm nor deny the report.",
        "The army neither confirmed nor denied the strike.",
        "Officials could neither confirm nor deny that he was dead.",
        "The order must be approved by parliament.",
        "The budget should be endorsed by both chambers.",
        # what things do
        "Recent incidents have challenged the ban.",
        "The storm threatened to return.",
        "The match promises to be a thriller.",
        "The engine refused to start.",
        "The drought threatens to wipe out the harvest.",
        "The job demands patience.",
        "Storm Edda threatens to bring gusts of 160km/h.",
        # what takes words or a clause, and has neither
        "Pryce's wife wept in the gallery.",
        "Her team found amber beads and a paddle.",
        "Reese was dismissed in March.",
        # how they look
        "The measures seem primarily intended to please voters.",
        "The measures appear designed to win votes.",
    ],
)
def test_nothing_is_said(nlp: Language, text: str, ranker: str) -> None:
    """Fates, things and open questions say nothing."""
    assert [q.quote for q in mine(text, nlp=nlp, ranker=ranker)] == []


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The bishop condemned the sale to foreigners.", "the sale to foreigners"),
        ("She condemned the response to the flood.", "the response to the flood"),
        ("The plan was approved by the council on Monday.", "The plan"),
        ("The club refused to confirm or deny the transfer.", "to confirm or deny the transfer"),
        ("The union threatened to strike.", "to strike"),
        ("Lawmakers threatened to sue.", "to sue"),
        ("Bakers refused to open.", "to open"),
        ("The panel found that the pilot was tired.", "the pilot was tired"),
        ("The judge found him guilty.", "him guilty"),
        ("The case was dismissed by the judge.", "The case"),
        ("The letter threatens to sue the council.", "to sue the council"),
    ],
)
def test_something_is_said(nlp: Language, text: str, quote: str, ranker: str) -> None:
    """People, bodies and papers say what they say."""
    assert [q.quote for q in mine(text, nlp=nlp, ranker=ranker)] == [quote]
