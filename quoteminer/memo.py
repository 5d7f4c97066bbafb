"""Attribute ruler and lemmatizer, asked once for each kind of token.

Both look at little more than a token's word, tag and dependency label, and take a fifth of a parse. What they answered
once is filled in for every other token of the kind. Nothing of their rules is repeated here: the components themselves
answer, and where one of their patterns may join neighbours ("gonna"), they read the whole paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

import numpy as np
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.symbols import X  # type: ignore[import-not-found]
from spacy.tokens import Doc

from quoteminer.answers import Answers, Table

if TYPE_CHECKING:
    from spacy.language import Language

_WRITTEN = ["TAG", "DEP", "POS", "MORPH", "LEMMA"]
_STATE = ["ORTH", *_WRITTEN]
"""A token's word, and all that the two components read or write."""

_LEMMATIZED = ["ORTH", "POS", "MORPH", "LEMMA"]
"""What the lemmatizer reads."""

_WORD = {"ORTH", "TEXT", "LOWER"}
_READ = {*_WORD, *_WRITTEN, "IS_SPACE"}
_PREDICATES = {"IN", "NOT_IN", "REGEX"}
"""What patterns may look at, and what they may ask of a word."""

_OTHER, _SPACE = "\ufffc", " "
"""Words that stand for all that no pattern names; the first also stands between words, lest a pattern join them."""

_LEMMATIZERS = (Lemmatizer, EnglishLemmatizer)
"""Those that read what is listed above and nothing else."""

_FIRST, _SECOND = "first", "second"
"""Tokens that a pattern over several may begin with, and those that may be its second."""


class Memo:
    """What an attribute ruler and a lemmatizer answered for kinds of tokens."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self.asked = ruler, lemmatizer, len(ruler.attrs)
        self._ruler, self._lemmatizer, self._vocab = ruler, lemmatizer, ruler.vocab
        self._is_named, self._joining = _naming(ruler), _joining(ruler)
        self._stand_ins, self._ruled, self._lemmas = Answers(self._stand_in), Answers(self._rule), Answers(self._lemma)
        self._answers = Answers(self._answer)
        self.serves = _is_of_tokens(ruler) and not any(map(self._is_named, (_OTHER, _SPACE)))
        self.serves = self.serves and not self._joins(self._apart(_STATE, np.zeros((0, len(_STATE)), np.uint64))).any()

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Annotate Docs as the two components would."""
        docs = [doc for doc in docs if len(doc)]
        if not docs:
            return
        answers = self._answers(np.concatenate([_read(doc, _STATE) for doc in docs]))
        joined = answers[:-1, -2] & answers[1:, -1]
        start = 0
        for doc in docs:
            end = start + len(doc)
            if joined[start : end - 1].any():
                self._lemmatizer(self._ruler(doc))
            else:
                _write(doc, _WRITTEN, answers[start:end, :-2])
            start = end

    def _answer(self, states: Table) -> Table:
        """Return what both make of tokens, and whether patterns over several may have them first or second.

        Words that no pattern names are alike to the ruler, and tokens that differ in their place to the lemmatizer.
        """
        ruled = self._ruled(np.hstack([self._stand_ins(states[:, :1]), states[:, 1:]]))
        lemmatized = np.hstack([states[:, :1], ruled[:, :-2]])[:, [_STATE.index(name) for name in _LEMMATIZED]]
        return np.hstack([ruled[:, :-3], self._lemmas(lemmatized), ruled[:, -2:]])

    def _stand_in(self, words: Table) -> Table:
        """Return the words that patterns name, and for each other one what stands for it."""
        lexemes = [self._vocab[orth] for orth in words[:, 0].tolist()]
        others = [self._vocab.strings.add(_SPACE if lexeme.is_space else _OTHER) for lexeme in lexemes]
        named = [self._is_named(lexeme.orth_) or self._is_named(lexeme.lower_) for lexeme in lexemes]
        return np.where(np.array(named)[:, None], words, np.array(others, np.uint64)[:, None])

    def _rule(self, states: Table) -> Table:
        """Return what the ruler makes of tokens, and whether patterns over several may have them first or second."""
        doc = self._apart(_STATE, states)
        joins = self._joins(doc)
        return np.hstack([_read(self._ruler(doc), _WRITTEN), joins])[1::2]

    def _lemma(self, states: Table) -> Table:
        return _read(self._lemmatizer(self._apart(_LEMMATIZED, states)), ["LEMMA"]).reshape(-1, 1)[1::2]

    def _joins(self, doc: Doc) -> Table:
        out: Table = np.zeros((len(doc), 2), np.uint64)
        for match, start, _ in self._joining(doc, allow_missing=True) if len(self._joining) else ():
            out[start, int(self._vocab.strings[match] == _SECOND)] = 1
        return out

    def _apart(self, names: list[str], states: Table) -> Doc:
        """Return a Doc of tokens in such states, each between two that no pattern knows."""
        words = [self._vocab.strings[orth] for orth in states[:, 0].tolist()]
        doc = Doc(self._vocab, words=[_OTHER, *(text for word in words for text in (word, _OTHER))])
        table: Table = np.zeros((len(doc), len(names) - 1), np.uint64)
        table[1::2] = states[:, 1:]
        table[::2, names.index("POS") - 1] = X  # without a part of speech the lemmatizer warns
        return _write(doc, names[1:], table)


def _read(doc: Doc, names: list[str]) -> Table:
    return cast("Table", doc.to_array(names))  # type: ignore[arg-type]


def _write(doc: Doc, names: list[str], table: Table) -> Doc:
    return doc.from_array(names, table)  # type: ignore[arg-type]


def memo_of(nlp: Language) -> tuple[Memo, str, str] | None:
    """Return the memo of the pipeline's attribute ruler and lemmatizer, and their names.

    None where it has no such pair, where their rules may look further than spaCy's own for English do, and in a memory
    zone, whose strings do not last.
    """
    in_zone: bool = nlp.vocab.in_memory_zone  # type: ignore[attr-defined]
    pipeline: list[tuple[str, object]] = [*nlp.pipeline]
    for (first, ruler), (second, lemmatizer) in pairwise(pipeline):
        if type(ruler) is AttributeRuler and isinstance(lemmatizer, Lemmatizer) and type(lemmatizer) in _LEMMATIZERS:
            memo = _MEMOS.get(nlp)
            if memo is None or memo.asked != (ruler, lemmatizer, len(ruler.attrs)):
                memo = _MEMOS[nlp] = Memo(ruler, lemmatizer)
            return (memo, first, second) if memo.serves and not in_zone else None
    return None


_MEMOS: WeakKeyDictionary[Language, Memo] = WeakKeyDictionary()


def _is_of_tokens(ruler: AttributeRuler) -> bool:
    """Return whether the rules look at words and labels, each at its place, and write labels and lemmas."""
    return (
        all({str(name).upper() for name in rule["attrs"]} <= {*_WRITTEN} for rule in _rules(ruler))
        and all(token.keys() <= _READ for pattern in _patterns(ruler) for token in pattern)
        and all(condition.keys() <= _PREDICATES for condition in _word_conditions(ruler))
        and all(isinstance(condition.get("REGEX", ""), str) for condition in _word_conditions(ruler))
    )


def _rules(ruler: AttributeRuler) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", ruler.patterns)


def _patterns(ruler: AttributeRuler) -> list[list[dict[str, Any]]]:
    return [pattern for rule in _rules(ruler) for pattern in rule["patterns"]]


def _word_conditions(ruler: AttributeRuler) -> list[Mapping[str, Any]]:
    """Return what the patterns ask of words; of a single one, that it is in the set of it."""
    asked = [token[name] for pattern in _patterns(ruler) for token in pattern for name in token.keys() & _WORD]
    return [condition if isinstance(condition, Mapping) else {"IN": [condition]} for condition in asked]


def _naming(ruler: AttributeRuler) -> Callable[[str], bool]:
    """Return what tells whether a word is one that the patterns name, or that their expressions find."""
    conditions = _word_conditions(ruler)
    named = {word for condition in conditions for key in ("IN", "NOT_IN") for word in condition.get(key, ())}
    expressions = [re.compile(regex) for c in conditions if isinstance(regex := c.get("REGEX"), str)]
    return lambda word: word in named or any(expression.search(word) for expression in expressions)


def _joining(ruler: AttributeRuler) -> Matcher:
    """Return what finds the first and the second token of patterns over several."""
    matcher = Matcher(ruler.vocab)
    several = [pattern for pattern in _patterns(ruler) if len(pattern) > 1]
    if several:
        matcher.add(_FIRST, [[pattern[0]] for pattern in several])
        matcher.add(_SECOND, [[pattern[1]] for pattern in several])
    return matcher
