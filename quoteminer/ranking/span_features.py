"""Features of spans as the content or the source of a cue.

`span_matrix` returns rows of floats; `SPAN_NAMES` and `READ_SPAN_NAMES` name their columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from quoteminer.extract.layout import Layout, Tokens
from quoteminer.ranking import token_columns as by_token
from quoteminer.ranking.columns import CHILDREN, DEPS, FRAMES, LABELS, POS, TAGS, one_hot
from quoteminer.ranking.context import Context, CueGroup, Probabilities, relations_of
from quoteminer.ranking.places import Places
from quoteminer.ranking.rates import RATE_NAMES
from quoteminer.ranking.spans import SpanCandidate
from quoteminer.ranking.token_columns import Ints, Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the spans of one cue share: its group, the patterns' favourite content and source."""

    group: CueGroup
    content: Tokens
    source: Tokens
    rows: Sequence[float]
    """Columns that are the same for all spans of the cue."""
    read: Probabilities | None = None
    """Rows content, source, begin and end, by token: the cue's relations as the text encoder reads them."""


def scene(context: Context, group: CueGroup) -> Scene:
    """Return what the spans of a cue share."""
    layout, hit = context.layout, group.hit
    token = layout.tokens[hit.anchor]
    children = {c.dep_ for c in token.children}
    first, last = layout.sentences[layout.sentence[token.i]]
    best, quoted = group.proposals[0][1] if group.proposals else None, context.columns.quoted
    rows = [group.best, float(group.listed), float(layout.is_quoted(token.i)), float(len(hit.chain))]
    rows += [hit.lexeme.frames.get(f, 0.0) for f in FRAMES]
    rows += one_hot(token.pos_, POS[:6]) + one_hot(token.tag_, TAGS) + one_hot(token.dep_, DEPS[:10])
    rows += [float(c in children) for c in CHILDREN[:12]]
    rows += [int(quoted[last] - quoted[first]) / max(1, last - first), float(last - first)]
    rows += context.rates[hit.anchor]
    return Scene(
        group=group,
        content=best.content if best else (),
        source=best.source if best else (),
        rows=rows,
        read=relations_of(context, hit.anchor),
    )


_SCENE_NAMES = [
    "cue rule", "cue listed", "cue quoted", "cue key words", *(f"cue frame {f}" for f in FRAMES),
    *(f"cue pos {p}" for p in POS[:6]), *(f"cue tag {t}" for t in TAGS), *(f"cue dep {d}" for d in DEPS[:10]),
    *(f"cue child {c}" for c in CHILDREN[:12]), "sentence quoted", "sentence words",
    *RATE_NAMES,
]  # fmt: skip


_SHAPE_NAMES = [
    "tokens", "log tokens", "start", "end", "before cue", "after cue", "share quoted", "share of sentence", "holes",
    "start sentence", "end sentence", "words",
]  # fmt: skip

_EDGE_NAMES = [
    "opens region", "closes region", "one region", "cuts region start", "cuts region end", "ends sentence",
    "starts sentence", "starts paragraph", "after that", "after comma", "after colon", "after topic preposition",
    "after to", "before comma", "before conjunction", "before that", "starts to", "starts relative", "starts topic",
    "starts upper", *(f"first {p}" for p in POS), *(f"last {p}" for p in POS[:6]), *(f"left {p}" for p in POS),
    *(f"right {p}" for p in POS),
]  # fmt: skip

_ROOT_NAMES = ["rooted", *by_token.ROOT_NAMES]

_PROPOSAL_NAMES = ["as content", "as source", "like content", "like source", "in source", "in content"]

_SURE_NAMES = ["cue inside", "bare cue inside", "named cue inside", "cue after", "cue next", "cue before"]

_NEXT = 4
"""Tokens behind a span in which a cue stands next to it."""

SPAN_NAMES = (
    *_SCENE_NAMES, "order", "up", "labels", *(f"label {x}" for x in LABELS), *_SHAPE_NAMES, *_EDGE_NAMES, *_ROOT_NAMES,
    *_PROPOSAL_NAMES, "rule inside", *_SURE_NAMES,
)  # fmt: skip

_COLUMN = {name: k for k, name in enumerate(SPAN_NAMES)}
_LABELS = {label: [k for k, name in enumerate(SPAN_NAMES) if name == f"label {label}"] for label in LABELS}
_ORDER = _COLUMN["order"]
_SHAPE = slice(_COLUMN["tokens"], _COLUMN["words"] + 1)
_ROOT = slice(_COLUMN["rooted"], _COLUMN["root source rate"] + 1)
_SURE = _COLUMN["cue inside"]
_PROPOSAL = slice(_COLUMN["as content"], _COLUMN["in content"] + 1)
_FIRST, _LAST, _BEFORE, _AFTER, _REGION = (
    [_COLUMN[name] for name in names]
    for names in (
        by_token.FIRST_NAMES,
        by_token.LAST_NAMES,
        by_token.BEFORE_NAMES,
        by_token.AFTER_NAMES,
        ("one region", "cuts region start", "cuts region end"),
    )
)


def span_matrix(context: Context, scenes: Sequence[tuple[Scene, Sequence[SpanCandidate]]]) -> Matrix:
    """Return the features of the spans of all cues as their content or source: a row a span, cue by cue."""
    spans = [span for _, found in scenes for span in found]
    counts = [len(found) for _, found in scenes]
    out = np.zeros((len(spans), len(SPAN_NAMES)), dtype=np.float32)
    out[:, : len(_SCENE_NAMES)] = np.repeat(np.array([shared.rows for shared, _ in scenes], np.float32), counts, axis=0)
    labelled = [(k, column) for k, span in enumerate(spans) for column in _columns_of(span.labels)]
    out[tuple(np.array(labelled).T)] = 1
    places = Places.of(spans)
    out[:, _ORDER] = np.concatenate([np.arange(count) for count in counts])
    out[:, _ORDER + 1] = [span.up for span in spans]
    out[:, _ORDER + 2] = [len(span.labels) for span in spans]
    anchors = np.repeat([shared.group.hit.anchor for shared, _ in scenes], counts)
    out[:, _SHAPE] = _shapes(context, places, anchors)
    _put_edges(out, context.columns, places)
    roots = np.array([span.root for span in spans])
    out[:, _ROOT.start] = roots >= 0
    out[:, _ROOT.start + 1 : _ROOT.stop] = context.columns.root[np.where(roots >= 0, roots, places.first)]
    out[:, _PROPOSAL] = _proposals(context, scenes, places, np.repeat(np.arange(len(scenes)), counts))
    out[:, _PROPOSAL.stop] = context.peaks.of(places)
    out[:, _SURE:] = _sureness(context, places, anchors)
    read = [_read(context.layout, shared.read, found) for shared, found in scenes if shared.read is not None]
    return np.concatenate([out, np.concatenate(read)], axis=1) if read else out


def _sureness(context: Context, places: Places, anchor: Ints) -> Matrix:
    """Return how sure other cues than the spans' own, the `anchor`, are inside them, behind and before them."""
    sure, sentence = context.sure, context.columns.sentence
    sentences = np.array(context.layout.sentences)
    opens, ends = sentences[sentence[places.first], 0], sentences[sentence[places.last], 1]
    first, stop = places.first, places.last + 1
    asked = [(peaks, first, stop) for peaks in (sure.every, sure.bare, sure.named)]
    asked += [(sure.every, stop, ends), (sure.every, stop, np.minimum(ends, stop + _NEXT)), (sure.every, opens, first)]
    parts = [
        np.maximum(
            peaks.between(low, np.minimum(high, np.maximum(anchor, low))),
            peaks.between(np.maximum(low, anchor + 1), high),
        )
        for peaks, low, high in asked
    ]
    return np.stack(parts, axis=1).astype(np.float32)


@lru_cache(maxsize=10_000)
def _columns_of(labels: tuple[str, ...]) -> tuple[int, ...]:
    """Return the columns of a span's labels."""
    return tuple(column for label in labels for column in _LABELS.get(label, ()))


def _shapes(context: Context, places: Places, anchor: Ints) -> Matrix:
    columns = context.columns
    first, last, size = places.first, places.last, places.size
    here = columns.sentence[anchor]
    length = np.array([end - start for start, end in context.layout.sentences])[here]
    parts = [
        size,
        np.log(size),
        first - anchor,
        last - anchor,
        last < anchor,
        first > anchor,
        places.count(columns.quoted) / size,
        size / np.maximum(1, length),
        last - first + 1 - size,
        columns.sentence[first] - here,
        columns.sentence[last] - here,
        places.count(columns.words),
    ]
    return np.stack(parts, axis=1).astype(np.float32)


def _put_edges(out: Matrix, columns: by_token.TokenColumns, places: Places) -> None:
    first, last = places.first, places.last
    out[:, _FIRST] = columns.first[first]
    out[:, _LAST] = columns.last[last]
    out[:, _BEFORE] = columns.before[first - 1]  # row -1 is that of the article's edge
    out[:, _AFTER] = columns.after[np.minimum(last + 1, len(columns.after) - 1)]
    opening, closing = columns.region[first], columns.region[last]
    out[:, _REGION] = np.stack(
        [
            (opening >= 0) & (opening == closing),
            (opening >= 0) & (columns.region_start[opening] < first),
            (closing >= 0) & (columns.region_end[closing] > last + 1),
        ],
        axis=1,
    )


def _proposals(
    context: Context, scenes: Sequence[tuple[Scene, Sequence[SpanCandidate]]], places: Places, owner: Ints
) -> Matrix:
    """Return how the spans fit what the patterns propose; `owner` is the scene of each."""
    as_content, as_source = [], []
    for shared, spans in scenes:
        contents: dict[Tokens, float] = {}
        sources: dict[Tokens, float] = {}
        for score, candidate in shared.group.proposals:
            contents.setdefault(candidate.content, score)
            sources.setdefault(candidate.source, score)
        as_content += [contents.get(span.tokens, 0.0) for span in spans] if contents else [0.0] * len(spans)
        as_source += [sources.get(span.tokens, 0.0) for span in spans] if sources else [0.0] * len(spans)
    size, sums = places.size, context.columns.tokens
    contents_size, content = _held([shared.content for shared, _ in scenes], places, owner, sums)
    sources_size, source = _held([shared.source for shared, _ in scenes], places, owner, sums)
    parts: list[ArrayLike] = [
        as_content,
        as_source,
        content / (size + contents_size - content),
        source / (size + sources_size - source),
        source / size,
        content / size,
    ]
    return np.stack([np.asarray(part, dtype=np.float32) for part in parts], axis=1)


def _held(favourites: Sequence[Tokens], places: Places, owner: Ints, sums: Ints) -> tuple[Ints, Ints]:
    """Return by span the size of its scene's favourite, and how much of it the span holds."""
    size = np.array([len(tokens) for tokens in favourites])[owner]
    held = Places.of([SpanCandidate(tokens or (0,), 0, ()) for tokens in favourites])
    return size, np.where(size > 0, places.shared(np.arange(len(owner)), held, owner, sums), 0)


def _read(layout: Layout, read: Probabilities, spans: Iterable[SpanCandidate]) -> Matrix:
    rows = [
        [
            *_read_span(layout, span.tokens, read[0]),
            *_read_span(layout, span.tokens, read[1]),
            float(read[2][span.tokens[0]]),
            float(read[3][span.tokens[-1]]),
        ]
        for span in spans
    ]
    return np.array(rows, dtype=np.float32)


def _read_span(layout: Layout, tokens: Tokens, relation: Probabilities) -> list[float]:
    """Return how well a span fits what the text encoder reads: a soft overlap, its mean, its edges."""
    first, last = tokens[0], tokens[-1]
    inside = float(relation[list(tokens)].sum())
    low, high = layout.paragraphs[layout.paragraph[first]]
    total = float(relation[low:high].sum())
    before = float(relation[first - 1]) if first > low else 0.0
    after = float(relation[last + 1]) if last + 1 < high else 0.0
    return [
        inside / max(1e-6, len(tokens) + total - inside),
        inside / len(tokens),
        inside / max(1e-6, total),
        float(relation[first]),
        float(relation[last]),
        before,
        after,
    ]


_READ = ("overlap", "mean", "share", "first", "last", "before", "after")
READ_SPAN_NAMES = (*(f"read {kind} {x}" for kind in ("content", "source") for x in _READ), "read begin", "read end")
