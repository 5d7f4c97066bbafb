"""Features of spans: how sure the cues inside and beside them are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from spacy.language import Language

from quoteminer.extract.core import knowledge
from quoteminer.extract.layout import lay_out
from quoteminer.pipeline import parse
from quoteminer.ranking.context import Context, Sureness
from quoteminer.ranking.groups import context_of, cue_groups
from quoteminer.ranking.rates import Rates
from quoteminer.ranking.span_features import SPAN_NAMES, scene, span_matrix
from quoteminer.ranking.spans import SpanCandidate

TEXT = "Lee said that the dam, which Roe called old, leaks, adding that it fell, and Max claimed that it stood."


@pytest.fixture
def context(nlp: Language) -> Context:
    """Return the context of the text, each cue as sure as its place in it."""
    known = knowledge(None, None)
    layout = lay_out(parse(nlp, TEXT), grammar=known.grammar, marks=known.marks, speakers=known.speakers)
    groups, _ = cue_groups(layout, known.patterns, Rates())
    likely = {anchor: anchor / 100 for anchor in groups}
    return replace(context_of(layout, groups, Rates()), sure=Sureness.of(layout, likely))


def test_sureness_of_spans(context: Context) -> None:
    """The surest other cue inside a span, with and without a subject, behind it, next to it and before it."""
    layout, likely = context.layout, context.sure.likely
    groups, _ = cue_groups(layout, knowledge(None, None).patterns, Rates())
    _, end = layout.sentences[0]
    spans = [SpanCandidate(tuple(range(a, b)), 0, ("clause",)) for a in range(end) for b in range(a + 1, end + 1)]
    has_subject = {i: any(c.dep_.startswith("nsubj") for c in layout.tokens[i].children) for i in likely}
    for anchor, group in groups.items():
        others = {i: p for i, p in likely.items() if i != anchor}
        matrix = span_matrix(context, [(scene(context, group), spans)])
        for span, row in zip(spans, matrix.tolist(), strict=True):
            named = dict(zip(SPAN_NAMES, row, strict=True))
            first, stop = span.tokens[0], span.tokens[-1] + 1
            inside = {i: p for i, p in others.items() if first <= i < stop}
            wanted = {
                "cue inside": inside.values(),
                "bare cue inside": [p for i, p in inside.items() if not has_subject[i]],
                "named cue inside": [p for i, p in inside.items() if has_subject[i]],
                "cue after": [p for i, p in others.items() if i >= stop],
                "cue next": [p for i, p in others.items() if stop <= i < stop + 4],
                "cue before": [p for i, p in others.items() if i < first],
            }
            assert {k: named[k] for k in wanted} == pytest.approx({k: max(v, default=0) for k, v in wanted.items()})


def test_sureness_tells_who_has_a_subject(context: Context) -> None:
    """A participle shares the subject of the cue above it."""
    tokens, sure = context.layout.tokens, context.sure
    bare = {tokens[i].text for i in sure.likely if sure.bare.values[i]}
    named = {tokens[i].text for i in sure.likely if sure.named.values[i]}
    assert "adding" in bare
    assert {"said", "called", "claimed"} <= named
    assert not bare & named
