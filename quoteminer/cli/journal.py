"""What is done of a run: FILE.part with its rows and FILE.manifest, which says of which articles they are."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, cast

from quoteminer.errors import OutputError, UsageError
from quoteminer.model import Article, ErrorRow, Row
from quoteminer.rows import article_to_row

VERSION = 1
"""Of the manifest."""

PART, MANIFEST = ".part", ".manifest"
"""What stands behind the name of the output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article that is done: its content's hash, where its rows end, their hash, and how it failed."""

    article: str
    end: int
    rows: str
    errors: list[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What an earlier run found in an article."""

    rows: list[Row]
    errors: list[ErrorRow]


@contextmanager
def open_journal(target: Path, configuration: Row, *, name: str, resume: bool, force: bool) -> Iterator[Journal]:
    """Open the journal of an output, which the user calls `name`.

    Whatever ends the run, what is done stays beside the target, to go on with; if nothing is done nothing stays.

    Raises:
        OutputError: an unfinished run is there and neither `resume` nor `force` is given, another run is at work on
            it, or the place cannot be written.
        UsageError: the run that is to be resumed had another configuration.
    """
    part, manifest = (target.with_name(target.name + suffix) for suffix in (PART, MANIFEST))
    try:
        stream = cast(IO[bytes], open(part, "r+b" if part.exists() else "x+b", opener=_open_no_link))  # noqa: SIM115
    except OSError as error:
        raise OutputError(
            f"{name}: cannot be written: {error.strerror}.", "Choose a place you may write to."
        ) from error
    with stream:
        _lock(stream, name)
        entries = (
            _check(name, _read(manifest), configuration, resume=resume)
            if _is_wanted(part, resume=resume, force=force)
            else []
        )
        journal = Journal(stream, manifest, entries, head={"manifest": VERSION, "configuration": configuration})
        try:
            yield journal
            stream.flush()
            os.fsync(stream.fileno())  # else a crash of the machine might leave the name and not the rows
        except BaseException:
            if not journal.holds_work():
                part.unlink()
                manifest.unlink(missing_ok=True)
            raise
        finally:
            journal.close()


def places(path: str) -> list[str]:
    """Return the files that an output takes: its own, by the name that it has behind all links, and the journal's."""
    own = os.path.realpath(path)
    return [own, own + PART, own + MANIFEST]


def finish(target: Path, *, name: str) -> None:
    """Put the rows of a run that is over in the target's place.

    Raises:
        OutputError: the place cannot be taken.
    """
    try:
        target.with_name(target.name + PART).replace(target)
    except OSError as error:
        raise OutputError(f"{name}: cannot be replaced: {error.strerror}.", "Name another file.") from error
    target.with_name(target.name + MANIFEST).unlink(missing_ok=True)


class Journal:
    """Writes rows and notes whose they are; tells which articles an earlier run has done."""

    def __init__(self, stream: IO[bytes], manifest: Path, entries: list[Entry], *, head: Row) -> None:
        self._stream, self._manifest, self._head = stream, manifest, head
        self._entries = entries
        self.done = 0
        self._end = 0
        self._rows = hashlib.sha256()
        self._notes: IO[bytes] | None = None

    @property
    def stream(self) -> IO[bytes]:
        """Where the rows are to be written: this object, as far as writers need it."""
        return cast(IO[bytes], self)

    def write(self, data: bytes) -> int:
        """Write rows of the article that is worked on."""
        self._rows.update(data)
        return self._stream.write(data)

    def flush(self) -> None:
        """Hand what is written to the system, from where not even a killed process takes it back."""
        self._stream.flush()

    def isatty(self) -> bool:
        """Return that this is no terminal."""
        return False

    def kept(self, article: Article) -> Kept | None:
        """Return what the earlier run found in the article, if it is the next one and its rows are as they were."""
        entry = self._entries[self.done] if self.done < len(self._entries) else None
        if entry is None or entry.article != hash_article(article):
            return None
        self._stream.seek(self._end)
        raw = self._stream.read(entry.end - self._end)
        if hashlib.sha256(raw).hexdigest() != entry.rows:
            return None
        self.done += 1
        self._end = entry.end
        return Kept(
            rows=[json.loads(line) for line in raw.splitlines()], errors=[ErrorRow(**row) for row in entry.errors]
        )

    def holds_work(self) -> bool:
        """Return whether anything would be lost with it."""
        return bool(self.done or self._entries)

    def begin(self) -> int:
        """Go on behind what is kept, and return how many articles must be done again, for they have changed.

        Raises:
            UsageError: nothing is kept of an earlier run: its articles were others.
        """
        again = len(self._entries) - self.done
        if again and not self.done:
            raise UsageError(
                f"{self._manifest.name}: tells of other articles.",
                "Name the same PATHs, or start anew: --force without --resume.",
            )
        self._stream.seek(self._end)
        self._stream.truncate()
        draft = self._manifest.with_name(self._manifest.name + ".tmp")
        lines = [self._head, *map(asdict, self._entries[: self.done])]
        draft.unlink(missing_ok=True)
        with draft.open("xb") as new:  # not through a link that somebody has put there
            new.write(b"".join(map(_line, lines)))
        draft.replace(self._manifest)
        self._notes = self._manifest.open("ab")
        return again

    def note(self, article: Article, errors: Iterable[ErrorRow]) -> None:
        """Note that the rows written since the last time are all of this article."""
        assert self._notes is not None
        self.flush()
        self._end = self._stream.tell()
        entry = Entry(
            article=hash_article(article),
            end=self._end,
            rows=self._rows.hexdigest(),
            errors=[asdict(error) for error in errors],
        )
        self._notes.write(_line(asdict(entry)))
        self._notes.flush()
        self._rows = hashlib.sha256()
        self.done += 1

    def close(self) -> None:
        """Close the manifest."""
        if self._notes:
            self._notes.close()


def hash_article(article: Article) -> str:
    """Return a digest of all that an article's rows depend on."""
    return hashlib.sha256(_line(article_to_row(article))).hexdigest()


def _open_no_link(path: str, flags: int) -> int:
    """Open a file whose name can be guessed, and no other one that a link of that name leads to."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o666)


def _line(value: Row) -> bytes:
    return json.dumps(value).encode("ascii") + b"\n"


def _read(manifest: Path) -> list[Any]:
    """Return what the manifest's lines hold, up to one that is not whole."""
    lines: list[Any] = []
    try:
        for line in manifest.read_bytes().splitlines(keepends=True):
            lines.append(json.loads(line) if line.endswith(b"\n") else None)
    except (FileNotFoundError, ValueError):
        pass
    return lines[:-1] if lines and lines[-1] is None else lines


def _is_wanted(part: Path, *, resume: bool, force: bool) -> bool:
    """Return whether anything was written that is not to be thrown away."""
    return part.stat().st_size > 0 and (resume or not force)


def _check(name: str, lines: list[Any], configuration: Row, *, resume: bool) -> list[Entry]:
    """Return the articles that are done, if it is right to go on with them."""
    part = name + PART
    if not resume:
        raise OutputError(
            f"{part}: is what an unfinished run left.", "Go on with --resume, or start anew with --force."
        )
    head = lines[0] if lines and isinstance(lines[0], dict) else {}
    before = head.get("configuration")
    if head.get("manifest") != VERSION or not isinstance(before, dict):
        raise OutputError(f"{part}: cannot be resumed: it has no manifest of this version.", "Start anew: --force.")
    differing = [key for key in {**before, **configuration} if before.get(key) != configuration.get(key)]
    if differing:
        told = "; ".join(f"{key} was {before.get(key)}, is {configuration.get(key)}" for key in differing)
        raise UsageError(
            f"{part}: was begun otherwise: {told}.", "Run it as before, or start anew: --force without --resume."
        )
    return list(_entries(lines[1:]))


def _entries(lines: list[Any]) -> Iterator[Entry]:
    """Yield what the lines of a manifest say up to one that is damaged; from there on all is done again."""
    for line in lines:
        try:
            entry = Entry(**line)
        except TypeError:
            return
        yield entry


def _lock(stream: IO[bytes], name: str) -> None:
    """Keep other runs from the file, for as long as it is open."""
    if sys.platform == "win32":  # an open file cannot be replaced there
        return
    import fcntl

    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise OutputError(f"{name}: another run is writing it.", "Let it end, or name another file.") from error
