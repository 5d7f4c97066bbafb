"""Fuzzing: a slice of every target, what the long runs found, and a harness that sees what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from hypothesis import strategies as st

from quoteminer.model import Article
from quoteminer.ranking.names import RANKER_NAMES

Load = Callable[[str], ModuleType]

FOUND = [
    "“““““″told reporters did not say ",
    "claimed that Ann Lee ‟„”NATO ",
    "did not say ‹warned İ``3 May 2024 ‚“",
    "“\x1b”NATO “The dam is safe,” said Ann Lee. ",
]
"""Texts in which a row's words were not those of its offsets: no space stood between a mark and the next word."""


@pytest.fixture
def targets(load_script: Load) -> dict[str, Any]:
    """Return the targets by name."""
    load_script("fuzz_inputs")
    return dict(load_script("fuzz_targets").TARGETS)


@pytest.fixture
def fuzz(targets: dict[str, Any], load_script: Load) -> ModuleType:
    """Return the script that fuzzes them."""
    return load_script("fuzz")


def test_fuzz_finds_nothing_in_a_slice_of_every_target(fuzz: ModuleType, targets: dict[str, Any]) -> None:
    """A few inputs of each kind, always the same ones."""
    for name, target in targets.items():
        inputs = 12 if target.whole or name in ("html", "warc", "writers") else 60
        tally = fuzz.fuzz(name, target, inputs=inputs, first_seed=7, limit=60)
        assert (tally.failed, tally.inputs) == (0, inputs), name


def test_inputs_reach_what_they_are_made_for(fuzz: ModuleType, targets: dict[str, Any]) -> None:
    """The inputs are not so odd that nothing is found in them: articles, regions, dates, patterns, rows."""
    for name in ("text", "jsonl", "csv", "rows", "marks", "dates", "patterns", "regexes", "safe"):
        assert fuzz.fuzz(name, targets[name], inputs=80, first_seed=1, limit=60).results > 0, name


def test_offsets_cut_the_words_in_what_was_found(load_script: Load) -> None:
    """What broke a promise once keeps it now, in every way of mining; the check fails where a row does not."""
    load_script("fuzz_inputs")
    script = load_script("fuzz_targets")
    assert {ranker for ranker, _ in script.WAYS} == set(RANKER_NAMES)
    for way in script.WAYS:
        found = [script.check_quotes(Article(id="a", text=text), way) for text in FOUND]
        assert sum(found) > 0, way  # what is found in which depends on the ranker


def test_inputs_of_every_kind_are_mined_in_every_way(load_script: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    """An input's length chooses, so that an input that fails fails again."""
    load_script("fuzz_inputs")
    script, asked = load_script("fuzz_targets"), []
    monkeypatch.setattr(script, "_mine", lambda *way: asked.append(way) or (lambda article: ()))
    for text in ("a" * length for length in range(1, 9)):
        script.check_whole(text)
        script.check_whole_markdown(text)
    assert set(asked) == set(script.WAYS)
    assert asked[:2] == asked[8:10]


def test_rows_come_back_with_halves_of_characters(targets: dict[str, Any], load_script: Load) -> None:
    """Two halves in a quote's words, which JSON would join, are two characters in every format."""
    quote = load_script("fuzz_inputs")._quote(bytes(22) + b"\xd3\xd4")
    assert "\ud800\udc80" in quote.quote
    assert targets["writers"].check([quote]) == 1


def test_marks_that_cross_inside_a_quotation_make_no_crossing_regions(targets: dict[str, Any]) -> None:
    """Where marks cross inside a quotation, the single ones are none."""
    assert targets["marks"].check("“‘“’““") == 2


def test_fuzz_tells_what_fails(
    fuzz: ModuleType, targets: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A planted fault is counted, shown with the input that shows it, and sets the exit code."""

    def check(text: str) -> int:
        assert "x" not in text, "\x1b[31mplanted"
        return 1

    target = type(targets["text"])(inputs=st.text("ax", max_size=3), check=check)
    monkeypatch.setitem(fuzz.TARGETS, "planted", target)
    monkeypatch.setattr("warnings.simplefilter", lambda kind: None)
    assert fuzz.main(["planted", "--inputs", "50"]) == 1
    told = capsys.readouterr()
    tally = json.loads(told.out)
    assert (tally["target"], tally["failed"] > 0) == ("planted", True)
    assert "value='x'" in told.err
    assert "planted" in told.err
    assert "\x1b" not in told.err


def test_fuzz_stops_an_input_that_hangs(fuzz: ModuleType, targets: dict[str, Any]) -> None:
    """An input that never ends is given up after its time, and counted."""

    def check(value: int) -> int:
        while value > 2:
            pass
        return 0

    target = type(targets["text"])(inputs=st.integers(0, 3), check=check)
    assert fuzz.fuzz("hang", target, inputs=10, first_seed=0, limit=0.05).failed > 0
