"""Whom "it" means behind a report: the body that tells what it does itself."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer import mine


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The Marine Accident Investigation Branch has begun an inquiry, it said.",
            "Marine Accident Investigation Branch",
        ),
        ("Acme Corp. will cut 400 jobs, it said.", "Acme Corp."),
        ("Norvik Shipping sank a tug. Halden Bank will close 20 branches, it said on Monday.", "Halden Bank"),
        ("Google bought Fitbit. Meta would appeal against the fine, it said.", "Meta"),
        ("The Bank of Torvald fell. Kardonia Airways expects a loss this year, it said.", "Kardonia Airways"),
        ("The Football Association of Wales has charged the club, it said.", "Football Association of Wales"),
        (
            "The army left. The Defence Ministry of Kardonia had “no word” of it, it said.",
            "Defence Ministry of Kardonia",
        ),
        ("Norvik Shipping sued Halden Bank. Halden Bank denies it and will fight on, it says.", "Halden Bank"),
        # somebody else told it
        ("The Courier said jobs were at risk. Acme Corp. will cut 400 posts, it said.", "Courier"),
        ("The ministry reported that 40 were dead. Kardonia shelled the port at dawn, it said.", "ministry"),
        ("The company said it would hire. The Ardle plant will close in June, it said.", "company"),
    ],
)
def test_it_behind_a_report(nlp: Language, text: str, name: str) -> None:
    """The subject of the report is meant, unless another body spoke right before."""
    assert list(mine(text, nlp=nlp, ranker="small"))[-1].speaker == name
