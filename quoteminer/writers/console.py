"""The console that tables are drawn on."""

from __future__ import annotations

from io import StringIO
from typing import IO

from rich.console import Console

from quoteminer.writers.style import Style


def make_console(stream: IO[bytes], style: Style) -> Console:
    """Return a console that draws into memory for the stream: markup, emoji codes and highlighting are off."""
    return Console(
        file=StringIO(),
        force_terminal=stream.isatty() if style.color is None else style.color,
        no_color=None if style.color is None else not style.color,
        width=style.width,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
