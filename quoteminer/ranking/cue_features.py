"""Features of possible cues: values of the patterns file, tree shape, distances and marks; never which word it is.

`cue_row` returns one row of floats; `CUE_NAMES` name its columns. Words count only by the classes of grammar.yaml and
by the rates of `quoteminer.ranking.rates`.
"""

from __future__ import annotations

from spacy.tokens import Token

from quoteminer.extract.cues import CueHit
from quoteminer.ranking.columns import CHILDREN, DEPS, FRAMES, POS, TAGS, one_hot
from quoteminer.ranking.context import Context, CueGroup
from quoteminer.ranking.rates import RATE_NAMES


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


def cue_row(context: Context, group: CueGroup) -> list[float]:
    """Return the features of one possible cue."""
    layout, hit = context.layout, group.hit
    token = layout.tokens[hit.anchor]
    counts = dict.fromkeys(CHILDREN, 0.0)
    for child in token.children:
        if child.dep_ in counts:
            counts[child.dep_] += 1
    row = [hit.lexeme.frames.get(f, 0.0) for f in FRAMES]
    row += [float(group.listed), max(row), float(len(hit.chain)), group.best, float(len(group.proposals))]
    row += one_hot(token.pos_, POS) + one_hot(token.tag_, TAGS) + one_hot(token.dep_, DEPS)
    row += list(counts.values())
    row += _subject_row(context, token, group) + _place_row(context, hit) + _neighbour_row(context, token)
    return row + context.rates[hit.anchor] + _rate_row(context, token) + _read_cue(context, hit)


def _subject_row(context: Context, token: Token, group: CueGroup) -> list[float]:
    layout, grammar = context.layout, context.layout.grammar
    source = group.proposals[0][1].source if group.proposals else ()
    words = [layout.tokens[i] for i in source if layout.words[i]]
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
        float(head is not None and layout.is_time(head)),
        float(head is not None and head.tag_ in ("NNS", "NNPS")),
        float(head is not None and head.pos_ == "NOUN"),
        float(token.i - words[-1].i if words else 0),
        float(bool(auxiliaries & grammar.modals)),
        float(bool(auxiliaries & grammar.futures)),
        float(bool(auxiliaries & grammar.conditionals)),
        float("to" in auxiliaries),
        context.speaking[head.i] if head is not None else -1.0,
    ]


_SUBJECT_NAMES = [
    "no source", "elided", "writer", "hearer", "expletive", "relative", "pronoun", "source words", "source name",
    "source time", "source plural", "source noun", "source distance", "modal", "future",
    "conditional", "infinitive mark", "source rate",
]  # fmt: skip


def _place_row(context: Context, hit: CueHit) -> list[float]:
    layout, i = context.layout, hit.anchor
    first, last = layout.sentences[layout.sentence[i]]
    start, end = layout.paragraphs[layout.paragraph[i]]
    at_start, here, behind, at_end = context.columns.quoted[[first, i, i + 1, last]].tolist()
    low, high = min(hit.tokens), max(hit.tokens)
    after = layout.tokens[high + 1].text if high + 1 < end else ""
    before = layout.tokens[low - 1].text if low > start else ""
    return [
        float(layout.is_quoted(i)),
        (at_end - at_start) / max(1, last - first),
        float(at_end > behind and not layout.is_quoted(i)),
        float(here > at_start and not layout.is_quoted(i)),
        float(last - first),
        (i - first) / max(1, last - first),
        float(i - start),
        float(end - start),
        float(high + 1 < end and layout.is_quoted(high + 1)),
        float(low > start and layout.is_quoted(low - 1)),
        float(after == ","),
        float(after == ":"),
        float(before == ","),
        float(layout.tokens[last - 1].text == "?"),
        float(layout.tokens[i].is_title),
        float(layout.paragraph[i]),
        context.share,
        float(high + 1 < end and layout.tokens[high + 1].lower_ in layout.grammar.complementizers),
        *one_hot(layout.tokens[high + 1].pos_ if high + 1 < end else "", POS),
        *one_hot(layout.tokens[low - 1].pos_ if low > start else "", POS),
    ]


_PLACE_NAMES = [
    "quoted", "sentence quoted", "quote follows", "quote precedes", "sentence words", "sentence place",
    "paragraph place", "paragraph words", "mark follows", "mark precedes", "comma follows", "colon follows",
    "comma precedes", "question", "title case", "paragraph", "density", "that follows",
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
    beside = max(*rule[first : token.i], *rule[token.i + 1 : last], 0.0, 0.0)
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
        max(*rates[first : token.i], *rates[token.i + 1 : last], 0.0, 0.0),
    ]


_NEIGHBOUR_NAMES = ["rule above", "rule above clause", "depth", "rule below", "rule beside", "rule head"]

CUE_NAMES = (
    *(f"frame {f}" for f in FRAMES), "listed", "prior", "key words", "rule", "proposals",
    *(f"pos {p}" for p in POS), *(f"tag {t}" for t in TAGS), *(f"dep {d}" for d in DEPS),
    *(f"child {c}" for c in CHILDREN), *_SUBJECT_NAMES, *_PLACE_NAMES, *_NEIGHBOUR_NAMES,
    *RATE_NAMES, "rate head", "rate above", "rate below", "rate beside",
)  # fmt: skip
