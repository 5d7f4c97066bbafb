"""Capitalised runs: the stretches of a Doc that look like a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from quoteminer.extract.cuts import NICKNAME_MARKS, Run, cut_run
from quoteminer.extract.owners import is_inside
from quoteminer.extract.scene import Scene
from quoteminer.patterns.schema_speakers import SpeakersData

_FUNCTION_POS = frozenset({"DET", "ADP", "CCONJ", "SCONJ", "PRON", "AUX", "PART", "INTJ", "ADV", "PUNCT", "SPACE"})
_AMBIGUOUS_POS = frozenset({"AUX", "VERB", "PRON", "DET", "SCONJ"})
"""What a first name that opens a sentence may be instead: "Will he come?", "Mark my words"."""
_PHRASE = 8
"""Words within which a preposition's object stands."""
_OPENING_POS = frozenset({"NOUN", "ADJ", "X"})
_NAMED_POS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
"""What a demonym that says of what kind stands before."""
_HYPHENS = frozenset("-–‑")
_BLANKS = frozenset({" ", "  "})
"""What a space too many makes a token of."""
_BREAKS = frozenset("“”\"'‘’:([–—-•*")


def find_runs(scene: Scene, data: SpeakersData) -> list[Run]:
    """Return the capitalised runs of the paragraphs, in order."""
    inside = _capitals_inside(scene, data)
    may_open = [
        is_capital(text) or word in data.leading_particles for text, word in zip(scene.texts, scene.folds, strict=True)
    ]
    out: list[Run] = []
    for start, end in scene.paragraphs:
        stop = start
        for i in range(start, end):
            if i < stop or not may_open[i] or not _opens(scene, data, i, inside):
                continue
            stop = _extend(scene, data, i, end)
            run = None if _is_native(scene, data, i, stop) else cut_run(scene, data, i, stop)
            if run is not None:
                out.append(run)
    told = {run.key for run in out if not run.headline} | {run.key[-1:] for run in out if not run.headline}
    return [*_couples([_within(run, told, scene, data) for run in out], scene, data)]


def _within(run: Run, told: set[tuple[str, ...]], scene: Scene, data: SpeakersData) -> Run:
    """Return the part of a headline's run that the text names: "Ann Lee" of "Ann Lee Wins"."""
    if not run.headline or run.key in told:
        return run
    sizes = range(run.end - run.core, 0, -1)
    parts = ((i, i + size) for size in sizes for i in range(run.core, run.end - size + 1))
    part = next(((i, j) for i, j in parts if tuple(scene.folds[i:j]) in told), None)
    return (cut_run(scene, data, *part) if part else None) or run


def _couples(runs: list[Run], scene: Scene, data: SpeakersData) -> Iterator[Run]:
    """Yield the runs, a first name with the surname it shares: "Tariq and Salma Aziz" are two Azizes."""
    for run, following in zip_longest(runs, runs[1:]):
        joined = following and following.start == run.end + 1 and scene.folds[run.end] in data.joins
        if joined and following and len(run.key) == 1 and len(following.key) == 2 and not following.titled:
            first = run.key[0]
            if first in data.first_names and first not in data.place_names:
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
    if i > 1 and scene.spaced[i - 1] and scene.texts[i - 1] in NICKNAME_MARKS and scene.texts[i - 2][0].isalnum():
        return scene.starts[i]
    if i == 0 or scene.starts[i] or scene.texts[i - 1][0] in _BREAKS:
        return not (i and scene.texts[i - 1] in _HYPHENS and not scene.spaced[i - 1])
    return scene.texts[i - 1].isspace()


def _opens(scene: Scene, data: SpeakersData, i: int, inside: frozenset[str]) -> bool:
    word = scene.folds[i]
    if not is_capital(scene.texts[i]):
        return word in data.leading_particles and _particles_end(scene, data, i, len(scene.texts)) > i
    initial = _is_initial(scene, i)
    if _is_no_name(scene, data, i) or (initial and word in data.indefinite.group):
        return False
    if word in data.first_names:
        return not initial or (scene.pos[i] not in _AMBIGUOUS_POS and not _governs(scene, i))
    if word in data.courtesy or scene.pos[i] == "PROPN" or scene.headline[i]:
        return not scene.headline[i] or scene.pos[i] == "PROPN" or word in inside or word in data.courtesy
    return _is_told(scene, data, i, inside) if initial else scene.pos[i] not in _FUNCTION_POS


def _governs(scene: Scene, i: int) -> bool:
    """Return whether a first name is a preposition here: "Per Reuters, it rained", but not "Per Lee said so"."""
    after = range(i + 1, min(i + _PHRASE, len(scene.texts))) if scene.pos[i] == "ADP" else ()
    return any(scene.heads[k] == i and scene.deps[k] == "pobj" for k in after)


def _is_told(scene: Scene, data: SpeakersData, i: int, inside: frozenset[str]) -> bool:
    """Return whether a word that opens a sentence is capitalised for more than that."""
    if any(scene.folds[i] in words for words in (inside, data.known, data.role_words, data.place_names)):
        return scene.pos[i] not in _FUNCTION_POS
    follows = i + 1 < len(scene.texts) and is_capital(scene.texts[i + 1])
    return follows and scene.pos[i] in _OPENING_POS


def _is_no_name(scene: Scene, data: SpeakersData, i: int) -> bool:
    """Return whether the word is a month, a weekday or the like; "Jan" before a capital is a first name."""
    word = scene.folds[i]
    if word not in data.not_names:
        return word in ("a", "i")
    follows = i + 1 < len(scene.texts) and is_capital(scene.texts[i + 1]) and not scene.texts[i].endswith(".")
    return not (word in data.first_names and follows)


def _extend(scene: Scene, data: SpeakersData, start: int, limit: int) -> int:
    """Return the token after the run that begins at `start`."""
    i = _particles_end(scene, data, start, limit) + 1 if not is_capital(scene.texts[start]) else start + 1
    while i < limit:
        if scene.texts[i] in _HYPHENS and not scene.spaced[i] and not scene.spaced[i - 1]:
            i = min(i + 2, limit)
        elif _continues(scene, data, i, start):
            i += 1
        elif i + 1 < limit and (_bridges(scene, data, i, start) or is_inside(scene, data, (start, i, limit))):
            i += 2
        elif i + 3 < limit and _is_nickname(scene, data, i, start):
            i += 4
        elif (stop := _particles_end(scene, data, i, limit)) > i and scene.folds[i] in data.name_particles:
            i = stop + 1
        else:
            break
    return i


def _bridges(scene: Scene, data: SpeakersData, i: int, start: int) -> bool:
    """Return whether a space too many, or the comma of ", Jr.", stands inside a name."""
    if scene.texts[i] == ",":
        return _is_suffix(scene, data, i + 1)
    if scene.texts[i] == "&":
        return _is_firm(scene, data, i, start)
    return scene.texts[i] in _BLANKS and _continues(scene, data, i + 1, start)


def _is_nickname(scene: Scene, data: SpeakersData, i: int, start: int) -> bool:
    """Return whether a word in quotation marks stands inside a name: "Wilhelmina “Mina” Lee"."""
    mark, word, closing = scene.texts[i : i + 3]
    marked = mark in NICKNAME_MARKS and closing in NICKNAME_MARKS and is_capital(word) and scene.spaced[i - 1]
    return marked and not scene.spaced[i] and not scene.spaced[i + 1] and _continues(scene, data, i + 3, start)


def _is_firm(scene: Scene, data: SpeakersData, i: int, start: int) -> bool:
    """Return whether "&" stands inside the name of a firm, "Crane & Lowe", and does not join two people."""
    beside = (*scene.folds[start:i], scene.folds[i + 1])
    people = any(word in words for word in beside for words in (data.first_names, data.courtesy, data.known))
    return not people and _continues(scene, data, i + 1, start)


def _is_native(scene: Scene, data: SpeakersData, i: int, stop: int) -> bool:
    """Return whether the run says of a person where they come from: "the German said"; such a word names nobody."""
    if stop - i != 1 or i == 0 or scene.folds[i - 1] != "the" or scene.folds[i] not in data.demonyms:
        return False
    return stop < len(scene.texts) and scene.pos[stop] not in _NAMED_POS and scene.texts[stop] not in _HYPHENS


def _is_suffix(scene: Scene, data: SpeakersData, i: int) -> bool:
    return is_capital(scene.texts[i]) and scene.folds[i] in ("jr", "sr") and scene.folds[i] in data.name_suffixes


def _continues(scene: Scene, data: SpeakersData, i: int, start: int) -> bool:
    text = scene.texts[i]
    if not is_capital(text) or scene.is_possessive(i) or (scene.starts[i] and not _after_initial(scene, i)):
        return False
    if scene.folds[i] in data.not_names and not _is_no_name(scene, data, i):
        return True
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
