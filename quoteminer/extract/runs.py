"""Capitalised runs: stretches of a Doc that look like a name, cut into titles and the name proper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from quoteminer.extract.scene import Scene
from quoteminer.patterns.schema_speakers import SpeakersData, fold

_FUNCTION_POS = frozenset({"DET", "ADP", "CCONJ", "SCONJ", "PRON", "AUX", "PART", "INTJ", "ADV", "PUNCT", "SPACE"})
_OPENING_POS = frozenset({"NOUN", "ADJ", "X"})
_HYPHENS = frozenset("-–‑")
_BLANKS = frozenset({" ", "  "})
"""What a space too many makes a token of."""
_INITIALS = re.compile(r"(?:[A-Z]\.?){1,2}|(?:[A-Z]\.){3}")
_BEYOND = re.compile(r"(?<=\w)[:;\"“”(].*", re.DOTALL)
"""What a missing space glues to a name: `Lee:"We`."""
_BREAKS = frozenset("“”\"'‘’:([–—-•*")


@dataclass(frozen=True, slots=True)
class Run:
    """A capitalised stretch of tokens: titles in `[start, core)`, the name in `[core, end)`.

    `words` are the name's words as written, `key` the same folded without suffixes ("Jr."). `titled` says that a
    title or a role stands in the run before the name. `honorific` is the folded courtesy title ("mrs"). `headline`
    says that the run stands in a title-case paragraph, where it may hold words that are no name.
    """

    start: int
    core: int
    end: int
    words: tuple[str, ...]
    key: tuple[str, ...]
    titled: bool = False
    honorific: str | None = None
    headline: bool = False


def find_runs(scene: Scene, data: SpeakersData) -> list[Run]:
    """Return the capitalised runs of the paragraphs, in order."""
    inside = _capitals_inside(scene, data)
    out: list[Run] = []
    for start, end in scene.paragraphs:
        i = start
        while i < end:
            if not _opens(scene, data, i, inside):
                i += 1
                continue
            stop = _extend(scene, data, i, end)
            run = _cut(scene, data, i, stop)
            if run is not None:
                out.append(run)
            i = stop
    return [*_couples(out, scene, data)]


def _couples(runs: list[Run], scene: Scene, data: SpeakersData) -> Iterator[Run]:
    """Yield the runs, a first name with the surname it shares: "Khizr and Ghazala Khan" are two Khans."""
    for run, following in zip_longest(runs, runs[1:]):
        joined = following and following.start == run.end + 1 and scene.folds[run.end] in data.joins
        if joined and following and len(run.key) == 1 and len(following.key) == 2 and not following.titled:
            first, given = run.key[0], {run.key[0], following.key[0]}
            if given & data.first_names and first not in data.place_names:
                yield replace(run, key=(first, following.key[1]), words=(run.words[0], following.words[1]))
                continue
        yield run


def is_capital(text: str) -> bool:
    """Return whether the word is written as a name is."""
    return text[0].isupper() or (text[0] in "'’‘" and text[1:2].isupper())


def _capitals_inside(scene: Scene, data: SpeakersData) -> frozenset[str]:
    """Return the words that are capitalised where no sentence begins and no headline shouts."""
    return frozenset(
        scene.folds[i]
        for i, text in enumerate(scene.texts)
        if text[0].isupper()
        and not scene.headline[i]
        and not _is_initial(scene, i)
        and scene.pos[i] not in _FUNCTION_POS
        and scene.folds[i] not in data.not_names
    )


def _is_initial(scene: Scene, i: int) -> bool:
    if i == 0 or scene.starts[i] or scene.texts[i - 1][0] in _BREAKS:
        return not (i and scene.texts[i - 1] in _HYPHENS and not scene.spaced[i - 1])
    return scene.texts[i - 1].isspace()


def _opens(scene: Scene, data: SpeakersData, i: int, inside: frozenset[str]) -> bool:
    word = scene.folds[i]
    if not is_capital(scene.texts[i]):
        return word in data.leading_particles and _particles_end(scene, data, i, len(scene.texts)) > i
    if word in data.not_names or word in ("a", "i") or (word in data.indefinite.group and _is_initial(scene, i)):
        return False
    if word in data.first_names or word in data.courtesy or scene.pos[i] == "PROPN":
        return True
    if scene.headline[i]:
        return word in inside
    if not _is_initial(scene, i) or word in inside or word in data.role_words or word in data.place_names:
        return scene.pos[i] not in _FUNCTION_POS
    follows = i + 1 < len(scene.texts) and is_capital(scene.texts[i + 1])
    return follows and scene.pos[i] in _OPENING_POS


def _extend(scene: Scene, data: SpeakersData, start: int, limit: int) -> int:
    """Return the token after the run that begins at `start`."""
    i = _particles_end(scene, data, start, limit) + 1 if not is_capital(scene.texts[start]) else start + 1
    while i < limit:
        if scene.texts[i] in _HYPHENS and not scene.spaced[i] and not scene.spaced[i - 1]:
            i = min(i + 2, limit)
        elif _continues(scene, data, i, start):
            i += 1
        elif i + 1 < limit and _bridges(scene, data, i, start):
            i += 2
        elif (stop := _particles_end(scene, data, i, limit)) > i and scene.folds[i] in data.name_particles:
            i = stop + 1
        else:
            break
    return i


def _bridges(scene: Scene, data: SpeakersData, i: int, start: int) -> bool:
    """Return whether a space too many, or the comma of ", Jr.", stands inside a name."""
    if scene.texts[i] == ",":
        return _is_suffix(scene, data, i + 1)
    return scene.texts[i] in _BLANKS and _continues(scene, data, i + 1, start)


def _is_suffix(scene: Scene, data: SpeakersData, i: int) -> bool:
    return is_capital(scene.texts[i]) and scene.folds[i] in ("jr", "sr") and scene.folds[i] in data.name_suffixes


def _continues(scene: Scene, data: SpeakersData, i: int, start: int) -> bool:
    text = scene.texts[i]
    if not is_capital(text) or scene.is_possessive(i) or (scene.starts[i] and not _after_initial(scene, i)):
        return False
    if scene.folds[i] in data.not_names:
        before = scene.folds[i - 1]
        return before in data.first_names or before in data.courtesy
    if scene.headline[i]:
        return scene.pos[i] == "PROPN" and (scene.folds[i] not in data.first_names or _is_lead_in(scene, data, i - 1))
    return scene.pos[i] not in _FUNCTION_POS or scene.folds[i] in data.first_names or len(scene.folds[i]) > 3


def _is_lead_in(scene: Scene, data: SpeakersData, i: int) -> bool:
    """Return whether the word may stand before a first name within one name: a title, a role, a first name."""
    word = scene.folds[i]
    return word in data.courtesy or word in data.role_words or word in data.first_names


def _after_initial(scene: Scene, i: int) -> bool:
    """Return whether a wrong sentence break stands between an abbreviated title or initial and its name."""
    return scene.texts[i - 1].endswith(".") and len(scene.texts[i - 1]) > 1


def _particles_end(scene: Scene, data: SpeakersData, i: int, limit: int) -> int:
    """Return the capitalised token that the particles at `i` lead to, or `i` when they lead to none."""
    j = i
    while j < limit and j < i + 4 and (scene.folds[j] in data.name_particles or scene.texts[j] in _HYPHENS):
        if scene.texts[j] in _HYPHENS and (scene.spaced[j] or j == i):
            return i
        j += 1
    return j if i < j < limit and is_capital(scene.texts[j]) and not scene.is_possessive(j) else i


def _cut(scene: Scene, data: SpeakersData, start: int, end: int) -> Run | None:
    """Return the run with its titles cut off the name."""
    folds = scene.folds
    core, titled = start, False
    if folds[end - 1] not in data.organisation_nouns:
        for i in range(start, end - 1):
            if folds[i + 1] not in data.name_suffixes and _is_title(scene, data, i, start, end):
                core, titled = i + 1, True
    while core < end - 1 and folds[core] in _HYPHENS:
        core += 1
    if not titled:
        core = _after_office(scene, data, start, end)
        titled = core > start
    if titled and core == start + 1 and folds[start] in data.kept_titles and end - core <= 2:
        core = start
    core = _skip_extra(scene, data, core, end)
    words = tuple(_BEYOND.split(word)[0] for word in scene.text(core, end).split())
    honorifics = [folds[i] for i in range(start, core) if folds[i] in data.courtesy]
    named = honorifics or any(fold in data.first_names for fold in folds[start:end])
    if folds[end - 1] in data.role_words and not named:
        return None
    honorific = honorifics[-1] if honorifics else None
    return Run(start, core, end, words, _key(words, data), titled, honorific, scene.headline[start])


def _key(words: tuple[str, ...], data: SpeakersData) -> tuple[str, ...]:
    """Return the words folded, suffixes left out, initials joined: ("J.", "D.", "Vance") is ("jd.", "vance")."""
    out: list[str] = []
    for word in words:
        folded = fold(word).strip(",")
        if len(words) > 1 and _INITIALS.fullmatch(word):
            if out and out[-1].endswith("."):
                folded = out.pop()[:-1] + folded
            folded += "."
        out.append(folded)
    while len(out) > 1 and out[-1].rstrip(".") in data.name_suffixes:
        out.pop()
    return tuple(out)


def _is_title(scene: Scene, data: SpeakersData, i: int, start: int, end: int) -> bool:
    """Return whether token `i` is a title or role that the rest of the run follows."""
    word, text = scene.folds[i], scene.texts[i]
    if text[0] in _HYPHENS or (i + 1 < len(scene.texts) and scene.texts[i + 1] in _HYPHENS):
        return False
    if word in data.courtesy:
        return i == start or scene.folds[i - 1] in data.role_words or scene.folds[i - 1] in data.courtesy
    many = i + 2 == end and scene.tags[i + 1] == "NNPS" and not text.endswith(".")
    if word not in data.role_words or many:
        return False
    before = scene.folds[i - 1] if i > start else ""
    return word not in data.first_names and (before not in data.first_names or before in data.place_names)


def _after_office(scene: Scene, data: SpeakersData, start: int, end: int) -> int:
    """Return where the name begins after the rest of an office: "State" of "Secretary of State Ann Lee"."""
    folds = scene.folds
    if start < 2 or folds[start - 1] not in data.phrase_ends or folds[start - 2] not in data.role_words:
        return start
    for i in range(start + 1, end):
        head = " ".join(folds[start:i])
        if head in data.office_complements or head in data.place_names or folds[i] in data.first_names:
            return i
    return start


def _skip_extra(scene: Scene, data: SpeakersData, start: int, end: int) -> int:
    """Return where the name begins after a place ("Russian Dmitry Peskov") or what is no name ("Stop Trump")."""
    alone = end - start == 2 and scene.folds[end - 1] in data.known and scene.folds[start] not in data.first_names
    if alone and data.known[scene.folds[end - 1]].kind == "person" and not _INITIALS.fullmatch(scene.texts[start]):
        return end - 1
    if end - start >= 3 and scene.folds[start] in data.place_names and scene.folds[start + 1] in data.first_names:
        return start + 1
    return start
