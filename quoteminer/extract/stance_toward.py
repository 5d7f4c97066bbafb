"""The stance of a text toward one mention in it, whoever holds it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from quoteminer.extract.stance_judgement import Judgement, label_of
from quoteminer.extract.stance_judgements import find_judgements
from quoteminer.extract.stance_lexicon import Lexicon, stance_lexicon
from quoteminer.extract.stance_mentions import coloring, mention_heads, stand_ins, steps_between
from quoteminer.extract.stance_targets import evidence_spans
from quoteminer.model import Stance, StanceLabel

PARTISAN = frozenset({"attitude-noun", "attitude-adjective", "commitment", "wanting"})
"""Rules that show their subject's stance; measured on NewsMTSC train, a third party's support tells little."""


def stance_toward(doc: Doc, span: Span) -> Stance:
    """Return the stance that the sentence shows toward a mention, `unclear` where its words do not decide.

    Args:
        doc: A Doc of a pipeline of `quoteminer.load`.
        span: The mention: a name, a pronoun or a noun phrase.
    """
    lexicon = stance_lexicon()
    found = list(judgements_toward(doc, span, lexicon))
    found = [j for j in found if not j.is_fact] or found or list(judged_around(lexicon, span))
    if not found:
        return Stance(target=span.text, label="unclear")
    labels = {j.label for j in found}
    label: StanceLabel = found[0].label if len(labels) == 1 else "mixed"
    evidence = evidence_spans(doc, [i for j in found for i in j.evidence])
    return Stance(target=span.text, label=label, evidence=evidence, rule=found[0].rule)


def judgements_toward(doc: Doc, span: Span, lexicon: Lexicon) -> Iterator[Judgement]:
    """Yield the judgements of the mention's sentences whose target is the mention."""
    heads = stand_ins(lexicon, span)
    for sentence in {token.sent.start: token.sent for token in span}.values():
        for found in find_judgements(lexicon, list(sentence)):
            if found.target.i in heads and _shows(lexicon, found):
                yield found


def _shows(lexicon: Lexicon, found: Judgement) -> bool:
    """Return whether the text shows a stance by it: a named third party's support hardly does, its blame does."""
    if found.label == "favor" and found.rule in PARTISAN and found.holder is not None:
        return found.holder.lower_ in lexicon.data.targets.first_person
    return found.rule not in ("denial", "refusal")


def judged_around(lexicon: Lexicon, span: Span) -> Iterator[Judgement]:
    """Yield a judgement where several words near the mention on the parse all speak one way."""
    head = span.doc[list(mention_heads(span))[-1]]
    near = [(t, coloring(lexicon, t)) for t in span.sent if 0 < steps_between(head, t) <= _NEAR]
    signs = {sign for _, sign in near if sign}
    shown = tuple(t.i for t, sign in near if sign)
    if len(signs) == 1 and len(shown) >= _SEVERAL:
        yield Judgement(target=head, label=label_of(signs.pop()), evidence=shown, rule="around", is_fact=True)


_NEAR = 3
_SEVERAL = 2
"""Two words of one colour within three steps: right in 72 of 100 on NewsMTSC train, one word in 57."""
