"""The office of whoever speaks, before or behind the name, which the parse takes for a part of what was said."""

from __future__ import annotations

from dataclasses import replace

from quoteminer.extract.candidates import Candidate
from quoteminer.extract.layout import Layout, Tokens

_OFFICE = frozenset({"ADJ", "ADP", "DET", "NOUN", "NUM", "PART", "PROPN"})
_OPENING = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "SCONJ", "ADP", "ADV"})
"""Parts of speech of the words of an office, and of what a clause begins with."""


def with_office_before(layout: Layout, candidate: Candidate) -> Candidate:
    """Return the candidate, the office its content ends with its source's: “No,” the firm's chief, Ann Lee said."""
    content, source = candidate.content, candidate.source
    if not content or not source or source[0] - 2 != content[-1] or layout.tokens[content[-1] + 1].text != ",":
        return candidate
    behind = next((k for k in range(len(content), 0, -1) if layout.is_quoted(content[k - 1])), 0)
    office = [layout.tokens[i] for i in content[behind:]]
    human = any(token.lower_ in layout.speakers.human_words for token in office)
    led = bool(office) and office[0].pos_ == "ADP"  # "“…” for the minister"
    if not behind or led or not human or not all(token.pos_ in _OFFICE for token in office):
        return candidate
    return replace(candidate, content=content[:behind], source=tuple(range(office[0].i, source[-1] + 1)))


def without_office(layout: Layout, content: Tokens, source: Tokens) -> Tokens:
    """Return the content without the office that it begins with, and that is the source's: "to Tusk, the premier, …".

    The parse makes all sorts of things of it. What follows is a clause of its own.
    """
    if not content or not source or content[0] != max(source) + 2 or layout.tokens[content[0] - 1].text != ",":
        return content
    comma = next((k for k, i in enumerate(content) if layout.tokens[i].text == ","), len(content))
    office = [layout.tokens[i] for i in content[:comma]]
    led = office[0].pos_ == "ADP"  # "in a town of one person, …"
    if led or comma + 1 >= len(content) or not all(token.pos_ in _OFFICE for token in office):
        return content
    human = any(token.lower_ in layout.speakers.human_words for token in office)
    opens = layout.tokens[content[comma + 1]]
    clause = opens.pos_ in _OPENING and opens.tag_ not in ("WP", "WDT", "WP$")
    return layout.trim(content[comma + 1 :]) if human and clause else content
