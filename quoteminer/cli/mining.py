"""Articles → quotes, with an account of what was read, found and failed."""

from __future__ import annotations

import traceback
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

from quoteminer.batch import Done, Mine, load_mine, run_input
from quoteminer.cli.talk import Talk, say
from quoteminer.model import Article, ErrorRow, Quote
from quoteminer.readers.settings import Reading
from quoteminer.readers.walk import ReadLog
from quoteminer.writers.style import Intake

__all__ = ["Account", "Engine", "Mine", "load_core", "mine_articles", "mine_paths", "say_traceback"]


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

    `quotes` and `speakers` are those written, `articles` and `words` what was searched for them. `searched` counts the
    quotes looked at in a search. `intake` passes articles and failures on to the writer, and `texts` gets a row for
    every article with its text.
    """

    talk: Talk
    errors: IO[bytes] | None = None
    texts: IO[bytes] | None = None
    intake: Intake = field(default_factory=Intake)
    log: ReadLog = field(default_factory=ReadLog)
    searched: int | None = None
    articles: int = 0
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
        parts = [_number(self.articles, "article"), _number(self.quotes, "quote")]
        if self.words and seconds > 0:
            parts.append(f"{self.words / seconds:,.0f} words/s")
        return " · ".join(parts)

    def summary(self) -> str:
        """Return the run in one line."""
        if self.searched is None:
            found = f"{_number(self.articles, 'article')}, {_number(self.quotes, 'quote')}"
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
    return load_mine(patterns=engine.patterns, model=engine.model, ranker=engine.ranker)


def mine_paths(
    paths: Iterable[str], engine: Engine, *, account: Account, stdin: IO[bytes] | None = None, jobs: int = 1
) -> Generator[Quote, None, None]:
    """Return an iterator over the quotes of the articles at `paths`, found by up to `jobs` processes.

    One process loads the core before it is asked for a quote.

    Raises:
        UsageError: when the engine's options are wrong.
        PatternsError: when a patterns file is wrong.
        ModelError: when the pipeline is not installed.
    """
    from quoteminer.patterns.loader import load_patterns
    from quoteminer.readers import read_articles
    from quoteminer.workers import run_inputs

    inputs = read_articles(paths, stdin=stdin, reading=engine.reading, log=account.log)
    if jobs > 1:
        load_patterns(extra=engine.patterns)  # its errors are told before anything is read
        return mine_articles(run_inputs(inputs, partial(load_core, engine), jobs=jobs), account=account)
    mine = load_core(engine)
    return mine_articles((run_input(given, mine) for given in inputs), account=account)


def mine_articles(done: Iterable[Done], *, account: Account) -> Generator[Quote, None, None]:
    """Yield the quotes of all articles that are done; what failed is told and counted."""
    for one in done:
        account.tell_log()
        if one.article:
            account.articles += 1
            account.read(one.article)
        yield from one.quotes
        for error in one.errors:
            account.fail(error)
        if one.article:
            account.words += len(one.article.text.split())
            account.talk.detail(f"{one.article.id}: {_number(len(one.quotes), 'quote')}")
    account.tell_log()


def say_traceback() -> None:
    """Write the traceback of the exception being handled to standard error."""
    for line in traceback.format_exc().splitlines():
        say(line)


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
