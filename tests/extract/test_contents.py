"""What a cue attributes: each strategy on the sentences it is made for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from quoteminer.extract.contents import CONTENT_STRATEGIES
from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import Layout
from quoteminer.extract.sources import SOURCE_STRATEGIES

CueIn = Callable[[str, str], tuple[Layout, CueHit]]
Words = Callable[[Layout, Iterable[int]], str]
ContentOf = Callable[[str, str, str], str]


@pytest.fixture
def content_of(cue_in: CueIn, words: Words) -> ContentOf:
    """Return a function: strategy, text and key of a cue → the words of its content."""

    def find(strategy: str, text: str, key: str) -> str:
        layout, hit = cue_in(text, key)
        source = SOURCE_STRATEGIES["inverted-subject"](layout, hit).tokens
        return words(layout, CONTENT_STRATEGIES[strategy](layout, hit, source))

    return find


@pytest.mark.parametrize(
    ("strategy", "text", "key", "content"),
    [
        ("clause", "Ann said that the dam would hold.", "say", "the dam would hold"),
        ("clause", "Ann told Max the dam would hold.", "tell", "the dam would hold"),
        ("clause", "The dam would hold, Ann said.", "say", "The dam would hold"),
        ("clause", "Ann said on Monday that the dam would hold.", "say", "the dam would hold"),
        ("clause", "Ann said the dam was “as good as new”.", "say", "the dam was “as good as new”"),
        ("clause", "Ann said profits fell by 20%.", "say", "profits fell by 20%"),
        ("clause", "Ann said the dam was safe (and new).", "say", "the dam was safe (and new)"),
        ("clause", "Ann was confident that the dam would hold.", "confident", "the dam would hold"),
        ("clause", "Ann said nothing.", "say", ""),
        ("host-clause", "The dam, Ann said, would hold.", "say", "The dam would hold"),
        ("host-clause", "Ann said the dam would hold.", "say", ""),
        ("text-after", "Ann said that the dam would hold.", "say", "the dam would hold"),
        ("text-after", "Ann said so.", "say", ""),
        ("object", "Ann condemned the plan.", "condemn", "the plan"),
        ("object", "Ann called for a new dam in the valley.", "call for", "a new dam in the valley"),
        ("object", "Ann denied any part in the theft.", "deny", "any part in the theft"),
        ("object", "Ann was critical of the plan.", "critical of", "the plan"),
        ("object", "Ann said so.", "say", ""),
        ("object-and-rest", "Ann accused the council of neglect.", "accuse", "the council of neglect"),
        ("object-and-rest", "Ann described the plan as a gamble.", "describe", "the plan as a gamble"),
        ("object-and-rest", "Ann praised the crew on Monday.", "praise", ""),
        ("predicate", "Ann called the plan a gamble.", "call", "the plan a gamble"),
        ("predicate", "Ann called the plan “a gamble”.", "call", "the plan “a gamble”"),
        ("predicate", "Ann called the plan off.", "call", ""),
        ("infinitive", "Ann vowed to rebuild the dam.", "vow", "to rebuild the dam"),
        ("infinitive", "Ann urged the council to act.", "urge", "the council to act"),
        ("infinitive", "Ann vowed revenge.", "vow", ""),
        ("noun-clause", "The claim that the dam is safe is false.", "claim", "the dam is safe"),
        ("noun-clause", "The claim is false.", "claim", ""),
        ("passive-subject", "The plan was condemned by Ann.", "condemn", "The plan"),
        ("passive-subject", "The plan was called a gamble by Ann.", "call", "The plan a gamble"),
        ("passive-subject", "The plan was described as a gamble by Ann.", "describe", "The plan as a gamble"),
        ("passive-subject", "Ann condemned the plan.", "condemn", ""),
        ("quote-before", "“The dam will hold,” Ann said.", "say", "“The dam will hold,”"),
        ("quote-before", "“The dam will hold,” said Ann.", "say", "“The dam will hold,”"),
        ("quote-before", "“The dam will hold.” Max left. Ann said so.", "say", ""),
        ("quote-before", "Ann said: “The dam will hold.”", "say", ""),
        ("quote-after", "Ann said: “The dam will hold.”", "say", "“The dam will hold.”"),
        ("quote-after", "Ann told Max on Monday, “The dam will hold.”", "tell", "“The dam will hold.”"),
        ("quote-after", "Ann said:\n\n“The dam will hold.”", "say", "“The dam will hold.”"),
        ("quote-after", "Ann said.\n\n“The dam will hold.”", "say", ""),
        ("quote-after", "Ann said the “tense meeting” was over.", "say", ""),
        ("quote-after", "“The dam will hold,” Ann said.", "say", ""),
    ],
)
def test_content_strategies(strategy: str, text: str, key: str, content: str, content_of: ContentOf) -> None:
    """The content comes whole, without cue, source, addressee and "that"; nothing where the construction is not."""
    assert content_of(strategy, text, key) == content


@pytest.mark.parametrize("strategy", sorted(CONTENT_STRATEGIES))
def test_content_strategies_of_broken_text(strategy: str, cue_in: CueIn) -> None:
    """No strategy fails where a cue stands alone, first, last or in quotation marks, nor takes the cue itself."""
    for text in ("said", "“said”", "said: said, “said", "Said (said", "that said that", "It “said that” it."):
        layout, hit = cue_in(text, "say")
        tokens = CONTENT_STRATEGIES[strategy](layout, hit, ())
        assert list(tokens) == sorted(set(tokens))
        assert all(0 <= i < len(layout.doc) for i in tokens)


def test_content_strategies_keep_quotations_whole(content_of: ContentOf) -> None:
    """A quotation that the parse breaks comes whole, full stops inside it included."""
    text = "Ann said it was “a risk. A big one. We know”."
    assert content_of("clause", text, "say") == "it was “a risk. A big one. We know”"
