"""Asides: what stands behind the words of a speaker, and is not theirs, though a parse or a network takes it in."""

from __future__ import annotations

from spacy.tokens import Token

from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.quotations import labelled_from

_BREAKS = frozenset(",-–—―") | {"--"}


def without_next_speaker(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content up to a later sentence that begins with whose quotation it is; that may leave nothing."""
    if not content or not layout.words[anchor] or content[-1] < anchor:
        return content
    starts = {layout.regions[layout.region[i]].start for i in content if i > anchor and layout.is_quoted(i)}
    labelled = (labelled_from(layout, start, anchor) for start in sorted(starts) if start > anchor)
    end = next((first for first in labelled if first is not None), None)
    return content if end is None else layout.trim(i for i in content if i < end)


def without_verdict(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content without what the reporter tells of it in an apposition.

    Lee called it “a long nap”, a verdict she later withdrew. Lee said the army had fled, a charge the army denied.
    """
    for i in content:
        start = verdict_start(layout, layout.tokens[i]) if i > anchor else None
        if start is not None:
            after = [k for k in content if k > layout.right[i]]
            goes_on = any(layout.tokens[k].lower_ in layout.grammar.conjunctions for k in layout.trim(after)[:1])
            return layout.trim(k for k in content if k < start or (goes_on and k in after)) or content
    return content


def without_predicate(layout: Layout, content: Tokens, hit: CueHit) -> Tokens:
    """Return the content of a noun without what is told of that: "Lee’s claim that it rains could not be checked"."""
    noun = layout.tokens[hit.link]
    if noun.pos_ not in layout.grammar.noun_tags or not layout.is_role(noun, "subject", "passive_subject"):
        return content
    end = layout.right[noun.i]
    inside = bool(content) and noun.i < content[0] <= end < noun.head.i
    return layout.trim(i for i in content if i <= end) or content if inside else content


def verdict_start(layout: Layout, noun: Token) -> int | None:
    """Return where an apposition begins whose noun says what has just been said once more, ", a charge she denied".

    A clause tells of the noun; else it may be a new thing that is spoken of.
    """
    if noun.lemma_ not in layout.grammar.verdicts or layout.is_quoted(noun.i):
        return None
    start = noun.i
    while start and start <= layout.tokens[start - 1].head.i <= noun.i and not layout.tokens[start - 1].is_punct:
        start -= 1
    before = [t.text for t in layout.tokens[max(start - 2, 0) : start]]
    new = layout.tokens[start].lower_ in layout.grammar.indefinites or (noun.tag_ == "NNS" and start == noun.i)
    apart = any(text in _BREAKS for text in before[-1:]) or (layout.is_quoted(start - 1) and before[:1] == [","])
    told = any(c.i > noun.i for c in layout.children(noun, "relative", "reduced"))
    return start if new and apart and told else None


def verdict_on(layout: Layout, verb: Token) -> Tokens:
    """Return the noun of such an apposition whose clause has the verb, where the noun is what that verb takes."""
    noun = verb.head
    start = verdict_start(layout, noun) if layout.is_role(verb, "relative", "reduced") else None
    if start is None or verb.i < noun.i:
        return ()
    pronouns = layout.grammar.relative_pronouns
    own = [c for c in layout.children(verb, "subject", "passive_subject") if c.lower_ not in pronouns]
    taken = any(c.i > verb.i for c in layout.children(verb, "object", "clause", "infinitive", "predicate"))
    by = any(True for _ in layout.children(verb, "agent"))
    active = bool(own) and not any(True for _ in layout.children(verb, "passive_auxiliary"))
    return tuple(range(start, noun.i + 1)) if (active and not taken) or by else ()
