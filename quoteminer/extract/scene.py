"""Scene: what speaker resolution asks of a Doc again and again, read off once."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

from quoteminer.extract.marks import regions_of
from quoteminer.extract.paragraphs import paragraphs_of
from quoteminer.extract.words import words_of
from quoteminer.patterns.folding import fold
from quoteminer.patterns.loader import load_data
from quoteminer.patterns.schema import MarksData

_HEADLINE_SHARE = 0.75
"""Share of capitalised words among the longer ones above which a paragraph is a headline."""

_HEADLINE_WORDS = 4
"""A paragraph with fewer long or capitalised words than this is too short to tell a headline."""

_STOPS = frozenset(".?!")
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""A finite verb in lower case stands in no title-case headline."""

_MAIN = frozenset({"ROOT", "conj", "parataxis"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A Doc in lists by token.

    `body` is the text and `offsets` where each token begins in it; `spaced` says that white space follows the token;
    `folds` are the words folded; `paragraph` is the paragraph's index or -1; `sentence` counts sentences, but one that
    stands in quotation marks as a whole counts with the one before; `quoted` says whether the token is in quotation
    marks; `headline` whether its paragraph is written in title case.
    """

    doc: Doc
    body: str
    offsets: list[int]
    spaced: list[bool]
    texts: list[str]
    folds: list[str]
    pos: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    paragraphs: list[tuple[int, int]]
    paragraph: list[int]
    sentence: list[int]
    starts: list[bool]
    quoted: list[bool]
    headline: list[bool]

    def is_possessive(self, i: int) -> bool:
        """Return whether the token is a possessive ending: `'s`, `’s` or a bare apostrophe after a noun."""
        return 0 < i < len(self.texts) and self.folds[i] in ("'s", "'") and not self.spaced[i - 1]

    def is_subject(self, i: int) -> bool:
        """Return whether the token is the subject of a clause."""
        return self.deps[i] in _SUBJECTS

    def is_main_subject(self, i: int) -> bool:
        """Return whether the token is the subject of a main clause."""
        verb = self.heads[i]
        fronted = self.deps[verb] == "ccomp" and self.heads[verb] > verb
        return self.is_subject(i) and (fronted or self.deps[verb] in _MAIN)

    def text(self, start: int, end: int) -> str:
        """Return the text of the tokens `[start, end)` on one line."""
        if end <= start:
            return ""
        return " ".join(self.body[self.offsets[start] : self.offsets[end - 1] + len(self.texts[end - 1])].split())


def read_scene(doc: Doc) -> Scene:
    """Return the Doc's scene."""
    doc = words_of(doc)
    words = list(doc)
    texts = [word.text for word in words]
    pos, tags, deps = [word.pos_ for word in words], [word.tag_ for word in words], [word.dep_ for word in words]
    starts = [word.is_sent_start is True for word in words]
    spaced = [bool(word.whitespace_) for word in words]
    offsets, body = [word.idx for word in words], doc.text
    paragraphs = paragraphs_of(doc)
    quoted = _quoted(body, texts, offsets, paragraphs)
    heads = [word.head.i for word in words]
    paragraph = _spread(len(texts), [(a, b, k) for k, (a, b) in enumerate(paragraphs)], -1)
    sentence, headline = _sentences(starts, quoted, texts), _headlines(texts, tags, paragraphs)
    folds = [fold(text) for text in texts]
    tokens = (body, offsets, spaced, texts, folds, pos, tags, deps, heads)
    return Scene(doc, *tokens, paragraphs, paragraph, sentence, starts, quoted, headline)


def _spread(length: int, ranges: list[tuple[int, int, int]], empty: int) -> list[int]:
    out = [empty] * length
    for start, end, value in ranges:
        out[start:end] = [value] * (end - start)
    return out


def _quoted(text: str, texts: list[str], offsets: list[int], paragraphs: list[tuple[int, int]]) -> list[bool]:
    chars = tuple((offsets[a], offsets[b - 1] + len(texts[b - 1])) for a, b in paragraphs)
    out = [False] * len(offsets)
    for region in regions_of(text, chars, load_data("marks", MarksData)):
        first, last = bisect_right(offsets, region.start) - 1, bisect_right(offsets, region.end - 1)
        out[first:last] = [True] * (last - first)
    return out


def _sentences(starts: list[bool], quoted: list[bool], texts: list[str]) -> list[int]:
    """Return each token's sentence number; the number grows only where words outside quotation marks came."""
    out, number, spoken = [], 0, False
    for start, inside, text in zip(starts, quoted, texts, strict=True):
        if start and spoken:
            number, spoken = number + 1, False
        spoken = spoken or (not inside and text[0].isalnum())
        out.append(number)
    return out


def _headlines(texts: list[str], tags: list[str], paragraphs: list[tuple[int, int]]) -> list[bool]:
    out = [False] * len(texts)
    for start, end in paragraphs:
        long = [text for text in texts[start:end] if text.isalpha() and (len(text) > 3 or text[0].isupper())]
        capitals = sum(text[0].isupper() for text in long)
        if len(long) < _HEADLINE_WORDS or capitals < _HEADLINE_SHARE * len(long):
            continue
        if texts[end - 1] in _STOPS and not any(tags[start:end]):
            continue  # a sentence that was not parsed
        if not any(tags[i] in _FINITE_TAGS and texts[i][0].islower() for i in range(start, end)):
            out[start:end] = [True] * (end - start)
    return out
