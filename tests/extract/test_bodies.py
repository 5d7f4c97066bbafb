"""Which body "the operator" or "the company" means."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer import mine
from quoteminer.model import Quote


def last_quote(text: str, nlp: Language) -> Quote:
    """Return the last quote of a text."""
    return list(mine(text, nlp=nlp, ranker="rules"))[-1]


@pytest.mark.parametrize(
    ("before", "noun", "name"),
    [
        ("Shares in Voltara fell 9%.", "company", "Voltara"),
        ("Voltara shares fell 9%.", "company", "Voltara"),
        ("Norvik Bakery closed.", "company", "Norvik Bakery"),
        ("Voltara’s shareholders were told.", "firm", "Voltara"),
        ("Voltara Marine raised its outlook.", "company", "Voltara Marine"),
        ("The operator, Voltara, closed the plant.", "operator", "Voltara"),
        ("The plant’s operator, Voltara, closed it.", "operator", "Voltara"),
        ("Voltara, the operator of the plant, closed it.", "operator", "Voltara"),
        ("Voltara, the operator of the plant, closed it.", "company", "Voltara"),
        ("Voltara is the operator of the plant.", "operator", "Voltara"),
        ("The energy firm Voltara closed its plant.", "firm", "Voltara"),
        ("The airline Norvair cancelled flights.", "company", "Norvair"),
        ("The union Unitas called a strike.", "union", "Unitas"),
        ("Norvik Shipping’s ferry sank off Ardle. Ann Lee, a diver, found it.", "company", "Norvik Shipping"),
        ("Kestrel Foods Ltd recalled its bars. Kestrel was sorry.", "company", "Kestrel Foods Ltd"),
        ("Kestrel Foods was fined by the Food Safety Agency.", "company", "Kestrel Foods"),
        ("Kestrel Foods was fined by the Food Safety Agency.", "agency", "Food Safety Agency"),
        ("Quist & Moss cut its rating.", "firm", "Quist & Moss"),
        ("Halden Bank closed a branch.", "bank", "Halden Bank"),
        ("The Norvik Board of Elections met.", "board", "Norvik Board of Elections"),
        ("The Bank of Norvik left its rate at 4 per cent.", "bank", "Bank of Norvik"),
        ("The Department for Fairs closed the road.", "department", "Department for Fairs"),
        ("Ardle County Council shut the pier.", "council", "Ardle County Council"),
        ("The ferry operator Norvik closed.", "ferry operator", "Norvik"),
        ("The energy firm Voltara closed its plant.", "energy company", "Voltara"),
        ("Voltara Energy closed its plant.", "energy company", "Voltara Energy"),
        ("Voltara, a Dutch company, closed its plant.", "Dutch company", "Voltara"),
        ("The ferry operator Norvik closed. The ferry operator was sorry.", "operator", "Norvik"),
        ("Ardle County Council on Monday shut the pier.", "council", "Ardle County Council"),
    ],
)
def test_body_is_the_only_one_it_can_be(before: str, noun: str, name: str, nlp: Language) -> None:
    """A body introduced by the noun, with it in its name, or that is a company."""
    quote = last_quote(f"{before} The {noun} said on Monday that it was safe.", nlp)
    assert (quote.speaker, quote.speaker_kind, quote.speaker_role) == (name, "organisation", noun)
    assert quote.speaker_basis == "role"


@pytest.mark.parametrize(
    ("before", "noun"),
    [
        ("The ferry sank.", "company"),
        ("Voltara is not the operator of the plant.", "operator"),
        ("The operators, Voltara and Meridian, closed the plant.", "operator"),
        ("Voltara, the council and the operator met.", "operator"),
        ("Norvik Shipping sued Voltara.", "company"),
        ("Norvik Shipping and Brenna Lines met.", "company"),
        ("Halden Bank and Norvik Bank merged.", "bank"),
        ("Kestrel Foods recalled its bars. A rival company helped.", "company"),
        ("Kestrel Foods sold its shares to a company in Oslo.", "company"),
        ("The Supreme Court met. The district court met as well.", "court"),
        ("The Food Safety Agency met.", "company"),
        ("At the company Quen Marl founded, staff wept.", "company"),
        ("Harn County was flooded.", "county"),
        ("The ferry operator Norvik closed.", "bus operator"),
        ("The ferry operator Norvik closed. The bus operator was sorry.", "operator"),
        ("Voltara Energy closed its plant.", "Dutch company"),
        ("The Bank of Norvik met the Bank of Velmark.", "bank"),
    ],
)
def test_body_is_left_open(before: str, noun: str, nlp: Language) -> None:
    """Where there is none, or another one may be meant as well, the words stay."""
    quote = last_quote(f"{before} The {noun} said on Monday that it was safe.", nlp)
    assert (quote.speaker, quote.speaker_basis) == (noun, "named")


def test_body_is_meant_by_a_pronoun_too(nlp: Language) -> None:
    """What "it" means is called by its name."""
    quote = last_quote("The operator, Voltara, closed the plant. “We will pay,” it said.", nlp)
    assert (quote.speaker, quote.speaker_basis) == ("Voltara", "pronoun")


def test_body_is_not_known_before_it_is_named(nlp: Language) -> None:
    """A name that comes later says nothing of who spoke before."""
    quotes = mine("“It is safe,” the operator said.\nVoltara, the operator, was ill.", nlp=nlp, ranker="rules")
    assert next(iter(quotes)).speaker == "operator"


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Her publisher, Lantern Press, said the book was late.", "Lantern Press", "publisher"),
        (
            "A Velma spokesman said no. Ann Solberg left. Her spokesman said it was late.",
            "Ann Solberg’s spokesman",
            None,
        ),
        ("Lumen Labs said that it was late.", "Lumen Labs", None),
        ("Norvik Bakery said that it was late.", "Norvik Bakery", None),
    ],
)
def test_body_by_what_it_is_to_somebody(nlp: Language, text: str, name: str, role: str | None) -> None:
    """A body named behind its noun is given by its name; who speaks for another stays another."""
    quote = last_quote(text, nlp)
    assert (quote.speaker, quote.speaker_role, quote.speaker_kind == "person") == (name, role, False)
