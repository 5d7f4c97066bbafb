"""The encoder: paragraphs in, probabilities by token out, and plain words when it cannot be loaded."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from spacy.tokens import Doc

from quoteminer.errors import ModelError
from quoteminer.ranking import encoder as module
from quoteminer.ranking.encoder import FILE, HEADS, Encoder, load_encoder
from quoteminer.ranking.windows import LIMIT
from quoteminer.ranking.wordpiece import WordPiece

NLP = spacy.blank("en")
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"abcdefghijklmnopqrstuvwxyz.,", "said", "mayor", "open"]
WIDTH = 3


class RandomSession:
    """Stands for onnxruntime: random weights, probabilities that depend on nothing but the piece."""

    def __init__(self) -> None:
        rng = np.random.default_rng(0)
        self.words = rng.normal(size=(len(VOCABULARY), WIDTH)).astype(np.float32)
        self.bilinear = rng.normal(size=(5, WIDTH + 1, WIDTH + 1)).astype(np.float32)
        self.lengths: list[int] = []

    def run(self, names: Sequence[str], feed: dict[str, NDArray[np.int64]]) -> list[NDArray[np.float32]]:
        """Return the outputs in the shapes of the real graph."""
        if names == HEADS:
            return [self.bilinear, np.zeros((5, 9), np.float32)]
        self.lengths.append(feed["ids"].shape[1])
        hidden = self.words[feed["ids"]]
        scores = np.exp(hidden)
        return [scores / scores.sum(-1, keepdims=True), hidden, hidden]


def make_encoder() -> Encoder:
    """Return an encoder over random weights."""
    return Encoder(RandomSession(), WordPiece(VOCABULARY))


def by_line(doc: Doc) -> list[tuple[int, int]]:
    """Return token ranges between newlines."""
    ends = [token.i for token in doc if "\n" in token.text] + [len(doc)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return list(zip(starts, ends, strict=True))


def test_read_gives_each_word_its_own_probability() -> None:
    """Equal words read alike wherever they stand, different ones do not."""
    doc = NLP("Mayor said, mayor said")
    cue = make_encoder().read(doc, [(0, len(doc))]).cue
    assert cue[[0, 1]] == pytest.approx(cue[[3, 4]])
    assert cue[0] != pytest.approx(cue[1])


def test_read_leaves_out_what_is_in_no_paragraph() -> None:
    """Metadata is not read: its tokens have no probability."""
    doc = NLP("mayor said open")
    cue = make_encoder().read(doc, [(1, 2)]).cue
    assert cue[1] > 0 and not cue[[0, 2]].any()


@pytest.mark.parametrize("text", ["", "\n", "\n\n \n"])
def test_read_of_nothing_gives_nothing(text: str) -> None:
    """Empty docs and docs of white space need no graph."""
    doc = NLP(text)
    reading = make_encoder().read(doc, by_line(doc))
    assert reading.cue.shape == (len(doc),) and not reading.cue.any()


def test_read_cuts_a_long_paragraph_into_windows() -> None:
    """A paragraph of any length is read whole, in windows of the trained length at most."""
    session = RandomSession()
    doc = NLP("mayor said open. " * 300)
    reading = Encoder(session, WordPiece(VOCABULARY)).read(doc, [(0, len(doc))])
    assert max(session.lengths) <= LIMIT
    words = [token.i for token in doc if not token.is_space]
    assert (reading.cue[words] > 0).all()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
@settings(deadline=None)
def test_read_of_any_text_gives_probabilities(text: str) -> None:
    """Whatever the text, every token has a probability, and every token's relations can be asked for."""
    doc = NLP(text)
    reading = make_encoder().read(doc, by_line(doc))
    assert reading.cue.shape == (len(doc),)
    for token in doc:
        values = np.concatenate(reading.relations(token.i))
        assert ((values >= 0) & (values <= 1)).all()


def test_load_encoder_without_onnxruntime_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing extra is said with its pip command."""
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ModelError, match=r"pip install 'quoteminer\[large\]'"):
        load_encoder(Path("any"))


def test_load_encoder_without_its_file_says_so(tmp_path: Path) -> None:
    """A missing file is an error that names it."""
    pytest.importorskip("onnxruntime", reason="the extra `large` is not installed")
    with pytest.raises(ModelError, match=r"no encoder at .*none\.onnx"):
        load_encoder(tmp_path / "none.onnx")


def test_load_encoder_refuses_a_broken_file(tmp_path: Path) -> None:
    """A file that is no graph is an error that names it."""
    pytest.importorskip("onnxruntime", reason="the extra `large` is not installed")
    path = tmp_path / "broken.onnx"
    path.write_text("not a graph")
    with pytest.raises(ModelError, match=r"broken\.onnx does not load"):
        load_encoder(path)


def test_load_encoder_refuses_another_format(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of another version is refused before it is run."""
    pytest.importorskip("onnxruntime", reason="the extra `large` is not installed")
    monkeypatch.setattr(module, "FORMAT", "none")
    with pytest.raises(ModelError, match="has format"):
        load_encoder.__wrapped__(FILE)


def test_shipped_encoder_sees_who_says_what() -> None:
    """The cue of a plain sentence stands out, and its content and source lie where a reader sees them."""
    pytest.importorskip("onnxruntime", reason="the extra `large` is not installed")
    doc = NLP("The harbour stays open all winter, the mayor said on Monday.")
    reading = load_encoder().read(doc, [(0, len(doc))])
    assert doc[int(reading.cue.argmax())].text == "said"
    content, source = reading.relations(int(reading.cue.argmax()))
    assert " ".join(token.text for token in doc if content[token.i] > 0.5) == "The harbour stays open all winter"
    assert " ".join(token.text for token in doc if source[token.i] > 0.5) == "the mayor"


def test_shipped_encoder_is_small() -> None:
    """The file keeps the size that the package promises."""
    assert FILE.stat().st_size < 25_000_000
