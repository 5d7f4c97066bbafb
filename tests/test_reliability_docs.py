"""docs/reliability.md names tests that exist, for every fault; the pages about security lead to each other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")
ROW = re.compile(r"^\| (?P<fault>[^|]+) \| (?P<what>[^|]+) \| (?P<tests>[^|]+) \|$", re.MULTILINE)
FAULTS = [match for match in ROW.finditer(PAGE) if "`test_" in match["tests"]]


def defined() -> set[str]:
    """Return the names of all tests."""
    texts = (path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    return {name for text in texts for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}


def test_fault_table_covers_every_part() -> None:
    """There is a table for each part, and no fault without a test."""
    assert len(FAULTS) > 40
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "what happens" not in line]
    table = PAGE.partition("## Faults")[2].partition("\n## ")[0]
    assert all("`test_" in line for line in rows if line in table)


def test_fault_table_names_tests_that_exist() -> None:
    """A test that is renamed or dropped is missed here."""
    named = {name for match in FAULTS for name in re.findall(r"`(test_\w+)`", match["tests"])}
    assert not named - defined()


@pytest.mark.parametrize("option", re.findall(r"`(--[a-z-]+)[ `]", PAGE))
def test_page_names_options_that_exist(option: str) -> None:
    """Options of the program are those of its help pages, or of the scripts'."""
    scripts = "".join(path.read_text("utf-8") for path in (ROOT / "scripts").glob("*.py"))
    assert option in (ROOT / "docs" / "cli.md").read_text("utf-8") + scripts


@pytest.mark.parametrize("name", ["SECURITY.md", "docs/security.md", "docs/reliability.md", "docs/licences.md"])
def test_links_lead_somewhere(name: str) -> None:
    """Every relative link of the pages is a file."""
    path = ROOT / name
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8"))
    assert links
    assert all((path.parent / link).exists() for link in links), links
