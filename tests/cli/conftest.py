"""The command line in this process and in one of its own, with a core that needs no pipeline."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import quoteminer
from quoteminer.cli import mining
from quoteminer.cli.app import app

FAKE = Path(__file__).with_name("fake_core.py")

HARBOUR = "date 2025-09-23 News\n\n“The harbour stays open” said Lee.\n“Good” said Radosław.\n"
BRIDGE = "“The bridge is closed” said Lee.\n"


@pytest.fixture
def fake_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the fake core in the place of the real one."""
    spec = importlib.util.spec_from_file_location("fake_core", FAKE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(mining, "load_core", module.load_core)


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a directory with two articles, and stand beside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    path = Path("news")
    path.mkdir()
    (path / "harbour.txt").write_text(HARBOUR, "utf-8")
    (path / "bridge.txt").write_text(BRIDGE, "utf-8")
    return path


@pytest.fixture
def run(fake_core: None, news: Path) -> Callable[..., Result]:
    """Return a function that runs the program with arguments."""
    return lambda *arguments, input=None: CliRunner().invoke(app, arguments, input=input)  # noqa: A006


@pytest.fixture(scope="session")
def command() -> list[str]:
    """Return the command that runs the program with the fake core in a process of its own."""
    return [sys.executable, str(FAKE)]


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """Return the environment in which another process finds the package that is tested, from anywhere."""
    package = Path(str(quoteminer.__file__)).resolve().parents[1]
    return {**os.environ, "PYTHONPATH": str(package), "COLUMNS": "100"}


@pytest.fixture(scope="session")
def rows_of() -> Callable[[str], list[dict[str, Any]]]:
    """Return a function that parses JSON lines."""
    return lambda text: [json.loads(line) for line in text.splitlines()]
