"""Training the stance classifier on made-up sentences: groups, cuts, the same file twice, and figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from spacy.vocab import Vocab

pytest.importorskip("sklearn", reason="the extra `train-stance` is not installed")

from quoteminer.extract.stance.model import LABELS, load_stance_model

NAMES = ["Silva", "Costa", "Weber", "Novak", "Rossi", "Okafor", "Larsen", "Dubois"]
SENTENCES = {2: "{} burgled the shop.", 4: "{} visited the shop.", 6: "{} repaired the shop."}
"""Made up, by polarity; the verbs are in no list of stance.yaml, so that only training can tell them apart."""
VERBS = ("burgle", "visit", "repair", "lie", "corrupt", "brave", "honest", "shop")


def row_of(name: str, polarity: int, sentence: str) -> dict[str, object]:
    """Return a row in NewsMTSC's format."""
    target = {"from": 0, "to": len(name), "polarity": float(polarity), "mention": name}
    return {"primary_gid": f"made_{name}_{len(name)}_1", "sentence_normalized": sentence, "targets": [target]}


@pytest.fixture
def stance_gold(tmp_path: Path) -> Path:
    """Return a gold of made-up sentences, each person an article of their own."""
    rows = [
        {**row_of(name, polarity, sentence.format(name)), "primary_gid": f"made_{k}_7_{name}"}
        for k, name in enumerate(NAMES)
        for polarity, sentence in SENTENCES.items()
    ]
    path = tmp_path / "stances.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def vectors(tmp_path: Path) -> Path:
    """Return a folder with word vectors: good words point one way, bad ones another."""
    vocab = Vocab()
    vocab.reset_vectors(width=4)
    chance = np.random.default_rng(0)
    for word in VERBS:
        side = -1.0 if word in ("burgle", "lie", "corrupt") else float(word in ("repair", "brave", "honest"))
        vocab.set_vector(word, (np.array([side, 0, 0, 1]) + chance.normal(0, 0.1, 4)).astype(np.float32))
    folder = tmp_path / "vocab"
    vocab.to_disk(folder)
    return folder


@pytest.fixture
def script(load_script: Callable[[str], ModuleType]) -> ModuleType:
    """Return the script."""
    return load_script("train_stance")


def test_read_gold_groups_the_mentions_of_an_article(script: ModuleType, tmp_path: Path) -> None:
    """The start of an id names the article or the event."""
    path = tmp_path / "gold.jsonl"
    ids = ["allsides_10_401_25_Ann Lee_0_3", "allsides_10_402_1_Bo_0_2", "polusa_v1_77_-1_2_Cy_0_2", "odd"]
    rows = [{**row_of("Ann", 2, "Ann lied."), "primary_gid": one} for one in ids]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    mentions = list(script.read_gold(path))
    assert [m.group for m in mentions] == ["allsides_10", "allsides_10", "polusa_v1_77", "-"]
    assert {m.probabilities for m in mentions} == {(1.0, 0.0, 0.0)}


def test_read_soft_keeps_the_probabilities(script: ModuleType, tmp_path: Path) -> None:
    """A teacher's label counts less than one of the gold, and belongs to no article that is left out."""
    path = tmp_path / "soft.jsonl"
    path.write_text(json.dumps({"text": "Ann left.", "from": 0, "to": 3, "probabilities": [0.1, 0.7, 0.2]}) + "\n")
    (mention,) = script.read_soft(path)
    assert mention.probabilities == (0.1, 0.7, 0.2)
    assert mention.weight == script.SOFT_WEIGHT
    assert not mention.group


def test_fit_learns_what_tells_the_classes_apart(
    script: ModuleType, stance_gold: Path, vectors: Path, tmp_path: Path
) -> None:
    """A person it has not seen is judged by the words."""
    out = tmp_path / "model.npz"
    assert script.main(["fit", str(stance_gold), "--vectors", str(vectors), "--out", str(out)]) == 0
    model = load_stance_model(out)
    mentions = [
        script.Mention(sentence.format("Zamora"), 0, 6, (), 1.0, "") for _, sentence in sorted(SENTENCES.items())
    ]
    found = [
        LABELS[int(model.probabilities(script.features_of(script.stance_lexicon(), span, model.valence)).argmax())]
        for _, span in script.parsed(mentions)
    ]
    assert found == ["against", "neutral", "favor"]
    assert model.valence("burgle") < 0 < model.valence("repair")


def test_fit_twice_gives_the_same_file(script: ModuleType, stance_gold: Path, vectors: Path, tmp_path: Path) -> None:
    """Nothing in it depends on chance or on the day; labels of a teacher are read too."""
    soft = tmp_path / "soft.jsonl"
    row = {"text": "Zamora repaired it.", "from": 0, "to": 6, "probabilities": [0.0, 0.2, 0.8]}
    soft.write_text(json.dumps(row) + "\n")
    contents = []
    for name in ("a.npz", "b.npz"):
        options = ["--soft", str(soft), "--vectors", str(vectors), "--out", str(tmp_path / name)]
        script.main(["fit", str(stance_gold), *options])
        contents.append((tmp_path / name).read_bytes())
    assert contents[0] == contents[1]


@pytest.mark.parametrize(
    ("probabilities", "right", "cut"),
    [
        ([0.5, 0.605, 0.7, 0.8], [False, False, True, True], 0.61),
        ([0.5, 0.6], [True, True], 0.4),
        ([0.5, 0.6], [False, False], 1.0),
    ],
)
def test_cut_is_the_lowest_that_is_sure(
    script: ModuleType, probabilities: list[float], right: list[bool], cut: float
) -> None:
    """Where no probability is sure enough, the class is never sure."""
    assert script._cut(np.array(probabilities), np.array(right)) == pytest.approx(cut)


def test_score_prints_figures(script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line a file: the rules alone decide two of these three mentions, both right."""
    rows = [
        row_of("Silva", 2, "Silva misled the council."),
        row_of("Silva", 6, "Silva won the election."),
        row_of("Silva", 4, "Silva travelled to Lisbon."),
    ]
    path = tmp_path / "dev.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert script.main(["score", str(path)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("dev: 3 mentions, macro-F1 ")
    assert "decided 66.7% with precision 100.0; by rules alone 66.7% with precision 100.0" in said


def test_macro_f1_counts_every_class_alike(script: ModuleType) -> None:
    """A class that is never given has 0."""
    assert script._macro_f1(["against", "neutral", "favor"], ["against", "neutral", "neutral"]) == pytest.approx(
        (1 + 2 / 3 + 0) / 3
    )
