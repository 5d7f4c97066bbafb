"""A cue in its sentence, and what the rules for its date ask of the tokens around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from quoteminer.patterns.schema_dates import DatesData

VERBS = ("VERB", "AUX")
"""Universal part-of-speech tags of verbs."""

NOUNS = ("NOUN", "PROPN")
"""Universal part-of-speech tags of nouns and names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A cue in its sentence `[start, end)`; everything in token indices, as in Attribution."""

    doc: Doc
    data: DatesData
    start: int
    end: int
    anchor: int
    cue: frozenset[int]
    content: frozenset[int]
    source: frozenset[int]
    is_quoted: Callable[[int], bool]

    def is_free(self, index: int) -> bool:
        """Return whether the token is neither cue, content, source nor quoted."""
        parts = (self.cue, self.content, self.source)
        return not any(index in part for part in parts) and not self.is_quoted(index)

    def free(self, start: int, end: int) -> list[Token]:
        """Return the free tokens of `[start, end)`."""
        return [self.doc[i] for i in range(start, end) if self.is_free(i)]


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression of time as tokens `[start, end)`; `modifier` says that it can only date a noun."""

    start: int
    end: int
    modifier: bool = False


def is_hyphenated(token: Token) -> bool:
    """Return whether the token is a piece of a hyphenated word: "Commander-in-Chief"."""
    if token.is_punct:
        return _is_hyphen(token.doc, token.i)
    return _is_hyphen(token.doc, token.i - 1) or _is_hyphen(token.doc, token.i + 1)


def _is_hyphen(doc: Doc, index: int) -> bool:
    """Return whether the token is a mark with words glued to it on both sides."""
    if not 0 < index < len(doc) - 1 or not doc[index].is_punct:
        return False
    before, after = doc[index - 1], doc[index + 1]
    glued = not before.whitespace_ and not doc[index].whitespace_
    return glued and before.text[-1].isalnum() and after.text[0].isalnum()


def last_preposition(tokens: Sequence[Token]) -> str | None:
    """Return the last preposition; of "ahead of" and its like the first word."""
    for k in range(len(tokens) - 1, -1, -1):
        if tokens[k].pos_ in ("ADP", "SCONJ"):
            adverb = k > 0 and tokens[k - 1].pos_ == "ADV" and tokens[k - 1].i == tokens[k].i - 1
            return tokens[k - 1 if adverb else k].lower_
    return None


def rivals_in(tokens: Sequence[Token], setting: Setting) -> list[Token]:
    """Return the verbs that could take a date for themselves."""
    verbs = (t for t in tokens if t.pos_ in VERBS and t.dep_ not in setting.data.dependents)
    return [verb for verb in verbs if not _is_mistagged(verb)]


def _is_mistagged(verb: Token) -> bool:
    """Return whether an infinitive is joined to a finite verb: a noun, "said the minister and hawk"."""
    coordinated = verb.head.i != verb.i and "Fin" in verb.head.morph.get("VerbForm", [])
    return coordinated and verb.dep_ == "conj" and "Inf" in verb.morph.get("VerbForm", [])


def is_speech_participle(verb: Token, setting: Setting) -> bool:
    """Return whether the verb is a bare participle of saying or publishing: "Speaking", "released"."""
    data = setting.data
    if verb.lemma_.lower() not in data.speech_verbs or "Part" not in verb.morph.get("VerbForm", []):
        return False
    finite = data.dependents | data.subjects
    return not any(child.dep_ in finite for child in verb.lefts)


def governor_of(dated: Dated, setting: Setting) -> int:
    """Return the word that the parse hangs the date on, prepositions and adverbs passed over."""
    token = setting.doc[dated.start : dated.end].root
    while token.head.i != token.i:
        token = token.head
        if token.pos_ not in ("ADP", "ADV", "SCONJ") and not dated.start <= token.i < dated.end:
            break
    return token.i


def verb_above(token: Token) -> int | None:
    """Return the nearest verb above the token in the parse."""
    return next((a.i for a in token.ancestors if a.pos_ in VERBS), None)


def source_head(setting: Setting) -> Token:
    """Return the word that governs the source, which must not be empty."""
    return setting.doc[min(setting.source) : max(setting.source) + 1].root
