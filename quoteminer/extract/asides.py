"""Asides: what stands behind the words of a speaker, and is not theirs, though a parse or a network takes it in."""

from __future__ import annotations

from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.quotations import labelled_from
from quoteminer.extract.verdicts import verdict_start


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
            joins = any(layout.tokens[k].lower_ in layout.grammar.conjunctions for k in layout.trim(after)[:1])
            mark = layout.tokens[start - 1].text
            inserted = mark != "," and any(
                layout.tokens[k].text == mark for k in after[:1]
            )  # "it rains – a claim …  – "
            kept = [*layout.trim(k for k in content if k < start), *(layout.trim(after) if joins or inserted else ())]
            return tuple(kept) or content
    return content


def without_predicate(layout: Layout, content: Tokens, hit: CueHit) -> Tokens:
    """Return the content of a noun without what is told of that: "Lee’s claim that it rains could not be checked"."""
    noun = layout.tokens[hit.link]
    if noun.pos_ not in layout.grammar.noun_tags or not layout.is_role(noun, "subject", "passive_subject"):
        return content
    end = layout.right[noun.i]
    inside = bool(content) and noun.i < content[0] <= end < noun.head.i
    return layout.trim(i for i in content if i <= end) or content if inside else content
