"""Verdicts: appositions that say what has just been said once more, "…, a charge the firm denied"."""

from __future__ import annotations

from spacy.tokens import Token

from quoteminer.extract.layout import Layout, Tokens

_BREAKS = frozenset(",-–—―") | {"--"}

_MANY = frozenset({"NNS", "VBZ"})
"""Tags of nouns in the plural: the tagger takes some for verbs, "…, charges he denies"."""


def verdict_start(layout: Layout, noun: Token) -> int | None:
    """Return where an apposition begins whose noun says what has just been said once more, ", a charge she denied".

    A clause tells of the noun; else it may be a new thing that is spoken of.
    """
    judged = noun.lemma_ in layout.grammar.judged
    if not (judged or noun.lemma_ in layout.grammar.verdicts) or layout.is_quoted(noun.i):
        return None
    start = noun.i
    while start and start <= layout.tokens[start - 1].head.i <= noun.i and not layout.tokens[start - 1].is_punct:
        start -= 1
    before = [t.text for t in layout.tokens[max(start - 2, 0) : start]]
    new = layout.tokens[start].lower_ in layout.grammar.indefinites or (noun.tag_ in _MANY and start == noun.i)
    apart = any(text in _BREAKS for text in before[-1:]) or (layout.is_quoted(start - 1) and before[:1] == [","])
    clauses = ("relative", "reduced", "clause") if noun.tag_ == "NNS" else ("relative", "reduced")
    told = any(c.i > noun.i and (not judged or _denies(layout, c)) for c in layout.children(noun, *clauses))
    return start if new and apart and told else None


def _denies(layout: Layout, verb: Token) -> bool:
    """Return whether a verb says what its own subject, or who stands behind "by", makes of a thing."""
    pronouns = layout.grammar.relative_pronouns
    subjects = (c for c in layout.children(verb, "subject") if c.lower_ not in pronouns)
    acts = any(True for _ in subjects) or any(True for _ in layout.children(verb, "agent"))
    return acts and verb.lemma_.lower() in layout.grammar.judging


def verdict_on(layout: Layout, verb: Token) -> Tokens:
    """Return the noun of such an apposition whose clause has the verb, where the noun is what that verb takes.

    What it is called or rejected as belongs to it: ", a charge the firm rejected as “absurd”".
    """
    noun = verb.head
    start = verdict_start(layout, noun) if layout.is_role(verb, "relative", "reduced", "clause") else None
    if start is None or verb.i < noun.i:
        return ()
    pronouns = layout.grammar.relative_pronouns
    own = [c for c in layout.children(verb, "subject", "passive_subject") if c.lower_ not in pronouns]
    judged = [c for c in verb.children if c.i > verb.i and _judges(layout, c)]
    others = (c for c in layout.children(verb, "object", "clause", "infinitive", "predicate") if c not in judged)
    taken = any(c.i > verb.i for c in others)
    by = any(True for _ in layout.children(verb, "agent"))
    active = bool(own) and not any(True for _ in layout.children(verb, "passive_auxiliary"))
    if not (active and not taken) and not by:
        return ()
    return (*range(start, noun.i + 1), *(i for child in judged if active for i in layout.subtree(child.i)))


def _judges(layout: Layout, child: Token) -> bool:
    """Return whether a word says what something is called or rejected as."""
    named = layout.is_role(child, "predicate") and not layout.is_role(child, "clause")
    return named or layout.tokens[layout.left[child.i]].lower_ in layout.grammar.judging_prepositions
