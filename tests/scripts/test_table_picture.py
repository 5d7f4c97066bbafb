"""The picture of the table."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "table.svg"


def texts(path: Path) -> str:
    """Return the words of a picture."""
    return " ".join("".join(ET.parse(path).getroot().itertext()).replace("\xa0", " ").split())


def test_picture_shows_the_table(tmp_path: Path) -> None:
    """The script draws the rows of the article that it is given."""
    article, picture = tmp_path / "harbour.txt", tmp_path / "table.svg"
    article.write_text("“The harbour stays open,” Mayor Ann Lee told reporters.\n", "utf-8")
    subprocess.run([sys.executable, ROOT / "scripts" / "table_picture.py", article, picture], check=True)
    assert "Ann Lee" in texts(picture)
    assert "The harbour stays" in texts(picture)


@pytest.mark.parametrize("word", ["Dmitry Peskov", "Donald Tusk", "quoteminer extract seeds/"])
def test_picture_in_the_docs_is_of_a_sample_article(word: str) -> None:
    """What the README shows is a real table."""
    assert word in texts(PICTURE)


def test_picture_fetches_nothing() -> None:
    """No font comes from elsewhere; the only address is the name of the format."""
    drawn = re.sub(r"<!--.*?-->", "", PICTURE.read_text("utf-8"), flags=re.DOTALL)
    assert set(re.findall(r"https?://[^\"' )]+", drawn)) == {"http://www.w3.org/2000/svg"}
