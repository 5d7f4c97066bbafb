"""Features of spans as another part of a content found already."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from quoteminer.extract.layout import Tokens
from quoteminer.ranking.context import Context
from quoteminer.ranking.places import Places
from quoteminer.ranking.spans import SpanCandidate
from quoteminer.ranking.token_columns import Ints, Matrix


def extension_matrix(context: Context, main: Tokens, spans: Sequence[SpanCandidate]) -> Matrix:
    """Return how spans lie to the content found already, of which they may be other parts: a row a span."""
    places = Places.of([SpanCandidate(main, 0, ()), *spans])
    others = np.arange(1, len(spans) + 1)
    return extension_rows(context, places, np.zeros_like(others), others)


def extension_rows(context: Context, places: Places, mains: Ints, others: Ints) -> Matrix:
    """Return how spans (indices `others`) lie to contents found already (`mains`), a row a pair."""
    columns, region = context.columns, context.columns.region
    first, last = places.first[others], places.last[others]
    begin, end = places.first[mains], places.last[mains]
    behind = first > end
    low, high = np.where(behind, end + 1, last + 1), np.where(behind, first, begin)
    parts = [
        first - end,
        begin - last,
        region[begin] >= 0,
        np.logical_and(region[end] >= 0, region[end] != region[first]),
        places.size[mains],
        places.shared(mains, places, others, columns.tokens) / places.size[others],
        columns.sentence[first] - columns.sentence[end],
        np.where(high > low, columns.words[np.maximum(high, low)] - columns.words[low], 0),
        context.peaks.between(low, high),
        context.peaks.of(places)[others],
    ]
    return np.stack([np.asarray(part, dtype=np.float32) for part in parts], axis=1)


EXTENSION_NAMES = (
    "gap after", "gap before", "main quoted", "main other region", "main tokens", "shared", "sentences apart",
    "words between", "rule between", "rule in part",
)  # fmt: skip
