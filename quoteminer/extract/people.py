"""People: capitalised runs grouped by whom or what they name; surnames linked to full names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log

from quoteminer.extract.runs import Run
from quoteminer.extract.scene import Scene
from quoteminer.model import SpeakerKind
from quoteminer.patterns.schema_speakers import Gender, KnownSpeaker, SpeakersData, fold

Key = tuple[str, ...]

_NEAREST = 1.5
_SAME_PARAGRAPH = 0.7
_NOT_YET_NAMED = -2.0
_TITLE_SEEN = 2.0
"""Weights in choosing among people of one surname, in units of the logarithm of how often each was named."""


@dataclass(slots=True, eq=False)
class Cluster:
    """The runs that name one person or thing."""

    key: Key
    first: int
    forms: list[tuple[str, ...]] = field(default_factory=list)
    own: list[Run] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    kind: SpeakerKind | None = None
    gender: Gender | None = None
    known: KnownSpeaker | None = None

    def add(self, run: Run, titles: Iterable[str]) -> None:
        """Take the run in as one more mention."""
        self.runs.append(run)
        self.titles.update(titles)


def group_runs(runs: Sequence[Run], scene: Scene, data: SpeakersData) -> list[Cluster]:
    """Return the clusters of the runs; every run is in exactly one."""
    clusters = _full_names(sorted(runs, key=lambda run: run.headline), data)
    singles = {run.key[0] for run in runs if len(run.key) == 1}
    for cluster in clusters:
        _judge(cluster, scene, data, singles)
    return _link(runs, clusters, scene, data)


def same_person(a: Key, b: Key, data: SpeakersData) -> bool:
    """Return whether two full names can be one person's: first, middle names and initials may be missing."""
    short, long = sorted((a, b), key=len)
    if short == long:
        return True
    if len(short) > 1 and long[-len(short) :] == short:
        return len(long) == len(short) + 1 or starts_well(long, data)
    if len(short) < 2 or short[-1] != long[-1] or not _same_first(short[0], long[0]):
        return False
    middles = [word.rstrip(".") for word in long[1:-1]]
    return all(any(m.startswith(w.rstrip(".")) or w.startswith(m) for m in middles) for w in short[1:-1])


def _same_first(a: str, b: str) -> bool:
    if a.endswith(".") or b.endswith("."):
        return a[0] == b[0]
    return a == b


def _full_names(runs: Sequence[Run], data: SpeakersData) -> list[Cluster]:
    """Return a cluster for each full name; headlines, which come last, add none to a name known from the text."""
    clusters: list[Cluster] = []
    by_last: dict[str, list[Cluster]] = {}
    for run in runs:
        if len(run.key) < 2:
            continue
        near = by_last.setdefault(run.key[-1], [])
        cluster = next((c for c in near if same_person(c.key, run.key, data)), None)
        if cluster is None:
            cluster = Cluster(run.key, run.start)
            clusters.append(cluster)
            near.append(cluster)
        cluster.own.append(run)
        if not (run.headline and cluster.forms):
            cluster.forms.append(run.words)
            cluster.key = max(cluster.key, run.key, key=lambda key: (starts_well(key, data), len(key)))
    for cluster in clusters:
        cluster.first = min(run.start for run in cluster.own)
    return clusters


def starts_well(key: Sequence[str], data: SpeakersData) -> bool:
    """Return whether the name begins as a person’s does; else a word too many may stand before it."""
    return fold(key[0]) in data.first_names or key[0].endswith(".")


def _judge(cluster: Cluster, scene: Scene, data: SpeakersData, singles: set[str]) -> None:
    """Set the cluster's kind, gender and known speaker from what its name and titles say."""
    cluster.known = _known(cluster, data)
    cluster.kind = cluster.known.kind if cluster.known else _kind(cluster, scene, data, singles)
    if cluster.kind != "organisation":
        cluster.gender = _gender(cluster, scene, data)


def _known(cluster: Cluster, data: SpeakersData) -> KnownSpeaker | None:
    for form in (" ".join(cluster.key), *(fold(" ".join(words)) for words in cluster.forms)):
        if form in data.known:
            return data.known[form]
    return None


def _kind(cluster: Cluster, scene: Scene, data: SpeakersData, singles: set[str]) -> SpeakerKind | None:
    key, own = cluster.key, cluster.own
    if is_plural(own[0], scene, data):
        return "group"
    name = " ".join(key)
    if name in data.place_names or name in data.organisations:
        return "organisation"
    titled = any(run.titled for run in own)
    if not titled and (key[-1] in data.organisation_nouns or key[0] in data.organisations):
        return "organisation"
    if titled or key[0] in data.first_names or any(is_introduced(run, scene, data) for run in own):
        return "person"
    if key[-1] in data.thing_words or key[-1] in data.place_names or scene.tags[own[0].end - 1] == "NNPS":
        return None
    plain = all(word.replace("'", "").replace("-", "").rstrip(".").isalpha() for word in key)
    return "person" if plain and 2 <= len(key) <= 4 and key[-1] in singles else None


def is_plural(run: Run, scene: Scene, data: SpeakersData) -> bool:
    """Return whether the run names several: "House Republicans", "Russians"."""
    last = scene.folds[run.end - 1]
    return last.endswith("s") and (last[:-1] in data.demonyms or last[:-1] in data.human_words) and not run.titled


def is_introduced(run: Run, scene: Scene, data: SpeakersData) -> bool:
    """Return whether words around the run introduce a person: a role before, an age, "who" or a party after."""
    folds, n = scene.folds, len(scene.folds)
    if run.start and folds[run.start - 1] in data.human_words and scene.tags[run.start - 1] == "NN":
        return True
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


def _link(runs: Sequence[Run], clusters: list[Cluster], scene: Scene, data: SpeakersData) -> list[Cluster]:
    """Add every run to its cluster, in the order of the text."""
    by_word: dict[str, list[Cluster]] = {}
    for cluster in clusters:
        for word in dict.fromkeys(cluster.key):
            by_word.setdefault(word, []).append(cluster)
    last: dict[str, Cluster] = {}
    for run in runs:
        titles = _titles(run, scene, data)
        rivals = _rivals(run, by_word.get(run.key[-1], []), data)
        if rivals:
            cluster = max(rivals, key=lambda c: _fit(c, run, titles, last.get(run.key[-1]), scene))
        else:
            cluster = _single(run, scene, data)
            clusters.append(cluster)
            by_word.setdefault(run.key[-1], []).append(cluster)
        if run.honorific and cluster.gender is None:
            cluster.gender = data.titles.of(run.honorific)
        cluster.add(run, titles)
        last[run.key[-1]] = cluster
    return clusters


def _titles(run: Run, scene: Scene, data: SpeakersData) -> set[str]:
    """Return the classes of the roles that stand in or right before the run."""
    out: set[str] = set()
    for i in range(max(run.start - 1, 0), run.core):
        out |= data.role_classes.get(scene.folds[i], frozenset())
    return out


def _rivals(run: Run, clusters: Sequence[Cluster], data: SpeakersData) -> list[Cluster]:
    """Return the clusters that the run may name."""
    if len(run.key) > 1:
        return [c for c in clusters if len(c.key) > 1 and same_person(c.key, run.key, data)][:1]
    told = data.titles.of(run.honorific) if run.honorific else None
    word = run.key[0]
    people = [c for c in clusters if c.kind in ("person", None) and not (told and c.gender and c.gender != told)]
    if told and any(c.gender == told and c.key[-1] == word for c in people):
        people = [c for c in people if c.gender == told]
    surname = _surname(run, [c for c in people if c.key[-1] == word], data)
    if surname:
        return surname
    if word in data.known and not run.titled:
        people = []
    if told:
        return [c for c in people if len(c.key) > 2 and word in c.key[1:-1]]
    same = [c for c in clusters if c.key == run.key]
    return same or [c for c in people if c.key[0] == word and c.kind == "person" and word in data.first_names]


def _surname(run: Run, clusters: list[Cluster], data: SpeakersData) -> list[Cluster]:
    """Return the clusters that a bare surname may mean.

    Someone so well known that the surname is an alias is meant until the article names another of that surname.
    """
    word = run.key[0]
    if any(c.kind == "person" for c in clusters):
        clusters = [c for c in clusters if c.kind == "person"]
    elif word in data.place_names or word in data.organisations:
        return [c for c in clusters if c.key == run.key]
    known = data.known.get(word)
    if known and not any(c.known is known for c in clusters) and not any(c.first <= run.start for c in clusters):
        return []
    return clusters


def _fit(cluster: Cluster, run: Run, titles: set[str], last: Cluster | None, scene: Scene) -> float:
    score = log(1 + len(cluster.runs))
    score += _NEAREST * (cluster is last) + _TITLE_SEEN * bool(titles & cluster.titles)
    if cluster.first > run.start:
        score += _NOT_YET_NAMED
    elif cluster.runs and scene.paragraph[cluster.runs[-1].start] == scene.paragraph[run.start]:
        score += _SAME_PARAGRAPH
    return score


def _single(run: Run, scene: Scene, data: SpeakersData) -> Cluster:
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
