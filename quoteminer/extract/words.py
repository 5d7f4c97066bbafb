"""Words: the tokens of a Doc as plain objects, each attribute worked out once an article.

A spaCy Token is made anew whenever it is asked for and looks every string up again; the core asks for millions. `Words`
answers as the Doc does, a `Word` as its Token, a `Stretch` as a Span, in all that the core asks. The signatures of the
core name the spaCy types: whatever takes a Doc takes its Words too.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, cast, overload

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from quoteminer.extract.word import Word, edges_of, read_words


class Stretch(Sequence[Word]):
    """Words `[start, end)` of a Doc."""

    __slots__ = ("_words", "doc", "end", "start")

    def __init__(self, doc: Words, start: int, end: int) -> None:
        self.doc, self.start, self.end = doc, start, end
        self._words = doc.words[start:end]

    def __len__(self) -> int:
        return len(self._words)

    def __iter__(self) -> Iterator[Word]:
        return iter(self._words)

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> Stretch: ...
    def __getitem__(self, index: int | slice) -> Word | Stretch:
        if isinstance(index, int):
            return self._words[index]
        start, end, _ = index.indices(len(self._words))
        return Stretch(self.doc, self.start + start, self.start + max(start, end))

    @property
    def text(self) -> str:
        """The text from the first word to the last."""
        return self.doc.text[self._words[0].idx : self._words[-1].idx + len(self._words[-1])] if self._words else ""

    @property
    def root(self) -> Word:
        """The word that hangs highest, the first of several; a lone mark or space only where there is no other."""
        for word in self._words:
            if word.head is word:
                return word
        best, least = self._words[0], len(self.doc)
        for word in self._words:
            if self.start <= word.head.i < self.end:
                continue
            loose = (word.is_space or word.is_punct) and not word.children
            steps = len(self.doc) - 1 if loose else sum(1 for _ in word.ancestors)
            if steps < least:
                best, least = word, steps
        return best

    def char_span(self, start: int, end: int, *, alignment_mode: str = "strict") -> Span | None:
        """Return spaCy's own span of characters `[start, end)` of the stretch."""
        return self.doc.source[self.start : self.end].char_span(start, end, alignment_mode=alignment_mode)


class Words(Sequence[Word]):
    """A Doc's words; `source` is the Doc itself."""

    def __init__(self, doc: Doc) -> None:
        self.source = doc
        self.words, self.text = read_words(self, doc)

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> Stretch: ...
    def __getitem__(self, index: int | slice) -> Word | Stretch:
        if isinstance(index, slice):
            start, end, _ = index.indices(len(self.words))
            return Stretch(self, start, max(start, end))
        return self.words[index]

    def sentence_of(self, index: int) -> tuple[int, int]:
        """Return the sentence of a word."""
        number = int(np.searchsorted(self._starts, index, side="right"))
        end = self._starts[number] if number < len(self._starts) else len(self.words)
        return int(self._starts[number - 1]), int(end)

    @property
    def sents(self) -> Iterator[Stretch]:
        """The sentences."""
        for start in self._starts.tolist():
            yield self[start : self.sentence_of(start)[1]]

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        starts = [word.i for word in self.words if word.is_sent_start and word.i]
        return np.array([0, *starts] if self.words else [], dtype=np.int64)

    def begin(self, index: int) -> None:
        """Let a sentence begin with a word."""
        self.words[index].is_sent_start = True
        self.__dict__.pop("_starts", None)

    def hang(self, moves: Iterable[Move]) -> None:
        """Hang words, with what is below them, on other heads; spaCy's Doc stays as it is.

        A word that another move has put above its new head stays where it is: a circle would have no end.
        """
        for word, head, dep in moves:
            if any(above is word for above in head.ancestors):
                continue
            if word.head is not word:
                word.head.children.remove(word)
            word.head, word.dep_ = head, dep
            if head is not word:
                insort(head.children, word, key=lambda child: child.i)
        edges = edges_of([word.head.i for word in self.words])
        for word, left, right in zip(self.words, *edges, strict=True):
            word.left, word.right = left, right

    def char_span(self, start: int, end: int, *, alignment_mode: str = "strict") -> Span | None:
        """Return spaCy's own span of characters `[start, end)`."""
        return self.source.char_span(start, end, alignment_mode=alignment_mode)

    def to_array(self, names: Sequence[str]) -> NDArray[np.uint64]:
        """Return spaCy's columns of numbers."""
        return np.asarray(self.source.to_array(list(names)))

    @property
    def vocab(self) -> Any:
        """The Doc's vocabulary."""
        return self.source.vocab

    @property
    def spans(self) -> Mapping[str, Any]:
        """The Doc's groups of spans."""
        return self.source.spans


def words_of(doc: Doc) -> Doc:
    """Return the Doc's Words in the place of the Doc, itself where it is such Words already."""
    return doc if isinstance(doc, Words) else cast("Doc", Words(doc))


Move = tuple[Word, Word, str]
"""A word, the head that it is hung on, itself for a root, and the dependency label."""

LABELS = "quoteminer_labels"
"""Key of a Doc's user data: what tells a token's entity label where no entities are marked."""


def entity_label(doc: Doc, index: int) -> str:
    """Return the label of the named entity that the token belongs to, "" without one."""
    source = source_of(doc)
    token, labels = source[index], source.user_data.get(LABELS)
    return labels(index) if labels is not None and not token.ent_iob_ else token.ent_type_


def source_of(doc: Doc) -> Doc:
    """Return the Doc of Words, itself where it is spaCy's own."""
    return doc.source if isinstance(doc, Words) else doc


__all__ = ["LABELS", "Move", "Stretch", "Word", "Words", "entity_label", "source_of", "words_of"]
