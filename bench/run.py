"""Measure quoteminer against plain spaCy on the same articles, in the same run.

    python bench/run.py [--texts FILE] [--articles N] [--turns N] [--json FILE]

FILE is JSONL with a key `text`; without it articles are made up. Every way of working runs in a process of its own, on
one thread; its CPU seconds (children included) and peak memory are taken when it ends. With `--turns` all of them run
again, one after the other, and of each the turn with the least CPU seconds counts: what else the machine does only ever
adds to them. What counts are the ratios to plain `nlp.pipe` of the same pipeline: absolute figures are the machine's.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice, product
from pathlib import Path
from typing import Any

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

PLAIN = """
import json, sys
from quoteminer.patterns.loader import load_data
from quoteminer.patterns.schema import PipelineData
from importlib.util import find_spec
import spacy
nlp = spacy.load(next(name for name in load_data("pipeline", PipelineData).pipelines if find_spec(name)))
for doc in nlp.pipe(json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")):
    pass
"""

CORE_SECONDS_AN_HOUR = 3600
CENTS_A_CORE_HOUR = 4
"""What a core of a rented machine costs an hour, roughly, in cents of a dollar."""


def main() -> None:
    """Measure, print a table, and write JSON where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="JSONL of articles; by default they are made up")
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--turns", type=int, default=1, help="how often each is run; the fastest counts")
    parser.add_argument("--growth", action="store_true", help="also 2, 4, 8 times as many, and long ones")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = list(measurements(args.texts, args.articles, Path(folder), turns=args.turns, growth=args.growth))
    print(table(rows))
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


def measurements(
    texts: Path | None, count: int, folder: Path, *, turns: int = 1, growth: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield the figures of each way of working; `ratio` is words a CPU second beside plain spaCy's."""
    articles = list(islice(read(texts) if texts else made_up(), count))
    ways: dict[str, tuple[str | list[str], Sequence[str]]] = {
        "plain spaCy": (PLAIN, articles),
        "plain start-up": (PLAIN, []),
        "start-up": (extract("small"), []),
        "--ranker small": (extract("small"), articles),
        "--ranker rules": (extract("rules"), articles),
        "--ranker large": (extract("large"), articles),
        "--direct-only": (extract("small", "--direct-only"), articles),
        "--direct-only, rules": (extract("rules", "--direct-only"), articles),
        "--jobs 2": (extract("small", jobs=2), articles),
    }
    runs = [{name: measured(name, *way, folder) for name, way in ways.items()} for _ in range(max(1, turns))]
    rows = {name: min((run[name] for run in runs), key=lambda row: row["cpu"]) for name in ways}
    idle, start = (rows.pop(name)["cpu"] for name in ("plain start-up", "start-up"))
    news = rows["plain spaCy"]["words"] / max(1e-9, rows["plain spaCy"]["cpu"] - idle)
    for name, row in rows.items():
        if name == "--jobs 2":  # its start-up depends on how many processes the text is worth: compare the wall's
            yield row
            continue
        began = idle if name == "plain spaCy" else start
        rate = row["words"] / max(1e-9, row["cpu"] - began)
        yield {**row, "rate": rate, "ratio": rate / news, "start": began}
    if growth:
        for times in (1, 2, 4, 8):
            more = list(islice(read(texts) if texts else made_up(), count * times))
            yield {**measured(f"{len(more)} articles", extract("small"), more, folder), "start": start}
        for times in (1, 10, 100):
            yield {**measured(f"one article x{times}", extract("small"), ["\n\n".join(articles[:1] * times)], folder)}


def extract(ranker: str, *options: str, jobs: int = 1) -> list[str]:
    """Return the command that extracts."""
    return ["-m", "quoteminer", "extract", "-q", "--ranker", ranker, "--jobs", str(jobs), *options]


def measured(name: str, how: str | list[str], articles: Sequence[str], folder: Path) -> dict[str, Any]:
    """Return words, CPU and wall seconds, and peak memory (MB) of a process that reads the articles."""
    source = folder / "articles.jsonl"
    lines = (json.dumps({"id": str(number), "text": text}) for number, text in enumerate(articles))
    source.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    options = ["-c", how, str(source)] if isinstance(how, str) else [*how, str(source)]
    began = time.perf_counter()
    child = subprocess.Popen([sys.executable, *options], env={**os.environ, **ONE_THREAD}, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{name}: the process failed")
    words = sum(len(text.split()) for text in articles)
    return {
        "name": name,
        "articles": len(articles),
        "words": words,
        "cpu": used.ru_utime + used.ru_stime,
        "wall": time.perf_counter() - began,
        "memory": used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024),
    }


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Return the figures as a Markdown table."""
    head = "| | articles | words | wall s | CPU s | words a CPU s | ratio | peak MB | $ a million articles |"
    lines = [head, "|---|--:|--:|--:|--:|--:|--:|--:|--:|"]
    for row in rows:
        rate, ratio = row.get("rate"), row.get("ratio")
        cells = [row["name"], str(row["articles"]), str(row["words"]), f"{row['wall']:.1f}", f"{row['cpu']:.1f}"]
        cells += [f"{rate:.0f}" if rate else "", f"{ratio:.2f}" if ratio else "", f"{row['memory']:.0f}"]
        lines.append(f"| {' | '.join([*cells, cost(row) if rate else ''])} |")
    return "\n".join(lines)


def cost(row: dict[str, Any]) -> str:
    """Return what a million such articles cost, in dollars."""
    hours = row["words"] / row["articles"] * 1e6 / row["rate"] / CORE_SECONDS_AN_HOUR
    return f"{hours * CENTS_A_CORE_HOUR / 100:.2f}"


def read(path: Path) -> Iterator[str]:
    """Yield the texts of a file, again from its start when it ends."""
    while True:
        with path.open(encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)["text"]


def made_up() -> Iterator[str]:
    """Yield different articles without end."""
    people = ["Ann Lee", "Bo Ek", "Carla Diaz", "Dmitry Orlov", "Eve Stone", "Farid Aziz", "Greta Holm"]
    things = ["the harbour", "the new bridge", "the tax law", "the border", "the hospital", "the old school"]
    places = ["Ardle", "Brook", "Castor", "Dunmore", "Elland"]
    number = 0
    while True:
        for person, thing, place in product(people, things, places):
            number += 1
            name = person.split()[-1]
            yield (
                f"The council of {place} met on Monday about {thing}, which {number} people had signed for.\n\n"
                f"“We think that {thing} must stay open,” Mayor {person} told reporters. “Nobody is left alone.”\n\n"
                f"{name} warned that {thing} had been neglected for {number % 40 + 2} years.\n\n"
                f"The road to {place} was closed for most of the morning. Two lorries stood across it, and the queue "
                f"reached back to the river, where children sold tea to those who waited.\n\n"
                f"According to residents, the owners of {thing} called the plan “a waste of money”. They denied it.\n\n"
                f"Work is to begin in spring. The cost is put at {number} million, a third of it from abroad.\n"
            )


if __name__ == "__main__":
    main()
