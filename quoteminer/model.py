"""Article, Quote and their parts: frozen records of plain values, without spaCy.

A span is `(start, end)`: character offsets (Unicode code points) into `Article.text`, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

SCHEMA = 1
"""The version of the record; a change of a key's name or meaning raises it."""

Span = tuple[int, int]

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
    ISO 8601 day or None.
    """

    id: str
    text: str
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    metadata: tuple[Span, ...] = ()


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
