"""Which runs can be resumed, and what must be the same for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from quoteminer.cli import journal
from quoteminer.cli.output import Sink, check_file, choose_format
from quoteminer.cli.talk import Talk
from quoteminer.errors import UsageError

if TYPE_CHECKING:
    from quoteminer.analysis.search import Filters
    from quoteminer.cli.mining import Engine
    from quoteminer.model import Row

RESUMABLE = "jsonl"
"""The format in which the rows of one article after the other can be put at the end of a file."""


@contextmanager
def resumable(
    sink: Sink, engine: Engine, *, filters: Filters, resume: bool, talk: Talk
) -> Iterator[journal.Journal | None]:
    """Open the journal of a run whose output can be resumed; None for any other run.

    Raises:
        UsageError: to resume is asked for, and cannot be done.
        OutputError: the place cannot be written, or an unfinished run is there that is not to be resumed.
    """
    target = _target(sink)
    if target is None or filters.speaker is not None:
        if resume:
            raise _refusal(sink, filters)
        yield None
        return
    name, settings = str(sink.output), _configuration(engine, filters)
    opened: journal.Journal | None = None
    try:
        with journal.open_journal(target, settings, name=name, resume=resume, force=sink.force) as opened:
            yield opened
            check_file(sink)  # somebody may have written there meanwhile
        journal.finish(target, name=name)
    except BaseException:
        if opened and opened.holds_work():
            talk.tell(f"{name}{journal.PART} keeps the articles that are done; go on with --resume.")
        raise


def _target(sink: Sink) -> Path | None:
    """Return the file that the output is to become, if rows can be put at its end."""
    path = check_file(sink)
    if path is None or choose_format(sink) != RESUMABLE:
        return None
    target = Path(os.path.realpath(path))  # through a link, so that the link stays one
    return None if target.exists() and not target.is_file() else target


def _refusal(sink: Sink, filters: Filters) -> UsageError:
    if filters.speaker is not None:
        return UsageError(
            "--resume cannot go with --speaker: what is a name of whom shows at the end.",
            "Extract all quotes; `quoteminer grep --speaker NAME quotes.jsonl` finds these.",
        )
    return UsageError(
        "--resume needs JSON lines in a file.",
        "Say -o quotes.jsonl; `quoteminer grep quotes.jsonl -o quotes.csv` makes another format of it.",
    )


def _configuration(engine: Engine, filters: Filters) -> Row:
    """Return, as JSON has it, everything beside the articles that the rows depend on."""
    from quoteminer.cli.version import describe

    return {
        **describe(patterns=engine.patterns, speakers=engine.speakers, model=engine.model, ranker=engine.ranker),
        "direct-only": engine.direct_only,
        "reading": repr(engine.reading),
        "min-confidence": filters.min_confidence,
    }
