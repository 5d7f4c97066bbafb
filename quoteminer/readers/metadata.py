"""What an article's head says about itself: date, title, address, outlet, and the spans that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from urllib.parse import urlsplit

from quoteminer.model import Span
from quoteminer.readers.days import Day, DayOrder, day_of, day_pattern, parse_day, words
from quoteminer.readers.front_matter import pick, read_front_matter

_HEAD_LINES = 10
"""Lines with words on them, after the front matter, that may hold the date."""

_LINE = re.compile(r"[^\r\n]+")
_DASH = r"(?:--|[-–—―])"
_LONGEST_DATE_LINE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The head of one article. `ambiguous` is a date that can be two days, where no other one was found."""

    published: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    spans: tuple[Span, ...] = ()
    ambiguous: str | None = None


def read_metadata(text: str, *, day_order: DayOrder | None = None) -> Metadata:
    """Return what the head of `text` says about the article.

    The article's date is the first of: front matter, a leading `date YYYY-MM-DD`, a line near the top that
    holds only a date, a dateline with a full date, a byline that ends with one.
    """
    values, block = read_front_matter(text) or ({}, None)
    lines = _head_dates(text, start=block[1] if block else 0, day_order=day_order)
    found = [(written, parse_day(written, day_order=day_order)) for written in pick(values, "published")]
    found += [(text[start:end].strip(), day) for (start, end), day in lines]
    published = next((day.iso for _, day in found if day.iso), None)
    url = next(pick(values, "url"), None)
    return Metadata(
        published=published,
        title=next(pick(values, "title"), None),
        url=url,
        outlet=next(pick(values, "outlet"), None) or host(url),
        spans=((block,) if block else ()) + tuple(sorted(span for span, _ in lines)),
        ambiguous=None if published else next((written for written, day in found if day.ambiguous), None),
    )


def host(url: str | None) -> str | None:
    """Return the host of a web address without `www.`; None where there is none."""
    try:
        name = urlsplit(url or "").hostname
    except ValueError:  # "http://[" is no address
        return None
    return name.removeprefix("www.") if name else None


def _head_dates(text: str, *, start: int, day_order: DayOrder | None) -> list[tuple[Span, Day]]:
    """Return the date lines and datelines in the article's first lines: prefix, whole lines, datelines."""
    ranked: list[tuple[int, Span, Day]] = []
    lines = (line for line in _LINE.finditer(text, start) if not line.group().isspace())
    for number, line in enumerate(islice(lines, _HEAD_LINES)):
        head = line.group()[:_LONGEST_DATE_LINE]
        for rank, pattern in enumerate(_patterns()):
            match = pattern.match(head)
            if match and (rank > 0 or number == 0) and _is_place(match):
                day = day_of(match, day_order=day_order)
                if day.iso or day.ambiguous:
                    ranked.append((rank, (line.start(), line.start() + match.end()), day))
                    break
    return [(span, day) for _, span, day in sorted(ranked, key=lambda found: found[0])]


def _is_place(match: re.Match[str]) -> bool:
    """Return whether a dateline's place is one: its first part is in capitals ("KYIV, Ukraine"), or all its words begin
    with one and a comma follows ("Lviv/Kyiv, 5 March 2024 –").
    """
    place = match.groupdict().get("place")
    if place is None or place.split(",")[0].strip().isupper():
        return True
    names = [word for word in re.split(r"[\s,/]+", place) if word]
    days = {day.lower() for day in words()["weekdays"]}
    told = match.string[match.end("place")] == "," and not days.intersection(map(str.lower, names))
    return told and all(name[0].isupper() for name in names)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the expressions of a prefix, a whole line, three datelines, a byline and a line with bars, best first."""
    day = day_pattern()
    label = "|".join(re.escape(label) for label in sorted(words()["labels"], key=len, reverse=True))
    days = "|".join(map(re.escape, (*words()["weekdays"], *words()["months"])))
    releases = "|".join(map(re.escape, words()["releases"]))
    by = "|".join(map(re.escape, words()["writers"]))
    byline = rf"(?:{by})\s+(?!(?:{days})\b)(?-i:[^\W\da-z_])|(?:{releases})\b"
    place = r"(?P<place>[^\W\d_][^\d()\n]{1,60}?)"
    agency = r"(?:\([^()\n]{1,40}\)|/[^/\n]{1,40}/)"
    sources = (
        rf"\s*(?:{label})\s*:?\s+(?=\d{{4}}-){day}(?:T[\d:.+Z-]+)?(?=\s|$)",
        rf"\s*(?:(?:{label})\s*:?\s+)?{day}(?:T[\d:.+Z-]+)?\s*$",
        rf"\s*{place}(?:,|\s*{_DASH})?\s+(?:{agency}\s*)?{day},?\s*(?:{agency}\s*)?(?:{_DASH}|:)\s*",
        rf"\s*{place},?\s+{agency}\s*{_DASH}\s*{day}\s*(?:{_DASH}|:|$)\s*",
        rf"\s*{place}\s+\({day}\)\s*(?:{_DASH}|:)\s*",
        rf"\s*(?:{byline})[^\n|]{{0,60}}?[,:;|–—-]\s*(?:(?:{label})\s*:?\s+)?{day}\s*$",
        rf"\s*[^\n.!?]{{1,80}}\|\s*(?:(?:{label})\s*:?\s+)?{day}\s*$",
    )
    return tuple(re.compile(source, re.VERBOSE | re.IGNORECASE) for source in sources)
