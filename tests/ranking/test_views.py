"""From word pieces back to tokens: probabilities of cues, contents and sources."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from quoteminer.ranking.views import Heads, Reading, Views

WIDTH = 2


def make_doc(*words: str) -> Doc:
    """Return a Doc of these tokens, a space after each."""
    return Doc(spacy.blank("en").vocab, words=list(words))


def make_views(pieces: list[tuple[int, int, int]], cue: list[float] | None = None) -> Views:
    """Return views of pieces given as (start, end, window), with probabilities of being inside a cue."""
    starts, ends, window = np.array(pieces, np.int64).reshape(-1, 3).T
    inside = np.array(cue or [0.0] * len(pieces), np.float32)
    projections = np.random.default_rng(0).normal(size=(2, len(pieces), WIDTH)).astype(np.float32)
    cues = np.stack([1 - inside, inside / 2, inside / 2], -1)
    return Views(starts, ends, window, cues, projections[0], projections[1])


def make_heads(reach: int = 4) -> Heads:
    """Return heads of random numbers."""
    rng = np.random.default_rng(1)
    bilinear = rng.normal(size=(5, WIDTH + 1, WIDTH + 1)).astype(np.float32)
    return Heads(bilinear, rng.normal(size=(5, 2 * reach + 1)).astype(np.float32))


@pytest.mark.parametrize(
    ("words", "pieces", "cue", "expected"),
    [
        pytest.param(["she", "said"], [(0, 3, 0), (4, 8, 0)], [0.1, 0.9], [0.1, 0.9], id="one to one"),
        pytest.param(["reporting"], [(0, 6, 0), (6, 9, 0)], [0.2, 0.7], [0.7], id="two pieces of a token"),
        pytest.param(["do", "n't"], [(0, 6, 0)], [0.4], [0.4, 0.4], id="two tokens of a piece"),
        pytest.param(["a", "\n", "b"], [(0, 1, 0), (4, 5, 0)], [0.3, 0.5], [0.3, 0.0, 0.5], id="no piece"),
        pytest.param(["a"], [(0, 0, 0), (0, 1, 0), (1, 1, 0)], [0.9, 0.2, 0.9], [0.2], id="window's own pieces"),
    ],
)
def test_reading_cue_is_the_highest_of_the_pieces(
    words: list[str], pieces: list[tuple[int, int, int]], cue: list[float], expected: list[float]
) -> None:
    """Tokens and pieces meet by characters, whichever is the finer."""
    reading = Reading(make_doc(*words), make_views(pieces, cue), make_heads())
    assert reading.cue == pytest.approx(expected)
    assert reading.cue_begin == pytest.approx([value / 2 for value in expected])


def test_reading_relations_stay_within_the_window() -> None:
    """A cue's content is looked for where the encoder read it, and nowhere else."""
    doc = make_doc("a", "b", "c", "d")
    reading = Reading(doc, make_views([(0, 1, 0), (2, 3, 0), (4, 5, 1), (6, 7, 1)]), make_heads())
    content, source = reading.relations(2)
    assert content.shape == source.shape == (4,)
    assert (content[2:] > 0).all() and (source[2:] > 0).all()
    assert not content[:2].any() and not source[:2].any()


def test_reading_near_is_relations_without_the_rest() -> None:
    """`near` gives the same figures from its `start` on, with the borders besides."""
    doc = make_doc("a", "b", "c", "d")
    reading = Reading(doc, make_views([(0, 1, 0), (2, 3, 1), (4, 5, 1)]), make_heads())
    near = reading.near(2)
    assert near.start == 1 and len(near.content) == len(near.begin) == len(near.end) == 2
    assert reading.relations(2)[0][1:3] == pytest.approx(near.content)
    assert ((near.content + near.source) <= 1).all()


def test_reading_relations_of_a_token_without_pieces_are_nothing() -> None:
    """White space and unread tokens are no cues."""
    reading = Reading(make_doc("a", "b"), make_views([(0, 1, 0)]), make_heads())
    assert not np.any(reading.relations(1))


def test_reading_of_an_empty_doc_is_empty() -> None:
    """No token, no probability, no failure."""
    reading = Reading(make_doc(), make_views([]), make_heads())
    assert reading.cue.shape == (0,)


def test_heads_logits_are_the_biaffine_form_with_a_bias_by_distance() -> None:
    """The logits are those of the formula written out, also beyond the reach of the distances."""
    heads, rng = make_heads(reach=4), np.random.default_rng(2)
    words, cue = rng.normal(size=(9, WIDTH)).astype(np.float32), np.array([0.5, -1], np.float32)
    bucket = {-3: 0, -2: 0, -1: 0, 0: 4, 1: 8, 2: 8, 3: 8, 4: 8, 5: 8}
    expected = [
        [
            np.append(cue, 1) @ heads.bilinear[role] @ np.append(words[at], 1) + heads.distance[role, bucket[at - 3]]
            for role in range(5)
        ]
        for at in range(9)
    ]
    assert heads.logits(cue, words, 3) == pytest.approx(np.array(expected), abs=1e-5)
