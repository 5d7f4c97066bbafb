"""docs/formats.md, on what goes in and what comes out: its tables are the program's, its examples run."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import quoteminer
from quoteminer.model import Quote
from quoteminer.readers import READERS
from quoteminer.readers.days import words
from quoteminer.readers.unpacking import FREE, LARGEST, RATIO
from quoteminer.writers import WRITERS, Style

DOCS = (Path(__file__).parents[1] / "docs" / "formats.md").read_text("utf-8")
GUIDE = DOCS.split("## What goes in")[1].split("\n## ")[0]
OUT = DOCS.split("## What comes out")[1].split("\n## ")[0]

_EXAMPLE = re.compile(r"^```sh\n(?P<code>.*?)^```\n\n```text\n(?P<output>.*?)^```$", re.DOTALL | re.MULTILINE)


def table(head: str, guide: str = GUIDE) -> list[list[str]]:
    """Return the rows of the table whose first column is called `head`."""
    rows = guide.split(f"\n| {head} |")[1].split("\n\n", maxsplit=1)[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def names(cell: str) -> list[str]:
    """Return the names in a cell that are set as code."""
    return re.findall(r"`([^`]+)`", cell)


def test_guide_lists_the_input_formats() -> None:
    """Every format, with its suffixes, in the order of the table in the program."""
    told = {names(name)[0]: tuple(names(suffixes)) for _, name, suffixes, _, _ in table("format")}
    assert told == {name: known.suffixes for name, known in READERS.items()}
    assert list(told) == list(READERS)


def test_guide_lists_the_output_formats() -> None:
    """Every format, with its suffixes."""
    told = {names(name)[0]: tuple(names(suffixes)) for _, name, suffixes, _, _ in table("format", OUT)}
    assert told == {name: known.suffixes for name, known in WRITERS.items()}


def test_guide_lists_what_is_in_a_database(make_quote: Callable[..., Quote], tmp_path: Path) -> None:
    """Every table and view with its columns; the queries run."""
    path = tmp_path / "quotes.db"
    with path.open("wb") as stream:
        WRITERS["sqlite"].load()([make_quote()], stream, Style())
    with closing(sqlite3.connect(path)) as database:
        for name, holds in table("table or view", OUT):
            columns = {row[1] for row in database.execute(f"PRAGMA table_info ({names(name)[0]})")}
            assert columns >= set(names(holds)) - {"speakers"}, name
        for query in re.findall(r"^SELECT .*;$", OUT, re.MULTILINE):
            database.execute(query)


def test_guide_lists_the_keys_of_rows() -> None:
    """Every key that is found by name, best first."""
    told = {part: names(keys) for part, keys in table("part")}
    known = words()["row_keys"]
    assert told == {
        "text": known["text"],
        "id": known["id"],
        "date": known["published"],
        "title": known["title"],
        "address": known["url"],
        "outlet": known["outlet"],
    }


def test_guide_states_the_caps() -> None:
    """The sizes that are refused."""
    assert f"more than {LARGEST // 2**20} MiB in one article" in GUIDE
    assert f"over {RATIO} times its size (from {FREE // 2**20} MiB on)" in GUIDE


@pytest.mark.skipif(sys.platform == "win32", reason="the examples are for a POSIX shell")
@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not installed")
@pytest.mark.parametrize(("code", "output"), _EXAMPLE.findall(GUIDE + OUT), ids=["jsonl", "csv", "markdown", "out"])
def test_guide_example_prints_what_it_shows(code: str, output: str, tmp_path: Path) -> None:
    """A shell that runs the example prints that very output."""
    (tmp_path / "quoteminer").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m quoteminer "$@"\n')
    (tmp_path / "quoteminer").chmod(0o755)
    package = Path(str(quoteminer.__file__)).resolve().parents[1]
    path = os.pathsep.join([str(tmp_path), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(package)}
    command = ["sh", "-e", "-c", code]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode() == output
