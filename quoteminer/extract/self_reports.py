"""Self-reports: bodies that tell what they do themselves: "Acme Corp. will cut 400 jobs, it said"."""

from __future__ import annotations

from quoteminer.extract.discourse import Discourse, Referent
from quoteminer.patterns.schema_speakers import SpeakersData

_VERBS = frozenset({"VERB", "AUX"})
_BODIES = frozenset({"organisation", None})


def self_reporting(at: int, discourse: Discourse, data: SpeakersData) -> Referent | None:
    """Return the body that "it" at token `at` means behind a report on itself in the same sentence.

    It is the subject of the report's main clause. Where another body or a paper stated something in the sentence
    before, nobody can tell: "The Courier said so. Acme will cut 400 jobs, it said".
    """
    scene, speech, last = discourse.scene, discourse.speech, discourse.last_speaker
    content = next((speech.attributions[k].content for k in speech.by_source.get(at, ())), ())
    if not content or max(content) > at or scene.folds[at] not in data.pronouns.thing:
        return None
    subject = next((i for i in content if _is_main(i, at, discourse)), None)
    referent = discourse.resolved.get(subject) if subject is not None else None
    if referent is None or subject is None or scene.quoted[subject] or referent.speaker.kind not in _BODIES:
        return None
    if scene.folds[subject] in data.place_names or not (referent.entity or referent.speaker.kind):
        return None
    rival = last is not None and last.referent is not referent and last.referent.speaker.kind in (*_BODIES, "document")
    unclear = rival and last is not None and (not referent.speaker.kind or _just_stated(last.at, at, discourse))
    return None if unclear else referent


def _just_stated(then: int, at: int, discourse: Discourse) -> bool:
    """Return whether who spoke last stated something, in this sentence or the one before; "sued X" states nothing."""
    scene, speech = discourse.scene, discourse.speech
    if scene.sentence[at] - scene.sentence[then] > 1:
        return False
    return any(scene.pos[i] in _VERBS for k in speech.by_source.get(then, ()) for i in speech.contents[k])


def _is_main(i: int, at: int, discourse: Discourse) -> bool:
    """Return whether the token is the subject of the clause that hangs on the reporting verb, or of none."""
    scene = discourse.scene
    verb = scene.heads[i]
    return (
        scene.is_subject(i) and scene.sentence[i] == scene.sentence[at] and scene.heads[verb] in (scene.heads[at], verb)
    )
