"""Judgements by what something is said to be: "X is reckless", "it is right to help", "the problem is Y"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from quoteminer.extract.stance.clauses import is_heightened, is_question, negation_of, patient_of, subject_of
from quoteminer.extract.stance.duties import duty_of
from quoteminer.extract.stance.judgement import Judgement, label_of
from quoteminer.extract.stance.lexicon import Lexicon
from quoteminer.extract.stance.values import Value, is_felt, undone_value, value_of


def copula(lexicon: Lexicon, verb: Token) -> Iterator[Judgement]:
    """Yield judgements by a predicate: "X is reckless", "it is right to help", "that amounts to blackmail"."""
    predicate = _predicate(lexicon, verb)
    supposed = any(c.dep_ == "mark" and c.lower_ in lexicon.data.hypothetical for c in verb.children)
    if predicate is None or is_question(verb) or supposed:
        return
    subject = subject_of(lexicon, verb)
    value = value_of(lexicon, predicate) or _said_value(lexicon, predicate) or undone_value(lexicon, predicate)
    if value is None:
        if subject is not None and negation_of(lexicon, verb) is None:
            yield from _specification(lexicon, subject, predicate)
        return
    negation = None if is_heightened(lexicon, verb, predicate) else negation_of(lexicon, verb)
    if negation is not None:
        if value.sign < 0 or all(verb.doc[i].lower_ in lexicon.data.qualities.highest for i in value.evidence):
            return
        value = Value(-1, tuple(sorted({negation.i, *value.evidence})))
    pointless = predicate.lemma_.lower() in lexicon.data.targets.occasions and _points(lexicon, subject)
    if pointless or _is_untimely(lexicon, verb, predicate):
        return
    target = _clause_target(lexicon, verb, predicate) if _is_expletive(lexicon, subject) else subject
    if target is not None:
        what = any(c.tag_ == "WP" for c in target.children)  # "what happened is a disgrace"
        is_action = target.pos_ in lexicon.grammar.verb_tags and not what
        yield Judgement(
            target=target,
            label=label_of(value.sign),
            evidence=value.evidence,
            rule="copula",
            is_action=is_action,
            is_fact=_is_felt(lexicon, verb, predicate, value),
        )


def _is_untimely(lexicon: Lexicon, verb: Token, predicate: Token) -> bool:
    """Return whether it only is no time for it: "it is too early to say", "it is too late to save the pier"."""
    words, said = lexicon.data, predicate.lower_
    if said not in words.untimely and said not in words.belated:
        return False
    deeds = [c for head in (verb, predicate) for c in head.children if c.i > predicate.i and c.tag_ == "VB"]
    if not deeds:
        return False
    return said in words.belated or deeds[0].lemma_.lower() in words.withheld


def _points(lexicon: Lexicon, subject: Token | None) -> bool:
    """Return whether the subject only points to what happens: "this is a dark day", "today is a great day"."""
    if subject is None or subject.lower_ in lexicon.data.targets.pointing | lexicon.data.targets.singular:
        return True
    return subject.lower_ in lexicon.data.targets.occasions


def _is_felt(lexicon: Lexicon, verb: Token, predicate: Token, value: Value) -> bool:
    """Return whether it only tells how somebody feels: "X is ashamed", not "X should be ashamed", "an angry letter"."""
    is_duty = duty_of(lexicon, verb) is not None
    return predicate.i in value.evidence and not is_duty and is_felt(lexicon, verb.doc, value)


def _predicate(lexicon: Lexicon, verb: Token) -> Token | None:
    hit = lexicon.verb(verb, "equatives")
    if hit is not None:
        return patient_of(lexicon, hit)
    if lexicon.verb(verb, "copulas") is None:
        return None
    for child in verb.rights:
        if child.dep_ in ("acomp", "attr", "oprd") or _said_value(lexicon, child) or undone_value(lexicon, child):
            return child
        if lexicon.is_role(child, "infinitive", "clause") and verb.lemma_ == "be":
            return child
        if child.dep_ == "prep":
            return _idiom(lexicon, child)
    return None


def _said_value(lexicon: Lexicon, predicate: Token) -> Value | None:
    """Return the value of a word that judges only as a predicate: "is right", not "the right wing"."""
    qualities = lexicon.data.qualities
    if predicate.pos_ not in ("ADJ", "ADV") or predicate.head.i > predicate.i:
        return None
    if predicate.lower_ in qualities.said_good:
        return Value(1, (predicate.i,))
    return Value(-1, (predicate.i,)) if predicate.lower_ in qualities.said_bad else None


def _idiom(lexicon: Lexicon, prep: Token) -> Token | None:
    """Return the last word of a phrase that judges: "is out of control"."""
    last = prep.doc[prep.right_edge.i]
    found = lexicon.phrase_ending(last)
    return last if found is not None and found[1] == prep.i else None


def _specification(lexicon: Lexicon, subject: Token, predicate: Token) -> Iterator[Judgement]:
    """Yield what is told to be the good or bad thing: "The wrong thing would be to wait", "the problem is X"."""
    value = value_of(lexicon, subject)
    is_action = predicate.pos_ in lexicon.grammar.verb_tags
    if value is not None and (is_action or predicate.pos_ in lexicon.grammar.noun_tags):
        yield Judgement(
            target=predicate, label=label_of(value.sign), evidence=value.evidence, rule="copula", is_action=is_action
        )


def _is_expletive(lexicon: Lexicon, subject: Token | None) -> bool:
    return subject is None or subject.lower_ in lexicon.grammar.expletives


def _clause_target(lexicon: Lexicon, verb: Token, predicate: Token) -> Token | None:
    """Return what an "it is wrong to …", "it is a shame that …" is about; "it" itself where nothing follows."""
    for head in (verb, predicate):
        for child in head.children:
            clause = lexicon.is_role(child, "infinitive", "clause", "adverbial", "reduced") or child.dep_ == "csubj"
            if clause and child.i > predicate.i and child.pos_ in lexicon.grammar.verb_tags:
                inner = lexicon.verb(child, "favor", "against", "causing")
                return None if inner is not None and child.dep_ == "advcl" else child
    misread = [o for c in predicate.children if c.lower_ == "to" for o in c.children if o.dep_ == "pobj"]
    return next(iter(misread), None) or next((c for c in verb.children if lexicon.is_role(c, "subject")), None)
