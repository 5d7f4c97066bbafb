"""Paths → articles: the loop that never stops at a bad file."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from quoteminer.errors import InputError, UsageError
from quoteminer.model import Article, ErrorRow
from quoteminer.readers.days import check_day
from quoteminer.readers.decoding import check_encoding
from quoteminer.readers.formats import READERS
from quoteminer.readers.settings import Reading, Settings
from quoteminer.readers.unpacking import unpack
from quoteminer.readers.walk import STDIN, Origin, ReadLog, error_row, find_inputs, unreadable

_log = logging.getLogger(__name__)


def read_articles(
    paths: Iterable[str | Path],
    *,
    stdin: IO[bytes] | None = None,
    reading: Reading | None = None,
    log: ReadLog | None = None,
) -> Iterator[Article | ErrorRow]:
    """Return an iterator over the articles at `paths`, with an error row in place of each input that failed.

    Args:
        paths: Files, directories, or "-" for standard input.
        stdin: What "-" reads.
        reading: What the caller knows about the articles.
        log: Is filled with counts and warnings while the articles are read.

    Raises:
        UsageError: when the day of `reading` is none, its format or encoding is unknown, or standard
            input is named twice.
    """
    arguments = [os.fspath(path) for path in paths]
    if arguments.count(STDIN) > 1:
        raise UsageError("- is named twice.", "Standard input can be read once; name it once.")
    reading = reading or Reading()
    if reading.published is not None:
        check_day(reading.published)
    if reading.encoding is not None:
        check_encoding(reading.encoding)
    if reading.format is not None and reading.format not in READERS:
        raise UsageError(f"{reading.format!r} is no input format.", f"Say one of {', '.join(READERS)}.")
    return _read_all(arguments, stdin=stdin, settings=Settings(log=ReadLog() if log is None else log, reading=reading))


def _read_all(paths: list[str], *, stdin: IO[bytes] | None, settings: Settings) -> Iterator[Article | ErrorRow]:
    for origin in find_inputs(paths, form=settings.reading.format, log=settings.log):
        if isinstance(origin, ErrorRow):
            yield origin
            continue
        bare = True
        try:
            for article in _read(origin, stdin=stdin, settings=settings):
                bare = False
                _count(article, origin, settings.log)
                yield article
            if bare:
                settings.log.empty.append(origin.path)
        except InputError as error:
            yield error_row(error, path=origin.path, article=origin.id)
        except Exception as error:  # a reader's bug on one file must not cost the other files
            _log.debug("%s", origin.path, exc_info=True)
            failure = InputError(
                f"{origin.path}: {type(error).__name__}: {error}.", "Run again with --debug for details."
            )
            yield error_row(failure, path=origin.path, article=origin.id)


def _read(origin: Origin, *, stdin: IO[bytes] | None, settings: Settings) -> Iterator[Article | ErrorRow]:
    read = READERS[origin.format].load()
    if origin.path == STDIN:
        if stdin is None:
            raise InputError("-: there is no standard input here.", "Pass stdin=, or name a file.")
        yield from read(unpack(stdin, where=STDIN), origin, settings)
        return
    try:
        with Path(origin.path).open("rb") as stream:
            yield from read(unpack(stream, where=origin.path), origin, settings)
    except OSError as error:
        raise unreadable(origin.path, error) from error


def _count(article: Article | ErrorRow, origin: Origin, log: ReadLog) -> None:
    if isinstance(article, Article):
        log.articles += 1
        if not article.text.strip():
            log.empty.append(origin.path if article.id == origin.id else f"{origin.path}: {article.id}")
