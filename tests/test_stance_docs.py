"""docs/stance.md shows what the program does: its examples run."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

import quoteminer
from quoteminer.model import SPEECH_ACTS, STANCE_LABELS

GUIDE = (Path(__file__).parents[1] / "docs" / "stance.md").read_text(encoding="utf-8")


def table(head: str) -> list[list[str]]:
    """Return the rows of the table whose first column is called `head`."""
    rows = GUIDE.split(f"\n| {head} |")[1].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


@pytest.mark.parametrize(("act", "example"), [(a.strip("`"), e) for a, _, e in table("act") if e != "–"])
def test_example_of_an_act_is_one(act: str, example: str) -> None:
    """The sentence that stands for an act has one quote with that act."""
    (quote,) = quoteminer.mine(example)
    assert quote.speech_act == act


def test_guide_explains_every_act_and_label() -> None:
    """No value of the record is left out."""
    assert {row[0].strip("`") for row in table("act")} == set(SPEECH_ACTS)
    assert {row[0].strip("`") for row in table("label")} == set(STANCE_LABELS)


@pytest.mark.parametrize(("sentence", "label", "target", "words"), table("sentence"))
def test_example_of_a_stance_is_one(sentence: str, label: str, target: str, words: str) -> None:
    """The sentence that stands for a rule has one quote with that stance."""
    (quote,) = quoteminer.mine(sentence)
    shown = " ".join(sentence[start:end] for start, end in quote.stances[0].evidence)
    assert (quote.stance, quote.stance_target or "–", shown or "–") == (label, target, words)


def test_example_of_a_mention_runs() -> None:
    """The Python example prints what the guide says."""
    (code,) = re.findall(r"^```python\n(.*?)^```", GUIDE, flags=re.DOTALL | re.MULTILINE)
    (expected,) = re.findall(r"^```text\n(.*?)^```", GUIDE, flags=re.DOTALL | re.MULTILINE)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(code, "docs/stance.md", "exec"), {})
    assert said.getvalue() == expected
