"""Where the words of two versions differ, and what that changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.analysis.echo_drift import Text, compare, likeness_of, shared_words
from quoteminer.analysis.echo_words import split_words
from quoteminer.cli.words import echo_words

LANGUAGE = echo_words()


def text(words: str) -> Text:
    """Return a version."""
    return Text(text=words, words=split_words(words, LANGUAGE))


def differences(was: str, now: str) -> list[tuple[str, ...]]:
    """Return what is not equal: op, words before, words now, flags."""
    changes = compare(text(was), text(now), LANGUAGE)
    return [(one.op, one.was, one.now, *one.flags) for one in changes if one.op != "equal"]


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("We will stay here.", "We will stay here", []),
        ("We will not stay here", "We won’t stay here", []),
        ("We will not stay here", "We will stay here", [("dropped", "not", "", "negation dropped")]),
        ("We won’t stay here", "We will stay here", [("dropped", "not", "", "negation dropped")]),
        ("We will stay here", "We will never stay here", [("added", "", "never", "negation added")]),
        ("We must stay here", "We should stay here", [("replaced", "must", "should", "modal changed")]),
        ("I think we could stay here", "I think we stay here", [("dropped", "could", "", "modal dropped")]),
        ("Only 19 drones came here", "Only 90 drones came here", [("replaced", "19", "90", "number changed")]),
        ("This is an acceptable price", "This is an unacceptable price",
         [("replaced", "acceptable", "unacceptable", "negation added")]),
        ("He was never in the house", "He was not in the house", [("replaced", "never", "not")]),
        ("Moscow will pay for this", "Russia will pay for this", [("replaced", "Moscow", "Russia")]),
        ("The town is safe. Nobody will leave", "The town is safe", [("cut", "Nobody will leave", "")]),
        ("I am not saying that the town is safe", "The town is safe",
         [("cut", "I am not saying that", "", "negation dropped")]),
        ("We do not know. The town is safe tonight", "The town is safe tonight", [("cut", "We do not know", "")]),
        ("The town is safe", "We cannot say that the town is safe",
         [("more", "", "We cannot say that", "negation added", "modal added")]),
    ],
)  # fmt: skip
def test_compare_finds_and_flags_what_differs(was: str, now: str, expected: list[tuple[str, ...]]) -> None:
    """House style is no drift; a lost or won negation, modal or number is flagged; an excerpt is only cut."""
    assert differences(was, now) == expected


def test_compare_leaves_far_accidents_aside() -> None:
    """A common word far from what the versions share is not made a part of it."""
    was = "The mayor and the council and the unions have all said it: this harbour stays open for good"
    assert differences(was, "The harbour stays open for good, and so does all of the rest") == [
        ("cut", "The mayor and the council and the unions have all said it: this", ""),
        ("more", "", "The"),
        ("more", "", "and so does all of the rest"),
    ]


VERSIONS = st.lists(st.sampled_from(["we", "will", "not", "won't", "stay", "go", "here.", "19"]), max_size=12).map(
    " ".join
)


@given(VERSIONS, VERSIONS)
def test_compare_keeps_every_word_of_both(was: str, now: str) -> None:
    """The pieces put together are the words of the one version and of the other."""
    changes = compare(text(was), text(now), LANGUAGE)
    for whole, pieces in ((was, [one.was for one in changes]), (now, [one.now for one in changes])):
        joined = split_words(" ".join(pieces), LANGUAGE)
        assert [word.text for word in joined] == [word.text for word in text(whole).words]


def test_likeness_counts_the_overlap_only() -> None:
    """A headline's few words are like the part of the quote that they are from."""
    head, body = text("will close harbour"), text("We will not close the harbour before the winter comes")
    assert shared_words(head, body) == 3
    assert likeness_of(head, body) == 2 * 3 / (3 + 5)
    assert likeness_of(head, text("Nothing of the kind")) == 0
