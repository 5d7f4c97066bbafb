"""The stance of a text toward one mention in it, whoever holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from quoteminer.extract.stance.clauses import is_passive, subject_of
from quoteminer.extract.stance.features import view_of
from quoteminer.extract.stance.judgement import Judgement, label_of
from quoteminer.extract.stance.judgements import find_judgements
from quoteminer.extract.stance.lexicon import Lexicon, stance_lexicon
from quoteminer.extract.stance.mentions import coloring, mention_heads, stand_ins, steps_between
from quoteminer.extract.stance.model import LABELS, load_stance_model
from quoteminer.extract.stance.targets import evidence_spans
from quoteminer.model import Stance, StanceLabel

PARTISAN = frozenset({"attitude", "attitude-noun", "attitude-adjective", "commitment", "wanting"})
"""Rules that show their subject's stance; measured on NewsMTSC train, a third party's support tells little."""


def stance_toward(doc: Doc, span: Span, *, decide: bool = False) -> Stance:
    """Return the stance that the sentence shows toward a mention, with the words that show it.

    The rules come first, then the small trained classifier where it is sure; what neither decides is `unclear`.

    Args:
        doc: A Doc of a pipeline of `quoteminer.load`.
        span: The mention: a name, a pronoun or a noun phrase.
        decide: Always answer favor, against or neutral, by the classifier where the rules are silent.

    Raises:
        ModelError: the classifier's file is missing or broken.
    """
    lexicon = stance_lexicon()
    found = list(judgements_toward(doc, span, lexicon))
    ruled = _ruled(span, [j for j in found if not j.is_fact] or found or list(judged_around(lexicon, span)))
    if ruled is not None and not (decide and ruled.label == "mixed"):
        return ruled
    return _classified(lexicon, span, found, decide=decide)


def _ruled(span: Span, found: Sequence[Judgement]) -> Stance | None:
    if not found:
        return None
    label: StanceLabel = found[0].label if len({j.label for j in found}) == 1 else "mixed"
    evidence = evidence_spans(span.doc, [i for j in found for i in j.evidence])
    return Stance(target=span.text, label=label, evidence=evidence, rule=found[0].rule)


def _classified(lexicon: Lexicon, span: Span, found: Sequence[Judgement], *, decide: bool) -> Stance:
    model = load_stance_model()
    view = view_of(lexicon, span, found, model.valence)
    probabilities = model.probabilities(view.features)
    best = int(probabilities.argmax())
    if not decide and probabilities[best] < model.cuts[best]:
        return Stance(target=span.text, label="unclear")
    label = LABELS[best]
    shown = model.shown_by(view, best) if label != "neutral" else ()
    return Stance(target=span.text, label=label, evidence=evidence_spans(span.doc, shown), rule="classifier")


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
    """Yield a judgement where several words near the mention on the parse, or many in its sentence, speak one way.

    Bad words in what the mention itself says or does blame others as often as the mention.
    """
    head = span.doc[list(mention_heads(span))[-1]]
    heads = set(mention_heads(span))
    everywhere = {t.i: sign for t in span.sent if t.i not in heads and (sign := coloring(lexicon, t))}
    near = {i: sign for i, sign in everywhere.items() if steps_between(head, span.doc[i]) <= _NEAR}
    shown = _one_sided(lexicon, span, near)
    if len(shown) < _SEVERAL and _is_alone(head, heads):
        shown = _one_sided(lexicon, span, everywhere)
        is_good = any(everywhere[i] > 0 for i in shown)
        if not is_good and not lexicon.is_role(head, "possessor", "passive_subject", "addressee"):
            return
        if is_good and len(shown) < _MANY:
            return
    if len(shown) >= _SEVERAL:
        label = label_of(everywhere[shown[0]])
        yield Judgement(target=head, label=label, evidence=shown, rule="around", is_fact=True)


def _one_sided(lexicon: Lexicon, span: Span, colored: Mapping[int, int]) -> tuple[int, ...]:
    """Return the words if they all speak one way; of bad ones, those outside what the mention does."""
    signs = set(colored.values())
    if len(signs) != 1:
        return ()
    own = _doings(lexicon, span) if signs == {-1} else frozenset()
    return tuple(sorted(i for i in colored if i not in own))


def _is_alone(head: Token, heads: set[int]) -> bool:
    """Return whether the sentence names no other person."""
    return not any(t.ent_type_ == "PERSON" and t.dep_ != "compound" and t.i not in heads for t in head.sent)


def _doings(lexicon: Lexicon, span: Span) -> frozenset[int]:
    """Return the tokens of what the mention does or says."""
    heads = set(mention_heads(span))
    verbs = (t for t in span.sent if t.pos_ == "VERB" and not is_passive(lexicon, t))
    doers = ((verb, subject_of(lexicon, verb)) for verb in verbs)
    return frozenset(t.i for verb, doer in doers if doer is not None and doer.i in heads for t in verb.subtree)


_NEAR = 3
_SEVERAL = 2
_MANY = 3
"""Words of one colour that must be there; within three steps on the parse they are near.

Measured on NewsMTSC train: two near words are right in 76 of 100, one in 57; in a sentence about nobody else two bad
words anywhere, for one who is not the doer, are right in 92, three good ones in 85.
"""
