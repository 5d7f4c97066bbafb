"""What must hold between the entries of one or more patterns files laid over each other.

Works on the plain data, not on validated models: so it can name the place, and its problems can be told
together with those of the schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quoteminer.patterns.document import Document, place
from quoteminer.patterns.problems import Location, Problem, Value, dotted, suggestion
from quoteminer.patterns.regexes import regex_problem
from quoteminer.patterns.repeats import MAX_WAYS, ways

PATTERN_WEIGHT = "pattern:"
"""What the weight of the feature "this pattern proposes it" begins with."""
CUE_SECTIONS = ("cues", "noun_cues", "adjective_cues")


class _Entry(NamedTuple):
    """A name at a place."""

    document: Document
    location: Location
    name: str


def cross_problems(documents: Sequence[Document]) -> list[Problem]:
    """Return what is wrong between entries: the shipped file first, then those laid over it, in order."""
    found = [
        *_repeated_ids(documents),
        *_unknown_frames(documents),
        *_frames_without_cues(documents),
        *_unknown_ids(documents),
        *_repeated_frames(documents),
        *_unbounded_tokens(documents),
    ]
    return [
        Problem(document.origin, place(document, entry.location, lines), f"{dotted(entry.location)}: {message}")
        for document, lines in ((document, document.lines()) for document in documents if found)
        for entry, message in found
        if entry.document is document
    ]


def _repeated_ids(documents: Sequence[Document]) -> Iterator[tuple[_Entry, str]]:
    for document in documents:
        first: dict[str, Location] = {}
        for entry in _ids(document):
            if entry.name in first:
                yield entry, f"the id {entry.name!r} is taken by {dotted(first[entry.name][:-1])}"
            first.setdefault(entry.name, entry.location)


def _unknown_frames(documents: Sequence[Document]) -> Iterator[tuple[_Entry, str]]:
    """Yield frames that a cue names and no pattern serves; one switched off or replaced still counts."""
    served = {entry.name for document in documents for entry in _served(document)}
    if not all(_is_readable(pattern) for document in documents for pattern in _list(document.data, "patterns")):
        return  # whatever the unreadable pattern was meant to serve would be reported as missing
    for document in documents:
        for entry in _named(document):
            if entry.name not in served:
                yield entry, f"no pattern serves the frame {entry.name!r}{suggestion(entry.name, served)}"


def _frames_without_cues(documents: Sequence[Document]) -> Iterator[tuple[_Entry, str]]:
    named = {entry.name for document in documents for entry in _named(document)}
    if not all(_list(cue, "frames") or _mapping(cue, "frames") for document in documents for cue in _cues(document)):
        return  # whatever the unreadable cue was meant to name would be reported as missing
    for document in documents:
        for entry in _served(document):
            if entry.name not in named:
                yield entry, f"no cue names the frame {entry.name!r}{suggestion(entry.name, named)}"


def _unknown_ids(documents: Sequence[Document]) -> Iterator[tuple[_Entry, str]]:
    """Yield what `disable` and the weights `pattern:ID` call a pattern, and no pattern is called."""
    known = {entry.name for document in documents for entry in _ids(document)}
    for document in documents:
        entries = [
            _Entry(document, ("disable", position), name)
            for position, name in enumerate(_list(document.data, "disable"))
            if isinstance(name, str)
        ]
        for key in _mapping(document.data, "weights"):
            if key.startswith(PATTERN_WEIGHT):
                entries.append(_Entry(document, ("weights", key), key[len(PATTERN_WEIGHT) :]))
        for entry in entries:
            if entry.name not in known:
                yield entry, f"no pattern has the id {entry.name!r}{suggestion(entry.name, known)}"


def _repeated_frames(documents: Sequence[Document]) -> Iterator[tuple[_Entry, str]]:
    for document in documents:
        seen: set[Location] = set()
        for entry in _named(document):
            there = (*entry.location[:2], entry.name)
            if there in seen:
                yield entry, f"the frame {entry.name!r} stands twice"
            seen.add(there)


def _unbounded_tokens(documents: Sequence[Document]) -> Iterator[tuple[_Entry, str]]:
    """Yield tokens whose time, or number of matches, a hostile article could drive without bound."""
    for document in documents:
        for position, pattern in enumerate(_list(document.data, "patterns")):
            tokens = _list(pattern, "cue")
            if ways(tokens) > MAX_WAYS:
                there: Location = ("patterns", position, "cue")
                yield _Entry(document, there, ""), f"can match in more than {MAX_WAYS} ways; lower the repeats in OP"
            for index, token in enumerate(tokens):
                location: Location = ("patterns", position, "cue", index)
                for there, regex in _regexes(token, location):
                    message = regex_problem(regex)
                    if message:
                        yield _Entry(document, there, regex), message
                if isinstance(token, dict) and _repeats_anything(token):
                    yield (
                        _Entry(document, location, ""),
                        "any token, repeated without a bound; write OP: '{0,9}'",
                    )


def _repeats_anything(token: dict[str, Value]) -> bool:
    """Return whether a token has no key but a repeat without a bound: its matches grow as the square."""
    operators = [str(value) for key, value in token.items() if key.upper() == "OP"]
    return len(operators) == len(token) == 1 and (operators[0] in {"*", "+"} or operators[0].endswith(",}"))


def _regexes(value: Value, location: Location, *, inside: bool = False) -> Iterator[tuple[Location, str]]:
    """Yield every text below a REGEX key (spaCy takes the key in any case, and lists below it)."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _regexes(inner, (*location, key), inside=inside or key.upper() == "REGEX")
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _regexes(inner, (*location, position), inside=inside)
    elif inside and isinstance(value, str):
        yield location, value


def _ids(document: Document) -> Iterator[_Entry]:
    for position, pattern in enumerate(_list(document.data, "patterns")):
        if isinstance(pattern, dict) and isinstance(pattern.get("id"), str):
            yield _Entry(document, ("patterns", position, "id"), pattern["id"])


def _served(document: Document) -> Iterator[_Entry]:
    """Yield the frames that patterns serve."""
    for position, pattern in enumerate(_list(document.data, "patterns")):
        frame = _mapping(pattern, "cue").get("frame")
        if isinstance(frame, str):
            yield _Entry(document, ("patterns", position, "cue", "frame"), frame)


def _named(document: Document) -> Iterator[_Entry]:
    """Yield the frames that cues name."""
    for section in CUE_SECTIONS:
        for lemma, cue in _mapping(document.data, section).items():
            for name in _mapping(cue, "frames"):
                yield _Entry(document, (section, lemma, "frames", name), name)
            for position, name in enumerate(_list(cue, "frames")):
                if isinstance(name, str):
                    yield _Entry(document, (section, lemma, "frames", position), name)


def _cues(document: Document) -> Iterator[Value]:
    for section in CUE_SECTIONS:
        yield from _mapping(document.data, section).values()


def _is_readable(pattern: Value) -> bool:
    return bool(_list(pattern, "cue")) or isinstance(_mapping(pattern, "cue").get("frame"), str)


def _mapping(value: Value, key: str) -> dict[str, Value]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _list(value: Value, key: str) -> list[Value]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []
