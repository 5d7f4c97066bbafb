"""The long run: its articles, its accounts, and what it would not let pass."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

FAKE = Path(__file__).parents[1] / "cli" / "fake_core.py"


@pytest.fixture
def soak(load_script: Callable[[str], ModuleType]) -> ModuleType:
    """Return the script."""
    return load_script("soak")


def test_make_lines_makes_articles_of_every_kind(soak: ModuleType) -> None:
    """As many lines as asked for, the same ones for a seed: articles, empty ones, broken ones."""
    lines = list(soak.make_lines(1_000, seed=3))
    assert lines == list(soak.make_lines(1_000, seed=3))
    assert len(lines) == 1_000
    whole = [json.loads(line) for line in lines if line.endswith("}")]
    assert len(whole) == 998
    assert sum(not row["text"] for row in whole) == 2
    assert len({row["id"] for row in whole}) == len(whole)


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is read from /proc")
def test_soak_accounts_for_every_article(
    soak: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    """With rows, without, empty and failed ones add up to the input."""
    monkeypatch.setattr(soak, "PROGRAM", [str(FAKE)])
    monkeypatch.setattr(soak, "INTERVAL", 0.02)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    result = soak.soak(tmp_path, articles=810, jobs=1, seed=0)
    assert (result.articles, result.empty, result.errors) == (810, 2, 2)
    assert result.with_rows + result.without_rows + result.empty + result.errors == 810
    assert result.memory_at_end > 0


def test_memory_is_that_of_the_nearest_looks(soak: ModuleType) -> None:
    """One odd look does not count."""
    looks = [(done, 100.0 + done) for done in range(0, 101, 5)] + [(20, 900.0)]
    assert soak.memory_at(looks, 0.2, 100) == pytest.approx(120, abs=5)
    assert soak.memory_at(looks, 1.0, 100) == pytest.approx(190, abs=10)
