"""SQLite: a database of articles, quotes, speakers and errors, with a full-text index, to query at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import astuple, fields
from functools import cache
from itertools import islice
from typing import IO, Any, get_type_hints

from quoteminer.analysis.people import Bearer, Person, find_people
from quoteminer.cells import to_cells
from quoteminer.errors import OutputError
from quoteminer.model import SCHEMA, Article, ErrorRow, Quote
from quoteminer.rows import clean
from quoteminer.writers.style import Style

_BATCH = 1_000
"""Rows a transaction."""

_TABLES = """
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, path TEXT, url TEXT, outlet TEXT, title TEXT, published TEXT
);
CREATE UNIQUE INDEX articles_by_id ON articles (id, ifnull(path, ''));
CREATE TABLE speakers (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT, id TEXT, names TEXT NOT NULL, quotes INTEGER
);
CREATE TABLE errors (number INTEGER PRIMARY KEY, article TEXT, path TEXT, kind TEXT NOT NULL, message TEXT NOT NULL);
"""

_INDEXES = """
CREATE INDEX quotes_by_id ON quotes (id);
CREATE INDEX quotes_by_article ON quotes (article);
CREATE INDEX quotes_by_date ON quotes (date);
CREATE VIEW stances AS
    SELECT quotes.number AS quote_number, speakers.name AS speaker, json_extract(value, '$.label') AS label,
        json_extract(value, '$.target') AS target, json_extract(value, '$.rule') AS rule
    FROM quotes JOIN json_each(quotes.stances) LEFT JOIN speakers ON speakers.number = speaker_number;
CREATE VIRTUAL TABLE search USING fts5 (
    quote, sentence, speaker, stance_target,
    content='quotes', content_rowid='number', tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO search (search) VALUES ('rebuild');
"""

_HEAD = ("path", "url", "outlet", "title", "published")
_ADD_ARTICLE = f"INSERT OR IGNORE INTO articles (id, {', '.join(_HEAD)}) VALUES (?, ?, ?, ?, ?, ?)"
_ADD_ERROR = "INSERT INTO errors (article, path, kind, message) VALUES (?, ?, ?, ?)"
_ADD_SPEAKER = "INSERT INTO speakers (name, kind, id, names) VALUES (?, ?, ?, ?)"
_BEARER = "speaker, speaker_kind, speaker_id"
_COUNT = "UPDATE speakers SET quotes = (SELECT count(*) FROM quotes WHERE speaker_number = speakers.number)"


def write_sqlite(quotes: Iterable[Quote], stream: IO[bytes], style: Style) -> None:
    """Build the database in the file that `stream` has open.

    Raises:
        OutputError: `stream` is no file, or SQLite cannot write it or lacks FTS5.
    """
    path = getattr(stream, "name", None)
    if not isinstance(path, str):
        raise OutputError("SQLite cannot be written to a pipe.", "Name a file: -o quotes.db")
    try:
        with closing(sqlite3.connect(path)) as database:
            _build(database, quotes, style)
    except sqlite3.Error as error:
        raise OutputError(
            f"The database cannot be written: {error}.", "Check the disk, or say --format jsonl."
        ) from error


def _build(database: sqlite3.Connection, quotes: Iterable[Quote], style: Style) -> None:
    database.execute("PRAGMA journal_mode = OFF")  # the file is a draft: whoever writes it throws half ones away
    database.execute("PRAGMA synchronous = OFF")
    database.execute(f"PRAGMA user_version = {SCHEMA}")
    database.executescript(_TABLES)
    database.execute(
        f"CREATE TABLE quotes (number INTEGER PRIMARY KEY, {', '.join(_columns())}, speaker_number INTEGER)"
    )
    style.intake.on_article = lambda article: _add_article(database, article)
    style.intake.on_error = lambda error: _add_error(database, error)
    for batch in _batches(quotes):
        _add_quotes(database, batch)
        database.commit()
    _add_speakers(database)
    database.commit()
    database.executescript(_INDEXES)


def _columns() -> Iterator[str]:
    """Yield the definition of each key of the record; lists are kept as JSON."""
    types = {int: "INTEGER", bool: "INTEGER", float: "REAL"}
    for name, hint in get_type_hints(Quote).items():
        yield f"{name} {types.get(hint, 'TEXT')}"


@cache
def _add_quote() -> str:
    names = [field.name for field in fields(Quote)]
    return f"INSERT INTO quotes ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})"


def _batches(quotes: Iterable[Quote]) -> Iterator[list[Quote]]:
    waiting = iter(quotes)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _add_quotes(database: sqlite3.Connection, quotes: list[Quote]) -> None:
    rows = [to_cells(quote) for quote in quotes]
    database.executemany(_add_quote(), rows)
    heads = {(row["article"], *(row[name] for name in _HEAD)) for row in rows}
    database.executemany(_ADD_ARTICLE, sorted(heads, key=repr))


def _add_article(database: sqlite3.Connection, article: Article) -> None:
    database.execute(_ADD_ARTICLE, [clean(getattr(article, name)) for name in ("id", *_HEAD)])


def _add_error(database: sqlite3.Connection, error: ErrorRow) -> None:
    database.execute(_ADD_ERROR, clean(list(astuple(error))))


def _add_speakers(database: sqlite3.Connection) -> None:
    """Fill the speakers, each person once, and number the quotes by them."""
    rows = database.execute(f"SELECT DISTINCT {_BEARER} FROM quotes WHERE speaker IS NOT NULL ORDER BY number")
    bearers = [Bearer(name=name, kind=kind, id=known) for name, kind, known in rows]
    people = find_people(bearers)
    numbers: dict[Person, int] = {}
    for one in bearers:
        numbers.setdefault(people[one], len(numbers) + 1)

    def number(name: str | None, kind: Any, known: str | None) -> int | None:
        return None if name is None else numbers[people[Bearer(name=name, kind=kind, id=known)]]

    names = (json.dumps(person.names, ensure_ascii=False) for person in numbers)
    values = ((person.name, person.kind, person.id, known) for person, known in zip(numbers, names, strict=True))
    database.executemany(_ADD_SPEAKER, values)
    database.create_function("speaker_number_of", 3, number, deterministic=True)
    database.execute(f"UPDATE quotes SET speaker_number = speaker_number_of({_BEARER})")
    database.execute("CREATE INDEX quotes_by_speaker ON quotes (speaker_number)")
    database.execute(_COUNT)
