"""Patterns and language data, read from YAML files, validated, merged and cached."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from quoteminer.errors import PatternsError
from quoteminer.patterns.document import Document, raise_problems, read_document, unreadable
from quoteminer.patterns.schema import Patterns

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

    A later file's cues and weights replace those with the same key, its patterns those with the same id. The
    result is cached and shared: do not change it.

    Raises:
        PatternsError: every problem found, each as file:line.
    """
    base = path if path is not None else default_patterns_path()
    return _merged(tuple(_stamp(file) for file in (base, *extra)))


def load_data(name: str, schema: type[T], *, language: str = "en") -> T:
    """Return quoteminer/data/<language>/<name>.yaml as a `schema`, cached.

    Raises:
        PatternsError: the file is missing or wrong.
    """
    loaded = _validated(_stamp(DATA / language / f"{name}.yaml"), schema)
    assert isinstance(loaded, schema)
    return loaded


_Stamp = tuple[Path, int, int]


def _stamp(path: Path) -> _Stamp:
    """Return what tells one state of a file from another, so that an edited file is read again."""
    path = Path(path).resolve()
    try:
        status = path.stat()
    except OSError as error:
        raise unreadable(path, error) from error
    return path, status.st_mtime_ns, status.st_size


@lru_cache(maxsize=32)
def _merged(stamps: tuple[_Stamp, ...]) -> Patterns:
    merged = _validated(stamps[0], Patterns)
    assert isinstance(merged, Patterns)
    for stamp in stamps[1:]:
        layer = _validated(stamp, Patterns)
        assert isinstance(layer, Patterns)
        merged = _overlay(merged, layer)
    return merged


def _overlay(base: Patterns, layer: Patterns) -> Patterns:
    patterns = {pattern.id: pattern for pattern in (*base.patterns, *layer.patterns)}
    return base.model_copy(
        update={
            "cues": base.cues | layer.cues,
            "noun_cues": base.noun_cues | layer.noun_cues,
            "adjective_cues": base.adjective_cues | layer.adjective_cues,
            "patterns": tuple(patterns.values()),
            "weights": base.weights | layer.weights,
        }
    )


@lru_cache(maxsize=64)
def _validated(stamp: _Stamp, schema: type[BaseModel]) -> BaseModel:
    return validate(read_document(stamp[0]), schema)


def validate(document: Document, schema: type[T]) -> T:
    """Return the document as a `schema`.

    Raises:
        PatternsError: every key that does not fit.
    """
    try:
        return schema.model_validate(document.data)
    except ValidationError as error:
        failure = error
    lines = document.lines()
    problems = [
        document.problem(detail["loc"], f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}", lines)
        for detail in failure.errors(include_url=False)
    ]
    raise_problems(problems, "Mend these lines; docs/patterns.md lists the keys of a patterns file.")
    raise AssertionError("a validation error has details") from failure
