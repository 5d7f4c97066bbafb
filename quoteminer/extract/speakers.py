"""Speakers: from the words of a source to the person, body or group they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.describe import describe, joined_name
from quoteminer.extract.discourse import Referent
from quoteminer.extract.mentions import Phrase, read_phrase
from quoteminer.extract.names import Mention, Names
from quoteminer.extract.reading import entity_speaker, name_at, read_article, referent_of, refined_kind
from quoteminer.extract.readings import Reading
from quoteminer.extract.scene import Scene
from quoteminer.extract.turns import find_interviewee, turn_of
from quoteminer.model import Speaker, SpeakerKind
from quoteminer.patterns.folding import fold
from quoteminer.patterns.schema_speakers import SpeakersData

_NOBODY = Speaker(kind="unnamed", basis="pronoun")
_RELATIVE_CLAUSES = frozenset({"relcl", "acl", "ccomp"})


def resolve_speakers(
    doc: Doc,
    attributions: Sequence[Attribution],
    names: Names,
    data: SpeakersData,
    *,
    published: str | None = None,
) -> list[Speaker]:
    """Return the speaker of each attribution, in order; the empty Speaker where it has no source.

    `names` are those of `find_names(doc, data)`. `published` is the article's ISO 8601 day: an office that nobody in
    the article is said to hold ("the UK Prime Minister") is looked up in speakers.yaml only for a day.
    """
    day = date.fromisoformat(published[:10]) if published else None
    reading = read_article(attributions, names, data, day)
    reading.interviewee += find_interviewee(reading)
    memo: dict[tuple[int, ...], Speaker] = {}
    out = []
    for attribution in attributions:
        source = attribution.source
        if source not in memo:
            phrase = reading.phrases.get(source)
            memo[source] = _speaker(phrase, reading) if phrase else Speaker()
        speaker = memo[source]
        out.append(replace(speaker, basis="elided") if attribution.elided and source else speaker)
    return out


def _speaker(phrase: Phrase, reading: Reading) -> Speaker:
    if turn := turn_of(phrase, reading):
        answers = reading.interviewee if turn == "answer" else []
        return replace(entity_speaker(answers[0]), kind="person", basis="role") if answers else _NOBODY
    if phrase.form == "relative":
        return _relative(phrase.head, reading)
    if phrase.form == "pronoun":
        return _pronoun(phrase.head, reading)
    if phrase.form == "name":
        return _named(phrase, phrase.mentions[0], reading)
    if phrase.mentions:
        return Speaker(name=joined_name(phrase, reading.names.scene), kind="group", basis="named")
    return _described(phrase, reading)


def _named(phrase: Phrase, mention: Mention, reading: Reading) -> Speaker:
    speaker = entity_speaker(mention.entity)
    kind = refined_kind(mention, reading)
    if kind != "person":
        speaker = replace(speaker, name=reading.names.scene.text(mention.core, mention.end), role=None)
    return replace(speaker, kind=kind, role=phrase.role or speaker.role)


def _described(phrase: Phrase, reading: Reading) -> Speaker:
    if phrase.form == "several":
        return referent_of(phrase, reading)[0].speaker
    referent = reading.discourse.resolved.get(phrase.head) or referent_of(phrase, reading)[0]
    text = describe(phrase, reading.names, reading.data, lambda at: name_at(at, reading))
    if referent.entity and referent.entity.kind == "person":
        speaker = entity_speaker(referent.entity)
        text = text.removesuffix(f" {referent.entity.name}")  # "aide to the president Ann Lee"
        return replace(speaker, kind="person", role=text, basis="alias" if referent.entity.listed else "role")
    speaker = referent_of(phrase, reading)[0].speaker if referent.entity else referent.speaker
    by_noun = speaker.basis == "role" or (not referent.entity and fold(speaker.name or "") not in fold(text))
    is_body = speaker.kind == "organisation" and by_noun  # "the company", "the operator", by its name
    return replace(speaker, role=text, basis="role") if is_body else speaker


def _pronoun(at: int, reading: Reading) -> Speaker:
    word, pronouns = fold(reading.names.scene.texts[at]), reading.data.pronouns
    if word in pronouns.writer:
        return _writer(at, reading)
    if word in pronouns.male or word in pronouns.female or word in pronouns.thing or word in pronouns.plural:
        told: SpeakerKind | None = "organisation" if word in pronouns.thing else None
        told = "person" if word in pronouns.male or word in pronouns.female else told
        return _by_pronoun(reading.discourse.resolved.get(at), told)
    return _NOBODY


def _by_pronoun(referent: Referent | None, told: SpeakerKind | None = None) -> Speaker:
    """Return whom the pronoun means; `told` is the kind that it gives a name of which nothing else tells one."""
    if referent is None:
        return _NOBODY
    speaker = entity_speaker(referent.entity) if referent.entity else referent.speaker
    return replace(speaker, basis="pronoun", kind=speaker.kind or (told if referent.entity else None))


def _writer(at: int, reading: Reading) -> Speaker:
    """Return whom "I" or "we" means: inside quotation marks the one quoted, else the author, whom nobody names."""
    discourse = reading.discourse
    around = discourse.speech.inner[at]
    if reading.names.scene.quoted[at] and around >= 0:
        return _by_pronoun(discourse.speaker_of(around))
    return _NOBODY


def _relative(at: int, reading: Reading) -> Speaker:
    """Return whom "who", "which" or "that" means: the noun that its clause hangs on."""
    phrase = _antecedent(at, reading)
    if phrase is None or phrase.form == "relative":
        return _NOBODY
    return replace(_speaker(phrase, reading), basis="pronoun")


def _antecedent(at: int, reading: Reading) -> Phrase | None:
    scene = reading.names.scene
    noun = _modified_noun(at, reading)
    if scene.tags[at] == "WDT" and noun is not None and _names_person(noun, reading):
        before = range(noun - 1, _sentence_start(at, scene) - 1, -1)
        noun = next((i for i in before if scene.pos[i] == "NOUN" and not _is_human(i, reading)), noun)
    if scene.tags[at] in ("WP", "WP$") and not (_is_human(noun, reading) or _is_plural(noun, scene)):
        noun = next((i for i in range(at - 1, _sentence_start(at, scene) - 1, -1) if _is_human(i, reading)), noun)
    if noun is None:
        return None
    mention = reading.names.by_token.get(noun)
    start = min(scene.doc[noun].left_edge.i, mention.lead if mention else noun)
    return read_phrase(range(start, at), reading.names, reading.data)


def _modified_noun(at: int, reading: Reading) -> int | None:
    scene = reading.names.scene
    verb = scene.heads[at]
    for _ in range(5):
        if scene.deps[verb] in _RELATIVE_CLAUSES and scene.heads[verb] < at:
            noun = scene.heads[verb]
            while _hangs(noun, reading):
                noun = scene.heads[noun]
            if scene.pos[noun] in ("NOUN", "PROPN", "PRON", "NUM"):
                return noun
            if (told := _object_of(noun, at, reading)) is not None:
                return told
        verb = scene.heads[verb]
    before = (i for i in range(at - 1, max(at - 4, -1), -1) if scene.folds[i] not in reading.data.not_names)
    return next((i for i in before if scene.pos[i] in ("NOUN", "PROPN", "PRON")), None)


def _object_of(verb: int, at: int, reading: Reading) -> int | None:
    """Return the object that the verb has before token `at`: "signed the pact on Monday, which calls for calm"."""
    children = reading.names.scene.doc[verb].children
    return next((child.i for child in children if child.dep_ == "dobj" and verb < child.i < at), None)


def _hangs(noun: int, reading: Reading) -> bool:
    """Return whether the noun is no antecedent but tells of the one before it: an apposition, "in October"."""
    scene = reading.names.scene
    timed = scene.folds[noun] in reading.data.not_names or scene.deps[noun] in ("prep", "acl")
    return scene.heads[noun] < noun and (scene.deps[noun] == "appos" or timed)


def _names_person(i: int, reading: Reading) -> bool:
    mention = reading.names.by_token.get(i)
    return mention is not None and mention.entity.kind == "person"


def _is_plural(noun: int | None, scene: Scene) -> bool:
    return noun is not None and (scene.tags[noun] in ("NNS", "NNPS") or scene.pos[noun] == "PRON")


def _sentence_start(at: int, scene: Scene) -> int:
    while at > 0 and not scene.starts[at]:
        at -= 1
    return at


def _is_human(noun: int | None, reading: Reading) -> bool:
    if noun is None:
        return False
    scene, data = reading.names.scene, reading.data
    mention = reading.names.by_token.get(noun)
    if mention:
        return mention.entity.kind in ("person", "group") and noun == mention.end - 1
    word = scene.folds[noun]
    lemma = scene.doc[noun].lemma_.lower() if scene.tags[noun] in ("NNS", "NNPS") else word
    collective = word in data.group_nouns or word in data.indefinite.group
    return scene.pos[noun] in ("NOUN", "PROPN", "PRON", "NUM") and (collective or lemma in data.human_words)
