"""`quoteminer patterns`: check, list and test the patterns, the user's own included.

Nothing here imports the loader or spaCy before a command runs, so that help pages come at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quoteminer.cli import options as opt
from quoteminer.cli.talk import say
from quoteminer.ranking.names import RankerName

if TYPE_CHECKING:
    from rich.table import Table

    from quoteminer.model import Row
    from quoteminer.patterns.checks import Find, Outcome
    from quoteminer.patterns.schema import Patterns

FAILED = 1
"""Exit code: an example or counterexample does not hold."""

_EXAMPLES = """Examples:

quoteminer patterns {command}

quoteminer patterns {command} my-patterns.yaml
"""

patterns_app = typer.Typer(
    help="Check, list and test the patterns: the shipped ones with yours laid over them.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)

FilesArgument = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE", help="Your patterns, laid over the shipped ones in this order."),
]


@patterns_app.command("check", epilog=_EXAMPLES.format(command="check"))
def patterns_check_cli(files: FilesArgument = None) -> None:
    """Look for mistakes: unknown keys and names, wrong types, frames nobody serves; all are told at once."""
    sys.stdout.writelines(f"{line}\n" for line in patterns_check(files or ()))


@patterns_app.command("list", epilog=_EXAMPLES.format(command="list"))
def patterns_list_cli(
    files: FilesArgument = None, *, format_: opt.ListFormatOption = None, color: opt.ColorOption = None
) -> None:
    """List the patterns: what each looks for, for how many cues, examples + counterexamples, and one."""
    rows = patterns_list(files or ())
    if (format_ or ("table" if sys.stdout.isatty() else "jsonl")) == "jsonl":
        from quoteminer.writers.safe import safe

        show = safe if sys.stdout.isatty() else str
        sys.stdout.writelines(f"{show(line)}\n" for line in render_jsonl(rows))
    else:
        print_table(rows, color=color)


@patterns_app.command("test", epilog=_EXAMPLES.format(command="test"))
def patterns_test_cli(
    files: FilesArgument = None,
    *,
    model: opt.ModelOption = None,
    ranker: Annotated[RankerName, typer.Option("--ranker", help="What decides which candidates are quotes.")] = "rules",
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show the examples that hold, too.")] = False,
) -> None:
    """Run every example and counterexample, unless told otherwise with the rules alone; exit with 1 if one fails."""
    failed = 0
    patterns = load(files or ())
    for outcome in patterns_test(patterns, find_with(files or (), model=model, ranker=ranker)):
        failed += not outcome.passed
        if verbose or not outcome.passed:
            sys.stdout.writelines(f"{line}\n" for line in render_outcome(outcome))
    sys.stdout.write(f"{summary(patterns)}: {f'{failed} failed' if failed else 'all hold'}\n")
    if failed:
        raise typer.Exit(FAILED)


def patterns_check(files: Sequence[Path]) -> Iterator[str]:
    """Yield what the patterns hold, line by line.

    Raises:
        PatternsError: every problem found.
    """
    from quoteminer.patterns.checks import untested
    from quoteminer.writers.safe import safe_line

    patterns = load(files)
    for document in patterns.documents:
        yield safe_line(f"{document.origin}: no problem found")
    yield f"{summary(patterns)}; hash {patterns.digest}"
    bare = untested(patterns)
    if bare:
        say(f"quoteminer: warning: patterns without an example: {', '.join(bare)}")


def patterns_list(files: Sequence[Path]) -> Iterator[Row]:
    """Yield the patterns as JSON objects."""
    from quoteminer.patterns.listing import pattern_rows

    yield from pattern_rows(load(files))


def patterns_test(patterns: Patterns, find: Find) -> Iterator[Outcome]:
    """Yield how each example and counterexample fares."""
    from quoteminer.patterns.checks import run_examples

    yield from run_examples(patterns, find)


def load(files: Sequence[Path]) -> Patterns:
    """Return the shipped patterns with the files laid over them, checked against the core too.

    Raises:
        PatternsError: every problem found.
    """
    from quoteminer.patterns.checks import check_patterns
    from quoteminer.patterns.loader import load_patterns

    patterns = load_patterns(extra=files)

    from quoteminer.extract.candidates import CONTENT_STRATEGIES, SOURCE_STRATEGIES

    check_patterns(patterns, CONTENT_STRATEGIES, SOURCE_STRATEGIES)
    return patterns


def find_with(files: Sequence[Path], *, model: str | None, ranker: str | None) -> Find:
    """Return the core with these patterns, as a function from a text to its quotes."""
    from quoteminer.cli.mining import Engine, load_core
    from quoteminer.model import Article

    mine = load_core(Engine(patterns=tuple(files), model=model, ranker=ranker))
    return lambda text: mine(Article(id="example", text=text))


def summary(patterns: Patterns) -> str:
    """Return how many of each there are, in one line."""
    from quoteminer.patterns.listing import totals

    return ", ".join(f"{count:,} {name if count != 1 else name[:-1]}" for name, count in totals(patterns).items())


def render_outcome(outcome: Outcome) -> Iterator[str]:
    """Yield an example and how it fared: the sentence, and on a line of its own what is wrong."""
    from quoteminer.writers.safe import safe_line

    kind = "counterexample" if outcome.counter else "example"
    verdict = "ok" if outcome.passed else "FAILED"
    yield safe_line(f"{outcome.place}: {outcome.pattern}: {kind} {verdict}: {outcome.text}")
    if not outcome.passed:
        yield safe_line(f"    {outcome.reason}")


def render_jsonl(rows: Iterable[Row]) -> Iterator[str]:
    """Yield each row as a line of JSON."""
    from quoteminer.writers.jsonl import dump_line

    yield from map(dump_line, rows)


def print_table(rows: Iterable[Row], *, color: bool | None) -> None:
    """Print the rows as a table to standard output."""
    from rich.console import Console

    Console(no_color=None if color is None else not color, markup=False, emoji=False, highlight=False).print(
        make_table(rows)
    )


def make_table(rows: Iterable[Row]) -> Table:
    """Return a table with a line for each pattern; long examples wrap, nothing is cut."""
    from rich.table import Table
    from rich.text import Text

    from quoteminer.writers.safe import safe

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("Pattern", overflow="fold", style="bold")
    table.add_column("Looks for", overflow="fold")
    table.add_column("Cues", justify="right")
    table.add_column("Examples", justify="right")
    table.add_column("Such as", overflow="fold", ratio=1)
    for row in rows:
        examples = [example["text"] for example in row["examples"]] or row["counterexamples"]
        count = f"{len(row['examples'])}+{len(row['counterexamples'])}"
        cells = [row["id"], _looks_for(row), str(row["cues"]), count, examples[0] if examples else "–"]
        table.add_row(*(Text(safe(cell)) for cell in cells))
    return table


def _looks_for(row: Row) -> str:
    """Return the frame or the tokens in few words: `frame clause`, `according to`, `{POS: VERB} that`."""
    if row["frame"] is not None:
        return f"frame {row['frame']}"
    words = " ".join(_token(token) for token in row["tokens"])
    return f"not: {words}" if row["veto"] else words


def _token(token: Row) -> str:
    plain = [value for key, value in token.items() if key in {"LOWER", "LEMMA", "TEXT", "ORTH"}]
    if len(token) == 1 and plain and isinstance(plain[0], str):
        return plain[0]
    return "{" + ", ".join(f"{key}: {value}" for key, value in token.items()) + "}"
