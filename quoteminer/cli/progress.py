"""How far a run is, on a terminal's standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from quoteminer.cli.output import STDOUT, Sink

if TYPE_CHECKING:
    from rich.progress import Progress

    from quoteminer.cli.mining import Account

_PER_SECOND = 5
"""Times a second that the line is drawn anew."""


@contextmanager
def show_progress(account: Account, sink: Sink) -> Iterator[None]:
    """Show articles, quotes and words a second until the block ends; then the line goes away.

    Nothing is shown with `--quiet`, where standard error is no terminal, and where the rows themselves run over the
    terminal.
    """
    if account.talk.quiet or not sys.stderr.isatty() or _fills_terminal(sink):
        yield
        return
    with _progress(account):
        yield


def _fills_terminal(sink: Sink) -> bool:
    return sink.output in (None, STDOUT) and sys.stdout.isatty()


def _progress(account: Account) -> Progress:
    from rich.console import Console
    from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TimeElapsedColumn
    from rich.text import Text

    class Counts(ProgressColumn):
        """What the account says just now."""

        def render(self, task: Task) -> Text:
            return Text(account.progress(task.elapsed or 0.0))

    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    progress = Progress(
        SpinnerColumn(),
        Counts(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        redirect_stdout=False,  # the rows do not pass there
        refresh_per_second=_PER_SECOND,
    )
    progress.add_task("", total=None)
    return progress
