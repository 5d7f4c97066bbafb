"""The stance of a text toward one mention in it, whoever holds it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from quoteminer.extract.stance_judgement import Judgement
from quoteminer.extract.stance_judgements import find_judgements
from quoteminer.extract.stance_lexicon import Lexicon, stance_lexicon
from quoteminer.extract.stance_targets import evidence_spans
from quoteminer.model import Stance, StanceLabel


def stance_toward(doc: Doc, span: Span) -> Stance:
    """Return the stance that the sentence shows toward a mention, `unclear` where its words do not decide.

    Args:
        doc: A Doc of a pipeline of `quoteminer.load`.
        span: The mention: a name, a pronoun or a noun phrase.
    """
    found = list(judgements_toward(doc, span, stance_lexicon()))
    found = [j for j in found if not j.is_fact] or found
    if not found:
        return Stance(target=span.text, label="unclear")
    labels = {j.label for j in found}
    label: StanceLabel = found[0].label if len(labels) == 1 else "mixed"
    evidence = evidence_spans(doc, [i for j in found for i in j.evidence])
    return Stance(target=span.text, label=label, evidence=evidence, rule=found[0].rule)


def judgements_toward(doc: Doc, span: Span, lexicon: Lexicon) -> Iterator[Judgement]:
    """Yield the judgements of the mention's sentences whose target is the mention."""
    heads = set(mention_heads(span))
    for sentence in {token.sent.start: token.sent for token in span}.values():
        for found in find_judgements(lexicon, list(sentence)):
            if found.target.i in heads:
                yield found


def mention_heads(span: Span) -> Iterator[int]:
    """Yield the token that governs the mention, and those of the longer name it is part of."""
    head = span.root
    yield head.i
    while head.dep_ in ("compound", "nmod") and head.head.pos_ == "PROPN":
        head = head.head
        yield head.i
