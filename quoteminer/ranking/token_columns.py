"""What the features of spans ask of single tokens, worked out once an article as columns of numbers.

Spans of one sentence share most of their edges and roots: looking columns up by token is several times faster than
asking each span anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from quoteminer.extract.layout import Layout
from quoteminer.ranking import columns

Matrix = NDArray[np.float32]
Ints = NDArray[np.int64]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
"""Dependents that make a head a clause with a subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenColumns:
    """Columns by token; `before` and `after` have a row of zeros at the end, for spans at the article's edge.

    `quoted`, `words` and `tokens` are running sums: `quoted[j] - quoted[i]` counts the quoted tokens of `[i, j)`.
    """

    first: Matrix
    last: Matrix
    before: Matrix
    after: Matrix
    root: Matrix
    region: Ints
    region_start: Ints
    region_end: Ints
    sentence: Ints
    quoted: Ints
    words: Ints
    tokens: Ints


FIRST_NAMES = (
    "opens region", "starts sentence", "starts paragraph", "starts to", "starts relative", "starts topic",
    "starts upper", *(f"first {p}" for p in columns.POS),
)  # fmt: skip
LAST_NAMES = ("closes region", "ends sentence", *(f"last {p}" for p in columns.POS[:6]))
BEFORE_NAMES = (
    "after that", "after comma", "after colon", "after topic preposition", "after to",
    *(f"left {p}" for p in columns.POS),
)  # fmt: skip
AFTER_NAMES = ("before comma", "before conjunction", "before that", *(f"right {p}" for p in columns.POS))
ROOT_NAMES = (
    *(f"root {p}" for p in columns.POS), *(f"root {t}" for t in columns.TAGS), *(f"root {d}" for d in columns.DEPS),
    "root subject", "root mark", "root relative", "root apposition",
    "root title", "root time", "root writer", "root expletive", "root source rate",
)  # fmt: skip


def token_columns(layout: Layout, speaking: Sequence[float]) -> TokenColumns:
    """Return the columns of an article; `speaking` is how often each token's noun is a source."""
    doc, grammar, count = layout.doc, layout.grammar, len(layout.doc)
    texts, low = [token.text for token in doc], [token.lower_ for token in doc]
    pos = _one_hot(doc, "POS", columns.POS)
    region, sentence = np.array(layout.region, dtype=np.int64), np.array(layout.sentence, dtype=np.int64)
    opens, closes = _edges(count, ((r.start, r.end) for r in layout.regions))
    sentence_opens, _ = _edges(count, layout.sentences)
    paragraph_opens, _ = _edges(count, layout.paragraphs)
    topic, complement = _among(low, grammar.topic_prepositions), _among(low, grammar.complementizers)
    comma, upper = _among(texts, {","}), np.array([text[:1].isupper() for text in texts])
    to_text, relative = _among(texts, {"to"}), _among(low, grammar.relative_pronouns)
    first = _stack(opens, sentence_opens, paragraph_opens, to_text, relative, topic, upper, block=pos)
    before = _stack(complement, comma, _among(texts, {":"}), topic, to_text, block=pos)
    after = _stack(comma, _among(low, grammar.conjunctions), complement, block=pos)
    last_word = _last_words(layout)
    ends = np.array([sentence[i] < 0 or i >= last_word[sentence[i]] for i in range(count)], dtype=bool)
    kinds = (("TAG", columns.TAGS), ("DEP", columns.DEPS))
    one_hots = [_one_hot(doc, attribute, names) for attribute, names in kinds]
    title = np.array([token.is_title for token in doc])
    time = np.array([layout.is_time(token) for token in layout.tokens])
    is_writer, expletive = _among(low, grammar.writer), _among(low, grammar.expletives)
    root = np.concatenate([pos, *one_hots, _children(doc), _stack(title, time, is_writer, expletive, speaking)], axis=1)
    return TokenColumns(
        first=first,
        last=_stack(closes, ends, block=pos[:, :6]),
        before=_padded(before),
        after=_padded(after),
        root=root,
        region=region,
        region_start=np.array([r.start for r in layout.regions] or [0], dtype=np.int64),
        region_end=np.array([r.end for r in layout.regions] or [0], dtype=np.int64),
        sentence=sentence,
        quoted=_sums(region >= 0),
        words=_sums(np.array(layout.words, dtype=bool)),
        tokens=np.arange(count + 1),
    )


def _one_hot(doc: Doc, attribute: str, names: Sequence[str]) -> Matrix:
    strings = doc.vocab.strings
    ids = np.array([strings.add(name) for name in names], dtype=np.uint64)
    values = np.asarray(doc.to_array([attribute])).reshape(-1, 1).astype(np.uint64)
    out: Matrix = (values == ids).astype(np.float32)
    return out


def _among(texts: Sequence[str], wanted: Collection[str]) -> NDArray[np.bool_]:
    return np.array([text in wanted for text in texts], dtype=bool)


def _edges(count: int, ranges: Iterable[tuple[int, int]]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    opens, closes = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    for start, end in ranges:
        if start < end:
            opens[start] = closes[end - 1] = True
    return opens, closes


def _last_words(layout: Layout) -> list[int]:
    """Return the last word of every sentence, its start where it has none."""
    return [
        next((i for i in range(end - 1, start - 1, -1) if layout.words[i]), start) for start, end in layout.sentences
    ]


def _children(doc: Doc) -> Matrix:
    """Return by token whether it has a subject, a mark, a relative clause and an apposition."""
    out = np.zeros((len(doc), 4), dtype=np.float32)
    columns_of = {**dict.fromkeys(SUBJECTS, 0), "mark": 1, "relcl": 2, "appos": 3}
    for token in doc:
        column = columns_of.get(token.dep_)
        if column is not None and token.head.i != token.i:
            out[token.head.i, column] = 1
    return out


def _stack(*parts: Sequence[float] | NDArray[np.bool_], block: Matrix | None = None) -> Matrix:
    left = np.stack([np.asarray(part, dtype=np.float32) for part in parts], axis=1)
    return left if block is None else np.concatenate([left, block], axis=1)


def _padded(matrix: Matrix) -> Matrix:
    return np.concatenate([matrix, np.zeros((1, matrix.shape[1]), dtype=np.float32)])


def _sums(flags: NDArray[np.bool_]) -> Ints:
    return np.concatenate([[0], np.cumsum(flags)]).astype(np.int64)
