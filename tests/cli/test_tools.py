"""What other programs make of the output: the commands of docs/formats.md."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Run = Callable[..., Result]

DOCS = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")

QUERY = "select speaker, count(*) from 'quotes.jsonl' group by 1"

COUNTS = {"Lee": 2, "Radosław": 1}


@pytest.fixture
def rows(run: Run) -> Path:
    """Extract the articles to a file of rows."""
    assert run("extract", "news", "-o", "quotes.jsonl", "-q").exit_code == 0
    return Path("quotes.jsonl")


def output_of(*command: str) -> str:
    """Return what a program prints, if it is there."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


@pytest.mark.parametrize("name", ["quotes.jsonl", "quotes.parquet", "quotes.csv"])
def test_duckdb_queries_the_file(run: Run, rows: Path, name: str) -> None:
    """DuckDB reads JSONL, Parquet and CSV by their names."""
    duckdb: Any = pytest.importorskip("duckdb")
    if not Path(name).exists():
        assert run("grep", "quotes.jsonl", "-o", name).exit_code == 0
    with duckdb.connect() as database:
        found = database.execute(QUERY.replace("quotes.jsonl", name)).fetchall()
    assert dict(found) == COUNTS
    assert f'duckdb -c "{QUERY}"' in DOCS


def test_pandas_reads_the_file(run: Run, rows: Path) -> None:
    """pandas reads JSONL and CSV with the same columns, Parquet with the same values."""
    pandas: Any = pytest.importorskip("pandas")
    table = pandas.read_json("quotes.jsonl", lines=True)
    assert "pandas.read_json('quotes.jsonl', lines=True)" in DOCS
    assert table["speaker"].value_counts().to_dict() == COUNTS
    for name, read in (("quotes.csv", pandas.read_csv), ("quotes.parquet", pandas.read_parquet)):
        assert run("grep", "quotes.jsonl", "-o", name).exit_code == 0
        assert list(read(name).columns) == list(table.columns)
        assert read(name)["quote"].tolist() == table["quote"].tolist()


def test_sqlite_queries_the_database(run: Run, rows: Path) -> None:
    """The database answers who said what, by word and by speaker."""
    assert run("grep", "quotes.jsonl", "-o", "quotes.db").exit_code == 0
    with closing(sqlite3.connect("quotes.db")) as database:
        assert dict(database.execute("SELECT name, quotes FROM speakers")) == COUNTS
        found = database.execute("SELECT speaker, quote FROM search WHERE search MATCH 'bridge OR good'").fetchall()
    assert found == [("Lee", "The bridge is closed"), ("Radosław", "Good")]


def test_jq_selects_rows(rows: Path) -> None:
    """jq reads line by line."""
    assert output_of("jq", "-r", 'select(.speaker == "Radosław").quote', "quotes.jsonl") == "Good\n"


def test_grep_finds_letters_as_they_are(rows: Path) -> None:
    """Plain grep finds a name with accents."""
    line = output_of("grep", "Radosław", "quotes.jsonl")
    assert json.loads(line)["quote"] == "Good"


def test_search_reads_what_extract_pipes(command: list[str], environment: dict[str, str], news: Path) -> None:
    """`quoteminer extract … | quoteminer grep --speaker … -`, as two processes."""
    extract = [*command, "extract", "-q", "news"]
    with subprocess.Popen(extract, stdout=subprocess.PIPE, env=environment) as first:
        grep = [*command, "grep", "-q", "--speaker", "lee", "-"]
        second = subprocess.run(grep, stdin=first.stdout, capture_output=True, env=environment, check=True)
    assert [json.loads(line)["speaker"] for line in second.stdout.splitlines()] == ["Lee", "Lee"]


def test_parquet_goes_through_a_pipe(command: list[str], environment: dict[str, str], news: Path) -> None:
    """Parquet may be piped."""
    extract = [*command, "extract", "-q", "news", "--format", "parquet"]
    with subprocess.Popen(extract, stdout=subprocess.PIPE, env=environment) as first:
        count = [*command, "grep", "-q", "-c", "-"]
        second = subprocess.run(count, stdin=first.stdout, capture_output=True, env=environment, check=True)
    assert second.stdout == b"3\n"
