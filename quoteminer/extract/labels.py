"""Names that stand before a colon or behind a dash: labels of transcripts, headlines, signatures."""

from __future__ import annotations

from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import LABEL, Layout, Tokens
from quoteminer.extract.noun_phrases import Source


def label(layout: Layout, hit: CueHit) -> Source:
    """Return the name that a paragraph begins with, before a colon: "SMITH: …", "Gillibrand on Clinton: ‘…’"."""
    start, end = layout.paragraphs[layout.paragraph[hit.anchor]]
    tokens = layout.trim(range(start, hit.anchor)) if hit.anchor - start <= 2 * LABEL else ()
    if not tokens or len(tokens) > LABEL or any(layout.is_quoted(i) for i in tokens) or hit.anchor + 1 >= end:
        return Source()
    shouted = all(layout.tokens[i].text.isupper() for i in tokens if layout.words[i])  # "SEN. MARK LEE" is one name
    ends = (":", ";") if shouted else (".", ":", ";")
    if any(layout.tokens[i].pos_ in layout.grammar.verb_tags or layout.tokens[i].text in ends for i in tokens):
        return Source()
    head = next((i for i, t in enumerate(tokens) if layout.tokens[t].pos_ == "ADP"), len(tokens))
    named = tokens[:head]
    return Source(tokens=layout.trim(named)) if named and _is_name(layout, named) else Source()


def is_label(layout: Layout, tokens: Tokens) -> bool:
    """Return whether a name in front of a colon is a transcript's label: in capitals among others, or used again."""
    words = tuple(layout.tokens[i].text for i in tokens if layout.words[i])
    if words and layout.labels.get(words, 0) >= 2:
        return True
    capitals = (n for label, n in layout.labels.items() if label and all(w.isupper() or w == "." for w in label))
    return all(w.isupper() for w in words) and sum(capitals) >= 2


def _is_name(layout: Layout, tokens: Tokens) -> bool:
    words = [layout.tokens[i] for i in tokens if layout.words[i]]
    return bool(words) and all(w.text[:1].isupper() for w in words) and any(w.pos_ in ("PROPN", "NOUN") for w in words)


def after_dash(layout: Layout, hit: CueHit) -> Source:
    """Return the name behind a dash that ends the paragraph: “…” ― Ann Lee, mayor."""
    _, end = layout.paragraphs[layout.paragraph[hit.anchor]]
    tokens = layout.trim(range(hit.anchor + 1, end)) if end - hit.anchor <= 4 * LABEL else ()
    if not tokens or len(tokens) > 2 * LABEL or any(layout.is_quoted(i) for i in tokens):
        return Source()
    comma = next((k for k, i in enumerate(tokens) if layout.tokens[i].text == ","), len(tokens))
    verbs = any(layout.tokens[i].pos_ == "VERB" for i in tokens)
    return Source(tokens=tokens) if not verbs and _is_name(layout, tokens[:comma]) else Source()
