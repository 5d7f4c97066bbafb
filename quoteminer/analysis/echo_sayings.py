"""Quotes → sayings: what of a row is needed to find it again in other articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quoteminer.analysis.echo_words import EchoLanguage, Word, quoted_parts, split_words
from quoteminer.analysis.folding import fold
from quoteminer.model import Kind, Quote

HEAD_LINES = 12
"""A headline stands in an article's first lines: behind front matter of ten keys at most, and a date line."""

HEAD_WORDS = 20
"""A headline has fewer words than that."""

_FULL_STOP = re.compile(r"[.!?…]\W*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One row as the search for echoes sees it; `id` is None for words that only the title has.

    `person` is the speaker's surname where a person is named, `name` the whole name of any speaker, folded.
    """

    id: str | None
    article: str
    path: str | None
    url: str | None
    outlet: str | None
    published: str | None
    line: int | None
    kind: Kind
    quote: str
    words: tuple[Word, ...]
    speaker: str | None
    name: str | None
    person: str | None
    headline: bool

    @property
    def place(self) -> tuple[str | None, str]:
        """Return what tells its article from others, also in rows that were put together from many runs."""
        return (self.path, self.article)


def read_sayings(quotes: Iterable[Quote], language: EchoLanguage) -> Iterator[Saying]:
    """Yield a saying for each quote that has words, and one for each part in quotation marks of a new title."""
    titles: set[tuple[str | None, str]] = set()
    for quote in quotes:
        words = split_words(quote.quote, language)
        if words:
            yield _saying(quote, quote.quote, words, headline=_is_headline(quote))
        if quote.title and (quote.path, quote.article) not in titles:
            titles.add((quote.path, quote.article))
            for part in quoted_parts(quote.title, language):
                yield _saying(quote, part, split_words(part, language), headline=True, of_title=True)


def _saying(quote: Quote, text: str, words: tuple[Word, ...], *, headline: bool, of_title: bool = False) -> Saying:
    name = fold(quote.speaker) if quote.speaker and not of_title else None
    return Saying(
        id=None if of_title else quote.id,
        article=quote.article,
        path=quote.path,
        url=quote.url,
        outlet=quote.outlet,
        published=quote.published,
        line=None if of_title else quote.line,
        kind="direct" if of_title else quote.kind,
        quote=" ".join(text.split()),
        words=words,
        speaker=None if of_title else quote.speaker,
        name=name,
        person=name.split()[-1] if name and name.split() and quote.speaker_kind == "person" else None,
        headline=headline,
    )


def _is_headline(quote: Quote) -> bool:
    """Return whether the quote stands in the headline: in the title, or in a first line without a full stop."""
    if quote.title and fold(quote.sentence) in fold(quote.title):
        return True
    short = quote.line <= HEAD_LINES and len(quote.sentence.split()) < HEAD_WORDS
    return short and not _FULL_STOP.search(quote.sentence)
