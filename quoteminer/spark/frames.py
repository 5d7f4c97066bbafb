"""DataFrame of articles → DataFrame of quotes and errors, by `mapInArrow`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quoteminer.readers.days import check_day
from quoteminer.readers.decoding import check_encoding
from quoteminer.readers.settings import Reading
from quoteminer.spark.extras import require_pyspark
from quoteminer.spark.task import SOURCE, Contents, Job, mine_files, mine_rows, output_schema

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType


def extract(  # noqa: PLR0913 - options
    df: DataFrame,
    *,
    patterns: Sequence[str | Path] = (),
    speakers: Sequence[str | Path] = (),
    model: str | None = None,
    ranker: str | None = None,
    direct_only: bool = False,
    reading: Reading | None = None,
) -> DataFrame:
    """Return the quotes of the articles in a DataFrame, with a row for each article that failed.

    Its columns are the keys of the record (docs/record.md), then `error_kind` and `error_message`, which are null for
    quotes; a row that tells of a failure has nothing else but `article` and `path`. A row with the kind "warning"
    tells what a task found odd in what it read, and is no failure. Columns that hold text, id, date and so on are
    found by name, as in Parquet files (docs/formats.md); `path` is passed on. An article without an id
    gets one from its content. Nothing is computed before the result is asked for.

    Args:
        df: A row an article.
        patterns: Files on this machine, laid over the shipped patterns; their content is sent along.
        speakers: The same with people and bodies (docs/speakers.md).
        model: A spaCy pipeline that is installed on every executor.
        ranker: What decides: "rules", "small" or "large".
        direct_only: Find only what stands in quotation marks, wholly or in part, and faster.
        reading: Which columns to read, and how dates are to be read.

    Raises:
        UsageError: pyspark or pyarrow is not installed, the day of `reading` is none, or its encoding is unknown.
        InputError: no column is known to hold the text.
        PatternsError: a file of patterns or speakers is wrong, or cannot be read.
    """
    job = make_job(
        patterns=patterns, speakers=speakers, model=model, ranker=ranker, direct_only=direct_only, reading=reading
    )
    return extract_rows(df, job)


def make_job(  # noqa: PLR0913 - options
    *,
    patterns: Sequence[str | Path] = (),
    speakers: Sequence[str | Path] = (),
    model: str | None = None,
    ranker: str | None = None,
    direct_only: bool = False,
    reading: Reading | None = None,
) -> Job:
    """Return what an executor must know.

    Raises:
        UsageError: the day of `reading` is none, or its encoding is unknown.
        PatternsError: a file of patterns or speakers is wrong, or cannot be read.
    """
    from quoteminer.patterns.known_speakers import load_speakers  # noqa: PLC0415 - only where there are any
    from quoteminer.patterns.loader import load_patterns  # noqa: PLC0415

    reading = reading or Reading()
    if reading.published is not None:
        check_day(reading.published)
    if reading.encoding is not None:
        check_encoding(reading.encoding)
    return Job(
        patterns=_contents(patterns, load_patterns),
        speakers=_contents(speakers, load_speakers),
        model=model,
        ranker=ranker,
        direct_only=direct_only,
        reading=reading,
    )


def extract_rows(df: DataFrame, job: Job) -> DataFrame:
    """Return the quotes and errors of the articles in a DataFrame."""
    flat = [field.name for field in df.schema.fields if _is_flat(field.dataType)]
    job.source(None).check(name for name in flat if name not in SOURCE)
    return _mapped(df.select(*[_quoted(name) for name in flat]), partial(mine_rows, job=job))


def extract_lines(df: DataFrame, job: Job) -> DataFrame:
    """Return the quotes and errors of articles that are lines of JSON, as bytes in the column `line`."""
    return _mapped(df, partial(mine_rows, job=job, line="line"))


def extract_files(df: DataFrame, job: Job) -> DataFrame:
    """Return the quotes and errors of the articles in WARC files that the column `path` names."""
    return _mapped(df, partial(mine_files, job=job))


def result_type() -> StructType:
    """Return the type of the result.

    Raises:
        UsageError: pyspark or pyarrow is not installed.
    """
    require_pyspark()
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415 - an extra

    return from_arrow_schema(output_schema())


def _mapped(df: DataFrame, function: Any) -> DataFrame:
    return df.mapInArrow(function, result_type())


def _is_flat(kind: Any) -> bool:
    return kind.typeName() not in ("array", "map", "struct", "void", "variant")


def _quoted(name: str) -> str:
    return f"`{name.replace('`', '``')}`"


def _contents(paths: Iterable[str | Path], load: Callable[..., object]) -> Contents:
    """Return name and content of each file, which `load` must be able to read."""
    files = [Path(file) for file in paths]
    if files:
        load(extra=files)  # what is wrong with them is told here, not by an executor
    return tuple((file.name, file.read_text("utf-8")) for file in files)
