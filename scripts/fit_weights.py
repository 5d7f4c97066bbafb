"""Fit the `weights` of patterns.yaml on a gold file: logistic regression over the candidates' features.

    python scripts/fit_weights.py GOLD.jsonl [--tune-share 0.1] [--write patterns.yaml]

A candidate is right when its cue is that of a gold attribution and its content agrees with that attribution's
(intersection over union of the words ≥ 0.5), or, for a quotation, lies wholly inside it: the rest is joined later.
A tenth of the articles, chosen by a hash of their ids, is kept for choosing limits.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quoteminer.extract.candidates import Candidate, find_candidates
from quoteminer.extract.knowledge import knowledge
from quoteminer.extract.layout import Layout, lay_out
from quoteminer.extract.score import Features, features
from quoteminer.model import Article
from quoteminer.pipeline import load, parse

Floats = NDArray[np.float64]

RIDGE = 3.0
"""Strength of the L2 penalty: weights of features seen a few times stay small."""


def main() -> None:
    """Fit, print the weights, and write them where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", type=Path, help="the patterns file whose `weights` are replaced")
    args = parser.parse_args()
    examples = [pair for row in read_gold(args.gold) if not is_held_out(row["id"]) for pair in labelled(row)]
    weights = fit([f for f, _ in examples], np.array([float(right) for _, right in examples]))
    print(json.dumps(weights, indent=1))
    if args.write:
        replace_weights(args.write, weights)


def read_gold(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles of a gold file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def is_held_out(article: str) -> bool:
    """Return whether the article belongs to the tenth that is not fitted on."""
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % 10 == 0


def labelled(row: dict[str, Any]) -> Iterator[tuple[Features, bool]]:
    """Yield the features of an article's candidates, and whether each is right."""
    known = knowledge()
    doc = parse(load(), Article(id=row["id"], text=row["text"]))
    layout = lay_out(doc, grammar=known.grammar, marks=known.marks, speakers=known.speakers)
    gold = [(word_set(layout, a["cue"]), word_set(layout, a["content"])) for a in row["attributions"]]
    by_cue = {i: content for cue, content in reversed(gold) for i in cue}
    for candidate in find_candidates(layout, known.patterns):
        yield features(layout, candidate), is_right(layout, candidate, by_cue)


def word_set(layout: Layout, spans: Sequence[Sequence[int]]) -> frozenset[int]:
    """Return the words, as token indices, that lie in character spans."""
    found = (layout.doc.char_span(start, end, alignment_mode="expand") for start, end in spans)
    return frozenset(t.i for span in found if span is not None for t in span if layout.words[t.i])


def is_right(layout: Layout, candidate: Candidate, by_cue: dict[int, frozenset[int]]) -> bool:
    """Return whether a gold attribution has the candidate's cue and content."""
    wanted = next((by_cue[i] for i in (candidate.hit.anchor, *candidate.hit.tokens) if i in by_cue), None)
    if wanted is None:
        return False
    words = {i for i in candidate.content if layout.words[i]}
    shared = len(words & wanted)
    if candidate.pattern.id.startswith("quote") and shared >= 0.9 * len(words):
        return True
    return shared >= 0.5 * len(words | wanted)


def fit(rows: Sequence[Features], right: Floats, *, steps: int = 12) -> dict[str, float]:
    """Return the weights by name, rounded to 0.01, with their `bias` (Newton's method, L2 penalty)."""
    names = sorted({name for row in rows for name in row})
    column = {name: k + 1 for k, name in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, 0] = 1
    for k, row in enumerate(rows):
        for name, value in row.items():
            x[k, column[name]] = value
    w = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], RIDGE)
    penalty[0] = 1e-6
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - right) + penalty * w
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty), gradient)
    found = {"bias": w[0], **{name: w[k] for name, k in column.items()}}
    return {name: round(float(value), 2) for name, value in found.items() if abs(value) >= 0.05}


def replace_weights(path: Path, weights: dict[str, float]) -> None:
    """Write the weights into the patterns file, everything else untouched."""
    lines = "".join(f"  {json.dumps(n) if ':' in n else n}: {v:g}\n" for n, v in weights.items())
    text = path.read_text(encoding="utf-8")
    done, count = re.subn(r"(?m)^weights:\n(?:  .*\n)*", lambda _: "weights:\n" + lines, text)
    if count != 1:
        raise SystemExit(f"{path}: has no block of `weights:`")
    path.write_text(done, encoding="utf-8")


if __name__ == "__main__":
    main()
