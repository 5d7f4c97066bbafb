"""To whom it was said, where it was taken from, and whether it was said at all."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine


def todo(reason: str) -> pytest.MarkDecorator:
    """Return the mark of a case that does not hold yet."""
    return pytest.mark.xfail(strict=True, reason=reason)


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Carla Mendes told the council that the dam was safe.", "the council"),
        ("Carla Mendes told reporters in Lisbon on Monday that the dam was safe.", "reporters"),
        ("“The dam was safe,” Carla Mendes told local radio.", "local radio"),
        ("“The dam was safe,” he told the Valley Times on Friday.", "the Valley Times"),
        ("“The dam was safe,” she told her brother, a baker.", "her brother, a baker"),
        ("Carla Mendes told the miners’ union that the dam was safe.", "the miners’ union"),
        ("Carla Mendes said to the miners: “The dam was safe.”", "the miners"),
        ("Carla Mendes said that the dam was safe.", None),
        ("Carla Mendes mocked the appeal: “The dam was safe.”", None),
        ("Carla Mendes slammed the plan on X: “The dam was safe.”", None),
        ("Carla Mendes said on Monday that the dam was safe.", None),
        ("Carla Mendes said in Lisbon that the dam was safe.", None),
        ("“The dam was safe,” Carla Mendes said.", None),
        ("“The dam was safe,” Carla Mendes said, with a shrug.", None),
        ("Carla Mendes agreed with Ruiz that the dam was safe.", "Ruiz"),
        ("Carla Mendes agreed with the committee that the dam was safe.", "the committee"),
        ("Carla Mendes put it bluntly: “The dam was safe.”", None),
        ("“The dam was safe,” Carla Mendes said Friday.", None),
        ("“The dam was safe,” Carla Mendes said outside court.", None),
        ("Carla Mendes said outside parliament that the dam was safe.", None),
        ("“The dam was safe,” Carla Mendes told the court.", "the court"),
        ("“The dam was safe,” Carla Mendes said to reporters outside court.", "reporters"),
        ("“The dam was safe,” Carla Mendes said to applause.", None),
        ("“The dam was safe,” Carla Mendes said to local radio.", "local radio"),
        ("Carla Mendes accused Ruiz of “theft”, a remark that led to uproar in the chamber.", None),
    ],
)
def test_with_circumstances_addressee(text: str, addressee: str | None, nlp: Language) -> None:
    """The addressee is the cue's object or the one it is said to, never a time, a place or the content."""
    assert [quote.addressee for quote in mine(text, nlp=nlp, ranker="rules")] == [addressee]


@pytest.mark.parametrize(
    ("text", "source", "via"),
    [
        ("“It rained,” Mendes said, according to the Valley Times.", "Mendes", "the Valley Times"),
        ("Mendes said it rained, according to Reuters.", "Mendes", "Reuters"),
        ("“It rained,” Mendes said, citing the Valley Times.", "Mendes", "the Valley Times"),
        ("Mendes said the port would close, citing a study.", "Mendes", "a study"),
        ("According to Mendes, it rained.", "Mendes", None),
        ("It rained, according to the Valley Times.", "the Valley Times", None),
        ("“It rained,” Mendes said.", "Mendes", None),
        ("The airline told its passengers to rebook, according to an email.", "an email", None),
    ],
)
def test_split_via_names_the_outlet(text: str, source: str, via: str | None, nlp: Language) -> None:
    """Beside another quote, "according to" names where that was taken from; alone it names the source."""
    rows = [(q.source_text, q.via) for q in mine(text, nlp=nlp, ranker="rules")]
    assert rows == [(source, via)]


@pytest.mark.parametrize(
    ("text", "asserted"),
    [
        ("Mendes said that the dam was safe.", True),
        ("Mendes has said that the dam was safe.", True),
        ("Mendes will say that the dam was safe.", True),
        ("Mendes denied that the dam was safe.", True),
        ("“The dam was never safe,” Mendes said.", True),
        ("Mendes said that the dam was safe but did not stay.", True),
        ("“Why was the dam safe?” Mendes asked.", True),
        ("Mendes asked: was the dam safe?", True),
        ("Mendes did not say that the dam was safe.", False),
        ("Mendes didn’t say that the dam was safe.", False),
        ("Mendes never said that the dam was safe.", False),
        ("Mendes would say that the dam was safe.", False),
        ("Mendes could have said that the dam was safe.", False),
        ("Mendes might argue that the dam was safe.", False),
        ("If Mendes says that the dam was safe, we stay.", False),
        ("Unless Mendes says that the dam was safe, we stay.", False),
        ("Did Mendes say that the dam was safe?", False),
        ("Why did Mendes say that the dam was safe?", False),
        ("Who said that the dam was safe?", False),
        ("Nobody said that the dam was safe.", False),
        ("No engineer said that the dam was safe.", False),
        ("There is no evidence that Mendes said that the dam was safe.", False),
        ("It is not true that Mendes said that the dam was safe.", False),
        ("Ruiz did not stay because Mendes said that the dam was safe.", True),
        ("There is no doubt that Mendes said that the dam was safe.", True),
        ("It was not until Monday that Mendes said that the dam was safe.", True),
        pytest.param("Mendes stopped short of saying that the dam was safe.", False, marks=todo("a preposition")),
    ],
)
def test_with_circumstances_asserted(text: str, *, asserted: bool, nlp: Language) -> None:
    """What is negated, hypothetical, conditional, withheld or asked was not said."""
    assert [quote.asserted for quote in mine(text, nlp=nlp, ranker="rules")] == [asserted]
