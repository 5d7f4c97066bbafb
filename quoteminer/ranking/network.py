"""Small feed-forward networks as plain arrays: numpy is all they need at run time.

Columns are squeezed by sign(x)·log(1+|x|), standardised, clipped, and sent through layers of rectified linear units. A
network of several members gives their mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

_ONE = np.log1p(np.float32(1))

CLIP = 5.0
"""Standard deviations beyond which a column says no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """`mean` and `scale` by column; `members` of (weights, bias) by layer.

    `first` are the first layers' weights of all members side by side: one large product is faster than several.
    """

    mean: Matrix
    scale: Matrix
    members: tuple[tuple[tuple[Matrix, Matrix], ...], ...]
    first: Matrix = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "first", np.concatenate([layers[0][0] for layers in self.members], axis=1))

    def predict(self, rows: Sequence[Sequence[float]] | Matrix) -> Matrix:
        """Return the outputs (log odds or ranking scores) of each row: rows by outputs."""
        matrix = np.asarray(rows, dtype=np.float32)
        return self.finish(self.begin(matrix)) if len(matrix) else self.finish(self.first[:0])

    def begin(self, rows: Matrix, *, column: int = 0) -> Matrix:
        """Return what the columns of `rows`, the first of them being `column`, give to the first layers.

        What several rows have in common can thus be worked out once; the shares are added up.
        """
        some = slice(column, column + rows.shape[1])
        out: Matrix = standardised(squeezed(rows), self.mean[some], self.scale[some]) @ self.first[some]
        return out

    def finish(self, begun: Matrix) -> Matrix:
        """Return the outputs of rows whose columns have all been through `begin`."""
        width = self.first.shape[1] // len(self.members)
        parts = (begun[:, k * width : (k + 1) * width] for k in range(len(self.members)))
        outputs = np.stack([_forward(part, layers) for part, layers in zip(parts, self.members, strict=True)])
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
    out: Matrix = matrix * _ONE
    other = np.flatnonzero((matrix != 0) & (np.abs(matrix) != 1))  # most columns are flags
    values = matrix.ravel()[other]
    out.reshape(-1)[other] = np.sign(values) * np.log1p(np.abs(values))
    return out


def standardised(matrix: Matrix, mean: Matrix, scale: Matrix) -> Matrix:
    """Return the columns in standard deviations from their mean, clipped."""
    out: Matrix = matrix - mean
    out /= scale
    return np.clip(out, -CLIP, CLIP, out=out)


def sigmoid(scores: Matrix) -> Matrix:
    """Return probabilities from log odds."""
    out: Matrix = (1 / (1 + np.exp(-np.clip(scores, -30, 30)))).astype(np.float32)
    return out


def softmax(scores: Matrix) -> Matrix:
    """Return shares that add up to one, of the scores of one list."""
    powers = np.exp(scores - scores.max())
    out: Matrix = powers / powers.sum()
    return out


def _forward(begun: Any, layers: tuple[tuple[Matrix, Matrix], ...]) -> Matrix:
    """Return a member's outputs of the products of its first layer."""
    out: Matrix = begun + layers[0][1]
    for weights, bias in layers[1:]:
        out = np.maximum(out, 0, out=out) @ weights
        out += bias
    return out
