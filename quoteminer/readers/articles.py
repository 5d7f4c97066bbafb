"""Paths → articles: the one table of input formats, and the loop that never stops at a bad file."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from quoteminer.errors import InputError, UsageError
from quoteminer.model import Article, ErrorRow
from quoteminer.readers.days import DayOrder, check_day
from quoteminer.readers.settings import Settings
from quoteminer.readers.text import read_text
from quoteminer.readers.walk import STDIN, Origin, ReadLog, error_row, find_inputs, unreadable

Reader = Callable[[IO[bytes], Origin, Settings], Iterator[Article | ErrorRow]]
"""A reader yields the articles of one open file; it may yield an error row for a part and go on."""

READERS: dict[str, Reader] = {".txt": read_text, ".text": read_text, ".md": read_text}
"""The input formats by suffix. A file named without a suffix, and standard input, are plain text."""

_log = logging.getLogger(__name__)


def read_articles(
    paths: Iterable[str | Path],
    *,
    stdin: IO[bytes] | None = None,
    published: str | None = None,
    day_order: DayOrder | None = None,
    log: ReadLog | None = None,
) -> Iterator[Article | ErrorRow]:
    """Return an iterator over the articles at `paths`, with an error row in place of each input that failed.

    Args:
        paths: Files, directories, or "-" for standard input.
        stdin: What "-" reads.
        published: The day (YYYY-MM-DD) of articles that do not give theirs; it never overrides one.
        day_order: How 03/04/2025 is to be read; without it such a date is left out, with a warning in `log`.
        log: Is filled with counts and warnings while the articles are read.

    Raises:
        UsageError: when `published` is no day, or standard input is named twice.
    """
    arguments = [os.fspath(path) for path in paths]
    if arguments.count(STDIN) > 1:
        raise UsageError("- is named twice.", "Standard input can be read once; name it once.")
    if published is not None:
        published = check_day(published)
    settings = Settings(log=ReadLog() if log is None else log, published=published, day_order=day_order)
    return _read_all(arguments, stdin=stdin, settings=settings)


def _read_all(paths: list[str], *, stdin: IO[bytes] | None, settings: Settings) -> Iterator[Article | ErrorRow]:
    for origin in find_inputs(paths, suffixes=READERS, log=settings.log):
        if isinstance(origin, ErrorRow):
            yield origin
            continue
        try:
            for article in _read(origin, stdin=stdin, settings=settings):
                _count(article, settings.log)
                yield article
        except InputError as error:
            yield error_row(error, path=origin.path, article=origin.id)
        except Exception as error:  # a reader's bug on one file must not cost the other files
            _log.debug("%s", origin.path, exc_info=True)
            failure = InputError(
                f"{origin.path}: {type(error).__name__}: {error}.", "Run again with --debug for details."
            )
            yield error_row(failure, path=origin.path, article=origin.id)


def _read(origin: Origin, *, stdin: IO[bytes] | None, settings: Settings) -> Iterator[Article | ErrorRow]:
    read = READERS.get(origin.suffix, read_text)
    if origin.path == STDIN:
        if stdin is None:
            raise InputError("-: there is no standard input here.", "Pass stdin=, or name a file.")
        yield from read(stdin, origin, settings)
        return
    try:
        with Path(origin.path).open("rb") as stream:
            yield from read(stream, origin, settings)
    except OSError as error:
        raise unreadable(origin.path, error) from error


def _count(article: Article | ErrorRow, log: ReadLog) -> None:
    if isinstance(article, Article):
        log.articles += 1
        if not article.text.strip():
            log.empty.append(article.path or article.id)
