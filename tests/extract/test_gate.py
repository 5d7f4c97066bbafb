"""The gate: paragraphs that can hold a quotation are found; of the others names are read."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.extract.gate import hold_quotations, near_quotations, tag_names
from quoteminer.patterns.loader import load_data
from quoteminer.patterns.schema import MarksData


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["Nothing is said here.", "“It rains,” she said.", "It's the harbour's."], [False, True, False]),
        (["He promised:", "“It will rain.”", "— Ann Lee"], [True, True, True]),
        (["Max slept.", "She said it rained.", "“We got wet.”", "“So did I.”"], [False, True, True, True]),
        (["She said it rained.", "“We got wet” was the title."], [False, True]),
        (["He promised: rain.", "It rained."], [False, False]),
        (["She said “it rains.", "“It pours,” she said."], [True, True]),
        (["— a dash", "alone:"], [False, False]),
        ([], []),
    ],
)
def test_hold_quotations(lines: list[str], kept: list[bool]) -> None:
    """Marks, what leads to them and a dash below them keep a paragraph; apostrophes do not."""
    text, spans = "\n".join(lines), []
    for line in lines:
        start = spans[-1][1] + 1 if spans else 0
        spans.append((start, start + len(line)))
    assert hold_quotations(text, spans, load_data("marks", MarksData)) == kept


def test_near_quotations() -> None:
    """Words outside quotations, in sentences that hold one or stand beside one that does, may be cues."""
    region = [-1, -1, -1, -1, -1, 0, 0, -1, -1, -1, -1, -1]
    sentences = [(0, 2), (2, 4), (4, 8), (8, 10), (10, 12)]
    assert near_quotations(region, sentences) == [*[False] * 2, *[True] * 3, *[False] * 2, *[True] * 3, *[False] * 2]


def test_tag_names_reads_capitals_inside_sentences(nlp: Language) -> None:
    """A capital inside a sentence is a name, one that opens it only before another; sentences end at stops."""
    doc = tag_names(nlp.make_doc("Ann Lee met Mendes. Nobody came! The harbour of Ardle stayed open."))
    assert [token.text for token in doc if token.pos_ == "PROPN"] == ["Ann", "Lee", "Mendes", "Ardle"]
    assert [token.text for token in doc if token.is_sent_start] == ["Ann", "Nobody", "The"]
