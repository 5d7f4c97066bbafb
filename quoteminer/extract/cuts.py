"""Cuts: a capitalised run cut into the titles before a name and the name proper."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quoteminer.extract.scene import Scene
from quoteminer.patterns.folding import fold
from quoteminer.patterns.schema_speakers import SpeakersData

_HYPHENS = frozenset("-–‑")
_INITIALS = re.compile(r"(?:[A-Z]\.?){1,2}|(?:[A-Z]\.){3}")
_BEYOND = re.compile(r"(?<=\w)[:;\"“”(].*", re.DOTALL)
"""What a missing space glues to a name: `Lee:"We`."""


NICKNAME_MARKS = frozenset("“”\"‘’'()")
"""What a nickname inside a name stands in."""


_TOO_LONG = 8
"""Letters that a first name with the end of a noun hardly has: "Carter", "Spencer"; "Falconer" tells a trade."""


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


def cut_run(scene: Scene, data: SpeakersData, start: int, end: int) -> Run | None:
    """Return the run with its titles cut off the name."""
    folds = scene.folds
    core, titled = start, False
    if not {folds[end - 1], folds[end - 1].removesuffix("s")} & data.organisation_nouns:
        for i in range(start, end - 1):
            follows = folds[i + 1] not in data.name_suffixes and folds[i + 1] not in data.post_nominals
            if follows and (_is_title(scene, data, i, start, end) or _is_calling(scene, data, i, start, end)):
                core, titled = i + 1, True
    while core < end - 1 and folds[core] in _HYPHENS:
        core += 1
    if not titled:
        core = _after_compound(scene, data, start, end) or _after_office(scene, data, start, end)
        titled = core > start
    if titled and core == start + 1 and folds[start] in data.kept_titles and end - core <= 2:
        core = start
    core = _skip_extra(scene, data, core, end)
    words = _name_words(scene.text(core, end), data)
    honorifics = [folds[i] for i in range(start, core) if folds[i] in data.courtesy]
    named = honorifics or any(fold in data.first_names for fold in folds[start:end])
    if folds[end - 1] in data.role_words and not named:
        return None
    honorific = honorifics[-1] if honorifics else None
    return Run(start, core, end, words, _key(words, data), titled, honorific, scene.headline[start])


def _name_words(text: str, data: SpeakersData) -> tuple[str, ...]:
    """Return the words of a name without nickname, degrees and honours: "Hugh Lee" of "Hugh “Hal” Lee KC"."""
    words = [word for word in text.split() if not (word[0] in NICKNAME_MARKS and word[-1] in NICKNAME_MARKS)]
    words = [_BEYOND.split(word)[0] for word in words or text.split()]
    while len(words) > 1 and fold(words[-1]).strip(",") in data.post_nominals:
        words = [*words[:-2], words[-2].rstrip(",")]
    return tuple(words)


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
    first = i == start or scene.folds[i - 1] in data.role_words or scene.folds[i - 1] in data.courtesy
    if word in data.title_openers:
        return first and i + 2 < end and scene.folds[i + 1] in data.courtesy
    if word in data.courtesy:
        return first or scene.folds[i - 1] in data.title_openers
    many = i + 2 == end and scene.tags[i + 1] == "NNPS" and not text.endswith(".")
    if word not in data.role_words or many:
        return False
    before = scene.folds[i - 1] if i > start else ""
    return word not in data.first_names and (before not in data.first_names or before in data.place_names)


def _is_calling(scene: Scene, data: SpeakersData, i: int, start: int, end: int) -> bool:
    """Return whether token `i` opens a sentence with what the named person is: "Farmer Owen Lisle said"."""
    opens = i == start and (i == 0 or scene.starts[i] or scene.paragraph[i - 1] != scene.paragraph[i])
    opens = opens or (i == start and scene.texts[i - 1] == ":")  # "Interview: Violinist Ann Lee on silence"
    word, last = scene.folds[i], scene.folds[end - 1]
    shared = len(word) >= _TOO_LONG and scene.folds[i + 1] in data.first_names
    called = data.is_calling(word, shared=shared)
    if not opens or not called or word in data.first_names or end - i <= 2:
        return False
    if scene.texts[i + 1] in _HYPHENS or last in data.thing_words or last in data.place_names:
        return False
    return not scene.headline[i] or scene.folds[i + 1] in data.first_names


def _after_compound(scene: Scene, data: SpeakersData, start: int, end: int) -> int:
    """Return where the name begins after "Mother-of-two", 0 where no such word opens the run."""
    i = start
    while i + 2 < end and scene.texts[i + 1] in _HYPHENS and not scene.spaced[i] and not scene.spaced[i + 1]:
        i += 2
    calls = i > start + 2 and scene.folds[start] in data.human_words and scene.folds[start + 2] in data.phrase_ends
    return i + 1 if calls and i + 1 < end else 0


def _after_office(scene: Scene, data: SpeakersData, start: int, end: int) -> int:
    """Return where the name begins after the rest of an office: "State" of "Secretary of State Ann Lee".

    Behind an article, or what is no office, a first name must follow on a body or a field: "of the Foreign Ministry Ann
    Lee", "Committee on Foreign Affairs Ann Lee".
    """
    folds = scene.folds
    at = start - 2 if start > 1 and folds[start - 1] in data.articles else start - 1
    if at < 1 or not (folds[at] in data.phrase_ends or folds[at] in data.joins):
        return start
    bare = at == start - 1 and folds[at] in data.phrase_ends and folds[at - 1] in data.role_words
    for i in range(start + 1, end):
        head, first = " ".join(folds[start:i]), folds[i] in data.first_names
        if bare and (head in data.office_complements or head in data.place_names or first):
            return i
        if first and i + 1 < end and ends_body(scene, data, i - 1) and folds[end - 1] not in data.organisation_nouns:
            return i
    return start


def ends_body(scene: Scene, data: SpeakersData, i: int) -> bool:
    """Return whether a token can end the name of a body, a place or a field of office: "Council", "UN", "Affairs"."""
    word = scene.folds[i]
    named = word in data.organisation_nouns or word in data.place_names or scene.texts[i].isupper()
    return named or word in data.office_complements or word in data.portfolio_of


def _is_apposed_native(scene: Scene, data: SpeakersData, start: int, end: int) -> bool:
    """Return whether somebody is told by the country, too: "her opponent, the American Tasha Wynn, said"."""
    if start < 3 or scene.folds[start] not in data.demonyms or scene.texts[start - 2 : start] != [",", "the"]:
        return False
    closed = scene.texts[end : end + 1] == [","] and end - start == 3
    return closed and scene.folds[start - 3] in data.human_words


def _skip_extra(scene: Scene, data: SpeakersData, start: int, end: int) -> int:
    """Return where the name begins after a place ("Russian Dmitry Peskov") or what is no name ("Stop Trump")."""
    alone = end - start == 2 and scene.folds[end - 1] in data.known and scene.folds[start] not in data.first_names
    alone = alone and fold(scene.text(start, end)) not in data.known
    if alone and data.known[scene.folds[end - 1]].kind == "person" and not _INITIALS.fullmatch(scene.texts[start]):
        return end - 1
    if end - start < 3 or scene.folds[start] not in data.place_names:
        return start
    if scene.folds[start + 1] in data.first_names or _is_apposed_native(scene, data, start, end):
        return start + 1
    return start
