"""Clusters: the runs that name one person or thing, and what the words in and around them tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quoteminer.extract.cuts import Run
from quoteminer.extract.scene import Scene
from quoteminer.extract.titles import after, inverted
from quoteminer.model import SpeakerKind
from quoteminer.patterns.folding import fold
from quoteminer.patterns.schema_known import Gender, KnownSpeaker
from quoteminer.patterns.schema_speakers import SpeakersData

Key = tuple[str, ...]

_NEAR = 5
"""Words within which what somebody is to another stands before the name."""

_LONGEST_NAME = 4
"""Words of a person's name at most, where nothing else tells that it is one."""


@dataclass(slots=True, eq=False)
class Cluster:
    """The runs that name one person or thing.

    `kin` says that it is somebody of another's family who is called by the full name again.
    """

    key: Key
    first: int
    forms: list[tuple[str, ...]] = field(default_factory=list)
    own: list[Run] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    kind: SpeakerKind | None = None
    gender: Gender | None = None
    known: KnownSpeaker | None = None
    kin: bool = False

    def add(self, run: Run, titles: Iterable[str]) -> None:
        """Take the run in as one more mention."""
        self.runs.append(run)
        self.titles.update(titles)


def judge(cluster: Cluster, scene: Scene, data: SpeakersData, singles: set[str]) -> None:
    """Set the cluster's kind, gender and known speaker from what its name and titles say."""
    cluster.known = _known(cluster, data)
    cluster.kind = cluster.known.kind if cluster.known else _kind(cluster, scene, data, singles)
    if cluster.kind != "organisation":
        cluster.gender = _gender(cluster, scene, data)
        cluster.kin = _is_kin(cluster.own, scene, data)


def _is_kin(own: Sequence[Run], scene: Scene, data: SpeakersData) -> bool:
    """Return whether the person is introduced as family, "Her son, Adam Quill", and named in full later again."""
    first = own[0].start
    if len({scene.paragraph[run.start] for run in own if not run.headline}) < 2:
        return False
    before = range(max(first - _NEAR, 0), first)
    return any(scene.folds[i] in data.kin and i and scene.tags[i - 1] in ("PRP$", "POS") for i in before)


def _known(cluster: Cluster, data: SpeakersData) -> KnownSpeaker | None:
    for form in (" ".join(cluster.key), *(fold(" ".join(words)) for words in cluster.forms)):
        if form in data.known:
            return data.known[form]
    return None


def _kind(cluster: Cluster, scene: Scene, data: SpeakersData, singles: set[str]) -> SpeakerKind | None:
    key, own = cluster.key, cluster.own
    if is_plural(own[0], scene, data):
        return "group"
    titled = any(run.titled for run in own)
    name = " ".join(key)
    listed = name in data.place_names or name in data.organisations
    listed = listed or (not titled and len(key) > 1 and key[-1] in data.force_nouns)  # "Kent Police"
    if len(key) == 2 and key[0] in data.first_names and key[1] in data.surnames_too and not listed:
        return "person"
    if listed or "&" in key or (not titled and (key[-1] in data.organisation_nouns or key[0] in data.organisations)):
        return "organisation"
    if not titled and len(key) > 1 and key[-1] in data.company_words and key[0] not in data.first_names:
        return "organisation"  # "Norvik Bakery"
    if not titled and key[-1].removesuffix("s") in data.organisation_nouns:
        return "group"
    told = titled or key[0] in data.first_names or any(is_introduced(run, scene, data) for run in own)
    told = told or (len(key) == 2 and key[1] in data.place_names and _is_told(own[0], scene, data))
    return "person" if told or (key[-1] in singles and _may_be_person(cluster, scene, data)) else None


def _is_told(run: Run, scene: Scene, data: SpeakersData) -> bool:
    """Return whether an apposition tells who the person is: "Lindiwe French, the head of the school,"."""
    stretch = after(run, scene, data) or inverted(run, scene, data)
    return stretch is not None and any(scene.folds[i] in data.human_words for i in range(*stretch))


def _may_be_person(cluster: Cluster, scene: Scene, data: SpeakersData) -> bool:
    """Return whether the words of the name could be a person’s."""
    key = cluster.key
    if key[-1] in data.thing_words or key[-1] in data.place_names or key[-1] in data.organisations:
        return False
    plain = all(word.replace("'", "").replace("-", "").rstrip(".").isalpha() for word in key)
    return plain and 2 <= len(key) <= _LONGEST_NAME and scene.tags[cluster.own[0].end - 1] != "NNPS"


def is_plural(run: Run, scene: Scene, data: SpeakersData) -> bool:
    """Return whether the run names several: "House Republicans", "Russians"."""
    last = scene.folds[run.end - 1]
    if last in data.organisation_nouns:  # "Lantern Press" are no presidents
        return False
    return last.endswith("s") and (last[:-1] in data.demonyms or last[:-1] in data.human_words) and not run.titled


def is_introduced(run: Run, scene: Scene, data: SpeakersData) -> bool:
    """Return whether words around the run introduce a person: a role before, an age, "who" or a party after."""
    folds, n, before = scene.folds, len(scene.folds), run.start - 1
    if run.start and folds[before] in data.human_words and scene.tags[before] == "NN":
        return True
    if run.start > 1 and folds[before] == "old" and scene.texts[before - 1] == "-":  # "the 22-year-old Ann Lee"
        return True
    if run.core == run.start + 1 and folds[run.start] in data.demonyms:
        return True  # "her opponent, the American Tasha Wynn"
    after = folds[run.end : run.end + 4]
    if after[:1] == [","] and run.end + 2 < n:
        within = run.start > 1 and folds[run.start - 1] in data.phrase_ends and scene.texts[run.start - 2][0].isupper()
        return (after[1].isdigit() and len(after[1]) == 2) or (after[1] == "who" and not within)
    return after[:1] == ["("] and after[1:2] in (["d"], ["r"], ["i"])


def _gender(cluster: Cluster, scene: Scene, data: SpeakersData) -> Gender | None:
    if cluster.known and cluster.known.gender:
        return cluster.known.gender
    for run in cluster.own:
        words = (scene.folds[i] for i in range(max(run.start - 1, 0), run.core))
        told = data.titles.of(run.honorific) if run.honorific else None
        if told := told or next((gender for word in words if (gender := data.gendered.of(word))), None):
            return told
    return data.given_names.of(cluster.key[0]) if len(cluster.key) > 1 else None


def single(run: Run, scene: Scene, data: SpeakersData) -> Cluster:
    """Return a new cluster for a name of one word."""
    cluster = Cluster(run.key, run.start, forms=[run.words], runs=[])
    known = data.known.get(" ".join(run.key))
    cluster.known = known
    word = run.key[0]
    if known:
        cluster.kind, cluster.gender = known.kind, known.gender
    elif is_plural(run, scene, data):
        cluster.kind = "group"
    elif word in data.place_names or word in data.organisations or word in data.organisation_nouns:
        cluster.kind = "organisation"
    elif run.titled or is_introduced(run, scene, data):
        cluster.kind = "person"
    if run.honorific and not cluster.gender:
        cluster.gender = data.titles.of(run.honorific)
    return cluster


def starts_well(key: Sequence[str], data: SpeakersData) -> bool:
    """Return whether the name begins as a person’s does; else a word too many may stand before it."""
    return fold(key[0]) in data.first_names or key[0].endswith(".")
