"""The later layers of spaCy's network, which mix a token with its neighbours, computed in place.

They are spaCy's `MaxoutWindowEncoder` with a window of one: each layer takes the largest of some products of a token
and those beside it, evens them out and adds them to the token. thinc makes a new array at each of these steps. Here all
layers share two, and the products of one piece lie side by side, so that the largest are found by whole rows: two
thirds of the time, the same numbers but for their last bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model, NumpyOps

Vectors = NDArray[np.float32]

_LAYER = "residual(expand_window>>maxout>>layernorm>>dropout)"
_EPSILON = np.float32(1e-8)
"""What thinc adds to a variance."""


class Neighbours:
    """The layers of a model of `neighbours_of`."""

    def __init__(self, model: Model[Any, Any]) -> None:
        self._pad = model.attrs["pad"]
        self._layers = [_Layer(layer) for layer in model.layers[0].layers]

    def predict(self, docs: Sequence[Vectors]) -> list[Vectors]:
        """Return what the model makes of the vectors of one or more Docs."""
        starts = [*accumulate((len(doc) + self._pad for doc in docs), initial=self._pad + 1)]
        state = np.zeros((starts[-1] + 1, docs[0].shape[1]), dtype=np.float32)
        for start, doc in zip(starts, docs, strict=False):
            state[start : start + len(doc)] = doc
        rows, width = len(state) - 2, state.shape[1]
        window, added = (np.empty((rows, times * width), dtype=np.float32) for times in (3, 1))
        for layer in self._layers:
            np.concatenate([state[:-2], state[1:-1], state[2:]], axis=1, out=window)
            state[1:-1] += layer.evened(window, added)
        return [state[start : start + len(doc)] for start, doc in zip(starts, docs, strict=False)]


class _Layer:
    """One layer: the weights of its products, piece by piece, and of its norm."""

    def __init__(self, layer: Model[Any, Any]) -> None:
        maxout, norm = (next(n for n in layer.walk() if n.name == name) for name in ("maxout", "layernorm"))
        weights, biases = _array(maxout, "W"), _array(maxout, "b")
        self._gain, self._shift = _array(norm, "G"), _array(norm, "b")
        self._width, self._pieces, inputs = weights.shape
        self._weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, inputs).T)
        self._biases = np.ascontiguousarray(biases.T).reshape(-1)

    def evened(self, window: Vectors, out: Vectors) -> Vectors:
        """Return in `out` the largest products of the windows' rows, evened out."""
        products = window @ self._weights
        products += self._biases
        pieces = np.split(products, self._pieces, axis=1)
        reduce(lambda one, other: np.maximum(one, other, out=out), pieces)
        out -= out.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", out, out) / np.float32(self._width)
        out /= np.sqrt(variance + _EPSILON)[:, None]
        out *= self._gain
        out += self._shift
        return out


def _array(layer: Model[Any, Any], name: str) -> Vectors:
    return np.asarray(layer.get_param(name), dtype=np.float32)


def neighbours_of(model: Model[Any, Any]) -> Neighbours | None:
    """Return the layers of a model made as spaCy makes them, on numpy's matrix product; None of another."""
    layers = model.layers[0].layers if model.name.startswith("with_array(") else []
    own = type(model.ops) is NumpyOps and not getattr(model.ops, "use_blis", True)
    return Neighbours(model) if own and layers and all(map(_is_known, layers)) else None


def _is_known(layer: Model[Any, Any]) -> bool:
    """Return whether a layer sees a token and the one on either side, and chooses between products."""
    nodes = {node.name: node for node in layer.walk()}
    return (
        layer.name == _LAYER and nodes["expand_window"].attrs["window_size"] == 1 and nodes["maxout"].get_dim("nP") > 1
    )
