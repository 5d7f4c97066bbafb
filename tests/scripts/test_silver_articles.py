"""scripts/silver_articles.py makes articles to teach on of a CSV of news texts."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

LONG = 'Ann Lee said it rained. "The dam is safe." Max Roe said: "It leaks. It always has." ' * 20


@pytest.fixture
def script(load_script: Callable[[str], ModuleType]) -> ModuleType:
    """Return the script."""
    return load_script("silver_articles")


def test_articles_are_whole_and_outlets_take_turns(script: ModuleType, tmp_path: Path) -> None:
    """Short texts and those with damaged marks are left out; every second article has curly marks."""
    texts, out = tmp_path / "texts.csv", tmp_path / "out.jsonl"
    rows = [
        ("1", "a", LONG),
        ("2", "a", LONG),
        ("3", "b", LONG),
        ("4", "b", LONG + 'It is Lee"?s dam.'),
        ("5", "b", LONG + 'An "open mark.'),
        ("6", "b", "It rained."),
    ]
    with texts.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("article_id", "article_source_link", "text"))
        writer.writerows((name, f"http://{outlet}.example/{name}", text) for name, outlet, text in rows)
    assert script.main([str(texts), "--out", str(out), "--articles", "2"]) == 0
    first, second = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    assert {first["id"], second["id"]} in ({"news-1", "news-3"}, {"news-2", "news-3"})
    assert second["id"] == "news-3"
    assert ("“" in first["text"], "“" in second["text"]) == (False, True)
    assert " ".join(first["text"].split("\n\n")) == LONG.strip()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It rains. It pours. It stops.", ["It rains. It pours.", "It stops."]),
        ('"It rains. It pours. It stops." It did.', ['"It rains. It pours. It stops."', "It did."]),
        ("It rains.\n\nIt pours.", ["It rains.", "It pours."]),
    ],
)
def test_paragraphs_cut_no_quotation(script: ModuleType, text: str, wanted: list[str]) -> None:
    """Two sentences a paragraph, more where a quotation is open."""
    assert script.paragraphs(text) == wanted


def test_curly_marks_open_and_close_in_turn(script: ModuleType) -> None:
    """Apostrophes become curly, too."""
    assert script.curly('"It\'s," he said, "late."') == "“It’s,” he said, “late.”"
