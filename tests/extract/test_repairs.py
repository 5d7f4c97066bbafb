"""Repairs of the parse: a report beside another is no part of what that one says."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.extract.knowledge import knowledge
from quoteminer.extract.repairs import mended
from quoteminer.extract.words import words_of
from quoteminer.pipeline import mine, parse


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (
            "The charity warned that the beds were full, while the hospital said nurses were exhausted.",
            [("The charity", "the beds were full"), ("the hospital", "nurses were exhausted")],
        ),
        (
            "The mayor said that the bridge was safe, whereas the engineers claimed that it was cracked.",
            [("The mayor", "the bridge was safe"), ("the engineers", "it was cracked")],
        ),
        (
            "The mayor said that the boats were late, while the ferries were full.",
            [("The mayor", "the boats were late, while the ferries were full")],
        ),
    ],
)
def test_contrasting_reports(nlp: Language, text: str, quotes: list[tuple[str, str]], ranker: str) -> None:
    """Two reports that "while" joins are two quotes; two facts of one report are one."""
    assert [(q.source_text, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)] == quotes


@pytest.mark.parametrize(
    ("text", "hearer", "quote"),
    [
        (
            "A spokesman told a daily briefing that Turkey must keep its word.",
            "a daily briefing",
            "Turkey must keep its word",
        ),
        ("Lee told a crowded meeting that taxes would rise.", "a crowded meeting", "taxes would rise"),
    ],
)
def test_who_is_told_is_no_part_of_what_is_said(nlp: Language, text: str, hearer: str, quote: str) -> None:
    """The parser takes what is told for a clause of who is told."""
    assert [(q.addressee, q.quote) for q in mine(text, nlp=nlp, ranker="rules")] == [(hearer, quote)]


def test_mended_hangs_heads_children_and_edges(nlp: Language) -> None:
    """What was moved is below its new head and no longer below the old one; spaCy's Doc is as before."""
    text = "The charity warned that the beds were full, while the hospital said nurses were exhausted."
    doc, known = parse(nlp, text), knowledge()
    before = words_of(doc)
    after = mended(doc, known)
    warned, full, said = (next(w.i for w in after if w.text == text) for text in ("warned", "were", "said"))
    assert before[said].head.i == full == doc[said].head.i
    assert after[said].head.i == warned
    assert said in [child.i for child in after[warned].children]
    assert said not in [child.i for child in after[full].children]
    assert after[full].right_edge.i < said < before[full].right_edge.i
    assert [child.i for child in after[warned].children] == sorted(child.i for child in after[warned].children)


STATEMENTS = [
    "Poland will answer the new tariffs of its neighbours",
    "The ferry has not received any orders from Ardle",
    "It is too early to speak about a summit",
]
SPEAKERS = [
    ("the head of the Senate Committee on Foreign Affairs Max Roe said", "Max Roe"),
    ("official representative of the Ardle Foreign Ministry Anna Roe said at a briefing", "Anna Roe"),
    ("deputy chairman of the Security Council Max Roe told reporters on Monday", "Max Roe"),
    ("the head of the president's office, Anna Roe, said", "Anna Roe"),
    ("Anna Roe, 34, a nurse from Ardle, said", "Anna Roe"),
    ("Max Roe, a professor of law at Ardle University, said on Monday", "Max Roe"),
    ("Anna Roe of the Harbour Board told reporters", "Anna Roe"),
    ("said the head of the Senate Committee on Trade Max Roe", "Max Roe"),
]


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.parametrize(("report", "speaker"), SPEAKERS)
def test_closing_reports(nlp: Language, statement: str, report: str, speaker: str, ranker: str) -> None:
    """However long the office of who is named behind a statement, it is no part of the statement."""
    found = [(q.speaker, q.quote) for q in mine(f"{statement}, {report}.", nlp=nlp, ranker=ranker)]
    assert found == [(speaker, statement)]


@pytest.mark.parametrize(
    "text",
    [
        "Roe met Lee, the head of the bank of Ardle Max Orr said that it rained.",
        "When it rained, the head of the Senate Committee Max Roe said nothing.",
        "She left, and the head of the Senate Committee Max Roe said that it rained.",
    ],
)
def test_mended_leaves_other_reports(nlp: Language, text: str) -> None:
    """A report with a clause of its own behind it, or before which no statement stands, hangs as the parser has it."""
    doc = parse(nlp, text)
    assert [word.head.i for word in mended(doc, knowledge())] == [token.head.i for token in doc]


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "source", "quote"),
    [
        (
            "According to Max Roe, the talks, which began on Monday, had failed.",
            "Max Roe",
            "the talks, which began on Monday, had failed",
        ),
        (
            "According to Max Roe, the Danish prime minister, there was no risk to the public.",
            "Max Roe",
            "there was no risk to the public",
        ),
        (
            "The ministry said in a statement that the bridge would close in May.",
            "The ministry",
            "the bridge would close in May",
        ),
        ("Max Roe spoke of a claim that the bridge would close.", "Max Roe", "a claim that the bridge would close"),
    ],
)
def test_statements_hang_where_they_belong(nlp: Language, text: str, source: str, quote: str, ranker: str) -> None:
    """A statement's subject is no apposition, an office is no part of it, and it is said, not where it is said."""
    found = [(q.source_text, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)]
    assert (source, quote) in [(one.split(",")[0] if one else one, words) for one, words in found]


@pytest.mark.parametrize("ranker", ["rules", "small"])
def test_verdicts_hang_below_the_statement(nlp: Language, ranker: str) -> None:
    """Who denies a charge does not say what he is charged with."""
    found = list(mine("Max Roe accused Poland of “theft”, a charge Warsaw denies.", nlp=nlp, ranker=ranker))
    wanted = [("Max Roe", "Poland of “theft”"), ("Warsaw", "a charge")]
    assert [(q.source_text, q.quote) for q in found] == wanted


PERFECTS = [
    ("The hotel will reopen with 40 rooms in Ardle, Lyon and Rome, its chief executive has told the Gazette.",
     "its chief executive", "The hotel will reopen with 40 rooms in Ardle, Lyon and Rome"),
    ("The road will close to lorries in May, the head of the drivers' union Max Roe has since said.",
     "the head of the drivers' union Max Roe", "The road will close to lorries in May"),
]  # fmt: skip
WHOSE = [
    ("The plan was backed by the bank, whose chief economist, Eva Stern, said that growth would follow.",
     "whose chief economist, Eva Stern", "growth would follow"),
    ("The letter was welcomed by the council, whose secretary general, Pastor Max Roe, said it came too late.",
     "whose secretary general, Pastor Max Roe", "it came too late"),
]  # fmt: skip
PLACES = [
    ("Union leader Max Roe said outside the factory gates that talks had collapsed.",
     "Union leader Max Roe", "talks had collapsed"),
    ("Prosecutors said inside the courtroom that the evidence was overwhelming.",
     "Prosecutors", "the evidence was overwhelming"),
]  # fmt: skip
SUBJECTS = [
    ("The mayor had, during her visit last year, praised the hospital's nurses.",
     "The mayor", "the hospital's nurses"),
    ("The bank has, in recent weeks, warned that growth is slowing.", "The bank", "growth is slowing"),
    ("The coach Max Roe, 44, posted on Bluesky that it was “a good day”.",
     "The coach Max Roe, 44", "it was “a good day”"),
]  # fmt: skip


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(("text", "source", "quote"), [*PERFECTS, *WHOSE, *PLACES, *SUBJECTS])
def test_reports_are_put_together(nlp: Language, text: str, source: str, quote: str, ranker: str) -> None:
    """A report has its subject and its clause wherever the parser hangs them."""
    assert (source, quote) in [(q.source_text, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)]


@pytest.mark.parametrize("ranker", ["rules", "small"])
def test_report_without_a_main_verb(nlp: Language, ranker: str) -> None:
    """The verb behind a relative clause is the sentence's own."""
    text = "Campaigner Max Roe, who filed one of the complaints, posted on Bluesky that it was “a good day”."
    (quote,) = mine(text, nlp=nlp, ranker=ranker)
    assert (quote.speaker, quote.quote, quote.cue_text) == ("Max Roe", "it was “a good day”", "posted")


@pytest.mark.parametrize("ranker", ["rules", "small"])
def test_a_place_has_clauses_of_its_own(nlp: Language, ranker: str) -> None:
    """What tells of the place stays with it."""
    text = "Roe slept outside the hall that burned down. Lee said it was late."
    assert [q.quote for q in mine(text, nlp=nlp, ranker=ranker)] == ["it was late"]
