"""Who is quoted by an outlet speaks; the outlet passes it on."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer import mine


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Tass quoted Ruiz as saying: “It is over.”", ("Ruiz", "It is over.", "Tass")),
        ("The paper quoted Ann Ruiz as saying the talks were over.", ("Ann Ruiz", "the talks were over", "The paper")),
        (
            "The agency quoted the dam’s engineer, Ann Ruiz, as saying that the talks were over.",
            ("the dam’s engineer, Ann Ruiz", "the talks were over", "The agency"),
        ),
        ("Ruiz was quoted as saying that the talks were over.", ("Ruiz", "the talks were over", None)),
        ("An aide was quoted by the Post as saying it was over.", ("An aide", "it was over", "the Post")),
        ("Ruiz was quoted as saying by the Post that it was over.", ("Ruiz", "it was over", "the Post")),
        ("Ruiz was quoted as saying by the local paper that it was over.", ("Ruiz", "it was over", "the local paper")),
        ("Ruiz was quoted as saying by phone that it was over.", ("Ruiz", "it was over", None)),
        ("Ruiz was reported as saying that the talks were over.", ("Ruiz", "the talks were over", None)),
        ("The Post reported Ruiz as saying the talks were over.", ("Ruiz", "the talks were over", "The Post")),
        ("“It is over,” Tass quoted Ruiz as saying.", ("Ruiz", "It is over,", "Tass")),
        ("The talks are over, the agency quoted Ruiz as saying.", ("Ruiz", "The talks are over", "the agency")),
        ("Interfax cited a source as saying the ship had left.", ("a source", "the ship had left", "Interfax")),
    ],
)
def test_who_is_quoted_speaks(text: str, row: tuple[str, str, str | None], ranker: str, nlp: Language) -> None:
    """With "quoted X as saying" the words are those of X, taken from who quotes him."""
    assert [(q.source_text, q.quote, q.via) for q in mine(text, nlp=nlp, ranker=ranker)] == [row]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The advert portrayed Ruiz as calling for “war”.", "The advert"),
        ("The report cited rain as adding to the cost.", "The report"),
        ("The Post reported the theft as costing millions.", "The Post"),
    ],
)
def test_others_say_so_themselves(text: str, source: str, nlp: Language) -> None:
    """Who portrays somebody, or cites something that says nothing, says so himself."""
    (found,) = mine(text, nlp=nlp, ranker="rules")
    assert (found.source_text, found.via) == (source, None)


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "source", "quote"),
    [
        (
            "“Burn everything,” she is said to have told her sister, “and then burn the matches.”",
            "she",
            "Burn everything, and then burn the matches.",
        ),
        ("He is said to have called it a mess.", "He", "it a mess"),
        ("Lee is understood to have warned that the club was broke.", "Lee", "the club was broke"),
    ],
)
def test_what_somebody_is_said_to_have_said(nlp: Language, text: str, source: str, quote: str, ranker: str) -> None:
    """The cue is what he said it by, and not who says so."""
    assert [(q.source_text, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)] == [(source, quote)]
