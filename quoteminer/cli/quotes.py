"""PATH arguments → quotes, be they extracted rows or articles: what grep, stats and echoes search."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING

from quoteminer.errors import InputError

if TYPE_CHECKING:
    from quoteminer.cli.mining import Account, Engine
    from quoteminer.model import Quote

STDIN = "-"


def read_quotes(paths: Iterable[str], engine: Engine, *, account: Account) -> Iterator[Quote]:
    """Yield the quotes of rows first, then those of articles, for which alone the pipeline is loaded."""
    from quoteminer.cli.mining import mine_paths
    from quoteminer.readers.rows import open_rows
    from quoteminer.readers.walk import error_row

    if engine.kept_text:
        _pass_on(engine.kept_text, account)
    articles: list[str] = []
    stdin: IO[bytes] | None = None
    for path in paths:
        opened = _open(path)
        if opened is None:
            articles.append(path)
            continue
        with opened as file:
            try:
                rows, stream = open_rows(file, path=path)
            except InputError as error:
                account.fail(error_row(error, path=path))
                continue
            if rows is not None:
                yield from account.keep(rows)
            elif path == STDIN or not file.seekable():  # it cannot be opened a second time
                articles.append(STDIN)
                stdin = stream if path == STDIN else _kept(stream)
            else:
                articles.append(path)
    if articles:
        yield from mine_paths(articles, engine, account=account, stdin=stdin)


def _pass_on(path: str, account: Account) -> None:
    """Give the kept texts to the writer, as if their articles were read now."""
    from quoteminer.model import ErrorRow
    from quoteminer.readers.kept import read_kept

    for article in read_kept(path):
        if isinstance(article, ErrorRow):
            account.fail(article)
        else:
            account.read(article)


def _open(path: str) -> AbstractContextManager[IO[bytes]] | None:
    """Return the stream of a file, a pipe or standard input; None where the article readers must explain."""
    if path == STDIN:
        return nullcontext(sys.stdin.buffer)
    try:
        return None if Path(path).is_dir() else Path(path).open("rb")
    except (OSError, ValueError):
        return None


def _kept(stream: IO[bytes]) -> IO[bytes]:
    """Return what is left in a pipe, which is about to be closed."""
    from io import BytesIO

    return BytesIO(stream.read())
