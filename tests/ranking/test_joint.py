"""Joint readings: what is left of a content when its loose edges are cut."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.extract.knowledge import knowledge
from quoteminer.extract.layout import lay_out
from quoteminer.pipeline import parse
from quoteminer.ranking.joint import without_loose_edges


@pytest.mark.parametrize(
    ("text", "phrase", "wanted"),
    [
        ("Lee said that the dam held.", "that the dam held", "the dam held"),
        ("Lee said the dam held and argued that it rained.", "the dam held and", "the dam held"),
        ("Lee said the dam held, but not why.", "the dam held, but", "the dam held"),
        ("Lee said the dam “held up”.", "the dam “held up", "the dam “held up”"),
        ("Lee said the dam and the mill held.", "the dam and the mill held", "the dam and the mill held"),
    ],
)
def test_without_loose_edges(nlp: Language, text: str, phrase: str, wanted: str) -> None:
    """A content has no "that" before it, no loose conjunction behind it, and all marks of a whole quotation."""
    known = knowledge()
    doc = parse(nlp, text)
    layout = lay_out(doc, grammar=known.grammar, marks=known.marks, speakers=known.speakers)
    span = doc.char_span(text.index(phrase), text.index(phrase) + len(phrase))
    assert span is not None
    kept = without_loose_edges(layout, frozenset(range(span.start, span.end)))
    assert doc[kept[0] : kept[-1] + 1].text == wanted
