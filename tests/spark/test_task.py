"""What an executor does, without Spark: Arrow batches in, Arrow batches out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from quoteminer.batch import Mine
from quoteminer.readers import Keys, Reading
from quoteminer.spark import task
from quoteminer.spark.task import FILE, NUMBER, WARNING, Job, mine_files, mine_rows, output_schema

arrow = pytest.importorskip("pyarrow")

Rows = list[dict[str, Any]]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Mine]:
    """Return the loader of the tests' core: it finds a quote for each word, and fails at FAIL."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    import working_core  # type: ignore[import-not-found]

    function: Callable[[], Mine] = working_core.load
    return function


def run(rows: Rows, job: Job, *, line: str | None = None, schema: Any = None) -> Rows:
    """Return the rows that come of rows."""
    batch = arrow.RecordBatch.from_pylist(rows, schema=schema)
    return collect(mine_rows([batch.slice(0, 2), batch.slice(2)], job=job, line=line))


def collect(batches: Iterable[Any]) -> Rows:
    """Return the rows of batches, all of which have the promised schema."""
    found: Rows = []
    for batch in batches:
        assert batch.schema.equals(output_schema())
        found += batch.to_pylist()
    return found


def told(rows: Rows) -> list[tuple[str, str | None]]:
    """Return the article of each row with its quote, or the kind of its error."""
    return [(row["article"], row["quote"] or f"!{row['error_kind']}") for row in rows]


def test_rows_give_quotes_and_errors(load: Callable[[], Mine]) -> None:
    """The poison article is one error row with the quotes before it; so is a row that holds no article."""
    rows = [
        {"id": "a", "text": "one two", "path": "p.txt"},
        {"id": "b", "text": "three FAIL four", "path": None},
        {"id": "c", "text": None, "path": None},
        {"id": "d", "text": "bin\0ary", "path": None},
        {"id": "e", "text": "five", "path": None},
    ]
    found = run(rows, Job(load=load))
    assert sorted(told(found)) == [
        ("a", "one"),
        ("a", "two"),
        ("b", "!extraction"),
        ("b", "three"),
        ("c", "!input"),
        ("d", "!input"),
        ("e", "five"),
    ]
    by_kind = {row["error_kind"]: row for row in found}
    assert "ZeroDivisionError: oops" in by_kind["extraction"]["error_message"]
    assert by_kind["extraction"]["schema"] is None
    assert by_kind[None]["schema"] == 1


def test_rows_without_ids_get_one_from_their_content(load: Callable[[], Mine]) -> None:
    """The order in which a cluster reads them does not matter."""
    rows = [{"text": "one"}, {"text": "two"}, {"text": "one two"}]
    forth, back = run(rows, Job(load=load)), run(rows[::-1], Job(load=load))
    assert sorted(told(forth)) == sorted(told(back))
    assert len({row["article"] for row in forth}) == 3
    assert all(row["article"].startswith("row:") for row in forth)


@pytest.mark.parametrize(
    ("given", "root", "file", "named"),
    [
        ("news.parquet", "/data/news.parquet", "/data/news.parquet", ("news:7", "news.parquet")),
        ("../news/", "/data/news", "/data/news/25/a.parquet", ("25/a:7", "../news/25/a.parquet")),
        ("s3a://b/news", "s3a://b/news", "s3a://b/news/a.parquet", ("a:7", "s3a://b/news/a.parquet")),
    ],
)
def test_rows_of_files_are_named_as_the_local_path_names_them(
    load: Callable[[], Mine], given: str, root: str, file: str, named: tuple[str, str]
) -> None:
    """File and row give the id, below the PATH argument; the path begins with the argument."""
    job = Job(load=load, root=root, given=given)
    (row,) = run([{"text": "one", FILE: file, NUMBER: 7}], job)
    assert row["article"] == named[0]
    (row,) = run([{"text": None, FILE: file, NUMBER: 7}], job)
    assert (row["article"], row["path"]) == named


def test_rows_are_read_as_asked(load: Callable[[], Mine]) -> None:
    """The keys are those of `reading`."""
    reading = Reading(keys=Keys(text="words", id="name"))
    assert told(run([{"words": "one", "name": "n", "text": "no"}], Job(load=load, reading=reading))) == [("n", "one")]


def test_rows_that_are_no_utf8_are_told(load: Callable[[], Mine]) -> None:
    """A string column with wrong bytes costs one row where the caller is strict, else none."""
    wrong = arrow.array([b"one", b"caf\xe9", b"two"]).view(arrow.string())
    batch = arrow.RecordBatch.from_arrays([wrong, arrow.array(["a", "b", "c"])], ["text", "id"])
    strict = collect(mine_rows([batch], job=Job(load=load, reading=Reading(strict_encoding=True))))
    assert sorted(told(strict)) == [("a", "one"), ("b", "!input"), ("c", "two")]
    *rows, odd = collect(mine_rows([batch], job=Job(load=load)))
    assert sorted(told(rows)) == [("a", "one"), ("b", "café"), ("c", "two")]
    assert odd["error_kind"] == WARNING
    assert odd["error_message"].startswith("row: 1 row is not UTF-8, the first row:")


def test_rows_with_odd_dates_give_a_warning(load: Callable[[], Mine]) -> None:
    """What a local run says of a date that can be two days, or of none, is a row of its own for each file."""
    days = ["03/04/2025", "04/05/2025", "2025-09-24", "24/09/2025"]
    rows = [{"id": f"a{k}", "text": "one", "date": day, FILE: "/data/n.parquet"} for k, day in enumerate(days)]
    rows.append({"id": "b", "text": "two", "date": "soon", FILE: "/data/m.parquet"})
    found = run(rows, Job(load=load, root="/data", given="news"))
    assert [row["published"] for row in found if not row["error_kind"]] == [
        None
    ] * 5  # the core of the tests dates none
    assert [(row["path"], row["error_kind"], row["error_message"]) for row in found if row["error_kind"]] == [
        (
            "news/n.parquet",
            "warning",
            "news/n.parquet: 2 dates can be two days, so they are left out, the first '03/04/2025'; "
            "say --day-first or --month-first.",
        ),
        (
            "news/m.parquet",
            "warning",
            "news/m.parquet: the date 'soon' cannot be read, so it is left out; name another key with --date-key.",
        ),
    ]
    assert len(run(rows, Job(load=load, root="/data", given="news", reading=Reading(day_order="day-first")))) == 6


def test_lines_give_quotes_and_errors(load: Callable[[], Mine]) -> None:
    """A line that holds no JSON, or no UTF-8, is one error row."""
    lines = [json.dumps({"id": "a", "text": "one"}).encode(), b"{", b'{"id": "b", "text": "caf\xe9"}', b"[]"]
    rows = [{"line": line, FILE: "/data/n.jsonl"} for line in lines]
    strict = Reading(strict_encoding=True)
    found = run(rows, Job(load=load, root="/data/n.jsonl", given="n.jsonl", reading=strict), line="line")
    errors = [row for row in found if row["error_kind"]]
    assert told(found[:1]) == [("a", "one")]
    assert [row["error_kind"] for row in errors] == ["input"] * 3
    assert all(row["article"].startswith("n:") and row["path"] == "n.jsonl" for row in errors)
    assert "no JSON" in errors[0]["error_message"]
    assert "not UTF-8" in errors[1]["error_message"]


def test_files_give_quotes_and_errors(load: Callable[[], Mine], tmp_path: Path) -> None:
    """Every page of a WARC file, and one row for a file that is none, is not there, or cannot be reached."""
    pytest.importorskip("fastwarc")
    pytest.importorskip("trafilatura")
    whole = b"".join(record(number, text) for number, text in enumerate([b"one two", b"FAIL", b"three"]))
    (tmp_path / "a.warc").write_bytes(whole)
    (tmp_path / "b.warc").write_bytes(b"nonsense")
    paths = [*(str(tmp_path / name) for name in ("a.warc", "b.warc", "c.warc")), "nowhere://d.warc"]
    found = collect(mine_files([arrow.RecordBatch.from_pydict({"path": paths})], job=Job(load=load)))
    assert [row["quote"] for row in found if not row["error_kind"]] == ["one", "two", "three"]
    assert [(row["path"], row["error_kind"]) for row in found if row["error_kind"]] == [
        (paths[0], "extraction"),
        (paths[1], "input"),
        (paths[2], "input"),
        (paths[3], "input"),
    ]


def test_files_give_warnings(load: Callable[[], Mine], tmp_path: Path) -> None:
    """What a local run says of a WARC file is a row behind the file's."""
    pytest.importorskip("fastwarc")
    path = tmp_path / "a.warc"
    path.write_bytes(record(0, b"one") + record(1, b"03/04/2025\n\ntwo"))
    found = collect(mine_files([arrow.RecordBatch.from_pydict({"path": [str(path)]})], job=Job(load=load)))
    assert [(row["path"], row["error_kind"]) for row in found if row["error_kind"]] == [(str(path), "warning")]
    assert f"{path}: the date '03/04/2025' can be two days" in found[-1]["error_message"]


def record(number: int, text: bytes) -> bytes:
    """Return a record of a WET file."""
    return (
        b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:%08d>\r\n"
        b"WARC-Target-URI: https://ardle.example/%d\r\nWARC-Date: 2025-09-24T10:00:00Z\r\n"
        b"Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
    ) % (number, number, len(text), text)


def test_core_is_loaded_once_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the files, the same patterns and models are loaded once, with the files' content sent along."""
    loaded: list[tuple[list[str], bool]] = []

    def load_mine(*, patterns: list[Path], speakers: list[Path], direct_only: bool, **_: object) -> Mine:
        loaded.append(([file.name + file.read_text("utf-8") for file in [*patterns, *speakers]], direct_only))
        return lambda article: iter(())

    monkeypatch.setattr(task, "load_mine", load_mine)
    task._load.cache_clear()
    mine = (("mine.yaml", "version: 1"), ("mine.yaml", "cues: {}"))
    job = partial(Job, patterns=mine, speakers=(("mine.yaml", "speakers: []"),), ranker="rules")
    for root in ("/a", "/b"):
        run([{"text": "one"}], job(root=root))
    contents = ["mine.yamlversion: 1", "mine.yamlcues: {}", "mine.yamlspeakers: []"]
    assert loaded == [(contents, False)]
    run([{"text": "one"}], job(direct_only=True))
    assert loaded == [(contents, False), (contents, True)]
    task._load.cache_clear()


def test_missing_pyspark_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to install."""
    from quoteminer.errors import UsageError
    from quoteminer.spark.extras import require_pyspark

    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(UsageError, match=r"quoteminer\[spark\]"):
        require_pyspark()
