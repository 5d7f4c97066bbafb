"""Features of cues and spans: values of the patterns file, tree shape, distances and marks; never which word it is.

Each function returns one row of floats; `*_NAMES` name its columns. Words count only by the classes of grammar.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from quoteminer.extract.candidates import Candidate
from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.ranking.rates import RATE_NAMES
from quoteminer.ranking.spans import SpanCandidate
from quoteminer.ranking.views import Relations

FRAMES = (
    "clause", "quote", "object", "judgement", "predicate", "infinitive", "passive",
    "that-clause", "to-clause", "of-object",
)  # fmt: skip
POS = ("VERB", "AUX", "NOUN", "PROPN", "PRON", "ADJ", "ADV", "ADP", "SCONJ", "PUNCT", "NUM", "DET")
TAGS = ("VBD", "VBZ", "VBP", "VB", "VBG", "VBN", "NN", "NNS", "NNP", "NNPS")
DEPS = (
    "ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "pobj", "dobj", "nsubj",
    "nsubjpass", "prep", "agent", "appos", "compound", "amod", "dep", "poss", "attr", "acomp", "oprd", "npadvmod",
)  # fmt: skip
CHILDREN = (
    "nsubj", "nsubjpass", "ccomp", "dobj", "xcomp", "prep", "advcl", "agent", "aux", "auxpass", "neg", "acl", "mark",
    "parataxis", "dative", "oprd", "conj", "punct", "poss", "relcl", "attr", "acomp", "prt", "advmod", "npadvmod",
    "det", "amod", "compound",
)  # fmt: skip
SURFACE = (
    "trimmed", "rest", "before", "head", "sentence before", "sentence after", "sentence after cue",
    "sentence before cue", "paragraph after", "paragraph before", "quotation", "next quotation", "other sentence",
    "pattern",
)  # fmt: skip
LABELS = (*CHILDREN[:8], "pobj", "pcomp", "appos", "acl", "relcl", "attr", "acomp", "oprd", "advcl", "conj", *SURFACE)
ENTITIES = ("PERSON", "ORG", "GPE", "NORP", "DATE", "CARDINAL")


Probabilities = NDArray[np.float32]
"""Probabilities by token."""


class Reading(Protocol):
    """What a text encoder says of an article, by token."""

    @property
    def cue(self) -> Probabilities:
        """Return how probably each token belongs to a cue."""

    def near(self, anchor: int) -> Relations:
        """Return how probably the tokens around a cue are its content and its source, begin it and end it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CueGroup:
    """All that the patterns say of one cue: its longest key, and their scored proposals, best first."""

    hit: CueHit
    listed: bool
    proposals: tuple[tuple[float, Candidate], ...]

    @property
    def best(self) -> float:
        """The rules' score of the best proposal, 0 without one."""
        return self.proposals[0][0] if self.proposals else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A layout with what is known of every token as a cue.

    `rule` is the rules' best score by token, `rate` the word's rate (0 where unknown), `rates` the columns of
    `Rates.row` by anchor; `share` is how many cues a word the rules find: the genre's density of attribution.
    """

    layout: Layout
    rule: Sequence[float]
    rate: Sequence[float]
    rates: Mapping[int, list[float]]
    share: float
    reading: Reading | None = None
    """What the text encoder reads, with the large ranker."""

    latest: dict[int, Probabilities] = field(default_factory=dict)
    """The relations of the cue asked for last: its spans and readings ask one behind the other."""


def one_hot(value: str, values: Sequence[str]) -> list[float]:
    """Return 1.0 in the column of the value."""
    return [1.0 if value == v else 0.0 for v in values]


def cue_row(context: Context, group: CueGroup) -> list[float]:
    """Return the features of one possible cue."""
    layout, hit = context.layout, group.hit
    token = layout.doc[hit.anchor]
    counts = dict.fromkeys(CHILDREN, 0.0)
    for child in token.children:
        if child.dep_ in counts:
            counts[child.dep_] += 1
    row = [hit.lexeme.frames.get(f, 0.0) for f in FRAMES]
    row += [float(group.listed), max(row), float(len(hit.chain)), group.best, float(len(group.proposals))]
    row += one_hot(token.pos_, POS) + one_hot(token.tag_, TAGS) + one_hot(token.dep_, DEPS)
    row += list(counts.values())
    row += _subject_row(layout, token, group) + _place_row(context, hit) + _neighbour_row(context, token)
    return row + context.rates[hit.anchor] + _rate_row(context, token) + _read_cue(context, hit)


def _subject_row(layout: Layout, token: Token, group: CueGroup) -> list[float]:
    grammar = layout.grammar
    source = group.proposals[0][1].source if group.proposals else ()
    words = [layout.doc[i] for i in source if layout.words[i]]
    low = words[0].lower_ if len(words) == 1 else ""
    auxiliaries = {c.lower_ for c in token.children if c.dep_ in ("aux", "auxpass", "neg", "mark")}
    head = next((w for w in words if w.head.i not in source), words[0] if words else None)
    return [
        float(not words),
        float(bool(group.proposals) and group.proposals[0][1].elided),
        float(low in grammar.writer),
        float(low in grammar.hearer),
        float(low in grammar.expletives),
        float(low in grammar.relative_pronouns),
        float(len(words) == 1 and words[0].pos_ == "PRON"),
        float(len(words)),
        float(any(w.pos_ == "PROPN" for w in words)),
        *one_hot(head.ent_type_ if head is not None else "", ENTITIES),
        float(head is not None and head.tag_ in ("NNS", "NNPS")),
        float(head is not None and head.pos_ == "NOUN"),
        float(token.i - words[-1].i if words else 0),
        float(bool(auxiliaries & grammar.modals)),
        float(bool(auxiliaries & grammar.futures)),
        float(bool(auxiliaries & grammar.conditionals)),
        float("to" in auxiliaries),
    ]


_SUBJECT_NAMES = [
    "no source", "elided", "writer", "hearer", "expletive", "relative", "pronoun", "source words", "source name",
    *(f"source {e}" for e in ENTITIES), "source plural", "source noun", "source distance", "modal", "future",
    "conditional", "infinitive mark",
]  # fmt: skip


def _place_row(context: Context, hit: CueHit) -> list[float]:
    layout, i = context.layout, hit.anchor
    first, last = layout.sentences[layout.sentence[i]]
    start, end = layout.paragraphs[layout.paragraph[i]]
    quoted = [layout.is_quoted(j) for j in range(first, last)]
    low, high = min(hit.tokens), max(hit.tokens)
    after = layout.doc[high + 1].text if high + 1 < end else ""
    before = layout.doc[low - 1].text if low > start else ""
    return [
        float(layout.is_quoted(i)),
        sum(quoted) / max(1, len(quoted)),
        float(any(quoted[i - first + 1 :]) and not layout.is_quoted(i)),
        float(any(quoted[: i - first]) and not layout.is_quoted(i)),
        float(last - first),
        (i - first) / max(1, last - first),
        float(i - start),
        float(end - start),
        float(high + 1 < end and layout.is_quoted(high + 1)),
        float(low > start and layout.is_quoted(low - 1)),
        float(after == ","),
        float(after == ":"),
        float(before == ","),
        float(layout.doc[last - 1].text == "?"),
        float(layout.doc[i].is_title),
        float(layout.doc[i].ent_type_ != ""),
        float(layout.paragraph[i]),
        context.share,
        float(high + 1 < end and layout.doc[high + 1].lower_ in layout.grammar.complementizers),
        *one_hot(layout.doc[high + 1].pos_ if high + 1 < end else "", POS),
        *one_hot(layout.doc[low - 1].pos_ if low > start else "", POS),
    ]


_PLACE_NAMES = [
    "quoted", "sentence quoted", "quote follows", "quote precedes", "sentence words", "sentence place",
    "paragraph place", "paragraph words", "mark follows", "mark precedes", "comma follows", "colon follows",
    "comma precedes", "question", "title case", "in entity", "paragraph", "density", "that follows",
    *(f"next {p}" for p in POS), *(f"previous {p}" for p in POS),
]  # fmt: skip


def _neighbour_row(context: Context, token: Token) -> list[float]:
    """Return what the rules think of the cues above, below and beside this one."""
    layout, rule = context.layout, context.rule
    above = complement = 0.0
    depth, node = 0, token
    while node.head.i != node.i and depth < 8:
        if node.dep_ in ("ccomp", "xcomp", "acl", "pcomp", "dobj", "advcl", "relcl"):
            above = max(above, rule[node.head.i])
            if node.dep_ == "ccomp":
                complement = max(complement, rule[node.head.i])
        node = node.head
        depth += 1
    first, last = layout.sentences[layout.sentence[token.i]]
    below = max((rule[c.i] for c in token.children), default=0.0)
    beside = max((rule[i] for i in range(first, last) if i != token.i), default=0.0)
    head = rule[token.head.i] if token.head.i != token.i else 0.0
    return [above, complement, float(depth), below, beside, head]


def _rate_row(context: Context, token: Token) -> list[float]:
    """Return how the words above, below and beside this one attribute elsewhere."""
    layout, rates = context.layout, context.rate
    above, node = 0.0, token
    for _ in range(8):
        if node.head.i == node.i:
            break
        node = node.head
        above = max(above, rates[node.i])
    first, last = layout.sentences[layout.sentence[token.i]]
    return [
        rates[token.head.i] if token.head.i != token.i else 0.0,
        above,
        max((rates[c.i] for c in token.children), default=0.0),
        max((rates[i] for i in range(first, last) if i != token.i), default=0.0),
    ]


_NEIGHBOUR_NAMES = ["rule above", "rule above clause", "depth", "rule below", "rule beside", "rule head"]

CUE_NAMES = (
    *(f"frame {f}" for f in FRAMES), "listed", "prior", "key words", "rule", "proposals",
    *(f"pos {p}" for p in POS), *(f"tag {t}" for t in TAGS), *(f"dep {d}" for d in DEPS),
    *(f"child {c}" for c in CHILDREN), *_SUBJECT_NAMES, *_PLACE_NAMES, *_NEIGHBOUR_NAMES,
    *RATE_NAMES, "rate head", "rate above", "rate below", "rate beside",
)  # fmt: skip


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
    row += _shape_row(layout, tokens, anchor) + _edge_row(layout, tokens) + _root_row(layout, span)
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


def _root_row(layout: Layout, span: SpanCandidate) -> list[float]:
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
    ]


_ROOT_NAMES = [
    "rooted", *(f"root {p}" for p in POS), *(f"root {t}" for t in TAGS), *(f"root {d}" for d in DEPS),
    *(f"root {e}" for e in ENTITIES), "root subject", "root mark", "root relative", "root apposition", "root title",
    "root writer", "root expletive",
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


def _read_cue(context: Context, hit: CueHit) -> list[float]:
    """Return how the text encoder reads the cue's words and those around them."""
    if context.reading is None:
        return []
    cue, i = context.reading.cue, hit.anchor
    first, last = context.layout.sentences[context.layout.sentence[i]]
    around = [float(cue[j]) for j in range(first, last) if j not in hit.tokens]
    return [
        float(cue[i]),
        float(max(cue[j] for j in hit.tokens)),
        float(sum(cue[j] for j in hit.tokens) / len(hit.tokens)),
        max(around, default=0.0),
        float(max(cue[max(0, i - 2) : i + 3])),
    ]


READ_CUE_NAMES = ("read cue", "read cue best", "read cue mean", "read cue beside", "read cue near")


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


def relations_of(context: Context, anchor: int) -> Probabilities | None:
    """Return content, source, begin and end probabilities by token of the Doc, None without a text encoder."""
    if context.reading is None:
        return None
    if anchor in context.latest:
        return context.latest[anchor]
    near = context.reading.near(anchor)
    out = np.zeros((4, len(context.layout.doc)), dtype=np.float32)
    for k, values in enumerate((near.content, near.source, near.begin, near.end)):
        out[k, near.start : near.start + len(values)] = values
    context.latest.clear()
    context.latest[anchor] = out
    return out


def overlap(left: Iterable[int], right: Iterable[int]) -> float:
    """Return the intersection over the union of two token sets."""
    a, b = frozenset(left), frozenset(right)
    return len(a & b) / len(a | b) if a or b else 0.0
