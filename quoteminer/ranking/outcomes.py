"""Outcomes: which candidates became quotes, and why the others did not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quoteminer.extract.attribution import Attribution
from quoteminer.patterns.schema import Limits
from quoteminer.ranking.assessment import OUTSCORED, Assessed
from quoteminer.ranking.features import overlap


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a candidate: `won` is the number of its attribution, None where it lost; `why` in words."""

    assessed: Assessed
    won: int | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the resolution kept, with the quotes' ids in the same order, and the limits it went by."""

    found: Sequence[Attribution]
    ids: Sequence[str]
    limits: Limits


def outcomes(assessed: Sequence[Assessed], verdict: Verdict) -> Iterator[Outcome]:
    """Yield what became of each candidate, in the same order."""
    winners = _winners(assessed, verdict.found)
    for k, one in enumerate(assessed):
        if k in winners:
            yield Outcome(assessed=one, won=winners[k], why=_won(one, verdict.found[winners[k]]))
        else:
            yield Outcome(assessed=one, won=None, why=one.refused or _lost(one, verdict))


def _winners(assessed: Sequence[Assessed], found: Sequence[Attribution]) -> dict[int, int]:
    """Return the number of the attribution by that of the candidate it was made of.

    Resolution may trim a content or join another part to it, so that the nearest candidate of the pattern is it.
    """
    by_anchor: dict[int, list[int]] = {}
    for k, one in enumerate(assessed):
        if one.refused is None:
            by_anchor.setdefault(one.candidate.hit.anchor, []).append(k)
    out: dict[int, int] = {}
    for number, attribution in enumerate(found):
        likely = [k for k in by_anchor.get(attribution.anchor, ()) if k not in out]
        if likely:
            out[max(likely, key=lambda k: _likeness(assessed[k], attribution))] = number
    return out


def _likeness(one: Assessed, attribution: Attribution) -> tuple[bool, bool, bool, float, float]:
    candidate = one.candidate
    return (
        candidate.pattern.id == attribution.pattern,
        candidate.hit.tokens == attribution.cue,
        candidate.source == attribution.source,
        -abs(one.score - attribution.score),
        overlap(candidate.content, attribution.content),
    )


def _won(one: Assessed, attribution: Attribution) -> str:
    own, final = set(one.candidate.content), set(attribution.content)
    words = "nested in another quote" if attribution.nested else "the best reading of its cue"
    if own - final:
        words += ", trimmed where it overlaps another"
    if final - own:
        words += ", joined with its other parts"
    return words


def _lost(one: Assessed, verdict: Verdict) -> str:
    """Return why the resolution did not keep a candidate."""
    anchor, limits, score = one.candidate.hit.anchor, verdict.limits, one.score
    pairs = list(zip(verdict.found, verdict.ids, strict=True))
    own = next((a for a, _ in pairs if a.anchor == anchor), None)
    others = [(a, name) for a, name in pairs if a is not own]
    around = next(((a, name) for a, name in others if anchor in a.content), None)
    if score < min(limits.accept, limits.nested) or (score < limits.accept and around is None):
        return f"score under the limit {limits.accept:g}"
    if own is not None and round(own.score, 2) > round(score, 2):
        return OUTSCORED
    if own is not None and round(own.score, 2) == round(score, 2):
        return "another reading of the same cue scored the same and is no shorter"
    return _lost_place(one, others, around, limits) or "no room"


Placed = tuple[Attribution, str]


def _lost_place(one: Assessed, others: Sequence[Placed], around: Placed | None, limits: Limits) -> str | None:
    """Return which quote has the place of a candidate whose score suffices."""
    candidate = one.candidate
    for other, name in others:
        if candidate.hit.anchor in other.cue or other.anchor in candidate.hit.tokens:
            return f"its cue belongs to quote {name}"
    if around is not None:
        return _lost_inside(one, *around, limits)
    shared = [(len(set(candidate.content) & set(a.content)), name) for a, name in others]
    most, name = max(shared, default=(0, ""), key=lambda pair: pair[0])
    return f"overlaps quote {name}" if most else None


def _lost_inside(one: Assessed, owner: Attribution, name: str, limits: Limits) -> str:
    where = f"lies inside the content of quote {name}"
    if one.score < limits.nested:
        return f"{where}, and its score is under the limit {limits.nested:g} there"
    if not one.candidate.source:
        return f"{where} and names no speaker"
    if not set(one.candidate.content) <= set(owner.content):
        return f"{where} and reaches beyond it"
    return where
