"""The staged pipeline gives the rows of the whole one: what is left out or remembered changes none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from quoteminer import pipeline
from quoteminer.extract.core import extract
from quoteminer.model import Article, Quote
from quoteminer.pipeline import mine, parse
from quoteminer.ranking.choice import finder
from quoteminer.ranking.names import RANKER_NAMES

SEEDS = sorted((Path(__file__).parents[1] / "seeds").iterdir())
PIECES = [
    "“The dam is safe,” Ann Lee told Wells Fargo on Monday.",
    "Rescuers gonna wait, he said.",
    "* * *",
    "— — —",
    "Acme warned that 3 boats had sunk off Paris:",
    "“Nobody left.”",
    "LEE: I never saw it.",
    "Prices rose by 4%, according to Jonas and Politifact.",
    "12:30",
]


def unstaged(article: Article, nlp: Language, ranker: str) -> list[Quote]:
    """Return the rows of a pipeline of which every component reads every paragraph."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "memo_of", lambda nlp: None)
        patch.setattr(pipeline, "is_wordless", lambda paragraph: False)
        doc = parse(nlp, article, entities=True)
    return list(extract(doc, article=article, find=finder(ranker)))


@pytest.mark.parametrize("ranker", [name for name in RANKER_NAMES if name != "large"])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_staged_pipeline_gives_the_rows_of_the_whole_one(nlp: Language, path: Path, ranker: str) -> None:
    """The sample articles give the same rows to the last field."""
    article = Article(id=path.stem, text=path.read_text(encoding="utf-8"))
    rows = list(mine(article, nlp=nlp, ranker=ranker))
    assert rows
    assert rows == unstaged(article, nlp, ranker)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6), st.sampled_from(["\n\n", "\n", " "]))
def test_made_up_articles_give_the_rows_of_the_whole_pipeline(nlp: Language, pieces: list[str], between: str) -> None:
    """Any order of odd paragraphs gives the same rows."""
    article = Article(id="made-up", text=between.join(pieces))
    assert list(mine(article, nlp=nlp)) == unstaged(article, nlp, "small")
