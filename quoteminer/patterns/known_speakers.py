"""Speakers known beforehand: the shipped ones, with a user's files laid over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from quoteminer.patterns.document import Document, place, read_document
from quoteminer.patterns.folding import fold
from quoteminer.patterns.loader import Stamp, load_data, stamp, validate
from quoteminer.patterns.problems import Location, Problem, dotted, raise_problems
from quoteminer.patterns.schema_known import KnownSpeaker, SpeakersFile
from quoteminer.patterns.schema_speakers import SpeakersData

HINT = "Mend these lines; docs/speakers.md shows how such a file is written."


def load_speakers(*, extra: Sequence[Path] = ()) -> SpeakersData:
    """Return the shipped speakers with the `extra` files laid over them in order.

    An entry with the id, or the name and no other id, of one below it replaces the keys that it has; any other is new.
    The result is cached until a file changes; it is shared: do not alter it.

    Raises:
        PatternsError: every problem found, each as file:line.
    """
    shipped = load_data("speakers", SpeakersData)
    return _load(shipped, tuple(stamp(Path(file)) for file in extra)) if extra else shipped


def merge_speakers(shipped: SpeakersData, documents: Sequence[Document]) -> SpeakersData:
    """Return the shipped speakers with the files laid over them, the first at the bottom.

    Raises:
        PatternsError: every problem in any of them.
    """
    speakers = shipped.speakers
    problems: list[Problem] = []
    for document in documents:
        layer, found = validate(document, SpeakersFile)
        problems += found
        if layer is not None:
            problems += _taken(document, layer)
            speakers = _laid_over(speakers, layer.speakers)
    raise_problems(problems, HINT)
    fields = {name: getattr(shipped, name) for name in SpeakersData.model_fields}
    return SpeakersData.model_construct(**{**fields, "speakers": speakers})  # a copy would keep old look-up tables


@lru_cache(maxsize=8)
def _load(shipped: SpeakersData, stamps: tuple[Stamp, ...]) -> SpeakersData:
    return merge_speakers(shipped, [read_document(stamp[0]) for stamp in stamps])


def _laid_over(below: Sequence[KnownSpeaker], above: Sequence[KnownSpeaker]) -> tuple[KnownSpeaker, ...]:
    """Return all speakers; those of `above` come last, so that a name that two of them have is theirs."""
    speakers = list(below)
    for entry in above:
        same = next((known for known in speakers if _is_same(known, entry)), None)
        speakers = [known for known in speakers if known is not same]
        speakers.append(_updated(same, entry) if same else entry)
    return tuple(speakers)


def _is_same(known: KnownSpeaker, entry: KnownSpeaker) -> bool:
    if known.id and entry.id:
        return known.id == entry.id
    return fold(known.name) == fold(entry.name)


def _updated(known: KnownSpeaker, entry: KnownSpeaker) -> KnownSpeaker:
    """Return what is known with the keys that the entry has; a name that is replaced stays as an alias."""
    keys = {key: getattr(entry, key) for key in entry.model_fields_set}
    updated = known.model_copy(update=keys)
    aliases = dict.fromkeys((*updated.aliases, known.name)) if fold(known.name) != fold(entry.name) else updated.aliases
    return updated.model_copy(update={"aliases": tuple(aliases)})


def _taken(document: Document, layer: SpeakersFile) -> Iterator[Problem]:
    """Yield the ids and names that two entries of a file have, so that nobody could tell whose they are."""
    owners: dict[str, int] = {}
    lines = document.lines()
    for number, entry in enumerate(layer.speakers):
        for location, value in _said(entry, ("speakers", number)):
            owner = owners.setdefault(fold(value), number)
            if owner != number:
                message = f"{dotted(location)}: {value!r} is taken by speakers[{owner}]"
                yield Problem(document.origin, place(document, location, lines), message)


def _said(entry: KnownSpeaker, at: Location) -> Iterator[tuple[Location, str]]:
    """Yield everything by which an entry is told from others, with its place."""
    yield (*at, "name"), entry.name
    if entry.id:
        yield (*at, "id"), entry.id
    for number, alias in enumerate(entry.aliases):
        yield (*at, "aliases", number), alias
