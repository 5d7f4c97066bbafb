"""What the encoder says about an article, asked by token: is it in a cue, and what is it to a given cue."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Views:
    """The encoder's output, one row a word piece: offsets into the text, window, probabilities and projections.

    `cues` holds the probabilities that the piece is outside a cue, begins one, is inside one. `as_cue` and
    `as_word` are the projections that `Heads` compare. Pieces of a window stand together, windows in their order.
    """

    starts: Ints
    ends: Ints
    window: Ints
    cues: Floats
    as_cue: Floats
    as_word: Floats


VIEW_NAMES = tuple(field.name for field in fields(Views))
"""The arrays of a stored `Views`."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The biaffine heads: `bilinear` is (role, width + 1, width + 1), `distance` (role, bucket).

    The roles of a piece to a cue: none, content, source (one of the three); a part of the content begins at it,
    one ends at it.
    """

    bilinear: Floats
    distance: Floats

    def logits(self, cue: Floats, words: Floats, place: int) -> Floats:
        """Return the logits (piece, role) of a window's pieces for the cue at `place` in the window."""
        left = np.append(cue, np.float32(1)) @ self.bilinear
        apart = np.arange(len(words)) - place
        reach = self.distance.shape[1] // 2
        steps = np.minimum(np.log2(np.abs(apart) + np.float32(1)) * 4, reach).astype(np.int64)
        scores: Floats = words @ left[:, :-1].T + left[:, -1] + self.distance[:, np.sign(apart) * steps + reach].T
        return scores


@dataclass(frozen=True, slots=True)
class Relations:
    """Probabilities of tokens `start`, `start` + 1, …: all that the encoder read together with the cue.

    `begin` and `end` are the probabilities that a part of the content begins, or ends, with the token.
    """

    start: int
    content: Floats
    source: Floats
    begin: Floats
    end: Floats


class Reading:
    """What the encoder says about the tokens of one Doc."""

    def __init__(self, doc: Doc, views: Views, heads: Heads) -> None:
        self._size = len(doc)
        self._views = views
        self._heads = heads
        self._pieces, self._tokens = _align(doc, views)

    @cached_property
    def cue(self) -> Floats:
        """The probability, by token, that it belongs to a cue."""
        return self._by_token(1 - self._views.cues[:, 0])

    @cached_property
    def cue_begin(self) -> Floats:
        """The probability, by token, that a cue begins with it."""
        return self._by_token(self._views.cues[:, 1])

    def relations(self, anchor: int) -> tuple[Floats, Floats]:
        """Return, by token of the Doc, the probabilities of being content and source of the cue at token `anchor`.

        They are 0 outside the window that the cue was read in.
        """
        near = self.near(anchor)
        content, source = np.zeros(self._size, np.float32), np.zeros(self._size, np.float32)
        content[near.start : near.start + len(near.content)] = near.content
        source[near.start : near.start + len(near.source)] = near.source
        return content, source

    def near(self, anchor: int) -> Relations:
        """Return the probabilities of the tokens read together with the cue at token `anchor`, and only these."""
        at = np.searchsorted(self._tokens_sorted[0], anchor)
        if at == len(self._tokens) or self._tokens_sorted[0][at] != anchor:
            nothing = np.zeros(0, np.float32)
            return Relations(anchor, nothing, nothing, nothing, nothing)
        piece = int(self._pieces[self._tokens_sorted[1][at]])
        first, last = np.searchsorted(self._views.window, self._views.window[piece] + np.arange(2))
        logits = self._heads.logits(self._views.as_cue[piece], self._views.as_word[first:last], piece - first)
        pairs = slice(*np.searchsorted(self._pieces, (first, last)))
        tokens, rows = self._tokens[pairs], self._pieces[pairs] - first
        start = int(tokens.min())
        out = np.zeros((int(tokens.max()) + 1 - start, 4), np.float32)
        np.maximum.at(out, tokens - start, probabilities(logits)[rows])
        return Relations(start, out[:, 0], out[:, 1], out[:, 2], out[:, 3])

    @cached_property
    def _tokens_sorted(self) -> tuple[Ints, Ints]:
        order = np.argsort(self._tokens, kind="stable")
        return self._tokens[order], order

    def _by_token(self, values: Floats) -> Floats:
        out = np.zeros(self._size, np.float32)
        np.maximum.at(out, self._tokens, values[self._pieces])
        return out


def _align(doc: Doc, views: Views) -> tuple[Ints, Ints]:
    """Return all pairs of a piece and a token that share a character, in the order of pieces."""
    starts = np.array([token.idx for token in doc], np.int64)
    ends = starts + np.array([len(token) for token in doc], np.int64)
    first = np.searchsorted(ends, views.starts, side="right")
    last = np.searchsorted(starts, views.ends, side="left")
    count = np.where(views.ends > views.starts, np.maximum(last - first, 0), 0)
    pieces = np.repeat(np.arange(len(count)), count)
    within = np.arange(len(pieces)) - np.repeat(np.cumsum(count) - count, count)
    return pieces, first[pieces] + within


def probabilities(logits: Floats) -> Floats:
    """Return the probabilities of content, source, begin and end."""
    roles = np.exp(logits[:, :3] - logits[:, :3].max(-1, keepdims=True))
    roles /= roles.sum(-1, keepdims=True)
    borders = 1 / (1 + np.exp(-np.clip(logits[:, 3:], -30, 30)))
    return np.concatenate([roles[:, 1:], borders], -1)
