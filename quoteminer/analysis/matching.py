"""Labelled quotes of one article, and which predicted one stands for which of the gold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quoteminer.analysis.tokens import TokenizedText
from quoteminer.model import Kind, Row, Span

CLOSE = 0.5
"""Contents match from this intersection over union of their tokens on."""
EXACT = 1.0
"""Contents are the same."""

FILLER = frozenset(("the", "a", "an", "of", "mr", "mrs", "ms", "dr", "sir", "s", "and", "in", "at", "for", "to", "on"))
"""Titles and function words: sources that share nothing else do not agree.

Part of the metric's definition, not of the language's data: a change would make figures incomparable.
"""

_TOO_MUCH = 8
"""More other tokens than this make a source suspect of being a whole sentence or paragraph …"""
_TOO_LITTLE = 0.25
"""… and it does not agree where less than this share of it is shared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledQuote:
    """A row read as sets of the article's token indices."""

    row: Row
    content: frozenset[int]
    cue: frozenset[int]
    source: frozenset[int]
    form: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A gold and a predicted quote whose contents match, by position; whether their sources agree."""

    gold: int
    predicted: int
    agree: bool


def spans_of(row: Row, key: str) -> list[Span]:
    """Return the spans under `key` of a row, none where it has none."""
    return [(start, end) for start, end in row.get(key) or ()]


def label(rows: Iterable[Row], text: TokenizedText) -> list[LabelledQuote]:
    """Return the rows as labelled quotes; a row whose content holds no token is left out."""
    labelled = []
    for row in rows:
        content, cue, source = (text.within(spans_of(row, key)) for key in ("content", "cue", "source"))
        if not content:
            continue
        first = min(content)
        if len(content) > 1 and text.words[first] == "that":
            content -= {first}
        labelled.append(LabelledQuote(row=row, content=content, cue=cue, source=source, form=text.form(content)))
    return labelled


def without_nested(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of an article but those marked nested that do lie inside another one's content."""
    return [row for row in rows if not (row.get("nested") and any(_lies_inside(row, other) for other in rows))]


def _lies_inside(row: Row, other: Row) -> bool:
    inner, outer = spans_of(row, "content"), spans_of(other, "content")
    if inner == outer:
        return False
    return all(any(start >= left and end <= right for left, right in outer) for start, end in inner)


def sources_agree(gold: frozenset[int], predicted: frozenset[int], words: Sequence[str]) -> bool:
    """Return whether two sources are the same, or share a telling word and little else is predicted."""
    if gold == predicted:
        return True
    shared = gold & predicted
    if len(predicted) - len(shared) > _TOO_MUCH and len(shared) < _TOO_LITTLE * len(predicted):
        return False
    return any(words[token] not in FILLER for token in shared)


def pair_up(
    gold: Sequence[LabelledQuote], predicted: Sequence[LabelledQuote], words: Sequence[str], *, minimum: float
) -> list[Pair]:
    """Return one-to-one pairs with an intersection over union of at least `minimum`.

    The best overlap goes first; among equals the pair whose sources agree, then the earliest in the lists.
    """
    ranked = sorted(
        (-overlap, not sources_agree(gold[g].source, predicted[p].source, words), g, p)
        for g, p, overlap in _overlaps(gold, predicted)
        if overlap >= minimum
    )
    pairs: list[Pair] = []
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    for _, disagree, g, p in ranked:
        if g not in taken_gold and p not in taken_predicted:
            taken_gold.add(g)
            taken_predicted.add(p)
            pairs.append(Pair(gold=g, predicted=p, agree=not disagree))
    return pairs


def _overlaps(gold: Sequence[LabelledQuote], predicted: Sequence[LabelledQuote]) -> Iterator[tuple[int, int, float]]:
    """Yield the positions of every two quotes that share a token, with their intersection over union."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for p, quote in enumerate(predicted):
        for token in quote.content:
            holders[token].append(p)
    for g, quote in enumerate(gold):
        for p in {p for token in quote.content for p in holders.get(token, ())}:
            other = predicted[p].content
            yield g, p, len(quote.content & other) / len(quote.content | other)
