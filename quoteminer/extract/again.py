"""Again: who is meant by a role or a noun that somebody is called again by: "the senator", "his lawyer"."""

from __future__ import annotations

import re
from dataclasses import replace

from quoteminer.extract.discourse import Discourse, Referent
from quoteminer.extract.mentions import Phrase
from quoteminer.extract.offices import find_holder, find_office
from quoteminer.extract.pronouns import resolve_epithet
from quoteminer.extract.readings import Reading
from quoteminer.extract.roles import Role
from quoteminer.model import Speaker
from quoteminer.patterns.folding import fold
from quoteminer.patterns.schema_known import Gender

_AGED = re.compile(r"(\d+)-year-old")


def again(phrase: Phrase, role: Role, gender: Gender | None, reading: Reading) -> Referent | None:
    """Return who is called again by an epithet or a plain noun: "the billionaire", "the person"."""
    scene, data, discourse = reading.names.scene, reading.data, reading.discourse
    word = scene.folds[phrase.head]
    aged = _AGED.search(scene.text(phrase.start, phrase.stop))
    if aged and (known := _of_age(aged.group(1), discourse)):
        return known
    office = word in data.role_words and (role.words or role.places)  # "the leader of the opposition", whoever it is
    if (aged or (word in data.epithets and not office) or word in data.demonyms) and scene.pos[phrase.start] == "DET":
        return resolve_epithet(phrase.head, gender, role.places, discourse)
    if word in data.plain_nouns and phrase.stop - phrase.start == 2:
        here = scene.paragraph[phrase.head]
        unnamed = (t for t in reversed(discourse.traces) if t.referent.role and t.spoke and " " in t.referent.role.text)
        return next((t.referent for t in unnamed if here - scene.paragraph[t.at] <= 1), None)
    return None


def _of_age(age: str, discourse: Discourse) -> Referent | None:
    """Return the person whose age was given behind the name: "Mara Quill, 34,"."""
    texts = discourse.scene.texts
    aged = (t for t in reversed(discourse.traces) if t.referent.entity and texts[t.at + 1 : t.at + 3] == [",", age])
    return next((t.referent for t in aged), None)


def speaking(phrase: Phrase, gender: Gender | None, reading: Reading) -> Referent | None:
    """Return the person of no other role who spoke last in the paragraph: "Lee said no. “Never,” the minister said"."""
    scene, last = reading.names.scene, reading.discourse.last_speaker
    entity = last.referent.entity if last else None
    if last is None or entity is None or entity.kind != "person":
        return None
    if entity.roles and scene.folds[phrase.head] not in reading.data.vocations:
        return None
    plain = phrase.stop - phrase.start == 2 and scene.folds[phrase.start] == "the"
    if scene.folds[phrase.head] in reading.data.vocations:  # "the fast bowler"
        plain = phrase.head == phrase.stop - 1 and scene.folds[phrase.start] == "the" and phrase.stop - phrase.start < 5
    differs = gender and last.referent.gender and gender != last.referent.gender
    here = scene.paragraph[last.at] == scene.paragraph[phrase.head]
    speaks = phrase.head in reading.discourse.speech.by_source
    known = scene.folds[phrase.head] in reading.data.role_words or _is_new(phrase, reading)
    speech = reading.discourse.speech
    around = speech.inner[phrase.head]
    own = around >= 0 and last.at in speech.attributions[around].source  # nobody says "the minister" and means herself
    return last.referent if plain and known and here and speaks and not differs and not own else None


def _is_new(phrase: Phrase, reading: Reading) -> bool:
    """Return whether a person is called so for the first time: "the nurse" is then one spoken of already."""
    word, data = reading.names.scene.folds[phrase.head], reading.data
    return word in data.human_words and word not in reading.nouns and word not in data.counterparts


def native(phrase: Phrase, reading: Reading) -> Referent | None:
    """Return who spoke last in the paragraph for "the Portuguese said", whose word says neither one nor many."""
    scene, last, word = reading.names.scene, reading.discourse.last_speaker, reading.names.scene.folds[phrase.head]
    alone = phrase.stop - phrase.start == 2 and scene.folds[phrase.start] == "the" and word in reading.data.demonyms
    if not alone or word.endswith("s") or phrase.head not in reading.discourse.speech.by_source:
        return None
    here = scene.paragraph[phrase.head]
    subjects = (t for t in reversed(reading.discourse.traces) if t.spoke or t.place == "subject")
    last = last if last and scene.paragraph[last.at] == here else next(subjects, None)  # "Coach Otto Mensah disagreed."
    entity = last.referent.entity if last and scene.paragraph[last.at] == here else None
    return last.referent if last and entity and entity.kind == "person" else None


def holder(phrase: Phrase, role: Role, text: str, reading: Reading) -> Referent | None:
    """Return who holds the role, in the article or by speakers.yaml."""
    people, scene = reading.people, reading.names.scene
    if scene.tags[phrase.start] == "PRP$":  # "their president" is not the president named further on
        owner = reading.discourse.resolved.get(phrase.start)
        people = [one for one in people if one.count and one is not owner and not _is_of_another(one, owner)]
        people = [one for one in people if one.entity or not _serves_another(one, owner, reading)]
        role = replace(role, owner=scene.folds[phrase.start])
    elif scene.tags[phrase.start] == "WP$":  # "Spain, whose prime minister said"
        land = scene.folds[phrase.start - 2] if phrase.start > 1 and scene.texts[phrase.start - 1] == "," else ""
        people = [one for one in people if one.count] if land in reading.data.place_names else []
        role = replace(role, places=role.places | {reading.data.place_names.get(land, land)})
    holder = find_holder(role, people, reading.discourse, reading.data)
    if holder is None and (known := find_office(role, reading.day, reading.data)):
        holder = Referent(Speaker(name=known.name, kind="person", role=text, id=known.id, basis="alias"), known.gender)
    return holder


def _serves_another(unnamed: Referent, owner: Referent | None, reading: Reading) -> bool:
    """Return whether words say for whom somebody unnamed speaks: "a Velma spokesman" is not "her spokesman"."""
    words = (unnamed.role.words - reading.data.ranks) if unnamed.role else frozenset()
    named = {fold(word) for word in ((owner.speaker.name or "") if owner else "").split()}
    return bool(words) and named.isdisjoint(words)


def _is_of_another(holder: Referent, owner: Referent | None) -> bool:
    """Return whether the holder's only roles are said to be somebody else's: "the junta’s spokesman" is not "his"."""
    roles = holder.entity.roles if holder.entity else (holder.role,) if holder.role else ()
    named = {fold(word) for word in ((owner.speaker.name or "") if owner else "").split()}
    owned = [role for role in roles if role.is_owned]
    return bool(owned) and len(owned) == len(roles) and all(named.isdisjoint(role.words) for role in owned)
