"""Where the rows go: standard output, or a file that is whole or not there at all."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from quoteminer.cli.words import target_words
from quoteminer.errors import OutputError, UsageError

if TYPE_CHECKING:
    from quoteminer.analysis.context import Line
    from quoteminer.model import Quote
    from quoteminer.writers.style import Highlight, Intake

STDOUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sink:
    """The options that say where and how the rows are written; those that `Style` has are told there."""

    format: str | None = None
    output: str | None = None
    force: bool = False
    color: bool | None = None
    raw_csv: bool = False
    highlight: Highlight | None = None
    context: Callable[[Quote], list[Line]] | None = None


def write_quotes(
    quotes: Iterable[Quote], sink: Sink, *, intake: Intake | None = None, stream: IO[bytes] | None = None
) -> None:
    """Write the quotes in the sink's format as they come, to `stream` if the output is open already.

    `intake` tells the writer what else is read.

    Raises:
        OutputError: when the output exists, or its directory is missing or read-only.
        UsageError: when the format cannot be told from the file's suffix.
    """
    from quoteminer.writers import WRITERS, Style
    from quoteminer.writers.style import Intake

    write = WRITERS[choose_format(sink)].load()
    with nullcontext(stream) if stream else open_output(sink.output, force=sink.force) as opened:
        style = Style(
            color=sink.color,
            raw_csv=sink.raw_csv,
            highlight=sink.highlight,
            context=sink.context,
            target_words=target_words,
            intake=intake or Intake(),
        )
        write(quotes, opened, style)


def choose_format(sink: Sink, formats: Mapping[str, Sequence[str]] | None = None) -> str:
    """Return the format asked for, else the one of the file's suffix, else a table on a terminal, else JSONL.

    `formats` are those of the output with their suffixes; by default those of quotes.

    Raises:
        UsageError: when the file's suffix names no format.
    """
    from quoteminer.writers import WRITERS

    formats = formats or {name: known.suffixes for name, known in WRITERS.items()}
    if sink.format:
        return sink.format
    if sink.output in (None, STDOUT):
        return "table" if sys.stdout.isatty() else "jsonl"
    suffix = Path(str(sink.output)).suffix.lower()
    for name, known in formats.items():
        if suffix in known:
            return name
    suffixes = ", ".join(suffix for known in formats.values() for suffix in known)
    raise UsageError(f"{sink.output}: no format has the suffix {suffix!r}.", f"Say --format, or use one of {suffixes}.")


@contextmanager
def open_output(path: str | None, *, force: bool) -> Iterator[IO[bytes]]:
    """Open the output for bytes: standard output for None and "-", else a new file beside the target.

    The new file takes the target's place when all is written; if anything fails the target stays as it was.

    Raises:
        OutputError: when the target exists and `force` is not given, or cannot be written.
    """
    if path is None or path == STDOUT:
        sys.stdout.flush()
        yield sys.stdout.buffer
        return
    target = Path(os.path.realpath(path))  # through a link, so that the link stays one
    _check(target, path, force=force)
    if target.exists() and not target.is_file():  # a pipe or a device has no place to take
        with _open(target, path) as stream:
            yield stream
        return
    draft = target.with_name(f".quoteminer-{secrets.token_hex(6)}.tmp")
    try:
        with _open(draft, path) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())  # else a crash of the machine might leave the name and not the rows
        _check(target, path, force=force)
        _replace(draft, target, path)
    finally:
        draft.unlink(missing_ok=True)


def check_sink(sink: Sink) -> None:
    """Look for what is wrong with the sink before any work is done.

    Raises:
        OutputError: when the output exists and `force` is not given, or its directory is missing.
        UsageError: when the format cannot be told from the file's suffix, or is not for a terminal or a pipe.
    """
    from quoteminer.writers import WRITERS

    name = choose_format(sink)
    path = check_file(sink)
    if WRITERS[name].needs_file and (path is None or not _is_place_for_file(path)):
        raise UsageError(f"{name} cannot go to a pipe.", f"Name a file: -o quotes{WRITERS[name].suffixes[0]}")
    if WRITERS[name].binary and path is None and sys.stdout.isatty():
        raise UsageError(f"{name} is nothing for a terminal.", f"Name a file: -o quotes{WRITERS[name].suffixes[0]}")


def check_file(sink: Sink) -> str | None:
    """Return the path of the sink's file if it can be written; None for standard output.

    Raises:
        OutputError: when the file exists and `force` is not given, or its directory is missing.
    """
    path = None if sink.output in (None, STDOUT) else str(sink.output)
    if path is not None:
        _check(Path(os.path.realpath(path)), path, force=sink.force)
    return path


def _is_place_for_file(path: str) -> bool:
    """Return whether a new file can take the place: there is none, or a plain one."""
    target = Path(os.path.realpath(path))
    return not target.exists() or target.is_file()


def _check(target: Path, path: str, *, force: bool) -> None:
    if target.is_dir():
        raise OutputError(f"{path}: is a directory.", "Name a file in it.")
    if not target.parent.is_dir():
        raise OutputError(f"{path}: the directory {target.parent} does not exist.", "Make it first, with mkdir -p.")
    if target.is_file() and not force:
        raise OutputError(f"{path}: exists already.", "Say --force to replace it, or name another file.")


def _replace(draft: Path, target: Path, path: str) -> None:
    try:
        draft.replace(target)
    except OSError as error:
        raise OutputError(f"{path}: cannot be replaced: {error.strerror}.", "Name another file.") from error


def _open(target: Path, path: str) -> IO[bytes]:
    try:
        return target.open("wb")
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written: {error.strerror}.", "Choose a place you may write to."
        ) from error
