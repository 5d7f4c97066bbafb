"""Patterns and language data, read from YAML files, validated, merged and cached."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from quoteminer.errors import PatternsError
from quoteminer.patterns.consistency import cross_problems
from quoteminer.patterns.document import Document, read_document
from quoteminer.patterns.problems import Problem, raise_problems
from quoteminer.patterns.schema import Patterns
from quoteminer.patterns.validation import validation_problems

PACKAGE = Path(__file__).resolve().parent.parent
DATA = PACKAGE / "data"

T = TypeVar("T", bound=BaseModel)


def default_patterns_path() -> Path:
    """Return the shipped patterns.yaml: inside the wheel, else beside the package in the source tree.

    Raises:
        PatternsError: neither is there.
    """
    for path in (DATA / "patterns.yaml", PACKAGE.parent / "patterns.yaml"):
        if path.is_file():
            return path
    raise PatternsError(f"{DATA / 'patterns.yaml'}: is missing", "Install quoteminer again.")


def load_patterns(path: Path | None = None, *, extra: Sequence[Path] = ()) -> Patterns:
    """Return the shipped patterns (or those of `path`) with the `extra` files laid over them in order.

    A later file's cues and weights replace those with the same key, its patterns those with the same id, and
    its `disable` switches patterns off. The result is cached until a file changes; it is shared: do not alter
    it.

    Raises:
        PatternsError: every problem found, each as file:line.
    """
    base = path if path is not None else default_patterns_path()
    return _load_patterns(tuple(stamp(Path(file)) for file in (base, *extra)))


def load_data(name: str, schema: type[T], *, language: str = "en") -> T:
    """Return quoteminer/data/<language>/<name>.yaml as a `schema`, cached until the file changes.

    Raises:
        PatternsError: the file is missing or wrong; every problem as file:line.
    """
    loaded = _load_data(stamp(DATA / language / f"{name}.yaml"), schema)
    assert isinstance(loaded, schema)
    return loaded


def validate(document: Document, schema: type[T]) -> tuple[T | None, list[Problem]]:
    """Return the document as a `schema`, or None, and all that is wrong with it."""
    problems = list(document.problems)
    if not document.complete:
        return None, problems
    try:
        return schema.model_validate(document.data), problems
    except ValidationError as error:
        return None, problems + validation_problems(document, error, schema)


def merge_patterns(documents: Sequence[Document]) -> Patterns:
    """Return the documents validated and laid over each other, the first at the bottom.

    Raises:
        PatternsError: every problem in any of them.
    """
    layers: list[Patterns] = []
    problems: list[Problem] = []
    for document in documents:
        layer, found = validate(document, Patterns)
        layers += [layer] if layer is not None else []
        problems += found
    raise_problems([*problems, *cross_problems([document for document in documents if document.complete])])
    merged = layers[0].model_copy(update={"patterns": (), "disable": ()})
    for layer in layers:
        merged = _overlay(merged, layer)
    merged._documents = tuple(documents)
    return merged


Stamp = tuple[Path, str, int, int]
"""A file, and what tells one state of it from another."""


def stamp(path: Path) -> Stamp:
    """Return what tells one state of a file from another, so that an edited file is read again."""
    try:
        status = path.stat()
    except (OSError, ValueError):  # told by read_document, together with the problems of the other files
        return path, os.path.realpath(path), 0, 0
    return path, os.path.realpath(path), status.st_mtime_ns, status.st_size


@lru_cache(maxsize=8)
def _load_patterns(stamps: tuple[Stamp, ...]) -> Patterns:
    return merge_patterns([read_document(stamp[0]) for stamp in stamps])


@lru_cache(maxsize=64)
def _load_data(stamp: Stamp, schema: type[T]) -> T:
    loaded, problems = validate(read_document(stamp[0]), schema)
    raise_problems(problems)
    assert loaded is not None
    return loaded


def _overlay(base: Patterns, layer: Patterns) -> Patterns:
    patterns = {pattern.id: pattern for pattern in (*base.patterns, *layer.patterns)}
    return base.model_copy(
        update={
            "cues": base.cues | layer.cues,
            "noun_cues": base.noun_cues | layer.noun_cues,
            "adjective_cues": base.adjective_cues | layer.adjective_cues,
            "patterns": tuple(pattern for pattern in patterns.values() if pattern.id not in layer.disable),
            "weights": base.weights | layer.weights,
            "limits": base.limits.model_copy(update=layer.limits.model_dump(exclude_unset=True)),
        }
    )
