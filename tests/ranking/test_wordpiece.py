"""Word pieces: BERT's splitting with offsets that cut the very words out of the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteminer.ranking.wordpiece import WordPiece

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"abcdefghijklmnopqrstuvwxyz.,$\"'“”‘’_", "##s", "##e", "##er"]
VOCABULARY += ["mayor", "said", "build", "##ing", "cafe"]


@pytest.fixture(scope="module")
def tokenizer() -> WordPiece:
    """Return a tokenizer with a few words."""
    return WordPiece(VOCABULARY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor said", [("mayor", "Mayor"), ("said", "said")]),
        ("Buildings.", [("build", "Build"), ("##ing", "ing"), ("##s", "s"), (".", ".")]),
        ("Café", [("cafe", "Café")]),
        ("Cafe\u0301s", [("cafe", "Cafe\u0301"), ("##s", "s")]),
        ("buil\u00adding", [("build", "buil\u00add"), ("##ing", "ing")]),
        ("''said``", [('"', "''"), ("said", "said"), ('"', "``")]),
        ("«a»", [('"', "«"), ("a", "a"), ('"', "»")]),
        ("mayor_said", [("mayor", "mayor"), ("_", "_"), ("said", "said")]),
        ("zebra", [("[UNK]", "zebra")]),
        ("said" * 30, [("[UNK]", "said" * 30)]),
        ("\u200b \n", []),
    ],
)
def test_split_gives_pieces_and_their_words(tokenizer: WordPiece, text: str, expected: list[tuple[str, str]]) -> None:
    """Case, accents, inner hyphens and odd marks change the piece, never the offsets."""
    pieces = tokenizer.split(text)
    words = [text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]
    assert [(VOCABULARY[number], word) for number, word in zip(pieces.ids, words, strict=True)] == expected


def test_split_of_a_range_keeps_offsets_of_the_whole(tokenizer: WordPiece) -> None:
    """A paragraph's pieces point into the article."""
    pieces = tokenizer.split("a mayor said", 2, 7)
    assert (pieces.starts, pieces.ends) == ([2], [7])


@given(st.text(max_size=60))
@settings(deadline=None)
def test_split_of_any_text_is_ordered_and_within(text: str) -> None:
    """Any text gives pieces that follow each other, none empty and none outside the text."""
    pieces = WordPiece(VOCABULARY).split(text)
    borders = [at for pair in zip(pieces.starts, pieces.ends, strict=True) for at in pair]
    assert borders == sorted(borders)
    assert all(start < end <= len(text) for start, end in zip(pieces.starts, pieces.ends, strict=True))


def test_split_is_the_same_after_words_were_forgotten(tokenizer: WordPiece, monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory of words is bounded, and what it forgets is spelled again."""
    monkeypatch.setattr("quoteminer.ranking.wordpiece._REMEMBERED", 2)
    text = "mayor said building mayor cafe said"
    assert tokenizer.split(text) == WordPiece(VOCABULARY).split(text)
