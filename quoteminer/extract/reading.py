"""Reading: one walk through an article that settles, in order, whom every name, role and pronoun means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from quoteminer.extract.again import again, holder, native, speaking
from quoteminer.extract.attribution import Attribution
from quoteminer.extract.bodies import find_body, read_bodies
from quoteminer.extract.describe import can_act, describe, is_definite, joined_name, kind_of
from quoteminer.extract.discourse import Discourse, Referent, Trace, place_of, read_speech
from quoteminer.extract.mentions import Phrase, read_phrase
from quoteminer.extract.names import Entity, Mention, Names
from quoteminer.extract.pronouns import resolve_person, resolve_thing, subjects_ahead
from quoteminer.extract.readings import Reading
from quoteminer.extract.roles import parse_role
from quoteminer.extract.self_reports import self_reporting
from quoteminer.extract.whole_names import whole_name
from quoteminer.extract.words import entity_label
from quoteminer.model import Speaker, SpeakerKind
from quoteminer.patterns.folding import fold
from quoteminer.patterns.schema_known import Gender
from quoteminer.patterns.schema_speakers import SpeakersData

_SKIPPED = frozenset({"appos", "attr", "compound", "npadvmod", "amod", "nmod", "oprd"})
_PERSON_LABELS = frozenset({"PERSON", "PER"})


def read_article(
    attributions: Sequence[Attribution], names: Names, data: SpeakersData, day: date | None = None
) -> Reading:
    """Return the article read to its end."""
    scene = names.scene
    sources = {a.source for a in attributions if a.source}
    phrases = {source: phrase for source in sources if (phrase := read_phrase(source, names, data))}
    discourse = Discourse(scene, read_speech(attributions, len(scene.texts)), data.salience.weights, names.by_token)
    reading = Reading(names, data, day, discourse, phrases, {p.head: p for p in phrases.values()})
    for entity in names.entities:
        referent = Referent(entity_speaker(entity), entity.gender, entity)
        reading.of_entity[id(entity)] = referent
        if entity.kind in ("person", None):
            reading.people.append(referent)
    _walk(reading)
    return reading


def _walk(reading: Reading) -> None:
    names, scene, data = reading.names, reading.names.scene, reading.data
    pronouns = data.pronouns
    for i, word in enumerate(scene.folds):
        if scene.paragraph[i] < 0:
            continue
        mention = names.by_token.get(i)
        if mention:
            if i == mention.end - 1:
                _meet_name(i, mention, reading)
        elif word in pronouns.male or word in pronouns.female:
            _meet_pronoun(i, "male" if word in pronouns.male else "female", reading)
        elif word in pronouns.plural or word in pronouns.thing:
            _meet_thing(i, reading)
        elif word in pronouns.relative and scene.tags[i] in ("WP", "WP$"):
            _meet_relative(i, reading)
        elif scene.pos[i] in ("NOUN", "PROPN") or i in reading.heads:
            _meet_noun(i, reading)
            reading.nouns.add(word)


def _meet_name(i: int, mention: Mention, reading: Reading) -> None:
    kind = mention.entity.kind
    if reading.names.scene.folds[i] in reading.data.demonyms and reading.names.scene.deps[i] == "amod":
        return  # "American jobs" speaks of no American
    referent = reading.of_entity[id(mention.entity)]
    _meet_joined(i, reading)
    if kind == "organisation" and (whole := whole_name(mention, reading.names, reading.data)):
        phrase = reading.heads.get(i)
        if phrase and phrase.form == "noun":  # "One Club for Growth ad"
            referent = referent_of(phrase, reading)[0]
        else:
            referent = reading.things.setdefault(fold(whole), Referent(Speaker(name=whole, kind=kind, basis="named")))
    reading.discourse.note(i, referent, human=kind == "person")
    if kind is None:
        discourse = reading.discourse
        discourse.traces.append(discourse.things[-1])


def _meet_joined(i: int, reading: Reading) -> None:
    """Note names that are joined as one subject or source, so that "they" finds them together."""
    token, phrase = reading.names.scene.doc[i], reading.heads.get(i)
    if phrase is None and reading.names.scene.is_subject(i) and any(child.dep_ == "conj" for child in token.children):
        phrase = read_phrase(range(token.left_edge.i, token.right_edge.i + 1), reading.names, reading.data)
    if phrase and phrase.form == "several":
        referent, _ = referent_of(phrase, reading)
        reading.discourse.note(i, referent, human=False)


def _meet_pronoun(i: int, gender: Gender, reading: Reading) -> None:
    discourse, scene = reading.discourse, reading.names.scene
    ahead = [
        Trace(j, reading.of_entity[id(reading.names.by_token[j].entity)], place_of(j, scene), False)
        for j in subjects_ahead(i, reading.names, discourse)
    ]
    referent = resolve_person(i, gender, discourse, ahead)
    if referent is not None:
        discourse.note(i, referent)


def _meet_thing(i: int, reading: Reading) -> None:
    """Note whom "it" or "they" means where it speaks, and "they" as a subject, so that the next one means the same."""
    scene = reading.names.scene
    plural = scene.folds[i] in reading.data.pronouns.plural
    if i not in reading.heads and not (plural and scene.is_subject(i)):
        return
    referent = self_reporting(i, reading.discourse, reading.data) if i in reading.heads else None
    referent = referent or resolve_thing(i, plural=plural, discourse=reading.discourse)
    if referent is not None:
        reading.discourse.note(i, referent, human=False)


def _meet_relative(i: int, reading: Reading) -> None:
    """Note "who" where it speaks, so that the pronoun after it finds the speaker: "by Ann Lee, who said no"."""
    scene, discourse = reading.names.scene, reading.discourse
    verb = scene.heads[i]
    noun = scene.heads[verb]
    referent = discourse.resolved.get(noun)
    speaks = i in discourse.speech.by_source and scene.deps[verb] == "relcl" and noun < i
    if speaks and referent and referent.entity and referent.entity.kind == "person":
        discourse.note(i, referent)


def _meet_noun(i: int, reading: Reading) -> None:
    scene, data = reading.names.scene, reading.data
    phrase = reading.heads.get(i)
    if phrase is None:
        if i in reading.names.led or scene.deps[i] in _SKIPPED or scene.texts[i + 1 : i + 2] == ["-"]:
            return
        if (
            scene.tags[i] == "NN"
            and scene.deps[i] == "pobj"
            and scene.doc[i].left_edge.i == i
            and scene.texts[i].islower()
        ):
            return  # "brought to justice", "as mayor"
        plural = scene.tags[i] in ("NNS", "NNPS")
        human = (scene.doc[i].lemma_.lower() if plural else scene.folds[i]) in data.human_words
        written = scene.deps[i] == "dobj" and scene.folds[i] in data.document_nouns
        if not (human or written or scene.is_subject(i) or scene.folds[i] in data.organisation_nouns):
            return
        token = scene.doc[i]
        if scene.paragraphs[scene.paragraph[i]] == (token.left_edge.i, token.right_edge.i + 1):
            return  # a title whose verb the tagger took for a noun: "Widow of drowned fisherman calls for inquiry"
        phrase = read_phrase(range(token.left_edge.i, token.right_edge.i + 1), reading.names, data)
    if phrase is None or phrase.head != i or phrase.form not in ("noun", "several"):
        return
    if phrase.stop - 1 > i and scene.pos[phrase.stop - 1] == "ADP":  # "The head of", cut short by the parse
        return
    referent, human = referent_of(phrase, reading)
    reading.discourse.note(i, referent, human=human)


def referent_of(phrase: Phrase, reading: Reading) -> tuple[Referent, bool]:
    """Return what a phrase without a leading name means, and whether that is one person."""
    scene, data = reading.names.scene, reading.data
    kind = kind_of(phrase, scene, data)
    if phrase.mentions:
        text = joined_name(phrase, scene)
    else:
        text = describe(phrase, reading.names, data, lambda at: name_at(at, reading))
    if kind == "group" and (one := native(phrase, reading)):
        return one, True
    if kind != "unnamed":
        body = _body(phrase, reading) if kind in ("organisation", None) else None
        speaker = Speaker(name=text, kind=kind, basis="named")
        if body is not None:
            whole = reading.bodies.whole.get(body) if reading.bodies else None
            speaker = Speaker(name=whole or body.name, kind="organisation", role=text, basis="role")
        thing = Referent(speaker, acts=can_act(phrase, scene, data))
        return reading.things.setdefault(fold(speaker.name or text), thing), False
    role = parse_role(_role_text(phrase, reading), data)
    gender = next((told for word in reversed(text.split()) if (told := data.gendered.of(fold(word)))), None)
    if is_definite(phrase, scene, data):
        known = holder(phrase, role, text, reading) or again(phrase, role, gender, reading)
        if known is None or known.entity is None:
            known = speaking(phrase, gender, reading) or known
        if known:
            return known, True
    referent = Referent(Speaker(name=text, kind="unnamed", basis="role"), gender, role=role)
    referent.impersonal = scene.folds[phrase.head] in data.impersonal
    owner = reading.discourse.resolved.get(phrase.start) if scene.tags[phrase.start] == "PRP$" else None
    referent.kin_of = owner if scene.folds[phrase.head] in data.kin else None
    if not scene.headline[phrase.head]:
        reading.people.append(referent)
    return referent, True


def _body(phrase: Phrase, reading: Reading) -> Entity | None:
    """Return the named body that "the company" means."""
    scene, start = reading.names.scene, phrase.start
    if phrase.form != "noun" or scene.tags[phrase.head] != "NN":
        return None
    if reading.bodies is None:
        reading.bodies = read_bodies(reading.names, reading.data)
    introduced = reading.bodies.introduced.get(phrase.head)
    if introduced is not None and introduced.kind != "person":
        return introduced
    plain = phrase.head == phrase.stop - 1 > start and scene.folds[start] == "the"
    return find_body(start, phrase.head, reading.bodies, scene, reading.data) if plain else None


def _role_text(phrase: Phrase, reading: Reading) -> str:
    scene = reading.names.scene
    start = phrase.start
    if scene.folds[start] in reading.data.articles or scene.pos[start] in ("PRON", "DET"):
        start += 1
    return scene.text(min(start, phrase.head), phrase.stop)


def name_at(at: int, reading: Reading) -> str | None:
    """Return the name of whom the token means, None when that is nobody named."""
    referent = reading.discourse.resolved.get(at)
    return referent.speaker.name if referent and referent.entity else None


def entity_speaker(entity: Entity) -> Speaker:
    """Return the speaker that an entity is, wherever it is named."""
    return Speaker(
        name=entity.name,
        kind=entity.kind,
        role=next((role.text for role in entity.roles if role.text), None),
        id=entity.known.id if entity.known else None,
        basis="alias" if entity.listed else "named",
    )


def refined_kind(mention: Mention, reading: Reading) -> SpeakerKind:
    """Return the kind of a name that nothing in the article tells; the pipeline's entity label is asked here only."""
    if mention.entity.kind:
        return mention.entity.kind
    scene = reading.names.scene
    label = entity_label(scene.doc, mention.end - 1)
    if label == "NORP" or scene.tags[mention.end - 1] == "NNPS":
        return "group"
    if label:
        thing = scene.folds[mention.end - 1] in reading.data.thing_words  # "Norvik Rovers"
        return "person" if label in _PERSON_LABELS and not thing else "organisation"
    return "organisation" if mention.start and scene.folds[mention.start - 1] == "the" else "person"
