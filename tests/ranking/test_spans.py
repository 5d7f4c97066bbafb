"""Spans around a cue: constituents whole and cut, quotations, the nearest names."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.extract.cues import find_cues
from quoteminer.extract.knowledge import knowledge
from quoteminer.extract.layout import lay_out
from quoteminer.model import Article
from quoteminer.pipeline import parse
from quoteminer.ranking.spans import spans_around


@pytest.mark.parametrize(
    ("text", "expected", "label"),
    [
        pytest.param(
            "Lee said the dam was safe, though nobody had looked.", "the dam was safe", "cut advcl", id="adverbial"
        ),
        pytest.param(
            "Lee told reporters that he met Ann Bo, the mayor.", "that he met Ann Bo", "cut appos", id="apposition"
        ),
        pytest.param("Lee said the dam held and the river fell.", "the dam held", "cut conj", id="conjunct"),
        pytest.param("Lee said the “very old” dam held.", "the “very old”", "cut mark", id="marks"),
        pytest.param("Ann Bo, who had slept badly, said the dam held.", "Ann Bo", "cut relcl", id="source"),
        pytest.param("In a way the mayor of Ardle said no.", "Ardle", "name before", id="name before"),
    ],
)
def test_spans_around_cuts_what_hangs_at_the_end(nlp: Language, text: str, expected: str, label: str) -> None:
    """A constituent comes whole and without its trailing dependents, and says what was cut."""
    known = knowledge()
    doc = parse(nlp, Article(id="a", text=text))
    layout = lay_out(doc, grammar=known.grammar, marks=known.marks, speakers=known.speakers)
    hit = next(iter(find_cues(layout, known.patterns)))
    found = {doc[s.tokens[0] : s.tokens[-1] + 1].text: s.labels for s in spans_around(layout, hit, ())}
    assert label in found.get(expected, ())


def test_spans_around_holds_no_span_twice(nlp: Language) -> None:
    """Distinct spans only, none of them with the cue's own word."""
    known = knowledge()
    doc = parse(nlp, Article(id="a", text="Ann Lee, the mayor, said on Monday that the bridge is safe, she hopes."))
    layout = lay_out(doc, grammar=known.grammar, marks=known.marks, speakers=known.speakers)
    for hit in find_cues(layout, known.patterns):
        spans = [span.tokens for span in spans_around(layout, hit, ())]
        assert len(spans) == len(set(spans))
        assert all(hit.anchor not in tokens for tokens in spans)
