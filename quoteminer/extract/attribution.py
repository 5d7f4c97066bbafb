"""An attribution inside the core: tokens of a Doc, before it becomes a Quote."""

from __future__ import annotations

from dataclasses import dataclass

from quoteminer.patterns.schema import Cue


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One cue with its content and source.

    All positions are token indices into the Doc. `anchor` is the token that governs the content (the verb "said",
    the noun "statement", the "According"). `content`, `cue` and `source` are sorted token indices; `source` is empty
    where nobody is named. An elided subject's source is the mention it elides. `lexeme` is the cue's entry in
    patterns.yaml (speech act, distance, stance). `score` is the scorer's probability, `confidence` the
    same calibrated: the share of such attributions that are right. `addressee` and `via` are the
    mentions of whom it was said to and of the outlet it was taken from.
    """

    anchor: int
    cue: tuple[int, ...]
    content: tuple[int, ...]
    source: tuple[int, ...]
    lexeme: Cue
    pattern: str
    score: float = 1.0
    confidence: float = 1.0
    asserted: bool = True
    elided: bool = False
    addressee: tuple[int, ...] = ()
    via: tuple[int, ...] = ()
    nested: bool = False
