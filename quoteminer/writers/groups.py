"""Statistics → a table with bars, lines of JSON, or CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import StringIO
from typing import IO, Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from quoteminer.analysis.stats import Group
from quoteminer.model import Row
from quoteminer.rows import clean
from quoteminer.writers.delimited import line_dumper
from quoteminer.writers.jsonl import dump_line
from quoteminer.writers.safe import safe
from quoteminer.writers.style import Style

GroupsFormat = Literal["table", "jsonl", "csv"]
WriteGroups = Callable[[Sequence[Group], Sequence[str], IO[bytes], Style], None]

COUNTS = ("quotes", "favor", "against")

_BAR = 30
"""Columns of the longest bar."""

_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")


def write_groups_table(groups: Sequence[Group], by: Sequence[str], stream: IO[bytes], style: Style) -> None:
    """Write a line for each group, with a bar: green as far as its quotes favor, red as far as they oppose."""
    if not groups:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in by:
        table.add_column(name.capitalize(), overflow="fold")
    counts = COUNTS if "stance" not in by else COUNTS[:1]
    for name in counts:
        table.add_column(name.capitalize(), justify="right")
    table.add_column("", width=_BAR, no_wrap=True)
    most = max(group.quotes for group in groups)
    for group in groups:
        values = [Text(safe(" ".join(value.split()))) if value else Text("–", style="dim") for value in group.values]
        numbers = [Text(f"{getattr(group, name):,}") for name in counts]
        table.add_row(*values, *numbers, _bar(group, most))
    console = Console(
        file=StringIO(),
        force_terminal=stream.isatty() if style.color is None else style.color,
        no_color=None if style.color is None else not style.color,
        width=style.width,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    with console.capture() as drawn:
        console.print(table)
    stream.write("".join(f"{line.rstrip()}\n" for line in drawn.get().splitlines()).encode())


def write_groups_jsonl(groups: Sequence[Group], by: Sequence[str], stream: IO[bytes], style: Style) -> None:
    """Write each group as an object: its values by name, and its counts."""
    for group in groups:
        stream.write(dump_line(_row(group, by)).encode() + b"\n")


def write_groups_csv(groups: Sequence[Group], by: Sequence[str], stream: IO[bytes], style: Style) -> None:
    """Write a heading and a line for each group, safe to open in a spreadsheet."""
    dump = line_dumper(raw=style.raw_csv)
    show = safe if stream.isatty() else str
    stream.write(dump([*by, *COUNTS]).encode())
    for group in groups:
        stream.write(show(dump(list(clean(_row(group, by)).values()))).encode())


GROUP_WRITERS: dict[GroupsFormat, WriteGroups] = {
    "table": write_groups_table,
    "jsonl": write_groups_jsonl,
    "csv": write_groups_csv,
}


def _row(group: Group, by: Sequence[str]) -> Row:
    counts = {name: getattr(group, name) for name in COUNTS}
    return {**dict(zip(by, group.values, strict=True)), **counts}


def _bar(group: Group, most: int) -> Text:
    """Return the bar, to an eighth of a column; its colours to a whole one."""
    eighths = max(1, round(group.quotes / most * _BAR * 8))
    bar = Text("█" * (eighths // 8) + _EIGHTHS[eighths % 8], style="blue")
    favor = round(len(bar) * group.favor / group.quotes)
    bar.stylize("green", 0, favor)
    bar.stylize("red", favor, favor + round(len(bar) * group.against / group.quotes))
    return bar
