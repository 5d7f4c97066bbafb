"""Asides: what stands behind the words of a speaker, and is not theirs, though a parse or a network takes it in."""

from __future__ import annotations

from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.quotations import labelled_from


def without_next_speaker(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content up to a later sentence that begins with whose quotation it is; that may leave nothing."""
    if not content or not layout.words[anchor] or content[-1] < anchor:
        return content
    starts = {layout.regions[layout.region[i]].start for i in content if i > anchor and layout.is_quoted(i)}
    labelled = (labelled_from(layout, start, anchor) for start in sorted(starts) if start > anchor)
    end = next((first for first in labelled if first is not None), None)
    return content if end is None else layout.trim(i for i in content if i < end)
