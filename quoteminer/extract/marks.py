"""Quotation marks → quoted regions: every style, mixed, nested, over several paragraphs, unbalanced.

An unclosed double mark ends with its paragraph; it is `continued` when the next paragraph opens again. A single
mark that nothing closes is an apostrophe, unless the next paragraph opens with one. One odd mark therefore never
changes what another paragraph quotes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from quoteminer.extract.glyphs import Mark, double_marks, find_marks
from quoteminer.model import Span
from quoteminer.patterns.schema import MarksData

_AHEAD = 400
"""Single marks looked at for a closing one: more than any quotation holds, and no hostile line takes long."""


@dataclass(frozen=True, slots=True)
class Region:
    """A quoted stretch of one paragraph, its marks included, in characters.

    `depth` is 0 for an outer quotation, 1 for one inside it. `closed` is false where the closing mark is missing;
    `continued` says that the quotation goes on in the next paragraph. `inner` is what stands between the marks.
    """

    start: int
    end: int
    inner: Span
    depth: int = 0
    closed: bool = True
    continued: bool = False


def find_regions(text: str, paragraphs: Sequence[Span], data: MarksData) -> list[Region]:
    """Return the quoted regions of the paragraphs, outer before inner, in order of their start."""
    found = [_paragraph_regions(text, start, end, data) for start, end in paragraphs]
    levels = [_opening_level(regions, start, text, data) for regions, (start, _) in zip(found, paragraphs, strict=True)]
    out: list[Region] = []
    going_on = False
    for regions, (start, _), level in zip(found, paragraphs, [*levels[1:], None], strict=False):
        last = next((r for r in reversed(regions) if not r.closed), None)
        kept = [r for r in regions if r.closed or _is_double(r, text, data) or r is last]
        goes_on = last is not None and level == _is_double(last, text, data)
        goes_back = last is not None and going_on and not text[start : last.start].strip()
        if last is not None and not (goes_on or goes_back or _is_double(last, text, data)):
            kept.remove(last)
        out += _with_depths(replace(r, continued=goes_on and r is last) for r in kept)
        going_on = goes_on
    return out


@lru_cache(maxsize=1)
def regions_of(text: str, paragraphs: tuple[Span, ...], data: MarksData) -> tuple[Region, ...]:
    """Return `find_regions`, kept: gate, layout and scene each ask for those of the article."""
    return tuple(find_regions(text, paragraphs, data))


def _opening_level(regions: Sequence[Region], start: int, text: str, data: MarksData) -> bool | None:
    """Return whether the mark that a paragraph opens with is double, None where it opens with none."""
    first = next(iter(regions), None)
    return None if first is None or text[start : first.start].strip() else _is_double(first, text, data)


def _is_double(region: Region, text: str, data: MarksData) -> bool:
    return text[region.start : region.inner[0]] in double_marks(data)


def _with_depths(regions: Iterable[Region]) -> Iterator[Region]:
    ends: list[int] = []
    for region in regions:
        while ends and ends[-1] <= region.start:
            ends.pop()
        yield replace(region, depth=len(ends))
        ends.append(region.end)


def _paragraph_regions(text: str, start: int, end: int, data: MarksData) -> list[Region]:
    """Return the regions of a paragraph; of the single marks that nothing closes the last one, to the end."""
    marks = list(find_marks(text, start, end, data))
    doubles = list(_match([m for m in marks if m.double], end))
    singles = list(_singles([m for m in marks if not m.double], text, outer_regions(doubles), end))
    apart = [s for s in singles if not any(_cross(s, d) for d in doubles)]
    return sorted([*doubles, *apart], key=lambda r: (r.start, -r.end))


def _cross(one: Region, other: Region) -> bool:
    """Return whether the regions share characters and neither holds the other."""
    first, second = sorted((one, other), key=lambda r: (r.start, -r.end))
    return first.start < second.start < first.end < second.end


def _match(marks: list[Mark], end: int) -> Iterator[Region]:
    """Yield the regions of a paragraph's double marks."""
    stack: list[Mark] = []
    for i, mark in enumerate(marks):
        if stack and mark.measure and (len(marks) - i) % 2 == 0:
            continue  # `"A 27" screen," he said`: the marks left over close what is open without this one
        if stack and _closes_here(mark, stack[-1]) and not _opens_inside(marks, i, stack[-1]):
            opener = stack.pop()
            yield Region(opener.start, mark.end, (opener.end, mark.start))
        elif mark.opens:
            if stack and not _nests(marks, i + 1) and not _opens_inside(marks, i, stack[-1]):
                yield Region(stack[0].start, mark.start, (stack[0].end, mark.start), closed=False)
                stack.clear()
            stack.append(mark)
    if stack:
        yield Region(stack[0].start, end, (stack[0].end, end), closed=False)


def _closes_here(mark: Mark, opener: Mark) -> bool:
    return mark.closes and not (mark.opens and mark.sure and not opener.sure)


def _opens_inside(marks: list[Mark], i: int, opener: Mark) -> bool:
    """Return whether a neutral mark opens an inner quotation: `“He said "no" twice”`."""
    rest = marks[i + 1 : i + 3]
    return opener.sure and marks[i].opens and len(rest) == 2 and all(m.closes and not m.opens for m in rest)


def _nests(marks: list[Mark], i: int) -> bool:
    """Return whether from mark `i` on two closing marks follow before a sure opening one: `“a “b” c”`."""
    rest = marks[i : i + 2]
    return len(rest) == 2 and not any(mark.opens and (mark.sure or not mark.closes) for mark in rest)


def _singles(marks: list[Mark], text: str, doubles: list[Region], end: int) -> Iterator[Region]:
    """Yield the regions of single marks, and the last opening one that nothing closes, outside any double region."""
    i, loose = 0, None
    starts = [r.start for r in doubles]
    while i < len(marks):
        mark = marks[i]
        close = None
        if mark.opens:
            around = _holding(mark.start, doubles, starts)
            close = _closer(marks, i, text, around.end if around else None)
            if close is not None and _holding(marks[close].start, doubles, starts) is not around:
                close = None
            if close is None and around is None:
                loose = mark
        if close is not None:
            yield Region(mark.start, marks[close].end, (mark.end, marks[close].start))
            loose, i = None, close
        i += 1
    if loose is not None:
        yield Region(loose.start, end, (loose.end, end), closed=False)


def _holding(offset: int, regions: list[Region], starts: list[int]) -> Region | None:
    """Return which of the disjoint regions holds the offset."""
    k = bisect_right(starts, offset) - 1
    return regions[k] if k >= 0 and offset < regions[k].end else None


def _closer(marks: list[Mark], i: int, text: str, limit: int | None) -> int | None:
    """Return the index of the mark that closes single mark `i`.

    A plural possessive ("the members’ airspace") closes nothing when a surer closing mark follows.
    """
    first = None
    for j in range(i + 1, min(len(marks), i + _AHEAD)):
        mark = marks[j]
        if limit is not None and mark.start >= limit:
            break
        if mark.opens and mark.sure and first is not None:
            break
        if mark.closes and mark.end - marks[i].end > 1:
            possessive = text[mark.start - 1] == "s" and re.match(r"\s\w", text[mark.end : mark.end + 2])
            if not possessive:
                return j
            first = j if first is None else first
    return first


def outer_regions(regions: Sequence[Region]) -> list[Region]:
    """Return the regions that lie in no other, in order of their start."""
    out: list[Region] = []
    for region in sorted(regions, key=lambda r: (r.start, -r.end)):
        if not out or region.start >= out[-1].end:
            out.append(region)
    return out


def are_continued(regions: Sequence[Region]) -> list[tuple[Region, Region]]:
    """Return the pairs of outer regions of which the second continues the first in the next paragraph."""
    return [(a, b) for a, b in pairwise(outer_regions(regions)) if a.continued]
