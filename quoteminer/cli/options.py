"""The options that several commands share, and what they add up to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from quoteminer.cli.group import remember_debug
from quoteminer.errors import UsageError
from quoteminer.readers.formats import READERS

if TYPE_CHECKING:
    from quoteminer.readers.days import DayOrder
    from quoteminer.readers.settings import Reading

    InputFormatName = str
else:
    InputFormatName = Literal[tuple(READERS)]

FormatName = Literal["table", "jsonl", "csv", "tsv", "parquet", "sqlite", "html"]
"""The names in `quoteminer.writers.WRITERS`, here so that a help page imports no writer."""

_IN, _OUT, _RUN = "Input", "Output", "Run"

FormatOption = Annotated[
    FormatName | None,
    typer.Option(
        "--format",
        help="Default: table on a terminal, jsonl in a pipe, or by FILE's suffix.",
        rich_help_panel=_OUT,
    ),
]
OutputOption = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE.", rich_help_panel=_OUT)
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace FILE if it exists.", rich_help_panel=_OUT)]
RawCsvOption = Annotated[
    bool,
    typer.Option(
        "--raw-csv", help="CSV and TSV: no apostrophe before text that a spreadsheet would run.", rich_help_panel=_OUT
    ),
]
ColorOption = Annotated[
    bool | None,
    typer.Option("--color/--no-color", help="Default: on a terminal, unless NO_COLOR is set.", rich_help_panel=_OUT),
]
PublishedOption = Annotated[
    str | None,
    typer.Option("--published", metavar="DAY", help="YYYY-MM-DD, for articles without a date.", rich_help_panel=_IN),
]
DayFirstOption = Annotated[bool, typer.Option("--day-first", help="03/04/2025 is 3 April.", rich_help_panel=_IN)]
MonthFirstOption = Annotated[bool, typer.Option("--month-first", help="03/04/2025 is March 4.", rich_help_panel=_IN)]
InputFormatOption = Annotated[
    InputFormatName | None,
    typer.Option(
        "--input-format",
        help="What every PATH is. Default: by its suffix; standard input is text.",
        rich_help_panel=_IN,
    ),
]
TextKeyOption = Annotated[
    str | None,
    typer.Option(
        "--text-key",
        metavar="KEY",
        help="The text's key or column in JSONL, CSV, Parquet. Default: text, body, …",
        rich_help_panel=_IN,
    ),
]
IdKeyOption = Annotated[
    str | None,
    typer.Option(
        "--id-key", metavar="KEY", help="The article id's. Default: id, else the line's number.", rich_help_panel=_IN
    ),
]
DateKeyOption = Annotated[
    str | None,
    typer.Option("--date-key", metavar="KEY", help="The date's. Default: published, date, …", rich_help_panel=_IN),
]
PatternsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--patterns",
        metavar="FILE",
        help="Your patterns, laid over the shipped ones; may be repeated.",
        rich_help_panel=_RUN,
    ),
]
SpeakersOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--speakers",
        metavar="FILE",
        help="Your people and bodies, laid over the shipped ones; may be repeated.",
        rich_help_panel=_RUN,
    ),
]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="The spaCy pipeline to parse with.", rich_help_panel=_RUN),
]
RankerOption = Annotated[
    Literal["rules", "small", "large"] | None,
    typer.Option("--ranker", help="What decides which candidates are quotes.", rich_help_panel=_RUN),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what failed.", rich_help_panel=_RUN)]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Name every article.", rich_help_panel=_RUN)]
DebugOption = Annotated[
    bool,
    typer.Option("--debug", help="Show tracebacks.", callback=remember_debug, rich_help_panel=_RUN),
]


def make_reading(  # noqa: PLR0913 - one parameter an option
    *,
    published: str | None,
    day_first: bool,
    month_first: bool,
    input_format: str | None,
    text_key: str | None,
    id_key: str | None,
    date_key: str | None,
) -> Reading:
    """Return what the options say about the articles.

    Raises:
        UsageError: when they contradict each other.
    """
    from quoteminer.readers.settings import Keys, Reading

    return Reading(
        published=published,
        day_order=choose_day_order(day_first=day_first, month_first=month_first),
        format=input_format,
        keys=Keys(text=text_key, id=id_key, date=date_key),
    )


def choose_day_order(*, day_first: bool, month_first: bool) -> DayOrder | None:
    """Return how 03/04/2025 is to be read.

    Raises:
        UsageError: when both ways are asked for.
    """
    if day_first and month_first:
        raise UsageError("--day-first and --month-first exclude each other.", "Say one of them.")
    if day_first:
        return "day-first"
    return "month-first" if month_first else None
