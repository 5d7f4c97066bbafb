"""`quoteminer --version`: what makes two runs comparable."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution


def version_lines() -> Iterator[str]:
    """Yield the versions of quoteminer and its pipeline, the ranker, and the digests of models and patterns."""
    from quoteminer import __version__
    from quoteminer.patterns.loader import load_patterns

    yield f"quoteminer {__version__}"
    yield f"pipeline {_pipeline()}"
    yield f"ranker {_ranker()}"
    yield f"models {_models()}"
    yield f"patterns {load_patterns().digest}"


def _pipeline() -> str:
    """Return the spaCy pipeline that is used when none is named; found without importing spaCy."""
    from quoteminer.patterns.loader import load_data
    from quoteminer.patterns.schema import PipelineData

    for name in load_data("pipeline", PipelineData).pipelines:
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        return f"{name} {found.version} {_installed_digest(found)}"
    return "not installed"


def _installed_digest(installed: Distribution) -> str:
    """Return a digest of the package's data files, from the hashes that its installation recorded."""
    lines = [
        f"{path} {path.hash.value}"
        for path in installed.files or ()
        if path.hash and path.suffix not in (".py", ".pyc")
    ]
    return _digest("\n".join(sorted(line for line in lines if ".dist-info/" not in line)).encode())


def _ranker() -> str:
    """Return the ranker that is used when none is named."""
    from quoteminer.ranking.names import DEFAULT

    return DEFAULT


def _models() -> str:
    """Return the shipped models, those of rankers and others, each with the digest of its file."""
    from quoteminer.patterns.loader import DATA

    files = [path for path in sorted((DATA / "en").iterdir()) if path.suffix in (".npz", ".onnx")]
    return " · ".join(f"{path.name} {_digest(path.read_bytes())}" for path in files)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
