"""The validated language knowledge: what patterns.yaml and data/<language>/*.yaml may hold.

Every model is frozen and forbids unknown keys, so that a misspelt key is an error and never a silent no.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator
from typing_extensions import Literal

from quoteminer.model import Distance, SpeechAct, StanceLabel

DEFAULT_PRIOR = 0.8
"""Prior of a frame listed without a figure: about the precision of a plain reporting verb (PolNeAR train)."""


class Strict(BaseModel):
    """A frozen model that knows exactly its own keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Cue(Strict):
    """A word or phrase that attributes.

    `frames` names the constructions in which it does so, each with its prior: the share of its occurrences in
    that frame that attribute. A plain list gives every frame the default prior.
    """

    act: SpeechAct = "assert"
    distance: Distance = "neutral"
    frames: dict[str, float]
    stance: StanceLabel | None = None
    target: Literal["object", "content", "addressee"] | None = None

    @field_validator("frames", mode="before")
    @classmethod
    def _with_priors(cls, value: Any) -> Any:
        if isinstance(value, list):
            return {name: DEFAULT_PRIOR for name in value}
        if isinstance(value, dict):
            return {name: float(prior) if isinstance(prior, int) else prior for name, prior in value.items()}
        return value

    @field_validator("frames")
    @classmethod
    def _priors_in_range(cls, value: dict[str, float]) -> dict[str, float]:
        if not value:
            raise ValueError("a cue needs at least one frame")
        for name, prior in value.items():
            if not 0 < prior <= 1:
                raise ValueError(f"prior of frame {name!r} must be above 0 and at most 1, not {prior}")
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

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    cue: dict[str, str] | list[dict[str, Any]]
    content: str | None = None
    source: str | None = None
    prior: float | None = Field(default=None, gt=0, le=1)
    veto: bool = False
    act: SpeechAct | None = None
    distance: Distance | None = None
    why: str | None = None
    examples: tuple[Example, ...] = Field(default=(), strict=False)
    counterexamples: tuple[str, ...] = Field(default=(), strict=False)


class Patterns(Strict):
    """All of patterns.yaml, and of the user's file laid over it.

    The keys of `cues` are lemmas: one word ("say"), a verb with its particle or preposition ("point out",
    "call for"), or a light verb with its noun and preposition ("express support for").
    """

    version: Literal[1]
    cues: dict[str, Cue] = {}
    noun_cues: dict[str, Cue] = {}
    adjective_cues: dict[str, Cue] = {}
    patterns: tuple[Pattern, ...] = Field(default=(), strict=False)
    weights: dict[str, float] = {}
