"""scripts/pattern_stats.py counts what each pattern finds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

SHIPPED = ["clause", "colon"]

TABLE = """\
pattern       fired   right  precision
clause            2       1       50.0
inversion         1       0        0.0
colon             0       0          -
"""


@pytest.fixture
def pattern_stats(load_script: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the script, with two shipped patterns."""
    module = load_script("pattern_stats")
    monkeypatch.setattr(module, "shipped_patterns", lambda: SHIPPED)
    return module


def test_pattern_stats_prints_a_table(
    pattern_stats: ModuleType, gold: Path, rows: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The most frequent comes first, what never fired last; what found a borderline quote is not shown."""
    assert pattern_stats.main([str(gold), str(rows)]) == 0
    assert capsys.readouterr().out == TABLE


def test_pattern_stats_prints_json(
    pattern_stats: ModuleType, gold: Path, rows: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON has an object a line, precision null where the pattern never fired."""
    assert pattern_stats.main([str(gold), str(rows), "--format", "json"]) == 0
    objects = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert objects == [
        {"pattern": "clause", "fired": 2, "right": 1, "precision": 0.5},
        {"pattern": "inversion", "fired": 1, "right": 0, "precision": 0},
        {"pattern": "colon", "fired": 0, "right": 0, "precision": None},
    ]


def test_pattern_stats_counts_rows_without_a_pattern(
    pattern_stats: ModuleType, gold: Path, rows: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rows of another extractor, which name no pattern, are counted together."""
    rows.write_text('{"article": "a", "content": [[9, 18]], "source": [[0, 3]]}')
    assert pattern_stats.main([str(gold), str(rows)]) == 0
    assert "(none)         1       1      100.0\n" in capsys.readouterr().out


def test_pattern_stats_names_what_it_cannot_read(
    pattern_stats: ModuleType, gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing file is named on standard error, and the exit code is 2."""
    assert pattern_stats.main([str(gold), str(tmp_path / "missing.jsonl")]) == 2
    assert "missing.jsonl: cannot be read" in capsys.readouterr().err


def test_shipped_patterns_are_those_that_can_yield_a_quote(
    load_script: Callable[[str], ModuleType],
) -> None:
    """The ids come from patterns.yaml, without the vetoes."""
    from quoteminer.patterns.loader import load_patterns

    vetoes = {pattern.id for pattern in load_patterns().patterns if pattern.veto}
    shipped = load_script("pattern_stats").shipped_patterns()
    assert len(shipped) > 3
    assert not vetoes & set(shipped)
