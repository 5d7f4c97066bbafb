"""Article, Quote and their parts: frozen records of plain values, without spaCy.

A span is `(start, end)`: character offsets (Unicode code points) into `Article.text`, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

SCHEMA = 1
"""The version of the record; a change of a key's name or meaning raises it."""

Span = tuple[int, int]

BLANK = "\u2060"
"""What stands in place of markup: the word joiner, which has no width. The parser sees a space."""

Kind = Literal["direct", "mixed", "indirect"]
SpeakerKind = Literal["person", "organisation", "group", "document", "unnamed"]
SpeakerBasis = Literal["named", "pronoun", "role", "alias", "elided"]
DateBasis = Literal["stated", "published"]
SpeechAct = Literal[
    "assert", "deny", "warn", "accuse", "condemn", "praise", "support", "promise", "demand", "ask", "concede", "other"
]
Distance = Literal["neutral", "endorsing", "distancing"]
StanceLabel = Literal["favor", "against", "neutral", "mixed", "unclear"]

KINDS: tuple[Kind, ...] = get_args(Kind)
SPEECH_ACTS: tuple[str, ...] = get_args(SpeechAct)
DISTANCES: tuple[str, ...] = get_args(Distance)
STANCE_LABELS: tuple[str, ...] = get_args(StanceLabel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as read.

    `text` is the decoded file without its byte-order mark and otherwise unchanged. `metadata` holds the spans
    (front matter, a date line) that stay in the text but are not searched for quotes. `published` is an
    ISO 8601 day or None. `blanked` is there where the text holds markup: as long as `text`, with a `BLANK` in
    place of each character of markup; the words of quotes are cut from it.
    """

    id: str
    text: str
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    metadata: tuple[Span, ...] = ()
    blanked: str | None = None

    def words(self, start: int, end: int) -> str:
        """Return the words between two offsets: without markup, every run of white space one space."""
        if self.blanked is None:
            return " ".join(self.text[start:end].split())
        return " ".join(self.blanked[start:end].replace(BLANK, "").split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who a source refers to; every field is None where the article does not say."""

    name: str | None = None
    kind: SpeakerKind | None = None
    role: str | None = None
    id: str | None = None
    basis: SpeakerBasis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteDate:
    """When a quote was said: ISO 8601 day, month or `start/end`; the words; where it comes from."""

    date: str | None = None
    text: str | None = None
    basis: DateBasis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """The speaker's stance toward one target, with the spans of the words that show it and the rule's id."""

    target: str | None
    label: StanceLabel
    evidence: tuple[Span, ...] = ()
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One attributed quote or claim; the keys of the record (docs/record.md) in their order."""

    schema: int = SCHEMA
    id: str
    article: str
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    line: int
    kind: Kind
    quote: str
    sentence: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    cue_text: str
    source_text: str | None
    speaker: str | None = None
    speaker_kind: SpeakerKind | None = None
    speaker_role: str | None = None
    speaker_id: str | None = None
    speaker_basis: SpeakerBasis | None = None
    addressee: str | None = None
    via: str | None = None
    date: str | None = None
    date_text: str | None = None
    date_basis: DateBasis | None = None
    speech_act: SpeechAct
    distance: Distance
    asserted: bool = True
    stance: StanceLabel | None = None
    stance_target: str | None = None
    stances: tuple[Stance, ...] = ()
    confidence: float
    pattern: str
    nested: bool = False
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRow:
    """An input that gave no quotes because something failed; `kind` is that of the exception."""

    article: str | None
    path: str | None
    kind: str
    message: str


Row = dict[str, Any]
"""A quote as one JSON object: spans as lists, everything else as it is."""
