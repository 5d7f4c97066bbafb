"""`quoteminer grep`: search extracted rows, or articles directly."""

from __future__ import annotations

import re
import sys
from contextlib import AbstractContextManager, nullcontext
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from quoteminer.cli import options as opt
from quoteminer.cli.extract import run
from quoteminer.cli.group import WRONG
from quoteminer.cli.output import Sink, check_sink
from quoteminer.cli.talk import Talk
from quoteminer.errors import UsageError
from quoteminer.model import Kind, SpeechAct, StanceLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quoteminer.analysis.search import Filters
    from quoteminer.cli.mining import Account, Engine
    from quoteminer.model import Quote

STDIN = "-"
NOT_FOUND = 1
"""Exit code: nothing matches, as with grep and ripgrep."""

EXAMPLES = """Examples:

quoteminer grep --speaker peskov quotes.jsonl

quoteminer grep -e 'drone|missile' --since 2025-09 seeds/

quoteminer extract seeds/ | quoteminer grep --kind direct -
"""


def grep_cli(  # noqa: PLR0913 - one parameter an option
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Extracted JSONL rows, articles, directories of articles, or -."),
    ],
    *,
    speaker: Annotated[
        str | None, typer.Option("--speaker", metavar="TEXT", help="Part of the speaker's name.")
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", "-e", metavar="REGEX", help="Searched for in the quote's words.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Said on or after YYYY[-MM[-DD]].")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Said on or before YYYY[-MM[-DD]].")
    ] = None,
    undated: Annotated[
        bool, typer.Option("--undated", help="With --since and --until: keep quotes without a date too.")
    ] = False,
    kind: Annotated[Kind | None, typer.Option("--kind", help="How the words are given.")] = None,
    act: Annotated[SpeechAct | None, typer.Option("--act", help="What is done with the words.")] = None,
    stance: Annotated[StanceLabel | None, typer.Option("--stance", help="The speaker's stance.")] = None,
    target: Annotated[
        str | None,
        typer.Option("--target", metavar="TEXT", help="Part of the name of what the stance is toward."),
    ] = None,
    case_sensitive: Annotated[bool, typer.Option("--case-sensitive", "-s", help="Mind case and accents.")] = False,
    format_: opt.FormatOption = None,
    output: opt.OutputOption = None,
    force: opt.ForceOption = False,
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
    """Print the quotes that pass every filter.

    PATH is what `extract` wrote as JSONL, or articles, which are then extracted first. Names and words match
    without regard to case; names also without regard to accents. Exit code: 0 found, 1 none, 2 something
    failed.
    """
    from quoteminer.analysis.search import Filters, check_period
    from quoteminer.cli.mining import Engine

    filters = Filters(
        speaker=speaker,
        text=_compile(text, case_sensitive=case_sensitive),
        since=check_period(since) if since else None,
        until=check_period(until) if until else None,
        undated=undated,
        kind=kind,
        stance=stance,
        target=target,
        act=act,
        case_sensitive=case_sensitive,
    )
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
    sink = Sink(format=format_, output=output, force=force, color=color, raw_csv=raw_csv)
    raise typer.Exit(grep(paths, engine=engine, filters=filters, sink=sink, talk=Talk(quiet=quiet, verbose=verbose)))


def grep(paths: list[str], *, engine: Engine, filters: Filters, sink: Sink, talk: Talk) -> int:
    """Write the quotes that pass the filters, and return the exit code."""
    from quoteminer.analysis.search import lacks_only_date, matches
    from quoteminer.cli.mining import Account

    check_sink(sink)
    account = Account(talk=talk, searched=0)
    undated = 0

    def found() -> Iterator[Quote]:
        nonlocal undated
        for quote in account.search(_quotes(paths, engine, account)):
            if matches(quote, filters):
                yield quote
            else:
                undated += lacks_only_date(quote, filters)

    code = run(found(), sink, account)
    if undated:
        talk.tell(f"{undated:,} more without a date (--undated shows them)")
    if code:
        return WRONG
    return 0 if account.quotes else NOT_FOUND


def _quotes(paths: list[str], engine: Engine, account: Account) -> Iterator[Quote]:
    """Yield the quotes of rows first, then those of articles, for which alone the pipeline is loaded."""
    from quoteminer.cli.mining import mine_paths
    from quoteminer.readers.rows import is_row, read_rows

    articles: list[str] = []
    stdin: IO[bytes] | None = None
    for path in paths:
        opened = _open(path)
        if opened is None:
            articles.append(path)
            continue
        with opened as stream:
            first = stream.readline()
            if is_row(first) or (not first and (path == STDIN or path.endswith(".jsonl"))):  # no rows at all
                yield from account.keep(read_rows(chain([first], stream), path=path))
            elif path == STDIN or not stream.seekable():  # it cannot be opened a second time
                articles.append(STDIN)
                stdin = BytesIO(first + stream.read())
            else:
                articles.append(path)
    if articles:
        yield from mine_paths(articles, engine, account=account, stdin=stdin)


def _open(path: str) -> AbstractContextManager[IO[bytes]] | None:
    """Return the stream of a file, a pipe or standard input; None where the article readers must explain."""
    if path == STDIN:
        return nullcontext(sys.stdin.buffer)
    try:
        return None if Path(path).is_dir() else Path(path).open("rb")
    except (OSError, ValueError):
        return None


def _compile(text: str | None, *, case_sensitive: bool) -> re.Pattern[str] | None:
    if text is None:
        return None
    try:
        return re.compile(text, 0 if case_sensitive else re.IGNORECASE)
    except re.error as error:
        raise UsageError(
            f"{text!r} is no regular expression: {error}.", "Mask special characters with a backslash."
        ) from error
