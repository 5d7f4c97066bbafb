"""Judgements by what somebody does, causes, works against, or suffers: "X violated Y", "X would mean war"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from quoteminer.extract.stance.clauses import (
    charging_verb,
    is_hypothetical,
    is_nobody,
    is_passive,
    negation_of,
    patient_of,
    subject_of,
)
from quoteminer.extract.stance.duties import duty_of
from quoteminer.extract.stance.judgement import Judgement, judged, label_of
from quoteminer.extract.stance.lexicon import Lexicon, VerbHit
from quoteminer.extract.stance.values import Value, is_good, is_harm, value_of
from quoteminer.extract.stance.verbs import against_of, withheld


def deed(lexicon: Lexicon, verb: Token) -> Iterator[Judgement]:
    """Yield who does ill or well: "X violated Y", "X has failed to show proof", "X is ramping up the aggression"."""
    found = _manner(lexicon, verb) or _failure(lexicon, verb) or _misdeed(lexicon, verb) or _good_deed(lexicon, verb)
    if found is None or is_hypothetical(lexicon, verb) or negation_of(lexicon, verb) is not None:
        return
    doer = subject_of(lexicon, verb)
    if doer is None or duty_of(lexicon, verb) is not None:
        return
    credit = charging_verb(lexicon, verb)
    other = "favor" if found.sign < 0 else "against"  # "praised him for defying them"
    hailed = credit is not None and lexicon.verb(credit, other) is not None
    spared = hailed or _spares(lexicon, verb) or _is_contrast(lexicon, doer)
    if not spared and not lexicon.verb(verb, "favor", "against"):
        yield judged(doer, found, "deed")


def _spares(lexicon: Lexicon, verb: Token) -> bool:
    """Return whether the object is nobody: "will harm no one"."""
    objects = (c for c in verb.children if c.dep_ == "dobj")
    return lexicon.verb(verb, "having", "lacking") is None and any(is_nobody(lexicon, o) for o in objects)


def _is_contrast(lexicon: Lexicon, doer: Token) -> bool:
    """Return whether the doer is who it is not: "not a man who steals"."""
    return any(c.dep_ == "neg" and c.i < doer.i for c in doer.children)


def _manner(lexicon: Lexicon, verb: Token) -> Value | None:
    """Return the value of how it is done: "falsely claimed", "bravely held out"."""
    for adverb in (c for c in verb.children if c.dep_ == "advmod"):
        for sign, manners in ((1, lexicon.data.manners.good), (-1, lexicon.data.manners.bad)):
            if adverb.lower_ in manners:
                return Value(sign, tuple(sorted((adverb.i, verb.i))))
    return None


def _misdeed(lexicon: Lexicon, verb: Token) -> Value | None:
    hit = lexicon.verb(verb, "ill deeds")
    if hit is not None:
        return Value(-1, hit.tokens)
    hit = lexicon.verb(verb, "committing", "having")
    thing = patient_of(lexicon, hit) if hit is not None and not is_passive(lexicon, verb) else None
    if hit is None or thing is None:
        return None
    value = value_of(lexicon, thing)
    is_own = lexicon.section(thing) == "misdeeds" or lexicon.verb(verb, "committing") is not None
    if value is not None and value.sign < 0 and is_own and lexicon.section(thing) not in ("ills", "villains"):
        return Value(-1, tuple(sorted({*hit.tokens, *value.evidence})))
    return None


def _failure(lexicon: Lexicon, verb: Token) -> Value | None:
    hit = lexicon.verb(verb, "failing", "lacking", "having")
    if hit is None:
        return None
    if lexicon.verb(verb, "failing"):
        inner = next((c for c in verb.children if lexicon.is_role(c, "infinitive")), None)
        return Value(-1, (verb.i, inner.i)) if inner is not None and verb.lemma_ != "decline" else None
    thing = patient_of(lexicon, hit)
    if thing is None:
        return None
    if lexicon.verb(verb, "lacking"):
        return Value(-1, (*hit.tokens, thing.i))
    no = next((c for c in thing.children if c.dep_ == "det" and c.lower_ in lexicon.grammar.negations), None)
    goods = [thing, *(o for p in thing.children if p.dep_ == "prep" for o in p.children)]
    if no is not None and any(is_good(lexicon, g) or lexicon.section(g) == "merits" for g in goods):
        return Value(-1, tuple(sorted({*hit.tokens, no.i, thing.i, *(g.i for g in goods if is_good(lexicon, g))})))
    return None


def _good_deed(lexicon: Lexicon, verb: Token) -> Value | None:
    if any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):  # "tried to mend"
        return None
    hit = lexicon.verb(verb, "good deeds")
    if hit is not None:
        helped = patient_of(lexicon, hit)
        bad = helped is not None and not is_passive(lexicon, verb) and is_harm(lexicon, helped)
        return None if bad else Value(1, hit.tokens)  # "strengthened the terrorists"
    hit = lexicon.verb(verb, "having", "causing_good")
    thing = patient_of(lexicon, hit) if hit is not None and not is_passive(lexicon, verb) else None
    if hit is None or thing is None:
        return None
    value = value_of(lexicon, thing)
    if value is not None and value.sign > 0:
        return Value(1, tuple(sorted({*hit.tokens, *value.evidence})))
    return None


def damage(lexicon: Lexicon, verb: Token) -> Iterator[Judgement]:
    """Yield what policy harms whom: "the ban will cost lives", "this deal kills jobs"; a storm is nobody's policy."""
    hit = lexicon.verb(verb, "damaging")
    cause = subject_of(lexicon, verb) if hit is not None and not is_passive(lexicon, verb) else None
    words = lexicon.data.targets
    if hit is None or cause is None or cause.lemma_.lower() not in words.policies or negation_of(lexicon, verb):
        return
    harmed = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.lemma_.lower() in words.exposed]
    if harmed:
        yield Judgement(target=cause, label="against", evidence=(*hit.tokens, harmed[-1].i), rule="consequence")


def consequence(lexicon: Lexicon, verb: Token) -> Iterator[Judgement]:
    """Yield what would do harm: "X would mean war", "Y is putting lives at risk"; not "X could lose"."""
    hit = lexicon.verb(verb, "causing")
    if hit is None or negation_of(lexicon, verb) is not None or is_passive(lexicon, verb):
        return
    cause = subject_of(lexicon, verb)
    outcome = _outcome(lexicon, hit)
    if cause is not None and outcome is not None and cause.i not in outcome:
        yield Judgement(
            target=cause, label="against", evidence=tuple(sorted({*hit.tokens, *outcome})), rule="consequence"
        )


def _outcome(lexicon: Lexicon, hit: VerbHit) -> tuple[int, ...] | None:
    """Return the bad thing that comes about: the object, or what a preposition behind it leads to."""
    objects = [patient_of(lexicon, hit)]
    preps = [c for c in hit.verb.children if c.dep_ == "prep" and c.i > hit.verb.i]
    preps += [p for o in objects if o is not None for p in o.children if p.dep_ == "prep"]
    objects += [o for p in preps for o in p.children if o.dep_ == "pobj"]
    # "brings us the closest we have been to open conflict"
    objects += [t for o in objects if o is not None for t in o.subtree if t.dep_ in ("pobj", "dobj")]
    for thing in objects:
        named = thing is not None and (hit.verb.head.i != thing.i or lexicon.section(thing) is not None)
        if thing is not None and named and is_harm(lexicon, thing):  # not "the rudest man this town produced"
            return (thing.i,)
    return None


def commitment(lexicon: Lexicon, verb: Token) -> Iterator[Judgement]:
    """Yield what somebody works for or against: "we are fighting corruption", "will defend X against Y"."""
    if lexicon.verb(verb, "guarding", "opposing", "securing") is None:
        return
    if duty_of(lexicon, verb) is not None or negation_of(lexicon, verb) is not None or withheld(lexicon, verb):
        return
    if verb.tag_ == "VBG" and not any(c.dep_ == "aux" for c in verb.children):  # "prosecuting cases", her trade
        return
    holder = subject_of(lexicon, verb)
    against = against_of(lexicon, verb)
    if against is not None:
        yield Judgement(
            target=against[0], label="against", evidence=(verb.i, against[1]), rule="commitment", holder=holder
        )
    for section, label in (("opposing", label_of(-1)), ("securing", label_of(1))):
        hit = lexicon.verb(verb, section)
        patient = patient_of(lexicon, hit) if hit is not None else None
        if hit is not None and patient is not None and holder is not None and against is None:
            yield Judgement(target=patient, label=label, evidence=hit.tokens, rule="commitment", holder=holder)


def refusal(lexicon: Lexicon, verb: Token) -> Iterator[Judgement]:
    """Yield what somebody will not do, or have to do with: "we will not sign", "we do not shelter murderers"."""
    negation = negation_of(lexicon, verb)
    words = lexicon.data.acts
    spared = lexicon.verb(verb, "opposing", "permitting", "copulas") or verb.lemma_.lower() in words.not_denying
    if negation is None or spared or is_passive(lexicon, verb):
        return
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    will = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in words.futures), None)
    holder = subject_of(lexicon, verb)
    if will is not None and thing is not None:
        evidence = tuple(sorted((will.i, negation.i, verb.i)))
        yield Judgement(target=verb, label="against", evidence=evidence, rule="refusal", holder=holder, is_action=True)
    elif thing is not None and lexicon.section(thing) == "villains":
        evidence = tuple(sorted((negation.i, verb.i, thing.i)))
        yield Judgement(target=thing, label="against", evidence=evidence, rule="refusal", holder=holder)


def denial(lexicon: Lexicon, verb: Token) -> Iterator[Judgement]:
    """Yield what somebody denies to have done: "we did not violate the treaty"."""
    negation = negation_of(lexicon, verb)
    if negation is None or not _is_past(verb):
        return
    hit = lexicon.verb(verb, "ill deeds", "ill fortunes", "ill fates", "committing", "opposing", "causing")
    patient = patient_of(lexicon, hit) if hit is not None else None
    doer = subject_of(lexicon, verb)
    if hit is not None and patient is not None and doer is not None and patient.i != doer.i:
        evidence = tuple(sorted({negation.i, *hit.tokens}))
        yield Judgement(target=verb, label="against", evidence=evidence, rule="denial", holder=doer, is_action=True)


def _is_past(verb: Token) -> bool:
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return verb.tag_ == "VBD" or any(c.tag_ == "VBD" or c.lemma_ == "have" for c in auxiliaries)
