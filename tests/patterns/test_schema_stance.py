"""The stance data: what it may hold, and what the shipped file does hold."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from quoteminer.extract.stance.lexicon import LONGEST_PHRASE, stance_lexicon
from quoteminer.patterns.loader import load_data
from quoteminer.patterns.schema_stance import StanceData


@pytest.fixture
def values() -> dict[str, Any]:
    """Return the shipped file's values, to change one."""
    return load_data("stance", StanceData).model_dump()


def test_stance_data_holds_a_lexicon_of_its_own() -> None:
    """At least 300 terms judge by themselves."""
    data = load_data("stance", StanceData)
    things = (data.things.misdeeds, data.things.ills, data.things.boons, data.things.villains)
    assert len(data.qualities.good | data.qualities.bad) + sum(map(len, things)) >= 300


@pytest.mark.parametrize("word", ["trump", "vice", "united", "security", "support", "like", "kind"])
def test_stance_data_leaves_traps_out(word: str) -> None:
    """Words that are mostly names or harmless judge nothing."""
    lexicon = stance_lexicon()
    assert word not in lexicon.adjectives
    assert lexicon.nouns.get(word) in (None, "goods", "harms", "containers")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("qualities", "good"), ("qualities", "bad")),
        (("attitudes", "favor"), ("attitudes", "against")),
        (("deeds", "good"), ("deeds", "ill")),
        (("fates", "good"), ("fates", "ill")),
        (("fortunes", "good"), ("fortunes", "ill")),
        (("phrases", "good"), ("phrases", "bad")),
        (("phrases", "bad"), ("phrases", "plain")),
    ],
)
def test_stance_data_does_not_contradict_itself(one: tuple[str, str], other: tuple[str, str]) -> None:
    """No entry stands on both sides."""
    data = load_data("stance", StanceData)
    assert not getattr(getattr(data, one[0]), one[1]) & getattr(getattr(data, other[0]), other[1])


def test_stance_data_refuses_a_phrase_of_one_word(values: dict[str, Any]) -> None:
    """One word belongs to the lists of words."""
    values["phrases"]["bad"] = [*values["phrases"]["bad"], "awful"]
    with pytest.raises(ValidationError, match="'awful' is one word"):
        StanceData.model_validate(values)


def test_stance_lexicon_knows_how_long_its_phrases_are() -> None:
    """The look-ahead is as long as the longest phrase."""
    lexicon = stance_lexicon()
    assert max(len(before) + 1 for found in lexicon.phrases.values() for before, _ in found) <= LONGEST_PHRASE
