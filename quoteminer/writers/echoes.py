"""Echoes → a list for people with what differs marked in the words, or lines of JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import IO

from rich.padding import Padding
from rich.text import Text

from quoteminer.analysis.echo_drift import Change
from quoteminer.analysis.echoes import Appearance, Echo, Version
from quoteminer.writers.console import make_console
from quoteminer.writers.jsonl import write_line
from quoteminer.writers.safe import safe
from quoteminer.writers.style import Style

WriteEchoes = Callable[[Sequence[Echo], IO[bytes], Style], None]

MOST_PLACES = 4
"""Articles of one version shown to people; JSONL has all."""

_GONE, _NEW, _BEYOND = "red", "green", "dim"


def write_echoes_table(echoes: Sequence[Echo], stream: IO[bytes], style: Style) -> None:
    """Write a paragraph for each echo: the first version, then each other one with what differs marked.

    `[-words-]` are those of the version compared with, `{+words+}` those of this one, as wdiff marks them.
    """
    console = make_console(stream, style)
    for echo in echoes:
        with console.capture() as drawn:
            for line, indent in _lines(echo):
                console.print(Padding(line, (0, 0, 0, indent), expand=False))
        lines = "\n".join(line.rstrip(" ") for line in drawn.get().split("\n"))
        stream.write(f"{lines.rstrip()}\n\n".encode())


def write_echoes_jsonl(echoes: Sequence[Echo], stream: IO[bytes], style: Style) -> None:
    """Write each echo as an object."""
    for echo in echoes:
        write_line(asdict(echo), stream)


ECHO_WRITERS: dict[str, WriteEchoes] = {"table": write_echoes_table, "jsonl": write_echoes_jsonl}
"""By the names of `--format`."""

ECHO_SUFFIXES = {"table": (".txt",), "jsonl": (".jsonl",)}


def _lines(echo: Echo) -> Iterator[tuple[Text, int]]:
    """Yield lines and their indents."""
    yield _text(echo.quote, "bold"), 0
    parts = [_text(", ".join(echo.speakers) or "(nobody named)", "bold cyan"), _text(_count(echo.articles, "article"))]
    if echo.outlets:
        parts.append(_text(_count(len(echo.outlets), "outlet")))
    parts.append(_text(f"first {echo.first.published or 'read'} in {_place(echo.first)}"))
    yield Text(" · ").join(parts), 0
    if echo.flags:
        yield _text("! " + ", ".join(echo.flags), "bold yellow"), 0
    for number, version in enumerate(echo.versions, start=1):
        yield _heading(number, version), 2
        if version.against is not None:
            yield _marked(version.changes), 4


def _heading(number: int, version: Version) -> Text:
    places = [_place(one) for one in version.appearances[:MOST_PLACES]]
    more = len(version.appearances) - MOST_PLACES
    if more > 0:
        places.append(f"{more:,} more")
    head = f"{number}. {'headline of ' if version.headline else ''}{', '.join(places)}"
    against = f" (compared with {version.against + 1})" if version.against else ""
    flags = f" ! {', '.join(version.flags)}" if version.flags else ""
    return Text.assemble(_text(head, "underline"), _text(against, "dim"), _text(flags, "yellow"))


def _marked(changes: Sequence[Change]) -> Text:
    """Return the version's words, with those that differ from the other's marked."""
    pieces: list[Text] = []
    for change in changes:
        if change.op == "equal":
            pieces.append(_text(change.now))
            continue
        beyond = change.op in ("cut", "more") and not change.flags
        if change.was:
            pieces.append(_text(f"[-{change.was}-]", _BEYOND if beyond else _GONE))
        if change.now:
            pieces.append(_text(f"{{+{change.now}+}}", _BEYOND if beyond else _NEW))
    return Text(" ").join(pieces)


def _place(one: Appearance) -> str:
    return f"{one.outlet}: {one.article}" if one.outlet else one.article


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _text(text: str, style: str = "") -> Text:
    """Return untrusted text on one line, control characters made visible, without markup."""
    spaces = text[: len(text) - len(text.lstrip())]
    return Text(safe(spaces + " ".join(text.split())), style=style)
