"""The repository as a whole: top level, sample articles, the two commands, and no trace of a machine."""

from __future__ import annotations

import hashlib
import re
import stat
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

REQUIRED = {
    "quoteminer",
    "tests",
    "seeds",
    "patterns.yaml",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "LICENSE-seeds",
    "SECURITY.md",
    "docs",
    "scripts",
    ".ci",
    ".gitignore",
}
OPTIONAL = {"bench"}

SEEDS = {
    "000_3767f3abd439d1d9.txt": "8c866e9c0bcfafbe2b7eac1100fec3d46d943ef7ea38863179d25e008bf46ed5",
    "001_1be3c6ba2b30b8c6.txt": "2d05c0fdec02075c77f4ba37c98b6d26ea2f27a13f8afb55e51865bef1d0a5d7",
    "002_e3c5290ee0c67bfa.txt": "04d0835e80c75bea7bf4f3a8bd74e9ff842013dda7dd762f694780884b4f056e",
    "003_9b181f10558eb3de.txt": "81c9fa96c43fccad1b092662a45676823864bea21b00e51fff1f0344f488f615",
    "004_ff344bde8bf03ff9.txt": "de5a2e8b57f35ad99c9427208336119f0f52ae51aaf1025dcf1bd61cc429f2ae",
}

SETUP = "python3 -m venv .venv && .venv/bin/pip install -q "
MAIN = SETUP + ". && .venv/bin/quoteminer extract seeds/"
TEST = SETUP + "'.[dev]' && .venv/bin/pytest"

HOMES = "work|farm|root|home|Users|tmp"
MACHINE_PATH = re.compile(rf"(?<![\w.:/])/(?:{HOMES})/[\w.-]+")


def tracked() -> list[str]:
    """Return the paths of all files under version control."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listing.split("\0") if name]


def test_top_level_is_as_documented() -> None:
    """All that belongs there is there, and nothing else."""
    top = {name.split("/")[0] for name in tracked()}
    assert top >= REQUIRED, f"missing: {sorted(REQUIRED - top)}"
    assert top <= REQUIRED | OPTIONAL, f"does not belong: {sorted(top - REQUIRED - OPTIONAL)}"


def test_seeds_are_untouched() -> None:
    """The sample articles are byte for byte what they were, with no other file among them."""
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (ROOT / "seeds").iterdir()}
    assert found == SEEDS


@pytest.mark.parametrize("command", [MAIN, TEST])
def test_readme_gives_the_two_commands(command: str) -> None:
    """One command runs the main job, one the tests; each stands on a line of its own."""
    assert command in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()


def test_ci_runs_the_readmes_test_command() -> None:
    """.ci/run ends with that very command, so its exit code is that of the tests, and can be executed."""
    script = ROOT / ".ci" / "run"
    assert script.read_text(encoding="utf-8").splitlines()[-1] == TEST
    assert script.stat().st_mode & stat.S_IXUSR


def test_repository_names_no_machine_path() -> None:
    """No file holds a path that exists on one machine only."""
    found = [
        f"{name}: {match.group()}"
        for name in tracked()
        if (ROOT / name).is_file()
        for match in MACHINE_PATH.finditer((ROOT / name).read_bytes().decode("utf-8", errors="replace"))
    ]
    assert not found


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("see /" + "work/main", True),
        ("'/" + "tmp/x.py'", True),
        ("/" + "home/ann", True),
        ("https://example.org/" + "home/ann", False),
        ("news/" + "home/page", False),
    ],
)
def test_machine_path_is_recognised(text: str, caught: bool) -> None:
    """Absolute paths into somebody's directories are seen, addresses and relative paths are not."""
    assert bool(MACHINE_PATH.search(text)) is caught
