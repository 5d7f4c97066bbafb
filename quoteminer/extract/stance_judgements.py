"""All judgements of a stretch of text: every rule asked of every token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from quoteminer.extract import stance_deeds, stance_duties, stance_nouns, stance_verbs
from quoteminer.extract.stance_clauses import conjuncts, reporter_of
from quoteminer.extract.stance_judgement import Judgement, Rule
from quoteminer.extract.stance_lexicon import Lexicon

OF_VERBS: tuple[Rule, ...] = (
    stance_verbs.judging,
    stance_nouns.copula,
    stance_duties.duty,
    stance_duties.impermissible,
    stance_verbs.wanting,
    stance_verbs.attitude,
    stance_deeds.denial,
    stance_deeds.consequence,
    stance_deeds.deed,
    stance_deeds.commitment,
    stance_nouns.attitude_adjective,
    stance_deeds.fortune,
)
OF_NOUNS: tuple[Rule, ...] = (stance_nouns.attitude_noun, stance_nouns.modifier)
OF_ADJECTIVES: tuple[Rule, ...] = (stance_nouns.attitude_adjective,)
OF_ALL: tuple[Rule, ...] = (stance_nouns.blame, stance_nouns.disowned)
"""The rules by the words that can carry their judgements, in order of preference at one word."""


def find_judgements(lexicon: Lexicon, tokens: Sequence[Token]) -> Iterator[Judgement]:
    """Yield the judgements of the tokens in text order; what others are said to think has them as reporter."""
    first = tokens[0].i if tokens else 0
    for token in tokens:
        if token.is_punct or token.is_space:
            continue
        for rule in _rules(lexicon, token):
            for found in rule(lexicon, token):
                reported = replace(found, reporter=reporter_of(lexicon, token, first))
                for target in conjuncts(lexicon, found.target):
                    yield replace(reported, target=target)


def _rules(lexicon: Lexicon, token: Token) -> tuple[Rule, ...]:
    grammar = lexicon.grammar
    if token.pos_ in grammar.verb_tags:
        return (*OF_VERBS, *OF_ALL)
    if token.pos_ in grammar.noun_tags:
        return (*OF_NOUNS, *OF_ALL)
    return (*OF_ADJECTIVES, *OF_ALL) if token.pos_ == "ADJ" else OF_ALL
