"""Judgements that verbs of judging, wanting and standing for or against carry: "called X reckless", "we back X"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from quoteminer.extract.stance.clauses import (
    is_heightened,
    is_hypothetical,
    is_passive,
    is_withheld,
    negation_of,
    patient_of,
    subject_of,
)
from quoteminer.extract.stance.duties import deed_told, duty_of, judge_action
from quoteminer.extract.stance.judgement import Judgement, judged, label_of
from quoteminer.extract.stance.lexicon import Lexicon, VerbHit
from quoteminer.extract.stance.values import Value, is_harm, value_of, value_of_any


def judging(lexicon: Lexicon, verb: Token) -> Iterator[Judgement]:
    """Yield judgements that are spelt out: "branding the incursions unacceptable", "described X as a farce"."""
    hit = lexicon.verb(verb, "judging")
    if hit is None or negation_of(lexicon, verb) is not None or is_withheld(lexicon, verb):
        return
    target = patient_of(lexicon, hit)
    if target is None:
        return
    for predicate in _predicates(lexicon, hit, target):
        value = value_of(lexicon, predicate) or _quoted_value(lexicon, predicate)
        if value is not None:
            yield judged(target, value, "judging", holder=subject_of(lexicon, verb))
            return


def _predicates(lexicon: Lexicon, hit: VerbHit, target: Token) -> Iterator[Token]:
    """Yield the words that head what the object is said to be."""
    for child in [*hit.verb.children, *hit.link.children, *target.children]:
        if child.i <= hit.verb.i or child.i == target.i:
            continue
        if child.lower_ in lexicon.data.judging_prepositions and child.dep_ in ("prep", "mark", "dative"):
            yield from (c for c in child.children if c.dep_ in ("pobj", "amod", "pcomp", "acomp"))
        elif _is_predicate(child, target, lexicon.data.judging_prepositions):
            yield child
    if target.dep_ in ("nsubj", "nsubjpass") and target.head.i != hit.verb.i and target.head.pos_ != "AUX":
        yield target.head


def _is_predicate(child: Token, target: Token, judging: frozenset[str]) -> bool:
    if child.dep_ == "dobj":
        return target.dep_ in ("dative", "nsubj")
    if child.dep_ == "ccomp":
        return child.pos_ in ("ADJ", "NOUN")
    if child.dep_ == "appos":  # "called the plan “a disgrace”"
        return child.head.i == target.i and child.doc[max(child.left_edge.i - 1, target.i)].is_quote
    if child.dep_ == "advcl":  # "described X as flawed"
        return any(c.lower_ in judging for c in child.children if c.i < child.i)
    return child.dep_ in ("oprd", "acomp", "attr") and child.head.i != target.i


def _quoted_value(lexicon: Lexicon, predicate: Token) -> Value | None:
    """Return the value of a predicate in quotation marks, which the parse often takes apart."""
    doc = predicate.doc
    around = doc[max(predicate.left_edge.i - 1, 0) : predicate.right_edge.i + 1]
    return value_of_any(lexicon, around) if any(t.is_quote for t in around) else None


def wanting(lexicon: Lexicon, verb: Token) -> Iterator[Judgement]:
    """Yield what somebody wants, or does not want: "we seek peace", "do not strive for war", "want to end the war"."""
    hit = lexicon.verb(verb, "wanting")
    if hit is None or is_passive(lexicon, verb):
        return
    negation = negation_of(lexicon, verb)
    if negation is None and (is_hypothetical(lexicon, verb) or duty_of(lexicon, verb)):
        return
    for target, sign, tokens in _goals(lexicon, hit):
        is_action = target.pos_ in lexicon.grammar.verb_tags
        if negation is None and is_action:  # "want to talk" is for nothing
            return
        more = () if negation is None else (negation.i,)
        # "X does not seek war" speaks against war, whoever X is
        whoever = negation is not None and is_harm(lexicon, target)
        yield Judgement(
            target=target,
            label=label_of(sign if negation is None else -sign),
            evidence=tuple(sorted({*tokens, *more})),
            rule="wanting",
            holder=None if whoever else subject_of(lexicon, verb),
            is_action=is_action,
        )


def _goals(lexicon: Lexicon, hit: VerbHit) -> Iterator[tuple[Token, int, tuple[int, ...]]]:
    """Yield what is wanted (+1) or to be stopped (-1) with the words that say so: a thing, or a deed."""
    deed = next((c for c in hit.verb.children if lexicon.is_role(c, "infinitive") and c.i > hit.verb.i), None)
    if deed is None or deed.pos_ not in lexicon.grammar.verb_tags:
        patient = patient_of(lexicon, hit)
        if patient is not None and deed_told(hit.verb.subtree, hit.verb, patient) is None:
            yield patient, 1, hit.tokens
        return
    if lexicon.verb(hit.verb, "duty_verbs") or deed.lemma_ == "be":
        return
    inner = lexicon.verb(deed, "opposing", "securing", "causing", "committing")
    thing = patient_of(lexicon, inner) if inner is not None else None
    if inner is not None and thing is not None:
        yield thing, -1 if lexicon.verb(deed, "opposing") else 1, (*hit.tokens, *inner.tokens)
    else:
        yield deed, 1, hit.tokens


def attitude(lexicon: Lexicon, verb: Token) -> Iterator[Judgement]:
    """Yield who stands for or against what: "we support X", "X was criticised by Y", "refused to endorse X"."""
    hit = lexicon.verb(verb, "favor", "against")
    if hit is None or against_of(lexicon, verb) is not None:  # "defend X against Y" is about Y
        return
    label = label_of(1 if hit.section == "favor" else -1)
    patient = patient_of(lexicon, hit)
    denied = negation_of(lexicon, verb) or withheld(lexicon, verb)
    if patient is None or duty_of(lexicon, verb) is not None or (denied is None and is_hypothetical(lexicon, verb)):
        return
    if any(c.dep_ == "aux" and c.tag_ == "VBD" and c.lemma_ == "have" for c in verb.children):  # "had trusted X"
        return
    if (told := deed_told(hit.verb.subtree, hit.verb, patient)) is not None:  # "called for X to resign"
        yield from judge_action(lexicon, told, hit.verb, negation_of(lexicon, told), doer=patient)
        return
    shown = hit.tokens
    if denied is not None and not is_heightened(lexicon, verb):
        if label == "against":
            return
        label, shown = "against", tuple(sorted({denied.i, *shown}))
    yield Judgement(target=patient, label=label, evidence=shown, rule="attitude", holder=subject_of(lexicon, verb))


def against_of(lexicon: Lexicon, verb: Token) -> tuple[Token, int] | None:
    """Return what somebody is guarded against, and the preposition: "defend ourselves against X"."""
    if lexicon.verb(verb, "guarding") is None:
        return None
    heads = [verb, *(c for c in verb.children if c.dep_ == "dobj")]
    for prep in (c for h in heads for c in h.children if c.lower_ in lexicon.data.against_prepositions):
        for thing in prep.children:
            if thing.dep_ == "pobj":
                return thing, prep.i
    return None


def withheld(lexicon: Lexicon, verb: Token) -> Token | None:
    """Return the verb that takes an attitude back: "refused to endorse"."""
    head = verb.head
    if lexicon.is_role(verb, "infinitive") and head.i != verb.i and lexicon.verb(head, "failing"):
        return head
    return None
