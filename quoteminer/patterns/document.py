"""Strict YAML: one document of plain values, read from the parser's events, with a line for every key.

Narrower than YAML on purpose, so that a file means what it looks like:

- a key is always text, and may stand once only in its mapping;
- a plain value is text unless it is `true`, `false`, `null`, `~`, empty, or a decimal number: `no`, `on`,
  `1:30` and `2024-05-01` stay the words they are (YAML 1.1 makes a boolean, 90 and a date of them);
- anchors, aliases, tags and several documents are errors, so no small file grows large ("billion laughs");
- size and depth are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from quoteminer.patterns.problems import Location, Problem, Value, dotted

MAX_BYTES = 2_000_000
"""Twenty times the size of the shipped patterns file: far above any sensible file, parsed in seconds."""
MAX_DEPTH = 20
"""The shipped schema needs 6."""

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})?\.[0-9]{1,30}(?:[eE][-+]?[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: the name it goes by in messages, its text, its plain data, what is wrong with its YAML.

    `complete` says that the data can be validated in spite of the problems.
    """

    origin: str
    text: str
    data: Value
    problems: tuple[Problem, ...] = ()
    complete: bool = True

    def lines(self) -> dict[Location, int]:
        """Return the line of every key and list item; parses again, so call it only after an error."""
        walk = _Walk(self.origin, positions={})
        walk.run(self.text)
        return walk.positions or {}


def place(document: Document, location: Location, lines: dict[Location, int] | None = None) -> int:
    """Return the line of the nearest thing above or at `location` that the document has.

    Args:
        document: the file.
        location: where something is wrong, or missing.
        lines: `document.lines()`, when the caller has it.
    """
    lines = document.lines() if lines is None else lines
    while location and location not in lines:
        location = location[:-1]
    return lines.get(location, 1)


def read_document(path: Path) -> Document:
    """Return the parsed file, or one without data and with the problem that kept it from being read."""
    origin = _shortest(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        return _unreadable(origin, 0, f"cannot be read: {getattr(error, 'strerror', None) or error}")
    if len(raw) > MAX_BYTES:
        return _unreadable(origin, 0, f"is larger than {MAX_BYTES:,} bytes")
    try:
        return parse_document(raw.decode("utf-8-sig"), origin)
    except UnicodeDecodeError as error:
        return _unreadable(origin, raw.count(b"\n", 0, error.start) + 1, "is not UTF-8 text")


def parse_document(text: str, origin: str) -> Document:
    """Return the parsed text with whatever is wrong with its YAML."""
    walk = _Walk(origin, positions=None)
    data = walk.run(text)
    return Document(origin, text, data, tuple(walk.problems), complete=not walk.broken)


def _shortest(path: Path) -> str:
    """Return the path from the working directory where it leads below it, else the path as it is."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(path)


def _unreadable(origin: str, line: int, message: str) -> Document:
    return Document(origin, "", None, (Problem(origin, line, message),), complete=False)


class _Walk:
    """Builds plain values from parser events and collects what is not allowed.

    Events rather than PyYAML's nodes and constructors: one pass sees duplicate keys, anchors and tags.
    """

    def __init__(self, origin: str, *, positions: dict[Location, int] | None) -> None:
        self.origin = origin
        self.positions = positions
        self.problems: list[Problem] = []
        self.broken = False
        self.events: Iterator[Any] = iter(())

    def run(self, text: str) -> Value:
        """Return the value of the one document in `text`; `problems` and `broken` say what is wrong."""
        try:
            self.events = yaml.parse(text, Loader=_Loader)
            return self._documents()
        except yaml.YAMLError as error:
            self.problems.append(_syntax_problem(error, text, self.origin))
        except (ValueError, OverflowError) as error:  # a lone surrogate; without libyaml also "\\UFFFFFFFF"
            line = text.count("\n", 0, getattr(error, "start", 0)) + 1
            self.problems.append(Problem(self.origin, line, "has a character that is not allowed"))
        except _TooDeepError:
            pass
        self.broken = True
        return None

    def _documents(self) -> Value:
        value: Value = None
        seen = False
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    self._complain(event, "a second document starts here (`---`); put all into one")
                    break
                seen = True
                value = self._value(next(self.events), ())
        return value

    def _value(self, event: Any, location: Location) -> Value:
        if isinstance(event, yaml.AliasEvent):
            self._complain(event, f"{dotted(location)}: alias `*{event.anchor}` is not allowed; write it out")
            return None
        if event.anchor is not None:
            self._complain(event, f"{dotted(location)}: anchor `&{event.anchor}` is not allowed")
        if event.tag is not None:
            self._complain(event, f"{dotted(location)}: tag `{event.tag}` is not allowed")
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event.value) if event.implicit[0] else event.value
        if len(location) >= MAX_DEPTH:
            self._complain(event, f"{dotted(location)}: is nested more than {MAX_DEPTH} deep")
            raise _TooDeepError
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(location)
        return self._mapping(location)

    def _sequence(self, location: Location) -> list[Value]:
        items: list[Value] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            here = (*location, len(items))
            self._mark(here, event)
            items.append(self._value(event, here))
        return items

    def _mapping(self, location: Location) -> dict[str, Value]:
        mapping: dict[str, Value] = {}
        lines: dict[str, int] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, location)
            here = (*location, key)
            self._mark(here, event)
            if key in lines:
                self._complain(event, f"{dotted(here)}: the key stands twice, first on line {lines[key]}")
            lines.setdefault(key, event.start_mark.line + 1)
            mapping[key] = self._value(next(self.events), here)
        return mapping

    def _key(self, event: Any, location: Location) -> str:
        if isinstance(event, yaml.ScalarEvent):
            self._value(event, (*location, event.value))  # for its complaints about anchors and tags
            return str(event.value)
        self._complain(event, f"{dotted(location)}: a key must be a word, not an alias, a list or a mapping")
        self._value(event, (*location, "?"))
        return "?"

    def _mark(self, location: Location, event: Any) -> None:
        if self.positions is not None:
            self.positions[location] = event.start_mark.line + 1

    def _complain(self, event: Any, message: str) -> None:
        self.problems.append(Problem(self.origin, event.start_mark.line + 1, message))


class _TooDeepError(Exception):
    """Reading stops: what follows is nested too deep."""


def _scalar(text: str) -> Value:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _syntax_problem(error: yaml.YAMLError, text: str, origin: str) -> Problem:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        said = ", ".join(part for part in (error.context, error.problem) if part)
        return Problem(origin, line, f"is not valid YAML: {said}")
    position = int(getattr(error, "position", 0))
    return Problem(origin, text.count("\n", 0, position) + 1, f"is not valid YAML: {error!s}".splitlines()[0])
