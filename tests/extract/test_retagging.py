"""Retagging: verbs of reports that the tagger takes for nouns."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“It was dark,” the 67-year-old recalls.", "the 67-year-old"),
        ("“The data is not conclusive,” the paper notes.", "the paper"),
        ("“It is a gamble,” the memo states.", "the memo"),
        ("“It is a gamble,” her lawyer counters.", "her lawyer"),
    ],
)
def test_retagged(nlp: Language, text: str, source: str, ranker: str) -> None:
    """Who is named by his age alone speaks, too, and so does a paper that notes."""
    assert [q.source_text for q in mine(text, nlp=nlp, ranker=ranker)] == [source]


@pytest.mark.parametrize("ranker", ["rules", "small"])
def test_retagged_not(nlp: Language, ranker: str) -> None:
    """A noun before a quotation stays one."""
    assert not list(mine("They sang “Blue Boats,” the old notes.", nlp=nlp, ranker=ranker))
    assert not list(mine("He opened the old emails: “nothing” was all he found.", nlp=nlp, ranker=ranker))
