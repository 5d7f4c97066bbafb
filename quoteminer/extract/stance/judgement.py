"""A judgement: words that are for or against something, read off the parse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from quoteminer.extract.stance.lexicon import Lexicon
from quoteminer.extract.stance.values import Value
from quoteminer.model import StanceLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One construction that judges.

    `target` heads the phrase that is judged, `holder` whoever judges where the words name them (None: the voice of
    the text), `reporter` whom the words name as saying or thinking so. `evidence` are the tokens that show it.
    `is_action` says that the target is what a verb says is to be done, `is_fact` that the words report a fact that
    tells for or against the target but show nobody's stance.
    """

    target: Token
    label: StanceLabel
    evidence: tuple[int, ...]
    rule: str
    holder: Token | None = None
    reporter: Token | None = None
    is_action: bool = False
    is_fact: bool = False


Rule = Callable[[Lexicon, Token], Iterator[Judgement]]
"""(lexicon, a token) → the judgements of one kind that the token carries."""


def label_of(sign: int) -> StanceLabel:
    """Return the stance that a value shows."""
    return "favor" if sign > 0 else "against"


def judged(target: Token, value: Value, rule: str, *, holder: Token | None = None) -> Judgement:
    """Return the judgement that gives the target a value."""
    return Judgement(target=target, label=label_of(value.sign), evidence=value.evidence, rule=rule, holder=holder)
