"""All judgements of a stretch of text: every rule asked of every token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Token

from quoteminer.extract.stance import deeds, duties, facts, nouns, predicates, verbs
from quoteminer.extract.stance.clauses import conjuncts, negation_of, reporter_of
from quoteminer.extract.stance.judgement import Judgement, Rule
from quoteminer.extract.stance.lexicon import Lexicon
from quoteminer.extract.stance.values import is_size

OF_VERBS: tuple[Rule, ...] = (
    verbs.judging,
    predicates.copula,
    duties.duty,
    duties.impermissible,
    verbs.wanting,
    verbs.attitude,
    deeds.denial,
    deeds.refusal,
    deeds.consequence,
    deeds.damage,
    deeds.deed,
    deeds.commitment,
    nouns.attitude_adjective,
    facts.fortune,
    facts.epithet,
    facts.suspicion,
)
OF_NOUNS: tuple[Rule, ...] = (
    duties.unentitled,
    nouns.attitude_noun,
    nouns.modifier,
    facts.possession,
    facts.label,
    facts.suspicion,
)
OF_ADJECTIVES: tuple[Rule, ...] = (nouns.attitude_adjective, facts.epithet)
OF_ALL: tuple[Rule, ...] = (nouns.blame, nouns.disowned, facts.opposed, facts.plight)
"""The rules by the words that can carry their judgements, in order of preference at one word."""

FACTS: frozenset[Rule] = frozenset(
    {
        facts.fortune,
        facts.epithet,
        facts.suspicion,
        facts.possession,
        facts.label,
        facts.opposed,
        facts.plight,
    }
)
"""The rules that find plain facts, which show nobody's stance."""


_Rules = tuple[tuple[Rule, ...], tuple[Rule, ...], tuple[Rule, ...], tuple[Rule, ...]]
"""Rules by the word that they are asked of: verb, noun, adjective, any other."""

_EVERY: _Rules = ((*OF_VERBS, *OF_ALL), (*OF_NOUNS, *OF_ALL), (*OF_ADJECTIVES, *OF_ALL), OF_ALL)
_OPINIONS: _Rules = tuple(tuple(rule for rule in rules if rule not in FACTS) for rules in _EVERY)  # type: ignore[assignment]


def find_judgements(lexicon: Lexicon, tokens: Sequence[Token]) -> Iterator[Judgement]:
    """Yield the judgements of the tokens in text order; what others are said to think has them as reporter."""
    return _find(lexicon, tokens, _EVERY)


@lru_cache(maxsize=1)
def find_opinions(lexicon: Lexicon, tokens: tuple[Token, ...]) -> tuple[Judgement, ...]:
    """Return the judgements of the tokens but plain facts; kept, for stance and speech act both ask for a quote's."""
    opinions = (found for found in _find(lexicon, tokens, _OPINIONS) if not found.is_fact)
    return tuple(
        found
        for found in opinions
        if not is_size(lexicon, found.target, found.evidence) and not _is_played(lexicon, found)
    )


def _is_played(lexicon: Lexicon, found: Judgement) -> bool:
    """Return whether it is stopped in a game, "I get paid to stop shots", or only tells how long."""
    if found.rule == "wanting" and found.target.dep_ == "pobj" and found.target.lemma_.lower() in lexicon.data.spells:
        return True  # "prayed about it for years"
    is_deed = found.rule in ("duty", "commitment") and found.label == "against"
    return is_deed and found.target.lemma_.lower() in lexicon.data.plays


def _find(lexicon: Lexicon, tokens: Sequence[Token], rules: _Rules) -> Iterator[Judgement]:
    first = tokens[0].i if tokens else 0
    for token in tokens:
        if token.is_punct or token.is_space:
            continue
        for rule in _rules_for(lexicon, token, rules):
            for found in rule(lexicon, token):
                held = _doubted(lexicon, replace(found, reporter=reporter_of(lexicon, token, first)), token)
                if held is not None:
                    yield from (replace(held, target=target) for target in conjuncts(lexicon, held.target))


def _rules_for(lexicon: Lexicon, token: Token, rules: _Rules) -> tuple[Rule, ...]:
    pos, (verbs, nouns, adjectives, others) = token.pos_, rules
    if pos in lexicon.grammar.verb_tags:
        return verbs
    if pos in lexicon.grammar.noun_tags:
        return nouns
    return adjectives if pos == "ADJ" else others


def _doubted(lexicon: Lexicon, found: Judgement, token: Token) -> Judgement | None:
    """Turn what is not thought to be so: "I do not think it is right" is against, "… it is wrong" is nothing."""
    clause = next((t for t in [token, *token.ancestors] if lexicon.is_role(t, "clause")), None)
    if clause is None or found.is_fact:
        return found
    if lexicon.verb(clause.head, "opining") is None and clause.head.lemma_ != "be":  # "it is not that they lied"
        return found
    negation = negation_of(lexicon, clause.head)
    if negation is None:
        return found
    if found.label != "favor":
        return None
    return replace(found, label="against", evidence=tuple(sorted({negation.i, *found.evidence})))
