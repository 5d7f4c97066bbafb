"""`quoteminer stats`: who speaks how much, about whom, for or against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from quoteminer.cli import options as opt
from quoteminer.cli.group import FAILED
from quoteminer.cli.output import Sink, check_file, choose_format, open_output
from quoteminer.cli.quotes import read_quotes
from quoteminer.cli.words import target_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quoteminer.analysis.stats import Dimension
    from quoteminer.cli.mining import Engine
    from quoteminer.cli.talk import Talk

EXAMPLES = """Examples:

quoteminer stats quotes.jsonl

quoteminer stats quotes.jsonl --by speaker,target --top 20

quoteminer grep --target nato quotes.db | quoteminer stats - --by month
"""


@opt.spread
def stats_cli(  # noqa: PLR0913 - one parameter an option
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Extracted rows, articles, directories of articles, or -.")
    ],
    *,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="WHAT[,WHAT]",
            help="speaker, target, stance, kind, act, outlet, article or month. --by speaker,target shows who is for "
            "or against whom.",
        ),
    ] = "speaker",
    top: Annotated[
        int | None, typer.Option("--top", metavar="N", min=1, help="Only the N largest groups; default: all.")
    ] = None,
    format_: Annotated[
        Literal["table", "jsonl", "csv"] | None,
        typer.Option(
            "--format",
            help="Default: table on a terminal, jsonl in a pipe, or by FILE's suffix.",
            rich_help_panel="Output",
        ),
    ] = None,
    raw_csv: opt.RawCsvOption = False,
    out: opt.SinkOptions,
    read: opt.ReadingOptions,
    core: opt.CoreOptions,
    talk: opt.TalkOptions,
) -> None:
    """Count quotes by speaker or anything else, and how many of them favor or oppose.

    PATH is what `extract` wrote, or articles, which are then extracted first. A person whom several articles name in
    several ways is one. Exit code: 0; 1 if an input failed; 2 if the options are wrong.
    """
    from quoteminer.analysis.stats import parse_by

    sink = out.sink(format_, raw_csv=raw_csv)
    engine = core.engine(read)
    raise typer.Exit(stats(paths, engine=engine, by=parse_by(by), top=top, sink=sink, talk=talk.talk()))


def stats(  # noqa: PLR0913 - options
    paths: list[str], *, engine: Engine, by: Sequence[Dimension], top: int | None, sink: Sink, talk: Talk
) -> int:
    """Write how many quotes there are of each kind, and return the exit code."""
    from quoteminer.analysis.stats import count_groups
    from quoteminer.cli.mining import Account
    from quoteminer.writers.groups import GROUP_SUFFIXES, GROUP_WRITERS
    from quoteminer.writers.style import Style

    write = GROUP_WRITERS[choose_format(sink, GROUP_SUFFIXES)]
    check_file(sink)
    account = Account(talk=talk)
    words = target_words() if "target" in by else None
    groups = count_groups(account.count(read_quotes(paths, engine, account=account)), by, top=top, words=words)
    with open_output(sink.output, force=sink.force) as stream:
        write(groups, by, stream, Style(color=sink.color, raw_csv=sink.raw_csv))
    talk.tell(f"{_number(account.quotes, 'quote')}, {_number(len(groups), 'group')} by {', '.join(by)}")
    return FAILED if account.failed else 0


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
