"""`quoteminer --version`: what makes two runs comparable."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version


def version_lines() -> Iterator[str]:
    """Yield the versions of quoteminer and its pipeline, and the digest of the shipped patterns."""
    from quoteminer import __version__
    from quoteminer.patterns.loader import load_patterns

    yield f"quoteminer {__version__}"
    yield f"pipeline {_pipeline()}"
    yield f"patterns {load_patterns().digest}"


def _pipeline() -> str:
    """Return the spaCy pipeline that is used when none is named; found without importing spaCy."""
    from quoteminer.patterns.loader import load_data
    from quoteminer.patterns.schema import PipelineData

    for name in load_data("pipeline", PipelineData).pipelines:
        try:
            return f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
    return "not installed"
