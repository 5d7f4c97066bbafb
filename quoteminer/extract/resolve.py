"""Resolution: scored candidates → attributions that do not contradict each other.

Best first; a cue attributes once; overlaps are trimmed; what lies inside another's content is nested; quotations
that go on after the cue, or in the next paragraph, are joined to theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.audience import is_noise, without_audience
from quoteminer.extract.candidates import Candidate, is_writer
from quoteminer.extract.joining import joined, with_colons, with_parts_before
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.noun_phrases import speaker_within
from quoteminer.extract.own_words import own_words
from quoteminer.extract.resumption import resumed
from quoteminer.extract.sharing import shared_out
from quoteminer.patterns.schema import Limits

Scored = tuple[float, Candidate]

KEPT_SHARE = 0.5
"""Share of a content's words that must be left after an overlap is trimmed (PolNeAR: contents hardly overlap)."""

REPEATED = 0.8
"""Share of a content's words from which on a cue inside it says them over again."""


def resolve(layout: Layout, scored: Iterable[Scored], limits: Limits) -> list[Attribution]:
    """Return the attributions in text order; nested ones are marked."""
    scored = list(scored)
    least = min(limits.accept, limits.nested)
    possible = ((score, own_words(layout, c)) for score, c in scored if score >= least and not is_noise(layout, c))
    best = sorted(shared_out(layout, [(score, c) for score, c in possible if c is not None]), key=_rank)
    best = [(score, c) for score, c in best if not (c.pattern.fallback and _is_taken(layout, c, best, limits))]
    outer: list[Attribution] = []
    inner: list[Scored] = []
    for score, candidate in best:
        if score < limit_of(layout, candidate, limits):
            inner.append((score, candidate))
            continue
        placed = _place(layout, candidate, score, outer)
        if placed is None:
            inner.append((score, candidate))
            continue
        swallowed = [a for a in outer if _inside(a, placed)]
        repeated = [a for a in swallowed if _repeats(layout, a, placed)]
        if repeated:
            outer = [_named_by(layout, placed, a) if a in repeated else a for a in outer]
            continue
        outer = [a for a in outer if not _inside(a, placed)] + [placed]
        inner += [(a.score, c) for a in swallowed for s, c in best if c.hit.anchor == a.anchor and s == a.score]
    outer = with_colons(layout, with_parts_before(layout, outer, scored))
    outer = resumed(layout, outer)
    outer = joined(layout, sorted(outer, key=lambda a: (min(a.content), a.anchor)))
    nested = _nested(layout, inner, outer, limits.nested)
    return sorted([*outer, *nested], key=lambda a: (min(a.content), a.anchor))


def _is_taken(layout: Layout, candidate: Candidate, best: Iterable[Scored], limits: Limits) -> bool:
    """Return whether another cue, outside the content, takes just that content or a part of it."""
    content = set(candidate.content)
    others = ((s, c) for s, c in best if c.hit.anchor not in content and not c.pattern.fallback)
    return any(content.issuperset(c.content) and score >= limit_of(layout, c, limits) for score, c in others)


def limit_of(layout: Layout, candidate: Candidate, limits: Limits) -> float:
    """Return the score from which on a candidate is a quote."""
    quoted = limits.quoted > limits.accept and any(layout.is_quoted(i) for i in candidate.content)
    return limits.quoted if quoted else limits.accept


def _rank(scored: Scored) -> tuple[float, int, int, str]:
    score, candidate = scored
    return -round(score, 2), -len(candidate.content), candidate.hit.anchor, candidate.pattern.id


def _place(layout: Layout, candidate: Candidate, score: float, outer: Sequence[Attribution]) -> Attribution | None:
    """Return the candidate as an attribution beside those accepted, or None where there is no room for it."""
    taken: set[int] = set()
    for other in outer:
        if candidate.hit.anchor in other.cue or other.anchor in candidate.hit.tokens:
            return None
        if candidate.hit.anchor in other.content and not layout.is_quoted(other.anchor):
            return None
        if not _swallows(candidate, other):
            taken.update(other.content)
    content = layout.trim(i for i in candidate.content if i not in taken)
    if not content:
        return None
    if _words(layout, content) < KEPT_SHARE * _words(layout, candidate.content):
        whole = set(layout.runs(candidate.content))  # a part that another has taken is no loss to the other parts
        if len(whole) < 2 or not whole.issuperset(layout.runs(content)):
            return None
    return _attribution(layout, candidate, content, score)


def _attribution(layout: Layout, candidate: Candidate, content: Tokens, score: float) -> Attribution:
    source = without_audience(layout, candidate.hit, content, candidate.source)
    return Attribution(
        anchor=candidate.hit.anchor,
        cue=candidate.hit.tokens,
        content=content,
        source=speaker_within(layout, source),
        lexeme=candidate.hit.lexeme,
        pattern=candidate.pattern.id,
        score=score,
        elided=candidate.elided,
    )


def _swallows(candidate: Candidate, other: Attribution) -> bool:
    content = set(candidate.content)
    return other.anchor in content and content.issuperset(other.content)


def _inside(inner: Attribution, outer: Attribution) -> bool:
    content = set(outer.content)
    return inner.anchor in content and content.issuperset(inner.content)


def _repeats(layout: Layout, inner: Attribution, outer: Attribution) -> bool:
    """Return whether one cue inside the other's content gives the same words to the same source.

    So it is with "announced plans to …": read twice, it would count as two quotes.
    """
    same = _words(layout, inner.content) >= REPEATED * _words(layout, set(outer.content).difference(inner.cue))
    return same and bool(inner.source) and {*inner.source} <= {*outer.source}


def _named_by(layout: Layout, outer: Attribution, inner: Attribution) -> Attribution:
    """Return the inner one of two that repeat each other; of "said in a statement that …" the cue is "said"."""
    roles, noun = layout.grammar.roles, layout.tokens[inner.anchor]
    where = noun.head
    behind = noun.dep_ in roles["object"] and where.dep_ in roles["preposition"] and where.head.i in outer.cue
    return replace(outer, content=inner.content, score=inner.score) if behind else inner


def _words(layout: Layout, tokens: Iterable[int]) -> int:
    return sum(layout.words[i] for i in tokens)


def _nested(layout: Layout, inner: Iterable[Scored], outer: Sequence[Attribution], minimum: float) -> list[Attribution]:
    """Return the quotes inside another quote's content, one a cue."""
    out: list[Attribution] = []
    used = {i for a in outer for i in a.cue}
    owners = {i: a for a in outer for i in a.content}
    for score, candidate in sorted(inner, key=_rank):
        owner = owners.get(candidate.hit.anchor)
        if score < minimum or owner is None or candidate.hit.anchor in used or not layout.words[candidate.hit.anchor]:
            continue  # a colon inside somebody's words attributes nothing of its own
        if not layout.words[owner.anchor] and is_writer(layout, candidate.hit, candidate.source):
            continue  # "LEE: I think it rains": as inside quotation marks, "I" is who speaks anyway
        if not set(candidate.content) <= set(owner.content) or not candidate.source:
            continue
        found = replace(_attribution(layout, candidate, candidate.content, score), nested=True)
        if _repeats(layout, found, owner):
            continue
        used.update(candidate.hit.tokens)
        out.append(found)
    return out
