"""Outcomes: which candidates became quotes, and why the others did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.candidates import Candidate
from quoteminer.ranking.assessment import OUTSCORED, Assessed
from quoteminer.ranking.context import overlap


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a candidate: `won` is the number of its attribution, None where it lost; `why` in words."""

    assessed: Assessed
    won: int | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the resolution kept, with the quotes' ids in the same order, and the limits it went by.

    `limit` is the score from which on a candidate is a quote, `nested` that of a quote inside another one.
    """

    found: Sequence[Attribution]
    ids: Sequence[str]
    limit: Callable[[Candidate], float]
    nested: float


def outcomes(assessed: Sequence[Assessed], verdict: Verdict) -> Iterator[Outcome]:
    """Yield what became of each candidate, in the same order."""
    winners, places = _winners(assessed, verdict.found), _places(verdict.found)
    for k, one in enumerate(assessed):
        if k in winners:
            yield Outcome(assessed=one, won=winners[k], why=_won(one, verdict.found[winners[k]]))
        else:
            yield Outcome(assessed=one, won=None, why=one.refused or _lost(one, verdict, places))


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


@dataclass(frozen=True, slots=True)
class _Places:
    """The numbers of the attributions by the tokens of their anchors, cues and contents."""

    anchors: dict[int, list[int]]
    cues: dict[int, list[int]]
    contents: dict[int, list[int]]


def _places(found: Sequence[Attribution]) -> _Places:
    places = _Places({}, {}, {})
    for number, attribution in enumerate(found):
        places.anchors.setdefault(attribution.anchor, []).append(number)
        for table, tokens in ((places.cues, attribution.cue), (places.contents, attribution.content)):
            for i in tokens:
                table.setdefault(i, []).append(number)
    return places


def _lost(one: Assessed, verdict: Verdict, places: _Places) -> str:
    """Return why the resolution did not keep a candidate."""
    anchor, limit, score = one.candidate.hit.anchor, verdict.limit(one.candidate), round(one.score, 2)
    own = places.anchors.get(anchor, [])
    around = next((k for k in places.contents.get(anchor, ()) if k not in own), None)
    if one.score < min(limit, verdict.nested) or (one.score < limit and around is None):
        return f"score under the limit {limit:g}"
    best = max((round(verdict.found[k].score, 2) for k in own), default=-1.0)
    if best > score:
        return OUTSCORED
    if best == score:
        return "another reading of the same cue scored the same and is no shorter"
    crossed = (k for i in one.candidate.hit.tokens for k in (*places.anchors.get(i, ()), *places.cues.get(i, ())))
    holder = next((k for k in crossed if k not in own), None)
    if holder is not None:
        return f"its cue belongs to quote {verdict.ids[holder]}"
    if around is not None:
        return _lost_inside(one, verdict.found[around], verdict.ids[around], verdict.nested)
    shared = Counter(k for i in one.candidate.content for k in places.contents.get(i, ()) if k not in own)
    return f"overlaps quote {verdict.ids[shared.most_common(1)[0][0]]}" if shared else "no room"


def _lost_inside(one: Assessed, owner: Attribution, name: str, nested: float) -> str:
    where = f"lies inside the content of quote {name}"
    if one.score < nested:
        return f"{where}, and its score is under the limit {nested:g} there"
    if not one.candidate.source:
        return f"{where} and names no speaker"
    if not set(one.candidate.content) <= set(owner.content):
        return f"{where} and reaches beyond it"
    return where
