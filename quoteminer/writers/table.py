"""A table for people: one section an article, speakers stand out, quotes wrap, nothing is cut."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import IO

from rich.table import Table
from rich.text import Text

from quoteminer.model import Quote
from quoteminer.writers.console import make_console
from quoteminer.writers.parts import shown_words
from quoteminer.writers.safe import safe
from quoteminer.writers.style import Style

_WIDE = 100
"""Columns from which the date has a column of its own; below it stands under the cue."""

_LINE_WIDTH, _DATE_WIDTH = 5, 12
_SPEAKER_WIDTHS, _SAID_WIDTHS = (10, 28), (10, 24)
_SPEAKER_SHARE, _SAID_SHARE = 0.2, 0.175
_HIGHLIGHT = "bold red"
"""How grep and ripgrep show what they found."""

_LABEL_STYLES = {"favor": "green", "against": "red", "mixed": "yellow"}


def write_table(quotes: Iterable[Quote], stream: IO[bytes], style: Style) -> None:
    """Write a section for each article as soon as its last quote is there."""
    console = make_console(stream, style)
    for _, group in groupby(quotes, key=lambda quote: quote.article):
        section = list(group)
        with console.capture() as drawn:
            console.print(_heading(section[0]))
            console.print(_table(section, console.width, style))
        lines = "\n".join(line.rstrip(" ") for line in drawn.get().split("\n"))
        stream.write(f"{lines.rstrip()}\n\n".encode())
        stream.flush()


def _heading(quote: Quote) -> Text:
    parts = [_cell(quote.article, "bold underline")]
    parts += [_cell(part) for part in (quote.title, quote.outlet, quote.published) if part]
    return Text(" · ").join(parts)


def _table(quotes: list[Quote], width: int, style: Style) -> Table:
    wide = width >= _WIDE
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="dim", expand=True)
    table.add_column("Line", justify="right", width=_LINE_WIDTH, overflow="fold")
    table.add_column("Speaker", width=_share(width, _SPEAKER_SHARE, _SPEAKER_WIDTHS), overflow="fold")
    table.add_column("Quote", ratio=1, overflow="fold")
    table.add_column("Said", width=_share(width, _SAID_SHARE, _SAID_WIDTHS), overflow="fold")
    if wide:
        table.add_column("Date", width=_DATE_WIDTH, overflow="fold")
    for quote in quotes:
        cells = [_cell(str(quote.line), "dim"), _speaker(quote, style), _words(quote, style)]
        said, date = _said(quote, style), _date(quote)
        cells += [_lines(said), _lines(date)] if wide else [_lines([*said, *date])]
        table.add_row(*cells)
    return table


def _share(width: int, share: float, limits: tuple[int, int]) -> int:
    least, most = limits
    return min(most, max(least, int(width * share)))


def _speaker(quote: Quote, style: Style) -> Text:
    """Return who said it: the name, or the article's words for who it was, and the role in small."""
    if quote.speaker:
        lines = [_marked(_cell(quote.speaker, "bold cyan"), "speaker", style)]
    elif quote.source_text:
        lines = [_marked(_cell(quote.source_text, "italic cyan"), "speaker", style)]
    else:
        lines = [_cell("(nobody named)", "dim")]
    if quote.speaker_role:
        lines.append(_cell(quote.speaker_role, "dim"))
    if quote.via:
        lines.append(_cell(f"via {quote.via}", "dim"))
    return _lines(lines)


def _words(quote: Quote, style: Style) -> Text:
    """Return the words: a direct quote in quotation marks; and the lines around it."""
    colour = "" if quote.asserted else "dim"
    words = _marked(_cell(shown_words(quote), colour), "quote", style)
    lines = [Text.assemble("↳ " if quote.nested else "", words, style=colour)]
    for line in style.context(quote) if style.context else ():
        text = _cell(f"{line.number}{':' if line.inside else '-'} {line.text}", "" if line.inside else "dim")
        lines.append(_marked(text, "quote", style) if line.inside else text)
    return _lines(lines)


def _said(quote: Quote, style: Style) -> list[Text]:
    lines = [_cell(quote.cue_text)]
    if not quote.asserted:
        lines.append(_cell("(not asserted)", "bold yellow"))
    if quote.addressee:
        lines.append(_cell(f"to {quote.addressee}", "dim"))
    for stance in quote.stances:
        colour = _LABEL_STYLES.get(stance.label, "dim")
        parts = [_cell(stance.label, colour)]
        if stance.target:
            parts.append(_marked(_cell(stance.target, colour), "stance_target", style))
        lines.append(Text(" → ", style=colour).join(parts))
    return lines


def _date(quote: Quote) -> list[Text]:
    """Return when it was said, in small where it is only the day the article was published."""
    lines = [_cell(quote.date, "dim" if quote.date_basis == "published" else "")] if quote.date else []
    return lines + ([_cell(quote.date_text, "dim")] if quote.date_text else [])


def _cell(text: str, style: str = "") -> Text:
    """Return untrusted text as a cell: white space collapsed, control characters made visible, no markup."""
    return Text(safe(" ".join(text.split())), style=style)


def _marked(cell: Text, field: str, style: Style) -> Text:
    """Return the cell with the words that are to stand out."""
    for start, end in style.highlight(field, cell.plain) if style.highlight else ():
        cell.stylize(_HIGHLIGHT, start, end)
    return cell


def _lines(lines: list[Text]) -> Text:
    return Text("\n").join(lines)
