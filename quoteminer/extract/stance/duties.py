"""Judgements by what ought to be and what ought not: "we must protect X", "X must resign", "never be allowed"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from quoteminer.extract.stance.clauses import (
    has_mark,
    is_passive,
    is_question,
    negation_of,
    patient_of,
    subject_of,
)
from quoteminer.extract.stance.judgement import Judgement, label_of
from quoteminer.extract.stance.lexicon import Lexicon, VerbHit
from quoteminer.extract.stance.values import is_harm


def duty(lexicon: Lexicon, verb: Token) -> Iterator[Judgement]:
    """Yield what ought to be, and what ought not: "we must protect X", "X must resign", "should never be allowed"."""
    aux = duty_of(lexicon, verb)
    if aux is None or is_question(verb) or (has_mark(verb) and verb.dep_ == "advcl"):
        return
    negation = negation_of(lexicon, verb)
    for action in _actions(lexicon, verb):
        yield from judge_action(lexicon, action, aux, negation)


def _actions(lexicon: Lexicon, verb: Token) -> Iterator[Token]:
    """Yield the verb and those that share its subject: "must stop and think"."""
    yield verb
    if any(c.dep_ == "cc" and c.lower_ in lexicon.data.contrasting for c in verb.children):
        return
    for child in verb.children:
        has_subject = any(lexicon.is_role(c, "subject", "passive_subject") for c in child.children)
        if lexicon.is_role(child, "conjunct") and child.tag_ in ("VB", verb.tag_) and not has_subject:
            yield child


def duty_of(lexicon: Lexicon, verb: Token) -> Token | None:
    """Return the word that makes the verb a duty: an auxiliary, "need to", "it is vital to"."""
    words, head = lexicon.data, verb.head
    if verb.pos_ not in lexicon.grammar.verb_tags:
        return None
    own = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in words.duties), None)
    if own is not None or head.i == verb.i:
        return own
    if verb.dep_ == "xcomp" and lexicon.verb(head, "duty_verbs") and _follows_at_once(verb, head):
        return head
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "acl", "csubj", "relcl"):
        return _necessity_of(lexicon, verb)
    return None


def _necessity_of(lexicon: Lexicon, verb: Token) -> Token | None:
    """Return the "vital" of "it is vital that", the "time" of "it is time to"."""
    head, necessities = verb.head, lexicon.data.necessities
    said = next((c for c in head.children if c.dep_ in ("acomp", "attr") and c.lower_ in necessities), None)
    if said is not None and head.lemma_ == "be" and negation_of(lexicon, head) is None:
        return said
    is_infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    return head if is_infinitive and head.lower_ in necessities and _is_said(lexicon, head) else None


def _is_said(lexicon: Lexicon, word: Token) -> bool:
    """Return whether a word is a predicate: "it is time to go", not "in time to go", "had time to go"."""
    if word.pos_ == "ADJ" or (word.pos_ == "NOUN" and not lexicon.is_role(word, "object")):
        return True
    subjects = (c for c in word.head.children if lexicon.is_role(c, "subject"))  # the parse takes "It’s" for "has"
    return word.pos_ == "NOUN" and any(c.lower_ in lexicon.grammar.expletives for c in subjects)


def _follows_at_once(verb: Token, head: Token) -> bool:
    """Return whether "to" stands right behind a present verb: "have to go", not "had to", "have the means to"."""
    return head.tag_ in ("VBP", "VBZ") and any(c.lower_ == "to" and c.i == head.i + 1 for c in verb.children)


def deed_told(tokens: Iterable[Token], above: Token, doer: Token) -> Token | None:
    """Return the "resign" of "called for X to resign", "told X to resign": an infinitive behind whoever is to do it."""
    for verb in tokens:
        to = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
        if to and verb.i > doer.i and (verb.head.i in (above.i, doer.i) or doer.head.i == verb.i):
            return verb
    return None


def judge_action(
    lexicon: Lexicon, verb: Token, aux: Token, negation: Token | None, *, doer: Token | None = None
) -> Iterator[Judgement]:
    """Yield what an order shows.

    Args:
        lexicon: The stance words.
        verb: What is to be done.
        aux: The word that makes it a duty.
        negation: The word that forbids it.
        doer: Who is to do it, by default the verb's subject.
    """
    doer = doer or subject_of(lexicon, verb)
    if (doer is not None and doer.tag_ == "WP") or verb.lemma_ == "be":  # "what needs to be done"
        return
    if verb.lemma_ in lexicon.data.bracing:
        return
    hit = lexicon.verb(verb, *_TAKING_OBJECTS)
    hit = hit or lexicon.verb(verb, "permitting", "committing") or VerbHit(verb=verb, link=verb, tokens=(verb.i,))
    patient = patient_of(lexicon, hit)
    shown = tuple(sorted({aux.i, *hit.tokens, *(() if negation is None else (negation.i,))}))
    if negation is not None:
        yield from _forbidden(lexicon, verb, patient or doer, shown)
    elif patient is not None and lexicon.verb(verb, *_TAKING_OBJECTS):
        label = label_of(1 if lexicon.verb(verb, "securing", "favor") else -1)
        yield Judgement(target=patient, label=label, evidence=shown, rule="duty")
    elif _is_past(verb) and not is_passive(lexicon, verb):
        blames = aux.lower_ in lexicon.data.reproaches  # "must have listened" only guesses
        if blames and doer is not None and doer.morph.get("Person", ["3"]) == ["3"]:
            yield Judgement(target=doer, label="against", evidence=shown, rule="duty")
    elif doer is not None and lexicon.verb(verb, "stepping_down") and not is_passive(lexicon, verb):
        yield Judgement(target=doer, label="against", evidence=shown, rule="duty")
    elif doer is None or not (_is_oneself(doer) or _is_at_times(lexicon, verb, aux)):
        yield Judgement(target=verb, label="favor", evidence=shown, rule="duty", is_action=True)


def _is_past(verb: Token) -> bool:
    """Return whether it was not done: "should have listened" blames who did not, and asks for nothing."""
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def _is_oneself(doer: Token) -> bool:
    """Return whether a lone speaker does it: "I should add" asks nobody for anything."""
    return doer.morph.get("Person", []) == ["1"] and doer.morph.get("Number", []) == ["Sing"]


def _is_at_times(lexicon: Lexicon, verb: Token, aux: Token) -> bool:
    """Return whether it is how things are: "sometimes you have to shake hands"."""
    return any(c.lower_ in lexicon.data.at_times for word in (verb, aux) for c in word.children)


_TAKING_OBJECTS = ("opposing", "ill fates", "against", "securing", "favor")
"""Verbs that are done for or against their object."""


def _forbidden(lexicon: Lexicon, verb: Token, patient: Token | None, shown: tuple[int, ...]) -> Iterator[Judgement]:
    """Yield what must not be: against the thing; where the thing would suffer, for it or against the deed."""
    if patient is None or lexicon.verb(verb, "excluding"):
        return
    spared = lexicon.verb(verb, "opposing", "against", "ill fates", "harming") and not lexicon.verb(verb, "permitting")
    about_thing = lexicon.verb(verb, "permitting", "committing", "wanting") or is_passive(lexicon, verb)
    if spared and is_passive(lexicon, verb):  # "farmers must not be punished" is for them, "the crime … forgotten" not
        if not is_harm(lexicon, patient):
            yield Judgement(target=patient, label="favor", evidence=shown, rule="duty")
    elif spared or not about_thing:
        yield Judgement(target=verb, label="against", evidence=shown, rule="duty", is_action=True)
    else:
        yield Judgement(target=patient, label="against", evidence=shown, rule="duty")


def unentitled(lexicon: Lexicon, noun: Token) -> Iterator[Judgement]:
    """Yield what nobody may do: "has no right to do X", "nobody has the right to do X", "had no business doing X"."""
    having = noun.head
    if noun.lemma_.lower() not in lexicon.data.entitlements or lexicon.verb(having, "having") is None:
        return
    negation = next((c for c in noun.children if c.lower_ in lexicon.grammar.negations), None)
    negation = negation or negation_of(lexicon, having)
    action = next((c for c in noun.children if lexicon.is_role(c, "reduced") and c.tag_ in ("VB", "VBG")), None)
    if negation is not None and action is not None and not is_question(noun):
        shown = (negation.i, noun.i) if negation.i < noun.i else (noun.i, negation.i)
        yield Judgement(target=action, label="against", evidence=shown, rule="entitlement", is_action=True)


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
    yield Judgement(target=patient, label="against", evidence=shown, rule="duty", holder=subject_of(lexicon, verb))
