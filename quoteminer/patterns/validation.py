"""Validation errors in plain words: which key of which file, what it must be, what was probably meant."""

from __future__ import annotations

import re
import types
from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from quoteminer.patterns.document import Document, place
from quoteminer.patterns.problems import Location, Problem, Value, dotted, shown, suggestion

_KINDS = {
    "string_type": "text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "model_type": "a mapping",
    "dict_type": "a mapping",
    "list_type": "a list",
    "tuple_type": "a list",
    "frozen_set_type": "a list",
    "set_type": "a list",
}


def validation_problems(document: Document, error: ValidationError, schema: Any, at: Location = ()) -> list[Problem]:
    """Return a problem for every place where the document does not fit.

    Args:
        document: the file that was validated.
        error: what pydantic found.
        schema: the type it was validated against; the source of what is suggested.
        at: where in the document the validated value stands.
    """
    lines = document.lines()
    value = _value_at(document.data, at)
    return [
        Problem(
            document.origin,
            place(document, (*at, *location), lines),
            f"{dotted((*at, *location))}: {message}",
        )
        for location, message in _messages(error, schema, value)
    ]


def known_keys(schema: Any, location: Location) -> tuple[str, ...]:
    """Return the keys that the models of the schema know at a location."""
    keys: dict[str, None] = {}
    for kind in _types_at(schema, location):
        if _is_model(kind):
            for name, field in kind.model_fields.items():
                both = (field.alias, name) if kind.model_config.get("populate_by_name") else (field.alias or name,)
                keys.update(dict.fromkeys(key for key in both if key))
    return tuple(keys)


def _messages(error: ValidationError, schema: Any, value: Value) -> Iterator[tuple[Location, str]]:
    """Yield location and message of each problem.

    Every branch of a union complains of a value it is not made for. Their complaints at one place are told as
    one, and not at all when another branch took the value and found something wrong inside it.
    """
    wanted: dict[Location, dict[str, Value]] = defaultdict(dict)
    found: set[Location] = set()
    for detail in error.errors(include_url=False):
        location = _real_location(detail, value)
        if detail["type"] in _KINDS:
            wanted[location][_KINDS[detail["type"]]] = detail["input"]
        else:
            found.add(location)
            yield location, _message(detail, schema, location)
    inner = {location[:depth] for location in (*found, *wanted) for depth in range(len(location))}
    for location, kinds in wanted.items():
        if location not in inner and location not in found:
            yield location, _wanted(list(kinds), next(iter(kinds.values())))


def _message(detail: ErrorDetails, schema: Any, location: Location) -> str:
    kind, given = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return f"unknown key{suggestion(location[-1], known_keys(schema, location[:-1]))}"
    if kind == "missing":
        return "this key is missing"
    if kind == "literal_error":
        choices = [choice for found in _types_at(schema, location) for choice in _choices(found)]
        words = [choice for choice in choices if isinstance(choice, str)]
        return f"must be {_one_of(choices)}, not {shown(given)}{suggestion(given, words)}"
    if kind == "too_short" or given is None:
        return "must not be empty"
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    return f"{re.sub('^(Input|String) should ', 'must ', detail['msg'])}, not {shown(given)}"


def _wanted(kinds: list[str], given: Value) -> str:
    quote = "; put it in quotation marks" if "text" in kinds and isinstance(given, (bool, int, float)) else ""
    return f"must be {' or '.join(kinds)}, not {shown(given)}{quote}"


def _one_of(choices: list[Any]) -> str:
    return f"{'one of ' if len(choices) > 1 else ''}{', '.join(map(str, choices))}"


def _real_location(detail: ErrorDetails, value: Value) -> Location:
    """Return the error's location without pydantic's names for the branches of a union."""
    location: list[str | int] = []
    parts = detail["loc"]
    for position, part in enumerate(parts):
        inside = isinstance(value, dict) and part in value
        if inside or (isinstance(value, list) and isinstance(part, int) and part < len(value)):
            value = value[part]
            location.append(part)
        elif position == len(parts) - 1 and detail["type"] == "missing":
            location.append(part)
    return tuple(location)


def _value_at(value: Value, location: Location) -> Value:
    for part in location:
        value = value[part]
    return value


def _types_at(schema: Any, location: Location) -> list[Any]:
    kinds = list(_flat(schema))
    for part in location:
        kinds = [inner for kind in kinds for step in _step(kind, part) for inner in _flat(step)]
    return kinds


def _flat(kind: Any) -> Iterator[Any]:
    """Yield the alternatives of a type, bare of annotations."""
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _flat(get_args(kind)[0])
    elif origin in {Union, types.UnionType}:
        for inner in get_args(kind):
            yield from _flat(inner)
    else:
        yield kind


def _step(kind: Any, part: str | int) -> Iterator[Any]:
    """Yield the type of what stands under a key or position of a type."""
    if _is_model(kind):
        yield from (field.annotation for name, field in kind.model_fields.items() if part in {name, field.alias})
    elif isinstance(part, str) and get_origin(kind) is dict:
        yield get_args(kind)[1]
    elif isinstance(part, int) and get_origin(kind) in {list, tuple, set, frozenset}:
        yield get_args(kind)[0]


def _choices(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) is Literal else ()


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
