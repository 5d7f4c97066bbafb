"""The gate of paragraphs without words: the rows are the same with it and without it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from quoteminer import pipeline
from quoteminer.extract.gate import is_wordless
from quoteminer.pipeline import mine, parse
from quoteminer.rows import to_row

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
WORDLESS = [
    "* * *",
    "———",
    "—",
    "“”",
    "“",
    "”",
    '"',
    "’",
    "...",
    "“…”",
    "?!",
    "§§",
    "* * *\n* * *",
    "(",
    "\u202e",
    "“?!”",
]
WORDED = [
    "Mayor Ann Lee told reporters on Monday:",
    "“The dam is safe,” Ann Lee said.",
    "“We looked at every wall.",
    "“It will hold,” she added.",
    "— Bo Ek, engineer",
    "The report: “nothing was found”",
    "12:30",
    "* * * :",
    "He denied it, and so did his deputy.",
    "LEE: No.",
]


@pytest.mark.parametrize("text", WORDLESS)
def test_is_wordless_knows_ornaments(text: str) -> None:
    """Marks alone are no words."""
    assert is_wordless(text)


@pytest.mark.parametrize("text", [*WORDED, "1", "é", ":", "* * *:", "①"])
def test_is_wordless_spares_what_may_matter(text: str) -> None:
    """A letter, a digit, or a colon, which may introduce the next paragraph."""
    assert not is_wordless(text)


def rows(text: str, nlp: Language, ranker: str) -> list[dict[str, object]]:
    """Return the rows of a text."""
    return [to_row(quote) for quote in mine(text, nlp=nlp, ranker=ranker)]


def without_gate(text: str, nlp: Language, ranker: str) -> list[dict[str, object]]:
    """Return the rows of a text of which every paragraph is parsed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "is_wordless", lambda paragraph: False)
        return rows(text, nlp, ranker)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    paragraphs=st.lists(st.sampled_from(WORDED) | st.sampled_from(WORDLESS), min_size=2, max_size=9),
    ranker=st.sampled_from(["rules", "small"]),
)
def test_gate_changes_no_row_of_generated_articles(paragraphs: list[str], ranker: str, nlp: Language) -> None:
    """Whatever stands between and beside paragraphs with words."""
    text = "\n\n".join(paragraphs)
    assert rows(text, nlp, ranker) == without_gate(text, nlp, ranker)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_gate_changes_no_row_of_samples(path: Path, nlp: Language) -> None:
    """The sample articles, an ornament between all their paragraphs."""
    text = re.sub(r"\n+", "\n\n* * *\n\n", path.read_text("utf-8"))
    found = rows(text, nlp, "small")
    assert found
    assert found == without_gate(text, nlp, "small")


def test_gate_leaves_paragraphs_unparsed(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """They never come to the pipeline, and stay one sentence each; an article of them alone is none."""
    seen: list[str] = []
    tagger = nlp.get_pipe("tagger")
    pipe = tagger.pipe

    def watched(docs: list[Doc], **options: object) -> object:
        seen.extend(doc.text for doc in docs)
        return pipe(docs, **options)

    monkeypatch.setattr(tagger, "pipe", watched)
    doc = parse(nlp, "Ann Lee spoke.\n\n* * *\n\nBo Ek left.")
    assert set(seen) == {"Ann Lee spoke.", "Bo Ek left."}
    assert [span.text for span in doc.spans["quoteminer"]] == ["Ann Lee spoke.", "* * *", "Bo Ek left."]
    assert "* * *" in [sentence.text.strip() for sentence in doc.sents]
    assert rows("* * *\n\n———", nlp, "small") == []
