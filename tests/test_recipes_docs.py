"""docs/recipes.md, docs/api.md and docs/echoes.md: every example runs and prints what stands below it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

import quoteminer

DOCS = Path(__file__).parents[1] / "docs"
PAGES = ["recipes.md", "api.md", "echoes.md"]

_EXAMPLE = re.compile(
    r"^```(?P<language>sh|python)\n(?P<code>.*?)^```\n(?:\n```text\n(?P<output>.*?)^```)?", re.S | re.M
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the examples are for a POSIX shell")


def examples(page: str) -> list[tuple[str, str, str]]:
    """Return language, code and shown output of every example of a page; output is empty where none is shown."""
    found = _EXAMPLE.finditer((DOCS / page).read_text("utf-8"))
    return [(match["language"], match["code"], match["output"] or "") for match in found]


def shown() -> list[tuple[str, int]]:
    """Return the page and the number of every example that shows its output."""
    return [(page, number) for page in PAGES for number, example in enumerate(examples(page)) if example[2]]


DUCKDB = """\
import csv, duckdb, sys
found = duckdb.sql(sys.argv[-1])
csv.writer(sys.stdout, lineterminator="\\n").writerows([found.columns, *found.fetchall()])
"""
"""What `duckdb -csv -c QUERY` does, where only the Python package is installed."""

Run = Callable[[str, str, Path], str]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return a function that runs an example in a directory and returns what it prints."""
    shims = tmp_path_factory.mktemp("bin")
    (shims / "quoteminer").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m quoteminer "$@"\n')
    (shims / "quoteminer").chmod(0o755)
    path = os.pathsep.join([str(shims), str(Path(sys.executable).parent), os.environ["PATH"]])
    if not shutil.which("duckdb", path=path):
        (shims / "sql.py").write_text(DUCKDB)
        (shims / "duckdb").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{shims}/sql.py" "$@"\n')
        (shims / "duckdb").chmod(0o755)
    package = Path(str(quoteminer.__file__)).resolve().parents[1]
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(package), "COLUMNS": "100", "NO_COLOR": "1"}

    def run_example(language: str, code: str, directory: Path) -> str:
        command = ["sh", "-e", "-c", code] if language == "sh" else [sys.executable, "-c", code]
        done = subprocess.run(command, cwd=directory, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    return run_example


@pytest.fixture(scope="module")
def places(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that gives the directory of a page, with what its examples without output have made."""
    made: dict[str, Path] = {}

    def place(page: str) -> Path:
        if page not in made:
            made[page] = tmp_path_factory.mktemp(page.split(".", maxsplit=1)[0])
            for language, code, output in examples(page):
                if not output:
                    run(language, code, made[page])
        return made[page]

    return place


@pytest.mark.parametrize(("page", "number"), shown())
def test_example_prints_what_it_shows(page: str, number: int, run: Run, places: Callable[[str], Path]) -> None:
    """The example runs and prints that very output, but for white space at the ends of lines."""
    language, code, output = examples(page)[number]
    if "jq " in code and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    for package in ("duckdb", "pandas"):
        if package in code and find_spec(package) is None:
            pytest.skip(f"{package} is not installed")
    printed = run(language, code, places(page))
    assert [line.rstrip() for line in printed.rstrip().splitlines()] == [
        line.rstrip() for line in output.rstrip().splitlines()
    ]


@pytest.mark.parametrize("page", PAGES)
def test_page_shows_what_its_examples_print(page: str) -> None:
    """Examples are found, and most of them show their output."""
    found = examples(page)
    assert len([output for _, _, output in found if output.strip()]) >= 3


def test_recipes_have_one_for_each_tool() -> None:
    """grep by speaker, jq, DuckDB, pandas and spaCy each have their recipe."""
    heads = re.findall(r"^## (\w+):", (DOCS / "recipes.md").read_text("utf-8"), re.M)
    assert set(heads) >= {"grep", "jq", "DuckDB", "pandas", "spaCy"}


def test_api_page_names_every_public_name() -> None:
    """What the package exports is documented, each under a heading of its own."""
    heads = re.findall(r"^### `(\w+)", (DOCS / "api.md").read_text("utf-8"), re.M)
    assert set(heads) == set(quoteminer.__all__)
