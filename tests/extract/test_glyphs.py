"""Quotation marks one by one: what each may do where it stands, and how sure that is."""

from __future__ import annotations

import pytest

from quoteminer.extract.glyphs import find_marks
from quoteminer.patterns.loader import load_data
from quoteminer.patterns.schema import MarksData

DATA = load_data("marks", MarksData)


def told(text: str) -> list[str]:
    """Return each mark with what it may do: open, close, surely, or mean inches."""
    found = []
    for mark in find_marks(text, 0, len(text), DATA):
        can = [name for name in ("opens", "closes", "sure", "measure") if getattr(mark, name)]
        found.append(" ".join([text[mark.start : mark.end], *can]))
    return found


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("“a”", ["“ opens sure", "” closes sure"]),
        ("«a»", ["« opens sure", "» closes sure"]),
        ("”a“", ["” opens closes", "“ opens closes"]),  # used the other way round, as some languages do
        ('"a"', ['" opens closes', '" closes']),
        ("‘Yes’", ["‘ opens sure", "’ closes"]),  # or a plural's apostrophe
        ("‘Yes.’", ["‘ opens sure", "’ closes sure"]),
        ("'Yes'", ["' opens", "' closes"]),
        ("'Yes.'", ["' opens", "' closes sure"]),
        ("—‘—", ["‘ opens sure"]),
        ("the members’ air", ["’ closes"]),
        ("x.’ ‘y", ["’ closes sure", "‘ opens sure"]),
        ("(‘x’)", ["‘ opens sure", "’ closes"]),
        ("a‘b ‘ x ’ it’s ’tis", []),
        ("dogs’ ’90s", ["’ closes"]),
        ('a 27" b', ['" closes measure']),
        ('a 123" b', ['" closes measure']),
        ('a 1234" b', ['" closes']),  # no length, but a year
    ],
)
def test_find_marks_tells_what_a_mark_may_do(text: str, marks: list[str]) -> None:
    """By its glyph and by what stands on either side; an apostrophe within a word is none."""
    assert told(text) == marks
