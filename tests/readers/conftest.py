"""What the tests of several readers need: reading bytes, and making pages and WARC records."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from io import BytesIO
from typing import Any

import pytest

from quoteminer.model import Article, ErrorRow
from quoteminer.readers import Keys, Reading, ReadLog, read_articles

Read = Callable[..., "Found"]


class Found:
    """What a reader made of some bytes."""

    def __init__(self, raw: bytes, format: str, reading: Reading | None = None) -> None:  # noqa: A002
        self.log = ReadLog()
        wishes = reading or Reading(format=format)
        self.rows = list(read_articles(["-"], stdin=BytesIO(raw), reading=wishes, log=self.log))
        self.articles = [row for row in self.rows if isinstance(row, Article)]
        self.errors = [row.message for row in self.rows if isinstance(row, ErrorRow)]
        self.texts = [article.text for article in self.articles]


@pytest.fixture(scope="session")
def read() -> Read:
    """Return a function that reads bytes as a format, with keys and wishes by name."""

    def read_bytes(raw: bytes, format: str, **wishes: Any) -> Found:  # noqa: A002
        keys = Keys(**{name.removesuffix("_key"): key for name, key in wishes.items() if name.endswith("_key")})
        rest = {name: value for name, value in wishes.items() if not name.endswith("_key")}
        return Found(raw, format, Reading(format=format, keys=keys, **rest))  # type: ignore[arg-type]

    return read_bytes


@pytest.fixture(scope="session")
def make_page() -> Callable[..., bytes]:
    """Return a function that makes a news page of paragraphs, with a menu and a footer around them."""

    def make(*paragraphs: str, title: str | None = None, head: str = "") -> bytes:
        body = "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)
        heading = f"<h1>{escape(title, quote=False)}</h1>" if title else ""
        named = f"<title>{escape(title, quote=False)}</title>" if title else ""
        return (
            f"<!doctype html><html><head><meta charset=utf-8>{named}{head}</head><body>"
            f"<nav><a href=/>Home</a> <a href=/sport>Sport</a></nav><article>{heading}{body}</article>"
            "<footer>All rights reserved.</footer></body></html>"
        ).encode()

    return make


@pytest.fixture(scope="session")
def make_record() -> Callable[..., bytes]:
    """Return a function that makes a WARC record of what a server sent."""

    def make(number: int, body: bytes, **changes: str) -> bytes:
        said = {"kind": "response", "type": "text/html; charset=utf-8", "status": "200 OK", "header": "", **changes}
        is_response = said["kind"] == "response"
        head = f"HTTP/1.1 {said['status']}\r\nContent-Type: {said['type']}\r\n{said['header']}\r\n".encode()
        payload = head + body if is_response else body
        content_type = "application/http; msgtype=response" if is_response else said["type"]
        return (
            (
                f"WARC/1.1\r\nWARC-Type: {said['kind']}\r\nWARC-Record-ID: <urn:uuid:{number:08d}>\r\n"
                f"WARC-Target-URI: https://www.ardle.example/{number}\r\nWARC-Date: 2025-09-24T10:00:00Z\r\n"
                f"Content-Type: {content_type}\r\nContent-Length: {len(payload)}\r\n\r\n"
            ).encode()
            + payload
            + b"\r\n\r\n"
        )

    return make
