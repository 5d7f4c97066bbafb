"""Training the text encoder: truths by word piece, interruption without a trace, a file that says the same."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra `train-encoder` is not installed")
pytest.importorskip("onnx", reason="the extra `train-encoder` is not installed")

SCRIPTS = Path(__file__).parents[2] / "scripts"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    *LETTERS,
    *".,\"'“”‘’",
    *(f"##{letter}" for letter in LETTERS),
    "said",
    "yes",
]
TEXT = "“yes yes,” ann said.\nbob says yes."
ROW = {
    "id": "a",
    "text": TEXT,
    "attributions": [
        {"content": [[1, 8]], "cue": [[15, 19]], "source": [[11, 14]]},
        {"content": [[30, 33]], "cue": [[25, 29]], "source": []},
    ],
}


@pytest.fixture
def script(load_script: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the script, with its neighbours importable and a model small enough for a test."""
    monkeypatch.syspath_prepend(SCRIPTS)
    for name in ("encoder_data", "encoder_export", "encoder_model"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    model = load_script("encoder_model")
    for name, value in {"HIDDEN": 24, "INNER": 32, "LAYERS": 3, "PROJECTED": 4}.items():
        monkeypatch.setattr(model, name, value)
    module = load_script("train_encoder")
    monkeypatch.setattr(module, "load_base", lambda *_: None)
    return module


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return a base folder with a vocabulary; no test reads its weights."""
    (tmp_path / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Return a gold of forty short articles."""
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps({**ROW, "id": str(number)}) + "\n" for number in range(40)))
    return path


def fitted(script: ModuleType, gold: Path, base: Path, name: str) -> dict[str, Any]:
    """Return the weights after training on the gold."""
    script.main(["fit", str(gold), "--base", str(base), "--out", str(base / name), "--epochs", "2"])
    state: dict[str, Any] = torch.load(base / name, weights_only=True)
    return state


def test_examples_tag_the_pieces_of_cue_content_and_source(script: ModuleType) -> None:
    """Every cue has its pieces tagged, and for each the roles of all pieces of the window."""
    tokenizer = script.WordPiece(VOCABULARY)
    (example,) = sys.modules["encoder_data"].examples(ROW, tokenizer, 192)
    pieces = [VOCABULARY[number] for number in example.ids]
    assert [pieces[at] for at in np.flatnonzero(example.tags == 1)] == ["said", "s"]
    assert [pieces[at] for at in np.flatnonzero(example.roles[0] == 1)] == ["yes", "yes"]
    assert [pieces[at] for at in np.flatnonzero(example.roles[0] == 2)] == ["a", "##n", "##n"]
    assert example.borders[0].sum(0).tolist() == [1, 1]


def test_folds_share_nothing_and_leave_nothing(script: ModuleType) -> None:
    """Every article is in one of the two folds, by its id alone."""
    folds = [sys.modules["encoder_data"].fold_of(str(number)) for number in range(100)]
    assert set(folds) == {0, 1}
    assert folds == [sys.modules["encoder_data"].fold_of(str(number)) for number in range(100)]


def test_fit_goes_on_after_an_interruption_as_if_there_was_none(
    script: ModuleType, gold: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same seed gives the same weights, interrupted or not."""
    whole, step = fitted(script, gold, base, "whole.pt"), script.step

    def interrupt(training: Any, batch: Any) -> Any:
        if training.done == 4:
            raise KeyboardInterrupt
        return step(training, batch)

    monkeypatch.setattr(script, "SAVED_EVERY", 0.0)
    monkeypatch.setattr(script, "step", interrupt)
    with pytest.raises(KeyboardInterrupt):
        fitted(script, gold, base, "parts.pt")
    assert not (base / "parts.pt").exists()
    monkeypatch.setattr(script, "step", step)
    parts = fitted(script, gold, base, "parts.pt")
    assert all(torch.equal(whole[name], parts[name]) for name in whole)
    assert not list(base.glob("*.part*"))


@pytest.mark.filterwarnings("ignore")
def test_export_says_what_the_model_says(script: ModuleType, gold: Path, base: Path) -> None:
    """The 8-bit file gives the model's probabilities but for rounding, and the archive keeps them."""
    from quoteminer.ranking.encoder import load_encoder

    fitted(script, gold, base, "model.pt")
    file = base / "small.onnx"
    script.main(["export", "--base", str(base), "--model", str(base / "model.pt"), "--out", str(file)])
    script.main(["read", str(gold), "--model", str(file), "--out", str(base / "read.npz"), "--fold", "1"])
    encoder = load_encoder(file)
    archive = np.load(base / "read.npz", allow_pickle=False)
    name = next(key.split("/")[0] for key in archive.files if key.endswith("/cues"))
    (window,) = sys.modules["encoder_data"].article_windows(TEXT, encoder.tokenizer)
    assert np.allclose(archive[f"{name}/cues"], encoder.views([window]).cues, atol=1e-3)
    model = script.load_model(base / "model.pt", script.WordPiece(VOCABULARY))
    with torch.no_grad():
        cues = model(torch.from_numpy(window.ids)[None], None).cues[0].softmax(-1).numpy()
    assert np.abs(cues - encoder.views([window]).cues).max() < 0.05
    assert np.allclose(archive["bilinear"], model.bilinear.detach().numpy())
