"""Occasions: when, where and to whom something was said is no part of it."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.extract.knowledge import knowledge
from quoteminer.extract.occasions import occasion_end
from quoteminer.model import Article
from quoteminer.pipeline import mine


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "quote", "date"),
    [
        ("The firm said on Monday it would close.", "it would close", "2025-09-29"),
        ("The minister said on Friday the bank would close.", "the bank would close", "2025-09-26"),
        ("The minister said Friday the bank would close.", "the bank would close", "2025-09-26"),
        ("The firm said late on Thursday it will cut 400 jobs.", "it will cut 400 jobs", "2025-09-25"),
        ("The firm said earlier this month it would cut 400 jobs.", "it would cut 400 jobs", "2025-10"),
        ("The firm said last month sales had fallen.", "sales had fallen", "2025-09"),
        ("The firm said in March it would cut 400 jobs.", "it would cut 400 jobs", "2025-03"),
        ("A spokesman said on Monday the firm had no comment.", "the firm had no comment", "2025-09-29"),
        ("The mayor told state television on Monday the bank would close.", "the bank would close", "2025-09-29"),
        ("The bank told Newsline on Tuesday it would wait.", "it would wait", "2025-09-30"),
        ("The firm warned on Monday profits would fall.", "profits would fall", "2025-09-29"),
        ("The mayor told reporters late on Tuesday talks would resume.", "talks would resume", "2025-09-30"),
        ("The firm told Newsline profits would fall this year.", "profits would fall this year", "2025-10-01"),
        ("The firm said in a statement to Newsline profits would fall.", "profits would fall", "2025-10-01"),
        ("The firm said in a letter on Monday the bank would close.", "the bank would close", "2025-09-29"),
        (
            "The mayor said by phone talks with the union would resume.",
            "talks with the union would resume",
            "2025-10-01",
        ),
        ("The mayor said at the time that the bank would close.", "the bank would close", None),
        ("The minister said on 5 September the road was safe.", "the road was safe", "2025-09-05"),
        ("The navy said on Telegram it had sunk the boat.", "it had sunk the boat", "2025-10-01"),
        ("The mayor noted her years as a judge.", "her years as a judge", "2025-10-01"),
    ],
)
def test_occasions_are_no_part_of_quotes(nlp: Language, text: str, quote: str, date: str | None, ranker: str) -> None:
    """When something was said is no part of what was, and dates it; a time to come, or that is spoken of, is one."""
    article = Article(id="bank", text=text, published="2025-10-01")
    assert [(q.quote, q.date) for q in mine(article, nlp=nlp, ranker=ranker)] == [(quote, date)]


@pytest.mark.parametrize(
    ("words", "occasion"),
    [
        ("on Monday it rained", "on Monday"),
        ("late on Monday night it rained", "late on Monday night"),
        ("Monday it rained", "Monday"),
        ("Friday prayers had begun", ""),
        ("Monday was a holiday", ""),
        ("last week sales fell", "last week"),
        ("last year's sales fell", "last year"),
        ("earlier this month sales fell", "earlier this month"),
        ("in a rare televised address on Monday it rained", "in a rare televised address on Monday"),
        ("in an interview with Newsline sales fell", "in an interview with Newsline"),
        ("in May sales fell", "in May"),
        ("in the port it rained", ""),
        ("on X it rained", "on X"),
        ("on the bridge it rained", ""),
        ("on March 5 it rained", "on March 5"),
        ("next week it would rain", ""),
        ("today it rained", "today"),
        ("it rained", ""),
        ("", ""),
    ],
)
def test_occasion_end(nlp: Language, words: str, occasion: str) -> None:
    """A day, a time that has begun, a platform, or a phrase with the noun of an occasion; several in a row."""
    doc = nlp(f"Lee said {words}.")
    assert doc[2 : occasion_end(list(doc), 2, len(doc), knowledge().grammar)].text == occasion
