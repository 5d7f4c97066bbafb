"""`quoteminer --version`: what makes two runs comparable."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path


def version_lines() -> Iterator[str]:
    """Yield the versions of quoteminer and its pipeline, the ranker, and the digests of models and patterns."""
    from quoteminer import __version__
    from quoteminer.patterns.loader import load_patterns

    yield f"quoteminer {__version__}"
    yield f"pipeline {_pipeline()}"
    yield f"ranker {_ranker()}"
    yield f"models {_models()}"
    yield f"patterns {load_patterns().digest}"


def describe(
    *, patterns: Sequence[Path], model: str | None, ranker: str | None, speakers: Sequence[Path] = ()
) -> dict[str, str]:
    """Return all that rows depend on beside articles, options on reading, and filters.

    Raises:
        PatternsError: when a file of patterns or speakers is wrong.
    """
    from quoteminer import __version__
    from quoteminer.patterns.known_speakers import load_speakers
    from quoteminer.patterns.loader import DATA, load_patterns

    files = sorted(path for path in (DATA / "en").iterdir() if path.is_file())
    return {
        "quoteminer": __version__,
        "pipeline": _pipeline(model),
        "spaCy": distribution("spacy").version,
        "ranker": ranker or _ranker(),
        "patterns": load_patterns(extra=patterns).digest,
        "speakers": load_speakers(extra=speakers).digest,
        "language data": _digest(b"".join(path.read_bytes() for path in files)),
    }


def _pipeline(model: str | None = None) -> str:
    """Return the spaCy pipeline that is named, or used when none is; found without importing spaCy."""
    from quoteminer.patterns.loader import load_data
    from quoteminer.patterns.schema import PipelineData

    for name in [model] if model else load_data("pipeline", PipelineData).pipelines:
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        return f"{name} {found.version} {_installed_digest(found)}"
    return model or "not installed"


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
