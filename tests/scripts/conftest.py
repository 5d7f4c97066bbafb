"""The scripts as modules, and a gold with rows to run them on."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

import quoteminer

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture
def load_script(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """Return a function that imports a script by its name."""

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture
def environment() -> dict[str, str]:
    """Return what another process needs to find the package that is tested, from anywhere."""
    return {"PYTHONPATH": str(Path(str(quoteminer.__file__)).resolve().parents[1])}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Return a gold of three quotes, one of them borderline."""
    text = "Ann said yes to it. Bob denied all of it. Cid may go home."
    attributions = [
        {"content": [[9, 18]], "source": [[0, 3]]},
        {"content": [[31, 40]], "source": [[20, 23]]},
        {"content": [[46, 57]], "source": [[42, 45]], "optional": True},
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "text": text, "attributions": attributions}))
    return path


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """Return rows by three patterns: one right, one with the wrong source, one spurious, one borderline."""
    rows = [
        {"pattern": "clause", "content": [[9, 18]], "source": [[0, 3]]},
        {"pattern": "clause", "content": [[31, 40]], "source": [[0, 3]]},
        {"pattern": "inversion", "content": [[0, 8]], "source": []},
        {"pattern": "modal", "content": [[46, 57]], "source": [[42, 45]]},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps({"article": "a", **row}) + "\n" for row in rows))
    return path
