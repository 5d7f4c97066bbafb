"""Text and what its format says about it → Article: what is missing is read off the text's own head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quoteminer.model import BLANK, Article
from quoteminer.readers.metadata import host, read_metadata
from quoteminer.readers.settings import Settings
from quoteminer.readers.walk import Origin, ReadLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a format says about an article beside its text.

    `fetched` is the day on which it was fetched, the last resort for its date. `blanked` is the text with markup
    blanked.
    """

    published: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    fetched: str | None = None
    blanked: str | None = None


_ODD = {
    "ambiguous": ("can be two days", "say --day-first or --month-first"),
    "unread": ("cannot be read", "name another key with --date-key"),
}


class OddDates:
    """Dates of one file that cannot be used: told in two sentences, however many they are."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[int, str]] = {}

    def add(self, kind: Literal["ambiguous", "unread"], written: str) -> None:
        """Take up a date as it is written."""
        count, first = self._found.get(kind, (0, written))
        self._found[kind] = (count + 1, first)

    def tell(self, path: str, log: ReadLog) -> None:
        """Warn of them."""
        for kind, (count, first) in self._found.items():
            reason, hint = _ODD[kind]
            if count == 1:
                log.warnings.append(f"{path}: the date {first!r} {reason}, so it is left out; {hint}.")
            else:
                log.warnings.append(
                    f"{path}: {count:,} dates {reason}, so they are left out, the first {first!r}; {hint}."
                )


def build_article(
    text: str, origin: Origin, settings: Settings, *, odd: OddDates, given: Given | None = None
) -> Article:
    """Return the article; `odd` takes up a date that cannot be used where no other one is found.

    Its date is the first of: the format's, the head's of the text, the caller's, the day it was fetched.
    """
    given = given or Given()
    seen = text if given.blanked is None else given.blanked.replace(BLANK, " ")
    head = read_metadata(seen, day_order=settings.reading.day_order)
    published = given.published or head.published or settings.reading.published
    if head.ambiguous and not published:
        odd.add("ambiguous", head.ambiguous)
    url = given.url or head.url
    return Article(
        id=origin.id,
        text=text,
        path=origin.path,
        url=url,
        outlet=given.outlet or head.outlet or host(url),
        title=given.title or head.title,
        published=published or given.fetched,
        metadata=head.spans,
        blanked=given.blanked,
    )
