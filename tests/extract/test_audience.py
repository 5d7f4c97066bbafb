"""Who is told, asked or quoted is not who speaks."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer import mine


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("The jury was told that the fraud came to light in March.", "The jury"),
        ("Reporters were told that the talks had failed.", "Reporters"),
        ("Voters have been told that taxes will fall.", "Voters"),
        ("Climber ‘ignored every warning’, inquest told", "inquest"),
        ("“Nobody came to help,” tribunal told", "tribunal"),
    ],
)
def test_who_is_told_does_not_speak(text: str, audience: str, ranker: str, nlp: Language) -> None:
    """The subject of a passive verb of telling is the addressee, and nobody is named who speaks."""
    assert [(q.source, q.speaker, q.addressee) for q in mine(text, nlp=nlp, ranker=ranker)] == [((), None, audience)]


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("The court heard that the driver had fled.", "The court"),
        ("The inquest has heard that the climber fell.", "The inquest"),
        ("Residents were assured that the road would reopen.", "Residents"),
        ("Ruiz was asked if the talks had failed.", "Ruiz"),
        ("The man was arrested and told that he would be deported.", "The man"),
        ("Ruiz came to court and heard that his son had died.", None),
    ],
)
def test_who_hears_does_not_speak(text: str, audience: str | None, nlp: Language) -> None:
    """The subject of a verb of hearing is the addressee, and that of a passive."""
    assert [(q.source, q.addressee) for q in mine(text, nlp=nlp, ranker="rules")] == [((), audience)]


@pytest.mark.parametrize("ranker", ["rules", "small"])
def test_who_is_asked_asks_nothing(ranker: str, nlp: Language) -> None:
    """A participle that opens the sentence has no source, whatever the parse makes of it."""
    rows = mine("Asked whether Roe would still be there, Lee replied: “I hope so.”", nlp=nlp, ranker=ranker)
    assert [(q.source_text, q.cue_text) for q in rows] == [(None, "Asked"), ("Lee", "replied")]


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    "text",
    [
        "We heard the rain on the roof.",
        "I have heard that the bridge will close.",
        "Ann heard a shot.",
        "We heard Ann leave.",
    ],
)
def test_noise_is_no_quote(text: str, ranker: str, nlp: Language) -> None:
    """What is heard and not said is no quote, nor is what the writer hears."""
    assert list(mine(text, nlp=nlp, ranker=ranker)) == []


def test_who_is_heard_speaks(nlp: Language) -> None:
    """Of "heard Lee say" the saying is the quote."""
    (found,) = mine("The court heard Ann Lee say that the driver had fled.", nlp=nlp, ranker="rules")
    assert (found.source_text, found.cue_text, found.quote) == ("Ann Lee", "say", "the driver had fled")
