"""Clauses as the stance rules see them: who does it, to whom, whether it is denied or only supposed."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from quoteminer.extract.stance.lexicon import Lexicon, VerbHit

_LINKS = frozenset({"xcomp", "pcomp", "prep", "advmod"})
"""From a deed up to the verb that takes it back: "stopped short of doing"."""

_CLIMB = 4
"""Verbs between a verb and the subject it shares: longer chains are misparses."""


def subject_of(lexicon: Lexicon, verb: Token) -> Token | None:
    """Return the doer: the subject, an agent, or whom the verb shares its subject with; relative pronouns resolved."""
    if is_passive(lexicon, verb):
        return agent_of(lexicon, verb)
    for _ in range(_CLIMB):
        own = next((c for c in verb.children if lexicon.is_role(c, "subject")), None)
        own = own or _subject_beside(lexicon, verb)
        if own is not None:
            return antecedent(lexicon, own)
        there = any(c.dep_ == "expl" and c.tag_ == "EX" for c in verb.children)  # "… and there are warm words"
        if there or verb.head.i == verb.i or not lexicon.is_role(verb, "shares_subject") or has_mark(verb):
            return None
        judging = charging_verb(lexicon, verb)
        if judging is not None and not is_passive(lexicon, judging):
            return _object_of(judging)
        verb = verb.head
        while verb.head.i != verb.i and (verb.pos_ == "ADP" or verb.dep_ == "acomp"):
            verb = verb.head  # "is ready to …"
        if is_passive(lexicon, verb):
            return patient_of_passive(lexicon, verb)
    return None


def charging_verb(lexicon: Lexicon, verb: Token) -> Token | None:
    """Return the verb that charges or credits its object with a deed: "accused X of lying", "praised X for helping"."""
    link, head = verb.head, verb.head.head
    if not lexicon.is_role(verb, "gerund") or not lexicon.is_role(link, "preposition"):
        return None
    if _object_of(head) is None and not is_passive(lexicon, head):
        return None
    for_that = link.lower_ in lexicon.data.reason_prepositions and lexicon.verb(head, "favor", "against")
    return head if for_that or lexicon.verb(head, "charging") else None


def _object_of(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i > verb.i and c.pos_ != "ADP"), None)


def _bidding_verb(lexicon: Lexicon, verb: Token) -> Token | None:
    """Return the verb by which somebody is to do it: "urged us to go", "wanted us to go"; not "wanted to go"."""
    head = verb.head
    if not lexicon.is_role(verb, "infinitive") or head.pos_ not in lexicon.grammar.verb_tags:
        return None
    bids = head.lemma_.lower() in lexicon.data.acts.ordering or lexicon.verb(head, "wanting")
    told = _object_of(head)
    return head if bids and (is_passive(lexicon, head) or (told is not None and told.i < verb.i)) else None


def _subject_beside(lexicon: Lexicon, verb: Token) -> Token | None:
    """Return a subject that the parse does not call one: "officials lying", "urged X to go", "X doing so means war"."""
    if verb.head.i == verb.i:
        return None
    if lexicon.is_role(verb, "reduced"):
        return verb.head if verb.tag_ == "VBG" else None
    if lexicon.is_role(verb, "clause"):
        return _clause_before(lexicon, verb)
    if lexicon.is_role(verb, "infinitive"):
        return next((c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i), None)
    return None


def _clause_before(lexicon: Lexicon, verb: Token) -> Token | None:
    """Return the gerund that the parse left beside its verb: "that X doing so would mean war"."""
    for child in verb.head.children:
        if child.i < verb.i and child.tag_ == "VBG" and lexicon.is_role(child, "clause"):
            return child if child.i > verb.head.i else None
    return None


def has_mark(verb: Token) -> bool:
    """Return whether a subordinator opens the clause: "because …", "if …"."""
    return any(c.dep_ == "mark" and c.lower_ != "to" for c in verb.children)


def agent_of(lexicon: Lexicon, verb: Token) -> Token | None:
    """Return the agent of a passive: "by X"."""
    for by in verb.children:
        if by.lower_ in lexicon.grammar.agent_prepositions:
            return next((c for c in by.children if c.dep_ == "pobj"), None)
    return None


def antecedent(lexicon: Lexicon, token: Token) -> Token:
    """Return what a relative pronoun stands for, any other token as it is."""
    if is_relative(lexicon, token) and lexicon.is_role(token.head, "relative"):
        return token.head.head
    return token


def is_relative(lexicon: Lexicon, token: Token) -> bool:
    """Return whether the token is a relative pronoun; "that" as a demonstrative is none."""
    return token.lower_ in lexicon.grammar.relative_pronouns and token.tag_ in ("WDT", "WP", "WP$")


def is_passive(lexicon: Lexicon, verb: Token) -> bool:
    """Return whether the verb is a passive, finite or a bare participle behind its noun."""
    if any(lexicon.is_role(c, "passive_subject", "passive_auxiliary") for c in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if lexicon.is_role(verb, "conjunct") and verb.head.tag_ == "VBN":  # "was shot and killed"
        own = any(lexicon.is_role(c, "subject", "auxiliary") for c in verb.children)
        return not own and is_passive(lexicon, verb.head)
    return lexicon.is_role(verb, "reduced")


def patient_of_passive(lexicon: Lexicon, verb: Token) -> Token | None:
    """Return to whom a passive is done."""
    for child in verb.children:
        if lexicon.is_role(child, "passive_subject"):
            return antecedent(lexicon, child)
    if lexicon.is_role(verb, "reduced"):
        return verb.head
    if lexicon.is_role(verb, "conjunct", "infinitive") and verb.head.i != verb.i:
        if is_passive(lexicon, verb.head):
            return patient_of_passive(lexicon, verb.head)
        return subject_of(lexicon, verb.head)
    return None


def patient_of(lexicon: Lexicon, hit: VerbHit) -> Token | None:
    """Return whom or what the verb is about: its object, that of its preposition, or the passive's subject."""
    own = _own_patient(lexicon, hit)
    gives_reason = hit.link.lower_ in lexicon.data.reason_prepositions  # "criticised X for Y" is about X
    if hit.link.i == hit.verb.i or (gives_reason and own is not None):
        return own
    found = (c for c in hit.link.children if c.dep_ in ("pobj", "pcomp") and c.i > hit.link.i)
    return next(found, None) or own


def _own_patient(lexicon: Lexicon, hit: VerbHit) -> Token | None:
    if is_passive(lexicon, hit.verb):
        return patient_of_passive(lexicon, hit.verb)
    behind = [c for c in hit.verb.children if c.i > hit.verb.i and c.i not in hit.tokens]
    for dep in ("dobj", "dative", "nsubj"):  # "called X reckless" makes X a subject of the adjective or of the verb
        for child in behind:
            if child.dep_ == dep and child.pos_ != "ADP":
                return antecedent(lexicon, child)
    return _relative_object(lexicon, hit.verb)


def _relative_object(lexicon: Lexicon, verb: Token) -> Token | None:
    """Return the noun whose relative clause has the verb: "the deal (that) he condemned"."""
    if not lexicon.is_role(verb, "relative"):
        return None
    subjects = [c for c in verb.children if lexicon.is_role(c, "subject")]
    if any(c.lower_ in lexicon.grammar.relative_pronouns for c in subjects) or not subjects:
        return None
    return verb.head


def negation_of(lexicon: Lexicon, verb: Token) -> Token | None:
    """Return the word that negates the clause: "not", "never", "no one"; of what it wants to do, too."""
    for _ in range(2):
        for child in verb.children:
            negates = child.dep_ in ("neg", "advmod", "det", "preconj", "aux")
            if negates and child.i < verb.i + 4 and child.lower_ in lexicon.grammar.negations:
                return child
            if lexicon.is_role(child, "subject", "passive_subject"):
                determiner = _negative_determiner(lexicon, child)
                if determiner is not None:
                    return determiner
        if not lexicon.is_role(verb, "infinitive") or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def is_heightened(lexicon: Lexicon, verb: Token, predicate: Token | None = None) -> bool:
    """Return whether a negation only heightens: "could not be happier", "can’t praise her enough"."""
    if not any(c.dep_ == "aux" and c.lower_ in lexicon.data.heightening for c in verb.children):
        return False
    said = verb if predicate is None else predicate
    more = said.tag_ == "JJR" or any(c.tag_ == "RBR" for c in said.children)
    return more or (predicate is None and any(t.lower_ in lexicon.data.enough for t in verb.subtree if t.i > verb.i))


def is_withheld(lexicon: Lexicon, verb: Token) -> bool:
    """Return whether a verb above takes it back: "denied calling it a lie", "stopped short of calling it a lie"."""
    for _ in range(_CLIMB):
        if verb.head.i == verb.i or verb.dep_ not in _LINKS:
            return False
        verb = verb.head
        if lexicon.verb(verb, "withholding") is not None:
            return negation_of(lexicon, verb) is None  # "did not stop short of"
    return False


def is_nobody(lexicon: Lexicon, noun: Token) -> bool:
    """Return whether a noun phrase names nobody: "no one", "nobody"."""
    return _negative_determiner(lexicon, noun) is not None


def _negative_determiner(lexicon: Lexicon, noun: Token) -> Token | None:
    if noun.lower_ in lexicon.grammar.negations or noun.lower_ in lexicon.data.nobody:
        return noun
    negations = lexicon.grammar.negations
    return next((c for c in noun.children if c.dep_ in ("det", "preconj", "cc") and c.lower_ in negations), None)


def is_hypothetical(lexicon: Lexicon, verb: Token) -> bool:
    """Return whether the clause only supposes: "could", "if", "I hope", a question."""
    words = lexicon.data.hypothetical
    if lexicon.is_role(verb, "clause") and lexicon.verb(verb.head, "wanting"):  # "I hope he has a good day"
        return True
    for _ in range(3):
        if any(c.lower_ in words for c in verb.children if c.dep_ in ("aux", "mark", "advmod")):
            return True
        if verb.head.i == verb.i or not lexicon.is_role(verb, "infinitive", "conjunct"):
            break
        verb = verb.head
    return is_question(verb)


def is_question(token: Token) -> bool:
    """Return whether the token's sentence ends with a question mark."""
    end = token.sent.end
    return any(token.doc[i].text == "?" for i in range(max(end - 3, 0), end))


def conjuncts(lexicon: Lexicon, token: Token) -> Iterator[Token]:
    """Yield the token and what is coordinated with it."""
    yield token
    for child in token.children:
        if lexicon.is_role(child, "conjunct"):
            yield from conjuncts(lexicon, child)


def reporter_of(lexicon: Lexicon, token: Token, first: int) -> Token | None:
    """Return who else is said to say or think the clause around the token: "critics say X is a liar".

    `first` is the first token of the quote; what stands before it does not count.
    """
    for verb in [token, *token.ancestors]:
        viewer = _viewer(lexicon, verb)
        if viewer is not None:
            return viewer
        head = verb.head
        if head.i == verb.i or head.i < first:
            return None
        outer = charging_verb(lexicon, verb) or _bidding_verb(lexicon, verb)
        if outer is not None and outer.i >= first:
            return outer if is_passive(lexicon, outer) else subject_of(lexicon, outer) or outer
        if lexicon.is_role(verb, "clause") and head.pos_ in lexicon.grammar.verb_tags:
            if is_passive(lexicon, head):  # "X has been told that …", by somebody
                return head
            subject = subject_of(lexicon, head)
            if subject is not None and not _stands_for_nobody(lexicon, subject):
                return subject
    return None


def _viewer(lexicon: Lexicon, verb: Token) -> Token | None:
    """Return in whose eyes it is so: "according to critics, it is a disgrace"."""
    for link in verb.children:
        inner = lexicon.data.viewpoints.get(link.lower_, frozenset())
        for prep in (c for c in link.children if c.lower_ in inner):
            return next((c for c in prep.children if c.dep_ == "pobj"), None)
    return None


def _stands_for_nobody(lexicon: Lexicon, subject: Token) -> bool:
    words = lexicon.grammar.expletives | lexicon.grammar.hearer
    return subject.lower_ in words or subject.lower_ in lexicon.data.targets.singular
