"""Gold articles → lessons that the rankers learn from: possible cues with their features and labels, rates."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from spacy.tokens import Doc

from quoteminer.analysis.matching import CLOSE, sources_agree
from quoteminer.extract.knowledge import Knowledge, knowledge
from quoteminer.extract.layout import Layout, lay_out
from quoteminer.ranking import rates as rating
from quoteminer.ranking.context import Context, CueGroup, Reading, overlap
from quoteminer.ranking.cue_features import cue_row
from quoteminer.ranking.groups import context_of, cue_groups
from quoteminer.ranking.joint import JointReading
from quoteminer.ranking.network import Matrix

ALMOST_EXACT = 0.99
"""Overlap of words from which on two contents are the same."""

Words = frozenset[int]
Readings = Callable[[str, Doc], Reading]
"""Article id and Doc → what the text encoder reads in it."""

Articles = Sequence[tuple[dict[str, Any], Doc]]
"""Gold articles with their Docs."""


@dataclass(slots=True)
class Lesson:
    """One article to learn from: its gold in words, its possible cues, their features and labels."""

    id: str
    layout: Layout
    gold: list[tuple[Words, Words, Words]]
    groups: dict[int, CueGroup]
    context: Context
    right: dict[int, int]
    """Anchor → number of the gold attribution whose cue it is."""
    unclear: frozenset[int]
    """Anchors inside a gold cue that are not its anchor: neither right nor wrong."""
    lower: Sequence[str]
    cues: Matrix = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))


def is_held_out(article: str) -> bool:
    """Return whether the article belongs to the tenth that thresholds are chosen on."""
    return _hash(article) % 10 == 0


def fold_of(article: str) -> int:
    """Return the article's fold; the text encoder's folds are the same ones."""
    return _hash(article) % 2


def half_of(article: str) -> int:
    """Return the half that the article belongs to within its fold."""
    return _hash(article) // 20 % 2


def _hash(article: str) -> int:
    return int(hashlib.sha256(article.encode()).hexdigest(), 16)


class RateTable:
    """Counts of lemmas and of cues among them, by article."""

    def __init__(self, articles: Articles) -> None:
        self.counts: dict[str, Counter[str]] = {}
        self.cues: dict[str, Counter[str]] = {}
        known = knowledge()
        for row, doc in articles:
            layout = lay_out(doc, grammar=known.grammar, marks=known.marks, speakers=known.speakers)
            anchors = set(_governors(layout, row))
            sources = {i for a in row["attributions"] for i in word_set(layout, a["source"])}
            self.counts[row["id"]], self.cues[row["id"]] = Counter(), Counter()
            for token in doc:
                key = rating.key_of(token)
                if key and layout.words[token.i]:
                    self._count(row["id"], key, token.i in anchors)
                    frame = rating.frame_of(token)
                    if frame:
                        self._count(row["id"], f"{key}+{frame}", token.i in anchors)
                source = rating.source_key(token)
                if source:
                    self._count(row["id"], source, token.i in sources and token.head.i not in sources)
        self.all_counts = sum(self.counts.values(), Counter())
        self.all_cues = sum(self.cues.values(), Counter())

    def _count(self, article: str, key: str, is_cue: bool) -> None:
        self.counts[article][key] += 1
        self.cues[article][key] += is_cue

    def rates(self, without: str | None = None) -> rating.Rates:
        """Return the rates, one article left out."""
        if without is None:
            found = {key: rating.rate(self.all_cues[key], n) for key, n in self.all_counts.items()}
            return rating.Rates({key: r for key, r in found.items() if r is not None})
        own, cues = self.counts[without], self.cues[without]
        found = {key: rating.rate(self.all_cues[key] - cues[key], self.all_counts[key] - own[key]) for key in own}
        return rating.Rates({key: r for key, r in found.items() if r is not None})


def _governors(layout: Layout, row: dict[str, Any]) -> Iterator[int]:
    """Yield the token of each gold cue that its content hangs on, else its last verb or noun."""
    for attribution in row["attributions"]:
        cue, content = word_set(layout, attribution["cue"]), word_set(layout, attribution["content"])
        above = [layout.doc[i].head.i for i in content if layout.doc[i].head.i in cue and i not in cue]
        named = [i for i in above if rating.key_of(layout.doc[i])]
        verbs = [i for i in cue if layout.doc[i].pos_ == "VERB"] or [
            i for i in cue if layout.doc[i].pos_ in ("NOUN", "ADJ")
        ]
        if named or verbs:
            yield min(named) if named else max(verbs)


def word_set(layout: Layout, spans: Sequence[Sequence[int]]) -> Words:
    """Return the words, as token indices, that lie in character spans."""
    found = (layout.doc.char_span(start, end, alignment_mode="expand") for start, end in spans)
    return frozenset(t.i for span in found if span is not None for t in span if layout.words[t.i])


def make_lessons(articles: Articles, table: RateTable, read: Readings | None) -> Iterator[Lesson]:
    """Yield the articles as lessons, each as if nothing were known from it."""
    known = knowledge()
    homes = _homes(articles, known)
    for row, doc in articles:
        layout = lay_out(doc, grammar=known.grammar, marks=known.marks, speakers=known.speakers)
        rates = table.rates(without=row["id"])
        hidden = frozenset(key for key, articles in homes.items() if articles == {row["id"]})
        groups, _ = cue_groups(layout, known.patterns, rates, hidden=hidden)
        gold = _gold(layout, row)
        right, unclear = _labels(gold, groups)
        context = context_of(layout, groups, rates, read(row["id"], doc) if read else None)
        cues = np.array([cue_row(context, group) for group in groups.values()], dtype=np.float32)
        yield Lesson(row["id"], layout, gold, groups, context, right, unclear, [t.lower_ for t in doc], cues)


def _gold(layout: Layout, row: dict[str, Any]) -> list[tuple[Words, Words, Words]]:
    return [
        (word_set(layout, a["cue"]), word_set(layout, a["content"]), word_set(layout, a["source"]))
        for a in row["attributions"]
    ]


def _homes(articles: Articles, known: Knowledge) -> dict[str, set[str]]:
    """Return the articles in which a key of the patterns file is a gold cue."""
    out: dict[str, set[str]] = {}
    for row, doc in articles:
        layout = lay_out(doc, grammar=known.grammar, marks=known.marks, speakers=known.speakers)
        groups, _ = cue_groups(layout, known.patterns, rating.Rates())
        for anchor in _labels(_gold(layout, row), groups)[0]:
            if groups[anchor].listed:
                out.setdefault(groups[anchor].hit.key, set()).add(row["id"])
    return out


def _labels(
    gold: Sequence[tuple[Words, Words, Words]], groups: dict[int, CueGroup]
) -> tuple[dict[int, int], frozenset[int]]:
    right: dict[int, int] = {}
    inside: set[int] = set()
    for number, (cue, content, _) in enumerate(gold):
        found = [i for i in cue if i in groups]
        inside |= set(found)
        if found:
            right.setdefault(max(found, key=lambda i: (_fits(groups[i], content), groups[i].best, -i)), number)
    return right, frozenset(inside - right.keys())


def _fits(group: CueGroup, content: Words) -> float:
    return max((overlap(c.content, content) for _, c in group.proposals), default=0.0)


def verdict(lesson: Lesson, reading: JointReading) -> tuple[bool, bool, bool]:
    """Return whether a reading is right as the scorer counts, right to the word, and names the very source.

    Right means that the content overlaps that of a gold attribution with the same cue by half, and the sources agree.
    """
    words = lesson.layout.words
    content = frozenset(i for i in reading.content if words[i])
    source = frozenset(i for i in reading.source if words[i])
    own = [g for g in lesson.gold if g[0] & set(reading.group.hit.tokens)] or lesson.gold
    near = [(overlap(content, wanted), speaker) for _, wanted, speaker in own]
    agreeing = [share for share, speaker in near if sources_agree(speaker, source, lesson.lower)]
    best = max(agreeing, default=0.0)
    return best >= CLOSE, best >= ALMOST_EXACT, any(s == source for share, s in near if share >= CLOSE)
