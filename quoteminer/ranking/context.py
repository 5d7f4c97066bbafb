"""What the features of an article are read from: the layout, the possible cues, what is known of every token."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from quoteminer.extract.candidates import Candidate
from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import Layout
from quoteminer.ranking.places import Peaks
from quoteminer.ranking.token_columns import TokenColumns
from quoteminer.ranking.views import Relations

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
class Sureness:
    """How probably the possible cues are cues, by anchor and by stretch.

    `bare` are those without a subject of their own ("…, saying that"), `named` those with one: the former share
    their speaker with the cue that they stand behind, and are no part of what it says.
    """

    likely: Mapping[int, float]
    every: Peaks
    bare: Peaks
    named: Peaks

    @classmethod
    def of(cls, layout: Layout, likely: Mapping[int, float]) -> Sureness:
        """Return the sureness of cues whose probabilities are `likely`."""
        every, bare, named = ([0.0] * len(layout.doc) for _ in range(3))
        for anchor, probability in likely.items():
            own = any(layout.children(layout.tokens[anchor], "subject"))
            every[anchor] = (named if own else bare)[anchor] = probability
        return cls(likely=likely, every=Peaks(every), bare=Peaks(bare), named=Peaks(named))


NOT_ASKED = Sureness(likely={}, every=Peaks(()), bare=Peaks(()), named=Peaks(()))
"""What is known of cues before the first network is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A layout with what is known of every token as a cue.

    `rule` is the rules' best score by token, `rate` the word's rate (0 where unknown), `rates` the columns of
    `Rates.row` by anchor, `speaking` how often a noun is a source, `columns` what spans ask of tokens,
    `peaks` the highest `rule` of a stretch; `share` is how many cues a word the rules find: the genre's density of
    attribution.
    """

    layout: Layout
    rule: Sequence[float]
    rate: Sequence[float]
    rates: Mapping[int, list[float]]
    speaking: Sequence[float]
    columns: TokenColumns
    peaks: Peaks
    share: float
    reading: Reading | None = None
    """What the text encoder reads, with the large ranker."""

    sure: Sureness = NOT_ASKED
    """How sure the cues are, once the first network has been asked."""

    latest: dict[int, Probabilities] = field(default_factory=dict)
    """The relations of the cue asked for last: its spans and readings ask one behind the other."""


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
