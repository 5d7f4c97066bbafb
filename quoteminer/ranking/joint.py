"""Joint readings: for one cue, pairs of a content and a source, with the features of the last, deciding network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from quoteminer.extract.layout import Layout, Tokens
from quoteminer.ranking.context import Context, CueGroup, Probabilities, relations_of
from quoteminer.ranking.network import Matrix, softmax
from quoteminer.ranking.part_features import extension_matrix
from quoteminer.ranking.spans import SpanCandidate

CONTENTS, SOURCES = 3, 2
"""Contents and sources of a cue that are read together: more bring nothing (tuning tenth of PolNeAR train)."""

PART = 0.55
"""Probability from which on a span is another part of a content."""

LEAST_SOURCE = 0.08
"""Probability under which a span is not tried as a source."""

CONTENT, SOURCE, IS_CONTENT, IS_SOURCE = range(4)
"""Outputs of the span network: two ranking scores, two log odds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A possible cue with its spans: `rows` are their features, `scores` the span network's outputs."""

    group: CueGroup
    probability: float
    spans: Sequence[SpanCandidate]
    rows: Matrix
    scores: Matrix

    @property
    def contents(self) -> list[int]:
        """The spans most like a content, best first."""
        return [int(k) for k in np.argsort(-self.scores[:, CONTENT], kind="stable")[:CONTENTS]]


@dataclass(frozen=True, slots=True, kw_only=True)
class JointReading:
    """A content and a source of a cue; `row` are the deciding features."""

    group: CueGroup
    content: Tokens
    source: Tokens
    row: list[float]


def extension_rows(context: Context, ranked: Ranked) -> Iterator[tuple[int, list[int], Matrix]]:
    """Yield (content, other spans, features) for the spans that may be other parts of each likely content."""
    said = [{i for i in span.tokens if context.layout.words[i]} for span in ranked.spans]
    for main in ranked.contents:
        others = [k for k, words in enumerate(said) if k != main and not words <= said[main]]
        if others:
            extra = extension_matrix(context, ranked.spans[main].tokens, [ranked.spans[k] for k in others])
            yield main, others, np.concatenate([ranked.rows[others], extra], axis=1)


def readings(
    context: Context, ranked: Ranked, parts: Sequence[tuple[int, int, float]], shared: Sequence[float]
) -> Iterator[JointReading]:
    """Yield the joint readings of one cue.

    `parts` are (content, other span, probability of being its part); `shared` the features that describe the cue
    among its neighbours.
    """
    odds = ranked.scores
    source_shares, content_shares = softmax(odds[:, SOURCE]), softmax(odds[:, CONTENT])
    probable = 1 / (1 + np.exp(-odds[:, IS_SOURCE]))
    sources = [int(k) for k in np.argsort(-odds[:, SOURCE], kind="stable")[:SOURCES] if probable[k] > LEAST_SOURCE]
    seen: set[tuple[Tokens, Tokens]] = set()
    for main in ranked.contents:
        for place, k in enumerate([*sources, -1]):
            source = ranked.spans[k].tokens if k >= 0 else ()
            joined, added, surest = _joined(ranked, main, source, parts)
            content = _trimmed(context.layout, joined - set(ranked.group.hit.tokens) - set(source))
            if not content or (content, source) in seen or set(ranked.spans[main].tokens) <= set(source):
                continue
            seen.add((content, source))
            row = [
                ranked.probability,
                float(1 / (1 + np.exp(-odds[main, IS_CONTENT]))),
                float(content_shares[main]),
                float(odds[main, CONTENT]),
                _second(content_shares),
                float(probable[k]) if k >= 0 else -1.0,
                float(source_shares[k]) if k >= 0 else -1.0,
                float(probable.max()),
                _second(source_shares),
                float(k < 0),
                float(added),
                surest,
                float(place),
                *_content_row(context.layout, content, source),
                ranked.group.best,
                float(ranked.group.listed),
                *shared,
                *_read_row(context, ranked.group.hit.anchor, content, source),
            ]
            yield JointReading(group=ranked.group, content=content, source=source, row=row)


def _joined(
    ranked: Ranked, main: int, source: Tokens, parts: Sequence[tuple[int, int, float]]
) -> tuple[set[int], int, float]:
    """Return the content with its parts, how many there are, and the probability of the surest."""
    joined, added, surest, own = set(ranked.spans[main].tokens), 0, 0.0, set(source)
    for content, k, probability in parts:
        if content != main or own & set(ranked.spans[k].tokens):
            continue
        surest = max(surest, probability)
        if probability > PART:
            joined |= set(ranked.spans[k].tokens)
            added += 1
    return joined, added, surest


def _content_row(layout: Layout, content: Tokens, source: Tokens) -> list[float]:
    return [
        float(len(content)),
        float(len(layout.runs(content))),
        sum(layout.is_quoted(i) for i in content) / len(content),
        float(len(source)),
    ]


def _read_row(context: Context, anchor: int, content: Tokens, source: Tokens) -> list[float]:
    """Return how the text encoder reads the cue, the content and the source that were put together."""
    read = relations_of(context, anchor)
    if read is None or context.reading is None:
        return []
    return [
        float(context.reading.cue[anchor]),
        _fit(read[0], content),
        _fit(read[1], source) if source else -1.0,
        float(read[1].max()),
    ]


def _fit(probabilities: Probabilities, tokens: Tokens) -> float:
    """Return the soft intersection over union of tokens and what is read as probable."""
    inside = float(probabilities[list(tokens)].sum())
    return inside / max(1e-6, len(tokens) + float(probabilities.sum()) - inside)


READ_JOINT_NAMES = ("read cue", "read content", "read source", "read any source")


def _second(shares: Matrix) -> float:
    return float(np.partition(shares, -2)[-2]) if len(shares) > 1 else 0.0


def _trimmed(layout: Layout, tokens: set[int]) -> Tokens:
    """Return the tokens without loose edges; a quotation of which all words are there comes with its marks."""
    for region in {layout.region[i] for i in tokens} - {-1}:
        whole = range(layout.regions[region].start, layout.regions[region].end)
        if all(i in tokens or not layout.words[i] for i in whole):
            tokens = tokens | set(whole)
    kept = layout.trim(tokens)
    while len(kept) > 1 and layout.doc[kept[0]].lower_ in layout.grammar.complementizers:
        kept = layout.trim(kept[1:])
    return kept


def neighbourhood(layout: Layout, every: Sequence[Ranked]) -> Iterator[list[float]]:
    """Yield, for each possible cue, how sure the cues above, around, inside and beside it are."""
    sure = {r.group.hit.anchor: r.probability for r in every}
    likely = {r.group.hit.anchor: set(r.spans[r.contents[0]].tokens) for r in every}
    mean = sum(p for p in sure.values() if p > 0.3) / max(1, sum(layout.words))
    for ranked in every:
        i = ranked.group.hit.anchor
        first, last = layout.sentences[layout.sentence[i]]
        above, node = 0.0, layout.doc[i]
        for _ in range(8):
            if node.head.i == node.i:
                break
            node = node.head
            above = max(above, sure.get(node.i, 0.0))
        others = [k for k in sure if k != i]
        beside = [k for k in others if first <= k < last]
        paragraph = [sure[k] for k in others if layout.paragraph[k] == layout.paragraph[i]]
        yield [
            above,
            max((sure[k] for k in others if i in likely[k]), default=0.0),
            max((sure[k] for k in others if k in likely[i]), default=0.0),
            max((sure[k] for k in others if _collides(likely, i, k)), default=0.0),
            max((sure[k] for k in beside), default=0.0),
            max((sure[k] for k in others if abs(k - i) <= 3), default=0.0),
            sum(paragraph),
            mean,
            float(layout.is_quoted(i)),
            float(layout.doc[i].pos_ == "VERB"),
            float(layout.doc[i].pos_ == "NOUN"),
        ]


def _collides(likely: dict[int, set[int]], i: int, k: int) -> bool:
    if k in likely[i] or i in likely[k]:
        return False
    return len(likely[i] & likely[k]) > 0.3 * min(len(likely[i]), len(likely[k]))


JOINT_NAMES = (
    "cue", "is content", "content share", "content score", "second content", "is source", "source share",
    "best source", "second source", "no source", "parts", "surest part", "place", "tokens", "runs", "quoted",
    "source tokens", "rule", "listed",
    "cue above", "cue around", "cue inside", "cue colliding", "cue beside", "cue near", "paragraph cues", "density",
    "cue quoted", "verb", "noun",
)  # fmt: skip
