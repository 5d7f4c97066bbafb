"""Openings: a label or a participle that a sentence begins with is no part of who reports."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine

PARTICIPLES = [
    ("Speaking after the hearing, Inspector Amit Shah, of Ardle CID, said the case was closed.",
     "Inspector Amit Shah, of Ardle CID", "the case was closed"),
    ("Reacting, the secretary of the Growers' Forum, Mrs Ann Roe, described the claim as false.",
     "the secretary of the Growers' Forum, Mrs Ann Roe", "the claim as false"),
    ("Addressing supporters in Ardle, the governor, Max Roe, said the line would open in June.",
     "the governor, Max Roe", "the line would open in June"),
    ("Writing on Facebook, the mayor, Ann Lee, said the pool would stay shut.",
     "the mayor, Ann Lee", "the pool would stay shut"),
    ("Speaking to reporters in Lyon, France, the chef, Luc Merle, said the menu would change.",
     "the chef, Luc Merle", "the menu would change"),
    ("Talking to Dawn Post, Dr Shazia Memon of the National Centre said the virus was “cornered, not dead”.",
     "Dr Shazia Memon of the National Centre", "the virus was “cornered, not dead”"),
    ("Responding, Minister of State Tom Hale said that he had “great sympathy” with patients.",
     "Minister of State Tom Hale", "he had “great sympathy” with patients"),
]  # fmt: skip


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(("text", "source", "quote"), PARTICIPLES)
def test_participles(nlp: Language, text: str, source: str, quote: str, ranker: str) -> None:
    """What somebody did while he spoke is no part of his name."""
    assert [(q.source_text, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)] == [(source, quote)]


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "source", "quote"),
    [
        ("Shifting winds could harm the harbour, Mr Lee said.", "Mr Lee", "Shifting winds could harm the harbour"),
        ("Growing tomatoes, the book says, is easy.", "the book", "Growing tomatoes is easy"),
    ],
)
def test_participles_that_are_said(nlp: Language, text: str, source: str, quote: str, ranker: str) -> None:
    """An -ing form that belongs to what is said stays there."""
    assert [(q.source_text, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)] == [(source, quote)]


INSERTED = [
    ("The dam, says Ann Lee of the water board, is safe.", "Ann Lee of the water board", "The dam is safe"),
    ("Shoppers, notes Ada Klein of the University of Basel, respond to prices more than to sizes.",
     "Ada Klein of the University of Basel", "Shoppers respond to prices more than to sizes"),
    ("The past, writes Olga Brandt, is never tidy.", "Olga Brandt", "The past is never tidy"),
    ("Most shoppers, said a spokesman for the chain, did not notice.",
     "a spokesman for the chain", "Most shoppers did not notice"),
    ("The book, wrote the critic Olga Brandt, was a disgrace.", "the critic Olga Brandt", "The book was a disgrace"),
    ("Prices, argues Max Roe, an economist, will fall.", "Max Roe, an economist", "Prices will fall"),
    ("Lee, 34, says the ferry, a wreck, is late.", "Lee, 34", "the ferry, a wreck, is late"),
]  # fmt: skip


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(("text", "source", "quote"), INSERTED)
def test_inserted_reports(nlp: Language, text: str, source: str, quote: str, ranker: str) -> None:
    """Of a report behind the subject of what is said the speaker comes after the verb."""
    assert [(q.source_text, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)] == [(source, quote)]


LABELS = [
    ("ARDLE: The High Court on Monday pulled up the council, observing that “citizens cannot be asked to pay twice”.",
     "The High Court", "“citizens cannot be asked to pay twice”"),
    ("Colombo: Ardle's stand-in captain Max Roe says he is not thinking about the captaincy.",
     "Ardle's stand-in captain Max Roe", "he is not thinking about the captaincy"),
    ("KUALA LUMPUR: Residents said the flood came without warning.", "Residents", "the flood came without warning"),
    ("Peshawar: Chief Minister Max Roe has said that no school will be closed.",
     "Chief Minister Max Roe", "no school will be closed"),
]  # fmt: skip


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(("text", "source", "quote"), LABELS)
def test_labels(nlp: Language, text: str, source: str, quote: str, ranker: str) -> None:
    """The place that a report begins with, before a colon, does not speak."""
    found = [(q.source_text, q.quote) for q in mine(f"Rain\n\n{text}", nlp=nlp, ranker=ranker)]
    assert (source, quote.strip("“”")) in found or (source, quote) in found


@pytest.mark.parametrize("ranker", ["rules", "small"])
def test_labels_of_transcripts(nlp: Language, ranker: str) -> None:
    """A label among others in capitals speaks."""
    text = "LEE: I said that the bridge is safe.\n\nORR: The engineers say who pays for it."
    assert {q.source_text for q in mine(text, nlp=nlp, ranker=ranker)} >= {"LEE", "ORR"}
