"""Rows of numbers that answer rows of numbers, each kind of row asked about once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.uint64]
Value = TypeVar("Value", bound=np.generic)

MOST = 50_000
"""Kinds of row that are remembered, in some 10 to 20 MB; then it begins anew."""


class Answers(Generic[Value]):
    """What `ask` answered for kinds of rows: an array with a row for each."""

    def __init__(self, ask: Callable[[Table], NDArray[Value]]) -> None:
        self._ask = ask
        self._places: dict[bytes, int] = {}
        self._answers: NDArray[Value] | None = None

    def __len__(self) -> int:
        return len(self._places)

    def __call__(self, rows: Table) -> NDArray[Value]:
        """Return the answers to some rows."""
        keys = np.ascontiguousarray(rows).view(f"V{rows.itemsize * rows.shape[1]}").ravel().tolist()
        if len(self) > MOST:
            self._places, self._answers = {}, None
        new = {key: i for i, key in enumerate(keys) if key not in self._places}
        if new or self._answers is None:
            self._keep(self._ask(rows[list(new.values())]))
            self._places.update(zip(new, range(len(self), len(self) + len(new)), strict=True))
        assert self._answers is not None
        return self._answers[np.fromiter(map(self._places.__getitem__, keys), np.int64, len(keys))]

    def _keep(self, answers: NDArray[Value]) -> None:
        """Put answers behind those that are there; the room for them is doubled when it is full."""
        start, end = len(self), len(self) + len(answers)
        if self._answers is None or end > len(self._answers):
            room = np.zeros((2 * end, *answers.shape[1:]), answers.dtype)
            if self._answers is not None:
                room[:start] = self._answers[:start]
            self._answers = room
        self._answers[start:end] = answers
