"""A mention in its sentence: its head, the pronouns and things that stand for it, the stance words near it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from quoteminer.extract.stance.clauses import negation_of
from quoteminer.extract.stance.lexicon import Lexicon
from quoteminer.extract.stance.values import own_value


def mention_heads(span: Span) -> Iterator[int]:
    """Yield the token that governs the mention, and those of the longer name or apposition it is part of."""
    head = span.root
    yield head.i
    while (head.dep_ in ("compound", "nmod") and head.head.pos_ == "PROPN") or head.dep_ == "appos":
        head = head.head
        yield head.i


def stand_ins(lexicon: Lexicon, span: Span) -> set[int]:
    """Return the heads of the mention, of pronouns for it, and of things of its that are judged in its stead."""
    heads = {*mention_heads(span), *_pronouns(lexicon, span)}
    return heads | set(_extensions(lexicon, span.doc, heads))


def _extensions(lexicon: Lexicon, doc: Doc, heads: Iterable[int]) -> Iterator[int]:
    """Yield the nouns that stand for whose they are: "X’s campaign", "the X administration"."""
    for i in heads:
        owned = doc[i].head
        if doc[i].dep_ in ("poss", "compound", "nmod") and owned.lemma_.lower() in lexicon.data.extensions:
            yield owned.i


def _pronouns(lexicon: Lexicon, span: Span) -> Iterator[int]:
    """Yield "he" and "she" that the mention's sentence uses for it.

    All of them where it names nobody else, else those whose clause or the one above has the mention as subject.
    """
    pronouns = lexicon.data.targets.people | lexicon.data.targets.possessive
    heads = set(mention_heads(span))
    if span.root.lower_ in pronouns:
        return
    own = {span.doc[i].text for i in heads}
    alone = not any(t.ent_type_ == "PERSON" and t.dep_ != "compound" and t.text not in own for t in span.sent)
    for token in span.sent:
        if token.i > span.root.i and token.lower_ in pronouns and (alone or _stands_for(lexicon, token, heads)):
            yield token.i


def _stands_for(lexicon: Lexicon, pronoun: Token, heads: set[int]) -> bool:
    """Return whether the nearest subject above the pronoun is the mention, and no quotation begins between them."""
    for verb in pronoun.ancestors:
        subjects = (c for c in verb.children if lexicon.is_role(c, "subject", "passive_subject"))
        subject = next((c for c in subjects if c.i != pronoun.i and c.lower_ != pronoun.lower_), None)
        if subject is not None:
            between = pronoun.doc[min(subject.i, pronoun.i) : max(subject.i, pronoun.i)]
            return subject.i in heads and not any(t.is_quote for t in between)
    return False


def coloring(lexicon: Lexicon, token: Token) -> int:
    """Return whether a word colours what stands near it: +1, -1, or 0, also where it is negated."""
    if negation_of(lexicon, token) is not None:
        return 0
    own = own_value(lexicon, token)
    if own:
        return own
    if token.pos_ in lexicon.grammar.verb_tags:
        good = lexicon.verb(token, "favor", "good deeds") is not None
        return good - (lexicon.verb(token, "against", "ill deeds") is not None)
    section = lexicon.section(token)
    return (section == "goods") - (section == "harms")


def steps_between(one: Token, other: Token) -> int:
    """Return the steps between two tokens on the parse."""
    above = [one.i, *(t.i for t in one.ancestors)]
    for steps, token in enumerate([other, *other.ancestors]):
        if token.i in above:
            return steps + above.index(token.i)
    return len(one.doc)
