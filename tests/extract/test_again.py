"""Who is meant by a role or noun that calls somebody again, and who is not."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.model import Article, Quote
from quoteminer.pipeline import mine


def last_quote(text: str, nlp: Language) -> Quote:
    """Return the last quote of an article of a known day."""
    return list(mine(Article(id="a", text=text, published="2025-10-23"), nlp=nlp, ranker="rules"))[-1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # a ministry's minister is not the prime minister
        ("Italy’s economy minister said that the bank had erred.", "Italy’s economy minister"),
        ("Poland’s climate minister said the veto was wrong.", "Poland’s climate minister"),
        ("The UN human rights chief said the arrests were wrong.", "UN human rights chief"),
        ("The EU foreign policy chief said the arrests were wrong.", "Kaja Kallas"),
        ("Prime Minister Ann Lee left Ardle. The health minister said beds were few.", "health minister"),
        ("The premier is Ann Lee. The minister, who was in Ardle, said beds were few.", "minister"),
        # whose spokesman it is
        ("Its spokesman, Colonel Omar Diallo, left. Tom Hale will come, his spokesman said.", "Tom Hale’s spokesman"),
        (
            "Omar Diallo, the junta’s spokesman, left. Ann Lee wept. Her spokesman said she was ill.",
            "Ann Lee’s spokesman",
        ),
        ("Tom Hale will travel to Ardle, his spokesman said.", "Tom Hale’s spokesman"),
        ("Ann Lee spoke. Her lawyer, Tom Hale, wept. Her lawyer said it was over.", "Tom Hale"),
        ("Tory health spokesman Tom Hale left. The premier’s spokesman said it was over.", "premier’s spokesman"),
        ("Halden Bank’s president, Ann Lee, left. The bank’s president said it was over.", "Ann Lee"),
        # of somebody without a name, whose he is tells
        ("A trust spokesman said so far so good. The premier’s spokesman said it was over.", "premier’s spokesman"),
        ("A spokesman for the trust left. The bank’s spokesman said it was over.", "bank’s spokesman"),
        ("A spokesman for the bank left. The bank’s spokesman said it was over.", "spokesman for the bank"),
        ("A police spokesman left. The spokesman said it was over.", "police spokesman"),
        # of the land before "whose"
        ("Ardle spoke of Spain, whose prime minister said that prices fell. Tom Hale left.", "Pedro Sánchez"),
        # the very word before another of its class
        ("Bishop Tom Hale and Archbishop Ann Lee spoke. Hale wept. The archbishop said it was over.", "Ann Lee"),
        ("The killers were brought to justice. “It is over,” she said.", None),
        # a cut phrase is nobody
        (
            "The head of the police union GdP, Jochen Kopel, accused Lee of theft. “It is over,” he said.",
            "Jochen Kopel",
        ),
    ],
)
def test_roles_are_nobody_elses(nlp: Language, text: str, speaker: str | None) -> None:
    """An office that names what it has to do with, or whose it is, is not that of another."""
    assert last_quote(text, nlp).speaker == speaker


@pytest.mark.parametrize(
    ("before", "noun", "speaker"),
    [
        ("Leon Okar admitted that he was late.", "striker", "Leon Okar"),
        ("Captain Jamie Bell said the room was quiet.", "midfielder", "Jamie Bell"),
        ("Captain Jamie Bell said the room was quiet.", "fast bowler", "Jamie Bell"),
        ("Poppy Ash, 20, said she was late.", "20-year-old from Hull", "Poppy Ash"),
        ("Mary Quill said the noise began at ten.", "nurse", "Mary Quill"),
        ("Mary Quill said the noise began at ten.", "welder", "Mary Quill"),
        ("Mary Quill said the nurse was kind.", "nurse", "nurse"),
        ("Amy Wong said Tom Lee had struck her.", "defendant", "defendant"),
        ("Mary Quill said the noise began at ten.", "interviewer", "interviewer"),
        ("Mayor Mary Quill said the noise began at ten.", "welder", "welder"),
        ("Coach Miguel Sousa said the shots were good.", "Portuguese", "Miguel Sousa"),
        ("Coach Kenji Mori said the shots were good.", "Japanese", "Kenji Mori"),
        ("Coach Tom Hale said the shots were good.", "Russians", "Russians"),
    ],
)
def test_whoever_spoke_last_is_called_anew(nlp: Language, before: str, noun: str, speaker: str) -> None:
    """A noun that nobody was called by before means the one who spoke last in the paragraph."""
    assert last_quote(f"{before} “It is over,” the {noun} said.", nlp).speaker == speaker


def test_another_paragraph_is_another_person(nlp: Language) -> None:
    """The one who spoke in the paragraph before is not meant."""
    text = "Mary Quill said the noise began at ten.\n\n“It is over,” the welder said."
    assert last_quote(text, nlp).speaker == "welder"
