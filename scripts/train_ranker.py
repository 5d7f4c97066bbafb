"""Train the ranker of `--ranker small` (or, with `--readings`, of `--ranker large`) from a gold file.

    python scripts/train_ranker.py GOLD.jsonl --out quoteminer/data/en/small.npz

A tenth of the articles, chosen by a hash of their ids, is never trained on: thresholds and calibration come from it.
Each network sees its forerunners' answers on articles that those were not trained on (two folds). Words that the
patterns file knows from one article only count as unlisted in it, and rates leave the article itself out.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from network_training import Plan, binary, list_batches, ranking, shuffled, train
from numpy.typing import NDArray
from ranker_lessons import (
    Articles,
    Lesson,
    RateTable,
    Readings,
    Words,
    fold_of,
    half_of,
    is_held_out,
    make_lessons,
    verdict,
)
from ranker_settling import settle
from reading_files import stored
from spacy.tokens import Doc, DocBin

from quoteminer.model import Article
from quoteminer.patterns.schema import Limits
from quoteminer.pipeline import load, parse
from quoteminer.ranking import rates as rating
from quoteminer.ranking.context import Reading, overlap
from quoteminer.ranking.cue_features import CUE_NAMES
from quoteminer.ranking.joint import JOINT_NAMES
from quoteminer.ranking.network import Matrix, Network
from quoteminer.ranking.part_features import EXTENSION_NAMES, extension_matrix
from quoteminer.ranking.ranker import (
    FORMAT,
    Ranker,
    joint_readings,
    load_ranker,
    span_rows,
    spans_of,
    with_sureness,
)
from quoteminer.ranking.span_features import SPAN_NAMES
from quoteminer.ranking.views import Reading as StoredReading

ACCEPT, NESTED = 0.36, 0.5


def main() -> None:
    """Train all networks and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--docs", type=Path, help="a DocBin of the parsed articles: read if it exists, else written")
    parser.add_argument("--readings", type=Path, nargs="+", help="out-of-fold readings of the text encoder (.npz)")
    parser.add_argument("--silver", type=Path, help="more articles in the gold's format, annotated by a better ranker")
    parser.add_argument("--networks", type=Path, help="a trained model (.npz): only choose its limits anew")
    parser.add_argument("--limits", type=float, nargs=2, help="with --networks: these limits, ACCEPT and QUOTED")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--members", type=int, default=4, help="networks of each kind that are averaged")
    parser.add_argument("--blind", type=int, default=0, help="as many more that do not see the encoder's readings")
    args = parser.parse_args()
    read = stored_readings(args.readings) if args.readings else None
    articles = read_articles(args.gold, args.docs)
    if args.networks:
        held_out = [(row, doc) for row, doc in articles if is_held_out(row["id"])]
        given = tuple(args.limits) if args.limits else None
        arrays = to_arrays(settle(load_ranker(args.networks), held_out, read, given))
    else:
        silver = read_articles(args.silver, args.docs and args.docs.with_suffix(".silver")) if args.silver else []
        arrays = fit(articles, silver, read, Plan(members=args.members + args.blind, blind=args.blind, seed=args.seed))
    np.savez_compressed(args.out, **arrays)  # type: ignore[arg-type]
    say(f"{args.out}: {args.out.stat().st_size / 1e6:.2f} MB")


def say(words: str) -> None:
    """Tell how far the training is."""
    print(f"{time.process_time():7.0f} CPU-s  {words}", file=sys.stderr, flush=True)


def read_articles(path: Path, cache: Path | None) -> Articles:
    """Return the articles of a file with their Docs."""
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
    return list(zip(rows, parsed(rows, cache), strict=True))


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
    stored_reading = stored(files)

    def read(article: str, doc: Doc) -> Reading:
        found = stored_reading(article)
        if found is None:
            raise KeyError(f"no file of --readings has article {article!r}")
        return StoredReading(doc, *found)

    return read


def fit(articles: Articles, silver: Articles, read: Readings | None, plan: Plan) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of the trained model; members, blind ones and seed are those of the plan.

    Nothing is measured on `silver` articles, whose annotations come from a ranker.
    """
    used = [*((row, doc) for row, doc in articles if not is_held_out(row["id"])), *silver]
    table = RateTable(used)
    lessons = list(make_lessons(used, table, read))
    say(f"{len(lessons)} articles, {sum(len(x.groups) for x in lessons)} possible cues")
    folds = [[x for x in lessons if fold_of(x.id) == k] for k in (0, 1)]
    joint_rows: list[Matrix] = []
    joint_right: list[tuple[bool, bool, bool]] = []
    for k in (0, 1):
        seeing = max(1, (plan.members - plan.blind) // 4)
        blind = (plan.blind + 3) // 4
        half = first_networks(folds[1 - k], replace(plan, members=seeing + blind, blind=blind))
        say(f"networks of fold {k}")
        for lesson in folds[k]:
            for reading in joint_readings(lesson.context, lesson.groups, half):
                joint_rows.append(np.array(reading.row, dtype=np.float32))
                joint_right.append(verdict(lesson, reading))
    say(f"{len(joint_rows)} joint readings, {sum(r for r, *_ in joint_right)} right")
    matrix = np.array(joint_rows)
    targets = np.array(joint_right, dtype=np.float32)
    joint_plan = replace(plan, hidden=(48, 24), epochs=16, unseen=slice(len(JOINT_NAMES), None))
    joint = train(matrix, 3, binary(targets), shuffled(len(matrix), 512, plan.seed), joint_plan)
    whole = replace(first_networks(lessons, plan), joint=joint, rates=table.rates())
    say("all networks")
    settled = settle(whole, [pair for pair in articles if is_held_out(pair[0]["id"])], read)
    say(f"limits: {settled.limits}")
    return to_arrays(settled)


def to_arrays(ranker: Ranker) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of a model, as `quoteminer.ranking.ranker.from_arrays` reads them."""
    out: dict[str, NDArray[np.generic]] = {"format": np.array(FORMAT)}
    out["limits"] = np.array(list(ranker.limits.model_dump().values()))
    for name in ("cue", "span", "part", "joint"):
        out |= getattr(ranker, name).arrays(name)
    return out | rating.to_arrays(ranker.rates)


def first_networks(lessons: Sequence[Lesson], plan: Plan) -> Ranker:
    """Return the networks for cues, spans and parts; the joint one and the rates are left open."""
    cue = cue_network(lessons, plan)
    for k in (0, 1):  # spans are told how sure cues are that the network has not been shown
        shown = [lesson for lesson in lessons if half_of(lesson.id) != k]
        stranger = cue_network(shown, plan) if shown else cue
        for lesson in lessons:
            if half_of(lesson.id) == k:
                lesson.context = with_sureness(lesson.context, lesson.groups, stranger)
    spans = SpanLessons(lessons)
    span_plan = replace(plan, hidden=(192, 64), epochs=10, unseen=slice(len(SPAN_NAMES), None))
    lists = np.concatenate([np.full(len(r), k) for k, r in enumerate(spans.rows)])
    targets = [np.concatenate(spans.content), np.concatenate(spans.source)]
    span = train(np.concatenate(spans.rows), 4, ranking(targets, lists), list_batches(lists, 24, plan.seed), span_plan)
    part_rows, part_right = np.array(spans.part_rows), np.array(spans.part_right, dtype=np.float32)
    unseen = slice(len(SPAN_NAMES), part_rows.shape[1] - len(EXTENSION_NAMES))
    part_plan = replace(plan, hidden=(96, 32), epochs=6, unseen=unseen)
    part = train(part_rows, 1, binary(part_right[:, None]), shuffled(len(part_rows), 512, plan.seed), part_plan)
    empty = Network(mean=cue.mean, scale=cue.scale, members=cue.members)
    return Ranker(
        cue=cue, span=span, part=part, joint=empty, rates=rating.Rates(), limits=Limits(accept=ACCEPT, nested=NESTED)
    )


def cue_network(lessons: Sequence[Lesson], plan: Plan) -> Network:
    """Return the network for cues."""
    clear = [[a not in x.unclear for a in x.groups] for x in lessons]
    rows = np.concatenate([x.cues[np.array(keep)] for x, keep in zip(lessons, clear, strict=True) if any(keep)])
    right = np.array([a in x.right for x in lessons for a in x.groups if a not in x.unclear], dtype=np.float32)
    cue_plan = replace(plan, hidden=(128, 48), epochs=14, unseen=slice(len(CUE_NAMES), None))
    return train(rows, 1, binary(right[:, None]), shuffled(len(rows), 512, plan.seed), cue_plan)


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
        new = [w - words[main] - cue - source for w in words]
        others = [k for k, found in enumerate(new) if k != main and found]
        if others:
            extra = extension_matrix(lesson.context, spans[main].tokens, [spans[k] for k in others])
            self.part_rows += list(np.concatenate([rows[others], extra], axis=1))
            self.part_right += [len(new[k] & content) >= 0.8 * len(new[k]) for k in others]


if __name__ == "__main__":
    main()
