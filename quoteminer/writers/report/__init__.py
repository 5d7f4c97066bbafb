"""The report: one HTML page that holds everything it needs, asks for nothing and runs nobody else's script.

`page.html` is the frame, `report.css` the looks, the scripts what the reader can do. Quotes and articles go in as
JSON, and the scripts make text nodes of them, so that no word of an article is ever read as markup.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from string import Template
from typing import IO, Any

from quoteminer.model import Article, Quote
from quoteminer.writers.report.contents import ArticleKey, contents
from quoteminer.writers.safe import UNSAFE_IN_JSON, escape
from quoteminer.writers.style import Style

SCRIPTS = ("core.js", "filters.js", "quotes.js", "articles.js", "timeline.js", "matrix.js", "main.js")
"""The parts of the page's one script, in their order."""

_UNSAFE_IN_MARKUP = re.compile("[<>&]")


def write_report(quotes: Iterable[Quote], stream: IO[bytes], style: Style) -> None:
    """Write the page once the last quote is there; it shows whole articles where the run has read them."""
    articles: dict[ArticleKey, Article] = {}

    def keep(article: Article) -> None:
        articles[article.id, article.path] = article

    style.intake.on_article = keep
    listed = list(quotes)
    stream.write(_page(contents(listed, articles, style.target_words())).encode())


def _page(data: dict[str, Any]) -> str:
    script = '(() => {\n"use strict";\n' + "\n".join(_file(name) for name in SCRIPTS) + "})();\n"
    look = _file("report.css")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(look)}'; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    return Template(_file("page.html")).substitute(policy=policy, style=look, script=script, data=_embedded(data))


def _embedded(data: dict[str, Any]) -> str:
    r"""Return `data` as JSON that stays inside its element: `<`, `>`, `&` and all that is unsafe as `\uXXXX`."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE_IN_MARKUP.sub(escape, UNSAFE_IN_JSON.sub(escape, text))


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
