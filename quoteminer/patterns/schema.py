"""The validated language knowledge: what patterns.yaml and data/<language>/*.yaml may hold.

Every model is frozen and forbids unknown keys, so that a misspelt key is an error and never a silent no.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, field_validator, model_validator

from quoteminer.model import Distance, SpeechAct, StanceLabel
from quoteminer.patterns.document import Document

Words = Annotated[frozenset[str], Field(strict=False)]
"""A set of words, a list in YAML."""

Prior = Annotated[float, Field(gt=0, le=1)]
"""A probability that is not zero."""

DEFAULT_PRIOR = 0.8
"""Prior of a frame listed without a figure: about the precision of a plain reporting verb (PolNeAR train)."""


class Strict(BaseModel):
    """A frozen model that knows exactly its own keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def __hash__(self) -> int:
        """Return the identity's hash: loaded data is shared, not rebuilt, and keys the core's caches."""
        return id(self)


class Cue(Strict):
    """A word or phrase that attributes.

    `frames` names the constructions in which it does so, each with its prior: the share of its occurrences in
    that frame that attribute. A plain list gives every frame the default prior.
    """

    act: SpeechAct = "assert"
    distance: Distance = "neutral"
    frames: dict[str, Prior] = Field(min_length=1)
    stance: StanceLabel | None = None
    target: Literal["object", "content", "addressee"] | None = None
    via: bool = False

    @field_validator("frames", mode="before")
    @classmethod
    def _with_priors(cls, value: Any) -> Any:
        if isinstance(value, list) and all(isinstance(name, str) for name in value):
            return dict.fromkeys(value, DEFAULT_PRIOR)
        return value


class Example(Strict):
    """A sentence and what must be found in it."""

    text: str
    quote: str
    speaker: str | None = None
    cue: str | None = None


class Pattern(Strict):
    """A way to attribute: which cues, and where their content and source stand.

    `cue` is `{frame: NAME}` (the cues of the lexicon that list the frame) or a list of spaCy Matcher tokens.
    `content` and `source` name strategies of `quoteminer.extract`.
    """

    id: str
    cue: dict[str, str] | Annotated[list[dict[str, Any]], Field(min_length=1)]
    content: str | None = None
    source: str | None = None
    prior: Prior | None = None
    veto: bool = False
    via: bool = False
    sure: bool = False
    fallback: bool = False
    act: SpeechAct | None = None
    distance: Distance | None = None
    why: str | None = None
    examples: tuple[Example, ...] = Field(default=(), strict=False)
    counterexamples: tuple[str, ...] = Field(default=(), strict=False)

    @field_validator("id")
    @classmethod
    def _id_is_plain(cls, value: str) -> str:
        if not re.fullmatch(r"[a-z][a-z0-9-]*", value):
            raise ValueError("must be small letters, digits and hyphens, such as according-to")
        return value

    @field_validator("cue")
    @classmethod
    def _cue_is_one_of_two(cls, value: dict[str, str] | list[dict[str, Any]]) -> dict[str, str] | list[dict[str, Any]]:
        if isinstance(value, dict) and list(value) != ["frame"]:
            raise ValueError("must be either {frame: NAME} or a list of tokens such as [{LOWER: according}]")
        return value

    @model_validator(mode="after")
    def _has_a_use(self) -> Pattern:
        if not self.veto and self.content is None:
            raise ValueError("needs `content`, the strategy that finds the words, or `veto: true`")
        if self.veto and (self.content is not None or self.source is not None or isinstance(self.cue, dict)):
            raise ValueError("a veto has a list of tokens as cue, and no `content` or `source`")
        return self


class Limits(Strict):
    """From which score on a candidate is a quote, and a quote inside another one's content; score → confidence.

    `quoted` is the limit of contents with words in quotation marks, where it is higher than `accept`. A quote's
    confidence has the log odds `slope` × those of its score + `offset` (Platt's scaling).
    """

    accept: float = Field(default=0.4, ge=0, le=1)
    nested: float = Field(default=0.6, ge=0, le=1)
    slope: float = Field(default=1.0, gt=0, le=10)
    offset: float = Field(default=0.0, ge=-10, le=10)
    quoted: float = Field(default=0.0, ge=0, le=1)


class Patterns(Strict):
    """All of patterns.yaml, and of the user's file laid over it.

    The keys of `cues` are lemmas: one word ("say"), a verb with its particle or preposition ("point out",
    "call for"), or a light verb with its noun and preposition ("express support for"). `disable` switches
    patterns of the files below off; it is empty once the files are merged.
    """

    version: Literal[1]
    cues: dict[str, Cue] = {}
    noun_cues: dict[str, Cue] = {}
    adjective_cues: dict[str, Cue] = {}
    patterns: tuple[Pattern, ...] = Field(default=(), strict=False)
    weights: dict[str, float] = {}
    limits: Limits = Limits()
    disable: tuple[str, ...] = Field(default=(), strict=False)

    _documents: tuple[Document, ...] = PrivateAttr(default=())

    @field_validator("cues", "noun_cues", "adjective_cues")
    @classmethod
    def _cues_are_lemmas(cls, value: dict[str, Cue]) -> dict[str, Cue]:
        for name in value:
            if not name or name != " ".join(name.lower().split()):
                raise ValueError(
                    f"{name!r} can never be found: write a lemma in small letters, one space between words"
                )
        return value

    @property
    def documents(self) -> tuple[Document, ...]:
        """The files this was read from, the shipped one first: they know on which line a thing stands."""
        return self._documents

    @cached_property
    def asks_for_entities(self) -> bool:
        """Whether a pattern's tokens ask for named entities (ENT_TYPE and the like): nothing else needs them."""
        keys = {key for p in self.patterns if isinstance(p.cue, list) for token in p.cue for key in token}
        return any(key.upper().startswith("ENT_") for key in keys)

    @cached_property
    def digest(self) -> str:
        """Twelve hexadecimal digits that change with the content, not with comments or the order of cues."""
        content = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(content.encode("ascii")).hexdigest()[:12]


class HardWrap(Strict):
    """When line breaks are typography (see data/<language>/pipeline.yaml)."""

    min_lines: int
    full_share: float
    slack: int
    max_width: int
    min_width: int
    ended_share: float
    ends: str


class PipelineData(Strict):
    """data/<language>/pipeline.yaml."""

    language: str
    pipelines: list[str]
    hard_wrap: HardWrap
    dateline: str
    dateline_with_colon: str


class MarkSet(Strict):
    """The marks of one level."""

    opening: Words
    closing: Words
    neutral: Words


class MarksData(Strict):
    """data/<language>/marks.yaml."""

    double: MarkSet
    single: MarkSet
    elisions: Words
    clipped: Words
    opening_context: Words


class Grammar(Strict):
    """data/<language>/grammar.yaml: dependency roles and closed word classes."""

    roles: dict[str, Words]
    verb_tags: Words
    noun_tags: Words
    nominal_tags: Words
    complementizers: Words
    demonstrative_tags: Words
    conjunctions: Words
    connectives: Words
    comparatives: Words
    perfect: Words
    agent_prepositions: Words
    occasions: Words
    topic_prepositions: Words
    origin_prepositions: Words
    judging_prepositions: Words
    relative_pronouns: Words
    expletives: Words
    writer: Words
    hearer: Words
    negations: Words
    modals: Words
    conditionals: Words
    futures: Words
    utterances: Words
    verdicts: Words
    judged: Words
    judging: Words
    of_agents: Words
    indefinites: Words
    label_nouns: Words
    titled_nouns: Words
    section_labels: Words
    times: Words
    days: Words
    days_past: Words
    times_past: Words
    early_and_late: Words
    occasion_prepositions: Words
    occasion_nouns: Words
    clock_words: Words
    months: Words
    truths: Words
    withholding: Words
    doing: Words
    confirming: Words
    of_people: Words
    naming: Words
    deciding: Words
    checking: Words
    disowning: Words
    nobodies: Words
    telling: Words
    hearing: Words
    needing_hearers: Words
    without: Words
    unsaid: Words
    asking: Words
    citing: Words
    contrasts: Words
    scene_setters: Words
    venue_prepositions: Words
    platforms: Words
    audiences: Words
    stirring: Words
    stirred: Words
    named_things: Words
    of_clauses: Words
    quoting: Words
    addressing: Words
    accompanying: Words
    locatives: Words
    partings: Words
    next_acts: Words
    resuming: Words
    view_prepositions: Words
    owning: Words
    writers_own: Words
    short_titles: Words
    finite_tags: Words
    adverb_suffix: str
    adverbs: Words
