"""Named entities on demand: the labels of the whole pipeline, for the paragraphs that are asked about alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from quoteminer.entities import RECOGNIZER
from quoteminer.extract.words import entity_label
from quoteminer.patterns.loader import load_patterns
from quoteminer.pipeline import mine, parse

TEXT = "The ferry sank off Gdansk.\n\nAngela Merkel visited Paris in May.\n\nNobody else came."


def test_labels_on_demand_are_those_of_the_whole_pipeline(nlp: Language) -> None:
    """Every token has the label that it has where entities are marked at once."""
    whole, bare = parse(nlp, TEXT), parse(nlp, TEXT, entities=False)
    assert not bare.ents
    labels = [entity_label(bare, i) for i in range(len(bare))]
    assert labels == [entity_label(whole, i) for i in range(len(whole))]
    assert "PERSON" in labels


def test_only_paragraphs_that_are_asked_about_are_read(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """One question reads one paragraph, the next about it none."""
    read: list[str] = []
    recognise = nlp.get_pipe(RECOGNIZER)

    def spy(doc: Doc) -> Doc:
        read.append(doc.text)
        return recognise(doc)

    bare = parse(nlp, TEXT, entities=False)
    at = next(token.i for token in bare if token.text == "Merkel")
    monkeypatch.setattr(nlp, "get_pipe", lambda name: {RECOGNIZER: spy}[name])
    assert entity_label(bare, at) == "PERSON"
    assert entity_label(bare, at - 1) == "PERSON"
    assert len(read) == 1
    assert "Merkel" in read[0]


PATTERNS = """
version: 1
patterns:
  - id: person-colon
    cue: [{ENT_TYPE: PERSON}, {TEXT: ":"}]
    content: rest-of-sentence
    why: a test
    examples:
      - {text: "Angela Merkel: the ferry is safe.", quote: the ferry is safe}
"""


def test_patterns_that_ask_for_entities_get_them(nlp: Language, tmp_path: Path) -> None:
    """The shipped patterns need none; those of a user who names an entity type are read with entities marked."""
    assert not load_patterns().asks_for_entities
    file = tmp_path / "patterns.yaml"
    file.write_text(PATTERNS, encoding="utf-8")
    patterns = load_patterns(file)
    assert patterns.asks_for_entities
    found = [q.pattern for q in mine("Angela Merkel: the ferry is safe.", nlp=nlp, patterns=patterns, ranker="rules")]
    assert found == ["person-colon"]
