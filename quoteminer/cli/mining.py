"""Articles → quotes, with an account of what was read, found and failed."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

from quoteminer.batch import Done, Mine, load_mine, run_input
from quoteminer.cli.journal import Journal
from quoteminer.cli.talk import Talk
from quoteminer.errors import LanguageError, TooManyFailuresError
from quoteminer.model import Article, ErrorRow, Quote, Row
from quoteminer.readers.settings import Reading
from quoteminer.readers.walk import ReadLog
from quoteminer.writers.style import Intake

__all__ = ["Account", "Engine", "Mine", "load_core", "mine_articles", "mine_paths"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """The options that say how articles are read and quotes are found; `kept_text` names the texts of rows."""

    patterns: tuple[Path, ...] = ()
    speakers: tuple[Path, ...] = ()
    model: str | None = None
    ranker: str | None = None
    direct_only: bool = False
    reading: Reading = field(default_factory=Reading)
    kept_text: str | None = None


@dataclass(slots=True, kw_only=True)
class Account:
    """What happened in a run: told on standard error, with a row for every failure in `errors`.

    `failed` counts them by kind; more than `max_errors` end the run. `quotes` and `speakers` are those written,
    `articles` and `words` what was searched for them. `searched` counts the quotes looked at in a search. `intake`
    passes articles and failures on to the writer, and `texts` gets a row for every article with its text.
    """

    talk: Talk
    max_errors: int | None = None
    errors: IO[bytes] | None = None
    texts: IO[bytes] | None = None
    intake: Intake = field(default_factory=Intake)
    log: ReadLog = field(default_factory=ReadLog)
    searched: int | None = None
    articles: int = 0
    words: int = 0
    quotes: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    foreign: int = 0
    speakers: set[str] = field(default_factory=set)
    _warned: int = 0
    _empty: int = 0

    def fail(self, row: ErrorRow) -> None:
        """Count and tell a failure, or that an article is in another language, and write its row.

        Raises:
            TooManyFailuresError: when there are more failures than `max_errors`.
        """
        from quoteminer.rows import error_to_row
        from quoteminer.writers.jsonl import write_line

        if row.kind == LanguageError.kind:
            self.foreign += 1
            self.talk.warn(row.message)
        else:
            self.failed[row.kind] += 1
            self.talk.error(row.message)
        self.intake.on_error(row)
        if self.errors is not None:
            write_line(error_to_row(row), self.errors)
        failed = self.failed.total()
        if self.max_errors is not None and failed > self.max_errors:
            raise TooManyFailuresError(
                f"Gave up: {failed:,} failed, and {self.max_errors:,} may.", "Mend them, or allow more: --max-errors N."
            )

    def read(self, article: Article) -> None:
        """Pass an article on, and keep its text where that is asked for."""
        from quoteminer.rows import article_to_row
        from quoteminer.writers.jsonl import write_line

        self.intake.on_article(article)
        if self.texts is not None:
            write_line(article_to_row(article), self.texts)

    def begin(self, article: Article) -> None:
        """Take up an article, before its first quote."""
        self.articles += 1
        self.read(article)

    def end(self, article: Article, found: int) -> None:
        """Leave an article behind, after its last quote."""
        self.words += len(article.text.split())
        self.talk.detail(f"{article.id}: {_number(found, 'quote')}")

    def count_rows(self, rows: Iterable[Row]) -> None:
        """Count rows that an earlier run has written, and their speakers."""
        for row in rows:
            self.quotes += 1
            if row["speaker"]:
                self.speakers.add(row["speaker_id"] or row["speaker"])

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
        if self.failed:
            parts.append(f"{self.failed.total():,} failed ({_kinds(self.failed)})")
        counts = {
            "in another language": self.foreign,
            "empty": len(self.log.empty),
            "skipped": self.log.skipped,
            "not UTF-8": self.log.recoded,
        }
        parts += [f"{count:,} {word}" for word, count in counts.items() if count]
        return "; ".join(parts)


_RARELY = 20_000
"""Objects made until Python looks for cycles among them: an article's words come in that number and all go together.

At its own 700 it spends a twentieth of the time on looking.
"""


def load_core(engine: Engine) -> Mine:
    """Return the core with its pipeline, patterns and speakers loaded, in a process that is ours.

    Raises:
        PatternsError: when a file of patterns or speakers is wrong.
        ModelError: when the pipeline is not installed.
    """
    gc.set_threshold(_RARELY)
    return load_mine(
        patterns=engine.patterns,
        speakers=engine.speakers,
        model=engine.model,
        ranker=engine.ranker,
        direct_only=engine.direct_only,
        any_language=engine.reading.any_language,
    )


def mine_paths(  # noqa: PLR0913 - options
    paths: Iterable[str],
    engine: Engine,
    *,
    account: Account,
    stdin: IO[bytes] | None = None,
    jobs: int = 1,
    journal: Journal | None = None,
) -> Generator[Quote, None, None]:
    """Return an iterator over the quotes of the articles at `paths`, found by up to `jobs` processes.

    The quotes of articles that the journal has done are not among them. One process loads the core before it is
    asked for a quote.

    Raises:
        UsageError: when the engine's options are wrong.
        PatternsError: when a file of patterns or speakers is wrong.
        ModelError: when the pipeline is not installed.
    """
    from quoteminer.patterns.known_speakers import load_speakers
    from quoteminer.patterns.loader import load_patterns
    from quoteminer.readers import read_articles
    from quoteminer.workers import run_inputs

    inputs = read_articles(paths, stdin=stdin, reading=engine.reading, log=account.log)
    if journal:
        inputs = _undone(inputs, journal, account)
    if jobs > 1:
        load_patterns(extra=engine.patterns)  # errors are told before anything is read
        load_speakers(extra=engine.speakers)
        done = run_inputs(inputs, partial(load_core, engine), jobs=jobs)
        return mine_articles(done, account=account, journal=journal)
    mine = load_core(engine)
    return mine_articles((run_input(given, mine) for given in inputs), account=account, journal=journal)


def mine_articles(
    done: Iterable[Done], *, account: Account, journal: Journal | None = None
) -> Generator[Quote, None, None]:
    """Yield the quotes of all articles that are done; what failed is told and counted."""
    for one in done:
        account.tell_log()
        if one.article:
            account.begin(one.article)
        yield from one.quotes
        for error in one.errors:
            account.fail(error)
        if one.article:
            account.end(one.article, len(one.quotes))
            if journal:
                journal.note(one.article, one.errors)
    account.tell_log()


def _undone(inputs: Iterable[Article | ErrorRow], journal: Journal, account: Account) -> Iterator[Article | ErrorRow]:
    """Yield the inputs from the first on that is not done; those before are told of as if they were done now."""
    waiting = iter(inputs)
    for given in waiting:
        account.tell_log()
        if isinstance(given, ErrorRow):
            account.fail(given)
            continue
        kept = journal.kept(given)
        if kept is None:
            _begin(journal, account)
            yield given
            break
        account.begin(given)
        account.count_rows(kept.rows)
        for error in kept.errors:
            account.fail(error)
        account.end(given, len(kept.rows))
    else:
        _begin(journal, account)
    yield from waiting


def _begin(journal: Journal, account: Account) -> None:
    if again := journal.begin():
        account.talk.warn(f"{_number(again, 'article')} that had been done will be done again: the input has changed.")
    if journal.done:
        account.talk.tell(f"{_number(journal.done, 'article')} had been done; going on.")


def _kinds(failed: Counter[str]) -> str:
    return ", ".join(f"{count:,} {kind}" for kind, count in failed.items()) if len(failed) > 1 else next(iter(failed))


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
