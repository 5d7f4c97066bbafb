"""Articles → quotes, with an account of what was read, found and failed."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from quoteminer.cli.talk import Talk, say
from quoteminer.errors import ExtractionError, QuoteminerError
from quoteminer.model import Article, ErrorRow, Quote
from quoteminer.readers.settings import Reading
from quoteminer.readers.walk import ReadLog
from quoteminer.writers.style import Intake

Mine = Callable[[Article], Iterable[Quote]]
"""The core, ready to run: an article's quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """The options that say how articles are read and quotes are found; `kept_text` names the texts of rows."""

    patterns: tuple[Path, ...] = ()
    model: str | None = None
    ranker: str | None = None
    reading: Reading = field(default_factory=Reading)
    kept_text: str | None = None
    debug: bool = False


@dataclass(slots=True, kw_only=True)
class Account:
    """What happened in a run: told on standard error, with a row for every failure in `errors`.

    `quotes` and `speakers` are those written, `words` those of the articles that are done. `searched` counts the
    quotes looked at in a search. `intake` passes articles and failures on to the writer, and `texts` gets a row for
    every article with its text.
    """

    talk: Talk
    errors: IO[bytes] | None = None
    texts: IO[bytes] | None = None
    intake: Intake = field(default_factory=Intake)
    log: ReadLog = field(default_factory=ReadLog)
    searched: int | None = None
    words: int = 0
    quotes: int = 0
    failed: int = 0
    speakers: set[str] = field(default_factory=set)
    _warned: int = 0
    _empty: int = 0

    def fail(self, row: ErrorRow) -> None:
        """Count and tell a failure, and write its row."""
        from quoteminer.rows import error_to_row
        from quoteminer.writers.jsonl import dump_line

        self.failed += 1
        self.talk.error(row.message)
        self.intake.on_error(row)
        if self.errors is not None:
            self.errors.write(dump_line(error_to_row(row)).encode() + b"\n")

    def read(self, article: Article) -> None:
        """Pass an article on, and keep its text where that is asked for."""
        from quoteminer.rows import article_to_row
        from quoteminer.writers.jsonl import dump_line

        self.intake.on_article(article)
        if self.texts is not None:
            self.texts.write(dump_line(article_to_row(article)).encode() + b"\n")

    def count(self, quotes: Iterable[Quote]) -> Iterator[Quote]:
        """Yield the quotes and count them and their speakers."""
        for quote in quotes:
            self.quotes += 1
            if quote.speaker:
                self.speakers.add(quote.speaker_id or quote.speaker)
            yield quote

    def search(self, quotes: Iterable[Quote]) -> Iterator[Quote]:
        """Yield the quotes and count them as looked at."""
        for quote in quotes:
            self.searched = (self.searched or 0) + 1
            yield quote

    def keep(self, quotes: Iterable[Quote | ErrorRow]) -> Iterator[Quote]:
        """Yield the quotes among rows, and tell and count the failures."""
        for quote in quotes:
            if isinstance(quote, ErrorRow):
                self.fail(quote)
            else:
                yield quote

    def tell_log(self) -> None:
        """Tell what the readers found odd since the last time."""
        for warning in self.log.warnings[self._warned :]:
            self.talk.warn(warning)
        for path in self.log.empty[self._empty :]:
            self.talk.warn(f"{path}: is empty.")
        self._warned, self._empty = len(self.log.warnings), len(self.log.empty)

    def progress(self, seconds: float) -> str:
        """Return how far the run is after so many seconds, and how fast."""
        parts = [_number(self.log.articles, "article"), _number(self.quotes, "quote")]
        if self.words and seconds > 0:
            parts.append(f"{self.words / seconds:,.0f} words/s")
        return " · ".join(parts)

    def summary(self) -> str:
        """Return the run in one line."""
        if self.searched is None:
            found = f"{_number(self.log.articles, 'article')}, {_number(self.quotes, 'quote')}"
        else:
            found = f"{self.quotes:,} of {_number(self.searched, 'quote')}"
        parts = [f"{found} by {_number(len(self.speakers), 'speaker')}"]
        counts = {"failed": self.failed, "empty": len(self.log.empty), "skipped": self.log.skipped}
        parts += [f"{count:,} {word}" for word, count in counts.items() if count]
        return "; ".join(parts)


def load_core(engine: Engine) -> Mine:
    """Return the core with its pipeline and patterns loaded.

    Raises:
        PatternsError: when a patterns file is wrong.
        ModelError: when the pipeline is not installed.
    """
    from quoteminer.patterns.loader import load_patterns

    patterns = load_patterns(extra=engine.patterns)  # first: it is fast, and its errors are the user's

    from quoteminer.extract.knowledge import knowledge
    from quoteminer.pipeline import load, mine
    from quoteminer.ranking.choice import DEFAULT, finder

    knowledge(patterns)  # its errors, too, are the user's and not an article's
    ranker = engine.ranker or DEFAULT
    finder(ranker)
    nlp = load(engine.model)
    return lambda article: mine(article, nlp=nlp, patterns=patterns, ranker=ranker)


def mine_paths(
    paths: Iterable[str], engine: Engine, *, account: Account, stdin: IO[bytes] | None = None
) -> Iterator[Quote]:
    """Return an iterator over the quotes of the articles at `paths`; the core is loaded before it is asked.

    Raises:
        UsageError: when the engine's options are wrong.
        PatternsError: when a patterns file is wrong.
        ModelError: when the pipeline is not installed.
    """
    from quoteminer.readers import read_articles

    articles = read_articles(paths, stdin=stdin, reading=engine.reading, log=account.log)
    return mine_articles(articles, load_core(engine), account=account, debug=engine.debug)


def mine_articles(
    articles: Iterable[Article | ErrorRow], mine: Mine, *, account: Account, debug: bool = False
) -> Iterator[Quote]:
    """Yield the quotes of all articles; one that fails is told and counted, and costs no other its quotes."""
    for article in articles:
        account.tell_log()
        if isinstance(article, ErrorRow):
            account.fail(article)
            continue
        account.read(article)
        found = 0
        try:
            for quote in mine(article):
                found += 1
                yield quote
        except Exception as error:  # whatever one article does to the core, the run goes on
            if debug:
                say_traceback()
            account.fail(_failure(article, error, found))
        account.words += len(article.text.split())
        account.talk.detail(f"{article.id}: {_number(found, 'quote')}")
    account.tell_log()


def say_traceback() -> None:
    """Write the traceback of the exception being handled to standard error."""
    for line in traceback.format_exc().splitlines():
        say(line)


def _failure(article: Article, error: Exception, found: int) -> ErrorRow:
    """Return the row for an article at which the core failed after `found` quotes."""
    from quoteminer import __version__

    reason = str(error) if isinstance(error, QuoteminerError) else f"{type(error).__name__}: {error}"
    kept = f" after {_number(found, 'quote')}" if found else ""
    return ErrorRow(
        article=article.id,
        path=article.path,
        kind=error.kind if isinstance(error, QuoteminerError) else ExtractionError.kind,
        message=f"{article.path or article.id}: the extraction failed{kept}: {reason} "
        f"(quoteminer {__version__}). Run it again with --debug for the traceback.",
    )


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
