"""The network's first layers, run once for each kind of token: the vectors are those of the whole network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from quoteminer import answers, pipeline, vectors
from quoteminer.pipeline import parse
from quoteminer.vectors import TokenVectors, vectors_of

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
SENTENCES = ["Ann Lee said the dam is safe.", "The dam, said Ann Lee,  isn't safe.", "Is it? “No,” said the dam."]


@pytest.fixture
def fresh(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenVectors]:
    """The pipeline's vectors, none remembered yet."""
    monkeypatch.delitem(vectors._VECTORS, nlp, raising=False)
    yield vectors_of(nlp) or pytest.fail("no vectors")
    vectors._VECTORS.pop(nlp, None)


def made(nlp: Language, found: TokenVectors, *texts: str) -> list[Doc]:
    """Return the texts with their vectors."""
    docs = [nlp.make_doc(text) for text in texts]
    found.annotate(docs)
    return docs


def test_vectors_are_those_of_the_component(nlp: Language, fresh: TokenVectors) -> None:
    """They differ by less than the product of matrices is exact to; a Doc without a token has none."""
    for _ in range(2):
        for doc in made(nlp, fresh, *SENTENCES, ""):
            wanted = nlp.get_pipe("tok2vec")(nlp.make_doc(doc.text)).tensor
            assert doc.tensor.shape == wanted.shape or not len(doc)
            np.testing.assert_allclose(doc.tensor, wanted.reshape(doc.tensor.shape), atol=1e-4)


def test_vectors_do_not_depend_on_what_was_read_before(nlp: Language, fresh: TokenVectors) -> None:
    """A text's vectors are the same to the last bit whatever came before it."""
    alone = made(nlp, fresh, SENTENCES[0])[0].tensor
    other = TokenVectors(nlp.get_pipe("tok2vec"))  # type: ignore[arg-type]
    made(nlp, other, *SENTENCES[1:], "One two three four five six seven eight, nine and ten said the same.")
    assert np.array_equal(made(nlp, other, SENTENCES[0])[0].tensor, alone)


def test_layers_run_once_for_a_kind(nlp: Language, fresh: TokenVectors, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token seen before is not asked about again, until there are too many."""
    made(nlp, fresh, SENTENCES[0])
    asked: list[int] = []
    ask = fresh._vectors._ask
    monkeypatch.setattr(fresh._vectors, "_ask", lambda rows: asked.append(len(rows)) or ask(rows))
    made(nlp, fresh, SENTENCES[0])
    assert asked == []
    monkeypatch.setattr(answers, "MOST", 3)
    made(nlp, fresh, SENTENCES[0])
    assert asked == [len(nlp.make_doc(SENTENCES[0]))]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_parse_reads_samples_as_the_component_does(
    path: Path, nlp: Language, fresh: TokenVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sample article's tokens are the same with and without them."""

    def tokens() -> list[tuple[str, str, str, int, str]]:
        return [(t.text, t.tag_, t.dep_, t.head.i, t.lemma_) for t in parse(nlp, path.read_text("utf-8"))]

    found = tokens()
    assert len(fresh._vectors)
    monkeypatch.setattr(pipeline, "vectors_of", lambda nlp: None)
    assert found == tokens()


def test_other_pipelines_have_none() -> None:
    """A pipeline that does not begin with spaCy's network runs as always."""
    blank = spacy.blank("en")
    assert vectors_of(blank) is None
    blank.add_pipe("sentencizer")
    assert vectors_of(blank) is None
    blank.add_pipe("tok2vec", first=True, config={"model": {"@architectures": "spacy.HashEmbedCNN.v2", **SMALL}})
    blank.initialize()
    assert vectors_of(blank) is not None
    assert [token.is_sent_start for token in parse(blank, "Yes. No.")] == [True, False, True, False]


SMALL = {
    "pretrained_vectors": None,
    "width": 8,
    "depth": 1,
    "embed_size": 16,
    "window_size": 1,
    "maxout_pieces": 2,
    "subword_features": True,
}
"""A network of spaCy's that is made fast."""
