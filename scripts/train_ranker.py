"""Train the ranker of `--ranker small` (or, with `--readings`, of `--ranker large`) from a gold file.

    python scripts/train_ranker.py GOLD.jsonl --out quoteminer/data/en/small.npz

A tenth of the articles, chosen by a hash of their ids, is never trained on: thresholds and calibration come from it.
Each network sees its forerunners' answers on articles that those were not trained on (two folds). Words that the
patterns file knows from one article only count as unlisted in it, and rates leave the article itself out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from network_training import Plan, binary, list_batches, ranking, shuffled, train
from numpy.typing import NDArray
from spacy.tokens import Doc, DocBin

from quoteminer.analysis.matching import FILLER
from quoteminer.extract.knowledge import Knowledge, knowledge
from quoteminer.extract.layout import Layout, lay_out
from quoteminer.model import Article
from quoteminer.patterns.schema import Limits
from quoteminer.pipeline import load, parse
from quoteminer.ranking import rates as rating
from quoteminer.ranking.features import Context, CueGroup, Reading, cue_row, extension_row, overlap
from quoteminer.ranking.groups import context_of, cue_groups
from quoteminer.ranking.joint import JointReading
from quoteminer.ranking.network import Matrix, Network
from quoteminer.ranking.ranker import FORMAT, Ranker, joint_readings, span_rows, spans_of

Words = frozenset[int]
Readings = Callable[[str, Doc], Reading]

ACCEPT, NESTED = 0.36, 0.5


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
    cues: Matrix = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))


def main() -> None:
    """Train all networks and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--docs", type=Path, help="a DocBin of the parsed articles: read if it exists, else written")
    parser.add_argument("--readings", type=Path, nargs="+", help="out-of-fold readings of the text encoder (.npz)")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.gold.open(encoding="utf-8") if line.strip()]
    read = stored_readings(args.readings) if args.readings else None
    arrays = fit(list(zip(rows, parsed(rows, args.docs), strict=True)), read=read, seed=args.seed)
    np.savez_compressed(args.out, **arrays)  # type: ignore[arg-type]
    say(f"{args.out}: {args.out.stat().st_size / 1e6:.2f} MB")


def say(words: str) -> None:
    """Tell how far the training is."""
    print(f"{time.process_time():7.0f} CPU-s  {words}", file=sys.stderr, flush=True)


def parsed(rows: Sequence[dict[str, Any]], cache: Path | None) -> list[Doc]:
    """Return the parsed articles, from the cache where it is there."""
    nlp = load()
    if cache and cache.exists():
        return list(DocBin().from_disk(cache).get_docs(nlp.vocab))
    docs = [parse(nlp, Article(id=row["id"], text=row["text"])) for row in rows]
    if cache:
        DocBin(docs=docs).to_disk(cache)
    return docs


def stored_readings(files: Sequence[Path]) -> Readings:
    """Return the encoder's out-of-fold readings, by article."""
    from quoteminer.ranking.views import VIEW_NAMES, Heads, Views  # noqa: PLC0415
    from quoteminer.ranking.views import Reading as StoredReading  # noqa: PLC0415

    archives = [np.load(file, allow_pickle=False) for file in files]
    home = {name.rsplit("/", 1)[0]: archive for archive in archives for name in archive.files if "/" in name}

    def read(article: str, doc: Doc) -> Reading:
        archive = home[article]
        views = Views(**{name: archive[f"{article}/{name}"] for name in VIEW_NAMES})
        return StoredReading(doc, views, Heads(archive["bilinear"], archive["distance"]))

    return read


def is_held_out(article: str) -> bool:
    """Return whether the article belongs to the tenth that thresholds are chosen on."""
    return _hash(article) % 10 == 0


def fold_of(article: str) -> int:
    """Return the article's fold; the text encoder's folds are the same ones."""
    return _hash(article) % 2


def _hash(article: str) -> int:
    return int(hashlib.sha256(article.encode()).hexdigest(), 16)


def fit(
    articles: Sequence[tuple[dict[str, Any], Doc]], *, read: Readings | None, seed: int
) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of the trained model."""
    used = [(row, doc) for row, doc in articles if not is_held_out(row["id"])]
    table = RateTable(used)
    lessons = list(make_lessons(used, table, read))
    say(f"{len(lessons)} articles, {sum(len(x.groups) for x in lessons)} possible cues")
    folds = [[x for x in lessons if fold_of(x.id) == k] for k in (0, 1)]
    joint_rows: list[Matrix] = []
    joint_right: list[tuple[bool, bool]] = []
    for k in (0, 1):
        half = first_networks(folds[1 - k], seed=seed, members=1)
        say(f"networks of fold {k}")
        for lesson in folds[k]:
            for reading in joint_readings(lesson.context, lesson.groups, half):
                joint_rows.append(np.array(reading.row, dtype=np.float32))
                joint_right.append((is_right(lesson, reading, 0.5), is_right(lesson, reading, 0.99)))
    say(f"{len(joint_rows)} joint readings, {sum(r for r, _ in joint_right)} right")
    plan = Plan(hidden=(48, 24), epochs=12, members=3, seed=seed)
    matrix = np.array(joint_rows)
    targets = np.array(joint_right, dtype=np.float32)
    joint = train(matrix, 2, binary(targets), shuffled(len(matrix), 512, seed), plan)
    whole = replace(first_networks(lessons, seed=seed, members=3), joint=joint, rates=table.rates())
    say("all networks")
    return to_arrays(whole)


def to_arrays(ranker: Ranker) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of a model, as `quoteminer.ranking.ranker.from_arrays` reads them."""
    out: dict[str, NDArray[np.generic]] = {"format": np.array(FORMAT)}
    out["limits"] = np.array([ranker.limits.accept, ranker.limits.nested], dtype=np.float32)
    for name in ("cue", "span", "part", "joint"):
        out |= getattr(ranker, name).arrays(name)
    return out | rating.to_arrays(ranker.rates)


class RateTable:
    """Counts of lemmas and of cues among them, by article."""

    def __init__(self, articles: Sequence[tuple[dict[str, Any], Doc]]) -> None:
        self.counts: dict[str, Counter[str]] = {}
        self.cues: dict[str, Counter[str]] = {}
        known = knowledge()
        for row, doc in articles:
            layout = lay_out(doc, grammar=known.grammar, marks=known.marks)
            anchors = set(_governors(layout, row))
            self.counts[row["id"]], self.cues[row["id"]] = Counter(), Counter()
            for token in doc:
                key = rating.key_of(token)
                if key and layout.words[token.i]:
                    self._count(row["id"], key, token.i in anchors)
                    if key.endswith("verb") and rating.has_clause(token):
                        self._count(row["id"], key + "+", token.i in anchors)
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


def make_lessons(
    articles: Sequence[tuple[dict[str, Any], Doc]], table: RateTable, read: Readings | None
) -> Iterator[Lesson]:
    """Yield the articles as lessons, each as if nothing were known from it."""
    known = knowledge()
    homes = _homes(articles, known)
    for row, doc in articles:
        layout = lay_out(doc, grammar=known.grammar, marks=known.marks)
        rates = table.rates(without=row["id"])
        hidden = frozenset(key for key, articles in homes.items() if articles == {row["id"]})
        groups, _ = cue_groups(layout, known.patterns, rates, hidden=hidden)
        gold = _gold(layout, row)
        right, unclear = _labels(gold, groups)
        context = context_of(layout, groups, rates, read(row["id"], doc) if read else None)
        cues = np.array([cue_row(context, group) for group in groups.values()], dtype=np.float32)
        yield Lesson(row["id"], layout, gold, groups, context, right, unclear, cues)


def _gold(layout: Layout, row: dict[str, Any]) -> list[tuple[Words, Words, Words]]:
    return [
        (word_set(layout, a["cue"]), word_set(layout, a["content"]), word_set(layout, a["source"]))
        for a in row["attributions"]
    ]


def _homes(articles: Sequence[tuple[dict[str, Any], Doc]], known: Knowledge) -> dict[str, set[str]]:
    """Return the articles in which a key of the patterns file is a gold cue."""
    out: dict[str, set[str]] = {}
    for row, doc in articles:
        layout = lay_out(doc, grammar=known.grammar, marks=known.marks)
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


def first_networks(lessons: Sequence[Lesson], *, seed: int, members: int) -> Ranker:
    """Return the networks for cues, spans and parts; the joint one and the rates are left open."""
    clear = [[a not in x.unclear for a in x.groups] for x in lessons]
    cue_rows = np.concatenate([x.cues[np.array(keep)] for x, keep in zip(lessons, clear, strict=True) if any(keep)])
    cue_right = np.array([a in x.right for x in lessons for a in x.groups if a not in x.unclear], dtype=np.float32)
    plan = Plan(hidden=(128, 48), epochs=10, members=members, seed=seed)
    cue = train(cue_rows, 1, binary(cue_right[:, None]), shuffled(len(cue_rows), 512, seed), plan)
    spans = SpanLessons(lessons)
    span_plan = Plan(hidden=(192, 64), epochs=7, members=members, seed=seed)
    lists = np.concatenate([np.full(len(r), k) for k, r in enumerate(spans.rows)])
    targets = [np.concatenate(spans.content), np.concatenate(spans.source)]
    span = train(np.concatenate(spans.rows), 4, ranking(targets, lists), list_batches(lists, 24, seed), span_plan)
    part_rows, part_right = np.array(spans.part_rows), np.array(spans.part_right, dtype=np.float32)
    part_plan = Plan(hidden=(96, 32), epochs=6, members=members, seed=seed)
    part = train(part_rows, 1, binary(part_right[:, None]), shuffled(len(part_rows), 512, seed), part_plan)
    empty = Network(mean=cue.mean, scale=cue.scale, members=cue.members)
    return Ranker(
        cue=cue, span=span, part=part, joint=empty, rates=rating.Rates(), limits=Limits(accept=ACCEPT, nested=NESTED)
    )


class SpanLessons:
    """The spans of all gold cues: features, and their overlap with the gold content and source."""

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        self.rows: list[Matrix] = []
        self.content: list[Matrix] = []
        self.source: list[Matrix] = []
        self.part_rows: list[Matrix] = []
        self.part_right: list[bool] = []
        for lesson in lessons:
            for anchor, number in lesson.right.items():
                self._add(lesson, anchor, lesson.gold[number])

    def _add(self, lesson: Lesson, anchor: int, gold: tuple[Words, Words, Words]) -> None:
        cue, content, source = gold
        layout, group = lesson.layout, lesson.groups[anchor]
        spans = spans_of(layout, group)
        if not spans:
            return
        rows = span_rows(lesson.context, group, spans)
        words = [frozenset(i for i in span.tokens if layout.words[i]) for span in spans]
        free = [w - cue - source for w in words]
        as_content = np.array([overlap(w, content) for w in free], dtype=np.float32)
        self.rows.append(rows)
        self.content.append(as_content)
        self.source.append(np.array([overlap(w, source) if source else 0 for w in words], dtype=np.float32))
        main = int(as_content.argmax())
        if as_content[main] <= 0.2:
            return
        for k, span in enumerate(spans):
            new = words[k] - words[main] - cue - source
            if k != main and new:
                extra = np.array(extension_row(lesson.context, spans[main].tokens, span), dtype=np.float32)
                self.part_rows.append(np.concatenate([rows[k], extra]))
                self.part_right.append(len(new & content) >= 0.8 * len(new))


def is_right(lesson: Lesson, reading: JointReading, minimum: float) -> bool:
    """Return whether a reading agrees with a gold attribution, as the scorer counts: overlap and source."""
    layout = lesson.layout
    content = frozenset(i for i in reading.content if layout.words[i])
    source = frozenset(i for i in reading.source if layout.words[i])
    own = [g for g in lesson.gold if g[0] & set(reading.group.hit.tokens)]
    for _, wanted, speaker in own or lesson.gold:
        agrees = not source and not speaker
        agrees = agrees or any(layout.doc[i].lower_ not in FILLER for i in source & speaker)
        if agrees and overlap(content, wanted) >= minimum:
            return True
    return False


if __name__ == "__main__":
    main()
