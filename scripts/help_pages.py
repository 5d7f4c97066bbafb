"""Write docs/cli.md: the help page of every command, as `--help` prints it at 80 columns without colour.

    python scripts/help_pages.py docs/cli.md

tests/scripts/test_help_pages.py fails where docs/cli.md is not what this writes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

HEAD = """\
# The command line

What `--help` prints for every command. Written by `python scripts/help_pages.py docs/cli.md`: change the program, not
this page.

`quoteminer --install-completion` lets bash, zsh, fish and PowerShell complete commands, options and their values at a
Tab, from the next shell on; `quoteminer --show-completion` prints what it would install.

While `extract` runs, articles, quotes and words a second are shown on standard error if that is a terminal and the rows
go elsewhere. `-q` says only what failed, `-v` names every article.

A help page loads neither spaCy nor numpy. It took 0.64 to 0.86 seconds of one slow, busy core, where a Typer program of
two empty commands took 0.56.

<!-- drawn by {drawn_by} -->
"""

FIXED = {"COLUMNS": "80", "TERMINAL_WIDTH": "80", "NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C.UTF-8"}
"""The environment in which pages are drawn, the same everywhere."""


def write_pages(path: Path) -> None:
    """Write all pages to a file."""
    os.environ.update(FIXED)  # before typer is imported, which reads it once
    os.environ.pop("FORCE_COLOR", None)
    from typer.main import get_command  # noqa: PLC0415
    from typer.testing import CliRunner  # noqa: PLC0415

    from quoteminer.cli.app import app  # noqa: PLC0415

    runner = CliRunner(charset="utf-8")
    parts = [HEAD.format(drawn_by=drawn_by())]
    for words in commands(get_command(app), ()):
        page = runner.invoke(app, [*words, "--help"], prog_name="quoteminer").output
        lines = "\n".join(line.rstrip() for line in page.strip("\n").splitlines())
        parts.append(f"## {' '.join(('quoteminer', *words))}\n\n```text\n{lines}\n```\n")
    path.write_text("\n".join(parts), "utf-8")


def drawn_by() -> str:
    """Return the libraries that decide how a page looks."""
    return f"typer {version('typer')}, rich {version('rich')}"


def commands(command: Any, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the words of a command and of every command below it."""
    yield words
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*words, name))


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
