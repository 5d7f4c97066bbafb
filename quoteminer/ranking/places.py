"""Where spans lie, as arrays, and what is asked of many spans at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quoteminer.extract.layout import Tokens
from quoteminer.ranking.spans import SpanCandidate
from quoteminer.ranking.token_columns import Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where spans begin and end, and which tokens those with holes hold."""

    first: Ints
    last: Ints
    size: Ints
    tokens: Sequence[Tokens]
    whole: NDArray[np.bool_]

    @classmethod
    def of(cls, spans: Sequence[SpanCandidate]) -> Places:
        """Return where the spans lie."""
        tokens = [span.tokens for span in spans]
        first, last, size = (
            np.array(values, dtype=np.int64)
            for values in ([t[0] for t in tokens], [t[-1] for t in tokens], [len(t) for t in tokens])
        )
        return cls(first=first, last=last, size=size, tokens=tokens, whole=last - first + 1 == size)

    def count(self, sums: Ints) -> Ints:
        """Return how many tokens of each span are flagged, by the running sums of the flags."""
        out: Ints = sums[self.last + 1] - sums[self.first]
        for k in np.flatnonzero(~self.whole).tolist():
            tokens = np.array(self.tokens[k])
            out[k] = (sums[tokens + 1] - sums[tokens]).sum()
        return out

    def shared(self, one: Ints, others: Places, other: Ints, sums: Ints) -> Ints:
        """Return how many flagged tokens spans share with spans of `others`, by the running sums of the flags."""
        low = np.maximum(self.first[one], others.first[other])
        high = np.maximum(np.minimum(self.last[one], others.last[other]) + 1, low)
        out: Ints = sums[high] - sums[low]
        for k in np.flatnonzero(~(self.whole[one] & others.whole[other]) & (high > low)).tolist():
            common = np.array([*{*self.tokens[one[k]]}.intersection(others.tokens[other[k]])], dtype=np.int64)
            out[k] = (sums[common + 1] - sums[common]).sum()
        return out


class Peaks:
    """The highest of any stretch of values, none of them negative: a table of the highest of 1, 2, 4, … values."""

    def __init__(self, values: Sequence[float]) -> None:
        self.values = values
        levels = [np.asarray(values, dtype=np.float64)]
        while 2 << len(levels) - 1 <= len(values):
            step = 1 << len(levels) - 1
            levels.append(np.maximum(levels[-1][:-step], levels[-1][step:]))
        self._table = np.zeros((len(levels), len(values)))
        for level, row in zip(levels, self._table, strict=True):
            row[: len(level)] = level

    def between(self, start: Ints, end: Ints) -> NDArray[np.float64]:
        """Return the highest of the values `[start, end)`, 0 where there are none."""
        length = end - start
        level = np.maximum(np.frexp(np.maximum(length, 1))[1] - 1, 0)
        inside = length > 0
        left, right = np.where(inside, start, 0), np.where(inside, end - (1 << level), 0)
        return np.where(inside, np.maximum(self._table[level, left], self._table[level, right]), 0.0)

    def of(self, places: Places) -> NDArray[np.float64]:
        """Return the highest value among the tokens of each span."""
        out = self.between(places.first, places.last + 1)
        for k in np.flatnonzero(~places.whole & (out > 0)).tolist():
            out[k] = max(self.values[i] for i in places.tokens[k])
        return out
