"""`quoteminer extract`: articles in, quotes out."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import IO, TYPE_CHECKING, Annotated

import typer

from quoteminer.cli import options as opt
from quoteminer.cli.finds import known_speakers
from quoteminer.cli.group import FAILED
from quoteminer.cli.output import STDOUT, Sink, check_sink, open_output, write_quotes
from quoteminer.cli.progress import show_progress
from quoteminer.errors import TooManyFailuresError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quoteminer.analysis.search import Filters
    from quoteminer.cli.mining import Account, Engine
    from quoteminer.cli.talk import Talk
    from quoteminer.model import Quote

EXAMPLES = """Examples:

quoteminer extract seeds/

quoteminer extract seeds/ --speaker peskov

quoteminer extract seeds/ -o quotes.jsonl

quoteminer extract seeds/ -o report.html

quoteminer extract - --published 2025-09-23 < article.txt
"""


@opt.spread
def extract_cli(  # noqa: PLR0913 - one parameter an option
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Files of articles, directories, or - for standard input.")
    ],
    *,
    speaker: Annotated[
        str | None,
        typer.Option("--speaker", metavar="TEXT", help="Only quotes of speakers whose name holds TEXT."),
    ] = None,
    min_confidence: Annotated[
        float,
        typer.Option("--min-confidence", metavar="P", min=0, max=1, help="Only quotes at least this sure."),
    ] = 0.0,
    direct_only: opt.DirectOnlyOption = False,
    format_: opt.FormatOption = None,
    out: opt.SinkOptions,
    errors: Annotated[
        str | None,
        typer.Option(
            "--errors",
            metavar="FILE",
            help="Write a JSONL row for each input that failed.",
            rich_help_panel="Output",
        ),
    ] = None,
    keep_text: Annotated[
        str | None,
        typer.Option(
            "--keep-text",
            metavar="FILE",
            help="Write the articles' texts as JSONL, for offsets and later reports.",
            rich_help_panel="Output",
        ),
    ] = None,
    raw_csv: opt.RawCsvOption = False,
    read: opt.ReadingOptions,
    core: opt.CoreOptions,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            metavar="N",
            min=1,
            help="Processes that work at once. Default: one a core, fewer for little text.",
            rich_help_panel="Run",
        ),
    ] = None,
    max_errors: Annotated[
        int | None,
        typer.Option(
            "--max-errors",
            metavar="N",
            min=0,
            help="Give up when more than N inputs have failed.",
            rich_help_panel="Run",
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Give up at the first input that fails, or is not UTF-8.",
            rich_help_panel="Run",
        ),
    ] = False,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Go on where a run with the same -o FILE ended.", rich_help_panel="Run"),
    ] = False,
    talk: opt.TalkOptions,
) -> None:
    """Print who said what, when and about whom in the articles at PATH.

    Text, Markdown, HTML, JSONL, CSV, TSV, Parquet and WARC, each also as .gz or .zst, are known by their
    suffixes. An article's date is read from its metadata or its first lines. Exit code: 0, also without a
    quote; 1 if an input failed; 2 if the options or patterns are wrong.
    """
    from quoteminer.analysis.search import Filters
    from quoteminer.workers import count_cores

    code = extract(
        paths,
        engine=replace(
            core.engine(replace(read, strict_encoding=read.strict_encoding or strict)), direct_only=direct_only
        ),
        filters=Filters(speaker=speaker, min_confidence=min_confidence),
        outputs=Outputs(
            rows=out.sink(format_, raw_csv=raw_csv),
            errors=_jsonl_sink(errors, force=out.force),
            texts=_jsonl_sink(keep_text, force=out.force),
        ),
        talk=talk.talk(),
        effort=Effort(
            jobs=jobs or count_cores(), resume=resume, max_errors=_most_errors(strict=strict, most=max_errors)
        ),
    )
    raise typer.Exit(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """Where the rows go, and where, if asked for, the rows of failed inputs and the articles' texts."""

    rows: Sink
    errors: Sink | None = None
    texts: Sink | None = None

    def check(self) -> None:
        """Look for what is wrong with them before any work is done.

        Raises:
            OutputError: when an output exists and `force` is not given, or its directory is missing.
            UsageError: when a format cannot be told, or two outputs share a file.
        """
        from quoteminer.cli.journal import places

        check_sink(self.rows)
        taken = places(self.rows.output) if self.rows.output else []
        for option, sink in (("--errors", self.errors), ("--keep-text", self.texts)):
            if sink is None:
                continue
            check_sink(sink)
            own = places(str(sink.output))[0]
            if sink.output == STDOUT or own in taken:
                raise UsageError(f"{option} needs a file of its own.", f"Name another file after {option}.")
            taken.append(own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How the work is done, which no row depends on.

    By how many processes, whether it was begun before, and how many inputs may fail until it is given up (None: all).
    """

    jobs: int = 1
    resume: bool = False
    max_errors: int | None = None


def extract(  # noqa: PLR0913 - options
    paths: list[str],
    *,
    engine: Engine,
    filters: Filters,
    outputs: Outputs,
    talk: Talk,
    effort: Effort | None = None,
) -> int:
    """Write the quotes that pass the filters, and return the exit code.

    Args:
        paths: Files, directories, or "-".
        engine: How quotes are found.
        filters: Which of them are written.
        outputs: Where the rows go, and all else that is written.
        talk: What is said on standard error.
        effort: How the work is done.

    Raises:
        TooManyFailuresError: when more inputs failed than may; the file of errors is written all the same.
    """
    from quoteminer.cli.mining import Account

    effort = effort or Effort()
    outputs.check()
    with _opened(outputs.errors) as errors:
        account = Account(talk=talk, max_errors=effort.max_errors, errors=errors)
        try:
            return _extract(paths, engine, filters, outputs=outputs, account=account, effort=effort)
        except TooManyFailuresError as error:
            gave_up = error
    raise gave_up  # now that the file of errors is whole


def _extract(  # noqa: PLR0913 - options
    paths: list[str], engine: Engine, filters: Filters, *, outputs: Outputs, account: Account, effort: Effort
) -> int:
    from quoteminer.cli.mining import mine_paths
    from quoteminer.cli.resuming import resumable

    rows = outputs.rows
    with (
        _opened(outputs.texts) as account.texts,
        resumable(rows, engine, filters=filters, resume=effort.resume, talk=account.talk) as journal,
    ):
        mined = mine_paths(paths, engine, account=account, stdin=sys.stdin.buffer, jobs=effort.jobs, journal=journal)
        with closing(mined) as quotes:
            wanted = _only(quotes, filters, engine)
            return run(wanted, rows, account, stream=journal.stream if journal else None)


def _most_errors(*, strict: bool, most: int | None) -> int | None:
    if strict and most is not None:
        raise UsageError("--strict and --max-errors exclude each other.", "--strict is --max-errors 0, and more.")
    return 0 if strict else most


def run(quotes: Iterable[Quote], sink: Sink, account: Account, *, stream: IO[bytes] | None = None) -> int:
    """Write the quotes, to `stream` if it is open already, tell how it went, and return the exit code."""
    try:
        with show_progress(account, sink):
            write_quotes(account.count(quotes), sink, intake=account.intake, stream=stream)
    except (KeyboardInterrupt, TooManyFailuresError):
        account.talk.tell(f"so far: {account.summary()}")
        raise
    account.talk.tell(account.summary())
    return FAILED if account.failed else 0


def _only(quotes: Iterable[Quote], filters: Filters, engine: Engine) -> Iterator[Quote]:
    from quoteminer.analysis.search import search

    return search(quotes, filters, known=partial(known_speakers, engine.speakers))


def _jsonl_sink(path: str | None, *, force: bool) -> Sink | None:
    return Sink(format="jsonl", output=path, force=force) if path else None


def _opened(sink: Sink | None) -> AbstractContextManager[IO[bytes] | None]:
    return open_output(sink.output, force=sink.force) if sink else nullcontext()
