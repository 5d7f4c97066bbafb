"""Small feed-forward networks as plain arrays: numpy is all they need at run time.

Columns are squeezed by sign(x)·log(1+|x|), standardised, clipped, and sent through layers of rectified linear units. A
network of several members gives their mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

CLIP = 5.0
"""Standard deviations beyond which a column says no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """`mean` and `scale` by column; `members` of (weights, bias) by layer."""

    mean: Matrix
    scale: Matrix
    members: tuple[tuple[tuple[Matrix, Matrix], ...], ...]

    def predict(self, rows: Sequence[Sequence[float]] | Matrix) -> Matrix:
        """Return the outputs (log odds or ranking scores) of each row: rows by outputs."""
        matrix = np.asarray(rows, dtype=np.float32)
        if not len(matrix):
            return np.zeros((0, self.members[0][-1][1].shape[0]), dtype=np.float32)
        inputs = standardised(squeezed(matrix), self.mean, self.scale)
        outputs = np.stack([_forward(inputs, layers) for layers in self.members])
        mean: Matrix = outputs.mean(axis=0, dtype=np.float32)
        return mean

    def arrays(self, name: str) -> dict[str, NDArray[np.generic]]:
        """Return the arrays to store under a name; weights take half the precision, which costs nothing measurable."""
        out: dict[str, NDArray[np.generic]] = {f"{name}.mean": self.mean, f"{name}.scale": self.scale}
        for m, layers in enumerate(self.members):
            for k, (weights, bias) in enumerate(layers):
                out[f"{name}.{m}.{k}.weights"] = weights.astype(np.float16)
                out[f"{name}.{m}.{k}.bias"] = bias
        return out


def from_arrays(arrays: Mapping[str, NDArray[np.generic]], name: str) -> Network:
    """Return the network stored under a name.

    Raises:
        KeyError: an array is missing.
    """
    members: list[tuple[tuple[Matrix, Matrix], ...]] = []
    while f"{name}.{len(members)}.0.weights" in arrays:
        layers: list[tuple[Matrix, Matrix]] = []
        prefix = f"{name}.{len(members)}"
        while f"{prefix}.{len(layers)}.weights" in arrays:
            k = len(layers)
            weights, bias = arrays[f"{prefix}.{k}.weights"], arrays[f"{prefix}.{k}.bias"]
            layers.append((weights.astype(np.float32), bias.astype(np.float32)))
        members.append(tuple(layers))
    if not members:
        raise KeyError(f"{name}.0.0.weights")
    return Network(
        mean=arrays[f"{name}.mean"].astype(np.float32),
        scale=arrays[f"{name}.scale"].astype(np.float32),
        members=tuple(members),
    )


def squeezed(matrix: Matrix) -> Matrix:
    """Return the columns on a logarithmic scale, their signs kept."""
    out: Matrix = np.sign(matrix) * np.log1p(np.abs(matrix))
    return out


def standardised(matrix: Matrix, mean: Matrix, scale: Matrix) -> Matrix:
    """Return the columns in standard deviations from their mean, clipped."""
    out: Matrix = np.clip((matrix - mean) / scale, -CLIP, CLIP)
    return out


def sigmoid(scores: Matrix) -> Matrix:
    """Return probabilities from log odds."""
    out: Matrix = (1 / (1 + np.exp(-np.clip(scores, -30, 30)))).astype(np.float32)
    return out


def softmax(scores: Matrix) -> Matrix:
    """Return shares that add up to one, of the scores of one list."""
    powers = np.exp(scores - scores.max())
    out: Matrix = powers / powers.sum()
    return out


def _forward(inputs: Any, layers: tuple[tuple[Matrix, Matrix], ...]) -> Matrix:
    for weights, bias in layers[:-1]:
        inputs = np.maximum(inputs @ weights + bias, 0)
    weights, bias = layers[-1]
    out: Matrix = inputs @ weights + bias
    return out
