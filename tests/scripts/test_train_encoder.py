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
CONFIG = {
    "hidden_size": 24,
    "intermediate_size": 32,
    "num_attention_heads": 12,
    "num_hidden_layers": 3,
    "layer_norm_eps": 1e-12,
}
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
    for name in ("encoder_data", "encoder_export", "encoder_model", "encoder_reading"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(load_script("encoder_model"), "PROJECTED", 4)
    module = load_script("train_encoder")
    monkeypatch.setattr(module, "load_base", lambda *_: None)
    return module


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return a base folder with a vocabulary and a small shape; no test reads its weights."""
    (tmp_path / "config.json").write_text(json.dumps(CONFIG), encoding="utf-8")
    (tmp_path / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Return a gold of forty short articles."""
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps({**ROW, "id": str(number)}) + "\n" for number in range(40)))
    return path


def fitted(script: ModuleType, gold: Path, base: Path, name: str, seed: int = 0) -> dict[str, Any]:
    """Return the weights after training on the gold."""
    options = ["--epochs", "2", "--seed", str(seed)]
    script.main(["fit", str(gold), "--base", str(base), "--out", str(base / name), *options])
    state: dict[str, Any] = torch.load(base / name, weights_only=True)
    return state


def test_examples_tag_the_pieces_of_cue_content_and_source(script: ModuleType) -> None:
    """Every cue has its pieces tagged, and for each the roles of all pieces of the window."""
    tokenizer = script.WordPiece(VOCABULARY)
    (example,) = sys.modules["encoder_data"].examples(ROW, tokenizer, 192)
    pieces = [VOCABULARY[number] for number in example.ids]
    assert [pieces[at] for at in np.flatnonzero(example.tags[:, 1])] == ["said", "s"]
    assert [pieces[at] for at in np.flatnonzero(example.roles[0][:, 1])] == ["yes", "yes"]
    assert [pieces[at] for at in np.flatnonzero(example.roles[0][:, 2])] == ["a", "##n", "##n"]
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
    model = script.load_model(base / "model.pt", base, script.WordPiece(VOCABULARY))
    with torch.no_grad():
        cues = model(torch.from_numpy(window.ids)[None], None).cues[0].softmax(-1).numpy()
    assert np.abs(cues - encoder.views([window]).cues).max() < 0.05
    assert np.allclose(archive["bilinear"], model.bilinear.detach().numpy())


def test_a_teacher_s_word_is_mixed_into_the_truth(script: ModuleType, gold: Path, base: Path) -> None:
    """With a teacher a truth lies halfway between its word and the gold's; without a gold it is the teacher's."""
    fitted(script, gold, base, "model.pt")
    model, file = str(base / "model.pt"), base / "read.npz"
    script.main(["read", str(gold), "--base", str(base), "--model", model, "--out", str(file)])
    data, tokenizer = sys.modules["encoder_data"], script.WordPiece(VOCABULARY)
    teacher = script.stored([file])
    (own,) = data.examples({**ROW, "id": "7"}, tokenizer, 192)
    (taught,) = data.examples({**ROW, "id": "7"}, tokenizer, 192, teacher)
    (silver,) = data.examples({"id": "7", "text": TEXT}, tokenizer, 192, teacher)
    assert np.allclose(silver.tags, teacher("7")[0].cues, atol=1e-3)
    assert np.allclose(taught.tags, (own.tags + silver.tags) / 2, atol=1e-3)
    views, heads = teacher("7")
    assert [cue[0] for cue in silver.cues] == list(np.flatnonzero(views.cues.argmax(-1) == 1))
    for cue, roles, borders in zip(silver.cues, silver.roles, silver.borders, strict=True):
        logits = heads.logits(*(v.astype(np.float32) for v in (views.as_cue[cue[0]], views.as_word)), int(cue[0]))
        assert np.array_equal(roles.argmax(-1), logits[:, :3].argmax(-1))
        assert np.allclose(roles.sum(-1), 1, atol=1e-5)
        assert np.array_equal(borders > 0.5, logits[:, 3:] > 0)
    assert all(np.array_equal(a, b) for a, b in zip(taught.roles, own.roles, strict=True))
    (unread,) = data.examples({**ROW, "id": "new"}, tokenizer, 192, teacher)
    assert np.array_equal(unread.tags, own.tags)
    with pytest.raises(ValueError, match="other windows"):
        next(data.examples({"id": "7", "text": TEXT[:9]}, tokenizer, 192, teacher))


def test_fit_learns_from_a_teacher_alone(script: ModuleType, gold: Path, base: Path) -> None:
    """Articles without attributions move the weights."""
    fitted(script, gold, base, "model.pt")
    silver, file = base / "silver.jsonl", base / "read.npz"
    silver.write_text(json.dumps({"id": "made", "text": TEXT}) + "\n", encoding="utf-8")
    for source, out in ((gold, file), (silver, base / "more.npz")):
        script.main(["read", str(source), "--base", str(base), "--model", str(base / "model.pt"), "--out", str(out)])
    common = ["fit", str(gold), "--base", str(base), "--epochs", "1", "--teacher", str(file), str(base / "more.npz")]
    script.main([*common, "--out", str(base / "gold.pt")])
    script.main([*common, "--out", str(base / "both.pt"), "--silver", str(silver)])
    first, second = (torch.load(base / name, weights_only=True) for name in ("gold.pt", "both.pt"))
    assert not torch.equal(first["cue.weight"], second["cue.weight"])


def test_blend_lies_between_two_models(script: ModuleType, gold: Path, base: Path) -> None:
    """Each weight is that share of the way from the first model's to the second's."""
    for seed in (0, 1):
        fitted(script, gold, base, f"{seed}.pt", seed)
    models = [str(base / f"{seed}.pt") for seed in (0, 1)]
    assert script.main(["blend", *models, "--share", "0.75", "--out", str(base / "blend.pt")]) == 0
    first, second, both = (torch.load(base / name, weights_only=True) for name in ("0.pt", "1.pt", "blend.pt"))
    name = "cue.weight"
    assert not torch.equal(first[name], second[name])
    assert torch.allclose(both[name], 0.25 * first[name] + 0.75 * second[name])
    assert both.keys() == first.keys()


@pytest.mark.parametrize(
    ("apart", "bucket"), [(0, 0), (1, 1), (7, 7), (8, 8), (9, 8), (64, 14), (127, 15), (191, 15), (-1, 17), (-191, 31)]
)
def test_distances_are_mpnet_s(script: ModuleType, apart: int, bucket: int) -> None:
    """Near pieces have a bucket each, far ones share one, pieces behind have others than those before."""
    found = sys.modules["encoder_model"].distances(192, 32)
    assert found[max(apart, 0), max(-apart, 0)] == bucket


def test_a_base_of_either_kind_is_read_in_the_same_order_of_pieces(
    load_script: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    """MPNet's file fills the same layers, its embeddings in the order of the pieces that are asked for."""
    from safetensors.torch import save_file

    model = load_script("encoder_model")
    shape = {**CONFIG, "num_hidden_layers": 1, "relative_attention_num_buckets": 32}
    (tmp_path / "config.json").write_text(json.dumps(shape), encoding="utf-8")
    (tmp_path / "vocab.txt").write_text("<s>\n<pad>\n</s>\n[UNK]\nyes\n", encoding="utf-8")
    encoder = model.CueEncoder(model.shape_of(tmp_path), 4)
    weights = {
        "embeddings.word_embeddings.weight": torch.arange(5.0)[:, None].repeat(1, 24),
        "embeddings.position_embeddings.weight": torch.rand(300, 24),
        "encoder.relative_attention_bias.weight": torch.rand(32, 12),
        **{f"embeddings.LayerNorm.{part}": torch.rand(24) for part in ("weight", "bias")},
    }
    for ours, theirs in model.MPNET.items():
        for part in ("weight", "bias"):
            weights[f"encoder.layer.0.{theirs}.{part}"] = torch.rand_like(
                getattr(getattr(encoder.layers[0], ours), part)
            )
    save_file(weights, tmp_path / "model.safetensors")
    model.load_base(encoder, tmp_path, ["yes", "[CLS]", "[SEP]", "missing"])
    assert encoder.words.weight[:, 0].tolist() == [4, 0, 2, 3]
    assert torch.equal(encoder.places.weight[0], weights["embeddings.position_embeddings.weight"][2])
    assert torch.equal(encoder.apart.weight, weights["encoder.relative_attention_bias.weight"])
    assert torch.equal(encoder.layers[0].query.weight, weights["encoder.layer.0.attention.attn.q.weight"])
