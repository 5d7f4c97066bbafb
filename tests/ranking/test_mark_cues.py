"""Where a colon or a dash attributes, the rules decide, whatever ranker is asked for."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine

RANKERS = [
    "rules",
    "small",
    pytest.param("large", marks=pytest.mark.skipif(not find_spec("onnxruntime"), reason="needs the extra `large`")),
]


@pytest.mark.parametrize("ranker", RANKERS)
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Minister Eva Roth: “We will pay for it all.”", ("Eva Roth", "We will pay for it all.", "headline-text")),
        ("“A book is a quiet friend.” — Olga Brandt", ("Olga Brandt", "A book is a quiet friend.", "dash-name")),
        ("“The ferry must run.”\n\n— Dr. Mary Quill, engineer", ("Mary Quill", "The ferry must run.", "dash-name")),
    ],
    ids=["headline", "dash", "dash below"],
)
def test_mark_attributes_with_every_ranker(nlp: Language, ranker: str, text: str, wanted: tuple[str, ...]) -> None:
    """The networks, which have seen few such lines, take nothing away."""
    assert [(q.speaker, q.quote, q.pattern) for q in mine(text, nlp=nlp, ranker=ranker)] == [wanted]


@pytest.mark.parametrize("ranker", RANKERS)
def test_mark_attributes_no_title(nlp: Language, ranker: str) -> None:
    """A programme's title behind a colon is nobody's words."""
    assert list(mine("Tonight on television: “Harbour Lights”", nlp=nlp, ranker=ranker)) == []
