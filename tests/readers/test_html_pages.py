"""HTML → articles."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from typing import Any

import pytest

from quoteminer.readers import html_pages
from quoteminer.readers.html_pages import decode_page

Read = Callable[..., Any]
Make = Callable[..., bytes]

LINES = (
    "Ann Lee, the mayor of Ardle, opened the harbour on Tuesday before a large crowd of people.",
    "“We are ready,” she said. “The town pays for everything, and the ferries leave on Friday.”",
    "The new harbour took five years to build and is the largest one on the coast of the county.",
)
HEAD = (
    '<meta property="og:site_name" content="The Ardle News">'
    '<meta property="article:published_time" content="2025-09-23T08:00:00Z">'
    '<meta property="article:modified_time" content="2025-10-01T08:00:00Z">'
    '<link rel="canonical" href="https://www.ardle.example/harbour">'
)


def test_read_html_finds_the_article(read: Read, make_page: Make) -> None:
    """Headline and paragraphs, a line each, are the text; menu and footer are not; the head gives the rest."""
    (article,) = read(make_page(*LINES, title="Harbour opens", head=HEAD), "html").articles
    assert article.text == "\n".join(["Harbour opens", *LINES])
    assert (article.title, article.published) == ("Harbour opens", "2025-09-23")
    assert (article.url, article.outlet) == ("https://www.ardle.example/harbour", "The Ardle News")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<title>Harbour opens at last</title>", "<h1>Harbour opens at last</h1>"),
        ("<title>Harbour opens at last - The Ardle News</title>", "<h1>Harbour opens at last</h1>"),
        ("<title>Harbour opens at last</title>", ""),
        ('<meta property="og:title" content="Harbour opens at last">', "<h1>Harbour opens at last</h1>"),
        ("<title>Harbour opens at last</title>", "<p>Harbour opens at last</p><p>Harbour  opens at last</p>"),
    ],
)
def test_read_html_begins_with_the_headline_once(read: Read, make_page: Make, before: str, after: str) -> None:
    """However the page is built, the headline is the first line, and only that."""
    page = make_page(*LINES).decode().replace("</head>", f"{before}</head>").replace("<article>", f"<article>{after}")
    (article,) = read(page.encode(), "html").articles
    assert article.text.split("\n") == ["Harbour opens at last", *LINES]


def test_read_html_guesses_no_date(read: Read, make_page: Make) -> None:
    """A year in the footer or a date in the text is not the page's; `--published` fills the gap."""
    page = make_page(*LINES, "The old one burned down on 3 May 1999, the mayor told reporters in the town hall.")
    page = page.replace(b"All rights", b"Copyright 2024. All rights")
    assert read(page, "html").articles[0].published is None
    assert read(page, "html", published="2025-09-24").articles[0].published == "2025-09-24"


def test_read_html_reads_a_date_line_of_the_text(read: Read, make_page: Make) -> None:
    """What the page does not declare is read off the first lines, as in plain text."""
    page = make_page("KYIV, March 5, 2024 (Reuters) - " + LINES[0], *LINES[1:], title="Harbour opens")
    (article,) = read(page, "html").articles
    assert article.published == "2024-03-05"
    assert [article.text[start:end] for start, end in article.metadata] == ["KYIV, March 5, 2024 (Reuters) - "]


@pytest.mark.parametrize("raw", [b"<html><body></body></html>", b"\x89PNG\r\n\x1a\n\0\0", b"<" * 5000])
def test_read_html_tells_a_page_without_an_article(read: Read, raw: bytes) -> None:
    """A page that holds none is an error that says so."""
    assert read(raw, "html").errors == ["-: holds no article that could be told from the page around it. Leave it out."]


def test_read_html_names_an_empty_file(read: Read) -> None:
    """An empty file is named as such, as with text."""
    assert read(b" \n", "html").log.empty == ["-"]


@pytest.mark.parametrize(
    ("raw", "declared", "text"),
    [
        ("“Zażółć”".encode(), None, "“Zażółć”"),
        ("“Zażółć”".encode(), "latin-1", "“Zażółć”"),
        (b"\xef\xbb\xbfx", None, "x"),
        ("“x”".encode("utf-16"), None, "“x”"),
        ("“x” é".encode("cp1252"), None, "“x” é"),
        ("“x” é".encode("cp1252"), "iso-8859-1", "“x” é"),
        ("“x” é".encode("cp1252"), "no-such-thing", "“x” é"),
        ("ж".encode("koi8-r"), "koi8-r", "ж"),
        (b"<meta charset=koi8-r>" + "ж".encode("koi8-r"), None, "<meta charset=koi8-r>ж"),
        (b'<meta content="text/html; charset=cp1251">\xe6', None, '<meta content="text/html; charset=cp1251">ж'),
        (b"<meta charset=utf-8>caf\xe9", None, "<meta charset=utf-8>caf\ufffd"),
        (b"a\0b", None, "ab"),
    ],
)  # fmt: skip
def test_decode_page_reads_what_is_declared(raw: bytes, declared: str | None, text: str) -> None:
    """UTF-8 where it is that, else what the server or the page says; a wrong byte costs one letter."""
    assert decode_page(raw, declared) == text


def test_read_html_keeps_quotation_marks(read: Read, make_page: Make) -> None:
    """Marks of every style come through, also as entities."""
    line = "&ldquo;One,&rdquo; &quot;two,&quot; &laquo;three&raquo; and 'four' were what the mayor said to them all."
    page = make_page(*LINES).replace(b"</article>", f"<p>{line}</p></article>".encode())
    assert read(page, "html").texts[0].split("\n")[-1] == (
        "“One,” \"two,\" «three» and 'four' were what the mayor said to them all."
    )


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer here")
def test_read_html_gives_a_page_up_that_takes_for_ever(
    read: Read, make_page: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links without end take a time that grows with their square: the page is told, and the run goes on."""
    monkeypatch.setattr(html_pages, "_SECONDS", 0.2)
    before = signal.getsignal(signal.SIGALRM)
    page = make_page("The dam is safe, said the mayor.").replace(b"</article>", b"<a href=x>a</a> " * 40_000)
    assert read(page, "html").errors == ["-: takes more than 0.2 s to find the article. Leave it out."]
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_read_html_names_the_extra(read: Read, make_page: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without trafilatura the error names the command that brings it."""
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (error,) = read(make_page(*LINES), "html").errors
    assert error == (
        "-: cannot be read without trafilatura, which is not installed. Install it: pip install 'quoteminer[html]'"
    )
