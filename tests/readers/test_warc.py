"""WARC → articles."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable
from typing import Any

import brotli
import pytest

from quoteminer.readers import unpacking, warc
from quoteminer.readers.building import Given
from quoteminer.readers.html_pages import Page

Read = Callable[..., Any]
Make = Callable[..., bytes]

LINES = (
    "Ann Lee, the mayor of Ardle, opened the harbour on Tuesday before a large crowd of people.",
    "“We are ready,” she said. “The town pays for everything, and the ferries leave on Friday.”",
    "The new harbour took five years to build and is the largest one on the coast of the county.",
)
TEXT = "\n".join(["Harbour opens", *LINES])


@pytest.fixture
def page(make_page: Make) -> bytes:
    """Return a news page."""
    return make_page(*LINES, title="Harbour opens")


@pytest.fixture
def three(page: bytes, make_record: Make) -> list[bytes]:
    """Return the records of three pages."""
    return [make_record(number, page) for number in range(3)]


@pytest.fixture
def record_of(make_page: Make, make_record: Make) -> Callable[[str], bytes]:
    """Return a function that makes the record of a page with this head."""
    return lambda head: make_record(1, make_page(*LINES, head=head))


def test_read_warc_takes_everything_from_a_record(read: Read, page: bytes, make_record: Make) -> None:
    """The id is the record's, the address too, and its day the last resort."""
    (article,) = read(make_record(7, page), "warc").articles
    assert (article.id, article.text, article.title) == ("00000007", TEXT, "Harbour opens")
    assert (article.url, article.outlet) == ("https://www.ardle.example/7", "ardle.example")
    assert article.published == "2025-09-24"


@pytest.mark.parametrize(
    ("head", "wishes", "day"),
    [
        ('<meta property="article:published_time" content="2025-09-20">', {"published": "2025-09-22"}, "2025-09-20"),
        ("", {"published": "2025-09-22"}, "2025-09-22"),
        ("", {}, "2025-09-24"),
    ],
)
def test_read_warc_takes_the_pages_own_date_first(
    read: Read, record_of: Callable[[str], bytes], head: str, wishes: dict[str, str], day: str
) -> None:
    """The page's date, else the caller's, else the day of the crawl."""
    (article,) = read(record_of(head), "warc", **wishes).articles
    assert article.published == day


def test_read_warc_counts_what_holds_no_article(read: Read, page: bytes, make_record: Make) -> None:
    """Pictures, plain texts, pages that were not found, and pages without an article are counted, not failed."""
    raw = b"".join(
        [
            make_record(1, b"", kind="warcinfo", type="application/warc-fields"),
            make_record(2, b"GIF89a", type="image/gif"),
            make_record(3, page, status="404 Not Found"),
            make_record(4, b"<html></html>"),
            make_record(5, page),
            make_record(6, b"GET /", kind="request", type="application/http"),
            make_record(7, b"User-agent: *", type="text/plain"),
        ]
    )
    found = read(raw, "warc")
    assert ([article.id for article in found.articles], found.errors) == (["00000005"], [])
    assert found.log.warnings == ["-: left out records of other kinds: 3, pages without an article: 1."]


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda raw: zlib.compress(raw)[2:-4]),
        ("br", brotli.compress),
        ("gzip", bytes),
    ],
)
def test_read_warc_unpacks_what_the_server_packed(
    read: Read, page: bytes, make_record: Make, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    """Packed pages are unpacked; a header that a crawler forgot to drop does no harm."""
    found = read(make_record(1, pack(page), header=f"Content-Encoding: {encoding}\r\n"), "warc")
    assert (found.texts, found.errors) == ([TEXT], [])


def test_read_warc_joins_chunks(read: Read, page: bytes, make_record: Make) -> None:
    """A page that was sent in chunks is one page."""
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(page[k : k + 99]), page[k : k + 99]) for k in range(0, len(page), 99))
    found = read(make_record(1, chunks + b"0\r\n\r\n", header="Transfer-Encoding: chunked\r\n"), "warc")
    assert found.texts == [TEXT]


def test_read_warc_reads_resources_and_texts(read: Read, page: bytes, make_record: Make) -> None:
    """A page kept without its headers, and the extracted text of a WET file."""
    raw = make_record(1, page, kind="resource", type="text/html") + make_record(
        2, "Harbour\n“Text.”".encode(), kind="conversion", type="text/plain"
    )
    assert read(raw, "warc").texts == [TEXT, "Harbour\n“Text.”"]


def test_read_warc_reads_records_packed_one_by_one(read: Read, three: list[bytes]) -> None:
    """A .warc.gz file is one packed part a record."""
    assert read(b"".join(map(gzip.compress, three)), "warc").texts == [TEXT] * 3


@pytest.mark.parametrize(
    ("pack", "message"),
    [(bytes, "-: breaks off."), (gzip.compress, "-: breaks off: the packed data has no end.")],
)
@pytest.mark.parametrize("cut", [5, 100, 300])
def test_read_warc_gives_whole_records_before_it_breaks_off(
    read: Read, three: list[bytes], cut: int, pack: Callable[[bytes], bytes], message: str
) -> None:
    """A truncated file gives its whole records and one error; a record that is cut off is no article."""
    whole = b"".join(map(pack, three[:2]))
    found = read(whole + pack(three[2])[: -cut - 12], "warc")
    assert found.texts == [TEXT] * 2
    assert found.errors == [f"{message} What came before is read. Fetch the file anew."]


@pytest.mark.parametrize("raw", [b"hello\r\n\r\n", b"WARC/1.0\r\n\r\n", b"\0" * 99, b"<html></html>\r\n\r\n"])
def test_read_warc_tells_what_is_none(read: Read, raw: bytes) -> None:
    """Other bytes are an error or an empty file, never a crash."""
    found = read(raw, "warc")
    assert not found.articles
    assert len(found.errors) + len(found.log.empty) == 1


def test_read_warc_reads_what_stands_before_garbage(read: Read, three: list[bytes]) -> None:
    """What is no record ends the file with one error."""
    found = read(three[0] + three[1] + b"garbage\r\n\r\n" + three[2], "warc")
    assert found.texts == [TEXT] * 2
    assert [error.split(".")[0] for error in found.errors] == ["-: no WARC record: Invalid WARC header"]


@pytest.mark.parametrize("encoding", ["gzip", "br", ""])
def test_read_warc_stops_at_a_bomb(
    read: Read, three: list[bytes], make_record: Make, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that unpacks to more than any article, or is that large, gives one error and costs no other page."""
    monkeypatch.setattr(warc, "LARGEST", 100_000)
    large = bytes(1_000_000)
    body = {"gzip": gzip.compress, "br": brotli.compress, "": bytes}[encoding](large)
    bomb = make_record(9, body, header=f"Content-Encoding: {encoding}\r\n")
    found = read(three[0] + bomb + three[1], "warc")
    assert found.texts == [TEXT] * 2
    assert [error.split(",")[0] for error in found.errors] == ["-: https://www.ardle.example/9: is larger than 64 MiB"]


def test_read_warc_stops_at_a_packed_bomb(read: Read, make_record: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that unpacks to absurdly much gives one error."""
    monkeypatch.setattr(unpacking, "FREE", 1_000_000)
    raw = gzip.compress(make_record(1, bytes(20_000_000), type="image/gif"))
    found = read(raw, "warc")
    assert [error.split(":")[1] for error in found.errors] == [" unpacks to more than 200 times its size"]


def test_read_warc_goes_on_after_a_page_that_fails(
    read: Read, three: list[bytes], make_record: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a page does to the libraries, it is told with its address and the others are read."""

    def fail(html: str, **_: object) -> Page:
        if "BAD" in html:
            raise ZeroDivisionError("oops")
        return Page(text=html, given=Given())

    monkeypatch.setattr(warc, "extract_page", fail)
    bad = make_record(1, b"<p>BAD</p>")
    packed = make_record(2, b"\x1f no gzip", header="Content-Encoding: gzip\r\n")
    found = read(bad + packed + three[0], "warc")
    assert len(found.articles) == 1
    assert [error.split(": ", 2)[2] for error in found.errors] == [
        "oops. Leave it out.",
        "Error -3 while decompressing data: incorrect header check. Leave it out.",
    ]


@pytest.mark.parametrize("module", ["fastwarc.warc", "trafilatura"])
def test_read_warc_names_the_extra(
    read: Read, three: list[bytes], module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its packages the error, one a file, names the command that brings them."""
    monkeypatch.setitem(sys.modules, module, None)
    (error,) = read(b"".join(three), "warc").errors
    assert error.endswith("which is not installed. Install it: pip install 'quoteminer[warc]'")
