"""Stances that the cue shows, with what it says about whom: "accused X of …", "called X a liar", "Yes, I do"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Literal

from spacy.tokens import Token

from quoteminer.extract.stance.clauses import antecedent, is_passive, is_withheld, negation_of, patient_of, subject_of
from quoteminer.extract.stance.duties import deed_told, judge_action
from quoteminer.extract.stance.judgement import Judgement, label_of
from quoteminer.extract.stance.lexicon import Lexicon
from quoteminer.extract.stance.speaker import Speaking
from quoteminer.extract.stance.values import Value, value_of, value_of_any
from quoteminer.extract.stance.verbs import judging

_FAR = 3
"""Tokens between what is called something and the quotation: “called it, oddly, “a knife””."""

_SHORT_REPLY = 5
"""Words of a reply that only affirms or refuses: "Yes, of course I do"."""


def by_cue(speaking: Speaking) -> Iterator[Judgement]:
    """Yield what the cue itself is for or against."""
    lexeme, anchor = speaking.attribution.lexeme, speaking.anchor
    denied = negation_of(speaking.lexicon, anchor)
    side = side_of(speaking)
    if lexeme.target == "addressee":
        yield from _threatened(speaking)
    elif side is not None and not (denied is not None and side == "against"):
        target = speaking.first_nominal() or next(_clauses(speaking), None)
        target = antecedent(speaking.lexicon, target) if target is not None else None  # "the fund, which is backed by"
        told = deed_told(speaking.content, anchor, target) if target is not None else None
        if told is not None and told.head == target and lexeme.act != "demand":  # "hailed the vote to leave"
            told = None
        if target is not None and told is not None and side == "favor":
            yield from judge_action(speaking.lexicon, told, anchor, denied, doer=target)
        elif target is not None and lexeme.act == "demand" and target.pos_ in speaking.lexicon.grammar.verb_tags:
            yield from judge_action(speaking.lexicon, target, anchor, negation_of(speaking.lexicon, target))
        elif target is not None and target.lower_ not in speaking.lexicon.data.targets.reflexive:
            label = side if denied is None else label_of(-1)
            more = [] if denied is None else [denied.i]
            if speaking.lexicon.verb(anchor, "charging"):
                more += [t.i for t in _reasons(speaking) if t.i > target.i][:1]
            is_verb = target.pos_ in speaking.lexicon.grammar.verb_tags
            yield Judgement(
                target=target,
                label=label,
                evidence=(*speaking.attribution.cue, *more),
                rule="cue",
                is_action=is_verb and subject_of(speaking.lexicon, target) is None,
            )
    yield from _called(speaking)
    yield from _ordered(speaking)
    yield from _complained_of(speaking)


def side_of(speaking: Speaking) -> Literal["favor", "against"] | None:
    """Return what the cue is toward its object; of a verb that patterns.yaml does not list, as "attitudes" say."""
    lexeme = speaking.attribution.lexeme
    if lexeme.stance in ("favor", "against"):
        return "favor" if lexeme.stance == "favor" else "against"
    hit = speaking.lexicon.verb(speaking.anchor, "favor", "against") if lexeme.act == "other" else None
    if hit is None:
        return None
    return "favor" if hit.section == "favor" else "against"


def _reasons(speaking: Speaking) -> Iterator[Token]:
    """Yield the "of" of "accused X of …": what follows is no part of the target."""
    words = speaking.lexicon.data.of_prepositions | speaking.lexicon.data.reason_prepositions
    return (t for t in speaking.content if t.lower_ in words and t.dep_ == "prep")


def _clauses(speaking: Speaking) -> Iterator[Token]:
    return (t for t in speaking.heads() if t.pos_ in speaking.lexicon.grammar.verb_tags)


def _ordered(speaking: Speaking) -> Iterator[Judgement]:
    """Yield what somebody is told to do: "urged X to protect Y", "called on X to resign"."""
    lexicon = speaking.lexicon
    orders = speaking.attribution.lexeme.act == "demand" or speaking.anchor.lemma_.lower() in lexicon.data.acts.ordering
    if not orders:
        return
    for verb in speaking.content:
        heads_order = verb.head.i == speaking.attribution.anchor or verb.head.i in speaking.attribution.cue
        if heads_order and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
            found = judge_action(lexicon, verb, speaking.anchor, negation_of(lexicon, verb))
            yield from (j for j in found if not speaking.is_self(j.target))


def _complained_of(speaking: Speaking) -> Iterator[Judgement]:
    """Yield who does what is complained of or alleged: "complained that the diversion costs them time"."""
    lexeme, lexicon = speaking.attribution.lexeme, speaking.lexicon
    if lexeme.act not in ("accuse", "condemn") or lexeme.target is not None:
        return
    clause = next(_clauses(speaking), None)
    if clause is None or is_passive(lexicon, clause) or speaking.is_quoted(clause.i):
        return
    doer = subject_of(lexicon, clause)
    if doer is not None and doer.pos_ in lexicon.grammar.noun_tags and not speaking.is_self(doer):
        yield Judgement(target=doer, label="against", evidence=speaking.attribution.cue, rule="cue")


def _threatened(speaking: Speaking) -> Iterator[Judgement]:
    """Yield the addressee of a warning by which the speaker's side means to act; an audience is only told."""
    tokens = [speaking.doc[i] for i in speaking.attribution.addressee]
    head = next((t for t in tokens if t.head.i not in speaking.attribution.addressee), None)
    audiences = speaking.lexicon.data.targets.audiences
    is_named = any(t.pos_ == "PROPN" for t in tokens)
    if head is None or not is_named or any(t.lemma_.lower() in audiences for t in tokens):
        return
    if any(t.tag_ == "MD" for t in speaking.content):
        evidence = (*speaking.attribution.cue, head.i)
        yield Judgement(target=head, label="against", evidence=evidence, rule="cue-addressee")


def _called(speaking: Speaking) -> Iterator[Judgement]:
    """Yield what a judging cue calls its object: read off the parse, else off the words behind the object."""
    lexicon, anchor = speaking.lexicon, speaking.anchor
    takes_side = speaking.attribution.lexeme.target == "object"
    denied = negation_of(lexicon, anchor) is not None or is_withheld(lexicon, anchor)
    if takes_side or lexicon.verb(anchor, "judging") is None or denied:
        return
    inside = set(speaking.attribution.content)
    found = [j for j in judging(lexicon, anchor) if all(i in inside or speaking.is_quoted(i) for i in j.evidence)]
    found = found or list(_called_by_words(speaking)) or list(_called_otherwise(speaking))
    found = [j for j in found if j.target.lower_ not in lexicon.data.targets.reflexive]  # "called himself a fool"
    yield from (j for j in found if not speaking.is_self(j.target) or _is_other(speaking, j.target))


def _is_other(speaking: Speaking, target: Token) -> bool:
    """Return whether a pronoun is the cue's own object and so another than its subject: "Lee called her a hero"."""
    words = speaking.lexicon.data.targets
    is_object = target.head.i == speaking.anchor.i and speaking.lexicon.is_role(target, "object")
    return is_object and target.lower_ in words.third_person


def _called_by_words(speaking: Speaking) -> Iterator[Judgement]:
    target = speaking.first_nominal()
    if target is None or any(not _stands_alone(verb) for verb in _clauses(speaking)):
        return
    behind = [t for t in speaking.content if t.i > target.right_edge.i and not t.is_punct]
    behind = behind or [t for t in speaking.content if t.i > target.i and speaking.is_quoted(t.i)]
    behind = behind or _quoted_behind(speaking, target)
    value: Value | None = value_of_any(speaking.lexicon, _first_phrase(speaking.lexicon, behind)) if behind else None
    if value is None and len(list(speaking.heads())) == 1:  # "what X called a “violation of sovereignty”"
        value = value_of(speaking.lexicon, target)
    if value is None and len(behind) == 1 and speaking.is_quoted(behind[0].i):  # whatever the parse makes of it
        sign = speaking.lexicon.adjectives.get(behind[0].lower_)
        value = Value(sign, (behind[0].i,)) if sign else None
    if value is not None:
        yield Judgement(target=target, label=label_of(value.sign), evidence=value.evidence, rule="judging")


def _stands_alone(word: Token) -> bool:
    """Return whether the word stands in quotation marks by itself; the tagger takes some for verbs."""
    beside = word.doc[word.i - 1 : word.i], word.doc[word.i + 1 : word.i + 2]
    return all(any(t.is_quote for t in span) for span in beside)


def _called_otherwise(speaking: Speaking) -> Iterator[Judgement]:
    """Yield what is called in quotation marks what no list knows: “a knife at our throat” takes an unclear side."""
    target = speaking.first_nominal()
    if target is None or target.i < speaking.anchor.i or speaking.is_quoted(target.i):
        hit = speaking.lexicon.verb(speaking.anchor, "judging")
        target = patient_of(speaking.lexicon, hit) if hit is not None else None
    if target is None or target.pos_ in speaking.lexicon.grammar.verb_tags or speaking.is_quoted(target.i):
        return
    shown = _quoted_behind(speaking, target)
    if len(shown) > 1:  # one word may be a term: “stable”
        yield Judgement(target=target, label="unclear", evidence=tuple(t.i for t in shown), rule="judging")


def _quoted_behind(speaking: Speaking, target: Token) -> list[Token]:
    """Return the words in quotation marks that stand right behind the phrase."""
    words = [t for t in speaking.doc[target.i + 1 : target.sent.end] if t.text[0].isalnum()]
    first = next((k for k, t in enumerate(words) if speaking.is_quoted(t.i)), None)
    between = sum(t.i > target.right_edge.i for t in words[:first])
    if first is None or (between > _FAR and words[first].i > target.right_edge.i):
        return []
    return list(takewhile(lambda t: speaking.is_quoted(t.i), words[first:]))


def _first_phrase(lexicon: Lexicon, tokens: list[Token]) -> Iterator[Token]:
    """Yield the tokens up to the first preposition behind a noun: of "a test of its resolve" only "a test".

    "A bit of a mess" is one phrase.
    """
    seen_noun = False
    for token in tokens:
        if seen_noun and token.pos_ in ("ADP", "SCONJ", "VERB"):
            return
        seen_noun = seen_noun or (token.pos_ in ("NOUN", "PROPN") and lexicon.section(token) != "containers")
        yield token


def by_reply(speaking: Speaking) -> Iterator[Judgement]:
    """Yield what a bare "Yes" or "No" answers: "asked if NATO should …, X said, “Yes, I do.”"."""
    lexicon = speaking.lexicon
    words = [t.lower_ for t in speaking.content if not t.is_punct and not t.is_space]
    if not words or len(words) > _SHORT_REPLY:
        return
    sign = _answer(lexicon, words)
    question = _question(speaking) if sign else None
    if question is not None:
        first = next(t.i for t in speaking.content if not t.is_punct and not t.is_space)
        yield Judgement(target=question, label=label_of(sign), evidence=(first,), rule="reply", is_action=True)


def _answer(lexicon: Lexicon, words: list[str]) -> int:
    said = " ".join(words) + " "
    for sign, replies in ((0, lexicon.data.evading), (-1, lexicon.data.refusing), (1, lexicon.data.affirming)):
        if any(said.startswith(f"{reply} ") for reply in replies):
            return sign
    return 0


def _question(speaking: Speaking) -> Token | None:
    """Return the verb of the question that the cue's sentence reports."""
    lexicon = speaking.lexicon
    for verb in speaking.anchor.sent:
        if verb.i != speaking.attribution.anchor and lexicon.verb(verb, "asking"):
            for clause in verb.children:
                if lexicon.is_role(clause, "clause", "adverbial") and clause.i > verb.i:
                    return clause
    return None


def carried_on(speaking: Speaking) -> Iterator[Judgement]:
    """Yield the stance of the cue that this one elaborates: "accused X of lying, saying that …"."""
    lexicon, anchor = speaking.lexicon, speaking.anchor
    above = anchor.head
    if lexicon.verb(anchor, "judging") is None and not any(True for _ in _clauses(speaking)):
        return
    elaborates = anchor.tag_ == "VBG" and lexicon.is_role(anchor, "adverbial", "conjunct", "infinitive")
    if above.i == anchor.i or not elaborates:
        return
    hit = lexicon.verb(above, "against")
    target = patient_of(lexicon, hit) if hit is not None else None
    if hit is not None and target is not None and negation_of(lexicon, above) is None:
        yield Judgement(target=target, label="against", evidence=hit.tokens, rule="carried-on")
