"""Rates: how often a lemma is a cue, by what it governs."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.ranking.rates import UNKNOWN, Rates, frame_of, from_arrays, key_of, rate, source_key, to_arrays


@pytest.mark.parametrize(
    ("text", "word", "frame"),
    [
        ("Ann said that it rains.", "said", "clause"),
        ("Ann wants to leave.", "wants", "to"),
        ("Ann was accused.", "accused", "passive"),
        ("Ann spoke about rain.", "spoke", "about"),
        ("Ann praised Bob.", "praised", "dobj"),
        ("Ann slept.", "slept", ""),
    ],
)
def test_frame_of_tells_what_the_word_governs(nlp: Language, text: str, word: str, frame: str) -> None:
    """A clause, an infinitive, a preposition, an object, or nothing."""
    token = next(t for t in nlp(text) if t.text == word)
    assert frame_of(token) == frame


def test_rates_row_falls_back_to_the_lemma_and_then_to_the_prior(nlp: Language) -> None:
    """The rate with the frame where it is known, else the lemma's, else the prior of patterns.yaml."""
    doc = nlp("Ann said that it rains. Bob said no.")
    first, second = (t for t in doc if t.text == "said")
    rates = Rates({"say|verb": 0.6, "say|verb+clause": 0.9})
    assert rates.row(first, 0.2) == [0.6, 0.9, 1.0, 1.0]
    assert rates.row(second, 0.2)[:3] == [0.6, 0.6, 0.0]
    assert Rates().row(first, 0.2)[0] == 0.2
    assert Rates().row(first, 0.0)[0] == UNKNOWN


def test_source_key_is_of_common_nouns_only(nlp: Language) -> None:
    """A name is nobody's feature."""
    doc = nlp("The report says so. Obama says so.")
    keys = {t.text: source_key(t) for t in doc}
    assert keys["report"] == "report|source"
    assert keys["Obama"] == ""
    assert Rates({"report|source": 0.8}).of_source(doc[1]) == 0.8
    assert Rates().of_source(doc[1]) == UNKNOWN


def test_rate_leaves_rare_words_open() -> None:
    """A few occurrences say nothing; rates are rounded."""
    assert rate(2, 3) is None
    assert rate(0, 10) is None
    assert rate(9, 10) == pytest.approx(0.8)


def test_rates_survive_storing() -> None:
    """What is stored is read again."""
    rates = Rates({"say|verb": 0.85, "claim|noun+clause": 0.3})
    assert from_arrays(to_arrays(rates)) == rates


def test_key_of_is_lemma_and_class(nlp: Language) -> None:
    """Verbs, nouns and adjectives have keys, other words none."""
    doc = nlp("Ann denied the claims of it.")
    assert [key_of(t) for t in doc][1:4:2] == ["deny|verb", "claim|noun"]
    assert key_of(doc[2]) == ""
