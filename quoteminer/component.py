"""The core as a spaCy component: `nlp.add_pipe("quoteminer")`, then `doc._.quotes`.

The quotes are kept in `doc.user_data` as JSON, which survives `n_process=2`, DocBin and to_disk unchanged.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from quoteminer.extract.core import extract
from quoteminer.model import Article, Quote
from quoteminer.patterns.known_speakers import load_speakers
from quoteminer.patterns.loader import load_patterns
from quoteminer.ranking.choice import DEFAULT, finder
from quoteminer.rows import from_row, to_row

NAME = "quoteminer"
ROWS = "quoteminer_rows"
ARTICLE = "quoteminer_article"


def note_article(doc: Doc, article: Article) -> None:
    """Keep in the Doc where it comes from: its text as read, id, date and other metadata."""
    doc.user_data[ARTICLE] = {**asdict(article), "metadata": [list(span) for span in article.metadata]}


def article_of(doc: Doc) -> Article:
    """Return the article that a Doc comes from; for a Doc made elsewhere, one without metadata."""
    noted = doc.user_data.get(ARTICLE)
    if noted is None:
        return Article(id="text", text=doc.text)
    return Article(**{**noted, "metadata": tuple((start, end) for start, end in noted["metadata"])})


def quotes_of(doc: Doc) -> list[Quote]:
    """Return the quotes that the component found; this is `doc._.quotes`."""
    return [from_row(row) for row in json.loads(doc.user_data.get(ROWS, "[]"))]


class Quoteminer:
    """The component: finds the quotes of a Doc and keeps them in it."""

    def __init__(self, patterns: Sequence[str] = (), ranker: str = DEFAULT, speakers: Sequence[str] = ()) -> None:
        self.patterns = load_patterns(extra=[Path(file) for file in patterns])
        self.speakers = load_speakers(extra=[Path(file) for file in speakers])
        self.find = finder(ranker)

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with its quotes in `doc._.quotes`."""
        article = article_of(doc)
        found = extract(doc, article=article, patterns=self.patterns, speakers=self.speakers, find=self.find)
        doc.user_data[ROWS] = json.dumps([to_row(quote) for quote in found])
        return doc


@Language.factory(
    NAME,
    default_config={"patterns": [], "ranker": DEFAULT, "speakers": []},
    requires=["token.dep", "token.lemma"],
    assigns=["doc._.quotes"],
)
def create(nlp: Language, name: str, patterns: list[str], ranker: str, speakers: list[str]) -> Quoteminer:
    """Return the component; `patterns` and `speakers` are files laid over the shipped ones, `ranker` what decides."""
    return Quoteminer(patterns, ranker, speakers)


if not Doc.has_extension("quotes"):
    Doc.set_extension("quotes", getter=quotes_of)
