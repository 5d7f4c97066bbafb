"""The teacher of the stance classifier: marks on the mention, mentions nobody labelled, the same labels twice."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

torch = pytest.importorskip("torch", reason="the extra `train-encoder` is not installed")
pytest.importorskip("sklearn", reason="the extra `train-stance` is not installed")

SCRIPTS = Path(__file__).parents[2] / "scripts"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *LETTERS, *".,", *(f"##{letter}" for letter in LETTERS), "silva"]
CONFIG = {
    "hidden_size": 24,
    "intermediate_size": 32,
    "num_attention_heads": 12,
    "num_hidden_layers": 3,
    "layer_norm_eps": 1e-12,
}
SENTENCES = {
    2: "Silva misled the whole council.",
    4: "Silva travelled to Lisbon today.",
    6: "Silva won a medal for courage.",
}


@pytest.fixture
def script(load_script: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the script, with its neighbours importable and a model small enough for a test."""
    monkeypatch.syspath_prepend(SCRIPTS)
    for name in ("encoder_model", "train_stance"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    module = load_script("train_stance_teacher")
    monkeypatch.setattr(module, "load_base", lambda *_: None)
    return module


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return a base folder with a vocabulary and a small shape; no test reads its weights."""
    (tmp_path / "config.json").write_text(json.dumps(CONFIG), encoding="utf-8")
    (tmp_path / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def stance_gold(tmp_path: Path) -> Path:
    """Return three labelled mentions."""
    rows = [
        {
            "primary_gid": f"made_{k}_1",
            "sentence_normalized": text,
            "targets": [{"from": 0, "to": 5, "polarity": float(polarity)}],
        }
        for k, (polarity, text) in enumerate(SENTENCES.items())
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_encode_marks_the_pieces_of_the_mention(script: ModuleType) -> None:
    """First and last piece are the model's own; a name the vocabulary lacks is several pieces."""
    tokenizer = script.WordPiece(VOCABULARY)
    ids, marks = script.encode(tokenizer, script.Mention("he saw bo.", 7, 9, (), 1.0, ""))
    assert ids[0] == tokenizer.first
    assert ids[-1] == tokenizer.last
    assert [VOCABULARY[i] for i, mark in zip(ids, marks, strict=True) if mark] == ["b", "##o"]


def test_encode_cuts_a_long_sentence_around_the_mention(script: ModuleType) -> None:
    """However long the sentence, the mention is among the pieces."""
    text = "x " * 500 + "silva" + " x" * 500
    ids, marks = script.encode(script.WordPiece(VOCABULARY), script.Mention(text, 1000, 1005, (), 1.0, ""))
    assert len(ids) == script.LONGEST + 2
    assert [VOCABULARY[i] for i, mark in zip(ids, marks, strict=True) if mark] == ["silva"]


def test_mentions_in_are_those_without_label(script: ModuleType, tmp_path: Path) -> None:
    """People and pronouns of a sentence, but for the ones that the file labels."""
    text = "Angela Merkel thanked Barack Obama because he had helped her."
    path = tmp_path / "some.jsonl"
    path.write_text(json.dumps({"sentence_normalized": text, "targets": [{"from": 0, "to": 13}]}) + "\n")
    found = [text[m.start : m.end] for m in script.mentions_in(path, seed=0)]
    assert found == ["Barack Obama", "he", "her"]


def test_fit_and_label_twice_give_the_same(script: ModuleType, base: Path, stance_gold: Path, tmp_path: Path) -> None:
    """One seed, one result; each line has the probabilities of the three classes."""
    texts = tmp_path / "texts.jsonl"
    texts.write_text(json.dumps({"text": "He met Angela Merkel in Lisbon. She was glad to see Barack Obama."}) + "\n")
    said = []
    for name in ("a", "b"):
        model, out = str(tmp_path / f"{name}.pt"), tmp_path / f"{name}.jsonl"
        script.main(["fit", str(stance_gold), "--base", str(base), "--out", model])
        script.main(["label", str(texts), "--base", str(base), "--model", model, "--out", str(out)])
        said.append(out.read_text(encoding="utf-8"))
    assert said[0] == said[1]
    rows = [json.loads(line) for line in said[0].splitlines()]
    assert rows
    assert all(sum(row["probabilities"]) == pytest.approx(1, abs=0.01) for row in rows)
