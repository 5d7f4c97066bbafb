"""What a phrase is worth: "a reckless idea" is bad, "no solution" too, "not a threat" neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Doc, Token

from quoteminer.extract.stance.lexicon import BAD_THINGS, GOOD_THINGS, Lexicon

_DEPTH = 3
"""Phrases inside phrases that are looked into: "a sign of a lack of trust"."""


@dataclass(frozen=True, slots=True)
class Value:
    """+1 is good, -1 bad; the tokens that show it."""

    sign: int
    evidence: tuple[int, ...]


def value_of(lexicon: Lexicon, head: Token, depth: int = _DEPTH) -> Value | None:
    """Return what the phrase around a noun or adjective is worth, None where its words do not judge."""
    found = list(_values(lexicon, head, depth)) if depth else []
    if not found:
        return None
    sign = min(v.sign for v in found)
    evidence = tuple(sorted({i for v in found if v.sign == sign for i in v.evidence}))
    negation = next((c for c in head.children if _negates(lexicon, c)), None)
    if negation is None:
        return Value(sign, evidence)
    return Value(-1, tuple(sorted({negation.i, *evidence}))) if sign > 0 else None


def value_of_any(lexicon: Lexicon, tokens: Iterable[Token]) -> Value | None:
    """Return what a stretch of words is worth, whatever the parse makes of it; bad outweighs good."""
    inside = {t.i: t for t in tokens}
    found = [v for t in inside.values() for v in _own(lexicon, t) if inside.keys() >= set(v.evidence)]
    found = [v for v in found if not _is_undone(lexicon, v, inside)]
    if not found:
        return None
    sign = min(v.sign for v in found)
    return Value(sign, tuple(sorted({i for v in found if v.sign == sign for i in v.evidence})))


def judges(lexicon: Lexicon, tokens: Iterable[Token]) -> bool:
    """Return whether any of the words blames, or any adjective praises."""
    own = (t for t in tokens for v in _own(lexicon, t) if v.sign < 0 or t.pos_ == "ADJ")
    return any(not _is_absent(lexicon, t) and not _sizes(lexicon, t) for t in own)


def is_size(lexicon: Lexicon, thing: Token, evidence: Iterable[int]) -> bool:
    """Return whether the words only tell how much there is: "demand is strong", "weak sales in China"."""
    words = lexicon.data.qualities
    return thing.lemma_.lower() in words.measures and all(thing.doc[i].lower_ in words.sizes for i in evidence)


def _sizes(lexicon: Lexicon, word: Token) -> bool:
    """Return whether the word tells how much there is of what it stands with or is said of."""
    if word.lower_ not in lexicon.data.qualities.sizes:
        return False
    head = word.head
    said = [head, *(c for c in head.children if c.dep_ in ("nsubj", "nsubjpass"))]
    return any(t.lemma_.lower() in lexicon.data.qualities.measures for t in said)


def _is_absent(lexicon: Lexicon, token: Token) -> bool:
    """Return whether the word stands under a "no": "no evidence of fraud", "without malice"."""
    above = [token, *islice(token.ancestors, _DEPTH)]
    without = any(t.dep_ == "prep" and t.lower_ in lexicon.grammar.negations for t in above)
    return without or any(_negates(lexicon, c) for t in above for c in t.children)


def is_felt(lexicon: Lexicon, doc: Doc, value: Value) -> bool:
    """Return whether the words only tell how somebody feels: "ashamed and worried", "not satisfied"."""
    words = lexicon.data.qualities.feelings | lexicon.grammar.negations
    return all(doc[i].lower_ in words for i in value.evidence)


def is_harm(lexicon: Lexicon, noun: Token) -> bool:
    """Return whether a noun, or what it is a case of, is bad when it happens."""
    section = lexicon.section(noun)
    if section == "containers":
        return any(is_harm(lexicon, inner) for inner in of_objects(lexicon, noun))
    if section is None and noun.pos_ in lexicon.grammar.noun_tags:
        value = value_of(lexicon, noun)
        return value is not None and value.sign < 0
    return section in ("harms", "misdeeds", "ills", "villains")


def is_good(lexicon: Lexicon, noun: Token) -> bool:
    """Return whether a noun, or what it is a case of, is good when it happens."""
    section = lexicon.section(noun)
    if section == "containers":
        return any(is_good(lexicon, inner) for inner in of_objects(lexicon, noun))
    return section in ("goods", "merits", "boons") and not is_harm(lexicon, noun)


def of_objects(lexicon: Lexicon, noun: Token) -> Iterator[Token]:
    """Yield what an "of" behind the noun leads to."""
    for child in noun.children:
        if child.lower_ in lexicon.data.of_prepositions and child.dep_ == "prep":
            yield from (c for c in child.children if c.dep_ == "pobj")


def _values(lexicon: Lexicon, head: Token, depth: int) -> Iterator[Value]:
    yield from _own(lexicon, head)
    for child in head.children:
        if child.dep_ in ("amod", "conj", "nmod") or (child.dep_ == "advmod" and child.pos_ == "ADJ"):
            yield from (v for v in _own(lexicon, child) if not _belongs_elsewhere(child, head))
            yield from (v for c in child.children if c.dep_ == "conj" for v in _own(lexicon, c))
        yield from _by_dependent(lexicon, child, head)
    yield from _by_section(lexicon, head, depth)


def _by_dependent(lexicon: Lexicon, child: Token, head: Token) -> Iterator[Value]:
    """Yield what a dependent that is no quality makes of the head."""
    if child.dep_ == "advmod" and child.lower_ in lexicon.data.qualities.excess and child.i < head.i:
        yield Value(-1, (child.i, head.i))
    if child.dep_ == "prep" and child.i > head.i:  # "a step in the right direction", "a slap in the face"
        last = child.doc[child.right_edge.i]
        phrase = lexicon.phrase_ending(last)
        if phrase is not None and phrase[0] and head.left_edge.i <= phrase[1] <= child.i:
            yield Value(phrase[0], tuple(range(phrase[1], last.i + 1)))
    if lexicon.is_role(child, "reduced") and child.tag_ == "VB":  # "an invitation to cheat"
        hit = lexicon.verb(child, "ill deeds")
        if hit is not None:
            yield Value(-1, tuple(sorted({head.i, *hit.tokens})))


def _by_section(lexicon: Lexicon, head: Token, depth: int) -> Iterator[Value]:
    """Yield what the kind of noun says: a crisis of X, the end of X, a grave harm."""
    section = lexicon.section(head)
    if section in ("containers", "inverters"):
        for inner in of_objects(lexicon, head):
            if section == "containers":
                value = value_of(lexicon, inner, depth - 1)
                if value is not None:
                    yield value
            elif is_good(lexicon, inner) or lexicon.section(inner) in GOOD_THINGS:
                yield Value(-1, (head.i, inner.i))
    if section == "harms":
        grave = [c for c in head.children if c.dep_ == "amod" and c.lower_ in lexicon.data.qualities.grave]
        if grave and not any(c.tag_ in ("RBS", "RBR") for g in grave for c in g.children):  # "the most serious since"
            yield Value(-1, tuple(sorted([head.i, *(c.i for c in grave)])))


def _belongs_elsewhere(child: Token, head: Token) -> bool:
    """Return whether a conjunct is another thing: "the plan and the terrible weather"."""
    return child.dep_ == "conj" and child.pos_ != head.pos_


def _own(lexicon: Lexicon, token: Token) -> Iterator[Value]:
    """Yield what the word itself, or a phrase that ends with it, is worth: "less polite" is bad, "less rude" none."""
    for value in _plain(lexicon, token):
        taken = _lessening(lexicon, token) or _undoing(lexicon, token.doc, value.evidence[0])
        if not taken:
            yield value
        elif value.sign > 0:
            yield Value(-1, (*taken, *value.evidence))


def _lessening(lexicon: Lexicon, token: Token) -> tuple[int, ...]:
    """Return the "less" of "less polite"; "no less polite" lessens nothing."""
    less = next((c for c in token.children if c.lower_ in lexicon.data.qualities.lessening and c.i < token.i), None)
    if less is None or less.dep_ != "advmod":
        return ()
    return () if token.doc[max(less.i - 1, 0)].lower_ in lexicon.grammar.negations else (less.i,)


def _undoing(lexicon: Lexicon, doc: Doc, first: int) -> tuple[int, ...]:
    """Return the "far from" of "far from perfect", the "anything but" of "anything but a triumph"."""
    link = first - 1
    while link > 0 and "Ind" in doc[link].morph.get("Definite", []):
        link -= 1
    inner = lexicon.data.qualities.undoing.get(doc[link - 1].lower_) if link > 0 else None
    return (link - 1, link) if inner is not None and doc[link].lower_ in inner else ()


def undone_value(lexicon: Lexicon, predicate: Token) -> Value | None:
    """Return what a predicate makes of the good word behind it: "is far from perfect"."""
    if predicate.lower_ not in lexicon.data.qualities.undoing:
        return None
    values = (v for t in predicate.doc[predicate.i + 2 : predicate.i + 5] for v in _own(lexicon, t))
    return next((v for v in values if v.evidence[0] == predicate.i), None)


def _plain(lexicon: Lexicon, token: Token) -> Iterator[Value]:
    phrase = lexicon.phrase_ending(token)
    if phrase is not None:
        if phrase[0]:
            yield Value(phrase[0], tuple(range(phrase[1], token.i + 1)))
        return
    sign = _sign(lexicon, token)
    if sign and not lexicon.is_inside_phrase(token):
        yield Value(sign, (token.i,))


def _sign(lexicon: Lexicon, token: Token) -> int:
    if token.pos_ in ("ADJ", "VERB", "ADV") or (token.pos_ == "NOUN" and token.dep_ == "amod"):
        sign = lexicon.adjectives.get(token.lower_) or lexicon.adjectives.get(token.lemma_.lower(), 0)
        return sign if sign and _may_judge(token) else 0
    section = lexicon.section(token)
    if section is None or token.dep_ == "compound":
        return 0
    return -1 if section in BAD_THINGS else 1 if section in GOOD_THINGS else 0


def _may_judge(token: Token) -> bool:
    """Return whether an adjective's form stands as one: no adverb of degree ("pretty", "just"), no finite verb."""
    if token.pos_ == "VERB":
        return token.tag_ in ("VBN", "VBG") and not any(c.dep_ in ("dobj", "agent") for c in token.children)
    return token.pos_ == "ADJ" or token.dep_ in ("acomp", "oprd", "attr", "amod", "ROOT", "ccomp")


def _negates(lexicon: Lexicon, child: Token) -> bool:
    return child.lower_ in lexicon.grammar.negations and child.dep_ in ("neg", "det", "advmod", "preconj", "predet")


def _is_undone(lexicon: Lexicon, value: Value, inside: dict[int, Token]) -> bool:
    """Return whether a negation stands right before a judgement: "not dangerous"."""
    first = value.evidence[0]
    return any(i in inside and inside[i].lower_ in lexicon.grammar.negations for i in (first - 1, first - 2))


def own_value(lexicon: Lexicon, token: Token) -> int:
    """Return what the word, or the phrase that ends with it, is worth: +1, -1, or 0."""
    return next((value.sign for value in _own(lexicon, token)), 0)
