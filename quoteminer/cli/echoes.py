"""`quoteminer echoes`: the same quote in several articles, and how its words drifted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from quoteminer.cli import options as opt
from quoteminer.cli.finds import known_speakers
from quoteminer.cli.group import FAILED
from quoteminer.cli.output import Sink, check_file, choose_format, open_output
from quoteminer.cli.quotes import read_quotes
from quoteminer.cli.words import echo_words

if TYPE_CHECKING:
    from quoteminer.analysis.echoes import Wanted
    from quoteminer.analysis.search import Filters
    from quoteminer.cli.mining import Engine
    from quoteminer.cli.talk import Talk

EXAMPLES = """Examples:

quoteminer echoes quotes.jsonl

quoteminer echoes quotes.jsonl --flagged --speaker putin

quoteminer extract news/ | quoteminer echoes - --drift -o echoes.jsonl
"""


@opt.spread
def echoes_cli(  # noqa: PLR0913 - one parameter an option
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Extracted rows, articles, directories of articles, or -.")
    ],
    *,
    speaker: Annotated[
        str | None, typer.Option("--speaker", metavar="TEXT", help="Only quotes of speakers whose name holds TEXT.")
    ] = None,
    drift: Annotated[bool, typer.Option("--drift", help="Only quotes whose words differ between versions.")] = False,
    flagged: Annotated[
        bool,
        typer.Option(
            "--flagged",
            help="Only quotes that lost or won a negation, modal or number, or whose speaker or headline differs.",
        ),
    ] = False,
    min_articles: Annotated[
        int, typer.Option("--min-articles", metavar="N", min=2, help="Only quotes in so many articles.")
    ] = 2,
    min_words: Annotated[
        int,
        typer.Option(
            "--min-words", metavar="N", min=3, help="Shorter quotes must be the same words of the same speaker."
        ),
    ] = 6,
    similarity: Annotated[
        float,
        typer.Option("--similarity", metavar="P", min=0.6, max=1, help="Share of words that two versions share."),
    ] = 0.75,
    format_: opt.ListFormatOption = None,
    out: opt.SinkOptions,
    read: opt.ReadingOptions,
    core: opt.CoreOptions,
    talk: opt.TalkOptions,
) -> None:
    """Find the same quote in several articles: where it came first, who printed it, how its words differ.

    PATH is what `extract` wrote, or articles, which are then extracted first. A quote in a headline is compared with
    the one in its own article, too. Exit code: 0, also without an echo; 1 if an input failed; 2 if the options are
    wrong.
    """
    from quoteminer.analysis.echo_likeness import Likeness
    from quoteminer.analysis.echoes import Wanted
    from quoteminer.analysis.search import Filters

    engine = core.engine(read)
    wanted = Wanted(
        likeness=Likeness(similarity=similarity, min_words=min_words),
        min_articles=min_articles,
        drift=drift,
        flagged=flagged,
    )
    filters, sink = Filters(speaker=speaker), out.sink(format_)
    raise typer.Exit(echoes(paths, engine=engine, filters=filters, wanted=wanted, sink=sink, talk=talk.talk()))


def echoes(  # noqa: PLR0913 - options
    paths: list[str], *, engine: Engine, filters: Filters, wanted: Wanted, sink: Sink, talk: Talk
) -> int:
    """Write the quotes that several articles have, and return the exit code."""
    from quoteminer.analysis.echoes import find_echoes
    from quoteminer.analysis.search import search
    from quoteminer.cli.mining import Account
    from quoteminer.writers.echoes import ECHO_SUFFIXES, ECHO_WRITERS
    from quoteminer.writers.style import Style

    write = ECHO_WRITERS[choose_format(sink, ECHO_SUFFIXES)]
    check_file(sink)
    language = echo_words()
    account = Account(talk=talk)
    known = partial(known_speakers, engine.speakers)
    quotes = search(read_quotes(paths, engine, account=account), filters, known=known)
    found = find_echoes(account.count(quotes), language, wanted)
    with open_output(sink.output, force=sink.force) as stream:
        write(found, stream, Style(color=sink.color))
    drifted = sum(echo.drifts for echo in found)
    talk.tell(f"{account.quotes:,} quotes, {len(found):,} in several places, {drifted:,} of them with other words")
    return FAILED if account.failed else 0
