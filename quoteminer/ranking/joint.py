"""Joint readings: for one cue, pairs of a content and a source, with the features of the last, deciding network."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from quoteminer.extract.content_tokens import expletives, leads_clause
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.occasions import occasion_behind
from quoteminer.ranking.context import Context, CueGroup, Probabilities, relations_of
from quoteminer.ranking.network import Matrix, Network, sigmoid, softmax
from quoteminer.ranking.part_features import extension_rows
from quoteminer.ranking.places import Places
from quoteminer.ranking.spans import SpanCandidate
from quoteminer.ranking.token_columns import Ints

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


Parts = Sequence[tuple[int, int, float]]
"""(content, other span, probability that it is another part of the content) of a cue's spans."""


def extensions(context: Context, every: Sequence[Ranked], part: Network) -> Iterator[Parts]:
    """Yield, for each possible cue, how probably its spans are other parts of its likely contents."""
    if not every:
        return
    places = Places.of([span for ranked in every for span in ranked.spans])
    starts = np.cumsum([0, *(len(ranked.spans) for ranked in every)])
    mains, others = _pairs(context, every, places, starts)
    begun = part.begin(np.concatenate([ranked.rows for ranked in every]))[others]
    begun += part.begin(extension_rows(context, places, mains, others), column=every[0].rows.shape[1])
    answers = sigmoid(part.finish(begun))[:, 0].tolist()
    borders = np.searchsorted(mains, starts)
    for start, (low, high) in zip(starts.tolist(), pairwise(borders.tolist()), strict=False):
        local = (mains[low:high] - start).tolist(), (others[low:high] - start).tolist()
        yield list(zip(*local, answers[low:high], strict=True))


def _pairs(context: Context, every: Sequence[Ranked], places: Places, starts: Ints) -> tuple[Ints, Ints]:
    """Return (likely content, span of the same cue that has words which the content has not) as indices of spans."""
    found = [(ranked.contents, start, len(ranked.spans)) for start, ranked in zip(starts.tolist(), every, strict=False)]
    mains = np.concatenate([np.repeat(np.sort(contents) + start, n) for contents, start, n in found])
    others = np.concatenate([np.tile(np.arange(start, start + n), len(contents)) for contents, start, n in found])
    words = context.columns.words
    more = places.count(words)[others] > places.shared(mains, places, others, words)
    return mains[more], others[more]


def readings(context: Context, ranked: Ranked, parts: Parts, shared: Sequence[float]) -> Iterator[JointReading]:
    """Yield the joint readings of one cue.

    `parts` are (content, other span, probability of being its part); `shared` the features that describe the cue
    among its neighbours.
    """
    odds, contents, hit = ranked.scores, ranked.contents, ranked.group.hit
    cue = {*expletives(context.layout, hit), *occasion_behind(context.layout, hit), *hit.tokens}
    source_shares, content_shares = softmax(odds[:, SOURCE]), softmax(odds[:, CONTENT])
    probable = 1 / (1 + np.exp(-odds[:, [IS_SOURCE, IS_CONTENT]]))
    is_source, is_content = probable.T.tolist()
    best = np.argsort(-odds[:, SOURCE], kind="stable")[:SOURCES].tolist()
    sources = [k for k in best if probable[k, 0] > LEAST_SOURCE]
    best_source, second_source, second_content = max(is_source), _second(source_shares), _second(content_shares)
    of_main: dict[int, list[tuple[int, float]]] = {main: [] for main in contents}
    for main, k, probability in sorted(parts, key=lambda part: -part[2]):
        of_main[main].append((k, probability))
    seen: set[tuple[Tokens, Tokens]] = set()
    trimmed: dict[frozenset[int], Tokens] = {}
    for main in contents:
        for place, k in enumerate([*sources, -1]):
            source = ranked.spans[k].tokens if k >= 0 else ()
            joined, added, surest = _joined(ranked, main, source, of_main[main])
            words = joined - cue - frozenset(source)
            if words not in trimmed:
                trimmed[words] = without_loose_edges(context.layout, words)
            content = trimmed[words]
            if not content or (content, source) in seen or set(ranked.spans[main].tokens) <= set(source):
                continue
            seen.add((content, source))
            row = [
                ranked.probability,
                is_content[main],
                float(content_shares[main]),
                float(odds[main, CONTENT]),
                second_content,
                is_source[k] if k >= 0 else -1.0,
                float(source_shares[k]) if k >= 0 else -1.0,
                best_source,
                second_source,
                float(k < 0),
                float(added),
                surest,
                float(place),
                *_content_row(context.layout, content, source),
                ranked.group.best,
                float(ranked.group.listed),
                *shared,
                *_sure_row(context, ranked.group.hit.anchor, content),
                *_read_row(context, ranked.group.hit.anchor, content, source),
            ]
            yield JointReading(group=ranked.group, content=content, source=source, row=row)


def _joined(
    ranked: Ranked, main: int, source: Tokens, parts: Sequence[tuple[int, float]]
) -> tuple[frozenset[int], int, float]:
    """Return the content with its parts, how many there are, and the probability of the surest; the best come first."""
    joined, added, surest, own = frozenset(ranked.spans[main].tokens), 0, 0.0, frozenset(source)
    for k, probability in parts:
        if surest and probability <= PART:
            break
        if own.isdisjoint(ranked.spans[k].tokens):
            surest = max(surest, probability)
            if probability > PART:
                joined |= frozenset(ranked.spans[k].tokens)
                added += 1
    return joined, added, surest


def _content_row(layout: Layout, content: Tokens, source: Tokens) -> list[float]:
    return [
        float(len(content)),
        float(len(layout.runs(content))),
        sum([layout.region[i] >= 0 for i in content]) / len(content),
        float(len(source)),
    ]


def _sure_row(context: Context, anchor: int, content: Tokens) -> list[float]:
    """Return how sure other cues are inside a content, and behind it in its sentence."""
    bare, named = context.sure.bare.values, context.sure.named.values
    _, end = context.layout.sentences[context.layout.sentence[content[-1]]]
    inside, behind = ([i for i in tokens if i != anchor] for tokens in (content, range(content[-1] + 1, end)))
    return [max([values[i] for i in tokens], default=0.0) for tokens in (inside, behind) for values in (bare, named)]


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


def without_loose_edges(layout: Layout, tokens: frozenset[int]) -> Tokens:
    """Return the tokens without loose edges; a quotation of which all words are there comes with its marks."""
    for region in {*map(layout.region.__getitem__, tokens)} - {-1}:
        whole = range(layout.regions[region].start, layout.regions[region].end)
        if all(i in tokens or not layout.words[i] for i in whole):
            tokens = tokens.union(whole)
    kept = layout.trim(tokens)
    while len(kept) > 1 and leads_clause(layout, kept[0]):
        kept = layout.trim(kept[1:])
    return layout.without_conjunction(kept)


def neighbourhood(layout: Layout, every: Sequence[Ranked]) -> Iterator[list[float]]:
    """Yield, for each possible cue, how sure the cues above, around, inside and beside it are."""
    sure = {r.group.hit.anchor: r.probability for r in every}
    likely = {r.group.hit.anchor: set(r.spans[r.contents[0]].tokens) for r in every}
    reach = sorted((min(tokens), max(tokens), k) for k, tokens in likely.items())
    longest = max((high - low for low, high, _ in reach), default=0)
    by_paragraph: dict[int, list[int]] = {}
    for k in sure:
        by_paragraph.setdefault(layout.paragraph[k], []).append(k)
    mean = sum(p for p in sure.values() if p > 0.3) / max(1, sum(layout.words))
    for ranked in every:
        i = ranked.group.hit.anchor
        first, last = layout.sentences[layout.sentence[i]]
        above, node = 0.0, layout.tokens[i]
        for _ in range(8):
            if node.head.i == node.i:
                break
            node = node.head
            above = max(above, sure.get(node.i, 0.0))
        start, end = min(i, *likely[i]), max(i, *likely[i])
        near = reach[bisect_left(reach, (start - longest,)) : bisect_right(reach, (end, len(layout.doc)))]
        touching = [k for _, high, k in near if high >= start and k != i]
        paragraph = [k for k in by_paragraph[layout.paragraph[i]] if k != i]
        beside = [k for k in paragraph if first <= k < last]
        yield [
            above,
            max((sure[k] for k in touching if i in likely[k]), default=0.0),
            max((sure[k] for k in likely[i] if k in sure and k != i), default=0.0),
            max((sure[k] for k in touching if _collides(likely, i, k)), default=0.0),
            max((sure[k] for k in beside), default=0.0),
            max((sure[k] for k in range(i - 3, i + 4) if k in sure and k != i), default=0.0),
            sum([sure[k] for k in paragraph]),
            mean,
            float(layout.is_quoted(i)),
            float(layout.tokens[i].pos_ == "VERB"),
            float(layout.tokens[i].pos_ == "NOUN"),
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
    "cue quoted", "verb", "noun", "bare cue inside", "named cue inside", "bare cue behind",
    "named cue behind",
)  # fmt: skip
