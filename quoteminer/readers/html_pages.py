"""HTML: trafilatura finds the article on a page; what it extracts is the text that offsets count in."""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from quoteminer.errors import InputError
from quoteminer.model import Article
from quoteminer.readers.building import Given, OddDates, build_article
from quoteminer.readers.extras import require
from quoteminer.readers.patience import OutOfTimeError, limited
from quoteminer.readers.settings import Settings
from quoteminer.readers.unpacking import read_whole
from quoteminer.readers.walk import Origin

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
"""Bytes in which a page must say its encoding; the standard says 1,024, pages are less strict."""

_LATIN = "windows-1252"
"""What pages mean by latin-1, ascii, or by nothing at all, says the HTML standard."""

_SECONDS = 30.0
"""Time for one page; the longest news pages need less than one. It grows with the square of what a page can hold."""

_MEANS_LATIN = frozenset({"iso8859-1", "ascii"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The article on a page."""

    text: str
    given: Given


def read_html(stream: IO[bytes], origin: Origin, settings: Settings) -> Iterator[Article]:
    """Yield the one article of `stream`.

    Raises:
        InputError: trafilatura is not installed, or the page holds no article.
    """
    odd = OddDates()
    html = decode_page(read_whole(stream, where=origin.path))
    page = extract_page(html, where=origin.path) if html.strip() else Page(text="", given=Given())
    if page is None:
        raise InputError(
            f"{origin.path}: holds no article that could be told from the page around it.", "Leave it out."
        )
    article = build_article(page.text, origin, settings, odd=odd, given=page.given)
    odd.tell(origin.path, settings.log)
    yield article


def decode_page(raw: bytes, declared: str | None = None) -> str:
    """Return the page's characters: UTF-8 if it is that, else what it declares, else Windows-1252.

    A byte that has no meaning becomes U+FFFD: it costs a letter and not the page. NUL characters are dropped.

    Args:
        raw: The page.
        declared: The encoding that the server declared.
    """
    mark = raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    if mark:
        return raw.decode("utf-16", errors="replace").replace("\0", "")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        meta = _CHARSET.search(raw[:_DECLARED_WITHIN])
        text = raw.decode(_codec(declared or (meta[1].decode() if meta else _LATIN)), errors="replace")
    return text.replace("\0", "")


def extract_page(html: str, *, url: str | None = None, where: str) -> Page | None:
    """Return the article on the page, its headline as the first line; None where there is none.

    Dates are those that the page declares; none is guessed from its words.

    Raises:
        InputError: trafilatura is not installed, or is lost on the page.
    """
    trafilatura = require("trafilatura", extra="html", where=where)
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # or it writes to standard error
    logging.getLogger("htmldate").addHandler(logging.NullHandler())
    try:
        with limited(_SECONDS):
            found: Any = trafilatura.bare_extraction(
                html,
                url=url,
                with_metadata=True,
                include_comments=False,
                date_extraction_params={"original_date": True, "extensive_search": False},
            )
    except OutOfTimeError as error:
        name = f"{where}: {url}" if url else where
        raise InputError(f"{name}: takes more than {_SECONDS:g} s to find the article.", "Leave it out.") from error
    if found is None or not (found.text or "").strip():
        return None
    title = " ".join((found.title or "").split()) or None
    given = Given(published=found.date or None, title=title, url=found.url or None, outlet=found.sitename or None)
    return Page(text=_headed(found.text, title), given=given)


def _headed(text: str, title: str | None) -> str:
    """Return the text with the headline as its first line, once.

    Whether trafilatura finds the headline in the text, and how often, depends on how the page is built.
    """
    if title is None:
        return text
    lines = text.split("\n")
    head = lines[0] if _is_headline(lines[0], title) else title
    body = next((k for k, line in enumerate(lines) if line.strip() and not _is_headline(line, title)), len(lines))
    return "\n".join([head, *lines[body:]])


def _is_headline(line: str, title: str) -> bool:
    """Return whether a line says what the title does, which may have the outlet's name behind it."""
    words, own = re.findall(r"\w+", title.casefold()), re.findall(r"\w+", line.casefold())
    return bool(own) and len(own) * 2 > len(words) and words[: len(own)] == own


def _codec(name: str) -> str:
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return _LATIN
    return _LATIN if codec in _MEANS_LATIN else codec
