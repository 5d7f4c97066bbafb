"""Statistics → a table with bars, lines of JSON, or CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import IO

from rich.table import Table
from rich.text import Text

from quoteminer.analysis.stats import Group
from quoteminer.model import Row
from quoteminer.rows import clean
from quoteminer.writers.console import make_console
from quoteminer.writers.delimited import line_dumper
from quoteminer.writers.jsonl import write_line
from quoteminer.writers.safe import safe
from quoteminer.writers.style import Style

WriteGroups = Callable[[Sequence[Group], Sequence[str], IO[bytes], Style], None]

COUNTS = ("quotes", "favor", "against")

_BARS = (10, 30)
"""Columns of the longest bar: at least, and at most."""

_BAR_SHARE = 5
"""One in so many columns of the terminal is the bar's."""

_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")


def write_groups_table(groups: Sequence[Group], by: Sequence[str], stream: IO[bytes], style: Style) -> None:
    """Write a line for each group, with a bar: green as far as its quotes favor, red as far as they oppose."""
    if not groups:
        return
    console = make_console(stream, style)
    width = min(_BARS[1], max(_BARS[0], console.width // _BAR_SHARE))
    counts = COUNTS if "stance" not in by else COUNTS[:1]
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in by:
        table.add_column(name.capitalize(), overflow="fold")
    for name in counts:
        table.add_column(name.capitalize(), justify="right", no_wrap=True)
    table.add_column("", width=width, no_wrap=True)
    most = max(group.quotes for group in groups)
    for group in groups:
        numbers = [Text(f"{getattr(group, name):,}") for name in counts]
        table.add_row(*map(_value, group.values), *numbers, _bar(group, most, width))
    with console.capture() as drawn:
        console.print(table)
    stream.write("".join(f"{line.rstrip()}\n" for line in drawn.get().splitlines()).encode())


def write_groups_jsonl(groups: Sequence[Group], by: Sequence[str], stream: IO[bytes], style: Style) -> None:
    """Write each group as an object: its values by name, and its counts."""
    for group in groups:
        write_line(_row(group, by), stream)


def write_groups_csv(groups: Sequence[Group], by: Sequence[str], stream: IO[bytes], style: Style) -> None:
    """Write a heading and a line for each group, safe to open in a spreadsheet."""
    dump = line_dumper(raw=style.raw_csv)
    show = safe if stream.isatty() else str
    stream.write(dump([*by, *COUNTS]).encode())
    for group in groups:
        stream.write(show(dump(list(clean(_row(group, by)).values()))).encode())


GROUP_WRITERS: dict[str, WriteGroups] = {
    "table": write_groups_table,
    "jsonl": write_groups_jsonl,
    "csv": write_groups_csv,
}
"""The formats of statistics by name."""

GROUP_SUFFIXES = {"table": (".txt",), "jsonl": (".jsonl",), "csv": (".csv",)}
"""The suffixes that mean them."""


def _row(group: Group, by: Sequence[str]) -> Row:
    counts = {name: getattr(group, name) for name in COUNTS}
    return {**dict(zip(by, group.values, strict=True)), **counts}


def _value(value: str | None) -> Text:
    """Return untrusted text as a cell; where the record does not say, a dash."""
    return Text("–", style="dim") if value is None else Text(safe(" ".join(value.split())))


def _bar(group: Group, most: int, width: int) -> Text:
    """Return the bar, to an eighth of a column; its colours to a whole one."""
    eighths = max(1, round(group.quotes / most * width * 8))
    bar = Text("█" * (eighths // 8) + _EIGHTHS[eighths % 8], style="blue")
    favor = round(len(bar) * group.favor / group.quotes)
    against = round(len(bar) * group.against / group.quotes)
    bar.stylize("green", 0, favor)
    bar.stylize("red", favor, favor + against)
    return bar
