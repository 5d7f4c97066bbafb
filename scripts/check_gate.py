"""Compare the rows of articles with and without the gate of paragraphs without words, which must be the same.

    python scripts/check_gate.py FILE [--articles N]

FILE is JSONL with a key `text`. It prints how many paragraphs the gate keeps from parsing, and fails at another row.
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import islice
from pathlib import Path
from unittest.mock import patch

from quoteminer import pipeline
from quoteminer.extract.gate import is_wordless
from quoteminer.pipeline import load, mine
from quoteminer.rows import to_row


def main() -> None:
    """Compare, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--ranker", default="small")
    options = parser.parse_args()
    asked: list[bool] = []

    def watched(paragraph: str) -> bool:
        asked.append(is_wordless(paragraph))
        return asked[-1]

    rows = different = 0
    with options.file.open(encoding="utf-8") as lines:
        for line in islice(lines, options.articles):
            text = json.loads(line)["text"]
            found = []
            for gate in (watched, lambda paragraph: False):
                with patch.object(pipeline, "is_wordless", gate):
                    found.append([to_row(quote) for quote in mine(text, nlp=load(), ranker=options.ranker)])
            rows += len(found[0])
            different += found[0] != found[1]
    print(f"{sum(asked):,} of {len(asked):,} paragraphs not parsed; {rows:,} rows, {different} articles with others")
    sys.exit(bool(different))


if __name__ == "__main__":
    main()
