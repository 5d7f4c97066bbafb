"""Plain facts that tell for or against somebody: "X won", "X was arrested", "the evidence against X".

They show no speaker's stance, but what a text makes of a person: only `stance_toward` asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from quoteminer.extract.stance.clauses import (
    is_hypothetical,
    is_passive,
    negation_of,
    patient_of,
    patient_of_passive,
    subject_of,
)
from quoteminer.extract.stance.judgement import Judgement, label_of
from quoteminer.extract.stance.lexicon import Lexicon, VerbHit, beginning


def fortune(lexicon: Lexicon, verb: Token) -> Iterator[Judgement]:
    """Yield plain facts that tell for or against somebody: "X won", "X was arrested"."""
    supposed = is_hypothetical(lexicon, verb) or any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    negation = negation_of(lexicon, verb)
    if negation is not None:
        yield from _unhelpful(lexicon, verb, negation)
    if supposed or negation is not None:
        return
    for ending, sign in (("good", 1), ("ill", -1)):
        hit = lexicon.verb(verb, f"{ending} fortunes")
        doer = subject_of(lexicon, verb) if hit is not None and not is_passive(lexicon, verb) else None
        if hit is not None and doer is not None:
            yield _fact(doer, sign, hit)
        hit = lexicon.verb(verb, f"{ending} fates")
        patient = patient_of(lexicon, hit) if hit is not None else None
        if hit is not None and patient is not None:
            yield _fact(patient, sign, hit)


def _unhelpful(lexicon: Lexicon, verb: Token, negation: Token) -> Iterator[Judgement]:
    """Yield who does not do what would speak for them: "did not help", "could not win"."""
    hit = lexicon.verb(verb, "good fortunes", "good deeds")
    doer = subject_of(lexicon, verb) if hit is not None and not is_passive(lexicon, verb) else None
    if hit is not None and doer is not None:
        evidence = tuple(sorted({negation.i, *hit.tokens}))
        yield Judgement(target=doer, label="against", evidence=evidence, rule="fortune", is_fact=True)


def _fact(target: Token, sign: int, hit: VerbHit) -> Judgement:
    return Judgement(target=target, label=label_of(sign), evidence=hit.tokens, rule="fortune", is_fact=True)


def possession(lexicon: Lexicon, noun: Token) -> Iterator[Judgement]:
    """Yield plain facts that tell for or against an owner: "X’s arrest", "X’s victory"."""
    words = lexicon.data.possessions
    for sign, nouns in ((1, words.good), (-1, words.ill)):
        if noun.lemma_.lower() in nouns:
            for owner in _owners(lexicon, noun):
                yield Judgement(target=owner, label=label_of(sign), evidence=(noun.i,), rule="possession", is_fact=True)


def _owners(lexicon: Lexicon, noun: Token) -> Iterator[Token]:
    """Yield whose it is: "X’s arrest", "the arrest of X", "an attack by X"; "an attack of X" may be on X."""
    words = lexicon.data.possessions
    for child in noun.children:
        if child.dep_ == "poss":
            yield child
        leads = child.lower_ in lexicon.grammar.agent_prepositions or child.lower_ in words.leading
        if child.dep_ == "prep" and leads and (child.lower_ not in words.leading or noun.lemma_ not in words.suffered):
            yield from (c for c in child.children if c.dep_ == "pobj")


def opposed(lexicon: Lexicon, prep: Token) -> Iterator[Judgement]:
    """Yield whom something is against: "the evidence against X", "protests against X"; not "won against X"."""
    if prep.lower_ not in lexicon.data.against_facts or prep.head.lemma_.lower() in lexicon.data.contests:
        return
    for thing in prep.children:
        if thing.dep_ == "pobj":
            yield Judgement(target=thing, label="against", evidence=(prep.head.i, prep.i), rule="opposed", is_fact=True)


def label(lexicon: Lexicon, noun: Token) -> Iterator[Judgement]:
    """Yield who is given a telling label: "X, the gunman", "the suspect X", "the winner was X"."""
    words = lexicon.data.labels
    for sign, nouns in ((1, words.good), (-1, words.ill)):
        if noun.lemma_.lower() in nouns and not any(c.dep_ == "poss" for c in noun.children):
            named = _labelled(lexicon, noun)
            if named is not None:
                yield Judgement(target=named, label=label_of(sign), evidence=(noun.i,), rule="label", is_fact=True)


def _labelled(lexicon: Lexicon, noun: Token) -> Token | None:
    head = noun.head
    if noun.dep_ in ("appos", "compound", "nmod") and head.pos_ == "PROPN":
        return head
    if noun.dep_ == "attr" and negation_of(lexicon, head) is None and not is_hypothetical(lexicon, head):
        return subject_of(lexicon, head)
    return next((c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)


def epithet(lexicon: Lexicon, adjective: Token) -> Iterator[Judgement]:
    """Yield whose name has a telling adjective: "the disgraced X"."""
    words = lexicon.data.epithets
    name = adjective.head
    if adjective.dep_ != "amod" or name.pos_ != "PROPN":
        return
    for sign, adjectives in ((1, words.good), (-1, words.ill)):
        if adjective.lower_ in adjectives:
            yield Judgement(target=name, label=label_of(sign), evidence=(adjective.i,), rule="epithet", is_fact=True)


def plight(lexicon: Lexicon, token: Token) -> Iterator[Judgement]:
    """Yield who is in trouble: "X is under fire", "X, in jail since May"."""
    found = beginning(token, lexicon.plights)
    if found is None or token.dep_ != "prep":
        return
    head = token.head
    sufferer = subject_of(lexicon, head) if head.pos_ in lexicon.grammar.verb_tags else head
    if sufferer is not None and (head.pos_ != "VERB" or negation_of(lexicon, head) is None):
        evidence = tuple(range(found.start, found.end))
        yield Judgement(target=sufferer, label="against", evidence=evidence, rule="plight", is_fact=True)


def suspicion(lexicon: Lexicon, word: Token) -> Iterator[Judgement]:
    """Yield of whom something is alleged or feared in a clause: "allegations that X lied"."""
    words = lexicon.data.suspecting
    known = words.nouns if word.pos_ in lexicon.grammar.noun_tags else words.verbs
    if word.lemma_.lower() not in known:
        return
    for clause in word.children:
        if clause.i > word.i and lexicon.is_role(clause, "noun_clause") and clause.pos_ in lexicon.grammar.verb_tags:
            passive = is_passive(lexicon, clause)
            subject = patient_of_passive(lexicon, clause) if passive else subject_of(lexicon, clause)
            if subject is not None and subject.i > word.i:
                yield Judgement(target=subject, label="against", evidence=(word.i,), rule="suspicion", is_fact=True)
