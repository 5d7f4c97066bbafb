"""Write the packages that the tests run with, each with its version and hash: what CI installs, and nothing else.

    python scripts/lock.py .ci/requirements.txt

Run it with the Python and on the platform of CI (3.11, Linux, x86-64): pip chooses the files, and the hash of each
chosen file is written. It takes the newest versions that the constraints of pyproject.toml allow.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

WANTED = (".[dev]", "hatchling>=1.25", "setuptools>=70.1")
"""The package with all that its tests need, what builds it, and what builds those that come as source."""

OWN = "quoteminer"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("file", type=Path)
    file = parser.parse_args(arguments).file
    lines = "".join(f"{line}\n" for line in lock_lines(resolve()))
    file.write_text(lines, "utf-8")
    return 0


def resolve() -> dict[str, Any]:
    """Return pip's report of what it would install."""
    with tempfile.TemporaryDirectory() as place:
        report = Path(place) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        subprocess.run([*command, "--report", str(report), *WANTED], cwd=ROOT, check=True)
        loaded: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return loaded


def lock_lines(report: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of the file: how it was made, and a requirement with its hash for each package, by name."""
    yield "# Made by scripts/lock.py; do not edit."
    major, minor, _ = platform.python_version_tuple()
    yield f"# Python {major}.{minor}, {platform.system()}, {platform.machine()}"
    found = {}
    for item in report["install"]:
        name = re.sub(r"[-_.]+", "-", item["metadata"]["name"]).lower()
        if name != OWN:
            found[name] = (item["metadata"]["version"], item["download_info"]["archive_info"]["hashes"]["sha256"])
    for name, (version, digest) in sorted(found.items()):
        yield f"{name}=={version} --hash=sha256:{digest}"


if __name__ == "__main__":
    sys.exit(main())
