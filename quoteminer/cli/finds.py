"""What a search has found, in other forms than rows: how many, in which articles, with the lines around."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quoteminer.errors import UsageError

if TYPE_CHECKING:
    from quoteminer.analysis.search import Filters
    from quoteminer.cli.output import Sink
    from quoteminer.model import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """How finds are shown: their `count`, the `articles` they are in, or with lines `before` and `after` them."""

    count: bool = False
    articles: bool = False
    before: int | None = None
    after: int | None = None

    @property
    def context(self) -> bool:
        """Return whether lines of the articles are asked for; 0 is the quote's own."""
        return self.before is not None or self.after is not None

    def check(self, sink: Sink) -> None:
        """Look for options that exclude each other.

        Raises:
            UsageError: when there are some.
        """
        plain = self.count or self.articles
        if plain and self.context:
            raise UsageError("-c and -l show no quotes, so no context.", "Leave -A, -B and -C out.")
        if plain and (sink.format or sink.output):
            raise UsageError("-c and -l print plain lines.", "Leave --format and -o out.")
        if self.context and sink.format not in (None, "table"):
            raise UsageError(f"{sink.format} has no place for context.", "Leave --format out, or -A, -B and -C.")


def print_finds(quotes: Iterable[Quote], show: Show) -> None:
    """Print how many quotes there are, or the article of each, once, or both."""
    if show.articles and not show.count:
        for place in _distinct(map(_place, quotes)):
            _print(place)
        return
    counts = Counter(map(_place, quotes))
    if not show.articles:
        _print(str(sum(counts.values())))
    for place, count in counts.items() if show.articles else ():
        _print(f"{place}:{count}")


def known_speakers(files: Sequence[Path] = ()) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """Yield id and names of every speaker known beforehand, those of the user's files among them."""
    from quoteminer.patterns.known_speakers import load_speakers

    for speaker in load_speakers(extra=files).speakers:
        yield speaker.id, (speaker.name, *speaker.aliases)


@dataclass(slots=True)
class Undated:
    """Counts the quotes that a search leaves out for nothing but their missing date."""

    filters: Filters
    count: int = 0

    def watch(self, quotes: Iterable[Quote]) -> Iterator[Quote]:
        """Yield the quotes."""
        from quoteminer.analysis.search import lacks_only_date

        for quote in quotes:
            self.count += lacks_only_date(quote, self.filters)
            yield quote


def _place(quote: Quote) -> str:
    return quote.path or quote.article


def _distinct(places: Iterable[str]) -> Iterator[str]:
    seen = set()
    for place in places:
        if place not in seen:
            seen.add(place)
            yield place


def _print(line: str) -> None:
    """Write a line: to a terminal safely, to a program as the name is."""
    from quoteminer.writers.safe import safe_line

    terminal = sys.stdout.isatty()
    sys.stdout.buffer.write(safe_line(line).encode() if terminal else line.encode(errors="surrogateescape"))
    sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()
