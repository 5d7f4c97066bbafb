"""Windows: whole paragraphs where they fit, sentences where not, and no word lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteminer.ranking.windows import Window, windows
from quoteminer.ranking.wordpiece import WordPiece

VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", *"abcdefghijklmnopqrstuvwxyz.\"'"]
TOKENIZER = WordPiece(VOCABULARY)


def cut(text: str, limit: int) -> list[Window]:
    """Return the windows of a text whose lines are its paragraphs."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return list(windows(text, spans, TOKENIZER, limit=limit))


def words(text: str, window: Window) -> str:
    """Return a window's words, an end piece as a bar."""
    pairs = zip(window.starts.tolist(), window.ends.tolist(), strict=True)
    return " ".join(text[start:end] or "|" for start, end in pairs)


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("a b\nc d", 10, ["| a b | c d |"]),
        ("a b\nc d", 7, ["| a b | c d |"]),
        ("a b\nc d", 6, ["| a b |", "| c d |"]),
        ("a b c. d e f", 7, ["| a b c . |", "| d e f |"]),
        ('a b c." d e f', 7, ['| a b c . " |', "| d e f |"]),
        ("a b c d e f g", 6, ["| a b c d |", "| e f g |"]),
        ("a. b c d e f", 7, ["| a . b c d |", "| e f |"]),
        ("a b c d e f\ng", 6, ["| a b c d |", "| e f | g |"]),
        ("\n\na\n", 6, ["| a |"]),
        ("", 6, []),
    ],
)
def test_windows_hold_paragraphs_then_sentences_then_pieces(text: str, limit: int, expected: list[str]) -> None:
    """Paragraphs stay together while there is room; a long one is cut after a sentence in the second half."""
    assert [words(text, window) for window in cut(text, limit)] == expected


@given(st.text(alphabet='ab. \n"', max_size=120), st.integers(5, 20))
@settings(deadline=None)
def test_windows_hold_every_piece_once_within_the_limit(text: str, limit: int) -> None:
    """Whatever the text, its pieces come out in their order, and no window is too long."""
    found = cut(text, limit)
    assert all(len(window.ids) <= limit for window in found)
    kept = [
        (int(start), int(end))
        for window in found
        for start, end in zip(window.starts, window.ends, strict=True)
        if end > start
    ]
    pieces = TOKENIZER.split(text)
    assert kept == list(zip(pieces.starts, pieces.ends, strict=True))
