"""What somebody thinks of a charge is a quote of his, with what he calls it."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine

VERDICTS = [
    ("The opposition accused the army of torture, a charge the military rejected as “absurd”.",
     [("The opposition", "the army of torture"), ("the military", "a charge as “absurd”")]),
    ("The opposition accused the army of torture, a charge the governor, Samuel Chirwa, rejected as “absurd”.",
     [("The opposition", "the army of torture"), ("the governor, Samuel Chirwa", "a charge as “absurd”")]),
    ("The opposition accused the army of torture, a charge the governor, Samuel Chirwa, denied.",
     [("The opposition", "the army of torture"), ("the governor, Samuel Chirwa", "a charge")]),
    ("The paper said he had lied, a claim his lawyer, Ann Lee, denied.",
     [("The paper", "he had lied"), ("his lawyer, Ann Lee", "a claim")]),
    ("The paper said he had lied, a claim his lawyer dismissed as “nonsense”.",
     [("The paper", "he had lied"), ("his lawyer", "a claim as “nonsense”")]),
    ("Prosecutors say he took bribes, an allegation he has described as “a fairy tale”.",
     [("Prosecutors", "he took bribes"), ("he", "an allegation as “a fairy tale”")]),
    ("Prosecutors say he took bribes, allegations Mr Lee denounced as politically motivated.",
     [("Prosecutors", "he took bribes"), ("Mr Lee", "allegations as politically motivated")]),
    ("Critics say the law curbs free speech, an accusation the government rejects.",
     [("Critics", "the law curbs free speech"), ("the government", "an accusation")]),
    ("Moscow said Kyiv had fired first, a claim Kyiv's defence minister, Max Roe, called “a lie”.",
     [("Moscow", "Kyiv had fired first"), ("Kyiv's defence minister, Max Roe", "a claim “a lie”")]),
    ("The police said the boy had a knife, an account the family's lawyer, Ann Lee, disputed.",
     [("The police", "the boy had a knife"), ("the family's lawyer, Ann Lee", "an account")]),
    # nouns that are verdicts only where somebody judges
    ("The club called for a ban on open stores, a demand the farmers' union rejected as unworkable.",
     [("The club", "a ban on open stores"), ("the farmers' union", "a demand as unworkable")]),
    ("Brussels has asked member states to cut use by ten percent, a target Belak described as “desirable”.",
     [("Brussels", "member states to cut use by ten percent"), ("Belak", "a target as “desirable”")]),
    ("Lee said 500 had died, a figure the army disputes.", [("Lee", "500 had died"), ("the army", "a figure")]),
    ("Lee said the bank had closed branches, a move that hurt villages.",
     [("Lee", "the bank had closed branches, a move that hurt villages")]),
]  # fmt: skip


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(("text", "rows"), VERDICTS)
def test_verdicts(nlp: Language, text: str, rows: list[tuple[str, str]], ranker: str) -> None:
    """Who denies, and as what, is read off however the parser hangs it."""
    assert [(q.source_text, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)] == rows


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    "text",
    ["Max Orr filed a claim, and it was late.", "The ferry was full, a claim that came late."],
)
def test_no_verdicts(nlp: Language, text: str, ranker: str) -> None:
    """A noun of which nobody thinks anything is no verdict."""
    assert [q.quote for q in mine(text, nlp=nlp, ranker=ranker)] == []
