"""What tests of the core need: a text laid out, a cue in it, and its words again."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from spacy.language import Language

from quoteminer.extract.candidates import Candidate, find_candidates
from quoteminer.extract.cues import CueHit, find_cues
from quoteminer.extract.knowledge import Knowledge, knowledge
from quoteminer.extract.layout import Layout, lay_out
from quoteminer.pipeline import parse


@pytest.fixture(scope="session")
def known() -> Knowledge:
    """Return the shipped knowledge."""
    return knowledge()


@pytest.fixture(scope="session")
def lay(nlp: Language, known: Knowledge) -> Callable[[str], Layout]:
    """Return a function that lays a text out."""
    return lambda text: lay_out(parse(nlp, text), grammar=known.grammar, marks=known.marks)


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
