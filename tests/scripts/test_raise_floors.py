"""scripts/raise_floors.py lets floors rise, and fall only with a reason."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture
def raise_floors(load_script: Callable[[str], ModuleType], gold: Path, rows: Path) -> Callable[..., int]:
    """Return a run of the script on floors beside the gold, whose attribution is P 33.3, R 50."""
    script = load_script("raise_floors")
    return lambda *options: script.main([str(gold.parent / "floors.json"), str(gold), str(rows), *options])


def write(gold: Path, **floors: float) -> None:
    """Write floors for attributions: p, r, f1."""
    named = {f"attribution {key}": floor for key, floor in floors.items()}
    (gold.parent / "floors.json").write_text(json.dumps({"floors": named, "lowered": []}))


def read(gold: Path) -> Any:
    """Return what stands in the floors file."""
    return json.loads((gold.parent / "floors.json").read_text())


def test_raise_floors_raises_and_says_so(
    raise_floors: Callable[..., int], gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Floors below their figures go up to them."""
    write(gold, p=0.3, r=0.5)
    assert raise_floors() == 0
    assert read(gold) == {"floors": {"attribution p": 0.3333, "attribution r": 0.5}, "lowered": []}
    assert capsys.readouterr().out == "attribution p: 0.3 → 0.3333\n"


def test_raise_floors_makes_a_new_file(raise_floors: Callable[..., int], gold: Path) -> None:
    """Without a file, floors are made for the metrics that are named."""
    assert raise_floors("--add", "attribution f1", "--add", "attribution r") == 0
    assert read(gold)["floors"] == {"attribution f1": 0.4, "attribution r": 0.5}


def test_raise_floors_never_lowers(
    raise_floors: Callable[..., int], gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With any figure below its floor the file is left alone, and the exit code is 1."""
    write(gold, p=0.3, r=0.6)
    before = read(gold)
    assert raise_floors() == 1
    assert read(gold) == before
    assert capsys.readouterr().err == "attribution r is 0.5, below its floor of 0.6\n"


def test_raise_floors_lowers_for_a_reason(raise_floors: Callable[..., int], gold: Path) -> None:
    """With a reason floors fall, and the file keeps what, from where, when and why."""
    write(gold, p=0.3, r=0.6)
    assert raise_floors("--allow-lower", "--why", "the gold was corrected") == 0
    after = read(gold)
    assert after["floors"] == {"attribution p": 0.3333, "attribution r": 0.5}
    (entry,) = after["lowered"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", entry.pop("day"))
    assert entry == {
        "metric": "attribution r",
        "before": 0.6,
        "after": 0.5,
        "why": "the gold was corrected",
    }


@pytest.mark.parametrize("options", [["--allow-lower"], ["--why", "because"], ["--allow-lower", "--why", " "]])
def test_raise_floors_wants_permission_and_reason_together(
    raise_floors: Callable[..., int], gold: Path, options: list[str]
) -> None:
    """Neither is enough alone."""
    write(gold, r=0.6)
    with pytest.raises(SystemExit, match="2"):
        raise_floors(*options)
    assert read(gold)["floors"] == {"attribution r": 0.6}


def test_raise_floors_refuses_a_wrong_file(
    raise_floors: Callable[..., int], gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file with an unknown metric is named and left alone."""
    write(gold, f2=0.5)
    assert raise_floors() == 2
    assert "no metric is called 'attribution f2'" in capsys.readouterr().err
    assert read(gold)["floors"] == {"attribution f2": 0.5}
