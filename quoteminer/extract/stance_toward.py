"""The stance of a text toward one mention in it, whoever holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from quoteminer.extract.stance_clauses import negation_of
from quoteminer.extract.stance_judgement import Judgement, label_of
from quoteminer.extract.stance_judgements import find_judgements
from quoteminer.extract.stance_lexicon import Lexicon, stance_lexicon
from quoteminer.extract.stance_targets import evidence_spans
from quoteminer.extract.stance_values import own_value
from quoteminer.model import Stance, StanceLabel

PARTISAN = frozenset({"attitude-noun", "attitude-adjective", "commitment", "wanting"})
"""Rules that show their subject's stance; measured on NewsMTSC train, a third party's support tells little."""


def stance_toward(doc: Doc, span: Span) -> Stance:
    """Return the stance that the sentence shows toward a mention, `unclear` where its words do not decide.

    Args:
        doc: A Doc of a pipeline of `quoteminer.load`.
        span: The mention: a name, a pronoun or a noun phrase.
    """
    lexicon = stance_lexicon()
    found = list(judgements_toward(doc, span, lexicon))
    found = [j for j in found if not j.is_fact] or found or list(judged_around(lexicon, span))
    if not found:
        return Stance(target=span.text, label="unclear")
    labels = {j.label for j in found}
    label: StanceLabel = found[0].label if len(labels) == 1 else "mixed"
    evidence = evidence_spans(doc, [i for j in found for i in j.evidence])
    return Stance(target=span.text, label=label, evidence=evidence, rule=found[0].rule)


def judgements_toward(doc: Doc, span: Span, lexicon: Lexicon) -> Iterator[Judgement]:
    """Yield the judgements of the mention's sentences whose target is the mention."""
    heads = {*mention_heads(span), *_pronouns(lexicon, span)}
    heads |= set(_extensions(lexicon, span.doc, heads))
    for sentence in {token.sent.start: token.sent for token in span}.values():
        for found in find_judgements(lexicon, list(sentence)):
            if found.target.i in heads and _shows(lexicon, found):
                yield found


def _shows(lexicon: Lexicon, found: Judgement) -> bool:
    """Return whether the text shows a stance by it: a named third party's support hardly does, its blame does."""
    if found.label == "favor" and found.rule in PARTISAN and found.holder is not None:
        return found.holder.lower_ in lexicon.data.targets.first_person
    return found.rule not in ("denial", "refusal")


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


def mention_heads(span: Span) -> Iterator[int]:
    """Yield the token that governs the mention, and those of the longer name it is part of."""
    head = span.root
    yield head.i
    while (head.dep_ in ("compound", "nmod") and head.head.pos_ == "PROPN") or head.dep_ == "appos":
        head = head.head
        yield head.i


def judged_around(lexicon: Lexicon, span: Span) -> Iterator[Judgement]:
    """Yield a judgement where several words near the mention on the parse all speak one way."""
    head = span.doc[list(mention_heads(span))[-1]]
    near = [(t, coloring(lexicon, t)) for t in span.sent if 0 < distance(head, t) <= _NEAR]
    signs = {sign for _, sign in near if sign}
    shown = tuple(t.i for t, sign in near if sign)
    if len(signs) == 1 and len(shown) >= _SEVERAL:
        yield Judgement(target=head, label=label_of(signs.pop()), evidence=shown, rule="around", is_fact=True)


_NEAR = 3
_SEVERAL = 2
"""Two words of one colour within three steps: right in 72 of 100 on NewsMTSC train, one word in 57."""


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


def distance(one: Token, other: Token) -> int:
    """Return the steps between two tokens on the parse."""
    above = [one.i, *(t.i for t in one.ancestors)]
    for steps, token in enumerate([other, *other.ancestors]):
        if token.i in above:
            return steps + above.index(token.i)
    return len(one.doc)
