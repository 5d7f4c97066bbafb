"""Rows: words cut by their offsets, kinds, marks taken off, ids, lines, sentences, parents."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from quoteminer.model import Article, Quote
from quoteminer.pipeline import mine

SPACES = re.compile(r"\s+")


def only(text: str, nlp: Language) -> Quote:
    """Return the one quote of a text."""
    (quote,) = mine(text, nlp=nlp, ranker="rules")
    return quote


@pytest.mark.parametrize(
    ("text", "kind", "quote", "content"),
    [
        ("“The dam is safe,” Mendes said.", "direct", "The dam is safe,", ["“The dam is safe,”"]),
        ("Mendes said: ``The dam is safe.''", "direct", "The dam is safe.", ["``The dam is safe.''"]),
        ("Mendes said: “The dam is safe.", "direct", "The dam is safe.", ["“The dam is safe."]),
        ("“The dam,” Mendes said, “is safe.”", "direct", "The dam, is safe.", ["“The dam,”", "“is safe.”"]),
        (
            "Mendes said: “The dam is safe.\n\n“It is new.”",
            "direct",
            "The dam is safe. It is new.",
            ["“The dam is safe.\n\n“It is new.”"],
        ),
        (
            "“The ‘old’ dam is safe,” Mendes said.",
            "direct",
            "The ‘old’ dam is safe,",
            ["“The ‘old’ dam is safe,”"],
        ),
        ("Mendes said the dam is safe.", "indirect", "the dam is safe", ["the dam is safe"]),
        ("Mendes said the dam is “safe”.", "mixed", "the dam is “safe”", ["the dam is “safe”"]),
        ("The dam, Mendes said, is safe.", "indirect", "The dam is safe", ["The dam", "is safe"]),
        (
            "Mendes said the dam\u00a0is\tsafe  now.",
            "indirect",
            "the dam is safe now",
            ["the dam\u00a0is\tsafe  now"],
        ),
    ],
)
def test_records_kind_and_words(text: str, kind: str, quote: str, content: list[str], nlp: Language) -> None:
    """A direct quote loses the marks around each part, a mixed one keeps them; the offsets keep everything."""
    row = only(text, nlp)
    assert (row.kind, row.quote, [text[a:b] for a, b in row.content]) == (kind, quote, content)


def test_records_cut_cue_and_source(nlp: Language) -> None:
    """Cue and source words are what their offsets cut, parts joined by one space."""
    text = "Ann Lee, who has\u00a0often said that the dam is safe, left."
    row = only(text, nlp)
    assert [text[a:b] for a, b in row.cue] == ["has\u00a0often said"]
    assert row.cue_text == "has often said"
    assert [text[a:b] for a, b in row.source] == ["Ann Lee", "who"]
    assert row.source_text == "Ann Lee who"


def test_records_without_source_have_none(nlp: Language) -> None:
    """Where nobody is named, source is empty and its text null."""
    row = only("The singer is said to have left the country.", nlp)
    assert (row.source, row.source_text, row.speaker) == ((), None, None)


@pytest.mark.parametrize(
    ("before", "line"),
    [("", 1), ("\n", 2), ("One.\nTwo.\n\n", 4), ("One.\r\n\r\n", 3), ("A\rB. ", 1), ("\n" * 500, 501)],
)
def test_records_count_lines(before: str, line: int, nlp: Language) -> None:
    """The line is that on which the content begins; only a newline ends one."""
    assert only(before + "Mendes said the dam is safe.", nlp).line == line


def test_records_count_lines_of_every_quote(nlp: Language) -> None:
    """Lines are right for a nested quote that begins before the one counted last, and for a content cut by its cue."""
    text = "\n\n".join(f"“The dam is number {n},” Mendes said." for n in range(5))
    assert [row.line for row in mine(text, nlp=nlp, ranker="rules")] == [1, 3, 5, 7, 9]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Rain fell. Mendes said the dam is safe. Snow fell.", "Mendes said the dam is safe."),
        ("Mendes said:\n\n“The dam is safe.” It was.", "Mendes said: “The dam is safe.”"),
        ("“The dam is safe,” Mendes\u00a0said.", "“The dam is safe,” Mendes said."),
    ],
)
def test_records_sentence_around_cue_and_content(text: str, sentence: str, nlp: Language) -> None:
    """The sentence reaches from the first to the last one that cue and content touch, white space collapsed."""
    assert only(text, nlp).sentence == sentence


def test_records_id_is_stable(nlp: Language) -> None:
    """The same article and offsets give the same id; another article or place another; nothing else matters."""
    text = "Mendes said the dam is safe."

    def identify(words: str, **fields: str) -> str:
        (row,) = mine(Article(text=words, **{"id": "a", **fields}), nlp=nlp, ranker="rules")
        return row.id

    first = identify(text)
    assert re.fullmatch(r"[0-9a-f]{16}", first)
    assert identify(text, path="b.txt", title="Dam", published="2025-01-01") == first
    assert identify(text.replace("Mendes", "Moreno")) == first
    assert identify(text, id="b") != first
    assert identify(" " + text) != first


def test_records_carry_the_article(nlp: Language) -> None:
    """Every row repeats where it was read."""
    fields = {
        "id": "news/dam",
        "path": "news/dam.txt",
        "url": "https://example.org/dam",
        "outlet": "example.org",
        "title": "Dam",
        "published": "2025-01-02",
    }
    (row,) = mine(Article(text="Mendes said the dam is safe.", **fields), nlp=nlp, ranker="rules")
    assert {key: getattr(row, "article" if key == "id" else key) for key in fields} == fields


def test_records_parent_of_a_nested_quote(nlp: Language) -> None:
    """A nested quote names the quote around it; others name none."""
    text = "Police said Max Roe told the judge: “I was asleep in the car when it happened.”"
    rows = list(mine(text, nlp=nlp, ranker="rules"))
    assert [(row.speaker, row.nested) for row in rows] == [("Police", False), ("Max Roe", True)]
    assert [row.parent for row in rows] == [None, rows[0].id]


WORDS = ["Ann Lee", "said", "that", "the dam", "is safe", "he", "told", "Max", "warned", "according to", "who", "claim"]
SIGNS = [*"“”\"‘’',.:?—()%é😀", "$5", "\n", "\n\n", "\r\n", "\u00a0", "\u200b"]
TEXTS = st.lists(st.sampled_from(WORDS + SIGNS), max_size=30).map(" ".join)


def test_records_of_marks_that_close_nothing(nlp: Language) -> None:
    """No space is left at the edge of a quote where marks open and nothing closes them."""
    assert [row.quote for row in mine("said “ said “ “", nlp=nlp, ranker="rules")] == ["said"]


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS | st.lists(st.sampled_from(WORDS + SIGNS), max_size=30).map("".join))
@example(text="—")  # a paragraph that is not parsed has no parts of speech that a pattern could ask for
def test_records_of_any_text_can_be_checked(nlp: Language, text: str) -> None:
    """Any text gives rows in order, whose offsets cut their words, whose contents do not overlap unless nested."""
    rows = list(mine(text, nlp=nlp, ranker="rules"))
    taken: set[int] = set()
    for row in rows:
        assert row.quote.strip() == row.quote != ""
        for spans, words in ((row.cue, row.cue_text), (row.source, row.source_text or "")):
            assert SPACES.sub(" ", " ".join(text[a:b] for a, b in spans)) == words
        for spans in (row.content, row.cue, row.source):
            assert list(spans) == sorted(spans)
            assert all(0 <= a < b <= len(text) for a, b in spans)
        cut = SPACES.sub(" ", " ".join(text[a:b] for a, b in row.content))
        assert all(word in cut for word in row.quote.split())
        assert 0 <= row.confidence <= 1
        assert row.line == text.count("\n", 0, row.content[0][0]) + 1
        content = {i for a, b in row.content for i in range(a, b)}
        assert row.nested or taken.isdisjoint(content)
        taken |= content if not row.nested else set()
        assert (row.parent is not None) == row.nested
    assert [row.content[0][0] for row in rows] == sorted(row.content[0][0] for row in rows)
