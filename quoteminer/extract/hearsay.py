"""Hearsay: "Tass quoted Peskov as saying …", where Peskov speaks and Tass passes it on."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.noun_phrases import mention
from quoteminer.extract.verdicts import verdict_start


def quoting_verb(layout: Layout, verb: Token) -> Token | None:
    """Return the verb that says whose words they are, above one of speech behind "as"."""
    link = verb.head
    if not layout.is_role(verb, "gerund") or link.lower_ not in layout.grammar.comparatives:
        return None
    return link.head if link.head.lemma_ in layout.grammar.quoting else None


def quoting_verbs(layout: Layout, anchors: Iterable[int]) -> set[int]:
    """Return the verbs that quote what is said by cues at the anchors: they are no cues themselves.

    Nor are nouns that the tagger has taken for verbs: "…, charges he denies".
    """
    found: set[int] = set()
    for verb in map(layout.tokens.__getitem__, anchors):
        if verb.pos_ in layout.grammar.verb_tags and verdict_start(layout, verb) is not None:
            found.add(verb.i)
        if _is_hearsay(layout, verb):
            found.add(verb.head.i)
        above = quoting_verb(layout, verb)
        if above is not None and _says(layout, verb, above):
            found.add(above.i)
    return found


def _is_hearsay(layout: Layout, verb: Token) -> bool:
    """Return whether a verb says what somebody is said to have said: "is said to have told her sister"."""
    perfect = any(c.lemma_ in layout.grammar.perfect and c.tag_ == "VB" for c in layout.children(verb, "auxiliary"))
    passive = any(True for _ in layout.children(verb.head, "passive_auxiliary"))
    return perfect and passive and layout.is_role(verb, "infinitive")


def _says(layout: Layout, verb: Token, above: Token) -> bool:
    """Return whether words or a clause are given: not in "cited rain as adding to the cost"."""
    if any(True for _ in layout.children(verb, "clause", "infinitive")) or stated_before(layout, verb):
        return True
    start, end = layout.sentences[layout.sentence[above.i]]
    return any(layout.is_quoted(i) for i in range(start, end))


def quoted_one(layout: Layout, verb: Token) -> Token | None:
    """Return who is quoted where the verb has him as its object; of a passive he is the subject."""
    above = quoting_verb(layout, verb)
    objects = layout.children(above, "addressee") if above is not None else ()
    return next((child for child in objects if child.i < verb.i), None)


def quoting_one(layout: Layout, verb: Token) -> Tokens:
    """Return who quotes: "Tass quoted him as saying", "was quoted by Tass as saying", "quoted as saying by Tass"."""
    above = quoting_verb(layout, verb)
    if above is None:
        return ()
    links = [by for v in (above, verb) for by in layout.children(v, "agent", "preposition") if _is_agents(layout, by)]
    agents = [c for by in links for c in layout.children(by, "object") if _may_quote(layout, c)]
    heads = [*agents, *layout.children(above, "subject")]
    return mention(layout, heads[0], without=above.i) if heads else ()


def _is_agents(layout: Layout, by: Token) -> bool:
    return layout.is_role(by, "agent") or by.lower_ in layout.grammar.agent_prepositions


def _may_quote(layout: Layout, head: Token) -> bool:
    """Return whether "by" leads to who quotes: not "by Monday", "by phone"."""
    named = head.pos_ == "PROPN" or any(c.pos_ in ("DET", "PRON") for c in head.children) or head.tag_ == "NNS"
    return named and not layout.is_time(head)


def stated_before(layout: Layout, verb: Token) -> set[int]:
    """Return the clause before the quoting verb: "The talks are over, Tass quoted him as saying"."""
    above = quoting_verb(layout, verb)
    clauses = layout.children(above, "clause", "parenthetical") if above is not None else ()
    return {i for clause in clauses if clause.i < verb.i for i in layout.subtree(clause.i)}
