"""A quote's text → words that can be compared between outlets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from quoteminer.analysis.folding import fold

Flag = Literal["negation", "modal", "number"]
"""The kinds of words that change what was said when they come or go."""

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
"""A word with its apostrophes, or a figure with its points: "don’t", "3.5", "10,000", "U.S"."""

_SENTENCE_END = re.compile(r"[\"'”’»)\]]*[.!?…;]")


@dataclass(frozen=True, slots=True, kw_only=True)
class EchoLanguage:
    """What must be known of a language to compare two versions of a quote; read from YAML by the caller."""

    negations: frozenset[str]
    modals: frozenset[str]
    contractions: Mapping[str, tuple[str, ...]]
    endings: Mapping[str, str]
    negative_prefixes: frozenset[str]
    opening_marks: frozenset[str]
    closing_marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, where it stands in the quote, and whether a sentence ends behind it.

    A contraction is two words at one place: "don’t" is "do" and "not".
    """

    text: str
    start: int
    end: int
    ends_sentence: bool


def split_words(text: str, language: EchoLanguage) -> tuple[Word, ...]:
    """Return the words of a quote, without case, accents, punctuation and contractions."""
    return tuple(_words(text, language))


def _words(text: str, language: EchoLanguage) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        parts = _expand(_plain(match.group()), language)
        for number, part in enumerate(parts, start=1):
            last = number == len(parts)
            ends = last and _SENTENCE_END.match(text, match.end()) is not None
            yield Word(part, match.start(), match.end(), ends)


def _plain(word: str) -> str:
    """Return the word folded, "U.S" as "us" and "10,000" as "10000"."""
    folded = fold(word).replace("’", "'").replace(",", "")
    return folded if any(char.isdigit() for char in folded) else folded.replace(".", "")


def _expand(word: str, language: EchoLanguage) -> tuple[str, ...]:
    if "'" not in word:
        return language.contractions.get(word, (word,))
    if word in language.contractions:
        return language.contractions[word]
    for ending, full in language.endings.items():
        if len(word) > len(ending) and word.endswith(ending):
            return word.removesuffix(ending), full
    return (word,)


def flag_of(word: str, language: EchoLanguage) -> Flag | None:
    """Return what kind of telling word it is, if it is one."""
    if word in language.negations:
        return "negation"
    if word in language.modals:
        return "modal"
    return "number" if any(char.isdigit() for char in word) else None


def is_opposite(word: str, other: str, language: EchoLanguage) -> bool:
    """Return whether the words differ by a prefix that negates: "acceptable", "unacceptable"."""
    short, long = sorted((word, other), key=len)
    return any(prefix + short == long for prefix in language.negative_prefixes)


def quoted_parts(text: str, language: EchoLanguage) -> list[str]:
    """Return what stands in quotation marks in a title; an apostrophe inside a word is no mark."""
    opening = "|".join(map(re.escape, sorted(language.opening_marks)))
    closing = "|".join(map(re.escape, sorted(language.closing_marks)))
    return [match[1] for match in re.finditer(rf"(?<!\w)(?:{opening})(\w.*?\w)(?:{closing})(?!\w)", text)]
