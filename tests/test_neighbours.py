"""The network's later layers: what is computed in place is what thinc computes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from spacy.ml.models import MaxoutWindowEncoder, MishWindowEncoder
from thinc.api import Model, NumpyOps

from quoteminer.neighbours import neighbours_of

WIDTH = 6


def made(
    encoder: Model[Any, Any], *, use_blis: bool = False, width: int = WIDTH, seed: int = 0
) -> tuple[Model[Any, Any], np.random.Generator]:
    """Return an encoder with weights drawn by chance, biases and norms too, and what draws them."""
    chance = np.random.default_rng(seed)
    encoder.initialize(X=[np.zeros((2, width), dtype=np.float32)])
    ops = NumpyOps(use_blis=use_blis)
    for node in encoder.walk():
        node.ops = ops
        for name in node.param_names:
            node.set_param(name, chance.normal(size=node.get_param(name).shape).astype(np.float32))
    return encoder, chance


@pytest.mark.parametrize("lengths", [[1], [3, 5], [40, 1, 7], [2] * 30], ids=str)
@pytest.mark.parametrize("pieces", [2, 3])
@pytest.mark.parametrize("depth", [2, 4])
def test_vectors_are_those_of_thinc(lengths: list[int], pieces: int, depth: int) -> None:
    """However many Docs, layers and pieces there are."""
    encoder = MaxoutWindowEncoder(width=WIDTH, window_size=1, maxout_pieces=pieces, depth=depth)
    model, chance = made(encoder, seed=len(lengths))
    docs: list[NDArray[np.float32]] = [chance.normal(size=(n, WIDTH)).astype(np.float32) for n in lengths]
    before = [doc.copy() for doc in docs]
    found = neighbours_of(model)
    assert found is not None
    for _ in range(2):
        for one, other in zip(found.predict(docs), model.predict(docs), strict=True):
            np.testing.assert_allclose(one, other, atol=1e-3)
    assert all(np.array_equal(one, other) for one, other in zip(docs, before, strict=True))


@pytest.mark.parametrize(
    ("encoder", "use_blis"),
    [
        (MaxoutWindowEncoder(width=WIDTH, window_size=1, maxout_pieces=2, depth=1), True),
        (MaxoutWindowEncoder(width=WIDTH, window_size=2, maxout_pieces=2, depth=1), False),
        (MaxoutWindowEncoder(width=WIDTH, window_size=1, maxout_pieces=1, depth=1), False),
        (MishWindowEncoder(width=WIDTH, window_size=1, depth=1), False),
    ],
    ids=["another product", "a wider window", "no maximum", "another layer"],
)
def test_other_models_are_left_to_thinc(encoder: Model[Any, Any], *, use_blis: bool) -> None:
    """What is not made of these layers, or runs on another product of matrices, is not computed here."""
    assert neighbours_of(made(encoder, use_blis=use_blis)[0]) is None
