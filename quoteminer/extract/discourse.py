"""Discourse: who has been spoken of so far, and how prominently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.names import Entity, Mention
from quoteminer.extract.roles import Role
from quoteminer.extract.scene import Scene
from quoteminer.model import Speaker
from quoteminer.patterns.schema_known import Gender

_CLIMBED = frozenset({"appos", "conj", "nmod"})
_OBJECTS = frozenset({"dobj", "dative", "attr", "oprd", "iobj"})


@dataclass(slots=True, eq=False)
class Referent:
    """Somebody or something spoken of.

    `count` is how often so far, `acts` false for things that say nothing: wages. `spoke` is where it last said
    something, `impersonal` that it speaks for a body: "a spokesperson"; `kin_of` is whose family it is: "her mother".
    """

    speaker: Speaker
    gender: Gender | None = None
    entity: Entity | None = None
    role: Role | None = None
    count: int = 0
    acts: bool = True
    spoke: int | None = None
    impersonal: bool = False
    kin_of: Referent | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """One mention of a referent at a token.

    `place` is its place in the sentence, a key of the salience weights; `spoke` says that it is a source, `first` that
    nothing meant the referent before.
    """

    at: int
    referent: Referent
    place: str
    spoke: bool
    first: bool = False


@dataclass(frozen=True, slots=True)
class Speech:
    """Which tokens are whose words: `inner` is the narrowest attribution whose content holds the token, or -1."""

    attributions: Sequence[Attribution]
    inner: list[int]
    by_source: dict[int, list[int]]
    contents: list[frozenset[int]]


def read_speech(attributions: Sequence[Attribution], length: int) -> Speech:
    """Return who speaks where."""
    inner, by_source = [-1] * length, dict[int, list[int]]()
    order = sorted(range(len(attributions)), key=lambda k: -len(attributions[k].content))
    for k in order:
        for i in attributions[k].content:
            inner[i] = k
    for k, attribution in enumerate(attributions):
        for i in attribution.source:
            by_source.setdefault(i, []).append(k)
    return Speech(attributions, inner, by_source, [frozenset(a.content) for a in attributions])


@dataclass(slots=True)
class Discourse:
    """The state while an article is read from its beginning."""

    scene: Scene
    speech: Speech
    weights: Mapping[str, float]
    by_token: Mapping[int, Mention]
    named: dict[int, frozenset[Entity | None]] = field(default_factory=dict)
    traces: list[Trace] = field(default_factory=list)
    things: list[Trace] = field(default_factory=list)
    resolved: dict[int, Referent] = field(default_factory=dict)
    last_speaker: Trace | None = None

    def note(self, at: int, referent: Referent, *, human: bool = True) -> None:
        """Remember that the token at `at` means the referent."""
        spoke = at in self.speech.by_source
        trace = Trace(at, referent, place_of(at, self.scene), spoke, referent.count == 0)
        (self.traces if human else self.things).append(trace)
        referent.count += 1
        self.resolved[at] = referent
        if spoke:
            self.last_speaker = trace
            told = (self.speech.attributions[k].lexeme.act for k in self.speech.by_source[at])
            if any(act != "other" for act in told):  # "her mother wanted her to stay" says nothing
                referent.spoke = at

    def named_in(self, attribution: int) -> frozenset[Entity | None]:
        """Return whom the attribution's content names: hardly the one who speaks it."""
        found = self.named.get(attribution)
        if found is None:
            mentions = (self.by_token.get(i) for i in self.speech.contents[attribution])
            found = self.named[attribution] = frozenset(m.entity for m in mentions if m)
        return found

    def speaker_of(self, attribution: int) -> Referent | None:
        """Return who speaks the attribution, as far as known by now."""
        for i in reversed(self.speech.attributions[attribution].source):
            if i in self.resolved:
                return self.resolved[i]
        return None


def place_of(at: int, scene: Scene) -> str:
    """Return how prominent the token's place in its sentence is: the name of a weight."""
    i = climb(at, scene)
    if scene.is_subject(i):
        return "subject" if scene.is_main_subject(i) else "clause_subject"
    if scene.deps[i] in _OBJECTS:
        return "object"
    return "possessive" if scene.deps[i] == "poss" else "oblique"


def climb(at: int, scene: Scene) -> int:
    """Return the head that an apposition or coordination hangs on."""
    for _ in range(4):
        if scene.deps[at] not in _CLIMBED or scene.heads[at] > at:
            break
        at = scene.heads[at]
    return at
