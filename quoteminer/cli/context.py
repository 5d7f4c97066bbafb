"""Quotes → the lines around them, read again from their articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from quoteminer.model import Article, Quote
from quoteminer.readers.settings import Reading

if TYPE_CHECKING:
    from quoteminer.analysis.context import Line


@dataclass(slots=True, kw_only=True)
class Surroundings:
    """Finds the lines around quotes: `before` and `after` are how many. `missing` counts quotes without any.

    `kept` names a file of kept texts; without it the quotes' paths are read.
    """

    before: int
    after: int
    reading: Reading = field(default_factory=Reading)
    kept: str | None = None
    missing: int = 0
    _article: Article | None = None
    _rest: Iterator[Article] = field(default_factory=lambda: iter(()))
    _path: str | None = None
    _lost: set[tuple[str, str]] = field(default_factory=set)
    _lines: dict[Quote, list[Line]] = field(default_factory=dict)

    def note_article(self, article: Article) -> None:
        """Remember the article that is being extracted."""
        self._article = article

    def watch(self, quotes: Iterable[Quote]) -> Iterator[Quote]:
        """Yield the quotes, and look for the lines of each now, while its article is at hand."""
        from quoteminer.analysis.context import lines_around

        for quote in quotes:
            article = self._find(quote)
            if article is None:
                self.missing += 1
            else:
                self._lines[quote] = lines_around(quote, article.text, before=self.before, after=self.after)
            yield quote

    def of(self, quote: Quote) -> list[Line]:
        """Return the quote's lines, once."""
        return self._lines.pop(quote, [])

    def _find(self, quote: Quote) -> Article | None:
        if self._article and _is_of(quote, self._article):
            return self._article
        path = self.kept or quote.path
        if path is None or (path, quote.article) in self._lost or not Path(path).is_file():  # "-", a pipe, gone
            return None
        if path != self._path:
            self._path, self._rest = path, self._read(path)
        for articles in (self._rest, self._read(path)):  # on from the last one, or once more from the first
            self._rest = articles
            for article in articles:
                if _is_of(quote, article):
                    self._article = article
                    return article
        self._lost.add((path, quote.article))
        return None

    def _read(self, path: str) -> Iterator[Article]:
        from quoteminer.readers import read_articles
        from quoteminer.readers.kept import read_kept

        found = read_kept(path) if self.kept else read_articles([path], reading=self.reading)
        return (article for article in found if isinstance(article, Article))


def _is_of(quote: Quote, article: Article) -> bool:
    """Return whether the quote can be cut from the article; its id may have the argument in front."""
    from quoteminer.analysis.context import fits

    return article.path == quote.path and quote.article.endswith(article.id) and fits(quote, article.text)
