"""Mistakes sorted into classes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from quoteminer.analysis.gold import GoldArticle
from quoteminer.analysis.metrics import score

TEXT = "Ann said it rains all day. Bob knew it."
QUOTE = {"content": [[9, 25]], "cue": [[4, 8]], "source": [[0, 3]]}


@pytest.mark.parametrize(
    ("changed", "missed", "spurious"),
    [
        pytest.param({}, [], [], id="right"),
        pytest.param({"source": [[27, 30]]}, ["source"], ["source"], id="source"),
        pytest.param({"content": [[9, 11]]}, ["content too short"], ["content too short"], id="short"),
        pytest.param({"content": [[9, 38]]}, [], [], id="a little long"),
        pytest.param(
            {"content": [[0, 8]], "cue": [[31, 35]]},
            ["cue inside another content"],
            ["no such cue in the gold"],
            id="swallowed",
        ),
        pytest.param(
            {"cue": [[31, 35]], "source": [[27, 30]]},
            ["content given to another cue"],
            ["no such cue in the gold"],
            id="another cue",
        ),
        pytest.param(None, ["cue not found"], [], id="nothing"),
    ],
)
def test_classes_name_what_went_wrong(
    load_script: Callable[[str], ModuleType],
    monkeypatch: pytest.MonkeyPatch,
    changed: dict[str, Any] | None,
    missed: list[str],
    spurious: list[str],
) -> None:
    """A missed and a spurious quote each fall into one class."""
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parents[2] / "scripts"), *sys.path])
    script = load_script("error_classes")
    gold = GoldArticle(id="a", text=TEXT, attributions=(QUOTE,))
    rows = [] if changed is None else [{"article": "a", **QUOTE, **changed}]
    comparison = score([gold], rows).comparisons[0]
    assert [name for name, _ in script.missed_classes(comparison)] == missed
    assert [name for name, _ in script.spurious_classes(comparison)] == spurious
