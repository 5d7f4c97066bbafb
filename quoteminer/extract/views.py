"""Views and inscriptions: "In Lee's view, the bank was late", "A sign on the door read: “Closed until May.”"."""

from __future__ import annotations

from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.noun_phrases import Source, mention
from quoteminer.extract.sources import subject

_OWN = "PRP$"
"""Tag of "her" and "my"."""


def holder(layout: Layout, hit: CueHit) -> Source:
    """Return whose view it is: "in Lee's view", "in the opinion of analysts"; the writer's own is no quote."""
    noun = layout.tokens[hit.anchor]
    if noun.head.lower_ not in layout.grammar.view_prepositions or layout.is_quoted(noun.i):
        return Source()
    owner = next(layout.children(noun, "possessor"), None)
    if owner is not None:
        mine = owner.tag_ == _OWN and owner.lower_ in layout.grammar.writers_own
        return Source() if mine else Source(tokens=mention(layout, owner, without=noun.i))
    of = next((c for c in layout.children(noun, "preposition") if c.lower_ in layout.grammar.owning), None)
    head = next(layout.children(of, "object"), None) if of is not None else None
    return Source(tokens=mention(layout, head, without=noun.i)) if head is not None else Source()


def inscribed(layout: Layout, hit: CueHit) -> Source:
    """Return what is written on, where it is the subject: a sign, a letter, a message."""
    found = subject(layout, hit)
    head = next((i for i in found.tokens if layout.tokens[i].head.i not in found.tokens), None)
    written = head is not None and layout.tokens[head].lemma_.lower() in layout.speakers.document_nouns
    return found if written and layout.tokens[hit.anchor].tag_ != "VB" else Source()


def inscription(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the quotation right behind a cue whose subject is written on, but for a comma or a colon."""
    first = max(hit.tokens) + 1
    first += first < len(layout.tokens) and layout.tokens[first].text in (",", ":")
    if not source or first >= len(layout.tokens) or not layout.is_quoted(first) or layout.is_quoted(hit.anchor):
        return ()
    region = layout.regions[layout.region[first]]
    same = layout.paragraph[first] == layout.paragraph[hit.anchor]
    return tuple(range(region.start, region.end)) if same and region.start == first else ()


def viewed(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the clause that "in her view" stands in, before or behind a comma."""
    noun = layout.tokens[hit.anchor]
    link, prepositions = noun.head, layout.children(noun, "preposition")
    first, last = link.i, max((noun.i, *(layout.right[c.i] for c in prepositions if c.i > noun.i)))
    start, end = layout.sentences[layout.sentence[first]]
    before = first == start or layout.tokens[first - 1].text == ","
    closed = last + 1 < end and layout.tokens[last + 1].text in (",", ".")
    if not source or not before or not closed:
        return ()
    host = link.head
    while host.head.i != host.i and host.pos_ not in layout.grammar.verb_tags:
        host = host.head
    own = set(range(first, last + 1))
    tokens = {i for i in layout.subtree(host.i) if i not in own and start <= i < end}
    if last + 2 < end and layout.is_quoted(last + 2):  # the parser takes it for what the phrase is
        region = layout.regions[layout.region[last + 2]]
        tokens |= set(range(region.start, min(region.end, end)))
    kept = (i for a, b in layout.runs(sorted(tokens)) for i in layout.trim(range(a, b)))
    return tuple(kept) if host.pos_ in layout.grammar.verb_tags else ()
