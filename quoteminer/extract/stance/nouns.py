"""Judgements that nouns and adjectives carry: "criticism of X", "grateful to X", "X’s unfounded claims"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from quoteminer.extract.stance.clauses import (
    is_heightened,
    is_passive,
    is_question,
    negation_of,
    patient_of_passive,
    subject_of,
)
from quoteminer.extract.stance.judgement import Judgement, judged, label_of
from quoteminer.extract.stance.lexicon import Lexicon, beginning
from quoteminer.extract.stance.values import Value, is_felt, is_harm, value_of


def blame(lexicon: Lexicon, token: Token) -> Iterator[Judgement]:
    """Yield who is blamed: "X is responsible for the attacks", "X is behind the plot", "X is at war with Y"."""
    objects = lexicon.data.blaming_adjectives.get(token.lower_)
    if objects is not None:
        yield from _blamed_for(lexicon, token, objects)
    found = beginning(token, lexicon.hostile)
    if found is None or negation_of(lexicon, token.head) is not None or is_question(token):
        return
    verb = token.head
    subject = subject_of(lexicon, verb) if verb.pos_ in lexicon.grammar.verb_tags else None
    if subject is not None:
        yield Judgement(target=subject, label="against", evidence=tuple(range(found.start, found.end)), rule="blame")


def disowned(lexicon: Lexicon, token: Token) -> Iterator[Judgement]:
    """Yield what somebody will have had no part in: "had nothing to do with X", "is not responsible for Y"."""
    found = beginning(token, lexicon.denying)
    if found is None:
        return
    verb = next((t for t in [token, *token.ancestors] if t.pos_ in lexicon.grammar.verb_tags), None)
    for thing in found[-1].children:
        if verb is not None and thing.dep_ in ("pobj", "pcomp"):
            evidence = tuple(range(found.start, found.end))
            holder = subject_of(lexicon, verb)
            yield Judgement(target=thing, label="against", evidence=evidence, rule="denial", holder=holder)


def _blamed_for(lexicon: Lexicon, token: Token, prepositions: frozenset[str]) -> Iterator[Judgement]:
    verb = token.head
    if verb.pos_ not in lexicon.grammar.verb_tags or lexicon.verb(verb, "copulas") is None:
        return
    prep = token if token.lower_ in prepositions else None
    prep = prep or next((c for c in token.children if c.lower_ in prepositions), None)
    subject = subject_of(lexicon, verb)
    if prep is None or subject is None or negation_of(lexicon, verb) is not None:
        return
    harms = [c for c in prep.children if c.dep_ in ("pobj", "pcomp") and is_harm(lexicon, c)]
    if harms:
        yield Judgement(target=subject, label="against", evidence=(token.i, harms[0].i), rule="blame")


def attitude_noun(lexicon: Lexicon, noun: Token) -> Iterator[Judgement]:
    """Yield what a noun is for or against: "criticism of X", "her support for X"."""
    table = lexicon.data.attitude_nouns
    for sign, prepositions in ((1, table.favor), (-1, table.against)):
        if noun.pos_ != "NOUN" or noun.lemma_.lower() not in prepositions:
            continue
        for prep, thing in _led_to(noun, prepositions[noun.lemma_.lower()]):
            lacking = any(c.dep_ == "det" and c.lower_ in lexicon.grammar.negations for c in noun.children)
            if not (lacking and sign < 0):
                yield Judgement(
                    target=thing,
                    label=label_of(-1 if lacking else sign),
                    evidence=(noun.i, prep.i),
                    rule="attitude-noun",
                    holder=_owner(noun) or _holder_by_verb(lexicon, noun),
                )


def attitude_adjective(lexicon: Lexicon, adjective: Token) -> Iterator[Judgement]:
    """Yield what an adjective is for or against: "critical of X", "grateful to X"."""
    table = lexicon.data.attitude_adjectives
    for sign, prepositions in ((1, table.favor), (-1, table.against)):
        words = prepositions.get(adjective.lower_) or prepositions.get(adjective.lemma_.lower())
        if words is None or adjective.pos_ not in ("ADJ", "VERB"):
            continue
        for prep, thing in _led_to(adjective, words):
            verb = adjective.head if adjective.pos_ == "ADJ" else adjective
            negation = None if is_heightened(lexicon, verb, adjective) else negation_of(lexicon, verb)
            if negation is None or sign > 0:
                yield Judgement(
                    target=thing,
                    label=label_of(-1 if negation is not None else sign),
                    evidence=(adjective.i, prep.i) if negation is None else (negation.i, adjective.i, prep.i),
                    rule="attitude-adjective",
                    holder=_who_is(lexicon, verb),
                )


def _who_is(lexicon: Lexicon, verb: Token) -> Token | None:
    """Return who "is critical of" or "was appalled by" something."""
    if verb.pos_ not in lexicon.grammar.verb_tags:
        return None
    return patient_of_passive(lexicon, verb) if is_passive(lexicon, verb) else subject_of(lexicon, verb)


def _led_to(word: Token, prepositions: frozenset[str]) -> Iterator[tuple[Token, Token]]:
    for prep in word.children:
        if prep.lower_ in prepositions and prep.i > word.i:
            yield from ((prep, c) for c in prep.children if c.dep_ in ("pobj", "pcomp"))


def _owner(noun: Token) -> Token | None:
    return next((c for c in noun.children if c.dep_ == "poss"), None)


def _holder_by_verb(lexicon: Lexicon, noun: Token) -> Token | None:
    """Return whose attitude it is by the verb: "X expressed support for …"; nobody's, where it is only talked of.

    Nor where it is judged, or something is by it: "called the cut an insult to nurses", "dismissed criticism of Y".
    """
    verb = noun.head
    if noun.dep_ == "dobj" and verb.pos_ in lexicon.grammar.verb_tags and not lexicon.verb(verb, "judging"):
        return subject_of(lexicon, verb)
    return None


def modifier(lexicon: Lexicon, noun: Token) -> Iterator[Judgement]:
    """Yield judgements inside a noun phrase: "unfounded accusations", "the Kyiv regime", "Russia’s aggression"."""
    if noun.pos_ not in lexicon.grammar.noun_tags:
        return
    section = lexicon.section(noun)
    described = [c for c in noun.children if c.dep_ in ("amod", "nmod") and c.lower_ in lexicon.adjectives]
    if any(c.dep_ == "det" and c.lower_ in lexicon.grammar.negations for c in noun.children):
        return
    value = value_of(lexicon, noun)
    if value is None or noun.dep_ in ("attr", "oprd") or _is_denied(lexicon, noun):
        return
    if described and section != "villains" and (value.sign < 0 or _is_definite(noun)):
        felt = is_felt(lexicon, noun.doc, value)  # "the worried parents"
        yield replace(judged(noun, value, "modifier"), is_fact=felt)
    if value.sign < 0 and (section in ("misdeeds", "villains") or described):
        yield from (judged(owner, value, "owner") for owner in _owners(lexicon, noun, section))
    if section == "villains":
        yield from _named(lexicon, noun, value)


def _is_denied(lexicon: Lexicon, noun: Token) -> bool:
    """Return whether the verb that the noun is an object of is negated: "does not make us bad people"."""
    verb = noun.head
    is_object = lexicon.is_role(noun, "object", "clause")
    return is_object and verb.pos_ in lexicon.grammar.verb_tags and negation_of(lexicon, verb) is not None


def _is_definite(noun: Token) -> bool:
    """Return whether a certain thing is meant: "the landmark accord", not "strong growth"."""
    owned = any(child.dep_ == "poss" for child in noun.children)
    return owned or any("Def" in c.morph.get("Definite", []) for c in noun.children if c.dep_ == "det")


def _owners(lexicon: Lexicon, noun: Token, section: str | None) -> Iterator[Token]:
    """Yield whose it is: "X’s", "by X", "from X"; whose it is alone does not blame for a mere victim’s loss."""
    for child in noun.children:
        if child.dep_ == "poss":
            yield child
        if child.lower_ in lexicon.data.doer_prepositions and child.dep_ == "prep" and section == "misdeeds":
            yield from (c for c in child.children if c.dep_ == "pobj")


def _named(lexicon: Lexicon, noun: Token, value: Value) -> Iterator[Judgement]:
    """Yield whoever is named by a judgement: "the Kyiv regime", "the dictator Smith", "Smith, a liar"."""
    names = [c for c in noun.children if c.dep_ in ("compound", "amod", "nmod", "appos") and c.pos_ in ("PROPN", "ADJ")]
    names = [c for c in names if c.pos_ == "PROPN" or c.is_title]
    before = noun.doc[max(noun.left_edge.i - 1, 0) : noun.i]
    if noun.dep_ == "appos" and not any(t.lower_ in lexicon.grammar.negations for t in before):
        names.append(noun.head)
    if noun.dep_ == "compound" and noun.head.pos_ == "PROPN":
        names.append(noun.head)
    if names:
        yield judged(names[0] if noun.dep_ in ("appos", "compound") and names else noun, value, "name")
