"""Who a cue attributes to: each strategy on the sentences it is made for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import Layout
from quoteminer.extract.sources import SOURCE_STRATEGIES, words_between

CueIn = Callable[[str, str], tuple[Layout, CueHit]]
Words = Callable[[Layout, Iterable[int]], str]
SourceOf = Callable[[str, str, str], tuple[str, bool]]


@pytest.fixture
def source_of(cue_in: CueIn, words: Words) -> SourceOf:
    """Return a function: strategy, text and key of a cue → the words of its source, and whether it is elided."""

    def find(strategy: str, text: str, key: str) -> tuple[str, bool]:
        layout, hit = cue_in(text, key)
        source = SOURCE_STRATEGIES[strategy](layout, hit)
        return words(layout, source.tokens), source.elided

    return find


@pytest.mark.parametrize(
    ("strategy", "text", "key", "source"),
    [
        # subject: the verb's own
        ("subject", "Ann Lee said it rained.", "say", "Ann Lee"),
        ("subject", "Ann Lee, the mayor of Ardle, said it rained.", "say", "Ann Lee, the mayor of Ardle"),
        ("subject", "The mayor of Ardle said it rained.", "say", "The mayor of Ardle"),
        ("subject", "Ann Lee and Max Roe said it rained.", "say", "Ann Lee and Max Roe"),
        ("subject", "Ann “Big Ann” Lee said it rained.", "say", "Ann “Big Ann” Lee"),
        ("subject", "A man who owns a boat said it rained.", "say", "A man"),
        ("subject", "Lee’s remarks suggest it rained.", "suggest", "Lee"),
        ("subject", "Her remarks suggest it rained.", "suggest", "Her remarks"),
        # relative clauses
        ("subject", "Ann Lee, who said it rained, left.", "say", "Ann Lee who"),
        ("subject", "The report, which warned of rain, was lost.", "warn of", "The report which"),
        ("subject", "A letter saying it rained was lost.", "say", "A letter"),
        # passives
        ("subject", "The plan was condemned by Ann Lee.", "condemn", "Ann Lee"),
        ("subject", "The plan was condemned on Monday.", "condemn", ""),
        ("agent", "The plan was condemned by the mayor of Ardle.", "condemn", "the mayor of Ardle"),
        ("agent", "The plan was condemned by Tuesday.", "condemn", ""),
        ("agent", "The plan was called a mistake by Ann Lee.", "call", "Ann Lee"),
        # possessors
        ("possessor", "Ann Lee’s claim that it rained is false.", "claim", "Ann Lee"),
        ("possessor", "Her claim that it rained is false.", "claim", "Her"),
        ("possessor", "A statement by the ministry that it rained was lost.", "statement", "the ministry"),
        ("possessor", "Ann Lee dropped the claim that it rained.", "claim", "Ann Lee"),
        # behind the cue and beside a quotation
        ("inverted-subject", "It rained, said Ann Lee.", "say", "Ann Lee"),
        ("inverted-subject", "“It rained,” wrote the Harbour Times.", "write", "the Harbour Times"),
        ("beside-quote", "“It rained,” Ann Lee, a teacher, said.", "say", "Ann Lee, a teacher"),
        ("beside-quote", "“It rained,” said Ann Lee, a teacher.", "say", "Ann Lee, a teacher"),
        ("beside-quote", "“It rained,” he said.", "say", "he"),
        ("beside-quote", "“It rained,” the head of the board told reporters.", "tell", "the head of the board"),
        # words of their own
        ("nobody", "Ann Lee said it rained.", "say", ""),
    ],
)
def test_source_strategies(strategy: str, text: str, key: str, source: str, source_of: SourceOf) -> None:
    """The mention comes whole, with title and apposition, without relative clause and cue."""
    assert source_of(strategy, text, key)[0] == source


@pytest.mark.parametrize(
    ("text", "key", "source"),
    [
        ("Ann Lee rose and said it rained.", "say", "Ann Lee"),
        ("Ann Lee left the hall, saying it rained.", "say", "Ann Lee"),
        ("Ann Lee wants to say it rained.", "say", "Ann Lee"),
        ("Leaving the hall, Ann Lee rose, sat down and said it rained.", "say", "Ann Lee"),
        ("Ann Lee began by saying it rained.", "say", "Ann Lee"),
    ],
)
def test_subject_is_elided(text: str, key: str, source: str, source_of: SourceOf) -> None:
    """A cue without a subject of its own takes that of the verb it hangs on, and says so."""
    assert source_of("subject", text, key) == (source, True)


def test_subject_of_its_own_is_not_elided(source_of: SourceOf) -> None:
    """A subject that stands with its verb is not elided, also where the verb is joined to another."""
    assert source_of("subject", "Max rose and Ann Lee said it rained.", "say") == ("Ann Lee", False)


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("“It rained,” Ann Lee said.", "Ann Lee"),
        ("“It rained,” said Ann Lee.", ""),
        ("“It rained”, Ann Lee, a teacher, said.", ", Ann Lee, a teacher,"),
        ("“It rained,” Ann Lee left and Max Roe said no.", None),
        ("“It rained.” The sun came. Ann Lee said so.", None),
        ("Ann Lee said: “It rained.”", None),
        ("“It rained.”\n\nAnn Lee said so.", None),
    ],
)
def test_words_between_a_quotation_and_its_cue(text: str, between: str | None, cue_in: CueIn, words: Words) -> None:
    """The words behind a quotation up to the cue; none of a sentence or clause that comes between."""
    layout, hit = cue_in(text, "say")
    found = words_between(layout, hit)
    assert (None if found is None else words(layout, found)) == between


@pytest.mark.parametrize("strategy", sorted(SOURCE_STRATEGIES))
def test_source_strategies_of_broken_text(strategy: str, cue_in: CueIn) -> None:
    """No strategy fails where a cue stands alone, first, last or in quotation marks."""
    for text in ("said", "“said”", "said: said, “said", "Said by and according to.", "(said"):
        layout, hit = cue_in(text, "say")
        tokens = SOURCE_STRATEGIES[strategy](layout, hit).tokens
        assert all(0 <= i < len(layout.doc) for i in tokens)
