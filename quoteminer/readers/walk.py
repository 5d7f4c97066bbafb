"""PATH arguments → the files to read, in sorted order, each with its article id."""

from __future__ import annotations

import errno
import os
import shlex
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quoteminer.errors import InputError
from quoteminer.model import ErrorRow
from quoteminer.readers.formats import DEFAULT, PACKED, format_of, split_name, suffixes

STDIN = "-"
"""The PATH that means standard input."""

_GONE = (errno.ENOENT, errno.ELOOP)
"""What is left out as no article: a link that leads nowhere. What else cannot be looked at may be a directory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an article is read: its id, its path as the record gives it ("-" for standard input), its format.

    The id of a file that holds several articles stands before their numbers, where they have no ids of their own.
    """

    id: str
    path: str
    format: str


@dataclass(slots=True, kw_only=True)
class ReadLog:
    """What reading came across: counted while the articles are read.

    `skipped` counts files in directories without a reader; `empty` names inputs without a word; `recoded` counts
    files and rows whose bytes were neither UTF-8 nor UTF-16; `warnings` are sentences for the user.
    """

    articles: int = 0
    skipped: int = 0
    recoded: int = 0
    empty: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def find_inputs(paths: Sequence[str], *, form: str | None = None, log: ReadLog) -> Iterator[Origin | ErrorRow]:
    """Yield the files named by `paths`, or below them, and an error row for each path that gives none.

    A directory gives its files with a known suffix, or with a given `form` all, sorted by name, without hidden
    files; directories reached a second time through a symbolic link are left out, other files are counted in
    `log.skipped`.
    """
    for path in paths:
        try:
            yield from _find(path, several=len(paths) > 1, form=form, log=log)
        except InputError as error:
            yield error_row(error, path=path)


def error_row(error: InputError, *, path: str, article: str | None = None) -> ErrorRow:
    """Return the row that tells of `error`, with its hint."""
    return ErrorRow(article=article, path=path, kind=error.kind, message=f"{error.message} {error.hint}".strip())


def unreadable(path: str, error: OSError | ValueError) -> InputError:
    """Return the error that says why `path` cannot be read and what to do."""
    if isinstance(error, FileNotFoundError):
        return InputError(f"{path}: no such file or directory.", "Check the spelling, or the directory you are in.")
    if isinstance(error, PermissionError):
        return InputError(f"{path}: no permission to read it.", "Check its permissions, for example: ls -l")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return InputError(f"{path}: cannot be read: {reason}.", "Check the path and the disk.")


def _find(path: str, *, several: bool, form: str | None, log: ReadLog) -> Iterator[Origin | ErrorRow]:
    if path == STDIN:
        yield Origin(id="stdin", path=STDIN, format=form or DEFAULT)
        return
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - "" is no directory, Path("") would be
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if stat.S_ISDIR(mode):
        yield from _find_below(path, several=several, form=form, log=log)
    elif stat.S_ISREG(mode) or stat.S_ISFIFO(mode):  # a FIFO is what <(command) of a shell gives
        yield _explicit(path, several=several, form=form)
    else:
        raise InputError(f"{path}: is no file and no directory.", "Name a file, a directory, or - for standard input.")


def _explicit(path: str, *, several: bool, form: str | None) -> Origin:
    stem, suffix = split_name(path if several else Path(path).name)
    form = form or format_of(path)
    if suffix and not form:
        raise InputError(
            f"{path}: no reader for {suffix} files (readable: {', '.join(suffixes())}, each also with "
            f"{' or '.join(PACKED)}).",
            f"If it is plain text: quoteminer extract --input-format text {shlex.quote(path)}",
        )
    return Origin(id=stem, path=path, format=form or DEFAULT)


def _find_below(path: str, *, several: bool, form: str | None, log: ReadLog) -> Iterator[Origin | ErrorRow]:
    root, before, found = Path(path), log.skipped, False
    for entry in _walk(path):
        if isinstance(entry, ErrorRow):
            found = True
            yield entry
            continue
        entry_form = form or format_of(entry)
        if not entry_form or not _is_file(entry):
            log.skipped += 1
        else:
            found = True
            name = Path(entry) if several else Path(entry).relative_to(root)
            yield Origin(id=split_name(str(name))[0], path=entry, format=entry_form)
    if not found:
        raise InputError(
            f"{path}: holds no article: no {', '.join(suffixes())} file in it, {log.skipped - before} of other kinds.",
            "Name the files, or a directory that holds some.",
        )


def _walk(top: str) -> Iterator[str | ErrorRow]:
    """Yield the paths of all visible files below `top`, each directory once; its own stack, for any depth."""
    stack: list[str] = [top]
    seen: set[tuple[int, int]] = set()
    while stack:
        path = stack.pop()
        try:
            status = Path(path).stat()
        except OSError as error:
            yield path if error.errno in _GONE or format_of(path) else error_row(unreadable(path, error), path=path)
            continue
        if not stat.S_ISDIR(status.st_mode):
            yield path
            continue
        try:
            names = sorted(os.listdir(path), reverse=True)  # noqa: PTH208 - names, not paths
        except OSError as error:
            yield error_row(unreadable(path, error), path=path)
            continue
        if (status.st_dev, status.st_ino) not in seen:
            seen.add((status.st_dev, status.st_ino))
            stack.extend(str(Path(path) / name) for name in names if not name.startswith("."))


def _is_file(path: str) -> bool:
    """Return whether reading `path` is worth a try: a file, or a broken link (whose error is told)."""
    status = _status(path)
    return status is None or stat.S_ISREG(status.st_mode)


def _status(path: str) -> os.stat_result | None:
    try:
        return Path(path).stat()
    except OSError:
        return None
