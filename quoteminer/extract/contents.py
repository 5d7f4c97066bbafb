"""Contents: what a cue attributes, read off the parse and the quotation marks.

Each strategy returns the tokens of one possible content, or none where the construction is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.tokens import Token

from quoteminer.extract.content_tokens import cleaned, filled, subtrees
from quoteminer.extract.cues import CueHit
from quoteminer.extract.deeds import deeds
from quoteminer.extract.fronted import judgement
from quoteminer.extract.hearsay import stated_before
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.quotations import (
    REACH,
    headline_before,
    headline_quote,
    headline_text,
    quote_after,
    quote_before,
    quote_before_dash,
    quote_behind,
    sentence_behind,
    spoken_line,
)
from quoteminer.extract.verdicts import verdict_on
from quoteminer.extract.views import inscription, viewed

Strategy = Callable[[Layout, CueHit, Tokens], Tokens]
"""(layout, cue, source tokens) → content tokens."""


def clause(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the complement clause: "said (that) …", "…, he said"."""
    heads = [c for c in _complements(layout, hit) if layout.is_role(c, "clause")]
    if heads:
        return cleaned(layout, subtrees(layout, heads), hit, source)
    return ()


def host_clause(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the clause that a parenthetical cue stands in: "The bridge, he said, is safe"."""
    verb = layout.tokens[hit.anchor]
    before = stated_before(layout, verb)
    if before:
        return cleaned(layout, before, hit, source)
    if not layout.is_role(verb, "parenthetical") or verb.head.i == verb.i:
        return ()
    own = set(layout.subtree(verb.i))
    host = verb.head
    while layout.is_role(host, "conjunct") and host.head.i != host.i:
        host = host.head
    return cleaned(layout, set(layout.subtree(host.i)) - own, hit, source)


def obj(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the object with what is said of it: "condemned X", "called for X", "denied any part in X"."""
    heads = [c for c in _complements(layout, hit) if layout.is_role(c, "object") and c.i > hit.link]
    heads = heads or deeds(layout, hit)
    if not heads:
        return ()
    tokens = subtrees(layout, heads)
    end = max(tokens) + 1
    for prep in _topics(layout, hit):
        if prep.i == end:
            tokens |= set(layout.subtree(prep.i))
            end = max(tokens) + 1
    return cleaned(layout, tokens, hit, source)


def obj_and_rest(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the object and the prepositional phrase that judges it: "accused X of Y", "described X as Y"."""
    link = layout.tokens[hit.link]
    heads = [c for c in link.children if c.i > link.i and layout.is_role(c, "object")]
    judged = list(_topics(layout, hit))
    judged += [g for c in heads for g in c.children if c.dep_ == "dobj" and _is_topic(layout, g)]
    if not judged:
        return ()
    return cleaned(layout, filled(subtrees(layout, [*heads, *judged])), hit, source)


def _topics(layout: Layout, hit: CueHit) -> Iterable[Token]:
    """Yield the prepositions behind the cue that lead to what it judges, not to a time or a place."""
    return (c for c in _complements(layout, hit) if c.i > hit.link and _is_topic(layout, c))


def _is_topic(layout: Layout, prep: Token) -> bool:
    if prep.dep_ != "prep" or prep.lower_ not in layout.grammar.topic_prepositions:
        return False
    return not any(layout.is_time(c) for c in prep.children)


def predicate(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the object with its predicate: "called the incursion a serious attack", "what X called Y"."""
    link = layout.tokens[hit.link]
    heads = [c for c in link.children if c.i > link.i and layout.is_role(c, "predicate", "object")]
    if not any(layout.is_role(c, "predicate") and not _has_to(c) for c in heads):
        return ()
    return cleaned(layout, filled(subtrees(layout, heads)), hit, source)


def infinitive(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the infinitive with whoever is to do it: "vowed to fight", "urged X to go", "X is expected to go"."""
    link, verb = layout.tokens[hit.link], layout.tokens[hit.anchor]
    heads = [
        c
        for c in _complements(layout, hit)
        if c.i > link.i and layout.is_role(c, "infinitive", "clause", "adverbial", "noun_clause") and _has_to(c)
    ]
    if not heads:
        return ()
    doer = [c for c in _complements(layout, hit) if link.i < c.i < heads[0].i and layout.is_role(c, "object")]
    tokens = filled(subtrees(layout, [*doer, heads[0]]))
    if any(True for _ in layout.children(verb, "passive_auxiliary")):
        tokens |= subtrees(layout, layout.children(verb, "passive_subject"))
    return cleaned(layout, tokens, hit, source)


def _has_to(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.pos_ == "PART" for c in verb.children)


def noun_clause(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the clause of a noun: "the claim that …"."""
    noun = layout.tokens[hit.link]
    heads = [
        c
        for c in noun.children
        if c.i > noun.i
        and layout.is_role(c, "noun_clause")
        and any(g.lower_ in layout.grammar.complementizers and g.dep_ == "mark" for g in c.children)
    ]
    return cleaned(layout, subtrees(layout, heads), hit, source) if heads else ()


def checked_clause(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the clause of a noun that somebody has checked: "the claim that … could not be confirmed"."""
    noun = layout.tokens[hit.link]
    checked = noun.head.lemma_ in layout.grammar.checking and layout.is_role(noun, "passive_subject", "object")
    return noun_clause(layout, hit, source) if checked else ()


def verdict(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the noun that says once more what has just been said: ", a charge the firm denied"."""
    found = verdict_on(layout, layout.tokens[hit.anchor]) if source and hit.link == hit.anchor else ()
    return cleaned(layout, {*found}, hit, source) if found else ()


def passive_subject(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the passive's subject and predicate: "The war was dubbed an operation by Putin"."""
    verb = layout.tokens[hit.anchor]
    subjects = list(layout.children(verb, "passive_subject"))
    if not subjects or not any(True for _ in layout.children(verb, "passive_auxiliary")):
        return ()
    rest = [c for c in verb.children if c.i > verb.i and (layout.is_role(c, "predicate") or _judges(layout, c))]
    tokens = subtrees(layout, [*subjects, *rest])
    by = min(source, default=0) - 1
    if by > verb.i and by in tokens:  # "dubbed an operation by Putin": the agent hangs on the predicate
        tokens = {i for i in tokens if i < by}
    return cleaned(layout, tokens, hit, source)


def rest_of_sentence(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the clause that an adverbial cue belongs to: "What came, according to X, was a decade of rain"."""
    cue = layout.tokens[hit.anchor]
    own = set(layout.subtree(cue.i)) | set(source)
    start, end = layout.sentences[layout.sentence[cue.i]]
    host = cue.head
    while host.head.i != host.i and host.pos_ not in layout.grammar.verb_tags:
        host = host.head
    while (
        layout.is_role(host, "conjunct", "auxiliary", "subject") and host.head.i != host.i
    ):  # "What came, …, was a war"
        host = host.head
    tokens = set(layout.subtree(host.i)) if host.i != cue.i else set(range(start, end))
    if len(tokens - own) < 3:
        tokens = set(range(start, end))
    return cleaned(layout, {i for i in tokens - own if start <= i < end}, hit, source)


def text_after(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the rest of the sentence behind the cue and its addressee, where the parse gives no clause."""
    _, end = layout.sentences[layout.sentence[hit.anchor]]
    first = max(hit.tokens) + 1
    own = set(source)
    for child in layout.tokens[hit.anchor].children:
        if first <= child.i < first + 2 and layout.is_role(child, "object") and layout.right[child.i] < first + 6:
            first = layout.right[child.i] + 1
    that = next((i for i in range(first, min(end, first + REACH)) if _is_complementizer(layout, i)), None)
    tokens = set(range(first if that is None else that + 1, end)) - own
    if not tokens or layout.is_quoted(hit.anchor) or layout.tokens[min(tokens)].is_punct:
        return ()
    if that is None and not (_is_finite(layout, tokens) and layout.tokens[min(tokens)].pos_ != "ADP"):
        return ()
    return cleaned(layout, tokens, hit, source)


def _is_finite(layout: Layout, tokens: set[int]) -> bool:
    return any(layout.tokens[i].tag_ in ("VBD", "VBZ", "VBP", "MD") for i in tokens)


def _is_complementizer(layout: Layout, index: int) -> bool:
    token = layout.tokens[index]
    if token.lower_ not in layout.grammar.complementizers or token.pos_ != "SCONJ" or layout.is_quoted(index):
        return False
    return not layout.is_role(token.head, "relative", "reduced")


def as_clause(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the clause that "as X put it" or "as X noted" comments on."""
    verb = layout.tokens[hit.anchor]
    if not any(c.lower_ in layout.grammar.comparatives and c.i < verb.i for c in verb.children):
        return ()
    if layout.is_role(verb, "conjunct") or layout.words_after_object(verb):
        return ()
    return rest_of_sentence(layout, hit, source)


def _judges(layout: Layout, child: Token) -> bool:
    return child.dep_ == "prep" and child.lower_ in layout.grammar.judging_prepositions


def _complements(layout: Layout, hit: CueHit) -> Iterable[Token]:
    """Yield the dependents of the cue's words that are not the cue's words themselves."""
    chain = set(hit.chain)
    for i in sorted(chain, reverse=True):
        for child in layout.tokens[i].children:
            if child.i not in chain:
                yield child


def _same(layout: Layout, i: int, j: int) -> bool:
    return layout.sentence[i] == layout.sentence[j]


QUOTATIONS = frozenset(
    {"quote-before", "quote-after", "quote-before-dash", "quote-behind", "sentence-behind", "headline-quote"}
)
"""The strategies that take a quotation as it stands, whatever the parse says."""

CONTENT_STRATEGIES: dict[str, Strategy] = {
    "clause": clause,
    "host-clause": host_clause,
    "object": obj,
    "object-and-rest": obj_and_rest,
    "predicate": predicate,
    "infinitive": infinitive,
    "noun-clause": noun_clause,
    "checked-clause": checked_clause,
    "passive-subject": passive_subject,
    "rest-of-sentence": rest_of_sentence,
    "as-clause": as_clause,
    "headline-before": headline_before,
    "headline-quote": headline_quote,
    "headline-text": headline_text,
    "quote-before": quote_before,
    "quote-before-dash": quote_before_dash,
    "quote-after": quote_after,
    "quote-behind": quote_behind,
    "sentence-behind": sentence_behind,
    "spoken-line": spoken_line,
    "text-after": text_after,
    "fronted-judgement": judgement,
    "verdict": verdict,
    "viewed": viewed,
    "inscription": inscription,
}
