"""Scores: features that name no word, weighed as log odds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.extract import score
from quoteminer.extract.candidates import Candidate
from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.layout import Layout
from quoteminer.extract.score import Features, features, rules

Lay = Callable[[str], Layout]
Candidates = Callable[[Layout], list[Candidate]]


@pytest.mark.parametrize(
    ("weights", "found", "wanted"),
    [
        ({}, {}, 0.5),
        ({"bias": 1.0986122886681098}, {}, 0.75),
        ({"a": 2.0, "bias": -2.0}, {"a": 1.0}, 0.5),
        ({"a": 2.0}, {"b": 9.0}, 0.5),
        ({"a": 1e9}, {"a": 1e9}, 1.0),
        ({"a": -1e9}, {"a": 1e9}, 0.0),
    ],
)
def test_rules_add_up_log_odds(weights: dict[str, float], found: Features, wanted: float) -> None:
    """Weights times values and the bias make log odds; what has no weight counts for nothing."""
    assert rules(weights)(found) == pytest.approx(wanted, abs=1e-9)


NAMED = st.dictionaries(st.sampled_from("abc"), st.floats(-1e6, 1e6))


@given(NAMED, NAMED)
def test_rules_give_a_probability(weights: dict[str, float], found: Features) -> None:
    """No weights and values lead out of 0 to 1."""
    assert 0 <= rules(weights)(found) <= 1


@pytest.fixture
def best(lay: Lay, candidates_of: Candidates) -> Callable[[str, str], Features]:
    """Return a function: the features of a text's first candidate by a pattern."""

    def find(text: str, pattern: str) -> Features:
        layout = lay(text)
        return features(layout, next(c for c in candidates_of(layout) if c.pattern.id == pattern))

    return find


@pytest.mark.parametrize(
    ("text", "pattern", "present", "absent"),
    [
        ("Ann said it rained.", "clause", {"cue root", "content clause", "source name"}, {"cue negated", "question"}),
        ("Ann did not say it rained.", "clause", {"cue negated"}, {"cue modal"}),
        ("Ann might say it rained.", "clause", {"cue modal"}, {"cue negated"}),
        ("Ann will say it rained.", "clause", {"cue future"}, {"cue modal"}),
        ("Ann left, saying it rained.", "clause", {"cue participle", "source elided"}, {"cue root"}),
        ("“I said it rained,” Ann said.", "clause", {"source writer", "source pronoun"}, {"source name"}),
        ("Ann, who said it rained, left.", "clause", {"cue relative"}, {"cue root"}),
        ("Max knew Ann said it rained.", "clause", {"cue under clause"}, {"cue root"}),
        ("“Ann said it rained,” Max said.", "clause", {"cue quoted"}, set()),
        ("Ann said it was “wet”.", "clause", {"content part quoted"}, {"content quoted"}),
        ("Did Ann say it rained?", "clause", {"question"}, set()),
        (
            "“It rained,” Ann said.",
            "quote-before",
            {"content before", "content quoted", "quote before ends in comma", "quote before starts upper"},
            {"quote before ends in stop", "quote after ends in comma"},
        ),
        (
            "Ann said: “It rained.”",
            "quote-after",
            {"quote after follows colon", "quote after ends in stop"},
            {"content before", "quote after ends in comma"},
        ),
        ("The storm was condemned by Ann.", "passive", {"content before"}, {"source none"}),
        ("Ann’s claim that it rained is false.", "noun-clause", {"cue noun"}, {"cue root"}),
    ],
)
def test_features_see_cue_source_content_and_marks(
    text: str, pattern: str, present: set[str], absent: set[str], best: Callable[[str, str], Features]
) -> None:
    """Features tell what stands there and leave out what does not."""
    found = set(best(text, pattern))
    assert present <= found
    assert not absent & found


def test_features_name_no_word(lay: Lay, candidates_of: Candidates) -> None:
    """Another verb, name and clause of the same shape have the same features, so that a verb can be added in YAML."""
    one, other = (
        [features(layout, c) for c in candidates_of(layout) if c.pattern.id == "clause"]
        for layout in map(lay, ("Ann Lee argued that it rained.", "Max Roe noted that it snowed."))
    )
    assert [set(f) for f in one] == [set(f) for f in other]
    assert [{n: v for n, v in f.items() if n != "prior"} for f in one] == [
        {n: v for n, v in f.items() if n != "prior"} for f in other
    ]


def test_weights_name_features_and_patterns(lay: Lay, candidates_of: Candidates, known: Knowledge) -> None:
    """Every weight of the shipped file is the weight of a feature, or of a pattern that is there."""
    names = {"bias", "prior", *(f"pattern:{pattern.id}" for pattern in known.patterns.patterns)}
    for text in ("“It rained,” Ann said.", "Ann said: “It rained.”"):
        layout = lay(text)
        for candidate in candidates_of(layout):
            for part in (score._cue_features, score._source_features, score._content_features, score._mark_features):
                names |= part(layout, candidate).keys()
    assert set(known.patterns.weights) <= names
