"""Where spans lie, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

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

    @classmethod
    def of(cls, spans: Sequence[SpanCandidate]) -> Places:
        """Return where the spans lie."""
        tokens = [span.tokens for span in spans]
        return cls(
            first=np.array([t[0] for t in tokens]),
            last=np.array([t[-1] for t in tokens]),
            size=np.array([len(t) for t in tokens]),
            tokens=tokens,
        )

    def count(self, sums: Ints) -> Ints:
        """Return how many tokens of each span are flagged, by the running sums of the flags."""
        out: Ints = sums[self.last + 1] - sums[self.first]
        for k in np.flatnonzero(self.last - self.first + 1 != self.size).tolist():
            tokens = np.array(self.tokens[k])
            out[k] = (sums[tokens + 1] - sums[tokens]).sum()
        return out


def highest(values: Sequence[float], places: Places) -> list[float]:
    """Return the highest value among the tokens of each span."""
    return [
        max(values[t[0] : t[-1] + 1]) if t[-1] - t[0] + 1 == len(t) else max(values[i] for i in t)
        for t in places.tokens
    ]
