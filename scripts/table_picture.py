"""Draw docs/table.svg: the first rows of an article's table, as a terminal shows them.

python scripts/table_picture.py seeds/000_3767f3abd439d1d9.txt docs/table.svg
"""

from __future__ import annotations

import re
import sys
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.text import Text

from quoteminer.model import Article
from quoteminer.pipeline import mine
from quoteminer.readers import read_articles
from quoteminer.writers import Style
from quoteminer.writers.table import write_table

WIDTH = 100
ROWS = 6

_REMOTE_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def draw(article: Path, picture: Path) -> None:
    """Write the table of an article's first quotes as a picture that fetches nothing."""
    (read,) = read_articles([str(article)])
    if not isinstance(read, Article):
        raise SystemExit(read.message)
    table = BytesIO()
    write_table(islice(mine(read), ROWS), table, Style(color=True, width=WIDTH))
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True, color_system="standard")
    console.print(Text.from_ansi(table.getvalue().decode().rstrip()))
    drawn = console.export_svg(title=f"quoteminer extract {article.as_posix()}", unique_id="table")
    picture.write_text(_REMOTE_FONT.sub("", drawn).replace("Fira Code", "monospace"), "utf-8")


if __name__ == "__main__":
    draw(*map(Path, sys.argv[1:]))
