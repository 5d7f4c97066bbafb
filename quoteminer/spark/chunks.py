"""A run in chunks of files, each a Spark job with an output of its own: what is done is not done again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from quoteminer.errors import LanguageError, OutputError
from quoteminer.spark.inputs import File, Inputs, found_in, list_directories
from quoteminer.spark.task import WARNING, Job

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Some files, and the name of the directory of their rows, which changes with all that the rows depend on."""

    name: str
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many quotes a chunk gave, how many failures, warnings, and articles in another language."""

    quotes: int
    failed: int
    foreign: int
    odd: int

    def __add__(self, other: Count) -> Count:
        """Return the sums."""
        return Count(
            quotes=self.quotes + other.quotes,
            failed=self.failed + other.failed,
            foreign=self.foreign + other.foreign,
            odd=self.odd + other.odd,
        )


def plan_chunks(inputs: Inputs, *, configuration: object, size: int) -> list[Chunk]:
    """Return the files in chunks of `size`."""
    chunks = []
    for number, start in enumerate(range(0, len(inputs.files), size)):
        files = inputs.files[start : start + size]
        content = json.dumps([configuration, inputs.form, [asdict(file) for file in files]], default=repr)
        digest = hashlib.sha256(content.encode()).hexdigest()[:12]
        chunks.append(Chunk(name=f"chunk-{number:05}-{digest}", files=files))
    return chunks


def undone(spark: SparkSession, chunks: list[Chunk], output: str, *, resume: bool) -> list[Chunk]:
    """Return the chunks that are not done yet.

    Raises:
        OutputError: the output holds something else, or to go on with it is not asked for.
    """
    there = list_directories(spark, output)
    others = sorted(there.keys() - {chunk.name for chunk in chunks})
    if others:
        raise OutputError(
            f"{output}: holds {others[0]}, which is not of this run: the files, options or versions were others.",
            "Name another directory after --output, or run it as before.",
        )
    if there and not resume:
        raise OutputError(f"{output}: holds what a run has done.", "Go on with --resume, or name another directory.")
    return [chunk for chunk in chunks if not there.get(chunk.name)]


def run_chunk(spark: SparkSession, inputs: Inputs, chunk: Chunk, job: Job, output: str) -> Count:
    """Write the rows of a chunk, quotes, errors and warnings apart, and return how many there are."""
    from pyspark.sql.functions import when  # noqa: PLC0415 - an extra

    target = f"{output.rstrip('/')}/{chunk.name}"
    found = found_in(spark, inputs, chunk.files, job)
    kind = found.error_kind
    outcome = when(kind.isNull(), "quotes").when(kind == WARNING, "warnings").otherwise("errors")
    found.withColumn("outcome", outcome).write.mode("overwrite").partitionBy("outcome").parquet(target)
    counts = dict(_counts(spark, target))
    quotes, foreign, odd = (counts.pop(kind, 0) for kind in (None, LanguageError.kind, WARNING))
    return Count(quotes=quotes, failed=sum(counts.values()), foreign=foreign, odd=odd)


def read_errors(spark: SparkSession, output: str, chunk: Chunk, *, most: int) -> Iterator[str]:
    """Yield the messages of a chunk's failures, so many at most."""
    return _messages(spark, output, chunk, f"error_kind NOT IN ('{LanguageError.kind}', '{WARNING}')", most)


def read_warnings(spark: SparkSession, output: str, chunk: Chunk, *, most: int) -> Iterator[str]:
    """Yield the warnings of a chunk, so many at most."""
    return _messages(spark, output, chunk, f"error_kind = '{WARNING}'", most)


def _messages(spark: SparkSession, output: str, chunk: Chunk, which: str, most: int) -> Iterator[str]:
    rows = spark.read.parquet(f"{output.rstrip('/')}/{chunk.name}").where(which)
    for row in rows.select("error_message").orderBy("error_message").limit(most).collect():
        yield row.error_message


def _counts(spark: SparkSession, target: str) -> Iterator[tuple[str | None, int]]:
    """Yield how many rows there are of each kind of error, and of none."""
    from quoteminer.spark.frames import result_type  # noqa: PLC0415 - an extra

    written = spark.read.schema(result_type()).parquet(target)
    for row in written.groupBy("error_kind").count().collect():
        yield row["error_kind"], row["count"]
