"""Quotation marks → quoted regions: every style, mixed, nested, over several paragraphs, unbalanced.

An unclosed double mark ends with its paragraph; it is `continued` when the next paragraph opens again. A single
mark that nothing closes is an apostrophe. One odd mark therefore never reaches beyond its own paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from quoteminer.model import Span
from quoteminer.patterns.schema import MarksData


@dataclass(frozen=True, slots=True)
class Mark:
    """One quotation mark in the text: `start` and `end` in characters, and what it may do."""

    start: int
    end: int
    double: bool
    opens: bool
    closes: bool
    sure: bool


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
    found = [list(_paragraph_regions(text, start, end, data)) for start, end in paragraphs]
    starts = [_opens(regions, start, text) for regions, (start, _) in zip(found, paragraphs, strict=True)]
    out: list[Region] = []
    for i, regions in enumerate(found):
        goes_on = i + 1 < len(found) and starts[i + 1]
        out += [replace(r, continued=goes_on and not r.closed and r.depth == 0) for r in regions]
    return out


def _opens(regions: list[Region], start: int, text: str) -> bool:
    return any(r.depth == 0 and not text[start : r.start].strip() for r in regions[:1])


def _paragraph_regions(text: str, start: int, end: int, data: MarksData) -> Iterator[Region]:
    marks = list(_marks(text, start, end, data))
    doubles = list(_match([m for m in marks if m.double], end))
    singles = [m for m in marks if not m.double]
    outer = [*doubles, *_singles(singles, text, start, doubles)]
    yield from sorted(outer, key=lambda r: (r.start, -r.end))


def _marks(text: str, start: int, end: int, data: MarksData) -> Iterator[Mark]:
    for match in _pattern(data).finditer(text, start, end):
        mark = match.group()
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        double = mark in data.double.opening | data.double.closing | data.double.neutral
        kind = data.double if double else data.single
        free_before = before.isspace() or before in data.opening_context or _is_mark(before, data)
        free_after = not after.isalnum()
        opens, closes = free_before and not after.isspace(), free_after and not before.isspace()
        if double:
            yield _double(match.span(), mark, (opens, closes), data, inches=before.isdigit() and not opens)
        elif opens and mark not in kind.closing and not _elided(text, match.end(), data):
            sure = mark in kind.opening
            yield Mark(*match.span(), double=False, opens=True, closes=closes and not sure, sure=sure)
        elif closes:
            yield Mark(*match.span(), double=False, opens=False, closes=True, sure=not before.isalnum())


def _double(span: Span, mark: str, context: tuple[bool, bool], data: MarksData, *, inches: bool) -> Mark:
    """Return the double mark: its direction is the glyph's unless the white space around it says the contrary.

    `context` says whether a mark could open and could close here; after a digit a neutral one may mean inches.
    """
    kind_opens, kind_closes = context
    if mark in data.double.opening:
        return Mark(*span, double=True, opens=True, closes=kind_closes and not kind_opens, sure=kind_opens)
    if mark in data.double.closing:
        return Mark(*span, double=True, opens=kind_opens and not kind_closes, closes=True, sure=kind_closes)
    return Mark(*span, double=True, opens=not inches and (kind_opens or not kind_closes), closes=True, sure=False)


def _match(marks: list[Mark], end: int) -> Iterator[Region]:
    """Yield the regions of a paragraph's double marks."""
    stack: list[Mark] = []
    for i, mark in enumerate(marks):
        if stack and _closes_here(mark, stack):
            opener = stack.pop()
            yield Region(opener.start, mark.end, (opener.end, mark.start), depth=len(stack))
        elif mark.opens:
            if stack and not _nests(marks[i + 1 :]):
                yield Region(stack[0].start, mark.start, (stack[0].end, mark.start), closed=False)
                stack.clear()
            stack.append(mark)
    if stack:
        yield Region(stack[0].start, end, (stack[0].end, end), closed=False)


def _closes_here(mark: Mark, stack: list[Mark]) -> bool:
    return mark.closes and not (mark.opens and mark.sure and not stack[-1].sure)


def _nests(rest: list[Mark]) -> bool:
    """Return whether two closing marks follow before the next sure opening one: `“a “b” c”`."""
    closers = 0
    for mark in rest:
        if mark.opens and (mark.sure or not mark.closes):
            break
        closers += 1
    return closers >= 2


def _singles(marks: list[Mark], text: str, start: int, doubles: list[Region]) -> Iterator[Region]:
    """Yield the regions of single marks; inside a double region they are its inner quotations."""
    i = 0
    while i < len(marks):
        mark = marks[i]
        if not mark.opens:
            i += 1
            continue
        around = next((r for r in doubles if r.start < mark.start < r.end), None)
        limit = around.end if around else None
        close = _closer(marks, i, text, limit)
        if close is None:
            i += 1
            continue
        inside = [r for r in doubles if mark.start < r.start and r.end < marks[close].end]
        if around or not any(r.start < marks[close].start < r.end for r in doubles) or inside:
            inner = (mark.end, marks[close].start)
            yield Region(mark.start, marks[close].end, inner, depth=1 if around else 0)
        i = close + 1


def _closer(marks: list[Mark], i: int, text: str, limit: int | None) -> int | None:
    """Return the index of the mark that closes single mark `i`.

    A plural possessive ("the members’ airspace") closes nothing when a surer closing mark follows.
    """
    first = None
    for j in range(i + 1, len(marks)):
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


def _elided(text: str, at: int, data: MarksData) -> bool:
    word = re.match(r"\w+", text[at : at + 12])
    return word is not None and (word.group().lower() in data.elisions or word.group()[0].isdigit())


def _is_mark(char: str, data: MarksData) -> bool:
    return any(char in kind.opening | kind.neutral for kind in (data.double, data.single))


@cache
def _pattern_of(marks: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(m) for m in sorted(marks, key=len, reverse=True)))


def _pattern(data: MarksData) -> re.Pattern[str]:
    sets: Iterable[frozenset[str]] = (
        chars for kind in (data.double, data.single) for chars in (kind.opening, kind.closing, kind.neutral)
    )
    return _pattern_of(frozenset().union(*sets))


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
