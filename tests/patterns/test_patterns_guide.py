"""docs/patterns.md says what is: its tables name all there is, its files load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quoteminer.errors import PatternsError
from quoteminer.extract.candidates import CONTENT_STRATEGIES, SOURCE_STRATEGIES
from quoteminer.model import DISTANCES, SPEECH_ACTS, STANCE_LABELS
from quoteminer.patterns.checks import check_strategies, check_tokens, run_examples
from quoteminer.patterns.document import parse_document, read_document
from quoteminer.patterns.listing import pattern_rows
from quoteminer.patterns.loader import default_patterns_path, load_patterns, merge_patterns
from quoteminer.patterns.schema import Cue, Pattern
from quoteminer.pipeline import load, mine

GUIDE = (Path(__file__).parents[2] / "docs" / "patterns.md").read_text(encoding="utf-8")
FILES = re.findall(r"^```yaml\n(.*?)^```", GUIDE, flags=re.DOTALL | re.MULTILINE)


def _table(head: str) -> dict[str, list[str]]:
    """Return the rows of the table whose first column is called `head`: first cell → the other cells."""
    _, _, rest = GUIDE.partition(f"\n| {head} |")
    rows = [line.strip("|").split("|") for line in rest.split("\n\n")[0].splitlines()[2:]]
    return {cells[0].strip().strip("`"): [cell.strip() for cell in cells[1:]] for cells in rows}


def test_guide_lists_the_frames_and_their_patterns() -> None:
    """A frame that comes or goes in patterns.yaml comes or goes in the guide's table."""
    served: dict[str, list[str]] = {}
    for row in pattern_rows(load_patterns()):
        if row["frame"] is not None:
            served.setdefault(row["frame"], []).append(row["id"])
    assert {frame: sorted(cells[-1].split(", ")) for frame, cells in _table("frame").items()} == {
        frame: sorted(ids) for frame, ids in served.items()
    }


@pytest.mark.parametrize(
    ("head", "names"),
    [("content strategy", CONTENT_STRATEGIES), ("source strategy", SOURCE_STRATEGIES)],
    ids=["content", "source"],
)
def test_guide_lists_the_strategies(head: str, names: dict[str, object]) -> None:
    """A strategy that comes or goes in the core comes or goes in the guide's table."""
    assert sorted(_table(head)) == sorted(names)


def test_guide_lists_the_keys_and_their_values() -> None:
    """Every key of a cue and a pattern is explained, with all the values it can have."""
    keys = _table("key of a cue")
    assert sorted(keys) == sorted(Cue.model_fields)
    assert keys["act"][0].split(", ") == list(SPEECH_ACTS)
    assert keys["distance"][0].split(", ") == list(DISTANCES)
    assert keys["stance"][0].split(", ") == list(STANCE_LABELS)
    explained = [key.strip("` ") for head in _table("key of a pattern") for key in head.split(",")]
    assert sorted(explained) == sorted(Pattern.model_fields)


@pytest.mark.parametrize("text", FILES, ids=[f"file-{number}" for number in range(len(FILES))])
def test_guide_shows_files_that_load(text: str) -> None:
    """Each file of the guide can be laid over the shipped one, and passes every check."""
    merged = merge_patterns([read_document(default_patterns_path()), parse_document(text, "mine.yaml")])
    check_strategies(merged, CONTENT_STRATEGIES, SOURCE_STRATEGIES)
    check_tokens(merged)


def test_guide_shows_the_message_of_a_misspelt_frame() -> None:
    """The message in the guide is the program's own."""
    wrong = FILES[0].replace("[clause,", "[claus,")
    with pytest.raises(PatternsError) as caught:
        merge_patterns([read_document(default_patterns_path()), parse_document(wrong, "mine.yaml")])
    assert f"    {caught.value.message}\n" in GUIDE


def test_guide_adds_a_verb_with_one_line() -> None:
    """The first file of the guide is all it takes to find a new verb, with a clause and with marks."""
    patterns = merge_patterns([read_document(default_patterns_path()), parse_document(FILES[0], "mine.yaml")])
    text = "Ann Lee tooted that the bridge is safe. Lee tooted: “We tested it.”"
    quotes = mine(text, nlp=load(), patterns=patterns, ranker="rules")
    found = [(quote.speaker, quote.quote, quote.cue_text) for quote in quotes]
    assert found == [
        ("Ann Lee", "the bridge is safe", "tooted"),
        ("Ann Lee", "We tested it.", "tooted"),
    ]
    without = mine(text, nlp=load(), ranker="rules")
    assert [(quote.quote, quote.cue_text) for quote in without] == [("We tested it.", ":")]


def test_shipped_examples_hold() -> None:
    """What `quoteminer patterns test` runs."""
    patterns = merge_patterns([read_document(default_patterns_path())])
    outcomes = list(run_examples(patterns, lambda text: mine(text, nlp=load(), patterns=patterns, ranker="rules")))
    assert [outcome for outcome in outcomes if not outcome.passed] == []


def test_guide_and_shipped_examples_hold() -> None:
    """What `quoteminer patterns test` runs, for the shipped patterns and those of the guide."""
    texts = [text for text in FILES if "disable" not in text]
    documents = [parse_document(text, f"guide-{number}.yaml") for number, text in enumerate(texts)]
    patterns = merge_patterns([read_document(default_patterns_path()), *documents])
    outcomes = list(run_examples(patterns, lambda text: mine(text, nlp=load(), patterns=patterns, ranker="rules")))
    assert [outcome for outcome in outcomes if not outcome.passed] == []
    assert any(outcome.place.startswith("guide-") for outcome in outcomes)
