"""`quoteminer spark`: extraction on an Apache Spark cluster."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from quoteminer.cli import options as opt
from quoteminer.cli.group import FAILED
from quoteminer.cli.talk import Talk
from quoteminer.errors import ExtractionError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from quoteminer.readers.settings import Reading
    from quoteminer.spark.chunks import Count

EXAMPLES = """Examples:

quoteminer spark news.parquet --output quotes --master 'local[4,4]'

quoteminer spark warc.paths.gz --output s3a://bucket/quotes --resume
"""

_SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "256",  # articles in memory at once, in every process
    "spark.sql.files.maxPartitionBytes": "4m",  # some 800 articles a task, minutes of work
    "spark.sql.files.openCostInBytes": "64k",  # so that little text is shared among cores, too
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
}
"""For a session in which nobody has said otherwise."""

_SHOWN = 20
"""Failures, and warnings, told on standard error, of a chunk; all are in the output."""


def spark_cli(  # noqa: PLR0913 - one parameter an option
    path: Annotated[
        str, typer.Argument(metavar="IN", help="Parquet or JSONL: a file or directory; WARC: a list of files.")
    ],
    *,
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Write Parquet to DIR, or its address.", rich_help_panel="Output"
        ),
    ],
    master: Annotated[
        str | None,
        typer.Option(
            "--master", metavar="URL", help="The cluster. Default: what spark-submit says.", rich_help_panel="Run"
        ),
    ] = None,
    chunk: Annotated[
        int, typer.Option("--chunk", metavar="N", min=1, help="Input files a job.", rich_help_panel="Run")
    ] = 100,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Leave out the jobs whose rows are in DIR already.", rich_help_panel="Run"),
    ] = False,
    input_format: Annotated[
        Literal["parquet", "jsonl", "warc"] | None,
        typer.Option("--input-format", help="What IN is. Default: by its suffix.", rich_help_panel="Input"),
    ] = None,
    encoding: opt.EncodingOption = None,
    strict_encoding: opt.StrictEncodingOption = False,
    text_key: opt.TextKeyOption = None,
    id_key: opt.IdKeyOption = None,
    date_key: opt.DateKeyOption = None,
    published: opt.PublishedOption = None,
    day_first: opt.DayFirstOption = False,
    month_first: opt.MonthFirstOption = False,
    any_language: opt.AnyLanguageOption = False,
    patterns: opt.PatternsOption = None,
    speakers: opt.SpeakersOption = None,
    model: opt.ModelOption = None,
    ranker: opt.RankerOption = None,
    direct_only: opt.DirectOnlyOption = False,
    quiet: opt.QuietOption = False,
    debug: opt.DebugOption = False,
) -> None:
    """Find the quotes of very many articles on an Apache Spark cluster.

    Needs Java and `pip install 'quoteminer[spark]'`; docs/spark.md tells how to run it on YARN, Kubernetes and EMR.
    Exit code: 0; 1 if an input failed; 2 if the options or patterns are wrong.
    An article in another language is left out, which is no failure.
    """
    read = opt.ReadingOptions(
        encoding=encoding,
        strict_encoding=strict_encoding,
        text_key=text_key,
        id_key=id_key,
        date_key=date_key,
        published=published,
        day_first=day_first,
        month_first=month_first,
        any_language=any_language,
    )
    cluster = Cluster(
        path=path,
        form=input_format,
        output=output,
        master=master,
        chunk=chunk,
        resume=resume,
        reading=read.reading(),
        direct_only=direct_only,
    )
    core: dict[str, Any] = {
        "patterns": tuple(patterns or ()),
        "speakers": tuple(speakers or ()),
        "model": model,
        "ranker": ranker,
    }
    raise typer.Exit(spark(cluster, core, talk=Talk(quiet=quiet)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Where the work is done, on what, and where its rows go."""

    path: str
    form: Literal["parquet", "jsonl", "warc"] | None
    output: str
    master: str | None
    chunk: int
    resume: bool
    reading: Reading
    direct_only: bool


def spark(cluster: Cluster, core: dict[str, Any], *, talk: Talk) -> int:
    """Run the chunks that are not done, tell how it went, and return the exit code."""
    from quoteminer.cli.version import describe
    from quoteminer.spark.chunks import Count, plan_chunks, read_errors, read_warnings, run_chunk, undone
    from quoteminer.spark.frames import make_job
    from quoteminer.spark.inputs import find_files

    job = make_job(**core, direct_only=cluster.direct_only, reading=cluster.reading)
    configuration = [describe(**core), repr(cluster.reading), cluster.direct_only]
    session = _session(cluster.master)
    inputs = find_files(session, cluster.path, form=cluster.form)
    chunks = plan_chunks(inputs, configuration=configuration, size=cluster.chunk)
    left = undone(session, chunks, cluster.output, resume=cluster.resume)
    if len(left) < len(chunks):
        talk.tell(f"{len(chunks) - len(left)} of {len(chunks)} chunks had been done; going on.")
    total, broken = Count(quotes=0, failed=0, foreign=0, odd=0), 0
    for chunk in left:
        try:
            count = run_chunk(session, inputs, chunk, job, cluster.output)
        except Exception as error:  # one damaged file must not cost the other chunks
            broken += 1
            talk.error(f"{chunk.name}: {_reason(error)} The others go on; --resume tries it again.")
            continue
        total = total + count
        for message in read_warnings(session, cluster.output, chunk, most=_SHOWN) if count.odd else ():
            talk.warn(message)
        for message in read_errors(session, cluster.output, chunk, most=_SHOWN) if count.failed else ():
            talk.error(message)
        talk.tell(f"{chunk.name}: {len(chunk.files):,} files, {_told(count)}")
    talk.tell(f"{len(left) - broken} of {len(left)} chunks, {_told(total)}")
    return FAILED if total.failed or broken else 0


def _told(count: Count) -> str:
    foreign = f", {count.foreign:,} in another language" if count.foreign else ""
    odd = f", {count.odd:,} warning{'s' if count.odd > 1 else ''}" if count.odd else ""
    return f"{count.quotes:,} quotes, {count.failed:,} failed{foreign}{odd}"


def _session(master: str | None) -> SparkSession:
    from quoteminer.spark.extras import require_pyspark

    require_pyspark()
    from pyspark.sql import SparkSession

    if master and master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("quoteminer")
    builder = builder.config("spark.ui.showConsoleProgress", str(sys.stderr.isatty()).lower())
    if master:
        builder = builder.master(master)
    try:
        session = builder.getOrCreate()
    except Exception as error:
        raise ExtractionError(
            f"Spark does not start: {_reason(error)}", "It needs Java 17 or newer; check --master and JAVA_HOME."
        ) from error
    for name, value in _SETTINGS.items():
        if not session.sparkContext.getConf().contains(name):
            session.conf.set(name, value)
    return session


def _reason(error: Exception) -> str:
    """Return the first line of what Java says."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[0] if lines else ''}"
