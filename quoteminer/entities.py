"""Named entities on demand: asked for a few names only, they need no pass over the whole article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from spacy.language import Language
from spacy.tokens import Doc

from quoteminer.extract.words import LABELS

RECOGNIZER = "ner"
"""The name of the pipeline's component that marks named entities."""


class EntityLabels:
    """The entity labels of an article's tokens; a paragraph is read at the first question about a token of it."""

    def __init__(self, nlp: Language, paragraphs: Sequence[Doc]) -> None:
        self._nlp, self._paragraphs = nlp, paragraphs
        self._starts = [0, *accumulate(len(doc) for doc in paragraphs)]
        self._labels: dict[int, list[str]] = {}

    def __call__(self, index: int) -> str:
        """Return the label of the article's token, "" where it is no entity's."""
        number = bisect_right(self._starts, index) - 1
        if number not in self._labels:
            doc = self._nlp.get_pipe(RECOGNIZER)(self._paragraphs[number].copy())
            self._labels[number] = [token.ent_type_ for token in doc]
        return self._labels[number][index - self._starts[number]]


def label_on_demand(doc: Doc, nlp: Language, paragraphs: Sequence[Doc]) -> None:
    """Let the core ask for the entity labels of a Doc that was merged from paragraphs, where the pipeline has any."""
    if RECOGNIZER in nlp.pipe_names:
        doc.user_data[LABELS] = EntityLabels(nlp, paragraphs)
