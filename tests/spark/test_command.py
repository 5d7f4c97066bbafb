"""`quoteminer spark`: Parquet, JSONL and WARC in, whole chunks out, and on with those that are missing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from quoteminer.cli import version
from quoteminer.cli.app import app
from quoteminer.spark.task import ERROR

pytestmark = [
    pytest.mark.java,
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # pyspark leaves sockets to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

Rows = list[dict[str, Any]]
Run = Callable[..., Result]
ORDER = itemgetter("article", "content", "cue", "id")

OUT = Path("out")


@pytest.fixture
def run(spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the command on files of an empty directory, in the session of the tests.

    Java keeps the directory in which it was started, so it is given whole paths.
    """
    monkeypatch.chdir(tmp_path)
    return lambda path, *options: CliRunner().invoke(
        app, ["spark", str(tmp_path / path), *options, "--output", str(tmp_path / OUT)]
    )


@pytest.fixture
def tested_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the core of the tests, which finds a quote for each word, in the place of the real one."""
    import working_core  # type: ignore[import-not-found]

    from quoteminer.spark import frames, task

    monkeypatch.setattr(frames, "make_job", lambda reading, **_: task.Job(reading=reading, load=working_core.load))


def written(spark: Any, outcome: str) -> Rows:
    """Return the rows that were written: of quotes as rows of the record."""
    found = spark.read.parquet(*(str(path.resolve()) for path in OUT.glob(f"*/outcome={outcome}")))
    rows = [row.asDict(recursive=True) for row in found.collect()]
    return [{key: row[key] for key in row if key not in ERROR} for row in rows] if outcome == "quotes" else rows


def words(rows: Rows) -> list[str]:
    """Return the quotes' words, sorted."""
    return sorted(row["quote"] for row in rows)


def write_lines(name: str, *texts: str) -> None:
    """Write a JSONL file of articles."""
    lines = [json.dumps({"id": f"{Path(name).stem}{number}", "text": text}) for number, text in enumerate(texts)]
    Path(name).write_text("\n".join(lines) + "\n\n", "utf-8")


def test_command_finds_the_local_rows(run: Run, spark: Any, few: Path, few_rows: Rows) -> None:
    """From a directory of JSON lines: the same rows, and `quoteminer grep` reads them."""
    result = run(str(few))
    assert result.exit_code == 0, result.stderr
    assert result.stderr.splitlines()[-1] == f"1 of 1 chunks, {len(few_rows):,} quotes, 0 failed"
    assert sorted(written(spark, "quotes"), key=ORDER) == sorted(few_rows, key=ORDER)
    files = [str(path) for path in OUT.glob("*/outcome=quotes/*.parquet")]
    found = CliRunner().invoke(app, ["grep", "-c", "--speaker", "ann lee", *files])
    assert int(found.stdout) == sum(row["speaker"] == "Ann Lee" for row in few_rows) > 0


@pytest.mark.usefixtures("tested_core")
def test_command_reads_parquet(run: Run, spark: Any) -> None:
    """A directory of files with other columns each; ids count the rows of a file, as on one machine."""
    spark.createDataFrame([("one", [1]), ("two", [2])], "body string, tags array<int>").coalesce(1).write.parquet(
        str(Path("in/a").resolve())
    )
    spark.createDataFrame([("three", "x")], "body string, url string").coalesce(1).write.parquet(
        str(Path("in/b c").resolve())
    )
    result = run("in")
    assert result.exit_code == 0, result.stderr
    rows = written(spark, "quotes")
    assert words(rows) == ["one", "three", "two"]
    (a,), (b,) = (list(Path("in").glob(f"{name}/*.parquet")) for name in ("a", "b c"))
    below = [str(path.relative_to("in").with_suffix("")) for path in (a, b)]
    assert {(row["article"], row["path"]) for row in rows} == {
        (f"{below[0]}:1", str(a.resolve())),
        (f"{below[0]}:2", str(a.resolve())),
        (f"{below[1]}:1", str(b.resolve())),
    }


@pytest.mark.usefixtures("tested_core")
def test_command_reads_a_list_of_warc_files(run: Run, spark: Any) -> None:
    """A task a file; a file that is not there is an error row."""
    pytest.importorskip("fastwarc")
    pytest.importorskip("trafilatura")
    text = b"one two"
    Path("a.warc").write_bytes(
        b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2025-09-24T10:00:00Z\r\n"
        b"Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(text), text)
    )
    here, gone = Path("a.warc").resolve(), Path("gone.warc").resolve()
    Path("warc.paths").write_text(f"{here}\n\n{gone}\n")
    result = run("warc.paths", "--chunk", "1")
    assert result.exit_code == 1
    assert f"quoteminer: error: {gone}: no such file or directory." in result.stderr
    assert [(row["article"], row["path"], row["quote"]) for row in written(spark, "quotes")] == [
        ("1", str(here), "one"),
        ("1", str(here), "two"),
    ]
    assert [row["path"] for row in written(spark, "errors")] == [str(gone)]


@pytest.mark.usefixtures("tested_core")
def test_command_goes_on_with_missing_chunks(run: Run, spark: Any) -> None:
    """With --resume only the chunks that are not whole are done; without it nothing is touched."""
    Path("in").mkdir()
    for name, texts in {"a": ["one", "FAIL two"], "b": ["three"], "c": ["four"]}.items():
        write_lines(f"in/{name}.jsonl", *texts)
    first = run("in", "--chunk", "1")
    assert first.exit_code == 1
    assert first.stderr.splitlines()[-1] == "3 of 3 chunks, 3 quotes, 1 failed"
    assert words(written(spark, "quotes")) == ["four", "one", "three"]
    again = run("in", "--chunk", "1")
    assert (again.exit_code, again.stderr.splitlines()[0]) == (
        2,
        f"quoteminer: error: {OUT.resolve()}: holds what a run has done.",
    )
    a, b, c = sorted(OUT.iterdir())
    (b / "_SUCCESS").unlink()  # as if the run had been killed at its second chunk
    shutil.rmtree(c)
    whole = {path: path.stat().st_mtime_ns for path in a.rglob("*.parquet")}
    resumed = run("in", "--chunk", "1", "--resume")
    assert resumed.exit_code == 0
    assert resumed.stderr.splitlines() == [
        "1 of 3 chunks had been done; going on.",
        f"{b.name}: 1 files, 1 quotes, 0 failed",
        f"{c.name}: 1 files, 1 quotes, 0 failed",
        "2 of 2 chunks, 2 quotes, 0 failed",
    ]
    assert whole == {path: path.stat().st_mtime_ns for path in a.rglob("*.parquet")}
    assert words(written(spark, "quotes")) == ["four", "one", "three"]


@pytest.mark.usefixtures("tested_core")
def test_command_leaves_articles_in_other_languages_out(run: Run, spark: Any) -> None:
    """They are counted, and are rows among the errors, but no failure."""
    write_lines("a.jsonl", "one", "FREMD", "two")
    result = run("a.jsonl")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[-1] == "1 of 1 chunks, 2 quotes, 0 failed, 1 in another language"
    assert "error" not in result.stderr
    assert [(row["article"], row["error_kind"]) for row in written(spark, "errors")] == [("a1", "language")]


@pytest.mark.usefixtures("tested_core")
def test_command_tells_warnings(run: Run, spark: Any) -> None:
    """What a local run says of odd dates is told and kept, and is no failure."""
    lines = [{"id": "a", "text": "one", "date": "03/04/2025"}, {"id": "b", "text": "two"}]
    Path("a.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    result = run("a.jsonl")
    assert result.exit_code == 0
    warning = f"{Path('a.jsonl').resolve()}: the date '03/04/2025' can be two days, so it is left out; "
    assert f"quoteminer: warning: {warning}say --day-first or --month-first." in result.stderr.replace("\n", " ")
    assert result.stderr.splitlines()[-1] == "1 of 1 chunks, 2 quotes, 0 failed, 1 warning"
    assert [row["error_message"].startswith(warning) for row in written(spark, "warnings")] == [True]
    assert words(written(spark, "quotes")) == ["one", "two"]


def test_command_finds_the_local_rows_of_quotations(run: Run, spark: Any, few: Path, few_quotations: Rows) -> None:
    """With --direct-only, as on one machine; such rows are not mixed with others."""
    path = few / "3.jsonl"
    result = run(str(path), "--direct-only")
    assert result.exit_code == 0, result.stderr
    rows = written(spark, "quotes")
    assert {row["kind"] for row in rows} == {"direct"}
    assert sorted(rows, key=ORDER) == sorted(few_quotations, key=ORDER)
    again = run(str(path), "--resume")
    assert (again.exit_code, "which is not of this run" in again.stderr) == (2, True)


@pytest.mark.usefixtures("tested_core")
@pytest.mark.parametrize(
    ("options", "code", "quotes"),
    [
        (["--encoding", "iso-8859-2"], 0, ["Łódź", "one"]),
        (["--strict-encoding"], 1, ["one"]),
    ],
)
def test_command_reads_the_encoding_that_is_said(
    run: Run, spark: Any, options: list[str], code: int, quotes: list[str]
) -> None:
    """A line that is not UTF-8 is read as asked, or is an error."""
    lines = [b'{"id": "a", "text": "one"}', '{"id": "b", "text": "Łódź"}'.encode("iso-8859-2")]
    Path("a.jsonl").write_bytes(b"\n".join(lines))
    result = run("a.jsonl", *options)
    assert result.exit_code == code, result.stderr
    assert sorted(words(written(spark, "quotes"))) == sorted(quotes)


@pytest.mark.usefixtures("tested_core")
@pytest.mark.parametrize("change", ["file", "option", "version"])
def test_command_mixes_no_runs(run: Run, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    """Rows of other files, options or versions do not go into one directory."""
    write_lines("a.jsonl", "one")
    assert run("a.jsonl").exit_code == 0
    options = ["--published", "2020-02-02"] if change == "option" else []
    if change == "file":
        write_lines("a.jsonl", "one two")
    if change == "version":
        monkeypatch.setattr(version, "describe", lambda **_: {"quoteminer": "9.9"})
    result = run("a.jsonl", "--resume", *options)
    assert result.exit_code == 2
    assert "which is not of this run" in result.stderr


@pytest.mark.usefixtures("tested_core")
def test_command_goes_on_after_a_damaged_file(run: Run, spark: Any) -> None:
    """A chunk that Spark cannot read is told; the others are done."""
    spark.createDataFrame([("one",)], "text string").coalesce(1).write.parquet(str(Path("in/b").resolve()))
    Path("in/a.parquet").write_bytes(b"PAR1nonsense")
    result = run("in", "--chunk", "1")
    assert result.exit_code == 1
    assert "The others go on; --resume tries it again." in result.stderr
    assert words(written(spark, "quotes")) == ["one"]


@pytest.mark.usefixtures("tested_core")
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gone.jsonl", "no such file or directory."),
        ("empty", "holds no readable file."),
        ("mixed", "holds files of several formats: jsonl, parquet."),
    ],
)
def test_command_tells_what_it_cannot_read(run: Run, name: str, message: str) -> None:
    """Nothing is begun."""
    for directory in ("empty", "mixed"):
        Path(directory).mkdir()
    Path("empty/note.txt").write_text("x")
    write_lines("mixed/a.jsonl", "one")
    Path("mixed/b.parquet").write_bytes(b"")
    result = run(name)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"quoteminer: error: {Path(name).resolve()}: {message}")
    assert not OUT.exists()
