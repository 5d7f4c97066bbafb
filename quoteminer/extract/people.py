"""People: capitalised runs grouped by whom or what they name; surnames linked to full names."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from quoteminer.extract.clusters import Cluster, Key, is_introduced, judge, single, starts_well
from quoteminer.extract.cuts import Run
from quoteminer.extract.scene import Scene
from quoteminer.extract.titles import after
from quoteminer.patterns.schema_known import Gender
from quoteminer.patterns.schema_speakers import SpeakersData

_NEAREST = 1.5
_SAME_PARAGRAPH = 0.7
_NOT_YET_NAMED = -2.0
_TITLE_SEEN = 2.0
_OTHER_TITLE = -1.0
_CALLED_SO = 2.0
_KNOWN_SO = 1.5
_KIN = -3.0
"""Weights in choosing among people of one surname, in units of the logarithm of how often each was called so."""


def group_runs(runs: Sequence[Run], scene: Scene, data: SpeakersData) -> list[Cluster]:
    """Return the clusters of the runs; every run is in exactly one."""
    clusters = _full_names(sorted(runs, key=lambda run: run.headline), data)
    singles = {run.key[0] for run in runs if len(run.key) == 1}
    for cluster in clusters:
        judge(cluster, scene, data, singles)
    return _link(runs, clusters, scene, data)


def same_person(a: Key, b: Key, data: SpeakersData) -> bool:
    """Return whether two full names can be one person's: middle names may be missing, first names be short."""
    short, long = sorted((a, b), key=len)
    if short == long:
        return True
    if len(short) > 1 and long[-len(short) :] == short:
        return len(long) == len(short) + 1 or starts_well(long, data)
    if len(short) < 2 or short[-1] != long[-1] or not _same_first(short[0], long[0], data):
        return False
    middles = [word.rstrip(".") for word in long[1:-1]]
    return all(any(m.startswith(w.rstrip(".")) or w.startswith(m) for m in middles) for w in short[1:-1])


def _same_first(a: str, b: str, data: SpeakersData) -> bool:
    if a.endswith(".") or b.endswith("."):
        return a[0] == b[0]
    full = data.full_first_names
    return a == b or b in full.get(a, ()) or a in full.get(b, ())


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


def _link(runs: Sequence[Run], clusters: list[Cluster], scene: Scene, data: SpeakersData) -> list[Cluster]:
    """Add every run to its cluster, in the order of the text."""
    by_word: dict[str, list[Cluster]] = {}
    for cluster in clusters:
        for word in dict.fromkeys(cluster.key):
            by_word.setdefault(word, []).append(cluster)
    last: dict[str, Cluster] = {}
    kin: list[Cluster] = []
    for run in runs:
        titles = _titles(run, scene, data)
        rivals = _rivals(run, by_word.get(run.key[-1], []), scene, data)
        told = data.titles.of(run.honorific) if run.honorific else None
        named = by_word.get(run.key[-1])
        if told and named and kin and all(c.first > run.start for c in rivals):  # "His wife, Ellen. Mrs Moss said no"
            rivals = [c for c in kin if _is_told_kin(c, told, scene, data)][-1:] or rivals
        if rivals:
            meant = None if run.honorific else data.known.get(run.key[-1])
            fits = {id(c): _fit(c, run, titles, last.get(run.key[-1]), scene) for c in rivals}
            cluster = max(rivals, key=lambda c: fits[id(c)] + _KNOWN_SO * (meant is not None and c.known is meant))
        else:
            cluster = single(run, scene, data)
            if cluster.kind is None and _is_short_body(run, by_word.get(run.key[0], []), data):
                cluster.kind = "organisation"
            clusters.append(cluster)
            if scene.folds[run.start - 1] == ",":
                kin.append(cluster)
            by_word.setdefault(run.key[-1], []).append(cluster)
        if run.honorific and cluster.gender is None:
            cluster.gender = data.titles.of(run.honorific)
        cluster.add(run, titles)
        before = last.get(run.key[-1])
        if before is None or not _is_aside(run, before, scene):
            last[run.key[-1]] = cluster
    return clusters


def _is_aside(run: Run, before: Cluster, scene: Scene) -> bool:
    """Return whether the run only helps to tell who another is: "Ruth Hale, mother of Tom Hale"."""
    sentence = scene.sentence[run.start]
    return not scene.is_subject(run.end - 1) and any(
        scene.sentence[other.start] == sentence and scene.is_subject(other.end - 1) for other in before.runs[-2:]
    )


def _titles(run: Run, scene: Scene, data: SpeakersData) -> set[str]:
    """Return the classes of the roles that stand in or right before the run."""
    out: set[str] = set()
    for i in range(max(run.start - 1, 0), run.core):
        out |= data.role_classes.get(scene.folds[i], frozenset())
    return out


def _rivals(run: Run, clusters: Sequence[Cluster], scene: Scene, data: SpeakersData) -> list[Cluster]:
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
    thing = word in data.place_names or word in data.organisations or word in data.human_words or word in data.demonyms
    given = [c for c in people if not thing and c.key[0] == word and _is_full_name(c, run, scene, data)]
    if told:
        return given or [c for c in people if len(c.key) > 2 and word in c.key[1:-1]]
    return [c for c in clusters if c.key == run.key] or given


def _is_told_kin(cluster: Cluster, gender: Gender, scene: Scene, data: SpeakersData) -> bool:
    """Return whether a first name alone is that of somebody's family: "His wife, Ellen"."""
    if len(cluster.key) > 1:
        return False
    before = range(max(cluster.first - 2, 0), cluster.first)
    return any(scene.folds[i] in data.kin and data.gendered.of(scene.folds[i]) == gender for i in before)


def _is_full_name(cluster: Cluster, run: Run, scene: Scene, data: SpeakersData) -> bool:
    """Return whether the cluster is a person, if only by what stands behind it: "Elspeth Quill, the botanist"."""
    if cluster.kind == "person" and (run.key[0] in data.first_names or any(one.titled for one in cluster.own)):
        return True
    if cluster.kind == "person" and any(is_introduced(one, scene, data) for one in cluster.own[:1]):
        return True  # "Callum Reid, 16, drowned"
    own = cluster.own[:1] if len(cluster.key) == 2 and cluster.first < run.start and not run.headline else []
    told = (i for one in own for stretch in [after(one, scene, data)] if stretch for i in range(*stretch))
    return any(scene.folds[i] in data.human_words for i in told)


def _is_short_body(run: Run, clusters: Sequence[Cluster], data: SpeakersData) -> bool:
    """Return whether a word of unknown kind stands in the name of a body before it: "Hoshi" of "Hoshi Group"."""
    word = run.key[0]
    if run.titled or len(run.key) > 1 or word in data.first_names:
        return False
    return any(c.kind == "organisation" and c.first < run.start for c in clusters)


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
    score = log(1 + sum(other.key[-1] == run.key[-1] or not run.honorific for other in cluster.runs))
    score += _NEAREST * (cluster is last) + _TITLE_SEEN * bool(titles & cluster.titles)
    score += _OTHER_TITLE * bool(titles and cluster.titles and not titles & cluster.titles)
    score += _CALLED_SO * (run.honorific is not None and any(r.honorific == run.honorific for r in cluster.runs))
    score += _KIN * (cluster.kin and run.honorific is None and len(run.key) == 1)
    if cluster.first > run.start:
        score += _NOT_YET_NAMED
    elif cluster.runs and scene.paragraph[cluster.runs[-1].start] == scene.paragraph[run.start]:
        score += _SAME_PARAGRAPH
    return score
