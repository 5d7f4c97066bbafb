"""Features of spans as another part of a content found already."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from quoteminer.extract.layout import Tokens
from quoteminer.ranking.context import Context
from quoteminer.ranking.places import Places, highest
from quoteminer.ranking.spans import SpanCandidate
from quoteminer.ranking.token_columns import Matrix


def extension_matrix(context: Context, main: Tokens, spans: Sequence[SpanCandidate]) -> Matrix:
    """Return how spans lie to the content found already, of which they may be other parts: a row a span."""
    columns, places, held = context.columns, Places.of(spans), frozenset(main)
    first, last, region = places.first, places.last, columns.region
    behind = first > main[-1]
    low, high = np.where(behind, main[-1] + 1, last + 1), np.where(behind, first, main[0])
    between = [(a, b) for a, b in zip(low.tolist(), high.tolist(), strict=True)]
    shared = np.array([len(held.intersection(t)) for t in places.tokens])
    parts = [
        first - main[-1],
        main[0] - last,
        np.full(len(spans), region[main[0]] >= 0),
        np.logical_and(region[main[-1]] >= 0, region[main[-1]] != region[first]),
        np.full(len(spans), len(main)),
        shared / places.size,
        columns.sentence[first] - columns.sentence[main[-1]],
        np.where(high > low, columns.words[np.maximum(high, low)] - columns.words[low], 0),
        [max(context.rule[a:b], default=0.0) if a < b else 0.0 for a, b in between],
        highest(context.rule, places),
    ]
    return np.stack([np.asarray(part, dtype=np.float32) for part in parts], axis=1)


EXTENSION_NAMES = (
    "gap after", "gap before", "main quoted", "main other region", "main tokens", "shared", "sentences apart",
    "words between", "rule between", "rule in part",
)  # fmt: skip
