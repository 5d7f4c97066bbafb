"""Run `quoteminer extract` on very many short articles: is every one accounted for, and does memory stay flat?

    python scripts/soak.py [--articles N] [--jobs N] [--seed N]

The articles are made up from the seed, each fifth of them the sample articles' paragraphs; some have no quote, some no
word, some are broken lines. Memory is that of all processes together (proportional set size, which counts shared pages
once), compared between one fifth of the run and its end. One JSON object goes to standard output; the exit code is 1
if an article is missing or memory grew by more than the allowed share.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]

ALLOWED = 0.15
"""Share by which memory at the end may exceed that at one fifth."""

PROGRAM = ["-m", "quoteminer"]
"""What Python runs."""

INTERVAL = 2.0
"""Seconds between two looks at the memory."""

_FIRST = ["Ann", "Max", "Ida", "Tom", "Eva", "Jon", "Mia", "Leo"]
_SYLLABLES = ["ba", "der", "kol", "min", "ro", "sta", "ten", "vu", "wey", "zan"]
_VERBS = ["said", "warned", "told reporters", "claimed", "argued", "denied", "announced", "added"]
_THINGS = ["the dam", "the bridge", "a new harbour", "the strike", "this budget", "the school", "their plan"]
_ENDS = ["is safe", "will be closed", "costs too much", "must be stopped", "was never asked for", "helps nobody"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The run: how many articles went in, what became of them, memory in MiB, seconds, whether all is well."""

    articles: int
    with_rows: int
    without_rows: int
    empty: int
    errors: int
    rows: int
    seconds: float
    memory_at_fifth: float
    memory_at_end: float
    growth: float
    well: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the articles, run the extraction, and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=20_000, help="how many (default: 20000)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default: 2)")
    parser.add_argument("--seed", type=int, default=0, help="what the articles are made from")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        result = soak(Path(name), articles=options.articles, jobs=options.jobs, seed=options.seed)
    sys.stdout.write(json.dumps(asdict(result)) + "\n")
    return 0 if result.well else 1


def soak(place: Path, *, articles: int, jobs: int, seed: int) -> Result:
    """Run the extraction in a directory of its own, and return what became of the articles."""
    (place / "news.jsonl").write_text("".join(f"{line}\n" for line in make_lines(articles, seed=seed)), "utf-8")
    outputs = ["-o", "rows.jsonl", "--errors", "errors.jsonl", "--keep-text", "texts.jsonl"]
    command = [sys.executable, *PROGRAM, "extract", "news.jsonl", *outputs, "--jobs", str(jobs), "--quiet"]
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=place, stderr=subprocess.DEVNULL)
    looks = list(_watch(process, place / "rows.jsonl.manifest"))
    seconds = time.monotonic() - start
    rows, errors, texts = (_read(place / f"{name}.jsonl") for name in ("rows", "errors", "texts"))
    quoted = {row["article"] for row in rows}
    blank = sum(not row["text"].strip() for row in texts)
    fifth, end = memory_at(looks, 0.2, articles), memory_at(looks, 1.0, articles)
    growth = end / fifth - 1
    return Result(
        articles=articles,
        with_rows=len(quoted),
        without_rows=len(texts) - blank - len(quoted),
        empty=blank,
        errors=len(errors),
        rows=len(rows),
        seconds=round(seconds, 1),
        memory_at_fifth=round(fifth, 1),
        memory_at_end=round(end, 1),
        growth=round(growth, 3),
        well=len(texts) + len(errors) == articles
        and quoted <= {row["id"] for row in texts}
        and len({row["id"] for row in texts}) == len(texts)
        and growth <= ALLOWED,
    )


def make_lines(count: int, *, seed: int) -> Iterator[str]:
    """Yield so many lines of JSON: articles of one to three sentences, and a few that are broken or empty."""
    chance = random.Random(seed)
    paragraphs = [
        line
        for path in sorted((ROOT / "seeds").glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if 40 < len(line) < 400
    ]
    for number in range(count):
        if number and number % 400 == 0:
            yield '{"id": "broken", "text": '
            continue
        text = "" if number % 500 == 7 else chance.choice(paragraphs) if number % 5 == 3 else _article(chance)
        yield json.dumps({"id": f"a{number}", "text": text, "date": "2025-09-23"})


def _article(chance: random.Random) -> str:
    name = f"{chance.choice(_FIRST)} {''.join(chance.choices(_SYLLABLES, k=3)).capitalize()}"
    claim = f"{chance.choice(_THINGS)} {chance.choice(_ENDS)}"
    verb = chance.choice(_VERBS)
    forms = [
        f"“{claim.capitalize()},” {name} {verb} on Monday.",
        f"{name} {verb} that {claim}.",
        f"According to {name}, {claim}. “We know it,” the mayor said.",
        f"It rained in {chance.choice(_SYLLABLES).capitalize()} for {chance.randint(2, 90)} days.",
    ]
    return chance.choice(forms)


def _watch(process: subprocess.Popen[bytes], manifest: Path) -> Iterator[tuple[int, float]]:
    """Yield articles done and MiB in use, again and again until the process ends."""
    while True:
        try:
            process.wait(INTERVAL)
        except subprocess.TimeoutExpired:
            pass
        else:
            return
        done = manifest.read_bytes().count(b"\n") - 1 if manifest.exists() else 0
        yield done, sum(map(_pss, _family(process.pid))) / 1024


def _family(top: int) -> list[int]:
    """Return the process and all its descendants."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    family = [top]
    for one in family:
        family += [child for child, parent in parents.items() if parent == one]
    return family


def _pss(process: int) -> int:
    """Return a process's proportional set size in KiB, 0 when it is gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


def memory_at(looks: Sequence[tuple[int, float]], share: float, articles: int) -> float:
    """Return the memory when so large a share of the articles was done: the median of the five nearest looks."""
    near = sorted(looks, key=lambda look: abs(look[0] - share * articles))[:5]
    return median(memory for _, memory in near)


def _read(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


if __name__ == "__main__":
    sys.exit(main())
