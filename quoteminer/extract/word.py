"""A word: a token of a Doc as a plain object, and how a Doc's words are read all at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, MorphAnalysis

if TYPE_CHECKING:
    from quoteminer.extract.words import Stretch, Words

_STRINGS = ("ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP")
_NUMBERS = ("HEAD", "SENT_START", "SPACY", "IS_PUNCT", "IS_SPACE", "IS_QUOTE", "IS_TITLE", "IS_LOWER")
_HEAD, _SENT_START, _SPACY = range(3)


class Word:
    """A token: its strings and flags as attributes, head and children as words."""

    __slots__ = (
        "children", "dep_", "doc", "head", "i", "idx", "is_lower", "is_punct", "is_quote",
        "is_sent_start", "is_space", "is_title", "left", "lemma_", "lower_", "pos_", "right", "tag_", "text",
        "whitespace_",
    )  # fmt: skip

    doc: Words
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    is_sent_start: bool
    is_punct: bool
    is_space: bool
    is_quote: bool
    is_title: bool
    is_lower: bool
    whitespace_: str
    head: Word
    children: list[Word]
    left: int
    right: int

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def left_edge(self) -> Word:
        """The first word of the subtree."""
        return self.doc.words[self.left]

    @property
    def right_edge(self) -> Word:
        """The last word of the subtree."""
        return self.doc.words[self.right]

    @property
    def lefts(self) -> tuple[Word, ...]:
        """The children before the word."""
        return tuple(child for child in self.children if child.i < self.i)

    @property
    def rights(self) -> tuple[Word, ...]:
        """The children behind the word."""
        return tuple(child for child in self.children if child.i > self.i)

    @property
    def ancestors(self) -> Iterator[Word]:
        """The words above, the nearest first."""
        node = self
        while node.head is not node:
            node = node.head
            yield node

    @property
    def subtree(self) -> Iterator[Word]:
        """The word and all below it, in order."""
        for child in self.lefts:
            yield from child.subtree
        yield self
        for child in self.rights:
            yield from child.subtree

    @property
    def sent(self) -> Stretch:
        """The sentence."""
        start, end = self.doc.sentence_of(self.i)
        return self.doc[start:end]

    @property
    def morph(self) -> MorphAnalysis:
        """The morphological features, spaCy's own."""
        return self.doc.source[self.i].morph

    def is_ancestor(self, other: Word) -> bool:
        """Return whether the word stands above another."""
        return any(word is self for word in other.ancestors)


def read_words(owner: Words, doc: Doc) -> tuple[list[Word], str]:
    """Return the words with head, children and the edges of their subtrees, and their text.

    One plain loop, an attribute a line: every article's every token passes through it.
    """
    if not len(doc):
        return [], ""
    table: NDArray[np.uint64] = np.asarray(doc.to_array([*_STRINGS, *_NUMBERS]), dtype=np.uint64)
    strings, numbers = table[:, : len(_STRINGS)], table[:, len(_STRINGS) :].astype(np.int64)
    columns = _strings(strings, doc)
    spaces = [" " if space else "" for space in numbers[:, _SPACY].tolist()]
    starts, flags = (numbers[:, _SENT_START] == 1).tolist(), (numbers[:, _SPACY + 1 :] != 0).T.tolist()
    heads: list[int] = (numbers[:, _HEAD] + np.arange(len(doc))).tolist()
    words, offset = [Word() for _ in heads], 0
    rows = zip(words, *columns, spaces, starts, *flags, heads, *edges_of(heads), range(len(words)), strict=True)
    for word, text, lower, lemma, pos, tag, dep, space, start, punct, blank, quote, title, low, head, a, b, i in rows:
        word.doc = owner
        word.i = i
        word.idx = offset
        word.text = text
        word.lower_ = lower
        word.lemma_ = lemma
        word.pos_ = pos
        word.tag_ = tag
        word.dep_ = dep
        word.whitespace_ = space
        word.is_sent_start = start
        word.is_punct = punct
        word.is_space = blank
        word.is_quote = quote
        word.is_title = title
        word.is_lower = low
        word.head = words[head]
        word.left = a
        word.right = b
        word.children = []
        offset += len(text) + len(space)
    for word in words:
        if word.head is not word:
            word.head.children.append(word)
    return words, "".join(chain.from_iterable(zip(columns[0], spaces, strict=True)))


def _strings(table: NDArray[np.uint64], doc: Doc) -> list[list[str]]:
    """Return the columns of keys as columns of strings."""
    columns = table.T.tolist()
    names = {key: doc.vocab.strings[key] for key in set().union(*columns)}
    return [list(map(names.__getitem__, column)) for column in columns]


def edges_of(heads: list[int]) -> tuple[list[int], list[int]]:
    """Return the first and the last word of every subtree: spread upwards until nothing changes any more."""
    left = right = np.arange(len(heads))
    above = np.array(heads, dtype=np.int64)
    while True:
        wider = left.copy(), right.copy()
        np.minimum.at(wider[0], above, left)
        np.maximum.at(wider[1], above, right)
        if (wider[0] == left).all() and (wider[1] == right).all():
            return left.tolist(), right.tolist()
        left, right = wider
