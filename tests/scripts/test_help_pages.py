"""docs/cli.md is what the program says of itself."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from quoteminer.cli.app import app

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "cli.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (quoteminer[^\n]*)\n\n```text\n(.*?)^```$", DOCS, re.DOTALL | re.MULTILINE))

WORD = re.compile(r"[^\s│╭╮╰╯─]+")


def commands(command: Any, name: str = "quoteminer") -> Iterator[tuple[str, Any]]:
    """Yield every command with its full name."""
    yield name, command
    for word, below in getattr(command, "commands", {}).items():
        yield from commands(below, f"{name} {word}")


COMMANDS = dict(commands(get_command(app)))


def test_cli_docs_have_a_page_for_every_command() -> None:
    """No command is left out, none that is gone is kept."""
    assert list(SECTIONS) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_cli_docs_tell_every_option(name: str) -> None:
    """Every option's name and every word of its help stands on the page; run scripts/help_pages.py if not."""
    page = set(WORD.findall(SECTIONS[name]))
    for parameter in COMMANDS[name].params:
        names = {option for option in parameter.opts if option.startswith("-")}
        assert names <= page
        assert set(WORD.findall((parameter.help or "").replace("`", ""))) <= page


def test_cli_docs_are_what_the_script_writes(tmp_path: Path) -> None:
    """The pages are those of the program, to the letter; run scripts/help_pages.py if not."""
    written = tmp_path / "cli.md"
    subprocess.run([sys.executable, ROOT / "scripts" / "help_pages.py", written], check=True)
    pages = written.read_text("utf-8")
    drawn_by = re.compile(r"<!-- drawn by (.*) -->")
    if drawn_by.findall(DOCS) != drawn_by.findall(pages):
        pytest.skip("pages look different with another version of typer or rich: only their words are checked")
    assert pages == DOCS
