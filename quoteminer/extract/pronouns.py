"""Pronouns: whom "he", "she", "it" or "they" means, by agreement and salience among what went before.

Agreement is evidence and not law: translated articles use the wrong gender. The features are the usual ones
(recency, subject before object, the last speaker, no one inside the words that are being attributed); their weights
are in speakers.yaml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from math import log

from quoteminer.extract.discourse import Discourse, Referent, Trace, climb
from quoteminer.extract.names import Names
from quoteminer.patterns.schema_known import Gender

_PROMINENT = -4.0
"""Lowest score at which an epithet is taken for somebody: about the subject three sentences back."""

_MOST = 6.0
"""More than all that can speak for a mention, distance aside."""

_NEVER = -100.0

_AGREES_PLURAL = {"group": 1.0, "organisation": -0.5, "document": -0.5, "other": -1.5}
_AGREES_SINGULAR = {"group": -3.0, "organisation": 1.0, "document": 1.0, "other": 0.0}
"""How well a kind of speaker agrees with "they" and with "it"."""

_FAR = 6
"""Sentences or paragraphs beyond which farther makes no difference."""

_HIGHEST = 6
"""Steps up the parse within which a later subject is looked for."""

_WINDOW = 40
"""Earlier mentions looked at: about the last seven sentences."""


def resolve_person(at: int, gender: Gender, discourse: Discourse, ahead: Sequence[Trace] = ()) -> Referent | None:
    """Return whom the pronoun at token `at` means; `ahead` are mentions that may follow it in its sentence."""
    traces = chain(ahead, islice(reversed(discourse.traces), _WINDOW))
    best = _best(at, traces, lambda referent: agreement(referent, gender, discourse), discourse)
    if best and best.gender is None:
        best.gender = gender
    return best


def resolve_epithet(at: int, gender: Gender | None, places: frozenset[str], discourse: Discourse) -> Referent | None:
    """Return the named person whom an epithet like "the billionaire" at token `at` means: a prominent one nearby."""

    def fits(referent: Referent) -> float:
        entity = referent.entity
        if entity is None or entity.kind != "person" or (places and entity.places and not places & entity.places):
            return _NEVER
        return agreement(referent, gender, discourse)

    return _best(at, islice(reversed(discourse.traces), _WINDOW), fits, discourse, least=_PROMINENT)


def resolve_thing(at: int, *, plural: bool, discourse: Discourse) -> Referent | None:
    """Return what "it" (or "they", `plural`) at token `at` means among bodies, groups and things."""
    agrees = _AGREES_PLURAL if plural else _AGREES_SINGULAR
    weight = discourse.weights["gender_agrees"]
    before = (trace for trace in reversed(discourse.things) if trace.at < at)
    if not plural:  # "it" is no "tickets"
        before = (trace for trace in before if discourse.scene.tags[trace.at] != "NNS")
    return _best(
        at,
        islice(before, _WINDOW),
        lambda referent: weight * ((referent.acts and agrees.get(referent.speaker.kind or "")) or agrees["other"]),
        discourse,
    )


def _best(
    at: int,
    traces: Iterable[Trace],
    fits: Callable[[Referent], float],
    discourse: Discourse,
    *,
    least: float = float("-inf"),
) -> Referent | None:
    """Return the referent of the best trace; traces too far away to win are not looked at closely."""
    best, best_score = None, least
    sentence, step = discourse.scene.sentence, discourse.weights["sentence"]
    for trace in traces:
        if step * min(abs(sentence[at] - sentence[trace.at]), _FAR) + _MOST < best_score:
            continue
        score = fits(trace.referent) + _score(features(trace, at, discourse), discourse)
        if score > best_score:
            best, best_score = trace.referent, score
    return best


def agreement(referent: Referent, gender: Gender | None, discourse: Discourse) -> float:
    """Return what the pronoun's gender says for or against the referent; no gender says nothing."""
    if gender is None:
        return 0.0
    if referent.entity and referent.entity.kind is None:
        return discourse.weights["kind_unknown"]
    if referent.gender is None:
        return discourse.weights["gender_unknown"]
    return discourse.weights["gender_agrees" if referent.gender == gender else "gender_differs"]


def _score(found: Iterable[tuple[str, float]], discourse: Discourse) -> float:
    weights = discourse.weights
    score = 0.0
    for name, value in found:
        score += weights[name] * value
    return score


def features(trace: Trace, at: int, discourse: Discourse) -> list[tuple[str, float]]:
    """Return what speaks for the pronoun at `at` meaning the trace's referent, as weights' names with values."""
    scene, then = discourse.scene, trace.at
    sentences = abs(scene.sentence[at] - scene.sentence[then])
    found = [
        (trace.place, 1.0),
        ("sentence", float(min(sentences, _FAR))),
        ("paragraph", float(min(abs(scene.paragraph[at] - scene.paragraph[then]), _FAR))),
        ("frequency", log(1 + trace.referent.count)),
    ]
    if sentences < 2:
        found.append(("last_sentence" if sentences else "same_sentence", 1.0))
    parallel = sentences == 1 and trace.place == "subject" and scene.is_subject(at)
    told = (
        ("speaker", trace.spoke),
        ("last_speaker", trace is discourse.last_speaker),
        ("introduced", trace.first),
        ("unnamed", trace.referent.entity is None),
        ("parallel", parallel),
        ("cataphoric", then > at),
        ("same_clause", sentences == 0 and _same_clause(then, at, discourse)),
        ("impersonal", trace.referent.impersonal),
        ("kin", _is_only_kin(trace.referent, at, discourse)),
    )
    found += [(name, 1.0) for name, is_so in told if is_so]
    return found + _speech(trace, at, discourse)


def _is_only_kin(referent: Referent, at: int, discourse: Discourse) -> bool:
    """Return whether somebody is only told of for another's sake: "Her mother ran a shop. “I hated it,” she says"."""
    owner, spoke, scene = referent.kin_of, referent.spoke, discourse.scene
    if owner is None or at not in discourse.speech.by_source:
        return False
    if spoke is not None and scene.paragraph[spoke] == scene.paragraph[at]:
        return False
    return owner.spoke is not None or scene.tags[scene.heads[at]] == "VBZ"


def _same_clause(a: int, at: int, discourse: Discourse) -> bool:
    """Return whether both are parts of one verb, as in "Smith told him": then they are two people."""
    scene = discourse.scene
    if scene.deps[at] in ("poss", "conj"):
        return False
    other = climb(a, scene)
    if scene.heads[other] == scene.heads[at] and scene.deps[other] not in ("poss", "npadvmod"):
        return True
    return scene.deps[other] == "pobj" and scene.heads[scene.heads[other]] == scene.heads[at] and other > at


def _speech(trace: Trace, at: int, discourse: Discourse) -> list[tuple[str, float]]:
    """Return what the words of others say about the two places."""
    scene, speech = discourse.scene, discourse.speech
    found = [("quoted", 1.0)] if scene.quoted[trace.at] and not scene.quoted[at] else []
    own = speech.by_source.get(at, ())
    if scene.deps[at] == "poss" and own:  # "Hale will come, his spokesman said": the spokesman speaks, and not he
        return found
    if any(trace.at in speech.contents[k] or trace.referent.entity in discourse.named_in(k) for k in own):
        return [*found, ("own_content", 1.0)]
    around, there = speech.inner[at], speech.inner[trace.at]
    if there >= 0 and there != around and not scene.quoted[trace.at]:
        found.append(("other_content", 1.0))
    if around >= 0 and around not in own and discourse.speaker_of(around) is trace.referent:
        found.append(("enclosing_quote" if scene.quoted[at] else "enclosing_speaker", 1.0))
    return found


def subjects_ahead(at: int, names: Names, discourse: Discourse) -> Iterator[int]:
    """Yield the named subject that follows a pronoun before it in its sentence: "After he left, Smith said"."""
    scene = discourse.scene
    i = at
    for _ in range(_HIGHEST):
        if scene.heads[i] == i:
            return
        i = scene.heads[i]
        if scene.pos[i] in ("VERB", "AUX") and i > at:
            for child in scene.doc[i].children:
                if child.i > at and scene.is_subject(child.i) and child.i in names.by_token:
                    yield child.i
