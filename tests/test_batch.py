"""The step under every way of running: one article that fails costs no other its quotes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest

from quoteminer.batch import Done, run_batch, run_input
from quoteminer.errors import LanguageError, ModelError
from quoteminer.model import Article, ErrorRow, Quote

MakeQuote = Callable[..., Quote]


@pytest.fixture
def mine(make_quote: MakeQuote) -> Callable[[Article], Iterator[Quote]]:
    """Return a core that finds a quote for each word, and fails at the word POISON."""

    def find(article: Article) -> Iterator[Quote]:
        for word in article.text.split():
            if word == "POISON":
                raise ZeroDivisionError("oops")
            if word == "FREMD":
                raise LanguageError("is foreign.", "Say --any-language.")
            if word == "MODEL":
                raise ModelError("No model.", "Install it.")
            yield make_quote(article=article.id, quote=word)

    return find


def articles(*texts: str) -> list[Article]:
    """Return articles with these texts, numbered."""
    return [Article(id=f"a{number}", text=text, path=f"a{number}.txt") for number, text in enumerate(texts)]


def test_run_batch_keeps_all_quotes_but_the_poisons(mine: Callable[[Article], Iterator[Quote]]) -> None:
    """The poison article is one error row, with the quotes before it; the others' are all there, in order."""
    quotes, errors = run_batch(articles("one two", "three POISON four", "POISON", "five"), mine)
    assert [(quote.article, quote.quote) for quote in quotes] == [
        ("a0", "one"),
        ("a0", "two"),
        ("a1", "three"),
        ("a3", "five"),
    ]
    assert [(row.article, row.path, row.kind) for row in errors] == [
        ("a1", "a1.txt", "extraction"),
        ("a2", "a2.txt", "extraction"),
    ]
    assert errors[0].message.startswith("a1.txt: the extraction failed after 1 quote: ZeroDivisionError: oops (")
    assert errors[1].message.startswith("a2.txt: the extraction failed: ZeroDivisionError: oops (")


def test_run_batch_leaves_out_another_language(mine: Callable[[Article], Iterator[Quote]]) -> None:
    """That is no fault, so nothing is said of a version or a traceback, and its kind is its own."""
    quotes, (row,) = run_batch(articles("FREMD", "one"), mine)
    assert [quote.quote for quote in quotes] == ["one"]
    assert (row.kind, row.message) == ("language", "a0.txt: is foreign. Say --any-language.")


def test_run_batch_keeps_the_kind_of_an_error(mine: Callable[[Article], Iterator[Quote]]) -> None:
    """An error that is told by the package keeps its kind and its hint."""
    _, (row,) = run_batch(articles("MODEL"), mine)
    assert row.kind == "model"
    assert "No model.\n  Install it." in row.message


def test_run_batch_logs_the_traceback(
    mine: Callable[[Article], Iterator[Quote]], caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever wants to know where an article failed finds it in the log."""
    with caplog.at_level(logging.DEBUG, logger="quoteminer"):
        run_batch(articles("POISON"), mine)
    assert "Traceback" in caplog.text
    assert "a0.txt" in caplog.text


def test_run_input_passes_a_failed_reading_on(mine: Callable[[Article], Iterator[Quote]]) -> None:
    """An input that could not be read is done: its error is all there is."""
    row = ErrorRow(article=None, path="a.txt", kind="input", message="a.txt: gone.")
    assert run_input(row, mine) == Done(article=None, errors=[row])
    done = run_input(articles("one")[0], mine)
    assert done.article == articles("one")[0]
    assert [quote.quote for quote in done.quotes] == ["one"]
