"""Gold articles → batches that the encoder learns from: windows, cue tags, and each cue's content and source."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from reading_files import Stored
from torch import Tensor

from quoteminer.extract.paragraphs import split_paragraphs
from quoteminer.patterns.loader import load_data
from quoteminer.patterns.schema import PipelineData
from quoteminer.ranking.views import Heads, Views, probabilities
from quoteminer.ranking.windows import LIMIT, Window, windows
from quoteminer.ranking.wordpiece import WordPiece

Row = dict[str, Any]
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
BATCH = 8
POOL = 32 * BATCH
"""Windows that are sorted by length before they are cut into batches, so that little is padding."""

RESTYLED = 0.08
"""Share of windows whose curly double marks become single ones, and the same share straight ones: newspapers
differ in their marks more than the training data does."""


TAUGHT = 0.5
"""What a teacher's word on a piece weighs where a gold says something as well."""


@dataclass(frozen=True, slots=True)
class Example:
    """A window with its truth as probabilities: by piece the tags (outside, begins, inside), and for each cue its
    pieces, the piece's roles (none, content, source) and where parts of the content begin and end."""

    ids: Ints
    tags: Floats
    cues: list[Ints]
    roles: list[Floats]
    borders: list[Floats]


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples as tensors; a row of `rows`, `places`, `roles` and `borders` is one cue. Padding has no probability."""

    ids: Tensor
    mask: Tensor
    tags: Tensor
    rows: Tensor
    places: Tensor
    roles: Tensor
    borders: Tensor


def read_gold(path: Path) -> list[Row]:
    """Return the articles of a gold file in the scorer's format."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def fold_of(article: str, folds: int = 2) -> int:
    """Return the fold of an article, from a hash of its id."""
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % folds


def article_windows(text: str, tokenizer: WordPiece, limit: int = LIMIT) -> Iterator[Window]:
    """Yield the windows of an article's text, its paragraphs cut as extraction cuts them."""
    pieces = split_paragraphs(text, metadata=(), data=load_data("pipeline", PipelineData))
    yield from windows(text, [(start, end) for start, end, searched in pieces if searched], tokenizer, limit=limit)


def examples(row: Row, tokenizer: WordPiece, limit: int, teacher: Stored | None = None) -> Iterator[Example]:
    """Yield the examples of an article; a cue belongs to the window where it begins.

    Where a teacher (a better encoder) has read the article, in windows of `LIMIT` pieces, tags lie between its word and
    the gold's, contents and sources are the gold's; an article without `attributions` has all from the teacher.
    """
    read = teacher(row["id"]) if teacher else None
    for number, window in enumerate(article_windows(row["text"], tokenizer, LIMIT if read else limit)):
        if read is None:
            yield _of_gold(window, row.get("attributions", ()))
            continue
        views, heads = read
        pieces = slice(*np.searchsorted(views.window, (number, number + 1)))
        if len(views.cues[pieces]) != len(window.ids):
            raise ValueError("the teacher has read other windows: read with the same pieces")
        if "attributions" in row:
            gold = _of_gold(window, row["attributions"])
            yield replace(gold, tags=TAUGHT * views.cues[pieces].astype(np.float32) + (1 - TAUGHT) * gold.tags)
        else:
            yield _of_teacher(window, views, heads, pieces)


def _of_gold(window: Window, attributions: Sequence[Row]) -> Example:
    tags = np.zeros(len(window.ids), np.int64)
    out = Example(window.ids, np.zeros((len(window.ids), 3), np.float32), [], [], [])
    for attribution in attributions:
        cue = np.flatnonzero(_within(window, attribution.get("cue", [])))
        if not len(cue):
            continue
        tags[cue] = 2
        tags[cue[0]] = 1
        roles = np.where(_within(window, attribution.get("source", [])), 2, 0)
        roles[_within(window, attribution["content"])] = 1
        roles[cue] = 0
        out.cues.append(cue)
        out.roles.append(np.eye(3, dtype=np.float32)[roles])
        out.borders.append(_borders(window, attribution["content"]))
    out.tags[:] = np.eye(3, dtype=np.float32)[tags]
    return out


def _of_teacher(window: Window, views: Views, heads: Heads, pieces: slice) -> Example:
    """Return a window with a teacher's word on it; cues are the pieces that it holds for likely ones."""
    tags = views.cues[pieces].astype(np.float32)
    as_cue, as_word = (view[pieces].astype(np.float32) for view in (views.as_cue, views.as_word))
    likely = tags.argmax(-1)
    out = Example(window.ids, tags, [], [], [])
    for place in np.flatnonzero(likely == 1):
        further = likely[place + 1 :] != 2
        cue = np.arange(place, place + 1 + (further.argmax() if further.any() else len(further)))
        shares = probabilities(heads.logits(as_cue[place], as_word, int(place)))
        out.cues.append(cue)
        out.roles.append(np.insert(shares[:, :2], 0, 1 - shares[:, :2].sum(-1), axis=1))
        out.borders.append(shares[:, 2:])
    return out


def batches(
    rows: Sequence[Row], tokenizer: WordPiece, rng: np.random.Generator, teacher: Stored | None = None
) -> Iterator[Batch]:
    """Yield the batches of one epoch in random order.

    Windows are cut at other places in each epoch, but where a teacher has read them.
    """
    cuts: list[list[Example]] = []
    limits = (int(limit) for limit in rng.integers(2 * LIMIT // 3, LIMIT + 1, len(rows)))
    pool = [e for row, limit in zip(rows, limits, strict=True) for e in examples(row, tokenizer, limit, teacher)]
    order = rng.permutation(len(pool))
    for first in range(0, len(pool), POOL):
        near = sorted((pool[i] for i in order[first : first + POOL]), key=lambda e: len(e.ids))
        cuts += [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
    for i in rng.permutation(len(cuts)):
        yield _batch(cuts[i], tokenizer, rng)


def _batch(group: Sequence[Example], tokenizer: WordPiece, rng: np.random.Generator) -> Batch:
    length = max(len(e.ids) for e in group)
    ids, mask = np.zeros((len(group), length), np.int64), np.zeros((len(group), length), np.bool_)
    tags = np.zeros((len(group), length, 3), np.float32)
    rows: list[int] = []
    places: list[int] = []
    for number, example in enumerate(group):
        size = len(example.ids)
        ids[number, :size] = _restyle(example.ids, tokenizer, rng)
        mask[number, :size] = True
        tags[number, :size] = example.tags
        rows += [number] * len(example.cues)
        places += [int(rng.choice(cue)) for cue in example.cues]
    roles = np.zeros((len(rows), length, 3), np.float32)
    borders = np.zeros((len(rows), length, 2), np.float32)
    truths = ((r, b) for e in group for r, b in zip(e.roles, e.borders, strict=True))
    for number, (role, border) in enumerate(truths):
        roles[number, : len(role)] = role
        borders[number, : len(role)] = border
    arrays = (ids, mask, tags, np.array(rows, np.int64), np.array(places, np.int64), roles, borders)
    return Batch(*(torch.from_numpy(array) for array in arrays))


def _restyle(ids: Ints, tokenizer: WordPiece, rng: np.random.Generator) -> Ints:
    draw = rng.random()
    if draw >= 2 * RESTYLED:
        return ids
    number = tokenizer.vocabulary.index
    new = ("‘", "’") if draw < RESTYLED else ('"', '"')
    out = ids.copy()
    for old, mark in zip(("“", "”"), new, strict=True):
        out[ids == number(old)] = number(mark)
    return out


def _within(window: Window, spans: Sequence[Sequence[int]]) -> NDArray[np.bool_]:
    inside = np.zeros(len(window.ids), np.bool_)
    for start, end in spans:
        inside |= (window.starts < end) & (window.ends > start) & (window.ends > window.starts)
    return inside


def _borders(window: Window, spans: Sequence[Sequence[int]]) -> Floats:
    out = np.zeros((len(window.ids), 2), np.float32)
    for span in spans:
        inside = np.flatnonzero(_within(window, [span]))
        if len(inside):
            out[inside[0], 0] = out[inside[-1], 1] = 1
    return out
