"""Repeats in patterns of tokens: bounded, whatever the article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from quoteminer.patterns.loader import load_patterns
from quoteminer.patterns.repeats import MAX_WAYS, ways, written_out
from quoteminer.pipeline import mine


@pytest.mark.parametrize(
    ("operator", "times"),
    [
        ("*", range(10)),
        ("+", range(1, 10)),
        ("{2,}", range(2, 12)),
        ("?", range(2)),
        ("{1,3}", range(1, 4)),
        ("{,3}", range(4)),
        ("{2}", range(2, 3)),
    ],
)
def test_written_out_has_a_pattern_a_way(operator: str, times: range) -> None:
    """What repeats without end repeats nine times more at most; other tokens stay as they are."""
    by: dict[str, Any] = {"LOWER": "by"}
    wanted = [[by, *[{"POS": "ADJ"}] * count] for count in times]
    assert written_out([by, {"POS": "ADJ", "OP": operator}]) == wanted
    assert written_out([by, {"POS": "ADJ", "op": operator}]) == wanted


def test_written_out_keeps_what_is_no_repeat() -> None:
    """A negation stays, and no way to match is empty."""
    assert written_out([{"OP": "!", "LOWER": "by"}]) == [[{"OP": "!", "LOWER": "by"}]]
    assert written_out([{"POS": "ADJ", "OP": "?"}]) == [[{"POS": "ADJ"}]]


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ([], 1),
        ([{"LOWER": "by"}, {"OP": "!"}, {"OP": "{4}"}, "no token", {"OP": 3}, {"OP": "x"}], 1),
        ([{"OP": "?"}, {"OP": "*"}], 20),
        ([{"OP": "+"}, {"op": "{1,3}"}, {"OP": "{,1}"}], 54),
        ([{"OP": "{2,}"}], 10),
        ([{"OP": "{0,999999}"}], 1_000_000),
    ],
)
def test_ways_multiplies_the_repeats(tokens: list[Any], expected: int) -> None:
    """Each token counts with the lengths that it can have."""
    assert ways(tokens) == expected


def test_hostile_article_is_searched_with_repeats_of_a_user(nlp: Language, tmp_path: Path) -> None:
    """A pattern with as many repeats as are allowed ends on an article that is one endless run of its tokens."""
    file = tmp_path / "user.yaml"
    cue = "[{IS_ALPHA: true, OP: '*'}, {IS_ALPHA: true, OP: '*'}, {LOWER: zzz}]"
    file.write_text(f"version: 1\npatterns:\n  - id: x\n    content: clause\n    cue: {cue}\n", "utf-8")
    patterns = load_patterns(extra=[file])
    assert ways(patterns.patterns[-1].cue) == MAX_WAYS
    assert list(mine("word " * 1000, nlp=nlp, patterns=patterns)) == []
