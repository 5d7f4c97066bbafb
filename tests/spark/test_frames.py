"""`quoteminer.spark.extract`: exactly the local path's rows, and a poison article costs one."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

import quoteminer.spark
from quoteminer.errors import InputError, PatternsError, UsageError
from quoteminer.readers import Reading
from quoteminer.spark.frames import extract_rows, make_job
from quoteminer.spark.task import ERROR, Job

pytestmark = [
    pytest.mark.java,
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # pyspark leaves sockets to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ORDER = itemgetter("article", "content", "cue", "id")
Rows = list[dict[str, Any]]


def rows_of(df: Any) -> tuple[Rows, Rows]:
    """Return the quotes of a result as rows of the record, and its errors."""
    rows = [row.asDict(recursive=True) for row in df.collect()]
    quotes = [{key: row[key] for key in row if key not in ERROR} for row in rows if row["error_kind"] is None]
    return sorted(quotes, key=ORDER), [row for row in rows if row["error_kind"] is not None]


def test_extract_gives_the_local_rows(spark: Any, articles: Rows, local_rows: Rows, jsonl: Path) -> None:
    """Two hundred articles, in two Python processes: the same rows, to the last value."""
    columns = "id string, text string, published string, url string, path string, tags array<string>"
    rows = [(one["id"], one["text"], one["published"], one["url"], str(jsonl), ["x"]) for one in articles]
    quotes, errors = rows_of(quoteminer.spark.extract(spark.createDataFrame(rows, columns).repartition(4)))
    assert not errors
    assert len(quotes) > 2 * len(articles)
    assert quotes == sorted(local_rows, key=ORDER)


def test_extract_gives_an_error_row_for_a_poison_article(spark: Any) -> None:
    """The others' rows are all there."""
    import working_core  # type: ignore[import-not-found]

    load: Callable[..., Any] = working_core.load
    rows = [(f"a{number}", "FAIL" if number == 7 else f"word{number}") for number in range(20)]
    df = spark.createDataFrame(rows, "id string, text string").repartition(3)
    quotes, errors = rows_of(extract_rows(df, Job(load=load)))
    assert [row["quote"] for row in quotes] == sorted((text for _, text in rows if text != "FAIL"), key=str)
    assert [(row["article"], row["error_kind"]) for row in errors] == [("a7", "extraction")]


def test_extract_survives_a_killed_python_process(spark: Any, tmp_path: Path) -> None:
    """A process that dies once is replaced, and its articles are done again: no row is lost, none comes twice."""
    import working_core

    rows = [(f"a{number:02}", f"word{number:02}") for number in range(40)]
    rows[11] = ("a11", f"KILL:1:{tmp_path / 'log'}")
    df = spark.createDataFrame(rows, "id string, text string").repartition(4)
    quotes, errors = rows_of(extract_rows(df, Job(load=working_core.load)))
    assert not errors
    assert [row["quote"] for row in quotes] == [text for _, text in rows]
    assert len((tmp_path / "log").read_text().splitlines()) == 2


def test_extract_knows_the_callers_speakers(spark: Any, tmp_path: Path) -> None:
    """A file of speakers is sent along."""
    mine = tmp_path / "mine.yaml"
    mine.write_text("version: 1\nspeakers:\n  - {name: Amara Diallo, id: Q999999999, aliases: [Diallo]}\n", "utf-8")
    df = spark.createDataFrame([("a", "“The harbour stays open,” Diallo said.")], "id string, text string").coalesce(1)
    quotes, errors = rows_of(quoteminer.spark.extract(df, speakers=[mine]))
    assert not errors
    assert [(row["speaker"], row["speaker_id"]) for row in quotes] == [("Amara Diallo", "Q999999999")]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"reading": Reading(encoding="latin-99")}, UsageError, "'latin-99' is no encoding"),
        ({"reading": Reading(published="24 May")}, UsageError, "24 May"),
        ({"speakers": ["gone.yaml"]}, PatternsError, "gone.yaml"),
        ({"patterns": ["gone.yaml"]}, PatternsError, "gone.yaml"),
    ],
)
def test_make_job_tells_what_is_wrong(options: dict[str, Any], error: type[Exception], message: str) -> None:
    """On this machine, not in every task."""
    with pytest.raises(error, match=message):
        make_job(**options)


def test_extract_tells_at_once_that_there_is_no_text(spark: Any) -> None:
    """Before anything is computed."""
    with pytest.raises(InputError, match="no key is known to hold the text"):
        quoteminer.spark.extract(spark.createDataFrame([("a", 1)], "id string, number int"))
