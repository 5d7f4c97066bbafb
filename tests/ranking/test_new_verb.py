"""A verb that a user adds by one line of YAML is found with every ranker."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from spacy.language import Language

from quoteminer.patterns.loader import load_patterns
from quoteminer.patterns.schema import Patterns
from quoteminer.pipeline import mine

RANKERS = [
    "rules",
    "small",
    pytest.param("large", marks=pytest.mark.skipif(not find_spec("onnxruntime"), reason="needs the extra `large`")),
]
FRAMES = [
    ("“The dam will hold for years,” burbled Ann Lee.", "The dam will hold for years,"),
    ("“The dam will hold for years,” Ann Lee burbled on Monday.", "The dam will hold for years,"),
    ("Ann Lee burbled: “The dam will hold for years.”", "The dam will hold for years."),
    ("Ann Lee burbled that the dam would hold for years.", "the dam would hold for years"),
    ("The minister burbled that the dam was “a wonder of the world” on Monday.", "“a wonder of the world”"),
]


@pytest.fixture(scope="module")
def patterns(tmp_path_factory: pytest.TempPathFactory) -> Patterns:
    """Return the patterns with one verb more."""
    file: Path = tmp_path_factory.mktemp("patterns") / "mine.yaml"
    file.write_text("version: 1\ncues:\n  burble: {act: assert, frames: [clause, quote]}\n", encoding="utf-8")
    assert "burble" not in load_patterns().cues
    return load_patterns(extra=[file])


@pytest.mark.parametrize("ranker", RANKERS)
@pytest.mark.parametrize(("text", "words"), FRAMES)
def test_new_verb_is_found(nlp: Language, patterns: Patterns, ranker: str, text: str, words: str) -> None:
    """Its quote comes out in every frame, with the verb as its cue."""
    found = list(mine(text, nlp=nlp, patterns=patterns, ranker=ranker))
    assert [q for q in found if words in q.quote and q.cue_text == "burbled"]
