"""The options that several commands share, and what they add up to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, is_dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_type_hints

import typer

from quoteminer.cli.group import remember_debug
from quoteminer.errors import UsageError
from quoteminer.ranking.names import DEFAULT, RankerName
from quoteminer.readers.formats import READERS
from quoteminer.writers import WRITERS

if TYPE_CHECKING:
    from quoteminer.cli.mining import Engine
    from quoteminer.cli.output import Sink
    from quoteminer.cli.talk import Talk
    from quoteminer.readers.days import DayOrder
    from quoteminer.readers.settings import Reading

    InputFormatName = str
    FormatName = str
else:
    InputFormatName = Literal[tuple(READERS)]
    FormatName = Literal[tuple(WRITERS)]

_IN, _OUT, _RUN = "Input", "Output", "Run"

FormatOption = Annotated[
    FormatName | None,
    typer.Option(
        "--format",
        help="Default: table on a terminal, jsonl in a pipe, or by FILE's suffix.",
        rich_help_panel=_OUT,
    ),
]
ListFormatOption = Annotated[
    Literal["table", "jsonl"] | None,
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
AnyLanguageOption = Annotated[
    bool,
    typer.Option("--any-language", help="Read articles, too, that do not seem to be in English.", rich_help_panel=_IN),
]
InputFormatOption = Annotated[
    InputFormatName | None,
    typer.Option(
        "--input-format",
        help="What every PATH is. Default: by its suffix; standard input is text.",
        rich_help_panel=_IN,
    ),
]
EncodingOption = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="What text is written in that is not UTF-8, such as windows-1252.",
        rich_help_panel=_IN,
    ),
]
StrictEncodingOption = Annotated[
    bool,
    typer.Option(
        "--strict-encoding",
        help="Text that is not UTF-8 is an error. Default: a warning, and read as windows-1252.",
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
    RankerName | None,
    typer.Option(
        "--ranker",
        help=f"What decides which candidates are quotes; the larger, the righter and slower. Default: {DEFAULT}.",
        rich_help_panel=_RUN,
    ),
]
DirectOnlyOption = Annotated[
    bool,
    typer.Option("--direct-only", help="Only quotes with words in quotation marks; faster.", rich_help_panel=_RUN),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what failed.", rich_help_panel=_RUN)]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Name every article.", rich_help_panel=_RUN)]
DebugOption = Annotated[
    bool,
    typer.Option("--debug", help="Show tracebacks.", callback=remember_debug, rich_help_panel=_RUN),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """How articles are read."""

    input_format: InputFormatOption = None
    encoding: EncodingOption = None
    strict_encoding: StrictEncodingOption = False
    text_key: TextKeyOption = None
    id_key: IdKeyOption = None
    date_key: DateKeyOption = None
    published: PublishedOption = None
    day_first: DayFirstOption = False
    month_first: MonthFirstOption = False
    any_language: AnyLanguageOption = False

    def reading(self) -> Reading:
        """Return what the options say.

        Raises:
            UsageError: when they contradict each other.
        """
        from quoteminer.readers.settings import Keys, Reading

        return Reading(
            published=self.published,
            day_order=choose_day_order(day_first=self.day_first, month_first=self.month_first),
            format=self.input_format,
            keys=Keys(text=self.text_key, id=self.id_key, date=self.date_key),
            any_language=self.any_language,
            encoding=self.encoding,
            strict_encoding=self.strict_encoding,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreOptions:
    """How quotes are found."""

    patterns: PatternsOption = None
    speakers: SpeakersOption = None
    model: ModelOption = None
    ranker: RankerOption = None

    def engine(self, articles: ReadingOptions | None = None, *, kept_text: str | None = None) -> Engine:
        """Return what the options say, with how articles are read, and where the texts of rows are kept.

        Raises:
            UsageError: when options contradict each other.
        """
        from quoteminer.cli.mining import Engine

        return Engine(
            patterns=tuple(self.patterns or ()),
            speakers=tuple(self.speakers or ()),
            model=self.model,
            ranker=self.ranker,
            reading=(articles or ReadingOptions()).reading(),
            kept_text=kept_text,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SinkOptions:
    """Where the output goes, and whether in colour."""

    output: OutputOption = None
    force: ForceOption = False
    color: ColorOption = None

    def sink(self, format_: str | None, *, raw_csv: bool = False) -> Sink:
        """Return what the options say, with the format, which every command has its own choice of."""
        from quoteminer.cli.output import Sink

        return Sink(format=format_, output=self.output, force=self.force, color=self.color, raw_csv=raw_csv)


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkOptions:
    """How much is said on standard error."""

    quiet: QuietOption = False
    verbose: VerboseOption = False
    debug: DebugOption = False

    def talk(self) -> Talk:
        """Return what the options say."""
        from quoteminer.cli.talk import Talk

        return Talk(quiet=self.quiet, verbose=self.verbose)


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """Return the command as Typer is to see it: each parameter that is a class of options gives way to its options."""
    classes: dict[str, Callable[..., object]] = {
        name: hint for name, hint in get_type_hints(command).items() if isinstance(hint, type) and is_dataclass(hint)
    }
    shown: list[Parameter] = []
    for parameter in _parameters(command):
        shown += _parameters(classes[parameter.name]) if parameter.name in classes else [parameter]

    @wraps(command)
    def run(**values: Any) -> None:
        for name, options in classes.items():
            values[name] = options(**{option: values.pop(option) for option in signature(options).parameters})
        command(**values)

    run.__signature__ = Signature(shown)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in shown}
    return run


def _parameters(function: Callable[..., object]) -> list[Parameter]:
    """Return the parameters by keyword, their annotations as objects."""
    hints = get_type_hints(function, include_extras=True)
    return [
        parameter.replace(kind=Parameter.KEYWORD_ONLY, annotation=hints[parameter.name])
        for parameter in signature(function).parameters.values()
    ]


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
