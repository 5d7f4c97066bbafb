"""A small patterns file, and the means to load variations of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quoteminer.patterns.document import parse_document
from quoteminer.patterns.loader import merge_patterns
from quoteminer.patterns.schema import Patterns

BASE = """\
version: 1
cues:
  say: {frames: [clause, quote]}
  claim: {distance: distancing, frames: {clause: 0.7}}
noun_cues:
  claim: {distance: distancing, frames: [clause]}
patterns:
  - id: clause
    cue: {frame: clause}
    content: clause
    source: subject
    examples:
      - {text: "Ann Lee said that the bridge is safe.", speaker: Ann Lee, quote: the bridge is safe}
    counterexamples:
      - "He said yes."
  - id: quote-after
    cue: {frame: quote}
    content: quote-after
  - id: according-to
    cue: [{LOWER: according}, {LOWER: to}]
    content: rest-of-sentence
    source: pobj
    prior: 0.9
weights: {prior: 1.0}
"""
"""A whole file that has one of everything."""

Merge = Callable[..., Patterns]


@pytest.fixture
def merge() -> Merge:
    """Return a function that lays user files (texts) over the small file."""

    def merged(*texts: str, base: str = BASE) -> Patterns:
        names = ["base.yaml", "user.yaml", "second.yaml"][: 1 + len(texts)]
        return merge_patterns([parse_document(text, name) for text, name in zip((base, *texts), names, strict=True)])

    return merged


@pytest.fixture
def base_file(tmp_path: Path) -> Path:
    """Return the small file on disk."""
    path = tmp_path / "base.yaml"
    path.write_text(BASE, encoding="utf-8")
    return path
