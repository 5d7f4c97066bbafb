"""What tests of the core need: a text laid out, a cue in it, and its words again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.candidates import Candidate, find_candidates
from quoteminer.extract.cues import CueHit, find_cues
from quoteminer.extract.knowledge import Knowledge, knowledge
from quoteminer.extract.layout import Layout, lay_out
from quoteminer.extract.names import find_names
from quoteminer.extract.stance.speaker import Speaking
from quoteminer.patterns.schema import Cue, Patterns
from quoteminer.pipeline import parse


@pytest.fixture(scope="session")
def known() -> Knowledge:
    """Return the shipped knowledge."""
    return knowledge()


@pytest.fixture(scope="session")
def lay(nlp: Language, known: Knowledge) -> Callable[[str], Layout]:
    """Return a function that lays a text out."""
    return lambda text: lay_out(parse(nlp, text), grammar=known.grammar, marks=known.marks, speakers=known.speakers)


@pytest.fixture(scope="session")
def cue_in(lay: Callable[[str], Layout], known: Knowledge) -> Callable[[str, str], tuple[Layout, CueHit]]:
    """Return a function that finds the first cue with a key in a text."""

    def find(text: str, key: str) -> tuple[Layout, CueHit]:
        layout = lay(text)
        return layout, next(hit for hit in find_cues(layout, known.patterns) if hit.key == key)

    return find


@pytest.fixture(scope="session")
def candidates_of(known: Knowledge) -> Callable[[Layout], list[Candidate]]:
    """Return a function that proposes the candidates of a layout with the shipped patterns."""
    return lambda layout: list(find_candidates(layout, known.patterns))


@pytest.fixture(scope="session")
def words() -> Callable[[Layout, Iterable[int]], str]:
    """Return a function that joins tokens, one space between two runs."""
    return lambda layout, tokens: " ".join(layout.doc[a:b].text for a, b in layout.runs(tuple(tokens)))


@pytest.fixture(scope="session")
def speaking_of(known: Knowledge) -> Callable[..., Speaking]:
    """Return a function that gives an attribution as the rules of stances and speech acts see it."""

    def look(layout: Layout, attribution: Attribution, name: str | None = None) -> Speaking:
        names = find_names(layout.doc, known.speakers)
        seen = {"is_quoted": layout.is_quoted, "is_person": names.is_person}
        return Speaking(doc=layout.doc, attribution=attribution, name=name, lexicon=known.stances, **seen)

    return look


_MARKS = {"{": "source", "<": "cue", "[": "content", "(": "addressee"}
_PIECE = re.compile(r"\{([^}]*)\}|<([^>]*)>|\[([^\]]*)\]|\(([^)]*)\)|([^{}<>\[\]()]+)")


@pytest.fixture(scope="session")
def read_marked(lay: Callable[[str], Layout], known: Knowledge) -> Callable[..., tuple[Layout, Attribution]]:
    """Return a function that lays a marked text out, with the attribution that `{source} <cue> [content]` mark.

    An addressee stands in `(…)`. The cue's entry is the longest key of the shipped patterns among its words.
    """

    def read(marked: str, pattern: str = "clause") -> tuple[Layout, Attribution]:
        text, spans = "", {name: list[tuple[int, int]]() for name in _MARKS.values()}
        for match in _PIECE.finditer(marked):
            piece = match.group()
            if piece[0] in _MARKS:
                spans[_MARKS[piece[0]]].append((len(text), len(text) + len(piece) - 2))
                piece = piece[1:-1]
            text += piece
        layout = lay(text)
        parts = {name: _tokens(layout.doc, found) for name, found in spans.items()}
        anchor, lexeme = _entry([layout.doc[i] for i in parts["cue"]], known.patterns)
        return layout, Attribution(anchor=anchor, lexeme=lexeme, pattern=pattern, **parts)

    return read


def _tokens(doc: Doc, spans: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    found = (doc.char_span(start, end, alignment_mode="expand") for start, end in spans)
    return tuple(sorted(token.i for span in found for token in span))


def _entry(words: list[Token], patterns: Patterns) -> tuple[int, Cue]:
    tables = (patterns.cues, patterns.noun_cues, patterns.adjective_cues)
    for length in range(len(words), 0, -1):
        for start in range(len(words)):
            part = words[start : start + length]
            key = " ".join([part[0].lemma_.lower(), *(word.lower_ for word in part[1:])])
            for table in tables:
                if key in table:
                    return part[0].i, table[key]
    return words[0].i, patterns.cues["say"]  # a plain cue where the lemma is wrong
