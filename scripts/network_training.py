"""Training of the small networks of `quoteminer.ranking`, with numpy alone: Adam, dropout, two losses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from quoteminer.ranking.network import Matrix, Network, squeezed, standardised

Loss = Callable[[Matrix, NDArray[np.int64]], Matrix]
"""(outputs of the batch, its row numbers) → the gradient by output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a network is trained. `members` networks that differ by their seed are averaged.

    The last `blind` of them never see the columns `unseen`: they find their answers without them, so that the mean
    rests on more than what those columns say.
    """

    hidden: tuple[int, ...] = (192, 64)
    epochs: int = 6
    rate: float = 2e-3
    dropout: float = 0.15
    decay: float = 1e-3
    members: int = 3
    seed: int = 0
    blind: int = 0
    unseen: slice = field(default_factory=lambda: slice(0))


def train(rows: Matrix, outputs: int, loss: Loss, batches: Sequence[NDArray[np.int64]], plan: Plan) -> Network:
    """Return the network that the loss over the batches (row numbers) leads to; the same seed gives the same one."""
    inputs = squeezed(rows)
    mean = inputs.mean(axis=0)
    scale: Matrix = (inputs.std(axis=0) + 1e-3).astype(np.float32)
    inputs = standardised(inputs, mean, scale)
    members = tuple(Member(inputs, outputs, plan, k).fit(loss, batches) for k in range(plan.members))
    return Network(mean=mean, scale=scale, members=members)


class Member:
    """One network in training: its layers, Adam's moments, and the random numbers of its own seed."""

    def __init__(self, inputs: Matrix, outputs: int, plan: Plan, number: int) -> None:
        self.plan = plan
        self.unseen = plan.unseen if number >= plan.members - plan.blind else slice(0)
        self.inputs = inputs.copy() if plan.blind else inputs
        self.inputs[:, self.unseen] = 0
        self.random = np.random.default_rng([plan.seed, number])
        sizes = (inputs.shape[1], *plan.hidden, outputs)
        self.layers: list[list[Matrix]] = [
            [(self.random.standard_normal((a, b)) * np.sqrt(2 / a)).astype(np.float32), np.zeros(b, dtype=np.float32)]
            for a, b in pairwise(sizes)
        ]
        self.moments = [[np.zeros_like(p), np.zeros_like(p)] for layer in self.layers for p in layer]

    def fit(self, loss: Loss, batches: Sequence[NDArray[np.int64]]) -> tuple[tuple[Matrix, Matrix], ...]:
        """Return the trained layers."""
        total, step = self.plan.epochs * len(batches), 0
        for _ in range(self.plan.epochs):
            for b in self.random.permutation(len(batches)):
                step += 1
                rate = self.plan.rate * min(1.0, step / 200) * max(0.02, 1 - step / total)
                self._descend(self._gradients(loss, batches[b]), rate, step)
        self.layers[0][0][self.unseen] = 0
        return tuple((weights, bias) for weights, bias in self.layers)

    def _gradients(self, loss: Loss, batch: NDArray[np.int64]) -> list[Matrix]:
        x, kept, masks, dropout = self.inputs[batch], [self.inputs[batch]], [], self.plan.dropout
        for weights, bias in self.layers[:-1]:
            x = np.maximum(x @ weights + bias, 0)
            mask = (self.random.random(x.shape, dtype=np.float32) >= dropout).astype(np.float32)
            mask /= np.float32(1 - dropout)
            x = x * mask
            kept.append(x)
            masks.append(mask)
        weights, bias = self.layers[-1]
        delta = loss(x @ weights + bias, batch)
        out: list[Matrix] = []
        for k in range(len(self.layers) - 1, -1, -1):
            out = [kept[k].T @ delta, delta.sum(axis=0), *out]
            if k:
                delta = (delta @ self.layers[k][0].T) * masks[k - 1] * (kept[k] > 0)
        size = np.sqrt(sum(float((g * g).sum()) for g in out))
        return [g * np.float32(min(1.0, 2.0 / (size + 1e-9))) for g in out]

    def _descend(self, gradients: list[Matrix], rate: float, step: int) -> None:
        """Take one step of Adam with decoupled weight decay."""
        for n, gradient in enumerate(gradients):
            first, second = self.moments[n]
            first += (gradient - first) * np.float32(0.1)
            second += (gradient * gradient - second) * np.float32(0.001)
            mean, spread = first / np.float32(1 - 0.9**step), second / np.float32(1 - 0.999**step)
            parameter = self.layers[n // 2][n % 2]
            move = mean / (np.sqrt(spread) + np.float32(1e-8)) + np.float32(self.plan.decay) * parameter
            parameter -= np.float32(rate) * move


def binary(targets: Matrix) -> Loss:
    """Return the gradient of the cross-entropy of each output; `targets` are rows by outputs."""

    def loss(outputs: Matrix, batch: NDArray[np.int64]) -> Matrix:
        p = 1 / (1 + np.exp(-np.clip(outputs, -30, 30)))
        gradient: Matrix = ((p - targets[batch]) / np.float32(len(batch))).astype(np.float32)
        return gradient

    return loss


def shuffled(rows: int, size: int, seed: int = 0) -> list[NDArray[np.int64]]:
    """Return the row numbers in batches."""
    order = np.random.default_rng(seed).permutation(rows)
    return [order[i : i + size] for i in range(0, rows, size)]


SHARPNESS = 0.12
"""How fast a span's share of the target falls with its overlap: one at 0.88 weighs 1/e of an exact one."""


def ranking(overlaps: Sequence[Matrix], lists: NDArray[np.int64]) -> Loss:
    """Return the gradient of the span network.

    Outputs 0 and 1 are ranking scores of content and source (list-wise cross-entropy against a softened choice),
    2 and 3 their log odds (cross-entropy against the overlap). `lists` numbers the list of each row.
    """

    def loss(outputs: Matrix, batch: NDArray[np.int64]) -> Matrix:
        out = np.zeros_like(outputs)
        _, groups = np.unique(lists[batch], return_inverse=True)
        count = int(groups.max()) + 1
        for head in (0, 1):
            target = overlaps[head][batch]
            share = np.where(target > 0.3, np.exp((target - 1) / SHARPNESS), 0)
            sums = np.bincount(groups, share, count)
            known = sums > 1e-4
            share = np.where(known[groups], share / np.maximum(sums[groups], 1e-4), 0)
            out[:, head] = (_shares(outputs[:, head], groups, count) * known[groups] - share) / count
            odds = 1 / (1 + np.exp(-np.clip(outputs[:, head + 2], -30, 30)))
            out[:, head + 2] = 3 * (odds - target) / len(batch)
        return out

    return loss


def _shares(scores: Matrix, groups: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    highest = np.full(count, -np.inf)
    np.maximum.at(highest, groups, scores)
    powers = np.exp(scores - highest[groups])
    out: NDArray[np.float64] = powers / np.bincount(groups, powers, count)[groups]
    return out


def list_batches(lists: NDArray[np.int64], size: int, seed: int = 0) -> list[NDArray[np.int64]]:
    """Return the rows of `size` whole lists a batch."""
    starts = np.flatnonzero(np.r_[True, lists[1:] != lists[:-1]])
    ends = np.r_[starts[1:], len(lists)]

    def rows() -> Iterator[NDArray[np.int64]]:
        order = np.random.default_rng(seed).permutation(len(starts))
        for i in range(0, len(order), size):
            yield np.concatenate([np.arange(starts[k], ends[k]) for k in order[i : i + size]])

    return list(rows())
