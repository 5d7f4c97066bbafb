"""A quote as the stance rules see it: its words, and who in them is the speaker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.stance.lexicon import Lexicon
from quoteminer.patterns.folding import fold


def nowhere(index: int) -> bool:
    """Return False: no token is quoted."""
    return False


@dataclass(frozen=True, kw_only=True)
class Speaking:
    """An attribution with its speaker's name.

    `is_quoted` tells which tokens stand inside quotation marks, where "they" is never the speaker; `is_person` which
    name somebody.
    """

    doc: Doc
    attribution: Attribution
    name: str | None
    lexicon: Lexicon
    is_quoted: Callable[[int], bool] = nowhere
    is_person: Callable[[int], bool] = nowhere

    @property
    def anchor(self) -> Token:
        """The token that governs the content."""
        return self.doc[self.attribution.anchor]

    @cached_property
    def content(self) -> tuple[Token, ...]:
        """The tokens of the content."""
        return tuple(self.doc[i] for i in self.attribution.content)

    @cached_property
    def inside(self) -> frozenset[int]:
        """The indices of the content's tokens."""
        return frozenset(self.attribution.content)

    def heads(self) -> Iterator[Token]:
        """Yield the tokens of the content that hang on none of it: its main verbs, its objects."""
        return (t for t in self.content if (t.head.i not in self.inside or t.head.i == t.i) and not t.is_punct)

    def first_nominal(self) -> Token | None:
        """Return the first thing the content names: the object of "accused X of Y"."""
        tags = self.lexicon.grammar.nominal_tags
        return next((t for t in self.heads() if t.pos_ in tags and t.dep_ not in ("det", "advmod")), None)

    def is_self(self, token: Token) -> bool:
        """Return whether a token of the content stands for the speaker."""
        words = self.lexicon.data.targets
        if token.lower_ in words.first_person or token.i in self.attribution.source:
            return True
        if token.lower_ in words.third_person:
            return not self.is_quoted(token.i) and not self._is_rivalled(token) and self._may_be_source(token)
        return token.pos_ == "PROPN" and self.name is not None and token.text in self.name.split()[-1:]

    def is_own_side(self, token: Token) -> bool:
        """Return whether a token stands for the speaker or the speaker's country, army, party: "the U.K.", "our army".

        A clause that goes on with "our" or "ourselves" speaks of that side, too: "allies will defend ourselves".
        """
        first = self.lexicon.data.targets.first_person
        if self.is_self(token) or any(c.dep_ == "poss" and c.lower_ in first for c in token.children):
            return True
        place = self._place_of(token)
        if place is not None and any(self._place_of(self.doc[i]) == place for i in self.attribution.source):
            return True
        own = self.lexicon.data.targets.own_side
        return token.dep_ == "nsubj" and any(t.lower_ in own for t in token.head.subtree if t.i > token.head.i)

    def _place_of(self, token: Token) -> str | None:
        return self.lexicon.places.get(fold(token.text))

    def _is_rivalled(self, pronoun: Token) -> bool:
        """Return whether the content names somebody before the pronoun, who is then rather meant."""
        before = (t for t in self.content if t.i < pronoun.i)
        return any(_may_be_meant(t) for t in before)

    def _may_be_source(self, pronoun: Token) -> bool:
        """Return whether a third-person pronoun of reported speech can stand for the source, by number and kind."""
        words = self.lexicon.data.targets
        source = [self.doc[i] for i in self.attribution.source]
        head = next((t for t in source if t.head.i not in self.attribution.source), None)
        if head is None or head.lower_ in words.third_person:
            return head is None or head.lower_ == pronoun.lower_
        is_plural = head.tag_ in ("NNS", "NNPS") or any(t.lower_ == "and" for t in source)
        is_person = self.is_person(head.i)
        if pronoun.lower_ in words.people:
            return not is_plural
        if pronoun.lower_ in words.singular:
            return not is_person and not is_plural and head.pos_ in ("PROPN", "NOUN")
        return is_plural or not is_person


def _may_be_meant(token: Token) -> bool:
    """Return whether a later pronoun can mean it: a name in any place, another noun as a subject."""
    is_subject = token.dep_ in ("nsubj", "nsubjpass")
    return (token.pos_ == "NOUN" and is_subject) or (
        token.pos_ == "PROPN" and (is_subject or token.dep_ in ("dobj", "pobj", "poss"))
    )
