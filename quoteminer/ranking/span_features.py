"""Features of spans as the content or the source of a cue, or as another part of a content.

`span_row` and `extension_row` return one row of floats; `*_NAMES` name their columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from quoteminer.extract.layout import Layout, Tokens
from quoteminer.ranking.columns import CHILDREN, DEPS, ENTITIES, FRAMES, LABELS, POS, TAGS, one_hot
from quoteminer.ranking.context import Context, CueGroup, Probabilities, overlap, relations_of
from quoteminer.ranking.rates import RATE_NAMES
from quoteminer.ranking.spans import SpanCandidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the spans of one cue share: its group, the patterns' favourite content and source."""

    group: CueGroup
    content: frozenset[int]
    source: frozenset[int]
    rows: Sequence[float]
    """Columns that are the same for all spans of the cue."""
    read: Probabilities | None = None
    """Rows content, source, begin and end, by token: the cue's relations as the text encoder reads them."""


def scene(context: Context, group: CueGroup) -> Scene:
    """Return what the spans of a cue share."""
    layout, hit = context.layout, group.hit
    token = layout.doc[hit.anchor]
    children = {c.dep_ for c in token.children}
    first, last = layout.sentences[layout.sentence[token.i]]
    best = group.proposals[0][1] if group.proposals else None
    rows = [group.best, float(group.listed), float(layout.is_quoted(token.i)), float(len(hit.chain))]
    rows += [hit.lexeme.frames.get(f, 0.0) for f in FRAMES]
    rows += one_hot(token.pos_, POS[:6]) + one_hot(token.tag_, TAGS) + one_hot(token.dep_, DEPS[:10])
    rows += [float(c in children) for c in CHILDREN[:12]]
    rows += [sum(layout.is_quoted(i) for i in range(first, last)) / max(1, last - first), float(last - first)]
    rows += context.rates[hit.anchor]
    return Scene(
        group=group,
        content=frozenset(best.content) if best else frozenset(),
        source=frozenset(best.source) if best else frozenset(),
        rows=rows,
        read=relations_of(context, hit.anchor),
    )


_SCENE_NAMES = [
    "cue rule", "cue listed", "cue quoted", "cue key words", *(f"cue frame {f}" for f in FRAMES),
    *(f"cue pos {p}" for p in POS[:6]), *(f"cue tag {t}" for t in TAGS), *(f"cue dep {d}" for d in DEPS[:10]),
    *(f"cue child {c}" for c in CHILDREN[:12]), "sentence quoted", "sentence words",
    *RATE_NAMES,
]  # fmt: skip


def span_row(context: Context, shared: Scene, span: SpanCandidate, order: int) -> list[float]:
    """Return the features of one span as the content or the source of a cue."""
    layout, tokens, anchor = context.layout, span.tokens, shared.group.hit.anchor
    row = [*shared.rows, float(order), float(span.up), float(len(span.labels))]
    labels = set(span.labels)
    row += [1.0 if label in labels else 0.0 for label in LABELS]
    row += _shape_row(layout, tokens, anchor) + _edge_row(layout, tokens) + _root_row(context, span)
    row += _proposal_row(shared, frozenset(tokens))
    row += [max((context.rule[i] for i in tokens), default=0.0)]
    if shared.read is not None:
        row += [*_read_span(layout, tokens, shared.read[0]), *_read_span(layout, tokens, shared.read[1])]
        row += [float(shared.read[2][tokens[0]]), float(shared.read[3][tokens[-1]])]
    return row


def _shape_row(layout: Layout, tokens: Tokens, anchor: int) -> list[float]:
    first, last = tokens[0], tokens[-1]
    low, high = layout.sentences[layout.sentence[anchor]]
    size = len(tokens)
    quoted = sum(layout.is_quoted(i) for i in tokens)
    return [
        float(size),
        log(size),
        float(first - anchor),
        float(last - anchor),
        float(last < anchor),
        float(first > anchor),
        quoted / size,
        size / max(1, high - low),
        float(last - first + 1 - size),
        float(layout.sentence[first] - layout.sentence[anchor]),
        float(layout.sentence[last] - layout.sentence[anchor]),
        float(sum(layout.words[i] for i in tokens)),
    ]


_SHAPE_NAMES = [
    "tokens", "log tokens", "start", "end", "before cue", "after cue", "share quoted", "share of sentence", "holes",
    "start sentence", "end sentence", "words",
]  # fmt: skip


def _edge_row(layout: Layout, tokens: Tokens) -> list[float]:
    doc, grammar = layout.doc, layout.grammar
    first, last = tokens[0], tokens[-1]
    before = doc[first - 1] if first else None
    after = doc[last + 1] if last + 1 < len(doc) else None
    sentence = layout.sentences[layout.sentence[last]]
    ends = not any(layout.words[i] for i in range(last + 1, sentence[1]))
    region_first, region_last = layout.region[first], layout.region[last]
    return [
        float(region_first >= 0 and layout.regions[region_first].start == first),
        float(region_last >= 0 and layout.regions[region_last].end == last + 1),
        float(region_first >= 0 and region_first == region_last),
        float(region_first >= 0 and layout.regions[region_first].start < first),
        float(region_last >= 0 and layout.regions[region_last].end > last + 1),
        float(ends),
        float(first == layout.sentences[layout.sentence[first]][0]),
        float(first == layout.paragraphs[layout.paragraph[first]][0]),
        float(before is not None and before.lower_ in grammar.complementizers),
        float(before is not None and before.text == ","),
        float(before is not None and before.text == ":"),
        float(before is not None and before.lower_ in grammar.topic_prepositions),
        float(before is not None and before.text == "to"),
        float(after is not None and after.text == ","),
        float(after is not None and after.lower_ in grammar.conjunctions),
        float(after is not None and after.lower_ in grammar.complementizers),
        float(doc[first].text == "to"),
        float(doc[first].lower_ in grammar.relative_pronouns),
        float(doc[first].lower_ in grammar.topic_prepositions),
        float(doc[first].text[:1].isupper()),
        *one_hot(doc[first].pos_, POS),
        *one_hot(doc[last].pos_, POS[:6]),
        *one_hot(before.pos_ if before is not None else "", POS),
        *one_hot(after.pos_ if after is not None else "", POS),
    ]


_EDGE_NAMES = [
    "opens region", "closes region", "one region", "cuts region start", "cuts region end", "ends sentence",
    "starts sentence", "starts paragraph", "after that", "after comma", "after colon", "after topic preposition",
    "after to", "before comma", "before conjunction", "before that", "starts to", "starts relative", "starts topic",
    "starts upper", *(f"first {p}" for p in POS), *(f"last {p}" for p in POS[:6]), *(f"left {p}" for p in POS),
    *(f"right {p}" for p in POS),
]  # fmt: skip


def _root_row(context: Context, span: SpanCandidate) -> list[float]:
    layout = context.layout
    root = layout.doc[span.root if span.root >= 0 else span.tokens[0]]
    deps = {c.dep_ for c in root.children}
    return [
        float(span.root >= 0),
        *one_hot(root.pos_, POS),
        *one_hot(root.tag_, TAGS),
        *one_hot(root.dep_, DEPS),
        *one_hot(root.ent_type_, ENTITIES),
        float(bool(deps & {"nsubj", "nsubjpass", "expl"})),
        float("mark" in deps),
        float("relcl" in deps),
        float("appos" in deps),
        float(root.is_title),
        float(root.lower_ in layout.grammar.writer),
        float(root.lower_ in layout.grammar.expletives),
        context.speaking[root.i],
    ]


_ROOT_NAMES = [
    "rooted", *(f"root {p}" for p in POS), *(f"root {t}" for t in TAGS), *(f"root {d}" for d in DEPS),
    *(f"root {e}" for e in ENTITIES), "root subject", "root mark", "root relative", "root apposition", "root title",
    "root writer", "root expletive", "root source rate",
]  # fmt: skip


def _proposal_row(shared: Scene, tokens: frozenset[int]) -> list[float]:
    as_content = as_source = 0.0
    for score, candidate in shared.group.proposals:
        if as_content == 0.0 and tokens == frozenset(candidate.content):
            as_content = score
        if as_source == 0.0 and tokens == frozenset(candidate.source):
            as_source = score
    return [
        as_content,
        as_source,
        overlap(tokens, shared.content),
        overlap(tokens, shared.source),
        len(tokens & shared.source) / len(tokens),
        len(tokens & shared.content) / len(tokens),
    ]


_PROPOSAL_NAMES = ["as content", "as source", "like content", "like source", "in source", "in content"]

SPAN_NAMES = (
    *_SCENE_NAMES, "order", "up", "labels", *(f"label {x}" for x in LABELS), *_SHAPE_NAMES, *_EDGE_NAMES, *_ROOT_NAMES,
    *_PROPOSAL_NAMES, "rule inside",
)  # fmt: skip


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


def extension_row(context: Context, main: Tokens, span: SpanCandidate) -> list[float]:
    """Return how a span lies to the content found already, of which it may be another part."""
    layout, tokens = context.layout, span.tokens
    region = layout.region[tokens[0]]
    between = range(main[-1] + 1, tokens[0]) if tokens[0] > main[-1] else range(tokens[-1] + 1, main[0])
    return [
        float(tokens[0] - main[-1]),
        float(main[0] - tokens[-1]),
        float(layout.region[main[0]] >= 0),
        float(layout.region[main[-1]] >= 0 and layout.region[main[-1]] != region),
        float(len(main)),
        len(set(tokens) & set(main)) / len(tokens),
        float(layout.sentence[tokens[0]] - layout.sentence[main[-1]]),
        float(sum(layout.words[i] for i in between)),
        max((context.rule[i] for i in between), default=0.0),
        max((context.rule[i] for i in tokens), default=0.0),
    ]


EXTENSION_NAMES = (
    "gap after", "gap before", "main quoted", "main other region", "main tokens", "shared", "sentences apart",
    "words between", "rule between", "rule in part",
)  # fmt: skip
