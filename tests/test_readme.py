"""The README's commands do what they say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import quoteminer

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")

_FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the examples are for a POSIX shell")


def examples() -> list[tuple[str, str, str]]:
    """Return language, code and shown output of every example, the shell's without what sets it up."""
    fences = [(match["language"], match["code"]) for match in _FENCE.finditer(README)]
    shown = [code if language == "text" else "" for language, code in [*fences[1:], ("", "")]]
    return [
        (language, without_setup(code), output)
        for (language, code), output in zip(fences, shown, strict=True)
        if language != "text" and "pytest" not in code
    ]


def without_setup(code: str) -> str:
    """Return the last command of a line that makes an environment, as it runs in an activated one."""
    return re.sub(r"^python3 -m venv .* && \.venv/bin/", "", code, flags=re.MULTILINE)


@pytest.fixture
def clone(tmp_path: Path, rows: bytes) -> Path:
    """Return a directory with what the examples use: the sample articles, and their rows."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "quotes.jsonl").write_bytes(rows)
    return tmp_path


@pytest.fixture(scope="module")
def rows(environment: dict[str, str]) -> bytes:
    """Return the rows of the sample articles."""
    command = ["quoteminer", "extract", "-q", "seeds/"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment in which `quoteminer` and `python` are those that are tested."""
    here = Path(sys.executable).parent
    package = Path(str(quoteminer.__file__)).resolve().parents[1]
    shims = tmp_path_factory.mktemp("bin")
    if not (here / "quoteminer").exists():  # the source tree is tested, without an installed command
        (shims / "quoteminer").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m quoteminer "$@"\n')
        (shims / "quoteminer").chmod(0o755)
    path = os.pathsep.join([str(here), str(shims), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(package), "COLUMNS": "100"}


def test_readme_holds_examples() -> None:
    """The fences are found, the main command first."""
    assert examples()[0][:2] == ("sh", "quoteminer extract seeds/\n")
    assert len(examples()) >= 6


@pytest.mark.parametrize(("language", "code", "output"), examples(), ids=lambda text: str(text)[:40].strip())
def test_readme_example_runs(
    language: str, code: str, output: str, *, clone: Path, environment: dict[str, str]
) -> None:
    """An example runs without an error and shows what the README shows."""
    for tool in ("jq", "duckdb"):
        if f"{tool} -" in code and not shutil.which(tool, path=environment["PATH"]):
            pytest.skip(f"{tool} is not installed")
    if "import pandas" in code:
        pytest.importorskip("pandas")
    if "-o quotes.jsonl" in code:
        (clone / "quotes.jsonl").unlink()
    command = ["sh", "-e", "-c", code] if language == "sh" else [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=clone, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    printed = done.stdout.decode()
    assert printed.strip()
    missing = [line for line in output.splitlines() if line.strip(" …") and line not in printed.splitlines()]
    assert not missing


def test_readme_figures_are_those_of_the_accuracy_page() -> None:
    """What the README claims of each ranker is what was measured."""
    page = (ROOT / "docs" / "accuracy.md").read_text("utf-8")
    for place, ranker in enumerate(("rules", "small", "large")):
        (claimed,) = re.findall(rf"^\| quoteminer `--ranker {ranker}`[^|]*\| (.*) \|$", README, re.MULTILINE)
        measured = []
        for metric in ("", ", direct", ", mixed", ", indirect"):
            (row,) = re.findall(rf"^\| attribution{metric} \| .* \|$", page, re.MULTILINE)
            measured.append(row.split("|")[4].split("/")[place].strip())
        assert claimed.split(" | ") == measured


def test_readme_pictures_are_there() -> None:
    """Every picture and page that the README points to is in the repository."""
    targets = re.findall(r"\]\(([^)#:]+)[^)]*\)|src=\"([^\"]+)\"", README)
    assert len(targets) > 10
    assert not [target for pair in targets for target in pair if target and not (ROOT / target).exists()]
