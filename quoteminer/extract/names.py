"""Names: the people and bodies of an article, from one cheap pass over its words.

Capitalised runs, titles and role nouns tell them; the pipeline's named entities are not asked, so that leaving them
out changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from quoteminer.extract.clusters import Cluster, starts_well
from quoteminer.extract.cuts import Run
from quoteminer.extract.people import group_runs
from quoteminer.extract.roles import Role
from quoteminer.extract.runs import find_runs
from quoteminer.extract.scene import Scene, read_scene
from quoteminer.extract.titles import roles_of
from quoteminer.model import SpeakerKind
from quoteminer.patterns.folding import fold
from quoteminer.patterns.schema_known import Gender, KnownSpeaker
from quoteminer.patterns.schema_speakers import SpeakersData

_LOOKED_AT = 12
"""Mentions of a name looked at for pronouns that tell its kind."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entity:
    """A person or body of the article.

    `name` is the fullest form the article gives, titles left out; `kind` is None where nothing tells it. `roles` are
    those the article gives, in order, and `places` what they name. `known` is the entry of speakers.yaml.
    `listed` says that the name is the entry's, since the article has no more than an alias.
    """

    name: str
    kind: SpeakerKind | None
    gender: Gender | None = None
    roles: tuple[Role, ...] = ()
    places: frozenset[str] = frozenset()
    known: KnownSpeaker | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An entity named in the tokens `[start, end)`; the name proper begins at `core`, titles stand before it.

    `lead` is where the words that lead to the name begin ("Kremlin" of "Kremlin spokesman Dmitry Peskov"); `role`
    is the role the article gives here.
    """

    lead: int
    start: int
    core: int
    end: int
    entity: Entity
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Who is named in an article: entities and mentions in the order of the text.

    `by_token` gives the mention of a token in its `[start, end)`, `led` of one in its `[lead, start)`.
    """

    scene: Scene
    entities: Sequence[Entity]
    mentions: Sequence[Mention]
    by_token: Mapping[int, Mention]
    led: Mapping[int, Mention]

    def is_person(self, i: int) -> bool:
        """Return whether the token belongs to a name of somebody; two words of unknown kind are taken for one."""
        mention = self.by_token.get(i)
        if mention is None:
            return False
        return mention.entity.kind == "person" or (mention.entity.kind is None and mention.end - mention.core > 1)


def find_names(doc: Doc, data: SpeakersData) -> Names:
    """Return the people and bodies named in the Doc."""
    scene = read_scene(doc)
    clusters = group_runs(find_runs(scene, data), scene, data)
    entities: list[Entity] = []
    mentions: list[Mention] = []
    for cluster in sorted((c for c in clusters if c.runs), key=lambda c: c.runs[0].start):
        entity, found = _entity(cluster, scene, data)
        entities.append(entity)
        mentions += found
    mentions.sort(key=lambda mention: mention.start)
    by_token = {i: mention for mention in mentions for i in range(mention.start, mention.end)}
    led = {i: mention for mention in mentions for i in range(mention.lead, mention.start)}
    return Names(scene=scene, entities=entities, mentions=mentions, by_token=by_token, led=led)


def _entity(cluster: Cluster, scene: Scene, data: SpeakersData) -> tuple[Entity, list[Mention]]:
    person = cluster.kind in ("person", None)
    given = [roles_of(run, scene, data) if person else ([], run.start) for run in cluster.runs]
    roles = tuple(role for found, _ in given for role in found)
    listed = cluster.known is not None and len(cluster.key) == 1 and cluster.kind == "person"
    kind = cluster.kind or _kind(roles, data) or _kind_by_pronouns(cluster, scene)
    entity = Entity(
        name=cluster.known.name if listed and cluster.known else _fullest(cluster, data),
        kind=kind,
        gender=cluster.gender or _gender(roles, data),
        roles=tuple(role for role in roles if role.classes),
        places=frozenset(place for role in roles for place in role.places),
        known=cluster.known,
        listed=listed,
    )
    found = zip(cluster.runs, given, strict=True)
    return entity, [_mention(run, entity, own, lead) for run, (own, lead) in found]


def _mention(run: Run, entity: Entity, roles: Sequence[Role], lead: int) -> Mention:
    role = next((role.text for role in roles if role.text), None)
    return Mention(lead=lead, start=run.start, core=run.core, end=run.end, entity=entity, role=role)


def _fullest(cluster: Cluster, data: SpeakersData) -> str:
    """Return the form with the most words; a shouted one ("SMITH") only where there is no other."""
    forms = cluster.forms or [run.words for run in cluster.runs]
    best = max(
        forms, key=lambda words: (not _shouted(words, data), starts_well(words, data), len(words), sum(map(len, words)))
    )
    if cluster.kind == "person" and len(best) > 1 and _shouted(best, data):
        best = tuple(word.title() for word in best)
    return " ".join(best)


def _shouted(words: tuple[str, ...], data: SpeakersData) -> bool:
    told = any(len(word) > 3 for word in words) or fold(words[0]) in data.first_names
    return told and all(word.isupper() for word in words)


def _kind(roles: Sequence[Role], data: SpeakersData) -> SpeakerKind | None:
    """Return what the words around a name of no telling form make it: "the channel EFN", "the hawk Jonson"."""
    for role in roles:
        if role.classes & data.organisation_nouns:
            return "organisation"
        if any(name in data.roles or data.is_calling(name) for name in role.classes):
            return "person"
    return None


def _kind_by_pronouns(cluster: Cluster, scene: Scene) -> SpeakerKind | None:
    """Return what pronouns right behind the name make it: "Halden raised its forecast", "Halden, which …"."""
    for run in cluster.runs[:_LOOKED_AT]:
        last = run.end - 1
        if scene.texts[run.end : run.end + 1] == [","] and scene.folds[run.end + 1 : run.end + 2] == ["which"]:
            return "organisation"
        owned = owned_by(last, scene)
        if owned is not None and scene.folds[scene.doc[owned].left_edge.i] == "its":
            return "organisation"
    return None


def owned_by(subject: int, scene: Scene) -> int | None:
    """Return the object whose owner a subject is by a pronoun: "forecast" of "Halden raised its forecast"."""
    if scene.deps[subject] != "nsubj":
        return None
    objects = [c for c in scene.doc[scene.heads[subject]].children if c.dep_ == "dobj"]
    return next((o.i for o in objects for c in o.lefts if c.dep_ == "poss" and c.tag_ == "PRP$"), None)


def _gender(roles: Sequence[Role], data: SpeakersData) -> Gender | None:
    for role in roles:
        for word in reversed(role.text.split()):
            if told := data.gendered.of(fold(word)):
                return told
    return None
