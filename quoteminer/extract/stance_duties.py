"""Judgements by what ought to be and what ought not: "we must protect X", "X must resign", "never be allowed"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from quoteminer.extract.stance_clauses import has_mark, is_passive, negation_of, patient_of, subject_of
from quoteminer.extract.stance_judgement import Judgement
from quoteminer.extract.stance_lexicon import Lexicon, VerbHit


def duty(lexicon: Lexicon, verb: Token) -> Iterator[Judgement]:
    """Yield what ought to be, and what ought not: "we must protect X", "X must resign", "should never be allowed"."""
    aux = duty_of(lexicon, verb)
    if aux is None or (has_mark(verb) and verb.dep_ == "advcl"):
        return
    negation = negation_of(lexicon, verb)
    for action in _actions(lexicon, verb):
        yield from _duty_of_action(lexicon, action, aux, negation)


def _actions(lexicon: Lexicon, verb: Token) -> Iterator[Token]:
    yield verb
    for child in verb.children:
        if lexicon.is_role(child, "conjunct") and child.tag_ in ("VB", verb.tag_) and not any(
            lexicon.is_role(c, "subject") for c in child.children
        ):
            yield child


def duty_of(lexicon: Lexicon, verb: Token) -> Token | None:
    """Return the word that makes the verb a duty: an auxiliary, "need to", "it is vital to"."""
    words = lexicon.data
    if verb.pos_ not in lexicon.grammar.verb_tags:
        return None
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in words.duties:
            return child
    head = verb.head
    is_infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    if is_infinitive and verb.dep_ == "xcomp" and lexicon.verb(head, "duty_verbs") and head.i < verb.i:
        return head
    if head.i != verb.i and verb.dep_ in ("xcomp", "ccomp", "advcl", "acl", "csubj", "relcl"):
        needed = [c for c in head.children if c.dep_ in ("acomp", "attr") and c.lower_ in words.necessities]
        if needed and head.lemma_ == "be" and negation_of(lexicon, head) is None:
            return needed[0]
        if head.lower_ in words.necessities and head.pos_ in ("ADJ", "NOUN") and is_infinitive:
            return head
    return None


def _duty_of_action(
    lexicon: Lexicon, verb: Token, aux: Token, negation: Token | None
) -> Iterator[Judgement]:
    doer = subject_of(lexicon, verb)
    shown = (aux.i, verb.i) if negation is None else tuple(sorted((aux.i, negation.i, verb.i)))
    hit = lexicon.verb(verb, "opposing", "securing", "permitting", "stepping_down", "favor", "against", "committing")
    patient = patient_of(lexicon, hit or VerbHit(verb=verb, link=verb, tokens=(verb.i,)))
    if hit is not None:
        shown = tuple(sorted({*shown, *hit.tokens}))
    if negation is not None:
        yield from _forbidden(lexicon, verb, patient or doer, shown)
    elif lexicon.verb(verb, "stepping_down") and doer is not None and not is_passive(lexicon, verb):
        yield Judgement(target=doer, label="against", evidence=shown, rule="duty")
    elif lexicon.verb(verb, "opposing", "against") and patient is not None:
        yield Judgement(target=patient, label="against", evidence=shown, rule="duty")
    elif lexicon.verb(verb, "securing", "favor") and patient is not None:
        yield Judgement(target=patient, label="favor", evidence=shown, rule="duty")
    elif verb.lemma_ == "be":
        return
    else:
        yield Judgement(target=verb, label="favor", evidence=shown, rule="duty", is_action=True)


def _forbidden(
    lexicon: Lexicon, verb: Token, patient: Token | None, shown: tuple[int, ...]
) -> Iterator[Judgement]:
    """Yield what must not be done: against the thing, or the deed where it would be good to its object."""
    spared = lexicon.verb(verb, "opposing", "against") and not lexicon.verb(verb, "permitting")
    if patient is None or verb.lemma_ == "be":
        return
    if spared:
        yield Judgement(target=verb, label="against", evidence=shown, rule="duty", is_action=True)
    elif lexicon.verb(verb, "permitting", "committing", "wanting") or is_passive(lexicon, verb):
        yield Judgement(target=patient, label="against", evidence=shown, rule="duty")
    else:
        yield Judgement(target=verb, label="against", evidence=shown, rule="duty", is_action=True)


def impermissible(lexicon: Lexicon, verb: Token) -> Iterator[Judgement]:
    """Yield what is not put up with: "we will not tolerate X", "X cannot be accepted"."""
    hit = lexicon.verb(verb, "permitting")
    if hit is None or duty_of(lexicon, verb) is not None:
        return
    negation = negation_of(lexicon, verb)
    modal = next((c for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
    patient = patient_of(lexicon, hit)
    if negation is None or patient is None or modal is None:
        return
    shown = tuple(sorted({modal.i, negation.i, *hit.tokens}))
    yield Judgement(
        target=patient, label="against", evidence=shown, rule="duty", holder=subject_of(lexicon, verb)
    )
