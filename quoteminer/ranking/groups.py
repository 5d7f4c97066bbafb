"""Groups: every word that may be a cue, with what the patterns and the rules say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from quoteminer.extract.candidates import Candidate, find_candidates, find_matches, vetoes
from quoteminer.extract.circumstances import Outlet, split_via
from quoteminer.extract.cues import CueHit, cue_group, find_cues
from quoteminer.extract.hearsay import quoting_verb, quoting_verbs
from quoteminer.extract.layout import Layout
from quoteminer.extract.resolve import Scored
from quoteminer.extract.score import score_all
from quoteminer.patterns.schema import Cue, Patterns
from quoteminer.ranking.context import Context, CueGroup, Reading
from quoteminer.ranking.places import Peaks
from quoteminer.ranking.rates import UNKNOWN, Rates, key_of
from quoteminer.ranking.token_columns import token_columns

UNLISTED = Cue(act="other", frames={"unlisted": 0.05})
"""What is known of a word that patterns.yaml does not list."""

_MINIMUM_RATE = 0.05
"""Rate from which on an unlisted noun or adjective may be a cue; verbs always may."""


def cue_groups(
    layout: Layout, patterns: Patterns, rates: Rates, *, hidden: Set[str] = frozenset()
) -> tuple[dict[int, CueGroup], dict[int, Outlet]]:
    """Return the possible cues by anchor, in text order, and the outlets that only pass quotes on.

    `hidden` keys of patterns.yaml are treated as unlisted: training hides those that it knows from one article only.
    """
    matched = find_matches(layout, patterns)
    found = [hit for hit in find_cues(layout, patterns) if hit.key not in hidden]
    vetoed = {*vetoes(matched), *quoting_verbs(layout, (hit.anchor for hit in found))}
    hits = [hit for hit in found if hit.anchor not in vetoed]
    scored = score_all(layout, find_candidates(layout, patterns, hits, matched), patterns.weights)
    every = list(scored)
    kept, via = split_via(layout, every, patterns.limits.accept)
    settled = {i for _, c in every for i in c.hit.chain}.union(vetoed)
    quoting = {c.hit.anchor for _, c in kept}
    outlets = {c.hit.anchor for _, c in every} - quoting
    longest: dict[int, CueHit] = {}
    proposals: dict[int, list[tuple[float, Candidate]]] = {}
    for hit in (*(h for h in hits if h.anchor not in outlets), *(c.hit for _, c in kept)):
        if hit.anchor not in longest or len(hit.chain) > len(longest[hit.anchor].chain):
            longest[hit.anchor] = hit
    for pair in kept:
        proposals.setdefault(pair[1].hit.anchor, []).append(pair)
    groups = {
        anchor: CueGroup(hit=hit, listed=True, proposals=tuple(sorted(proposals.get(anchor, ()), key=_best_first)))
        for anchor, hit in longest.items()
    }
    for hit in _unlisted(layout, rates):
        if hit.anchor not in settled:
            groups.setdefault(hit.anchor, CueGroup(hit=hit, listed=False, proposals=()))
    return dict(sorted(groups.items())), dict(via)


def given(layout: Layout, group: CueGroup, patterns: Patterns) -> Scored | None:
    """Return the proposal that no network is asked about: a sure pattern's, or the rules', where they know better.

    So it is with marks and with "quoted as saying": of colons and dashes that attribute, and of who quotes whom, the
    networks know little, for PolNeAR train has few.
    """
    if not group.proposals:
        return None
    score, candidate = group.proposals[0]
    token = layout.tokens[group.hit.anchor]
    by_rules = not layout.words[token.i] or quoting_verb(layout, token) is not None
    return (score, candidate) if candidate.pattern.sure or (by_rules and score >= patterns.limits.accept) else None


def context_of(layout: Layout, groups: Mapping[int, CueGroup], rates: Rates, reading: Reading | None = None) -> Context:
    """Return what is known of every token as a cue."""
    rule, rate = [0.0] * len(layout.doc), [0.0] * len(layout.doc)
    rows: dict[int, list[float]] = {}
    for anchor, group in groups.items():
        prior = max(group.hit.lexeme.frames.values()) if group.listed else 0.0
        rows[anchor] = rates.row(layout.tokens[anchor], prior)
        rule[anchor], rate[anchor] = group.best, max(0.0, rows[anchor][0])
    found = sum(group.best > 0.4 and layout.words[anchor] for anchor, group in groups.items())  # not of marks
    share = found / max(1, sum(layout.words))
    speaking = [rates.of_source(token) if token.pos_ == "NOUN" else UNKNOWN for token in layout.tokens]
    return Context(
        layout=layout,
        rule=rule,
        rate=rate,
        rates=rows,
        speaking=speaking,
        columns=token_columns(layout, speaking),
        peaks=Peaks(rule),
        share=share,
        reading=reading,
    )


def _best_first(pair: tuple[float, Candidate]) -> tuple[float, str]:
    return -pair[0], pair[1].pattern.id


def _unlisted(layout: Layout, rates: Rates) -> Iterator[CueHit]:
    for start, end in layout.paragraphs:
        for i in range(start, end):
            if not layout.open[i]:
                continue
            token = layout.tokens[i]
            if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass")):
                known = True
            else:
                known = key_of(token) != "" and (rates.of(token) or 0.0) >= _MINIMUM_RATE
            if known:
                key = token.lemma_.lower()
                tokens = cue_group(token, [i], layout)
                yield CueHit(key=key, lexeme=UNLISTED, anchor=i, link=i, chain=(i,), tokens=tokens)
