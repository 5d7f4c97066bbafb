"""`quoteminer eval`: how right the quotes are, against a gold made by hand."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from quoteminer.cli import options as opt
from quoteminer.cli.group import FAILED
from quoteminer.cli.talk import say
from quoteminer.errors import InputError, UsageError
from quoteminer.model import Article, Row

if TYPE_CHECKING:
    from quoteminer.analysis.floors import Floors, Shortfall
    from quoteminer.analysis.gold import GoldArticle
    from quoteminer.analysis.metrics import Scores
    from quoteminer.cli.mining import Engine

EXAMPLES = """Examples:

quoteminer eval gold.jsonl

quoteminer eval gold.jsonl quotes.jsonl --by-type --errors 5

quoteminer extract news/ --format jsonl | quoteminer eval gold.jsonl -
"""

_STDIN = Path("-")


@opt.spread
def eval_cli(  # noqa: PLR0913 - one parameter an option
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="The gold: JSONL, one article a line.")],
    predicted: Annotated[
        Path | None,
        typer.Argument(metavar="PREDICTED", help="Rows of `quoteminer extract`, JSONL; - for standard input."),
    ] = None,
    *,
    by_type: Annotated[
        bool, typer.Option("--by-type", help="Split attributions into direct, mixed and indirect.")
    ] = False,
    errors: Annotated[
        int, typer.Option("--errors", metavar="N", min=0, help="Show the first N missed and spurious quotes.")
    ] = 0,
    reliability: Annotated[
        bool, typer.Option("--reliability", help="Show how far confidences can be trusted.")
    ] = False,
    format_: Annotated[
        Literal["table", "json"], typer.Option("--format", help="Percent in a table, or shares as JSON.")
    ] = "table",
    floors: Annotated[
        Path | None,
        typer.Option("--floors", metavar="FILE", help="Fail if a figure is below its floor in FILE."),
    ] = None,
    core: opt.CoreOptions,
    debug: opt.DebugOption = False,
) -> None:
    """Measure quotes against a gold: precision, recall, F1, and how often the fields are right.

    Without PREDICTED the quotes are extracted from the gold's own text. Exit code: 0; 1 if a figure is below
    its floor; 2 if the options or files are wrong.
    """
    from quoteminer.writers.safe import safe

    limits = read_floors(floors) if floors else None
    scores = evaluate(gold, predicted, engine=core.engine())
    render = render_json if format_ == "json" else render_text
    show = safe if sys.stdout.isatty() else str
    sys.stdout.writelines(f"{show(line)}\n" for line in render(scores, by_type=by_type, errors=errors))
    if reliability and format_ == "table":
        from quoteminer.analysis.report import reliability_table

        sys.stdout.writelines(f"{line}\n" for line in ("", *reliability_table(scores)))
    if scores.unknown:
        say(f"quoteminer: warning: {gold}: lacks {len(scores.unknown)} of the rows' articles; not counted.")
    low = _low(limits, scores)
    for shortfall in low:
        say(f"quoteminer: error: {shortfall}")
    if low:
        raise typer.Exit(FAILED)


def evaluate(gold: Path, predicted: Path | None = None, *, engine: Engine | None = None) -> Scores:
    """Return the scores of the predicted rows, or of those extracted from the gold's own text.

    Raises:
        InputError: a file cannot be read, or does not hold what it should.
        UsageError: both files are standard input.
    """
    from quoteminer.analysis.gold import parse_gold, parse_rows
    from quoteminer.analysis.metrics import score

    if gold == predicted == _STDIN:
        raise UsageError("GOLD and PREDICTED cannot both be standard input.", "Name one of them as a file.")
    articles = list(parse_gold(read_lines(gold), name=str(gold)))
    if predicted is None:
        return score(articles, predict(articles, engine=engine))
    return score(articles, parse_rows(read_lines(predicted), name=str(predicted)))


def predict(articles: Iterable[GoldArticle], *, engine: Engine | None = None) -> Iterator[Row]:
    """Yield the rows extracted from the texts of gold articles, read as `extract` reads a file.

    An article that fails ends the measurement: figures without it would not be the gold's. So no language is left
    out either.
    """
    from quoteminer.cli.mining import Engine, load_core
    from quoteminer.readers.metadata import read_metadata
    from quoteminer.rows import to_row

    engine = engine or Engine()
    mine = load_core(replace(engine, reading=replace(engine.reading, any_language=True)))
    for gold in articles:
        head = read_metadata(gold.text)
        published = head.published or gold.published
        for quote in mine(Article(id=gold.id, text=gold.text, published=published, metadata=head.spans)):
            yield to_row(quote)


def render_text(scores: Scores, *, by_type: bool, errors: int) -> Iterator[str]:
    """Yield the figures as lines of a table, and the first `errors` mistakes of each kind."""
    from quoteminer.analysis import report
    from quoteminer.writers.safe import safe_line

    yield from report.table(scores, by_type=by_type)
    for heading, mistakes in (
        ("missed", report.missed(scores, limit=errors)),
        ("spurious", report.spurious(scores, limit=errors)),
    ):
        for mistake in mistakes:
            yield ""
            yield from map(safe_line, mistake.lines(heading))


def render_json(scores: Scores, *, by_type: bool, errors: int) -> Iterator[str]:
    """Yield the figures, with the mistakes if any are asked for, as one line of JSON."""
    from quoteminer.analysis import report
    from quoteminer.writers.jsonl import dump_line

    data: Row = {**scores.figures(by_type=by_type)}
    if errors:
        data["missed"] = [asdict(mistake) for mistake in report.missed(scores, limit=errors)]
        data["spurious"] = [asdict(mistake) for mistake in report.spurious(scores, limit=errors)]
    yield dump_line(data)


def read_floors(path: Path) -> Floors:
    """Return the floors of a file.

    Raises:
        InputError: the file cannot be read or holds no floors.
    """
    from quoteminer.analysis.floors import parse_floors

    return parse_floors("".join(read_lines(path)), name=str(path))


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a UTF-8 file, or of standard input for `-`.

    Raises:
        InputError: the file is missing, unreadable or not UTF-8, or a line is longer than any article.
    """
    from quoteminer.readers.unpacking import LARGEST, too_large

    try:
        with nullcontext(sys.stdin.buffer) if path == _STDIN else path.open("rb") as file:
            while line := file.readline(LARGEST + 1):
                if len(line) > LARGEST:
                    raise too_large(f"{path}: a line")
                yield line.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}.", "Check the path.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8: {error.reason}.", "Save it as UTF-8.") from error


def _low(floors: Floors | None, scores: Scores) -> list[Shortfall]:
    from quoteminer.analysis.floors import shortfalls

    return shortfalls(floors, scores.figures(by_type=True)) if floors else []
