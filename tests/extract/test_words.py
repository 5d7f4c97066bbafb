"""Words answer as the Doc does."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from quoteminer.extract.words import Words, source_of, words_of

TEXT = (
    "“The harbour,” Mayor Ann Lee told reporters on Monday, “stays open — what else?” The union, which had asked for "
    "more, said it was sorry.   She didn't say why; nobody knows.\n\nA second line: 1,000 people (or more) came."
)

STRINGS = ("text", "lower_", "lemma_", "pos_", "tag_", "dep_", "whitespace_")
FLAGS = ("is_punct", "is_space", "is_quote", "is_title", "is_lower", "is_sent_start")
WORDS = ("head", "left_edge", "right_edge")
GROUPS = ("children", "lefts", "rights", "subtree", "ancestors", "sent")


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    """Return a parsed text."""
    return nlp(TEXT)


@pytest.mark.parametrize("name", (*STRINGS, *FLAGS, *WORDS, *GROUPS, "i", "idx", "morph"))
def test_words_have_the_attributes_of_tokens(doc: Doc, name: str) -> None:
    """Every attribute is what the token's is; words among them are compared by their place."""
    for token, word in zip(doc, Words(doc), strict=True):
        theirs, ours = getattr(token, name), getattr(word, name)
        if name in GROUPS:
            assert [one.i for one in ours] == [one.i for one in theirs]
        elif name in WORDS:
            assert ours.i == theirs.i
        else:
            assert ours == theirs


def test_stretches_answer_as_spans(doc: Doc) -> None:
    """Every stretch has the text, the root and the edges of the span, empty ones and open slices too."""
    words = Words(doc)
    for start in range(len(doc)):
        for end in range(start + 1, len(doc) + 1):
            span, stretch = doc[start:end], words[start:end]
            assert (stretch.text, stretch.root.i) == (span.text, span.root.i)
            assert [word.i for word in stretch[1:]] == [token.i for token in span[1:]]
    assert (len(words[5:2]), words[5:2].text, words[-3:].start) == (0, "", len(doc) - 3)


def test_words_answer_as_the_doc(doc: Doc) -> None:
    """Length, text, sentences and columns are the Doc's."""
    words = Words(doc)
    assert (len(words), words.text, words.source) == (len(doc), doc.text, doc)
    assert [(s.start, s.end) for s in words.sents] == [(s.start, s.end) for s in doc.sents]
    assert (words.to_array(["DEP"]) == doc.to_array(["DEP"])).all()
    assert words[3].is_ancestor(words[1]) == doc[3].is_ancestor(doc[1])
    found = words.char_span(1, 12)
    assert found is not None and found.text == doc.char_span(1, 12).text


def test_words_of_an_empty_doc(nlp: Language) -> None:
    """An empty Doc has no words and no sentence."""
    words = Words(nlp.make_doc(""))
    assert (list(words), words.text, list(words.sents)) == ([], "", [])


def test_words_of_is_given_back(doc: Doc) -> None:
    """Words of Words are the same ones, and their source is the Doc."""
    words = words_of(doc)
    assert words_of(words) is words
    assert source_of(words) is doc
    assert source_of(doc) is doc


def test_hang_makes_no_circle(nlp: Language) -> None:
    """A word is not hung below what already hangs on it, whatever order the moves come in."""
    words = Words(nlp("Lee said it rained."))
    said, rained = words[1], words[3]
    assert rained.head is said
    words.hang([(said, rained, "ccomp")])
    assert said.head is said
    assert rained in said.children
