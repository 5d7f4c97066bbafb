"""What becomes of a content's tokens: whole quotations, no cue, no source, no loose edges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import Layout, Tokens


def subtrees(layout: Layout, heads: Iterable[Token]) -> set[int]:
    """Return the tokens of the heads' subtrees."""
    return {i for head in heads for i in layout.subtree(head.i)}


def filled(tokens: set[int]) -> set[int]:
    """Return the tokens from the first to the last one."""
    return set(range(min(tokens), max(tokens) + 1)) if tokens else tokens


def _without_conjuncts(layout: Layout, tokens: set[int], hit: CueHit) -> set[int]:
    """Cut off a conjunct that is the cue's own and not the clause's: "said X had failed and called Y a shame"."""
    for i in sorted(tokens):
        head = layout.misattached(layout.tokens[i])
        if head is not None and head.i == hit.anchor:
            return {j for j in tokens if j < layout.left[i]}
    return tokens


def cleaned(layout: Layout, tokens: set[int], hit: CueHit, source: Tokens) -> Tokens:
    """Return the tokens without the cue, the source and a leading "that", whole quotations kept whole."""
    start, end = layout.paragraphs[layout.paragraph[hit.anchor]]
    tokens = _without_conjuncts(layout, tokens, hit)
    own = set(hit.tokens) | set(source) | expletives(layout, hit)
    tokens = {i for i in tokens if start <= i < end}
    tokens = _whole_regions(layout, tokens, hit) - own
    kept = list(layout.trim(tokens))
    while len(kept) > 1 and (leads_clause(layout, kept[0]) or _is_conjunction(layout, kept[0])):
        kept = list(layout.trim(kept[1:]))
    while len(kept) > 1 and _is_conjunction(layout, kept[-1]):
        kept = list(layout.trim(kept[:-1]))
    kept += _missing_bracket(layout, kept)
    kept = sorted({*kept, *(i - 1 for i in kept if i and _leads_in(layout, i - 1, kept))})
    # "The dam, he said, would hold": the commas around the cue are nobody's words
    return tuple(i for start, end in layout.runs(kept) for i in layout.trim(range(start, end)))


def expletives(layout: Layout, hit: CueHit) -> set[int]:
    """Return the "it" that is the cue's own subject and nobody's word: "It was reported that …"."""
    subjects = layout.children(layout.tokens[hit.anchor], "subject", "passive_subject")
    return {c.i for c in subjects if c.lower_ in layout.grammar.expletives and not layout.is_quoted(c.i)}


def leads_clause(layout: Layout, index: int) -> bool:
    """Return whether a token is a "that" which only joins a clause to its cue, as in no "that charge"."""
    token, grammar = layout.tokens[index], layout.grammar
    return token.lower_ in grammar.complementizers and token.tag_ not in grammar.demonstrative_tags


def _is_conjunction(layout: Layout, index: int) -> bool:
    return layout.tokens[index].lower_ in layout.grammar.conjunctions


def _missing_bracket(layout: Layout, kept: list[int]) -> list[int]:
    """Return the bracket right behind the tokens that closes one among them: parses hang it anywhere."""
    after = kept[-1] + 1 if kept else len(layout.doc)
    if after >= len(layout.doc) or layout.tokens[after].text not in (")", "]"):
        return []
    depth = sum((layout.tokens[i].text in ("(", "[")) - (layout.tokens[i].text in (")", "]")) for i in kept)
    return [after] if depth > 0 else []


def _leads_in(layout: Layout, index: int, kept: Sequence[int]) -> bool:
    """Return whether a token is the colon between words and a quotation that are both there."""
    return layout.tokens[index].text == ":" and index - 1 in kept and layout.is_quoted(index + 1)


def _whole_regions(layout: Layout, tokens: set[int], hit: CueHit) -> set[int]:
    """Add the rest of each quotation that the tokens cut: a parse may break inside one, a speaker does not."""
    here = layout.region[hit.anchor]
    out = set(tokens)
    for k in {layout.region[i] for i in tokens} - {-1, here}:
        out.update(range(layout.regions[k].start, layout.regions[k].end))
    return out
