"""`quoteminer extract`: articles in, quotes out."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from quoteminer.cli import options as opt
from quoteminer.cli.group import FAILED
from quoteminer.cli.output import Sink, check_sink, open_output, write_quotes
from quoteminer.cli.talk import Talk
from quoteminer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quoteminer.analysis.search import Filters
    from quoteminer.cli.mining import Account, Engine
    from quoteminer.model import Quote

EXAMPLES = """Examples:

quoteminer extract seeds/

quoteminer extract seeds/ --speaker peskov

quoteminer extract seeds/ -o quotes.jsonl

quoteminer extract - --published 2025-09-23 < article.txt
"""


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
    format_: opt.FormatOption = None,
    output: opt.OutputOption = None,
    force: opt.ForceOption = False,
    errors: Annotated[
        str | None,
        typer.Option(
            "--errors",
            metavar="FILE",
            help="Write a JSONL row for each input that failed.",
            rich_help_panel="Output",
        ),
    ] = None,
    raw_csv: opt.RawCsvOption = False,
    color: opt.ColorOption = None,
    input_format: opt.InputFormatOption = None,
    text_key: opt.TextKeyOption = None,
    id_key: opt.IdKeyOption = None,
    date_key: opt.DateKeyOption = None,
    published: opt.PublishedOption = None,
    day_first: opt.DayFirstOption = False,
    month_first: opt.MonthFirstOption = False,
    patterns: opt.PatternsOption = None,
    model: opt.ModelOption = None,
    ranker: opt.RankerOption = None,
    quiet: opt.QuietOption = False,
    verbose: opt.VerboseOption = False,
    debug: opt.DebugOption = False,
) -> None:
    """Print who said what, when and about whom in the articles at PATH.

    Text, Markdown, HTML, JSONL, CSV, TSV, Parquet and WARC, each also as .gz or .zst, are known by their
    suffixes. An article's date is read from its metadata or its first lines. Exit code: 0, also without a
    quote; 1 if an input failed; 2 if the options or patterns are wrong.
    """
    from quoteminer.analysis.search import Filters
    from quoteminer.cli.mining import Engine

    engine = Engine(
        patterns=tuple(patterns or ()),
        model=model,
        ranker=ranker,
        reading=opt.make_reading(
            published=published,
            day_first=day_first,
            month_first=month_first,
            input_format=input_format,
            text_key=text_key,
            id_key=id_key,
            date_key=date_key,
        ),
        debug=debug,
    )
    code = extract(
        paths,
        engine=engine,
        filters=Filters(speaker=speaker, min_confidence=min_confidence),
        sinks=(
            Sink(format=format_, output=output, force=force, color=color, raw_csv=raw_csv),
            _errors_sink(errors, force=force),
        ),
        talk=Talk(quiet=quiet, verbose=verbose),
    )
    raise typer.Exit(code)


def extract(paths: list[str], *, engine: Engine, filters: Filters, sinks: tuple[Sink, Sink | None], talk: Talk) -> int:
    """Write the quotes that pass the filters, and return the exit code.

    Args:
        paths: Files, directories, or "-".
        engine: How quotes are found.
        filters: Which of them are written.
        sinks: Where the rows go, and where the rows of failed inputs go.
        talk: What is said on standard error.
    """
    from quoteminer.cli.mining import Account, mine_paths

    rows, failures = sinks
    _check_sinks(rows, failures)
    opened = open_output(failures.output, force=failures.force) if failures else nullcontext()
    with opened as stream:
        account = Account(talk=talk, errors=stream)
        quotes = mine_paths(paths, engine, account=account, stdin=sys.stdin.buffer)
        return run(_only(quotes, filters), rows, account)


def run(quotes: Iterable[Quote], sink: Sink, account: Account) -> int:
    """Write the quotes, tell how it went, also when interrupted, and return the exit code."""
    try:
        write_quotes(account.count(quotes), sink, intake=account.intake)
    except KeyboardInterrupt:
        account.talk.tell(f"so far: {account.summary()}")
        raise
    account.talk.tell(account.summary())
    return FAILED if account.failed else 0


def _only(quotes: Iterable[Quote], filters: Filters) -> Iterator[Quote]:
    from quoteminer.analysis.search import matches

    return (quote for quote in quotes if matches(quote, filters))


def _errors_sink(path: str | None, *, force: bool) -> Sink | None:
    return Sink(format="jsonl", output=path, force=force) if path else None


def _check_sinks(rows: Sink, failures: Sink | None) -> None:
    check_sink(rows)
    if failures:
        check_sink(failures)
        if failures.output in ("-", rows.output):
            raise UsageError("--errors needs a file of its own.", "Name another file for the rows of failed inputs.")
