"""Noun phrases that quotes are attributed to: what in a source speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from quoteminer.extract.layout import Layout
from quoteminer.extract.noun_phrases import speaker_within


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        ("Ann Lee’s comments suggest that the dam leaks.", "Ann Lee’s comments", "Ann Lee"),
        ("Her comments suggest that the dam leaks.", "Her comments", "Her comments"),
        ("Ann Lee’s brother said that the dam leaks.", "Ann Lee’s brother", "Ann Lee’s brother"),
        ("The mayor Ann Lee last week said that the dam leaks.", "The mayor Ann Lee last week", "The mayor Ann Lee"),
        ("Ann Lee said that the dam leaks.", "Ann Lee", "Ann Lee"),
        (
            "Bo Ek, whose fields were flooded last week, said that it leaks.",
            "Bo Ek, whose fields were flooded last week",
            "Bo Ek, whose fields were flooded last week",
        ),
        ("USA Today said that the dam leaks.", "USA Today", "USA Today"),
    ],
)
def test_speaker_within(
    text: str,
    source: str,
    speaker: str,
    lay: Callable[[str], Layout],
    words: Callable[[Layout, Iterable[int]], str],
) -> None:
    """Words that speak are their owner's; a time behind the name is no part of it, the time of its clause is."""
    layout = lay(text)
    end = text.index(source) + len(source)
    tokens = tuple(token.i for token in layout.tokens if token.idx + len(token) <= end)
    assert words(layout, speaker_within(layout, tokens)) == speaker


def test_speaker_within_nobody(lay: Callable[[str], Layout]) -> None:
    """Where there is no source there is no speaker."""
    assert speaker_within(lay("The dam leaks."), ()) == ()
