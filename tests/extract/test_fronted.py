"""What is judged stands before its judge, and is no part of her role: "a result manager Ann Lee described as …"."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "source", "quote"),
    [
        ("The win was a result manager Inga Solheim-Pratt described as “the best night”.", "manager", "the best night"),
        ("They lost, a result head coach Ann Lee described as “cruel”.", "head coach", "cruel"),
        ("It was a plan council leader Ann Lee described as “madness”.", "council leader", "madness"),
        ("The sale, a decision mayor Ann Lee called “a theft”, goes ahead.", "mayor", "a theft"),
        # her own role, though somebody has forgotten the commas
        ("A club manager Ann Lee said: “It is over.”", "A club manager", "It is over."),
        ("Coach Ann Lee called the win “a dream”.", "Coach", "the win “a dream”"),
    ],
)
def test_a_fronted_object_is_no_part_of_the_source(
    nlp: Language, text: str, source: str, quote: str, ranker: str
) -> None:
    """Where the thing and its judge run together, the judge begins with her role."""
    (found,) = mine(text, nlp=nlp, ranker=ranker)
    named = "Inga Solheim-Pratt" if "Inga" in text else "Ann Lee"
    assert (found.source_text, found.speaker, found.quote) == (f"{source} {named}", named, quote)
