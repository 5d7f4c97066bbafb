"""Packed bytes → bytes: gzip and zstd, known by their first bytes, with a cap on what comes out."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from typing import IO, Any, Protocol, cast

from quoteminer.errors import InputError
from quoteminer.readers.extras import require

LARGEST = 64 * 1024 * 1024
"""Bytes of one article at most, or of one line: eleven million words. No article is; a whole archive may be."""

FREE = 100 * 1024 * 1024
"""Bytes that any packed file may unpack to."""

RATIO = 200
"""Bytes that each packed byte may unpack to beyond `FREE`. News packs 3 to 10 times, the same page again and again
up to 100; bombs are made of 1,000 (gzip's most) and more."""

_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_ZSTD_SKIPPABLE = b"\x2a\x4d\x18"
"""The bytes after the first of a frame that zstd passes over."""


class _Source(Protocol):
    def read1(self, size: int, /) -> bytes: ...


def unpack(stream: IO[bytes], *, where: str) -> IO[bytes]:
    """Return the stream itself, or a stream of what is packed in it.

    A file that breaks off, is damaged, or unpacks to absurdly much gives all that can be had, then raises
    InputError instead of ending.

    Raises:
        InputError: when zstd is met and its package is not installed.
    """
    peekable = cast(Any, stream if hasattr(stream, "peek") else io.BufferedReader(cast(Any, stream)))
    head = bytes(peekable.peek(4)[:4])
    counted = _Counted(peekable)
    if head.startswith(_GZIP):
        source: _Source = gzip.GzipFile(fileobj=cast(Any, counted))
        return cast(IO[bytes], io.BufferedReader(_Unpacked(source, counted, where=where)))
    if head == _ZSTD or (head[1:] == _ZSTD_SKIPPABLE and 0x50 <= head[0] <= 0x5F):
        source = _zstd(where).ZstdFile(counted)
        return cast(IO[bytes], io.BufferedReader(_Unpacked(source, counted, where=where)))
    return cast(IO[bytes], peekable)


def read_whole(stream: IO[bytes], *, where: str) -> bytes:
    """Return all bytes of the stream.

    Raises:
        InputError: when there are more than an article has.
    """
    raw = stream.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise too_large(where)
    return raw


def read_lines(stream: IO[bytes], *, where: str) -> Iterator[tuple[int, bytes]]:
    """Yield number and bytes of each line, its end included; of one that is too long only the beginning."""
    number = 0
    while line := stream.readline(LARGEST + 1):
        number += 1
        rest = line
        while len(rest) > LARGEST and not rest.endswith(b"\n"):
            rest = stream.readline(LARGEST + 1)
        yield number, line


def too_large(where: str) -> InputError:
    """Return the error that says that an article is too large."""
    return InputError(f"{where}: is larger than {LARGEST // 2**20} MiB, more than one article.", "Split it up first.")


def too_much(where: str) -> InputError:
    """Return the error that says that a packed file is a bomb."""
    return InputError(
        f"{where}: unpacks to more than {RATIO} times its size: it looks like a bomb.",
        "If it is none, unpack it yourself and read what comes out.",
    )


class _Counted:
    """Counts the packed bytes that are read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.bytes = 0

    def read(self, size: int = -1) -> bytes:
        raw = self._stream.read(size)
        self.bytes += len(raw)
        return raw


class _Unpacked(io.RawIOBase):
    """What is packed in a stream. `readinto` gives what is there before it raises."""

    def __init__(self, source: _Source, packed: _Counted, *, where: str) -> None:
        self._source, self._packed, self._where = source, packed, where
        self._bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        try:
            raw = self._source.read1(len(buffer))
        except EOFError as error:
            raise InputError(
                f"{self._where}: breaks off: the packed data has no end.",
                "What came before is read. Fetch the file anew.",
            ) from error
        except (OSError, zlib.error, _zstd_error()) as error:
            raise InputError(
                f"{self._where}: cannot be unpacked: {error}.", "What came before is read. Fetch the file anew."
            ) from error
        self._bytes += len(raw)
        if self._bytes > FREE + RATIO * self._packed.bytes:
            raise too_much(self._where)
        buffer[: len(raw)] = raw
        return len(raw)


def _zstd(where: str) -> Any:
    name = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
    return require(name, extra="zst", where=where)


def _zstd_error() -> type[Exception]:
    """Return the exception of zstd where it is loaded; it cannot have been raised where it is not."""
    module = sys.modules.get("compression.zstd") or sys.modules.get("backports.zstd")
    return cast(type[Exception], module.ZstdError) if module else EOFError
