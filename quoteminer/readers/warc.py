"""WARC: the articles on the pages that a crawler fetched, and the texts of a WET file."""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO, Any, cast

from quoteminer.errors import InputError
from quoteminer.model import Article, ErrorRow
from quoteminer.readers.building import Given, OddDates, build_article
from quoteminer.readers.extras import require
from quoteminer.readers.html_pages import Page, decode_page, extract_page
from quoteminer.readers.settings import Settings
from quoteminer.readers.unpacking import LARGEST, too_large
from quoteminer.readers.walk import Origin, error_row

_HTML = ("text/html", "application/xhtml+xml")
_FOUND = 200
_END = b"\r\n\r\n"
"""What every record ends with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fetched:
    """A page as it was fetched; `html` is false for a text that was extracted from one."""

    id: str | None
    url: str | None
    day: str | None
    charset: str | None
    encoding: str
    html: bool
    raw: bytes


def read_warc(stream: IO[bytes], origin: Origin, settings: Settings) -> Iterator[Article | ErrorRow]:
    """Yield the article of every page that was fetched well; a page that fails gives an error row.

    Records of other kinds, and pages without an article, are counted in a warning.

    Raises:
        InputError: fastwarc or trafilatura is not installed, the bytes are no WARC, or the file breaks off.
    """
    require("trafilatura", extra="warc", where=origin.path)
    odd, passed = OddDates(), Counter[str]()
    try:
        for number, fetched in enumerate(_pages(stream, passed, where=origin.path), start=1):
            own = replace(origin, id=fetched.id or f"{origin.id}:{number}")
            try:
                page = _article_of(fetched, where=origin.path)
            except InputError as error:
                yield error_row(error, path=origin.path, article=own.id)
                continue
            except Exception as error:  # whatever one page does to the libraries, the others are read
                failure = InputError(f"{origin.path}: the page {fetched.url}: {error}.", "Leave it out.")
                yield error_row(failure, path=origin.path, article=own.id)
                continue
            if page is None:
                passed["pages without an article"] += 1
            else:
                yield build_article(page.text, own, settings, odd=odd, given=page.given)
    finally:
        odd.tell(origin.path, settings.log)
        if passed:
            told = ", ".join(f"{what}: {count:,}" for what, count in passed.items())
            settings.log.warnings.append(f"{origin.path}: left out {told}.")


def _pages(stream: IO[bytes], passed: Counter[str], *, where: str) -> Iterator[_Fetched]:
    """Yield the pages, and count the records that are none.

    Raises:
        InputError: the bytes are no WARC, or break off.
    """
    warc = require("fastwarc.warc", extra="warc", where=where)
    kinds = warc.WarcRecordType.response | warc.WarcRecordType.resource | warc.WarcRecordType.conversion
    try:
        for record in warc.ArchiveIterator(_Whole(stream, where=where), record_types=kinds, auto_decode="transfer"):
            fetched = _fetched(record)
            if fetched is None:
                passed["records of other kinds"] += 1
            else:
                yield fetched
    except InputError:
        raise
    except BaseException as error:
        if not _is_fastwarcs(error):
            raise
        raise InputError(
            f"{where}: no WARC record: {error}.", "What came before is read. Check what wrote it, or fetch it anew."
        ) from error


def _is_fastwarcs(error: BaseException) -> bool:
    """Return whether the library gave up; what it calls a panic is no Exception."""
    return isinstance(error, OSError | ValueError) or type(error).__module__ == "pyo3_runtime"


def _fetched(record: Any) -> _Fetched | None:
    """Return the page of a record; None where it holds none, or was not fetched well."""
    http = record.http_headers
    kind = record.http_content_type if http else record.headers.get("Content-Type")
    kind = str(kind or "").partition(";")[0].strip().lower()
    if (http and http.status_code != _FOUND) or not (kind in _HTML or (kind == "text/plain" and not http)):
        return None
    return _Fetched(
        id=(record.record_id or "").strip("<>").removeprefix("urn:uuid:") or None,
        url=record.headers.get("WARC-Target-URI") or None,
        day=record.record_date.date().isoformat() if record.record_date else None,
        charset=record.http_charset if http else None,
        encoding=(http.get("Content-Encoding") or "").strip().lower() if http else "",
        html=kind in _HTML,
        raw=record.reader.read(LARGEST + 1),
    )


def _article_of(fetched: _Fetched, *, where: str) -> Page | None:
    """Return the article on a page; None where it has none."""
    raw = _unpacked(fetched, where=where)
    if len(raw) > LARGEST:
        raise too_large(f"{where}: {fetched.url}")
    text = decode_page(raw, fetched.charset)
    page = extract_page(text, url=fetched.url, where=where) if fetched.html else Page(text=text, given=Given())
    if page is None or not page.text.strip():
        return None
    return replace(page, given=replace(page.given, url=fetched.url or page.given.url, fetched=fetched.day))


def _unpacked(fetched: _Fetched, *, where: str) -> bytes:
    """Return the page's bytes as they were before the server packed them, up to one more than a page may have.

    Not left to the library: it has no cap, and does not find the next record once it is stopped.
    """
    if fetched.encoding in ("gzip", "x-gzip", "deflate") and not fetched.raw.startswith(b"<"):
        bits = zlib.MAX_WBITS | 32 if fetched.encoding != "deflate" or fetched.raw[:1] == b"x" else -zlib.MAX_WBITS
        return zlib.decompressobj(bits).decompress(fetched.raw, LARGEST + 1)
    if fetched.encoding == "br" and not fetched.raw.startswith(b"<"):
        brotli = require("brotli", extra="warc", where=where)
        return cast(bytes, brotli.Decompressor().process(fetched.raw, output_buffer_limit=LARGEST + 1))
    return fetched.raw  # a crawler may have unpacked it and kept the header


class _Whole(io.RawIOBase):
    """A stream that breaks off with an error where the last record has no end.

    The library asks where it stands (`seek(0, 1)`), also in a stream that cannot seek, and takes a record that is
    cut off for a whole one.
    """

    def __init__(self, stream: IO[bytes], *, where: str) -> None:
        self._stream, self._where = stream, where
        self._bytes, self._tail = 0, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._bytes

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if (offset, whence) != (0, io.SEEK_CUR):
            raise io.UnsupportedOperation("seek")
        return self._bytes

    def readinto(self, buffer: Any, /) -> int:
        raw = cast(Any, self._stream).read1(len(buffer))
        self._bytes += len(raw)
        self._tail = (self._tail + raw[-len(_END) :])[-len(_END) :]
        if not raw and self._bytes and self._tail != _END:
            raise InputError(f"{self._where}: breaks off.", "What came before is read. Fetch the file anew.")
        buffer[: len(raw)] = raw
        return len(raw)
