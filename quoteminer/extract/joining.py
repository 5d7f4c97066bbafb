"""Joining: quotations that nobody has taken go to the attribution that they begin or continue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.candidates import Candidate
from quoteminer.extract.layout import Layout

_ALONE = 5
"""Words of a quotation that is a paragraph of its own and continues what was said above: fewer may be a heading."""


def with_parts_before(
    layout: Layout, outer: Sequence[Attribution], scored: Iterable[tuple[float, Candidate]]
) -> list[Attribution]:
    """Join the quotation before a cue to the one behind it: `“The dam,” Mendes said, “will hold.”`."""
    taken = {i for a in outer for i in a.content}
    before = {c.hit.anchor: c.content for _, c in scored if _is_statement_before(layout, c)}
    out = []
    for a in outer:
        part = before.get(a.anchor, ())
        if part and min(a.content) > a.anchor and layout.is_quoted(min(a.content)) and taken.isdisjoint(part):
            out.append(replace(a, content=(*part, *a.content)))
        else:
            out.append(a)
    return out


def _is_statement_before(layout: Layout, candidate: Candidate) -> bool:
    """Return whether the content is one quotation before its cue that a comma or the like ends."""
    first, last = min(candidate.content), max(candidate.content)
    region = layout.region[first]
    if last > candidate.hit.anchor or region < 0 or layout.region[last] != region:
        return False
    ends = [t.text for t in layout.doc[max(i for i in candidate.content if layout.words[i]) : last + 2]]
    return any(c in text for text in ends for c in ",?!.;:…—–")


def with_colons(layout: Layout, outer: Sequence[Attribution]) -> list[Attribution]:
    """Give what a colon introduces to the attribution whose content ends at the colon.

    "Lee said that the miners had two tasks: “You dig or you pump.”" is Lee's, and nobody's between.
    """
    by_anchor = {a.anchor: a for a in outer}
    owners = {i: a.anchor for a in outer if layout.words[a.anchor] for i in a.content}
    dropped: set[int] = set()
    for a in outer:
        before = next((i for i in range(a.anchor - 1, -1, -1) if layout.words[i]), None)
        if before is None or layout.words[a.anchor] or a.anchor > min(a.content) or layout.is_quoted(before):
            continue
        owner = by_anchor.get(owners.get(before, -1))
        if owner is None or owner.anchor > before or layout.sentence[owner.anchor] != layout.sentence[before]:
            continue
        if layout.is_role(layout.tokens[owner.anchor], "relative"):
            continue  # "Lee, who believes that it is safe: “…”" is no thought of hers, but her words
        mark = range(before + 1, min(a.content))
        by_anchor[owner.anchor] = replace(owner, content=tuple(sorted({*owner.content, *mark, *a.content})))
        dropped.add(a.anchor)
    return [by_anchor[a.anchor] for a in outer if a.anchor not in dropped]


def joined(layout: Layout, outer: list[Attribution]) -> list[Attribution]:
    """Join the quotations that nobody has taken to the attribution they continue."""
    taken = {layout.region[i] for a in outer for i in a.content} | {layout.region[a.anchor] for a in outer}
    extra: dict[int, list[int]] = {}
    for k in range(len(layout.regions)):
        if k in taken:
            continue
        owner = _continues(layout, k, outer, extra)
        if owner is not None:
            extra.setdefault(owner.anchor, []).append(k)
            taken.add(k)
    for k in reversed(range(len(layout.regions) - 1)):  # whoever speaks at a quotation's end has spoken before, too
        if k not in taken and layout.regions[k].continued:
            owner = next((a for a in outer if k + 1 in _owned(layout, a, extra)), None)
            if owner is not None:
                extra.setdefault(owner.anchor, []).append(k)
                taken.add(k)
    out = []
    for a in outer:
        more = [i for k in extra.get(a.anchor, ()) for i in range(_led_in(layout, a, k), layout.regions[k].end)]
        out.append(replace(a, content=tuple(sorted({*a.content, *more}))) if more else a)
    return out


def _led_in(layout: Layout, a: Attribution, k: int) -> int:
    """Return where a quotation joined to an attribution begins: at the colon between it and the other words."""
    start = layout.regions[k].start
    return start - 1 if layout.tokens[start - 1].text == ":" and start - 2 in a.content else start


def _continues(layout: Layout, k: int, outer: Sequence[Attribution], extra: dict[int, list[int]]) -> Attribution | None:
    """Return the attribution that quoted region `k` continues, if any."""
    region = layout.regions[k]
    if k and layout.regions[k - 1].continued:
        return next((a for a in outer if k - 1 in _owned(layout, a, extra)), None)
    before = [a for a in outer if min(a.content) < region.start and layout.paragraph[a.anchor] == region.paragraph]
    quoting = [a for a in before if _owned(layout, a, extra)]
    if quoting:
        last = max((_with_more(layout, a, extra) for a in quoting), key=lambda a: max(a.cue + a.content))
        if _goes_on(layout, last, region.start, region.end):
            return last
    floating = [a for a in before if _is_followed(layout, a, region.start, region.end)]
    return max(floating, key=lambda a: a.score, default=None) or _last_above(layout, k, outer, extra)


def _last_above(
    layout: Layout, k: int, outer: Sequence[Attribution], extra: Mapping[int, Sequence[int]]
) -> Attribution | None:
    """Return whose words end the paragraph above a quotation that is a paragraph of its own, and brings no cue.

    "Lee said that it would rain.\n\n“I always carry an umbrella.”": nobody else has spoken since. Of 64 such
    paragraphs below an attribution (420 articles of PolNeAR train) 43 continue it, 7 another one of that paragraph.
    """
    region = layout.regions[k]
    start, end = layout.paragraphs[region.paragraph]
    if region.paragraph == 0 or any(layout.words[i] for i in (*range(start, region.start), *range(region.end, end))):
        return None
    words = [layout.tokens[i].text for i in range(region.start, region.end) if layout.words[i]]
    if len(words) < _ALONE or " ".join(words).isupper():  # a heading in marks
        return None
    above = range(*layout.paragraphs[region.paragraph - 1])
    last = max((layout.sentence[i] for i in above if layout.words[i]), default=-1)
    ends: list[tuple[int, Attribution]] = []
    for a in outer:
        regions = (layout.regions[r] for r in extra.get(a.anchor, ()))
        tokens = (*a.content, *a.cue, *(r.end - 1 for r in regions))
        ends += [(i, a) for i in tokens if i in above and layout.sentence[i] == last]
    return max(ends, key=lambda found: found[0])[1] if ends else None


def _is_followed(layout: Layout, a: Attribution, start: int, end: int) -> bool:
    """Return whether a quotation of whole sentences stands alone right behind an attribution's sentence.

    "Lee said that it would rain. “I always carry an umbrella.”": nobody else is there to have said it.
    """
    alone = layout.sentences[layout.sentence[start]][0] == start and (
        end >= len(layout.doc)
        or layout.sentence[end] != layout.sentence[end - 1]
        or layout.paragraph[end] != layout.paragraph[start]
    )
    right_before = layout.sentence[a.anchor] == layout.sentence[start] - 1
    return alone and right_before and _words(layout, range(start, end)) >= 4


def _with_more(layout: Layout, a: Attribution, extra: Mapping[int, Sequence[int]]) -> Attribution:
    """Return the attribution with the last words of the quotations joined to it so far."""
    more = (layout.regions[k].end - 1 for k in extra.get(a.anchor, ()))
    return replace(a, content=(*a.content, *more))


def _owned(layout: Layout, a: Attribution, extra: dict[int, list[int]]) -> set[int]:
    return ({layout.region[i] for i in a.content} | set(extra.get(a.anchor, ()))) - {-1}


def _is_halved(layout: Layout, a: Attribution, start: int) -> bool:
    """Return whether a quotation before a cue breaks off at a comma and goes on in small letters behind one.

    Whatever clause stands between: “If it rains,” said Lee, who had lit a candle, “we go home.”
    """
    ends = layout.tokens[max(i for i in a.content if layout.words[i]) + 1].text
    first = next(layout.tokens[i] for i in range(start, len(layout.doc)) if layout.words[i])
    same = layout.sentence[start] == layout.sentence[a.anchor]
    return same and ends == "," and layout.tokens[start - 1].text == "," and first.is_lower


def _goes_on(layout: Layout, a: Attribution, start: int, end: int) -> bool:
    """Return whether a region is the rest of a quotation: right behind the cue's clause, or whole sentences."""
    words = _words(layout, range(start, end))
    if words < 2:
        return False
    between = [i for i in range(max(a.cue + a.source + a.content) + 1, start) if layout.words[i]]
    verbs = [i for i in between if layout.tokens[i].pos_ in layout.grammar.verb_tags]
    first = next((layout.tokens[i] for i in range(start, end) if layout.words[i]), None)
    opens = first is not None and (
        first.is_sent_start or layout.tokens[start].is_sent_start or first.text[:1].isupper()
    )
    if start > a.anchor and max(a.content) < a.anchor and _is_halved(layout, a, start):
        return True
    if start > a.anchor and not verbs and len(between) <= 8 and max(a.content) < start:
        return bool(opens) or layout.tokens[start - 1].text in (",", "—", "–", "--", "-", ":", ";")
    return bool(opens) and not between and words >= 4


def _words(layout: Layout, tokens: Iterable[int]) -> int:
    return sum(layout.words[i] for i in tokens)
