"""SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quoteminer.errors import OutputError
from quoteminer.model import Article, ErrorRow, Quote, Stance
from quoteminer.writers import sqlite
from quoteminer.writers.sqlite import write_sqlite
from quoteminer.writers.style import Style

MakeQuote = Callable[..., Quote]
Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Ask]:
    """Return a function that writes quotes to a database, and returns a function that queries it."""

    def write(quotes: Iterable[Quote], style: Style | None = None) -> Ask:
        path = tmp_path / "quotes.db"
        with path.open("wb") as stream:
            write_sqlite(quotes, stream, style or Style())

        def ask(query: str) -> list[tuple[Any, ...]]:
            with closing(sqlite3.connect(path)) as database:
                return database.execute(query).fetchall()

        return ask

    return write


def test_write_sqlite_holds_quotes(write: Callable[..., Ask], make_quote: MakeQuote) -> None:
    """The table of quotes has a column a key; lists are JSON that the database can read."""
    ask = write([make_quote(), make_quote(id="q2", speaker=None, asserted=False)])
    assert ask("SELECT number, id, line, asserted, confidence, speaker, url FROM quotes") == [
        (1, "q1", 3, 1, 0.9, "Ann Lee", None),
        (2, "q2", 3, 0, 0.9, None, None),
    ]
    assert ask("SELECT json_extract(content, '$[0][1]') FROM quotes WHERE number = 1") == [(23,)]


def test_write_sqlite_finds_words(write: Callable[..., Ask], make_quote: MakeQuote) -> None:
    """The full-text index is ready, and minds neither case nor accents."""
    ask = write([make_quote(quote="Le café ferme"), make_quote(quote="The port is open")])
    assert ask("SELECT quote, speaker FROM search WHERE search MATCH 'CAFE'") == [("Le café ferme", "Ann Lee")]
    assert ask("SELECT count(*) FROM search WHERE search MATCH 'speaker:lee'") == [(2,)]


def test_write_sqlite_knows_speakers_across_articles(write: Callable[..., Ask], make_quote: MakeQuote) -> None:
    """A person whom articles name in several ways is one speaker."""
    ask = write([make_quote(speaker=name) for name in ("Ann Lee", "Lee", "Bo Chan", None)])
    assert ask("SELECT name, kind, names, quotes FROM speakers") == [
        ("Ann Lee", "person", '["Ann Lee", "Lee"]', 2),
        ("Bo Chan", "person", '["Bo Chan"]', 1),
    ]
    joined = "SELECT name FROM quotes LEFT JOIN speakers ON speakers.number = speaker_number ORDER BY quotes.number"
    assert ask(joined) == [("Ann Lee",), ("Ann Lee",), ("Bo Chan",), (None,)]


def test_write_sqlite_lists_stances(write: Callable[..., Ask], make_quote: MakeQuote) -> None:
    """Who is for or against whom is one query away."""
    stances = (Stance(target="port", label="favor"), Stance(target="bridge", label="against", rule="cue"))
    ask = write([make_quote(stances=stances), make_quote(speaker=None, stances=stances[:1])])
    assert ask("SELECT quote_number, speaker, label, target, rule FROM stances ORDER BY 1, 4") == [
        (1, "Ann Lee", "against", "bridge", "cue"),
        (1, "Ann Lee", "favor", "port", None),
        (2, None, "favor", "port", None),
    ]


def test_write_sqlite_holds_articles_and_errors(write: Callable[..., Ask], make_quote: MakeQuote) -> None:
    """Articles without quotes are there, too, each once, and so is what failed."""
    style = Style()

    def quotes() -> Iterator[Quote]:
        style.intake.on_article(Article(id="harbour", text="x", path="news/harbour.txt", title="Port\udc80"))
        yield make_quote(title="Port\udc80")
        style.intake.on_article(Article(id="empty", text=""))
        style.intake.on_error(ErrorRow(article=None, path="b.txt", kind="input", message="b.txt: no."))
        yield make_quote(article="other", path=None)
        yield make_quote(article="other", path=None)

    ask = write(quotes(), style)
    assert ask("SELECT id, path, title FROM articles ORDER BY id") == [
        ("empty", None, None),
        ("harbour", "news/harbour.txt", "Port\ufffd"),
        ("other", None, None),
    ]
    assert ask("SELECT article, path, kind, message FROM errors") == [(None, "b.txt", "input", "b.txt: no.")]


@pytest.mark.parametrize("text", ["'); DROP TABLE quotes; --", '"', "a\0b", "\udc80", "x" * 100_000, "=1", "%s ? :id"])
def test_write_sqlite_takes_text_for_text(write: Callable[..., Ask], make_quote: MakeQuote, text: str) -> None:
    """No text of an article becomes a part of a statement."""
    ask = write([make_quote(quote=text, speaker=text, article=text, stances=(Stance(target=text, label="favor"),))])
    clean = text.replace("\udc80", "\ufffd")
    assert ask("SELECT quote, speaker, article FROM quotes") == [(clean, clean, clean)]
    assert ask("SELECT name FROM speakers") == [(clean,)]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_write_sqlite_bears_any_quotes(
    write: Callable[..., Ask], any_quote: st.SearchStrategy[Quote], data: st.DataObject
) -> None:
    """Whatever the values, every quote is there, has its speaker, and can be searched."""
    quotes = data.draw(st.lists(any_quote, max_size=4))
    ask = write(quotes)
    assert ask("SELECT count(*) FROM quotes") == [(len(quotes),)]
    named = "SELECT count(*) FROM quotes JOIN speakers ON speakers.number = speaker_number"
    assert ask(named) == [(sum(quote.speaker is not None for quote in quotes),)]
    assert ask("SELECT count(*) FROM stances") == [(sum(len(quote.stances) for quote in quotes),)]
    ask("INSERT INTO search (search) VALUES ('integrity-check')")


def test_write_sqlite_reads_no_further_than_a_batch(
    write: Callable[..., Ask], make_quote: MakeQuote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quotes are not gathered: each batch is written before the next one is asked for."""
    monkeypatch.setattr(sqlite, "_BATCH", 2)
    alive: list[int] = []
    added = sqlite._add_quotes

    def add(database: sqlite3.Connection, quotes: list[Quote]) -> None:
        alive.append(len(quotes))
        added(database, quotes)

    monkeypatch.setattr(sqlite, "_add_quotes", add)
    write(make_quote(id=str(number)) for number in range(5))
    assert alive == [2, 2, 1]


def test_write_sqlite_refuses_a_pipe(make_quote: MakeQuote) -> None:
    """A database needs a file."""
    with pytest.raises(OutputError, match="cannot be written to a pipe"):
        write_sqlite([make_quote()], BytesIO(), Style())


def test_write_sqlite_tells_what_sqlite_says(tmp_path: Path, make_quote: MakeQuote) -> None:
    """A fault of the database is an error of the output."""
    path = tmp_path / "quotes.db"
    path.write_bytes(b"no database at all" * 100)
    with path.open("ab") as stream, pytest.raises(OutputError, match="cannot be written: file is not a database"):
        write_sqlite([make_quote()], stream, Style())
