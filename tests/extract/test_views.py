"""Views and inscriptions: what somebody thinks, and what is written on a thing."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine

VIEWS = [
    ("In her view, drivers are reasonable people.", "her", "drivers are reasonable people"),
    ("In Lee's view, the bank acted too late.", "Lee", "the bank acted too late"),
    ("The dam, in her opinion, is unsafe.", "her", "The dam is unsafe"),
    ("In the opinion of the expert Karl Roe, the dam is unsafe.", "the expert Karl Roe", "the dam is unsafe"),
    ("The plan is, in Lee's words, “a mess”.", "Lee", "The plan is “a mess”"),
    ("It was, in the magistrate's phrase, “more air than wheat”.", "the magistrate", "It was “more air than wheat”"),
    ("Growth will slow, in the bank's view.", "the bank", "Growth will slow"),
]
WRITTEN = [
    ("A note pinned to the fence read: “Sleep tight, little one.”", "A note pinned to the fence",
     "Sleep tight, little one."),
    ("Outside, a hand-painted sign read: “Honk for peace.”", "a hand-painted sign", "Honk for peace."),
    ("One placard read “Hands off our library”.", "One placard", "Hands off our library"),
]  # fmt: skip


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(("text", "source", "quote"), [*VIEWS, *WRITTEN])
def test_views_and_inscriptions(nlp: Language, text: str, source: str, quote: str, ranker: str) -> None:
    """Whose view it is, or what is written on, is the source."""
    assert [(q.source_text, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)] == [(source, quote)]


@pytest.mark.parametrize("ranker", ["rules", "small"])
def test_inscriptions_belong_to_nobody_before(nlp: Language, ranker: str) -> None:
    """A banner's words are not the last speaker's."""
    text = "“We want a price,” said Max Roe, a farmer. Behind him, a banner read: “No farmers, no food”."
    found = [(q.source_text, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)]
    assert found == [("Max Roe, a farmer", "We want a price,"), ("a banner", "No farmers, no food")]


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    "text", ["In our view, the bridge can wait.", "He died in view of his own house.", "In a word, the play is bad."]
)
def test_views_of_nobody(nlp: Language, text: str, ranker: str) -> None:
    """The writer's own view is no quote, nor is what lies in view."""
    assert not list(mine(text, nlp=nlp, ranker=ranker))
