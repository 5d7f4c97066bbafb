"""`quoteminer grep`: search extracted rows, or articles directly."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from quoteminer.cli import options as opt
from quoteminer.cli.extract import run
from quoteminer.cli.finds import Show, Undated, known_speakers, print_finds
from quoteminer.cli.group import WRONG
from quoteminer.cli.output import Sink, check_sink
from quoteminer.cli.patience import PatientPattern
from quoteminer.cli.quotes import read_quotes
from quoteminer.errors import UsageError
from quoteminer.model import Kind, SpeechAct, StanceLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quoteminer.analysis.search import Filters
    from quoteminer.cli.mining import Account, Engine
    from quoteminer.cli.talk import Talk
    from quoteminer.model import Quote

NOT_FOUND = 1
"""Exit code: nothing matches, as with grep and ripgrep."""

EXAMPLES = """Examples:

quoteminer grep --speaker peskov quotes.jsonl

quoteminer grep -e 'drone|missile' --since 2025-09 seeds/

quoteminer extract seeds/ | quoteminer grep --kind direct -

quoteminer grep --stance against --target russia -C 1 seeds/

quoteminer grep quotes.jsonl -o quotes.parquet
"""


@opt.spread
def grep_cli(  # noqa: PLR0913 - one parameter an option
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Extracted rows, articles, directories of articles, or -."),
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
    count: Annotated[
        bool, typer.Option("--count", "-c", help="Print only how many match; with -l: in each article.")
    ] = False,
    articles: Annotated[
        bool, typer.Option("--articles", "-l", help="Print only the paths of articles with a match.")
    ] = False,
    after: Annotated[
        int | None, typer.Option("--after", "-A", metavar="N", min=0, help="Show N lines of the article after a match.")
    ] = None,
    before: Annotated[
        int | None, typer.Option("--before", "-B", metavar="N", min=0, help="Show N lines before.")
    ] = None,
    context: Annotated[
        int | None, typer.Option("--context", "-C", metavar="N", min=0, help="Show N lines before and after.")
    ] = None,
    format_: opt.FormatOption = None,
    raw_csv: opt.RawCsvOption = False,
    out: opt.SinkOptions,
    read: opt.ReadingOptions,
    kept_text: Annotated[
        str | None,
        typer.Option(
            "--kept-text",
            metavar="FILE",
            help="The rows' articles, from extract --keep-text: a report shows them whole.",
            rich_help_panel="Input",
        ),
    ] = None,
    core: opt.CoreOptions,
    talk: opt.TalkOptions,
) -> None:
    """Print the quotes that pass every filter.

    PATH is what `extract` wrote, as JSONL, CSV, Parquet or SQLite, or articles, which are then extracted first. Names
    and words match without regard to case; names also without regard to accents, and by every name that the person
    has. With no filter and -o it converts. Exit code: 0 found, 1 none, 2 something failed.
    """
    from quoteminer.analysis.search import Filters, check_period

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
    engine = core.engine(read, kept_text=kept_text)
    sink = out.sink(format_, raw_csv=raw_csv)
    show = Show(
        count=count,
        articles=articles,
        before=context if before is None else before,
        after=context if after is None else after,
    )
    raise typer.Exit(grep(paths, engine=engine, filters=filters, show=show, sink=sink, talk=talk.talk()))


def grep(  # noqa: PLR0913 - options
    paths: list[str], *, engine: Engine, filters: Filters, show: Show, sink: Sink, talk: Talk
) -> int:
    """Write the quotes that pass the filters, and return the exit code."""
    from quoteminer.analysis.search import search
    from quoteminer.cli.mining import Account

    show.check(sink)
    check_sink(sink)
    account = Account(talk=talk, searched=0)
    undated = Undated(filters)
    quotes = undated.watch(account.search(read_quotes(paths, engine, account=account)))
    found = search(quotes, filters, known=partial(known_speakers, engine.speakers))
    if show.count or show.articles:
        print_finds(account.count(found), show)
        talk.tell(account.summary())
    else:
        _write(found, filters, show=show, sink=sink, account=account, engine=engine)
    if undated.count:
        talk.tell(f"{undated.count:,} more without a date (--undated shows them)")
    if account.failed:
        return WRONG
    return 0 if account.quotes else NOT_FOUND


def _write(  # noqa: PLR0913 - options
    quotes: Iterator[Quote], filters: Filters, *, show: Show, sink: Sink, account: Account, engine: Engine
) -> None:
    """Write the quotes, with what was found standing out, and with the lines around them if they are asked for."""
    from quoteminer.analysis.search import highlight
    from quoteminer.cli.context import Surroundings

    sink = replace(sink, highlight=partial(highlight, filters))
    if not show.context:
        run(quotes, sink, account)
        return
    lines = Surroundings(before=show.before or 0, after=show.after or 0, reading=engine.reading, kept=engine.kept_text)
    account.intake.on_article = lines.note_article
    run(lines.watch(quotes), replace(sink, format="table", context=lines.of), account)
    if lines.missing:
        account.talk.warn(f"{lines.missing:,} quotes without context: their articles are not where they were read.")


def _compile(text: str | None, *, case_sensitive: bool) -> PatientPattern | None:
    if text is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a later Python may read otherwise
            return PatientPattern(re.compile(text, 0 if case_sensitive else re.IGNORECASE))
    except (re.error, RecursionError, OverflowError) as error:
        raise UsageError(
            f"{text!r} is no regular expression: {error}.", "Mask special characters with a backslash."
        ) from error
