"""The small trained classifier of stances toward a mention: plain arrays, numpy is all it needs.

A linear model over named features. Names are kept as 32-bit hashes, weights and the words' valences in 8 bits; the file
holds no text and cannot run code. How it was made: docs/model-card-stance.md.
"""

from __future__ import annotations

import zipfile
import zlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quoteminer.errors import ModelError
from quoteminer.extract.stance.features import Features, View
from quoteminer.model import StanceLabel
from quoteminer.patterns.loader import DATA

LABELS: tuple[StanceLabel, ...] = ("against", "neutral", "favor")
"""The classes, in the order of the arrays' columns."""

FORMAT = 1
SHOWN = 3
"""Words that show a classifier's stance, at most."""

_FULL = 127.0

Names = NDArray[np.uint32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StanceModel:
    """`weights` by feature and class; `valences` by word; `cuts`: from which probability on each class is sure."""

    names: Names
    weights: NDArray[np.float32]
    words: Names
    valences: NDArray[np.float32]
    cuts: NDArray[np.float32]

    def valence(self, word: str) -> float:
        """Return how well (+1) or ill (-1) a lemma speaks, 0 where that is not known."""
        at = _find(self.words, hash_of(word))
        return float(self.valences[at]) if at is not None else 0.0

    def probabilities(self, features: Features) -> NDArray[np.float32]:
        """Return the probability of each class."""
        logits = np.zeros(len(LABELS), dtype=np.float32)
        for name, value in features.items():
            at = _find(self.names, hash_of(name))
            if at is not None:
                logits += self.weights[at] * value
        powers = np.exp(logits - logits.max())
        out: NDArray[np.float32] = powers / powers.sum()
        return out

    def shown_by(self, view: View, label: int) -> tuple[int, ...]:
        """Return the tokens whose words speak most for a class rather than for the others."""
        sums: defaultdict[int, float] = defaultdict(float)
        for name, tokens in view.origins.items():
            at = _find(self.names, hash_of(name))
            if at is not None:
                rest = np.delete(self.weights[at], label).max()
                for token in tokens:
                    sums[token] += float(self.weights[at][label] - rest) / len(tokens)
        best = sorted(sums, key=lambda token: -sums[token])[:SHOWN]
        return tuple(sorted(token for token in best if sums[token] > 0))


def hash_of(name: str) -> int:
    """Return the number that stands for a name in the arrays."""
    return zlib.crc32(name.encode("utf-8", "surrogatepass"))


def _find(sorted_names: Names, number: int) -> int | None:
    at = int(np.searchsorted(sorted_names, np.uint32(number)))
    return at if at < len(sorted_names) and sorted_names[at] == number else None


@cache
def load_stance_model(path: Path = DATA / "en" / "stance.npz") -> StanceModel:
    """Return the model of a file, by default the shipped one.

    Raises:
        ModelError: the file is missing, broken, or of another format.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            if int(arrays["format"]) != FORMAT:
                raise ModelError(f"{path}: is of another format", "Install quoteminer again.")
            return _from_arrays(arrays)
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ModelError(f"{path}: is no stance model: {error}", "Install quoteminer again.") from error


def _from_arrays(arrays: Mapping[str, NDArray[Any]]) -> StanceModel:
    return StanceModel(
        names=arrays["names"],
        weights=arrays["weights"].astype(np.float32) * arrays["scale"],
        words=arrays["words"],
        valences=arrays["valences"].astype(np.float32) / np.float32(_FULL),
        cuts=arrays["cuts"],
    )


def save_stance_model(model: StanceModel, path: Path) -> None:
    """Write a model, its weights and valences cut to 8 bits."""
    scale = np.maximum(np.abs(model.weights).max(axis=0) / np.float32(_FULL), np.finfo(np.float32).tiny)
    np.savez_compressed(
        path,
        format=np.int64(FORMAT),
        names=model.names,
        weights=np.rint(model.weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        words=model.words,
        valences=np.rint(model.valences * _FULL).astype(np.int8),
        cuts=model.cuts.astype(np.float32),
    )
