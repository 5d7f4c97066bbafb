"""Patterns as rows: what `quoteminer patterns list` shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quoteminer.model import Row
from quoteminer.patterns.checks import Places
from quoteminer.patterns.consistency import CUE_SECTIONS
from quoteminer.patterns.schema import Cue, Patterns


def pattern_rows(patterns: Patterns) -> Iterator[Row]:
    """Yield one JSON object a pattern, in the order of preference; `cues` counts the words it works for."""
    places = Places(patterns.documents)
    counts = frame_counts(patterns)
    for pattern in patterns.patterns:
        frame = pattern.cue["frame"] if isinstance(pattern.cue, dict) else None
        yield {
            "id": pattern.id,
            "frame": frame,
            "tokens": pattern.cue if frame is None else None,
            "cues": counts.get(frame, 0) if frame is not None else 1,
            "content": pattern.content,
            "source": pattern.source,
            "prior": pattern.prior,
            "veto": pattern.veto,
            "why": pattern.why,
            "examples": [example.model_dump() for example in pattern.examples],
            "counterexamples": list(pattern.counterexamples),
            "place": places.name(pattern),
        }


def frame_counts(patterns: Patterns) -> dict[str, int]:
    """Return how many cues name each frame."""
    counts: dict[str, int] = {}
    for cue in _cues(patterns):
        for frame in cue.frames:
            counts[frame] = counts.get(frame, 0) + 1
    return counts


def totals(patterns: Patterns) -> dict[str, int]:
    """Return how many cues, patterns, examples and counterexamples there are."""
    return {
        "cues": sum(1 for _ in _cues(patterns)),
        "patterns": len(patterns.patterns),
        "examples": _size(pattern.examples for pattern in patterns.patterns),
        "counterexamples": _size(pattern.counterexamples for pattern in patterns.patterns),
    }


def _cues(patterns: Patterns) -> Iterator[Cue]:
    for section in CUE_SECTIONS:
        yield from getattr(patterns, section).values()


def _size(groups: Iterable[tuple[object, ...]]) -> int:
    return sum(len(group) for group in groups)
