"""Two cues that both take a quotation: the one whose sentence it stands in keeps it."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "“The road is closed today,” said Ann Selby. “It will stay closed all week,” added Max Orr.",
            [("Ann Selby", "The road is closed today,"), ("Max Orr", "It will stay closed all week,")],
        ),
        (
            "“There was a young man in trouble,” Max Orr said as a heckler yelled: “You know nothing!”",
            [("Max Orr", "There was a young man in trouble,"), ("a heckler", "You know nothing!")],
        ),
        (
            "“I am worried about the winter,” Ann Selby said. His final word: “It was late,” he said. “We hope.”",
            [("Ann Selby", "I am worried about the winter,"), ("he", "It was late, We hope.")],
        ),
        (
            "“We are like a bridge,” Max Orr said. “You were for it and I was against it,” Ann Selby answered.",
            [("Max Orr", "We are like a bridge,"), ("Ann Selby", "You were for it and I was against it,")],
        ),
        # the rest of a quotation stays with its beginning
        (
            "“The road is closed today,” said Ann Selby. “It will stay closed all week.”",
            [("Ann Selby", "The road is closed today, It will stay closed all week.")],
        ),
        (
            "“If it rains,” Ann Selby said, “we will go home.”",
            [("Ann Selby", "If it rains, we will go home.")],
        ),
        (
            "Max Orr was defiant.\n\n“We fought hard all year.\n\n“We lost anyway,” Max Orr said.",
            [("Max Orr", "We fought hard all year. We lost anyway,")],
        ),
    ],
)
def test_each_quotation_goes_to_its_own_cue(
    nlp: Language, text: str, wanted: list[tuple[str, str]], ranker: str
) -> None:
    """A reading that takes a neighbour's quotation gives it back."""
    assert [(q.source_text, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)] == wanted
