"""What changes in the rows when the input changes in ways that should not matter: only what must."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from quoteminer.model import Article, ErrorRow, Quote, Span
from quoteminer.pipeline import mine
from quoteminer.readers import read_articles

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))

STORY = """date 2025-09-23

“The dam is safe,” Mayor Ann Lee told reporters on Monday. “Nobody need leave.”

The opposition leader, Max Roe, said that she had known of the cracks for years.

“We ‘trusted’ her,” he added, “and we were wrong.” According to Roe, the report was hidden.

The ministry denied that it had seen the letter.
"""

DRY = ["It rained all night.\n\n", "The valley has two lakes and one road.\n\n"]
"""Paragraphs without a quote, and without a name that somebody could be taken for."""

STYLES = ["“”‘’", "\"\"''", "«»‘’", "„“‚‘", "””’’"]
"""Marks that open and close, outer and inner."""


@pytest.fixture(scope="module")
def rows(nlp: Language) -> Callable[[str | Article], list[Quote]]:
    """Return a function that mines an article."""
    return lambda article: list(mine(article, nlp=nlp))


Rows = Callable[[str | Article], list[Quote]]


def plain(quotes: Iterable[Quote], **changes: Any) -> list[Quote]:
    """Return the quotes without what tells where in the text they stand."""
    nowhere: dict[str, Any] = {"id": "", "line": 0, "content": (), "cue": (), "source": (), "parent": None}
    return [
        replace(quote, **nowhere, stances=tuple(replace(one, evidence=()) for one in quote.stances), **changes)
        for quote in quotes
    ]


def cut(text: str, spans: Iterable[Span]) -> list[str]:
    """Return the words that spans cut out, white space made one space."""
    return [" ".join(text[start:end].split()) for start, end in spans]


def test_story_has_quotes_of_every_kind(rows: Rows) -> None:
    """The story is worth changing."""
    assert {quote.kind for quote in rows(STORY)} == {"direct", "indirect"}
    assert len(rows(STORY)) >= 5


@pytest.mark.parametrize("dry", DRY, ids=["short", "long"])
@pytest.mark.parametrize("before", [2, 3, 4])
def test_quote_free_paragraph_moves_rows_and_nothing_else(rows: Rows, dry: str, before: int) -> None:
    """Rows in front keep their offsets, rows behind move by the paragraph's length."""
    parts = STORY.split("\n\n")
    at = len("\n\n".join(parts[:before])) + 2
    changed = STORY[:at] + dry + STORY[at:]
    assert not rows(dry)

    def moved(span: Span) -> Span:
        return (span[0] + len(dry), span[1] + len(dry)) if span[0] >= at else span

    old, new = rows(STORY), rows(changed)
    assert plain(new) == plain(old)
    for field in ("content", "cue", "source"):
        assert [getattr(quote, field) for quote in new] == [tuple(map(moved, getattr(quote, field))) for quote in old]


@pytest.mark.parametrize("style", STYLES[1:], ids=ascii)
def test_style_of_marks_changes_marks_only(rows: Rows, style: str) -> None:
    """The same words by the same people, whatever the marks; offsets are equal, since each mark is one character."""
    changed = STORY.translate(str.maketrans(STYLES[0], style))
    back = str.maketrans(style, STYLES[0]) if len(set(style)) == len(style) else {}
    old, new = rows(STORY), rows(changed)
    told = [(q.speaker, q.content, q.cue, q.source, q.kind, q.date, q.speech_act, q.stance) for q in old]
    assert [(q.speaker, q.content, q.cue, q.source, q.kind, q.date, q.speech_act, q.stance) for q in new] == told
    if back:
        assert [q.quote.translate(back) for q in new] == [q.quote for q in old]


@pytest.mark.parametrize("path", SEEDS[:1], ids=lambda path: path.stem)
def test_crlf_changes_offsets_only(rows: Rows, path: Path) -> None:
    """Windows line ends give the same rows on the same lines; the offsets cut the same words."""
    text = path.read_text("utf-8")
    changed = text.replace("\n", "\r\n")
    old, new = rows(Article(id="a", text=text)), rows(Article(id="a", text=changed))
    assert plain(new) == plain(old)
    assert [quote.line for quote in new] == [quote.line for quote in old]
    assert [cut(changed, quote.content) for quote in new] == [cut(text, quote.content) for quote in old]


@pytest.mark.parametrize("path", SEEDS[:1], ids=lambda path: path.stem)
def test_non_breaking_spaces_change_nothing(rows: Rows, path: Path) -> None:
    """A non-breaking space is a space: the rows are equal, ids and offsets included."""
    text = path.read_text("utf-8")
    changed = text.replace(" ", "\u00a0")
    assert rows(Article(id="a", text=changed)) == rows(Article(id="a", text=text))


def test_file_split_in_two_gives_the_same_rows(rows: Rows) -> None:
    """Two articles in one file, or each in its own: nobody in one is known in the other, so no row changes.

    But its confidence may: how many quotes an article has is something that the networks see.
    """
    halves = [
        "“The dam is safe,” Mayor Ann Lee said.\n\nShe said that nobody need leave.\n\n",
        "“The bridge is closed,” Max Roe told reporters.\n\nHe denied that it had been his plan.\n",
    ]
    whole = rows("".join(halves))
    apart = [quote for half in halves for quote in rows(half)]
    assert len(whole) == 4
    assert plain(whole, confidence=0.0) == plain(apart, confidence=0.0)
    assert [q.confidence for q in whole] == pytest.approx([q.confidence for q in apart], abs=0.05)


def test_order_of_files_orders_rows_and_nothing_else(
    nlp: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each article's rows are the same wherever it stands among the others."""
    monkeypatch.chdir(tmp_path)
    texts = {"a.txt": STORY, "b.txt": STORY.replace("Lee", "Kim"), "c.txt": "“No,” said Ida Fox."}
    for name, text in texts.items():
        Path(name).write_text(text, "utf-8")

    def run(*paths: str) -> list[list[Quote]]:
        articles = [one for one in read_articles(paths) if not isinstance(one, ErrorRow)]
        return [list(mine(article, nlp=nlp)) for article in articles]

    one, two, three = run("a.txt", "b.txt", "c.txt")
    assert run("c.txt", "a.txt", "b.txt") == [three, one, two]
