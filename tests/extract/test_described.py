"""What an opening phrase's name is described as belongs to the name."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "source", "quote"),
    [
        (
            "According to Ofcom, the media regulator, complaints rose by a third last year.",
            "Ofcom, the media regulator",
            "complaints rose by a third last year",
        ),
        (
            "According to Svenska Kraft, the national grid operator, curtailment cost producers 1.1 billion in 2024.",
            "Svenska Kraft, the national grid operator",
            "curtailment cost producers 1.1 billion in 2024",
        ),
        (
            "But according to the IFO, a think tank, growth will slow in 2026.",
            "the IFO, a think tank",
            "growth will slow in 2026",
        ),
        ("According to Lee, the bridge, a landmark, is safe.", "Lee", "the bridge, a landmark, is safe"),
        ("According to Lee, the bridge, built in 1990, is safe.", "Lee", "the bridge, built in 1990, is safe"),
    ],
)
def test_described_names(nlp: Language, text: str, source: str, quote: str, ranker: str) -> None:
    """What an opening phrase's name is described as belongs to it; the clause's own subject does not."""
    assert [(q.source_text, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)] == [(source, quote)]
