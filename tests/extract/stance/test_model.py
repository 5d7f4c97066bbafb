"""The classifier's file and arithmetic, on models small enough to reckon by hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from quoteminer.errors import ModelError
from quoteminer.extract.stance.features import View
from quoteminer.extract.stance.model import (
    LABELS,
    StanceModel,
    hash_of,
    load_stance_model,
    save_stance_model,
)
from quoteminer.patterns.loader import DATA

SHIPPED = DATA / "en" / "stance.npz"
LARGEST = 1_200_000
"""Bytes that the shipped file may have."""


def model_of(weights: dict[str, tuple[float, float, float]], valences: dict[str, float] | None = None) -> StanceModel:
    """Return a model with weights by feature, and valences by word."""
    names = sorted(weights, key=hash_of)
    words = sorted(valences or {}, key=hash_of)
    return StanceModel(
        names=np.array([hash_of(name) for name in names], dtype=np.uint32),
        weights=np.array([weights[name] for name in names], dtype=np.float32).reshape(-1, len(LABELS)),
        words=np.array([hash_of(word) for word in words], dtype=np.uint32),
        valences=np.array([(valences or {})[word] for word in words], dtype=np.float32),
        cuts=np.array([0.5, 0.6, 0.7], dtype=np.float32),
    )


LITTLE = model_of({"does lie": (2.0, 0.0, -2.0), "does win": (-1.0, 0.0, 1.0)}, {"liar": -1.0, "hero": 0.5})


def test_probabilities_of_nothing_known_are_even() -> None:
    """No known feature speaks for no class."""
    assert LITTLE.probabilities({"does sleep": 1.0}) == pytest.approx([1 / 3] * 3)


def test_probabilities_are_the_softmax_of_the_weighted_sum() -> None:
    """Each feature counts with its value."""
    powers = np.exp([2.0 - 0.5, 0.0, -2.0 + 0.5])
    found = LITTLE.probabilities({"does lie": 1.0, "does win": 0.5})
    assert found == pytest.approx(powers / powers.sum(), rel=1e-5)


@pytest.mark.parametrize(("word", "valence"), [("liar", -1.0), ("hero", 0.5), ("table", 0.0)])
def test_valence_is_zero_for_unknown_words(word: str, valence: float) -> None:
    """Known words have theirs."""
    assert LITTLE.valence(word) == valence


def test_shown_by_are_the_tokens_that_speak_for_the_class() -> None:
    """A token of a feature that speaks for another class shows nothing."""
    view = View({}, {"does lie": frozenset({3}), "does win": frozenset({5}), "does sleep": frozenset({7})})
    assert LITTLE.shown_by(view, LABELS.index("against")) == (3,)
    assert LITTLE.shown_by(view, LABELS.index("favor")) == (5,)
    assert LITTLE.shown_by(view, LABELS.index("neutral")) == ()


def test_saved_model_says_the_same(tmp_path: Path) -> None:
    """Eight bits change a probability by next to nothing."""
    save_stance_model(LITTLE, tmp_path / "model.npz")
    loaded = load_stance_model(tmp_path / "model.npz")
    features = {"does lie": 1.0, "does win": 1.0}
    assert loaded.probabilities(features) == pytest.approx(LITTLE.probabilities(features), abs=0.01)
    assert loaded.valence("hero") == pytest.approx(0.5, abs=0.01)
    assert loaded.cuts == pytest.approx(LITTLE.cuts)


def test_saved_twice_is_the_same_file(tmp_path: Path) -> None:
    """A file depends on the model alone."""
    for name in ("a.npz", "b.npz"):
        save_stance_model(LITTLE, tmp_path / name)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_class_without_weights_is_saved_as_zeros(tmp_path: Path) -> None:
    """No division by a scale of nothing."""
    save_stance_model(model_of({"does lie": (1.0, 0.0, 0.0)}), tmp_path / "model.npz")
    assert load_stance_model(tmp_path / "model.npz").weights.tolist() == [[1.0, 0.0, 0.0]]


def test_load_of_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """It says which file."""
    with pytest.raises(ModelError, match=r"nothing\.npz"):
        load_stance_model(tmp_path / "nothing.npz")


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 broken"])
def test_load_of_a_broken_file_is_an_error(tmp_path: Path, content: bytes) -> None:
    """What is no archive is no model."""
    path = tmp_path / "broken.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="is no stance model"):
        load_stance_model(path)


def test_load_of_another_format_is_an_error(tmp_path: Path) -> None:
    """A later format is not guessed at."""
    path = tmp_path / "later.npz"
    np.savez(path, format=np.int64(99))
    with pytest.raises(ModelError, match="another format"):
        load_stance_model(path)


def test_load_never_unpickles(tmp_path: Path) -> None:
    """An array of objects could run code: it is refused."""
    path = tmp_path / "objects.npz"
    np.savez(path, format=np.array([{"a": 1}], dtype=object))
    with pytest.raises(ModelError, match="is no stance model"):
        load_stance_model(path)


def test_shipped_file_is_small_and_holds_numbers_only() -> None:
    """No text of a corpus can be read in it."""
    assert SHIPPED.stat().st_size < LARGEST
    with np.load(SHIPPED, allow_pickle=False) as arrays:
        assert {arrays[name].dtype.kind for name in arrays.files} <= set("iuf")


def test_shipped_model_knows_good_and_bad_words() -> None:
    """Valences have the sign that a reader would give them."""
    model = load_stance_model()
    assert all(model.valence(word) > 0 for word in ("honest", "praise", "brave"))
    assert all(model.valence(word) < 0 for word in ("liar", "condemn", "corrupt"))


def test_import_reads_no_model() -> None:
    """The file is read at the first question, not before."""
    code = "from quoteminer.extract.stance import toward, model as m; print(m.load_stance_model.cache_info())"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "currsize=0" in said
