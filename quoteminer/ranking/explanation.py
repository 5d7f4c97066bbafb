"""Explanations: for each sentence its cues with all their candidates, which of them became quotes, and why."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.core import extract
from quoteminer.extract.cues import find_cues
from quoteminer.extract.knowledge import Knowledge, knowledge
from quoteminer.extract.layout import Layout
from quoteminer.extract.records import spans_of
from quoteminer.extract.resolve import limit_of
from quoteminer.model import Article, Quote, Span
from quoteminer.patterns.schema import Patterns
from quoteminer.patterns.schema_speakers import SpeakersData
from quoteminer.ranking.assessment import Contribution
from quoteminer.ranking.judges import Judge
from quoteminer.ranking.outcomes import Outcome, Verdict, outcomes

NOTHING = "no pattern finds words that it attributes to anyone but the writer"


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateExplanation:
    """One reading of a cue. `quote` is the id of the quote that it became, None where it lost; `why` in words.

    `content` is that of the quote, else of the candidate. `score` is the ranker's probability, `exact` a network's that
    it is right to the word. `features` are told of the first candidate of a cue and of those that became quotes, the
    largest contribution first.
    """

    pattern: str
    cue: tuple[Span, ...]
    cue_text: str
    content: tuple[Span, ...]
    content_text: str
    source: tuple[Span, ...]
    source_text: str | None
    score: float
    exact: float | None
    quote: str | None
    confidence: float | None
    why: str
    features: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CueExplanation:
    """A possible cue with its candidates, best first; without any, `why` says so."""

    cue: tuple[Span, ...]
    cue_text: str
    candidates: tuple[CandidateExplanation, ...]
    why: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceExplanation:
    """A sentence with its possible cues in text order.

    `lines` are those of the sentence and of the contents that its cues attribute; `ids` the quotes of its cues.
    """

    article: str
    ranker: str
    line: int
    lines: tuple[int, ...]
    span: Span
    text: str
    cues: tuple[CueExplanation, ...]
    ids: tuple[str, ...]


def explain(
    doc: Doc,
    *,
    article: Article,
    judge: Judge,
    patterns: Patterns | None = None,
    speakers: SpeakersData | None = None,
) -> Iterator[SentenceExplanation]:
    """Yield an explanation of every sentence of a Doc of `quoteminer.parse`, in text order.

    Args:
        doc: The parsed article.
        article: Where the Doc comes from.
        judge: The ranker, of `judge_of`.
        patterns: The patterns to use; by default the shipped ones.
        speakers: The speakers known beforehand; by default the shipped ones.
    """
    known = knowledge(patterns, speakers)
    seen: list[tuple[Layout, list[Attribution]]] = []

    def find(layout: Layout, known: Knowledge) -> list[Attribution]:
        seen.append((layout, judge.find(layout, known)))
        return seen[-1][1]

    quotes = list(extract(doc, article=article, patterns=patterns, speakers=speakers, find=find))
    layout, found = seen[0]
    limits = judge.limits(known.patterns)
    verdict = Verdict(
        found=found,
        ids=[quote.id for quote in quotes],
        limit=lambda candidate: limit_of(layout, candidate, limits),
        nested=limits.nested,
    )
    judged = list(outcomes(judge.assess(layout, known.patterns), verdict))
    cues = _cues(_Told(layout, article, quotes), judged, known.patterns)
    yield from _sentences(layout, article, cues, judge.name)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the words of an explanation are taken from."""

    layout: Layout
    article: Article
    quotes: Sequence[Quote]

    def words(self, spans: Sequence[Span]) -> str:
        return " ".join(self.article.words(start, end) for start, end in spans)

    def spans(self, tokens: Sequence[int]) -> tuple[Span, ...]:
        return spans_of(self.layout, tokens)


def _cues(told: _Told, judged: Iterable[Outcome], patterns: Patterns) -> dict[int, CueExplanation]:
    """Return the possible cues by anchor, in text order, also those without a candidate."""
    groups: dict[int, list[Outcome]] = {}
    for outcome in judged:
        groups.setdefault(outcome.assessed.candidate.hit.anchor, []).append(outcome)
    tokens = {anchor: group[0].assessed.candidate.hit.tokens for anchor, group in groups.items()}
    for hit in find_cues(told.layout, patterns):
        tokens.setdefault(hit.anchor, hit.tokens)
    return {anchor: _cue(told, tokens[anchor], groups.get(anchor, [])) for anchor in sorted(tokens)}


def _cue(told: _Told, tokens: Sequence[int], group: list[Outcome]) -> CueExplanation:
    spans = told.spans(tokens)
    ranked = sorted(group, key=lambda o: (o.won is None, o.assessed.refused is not None, -o.assessed.worth))
    shown = tuple(_candidate(told, o, detailed=k == 0 or o.won is not None) for k, o in enumerate(ranked))
    return CueExplanation(cue=spans, cue_text=told.words(spans), candidates=shown, why=None if shown else NOTHING)


def _candidate(told: _Told, outcome: Outcome, *, detailed: bool) -> CandidateExplanation:
    assessed, candidate = outcome.assessed, outcome.assessed.candidate
    quote = None if outcome.won is None else told.quotes[outcome.won]
    cue, source = told.spans(candidate.hit.tokens), told.spans(candidate.source)
    content = quote.content if quote else told.spans(candidate.content)
    return CandidateExplanation(
        pattern=candidate.pattern.id,
        cue=cue,
        cue_text=told.words(cue),
        content=content,
        content_text=told.words(content),
        source=source,
        source_text=told.words(source) or None,
        score=round(assessed.score, 3),
        exact=None if assessed.exact is None else round(assessed.exact, 3),
        quote=quote.id if quote else None,
        confidence=quote.confidence if quote else None,
        why=outcome.why,
        features=assessed.explain() if detailed else (),
    )


def _sentences(
    layout: Layout, article: Article, cues: dict[int, CueExplanation], ranker: str
) -> Iterator[SentenceExplanation]:
    by_sentence: dict[int, list[CueExplanation]] = {}
    for anchor, cue in cues.items():
        by_sentence.setdefault(layout.sentence[anchor], []).append(cue)
    breaks = [k for k, character in enumerate(article.text) if character == "\n"]
    for number, (start, end) in enumerate(layout.sentences):
        words = [i for i in range(start, end) if not layout.doc[i].is_space]
        if not words:
            continue
        span = layout.doc[words[0]].idx, layout.doc[words[-1]].idx + len(layout.doc[words[-1]])
        own = tuple(by_sentence.get(number, ()))
        won = [c for cue in own for c in cue.candidates if c.quote is not None]
        touched = _lines([span, *(part for c in won for part in c.content)], breaks)
        yield SentenceExplanation(
            article=article.id,
            ranker=ranker,
            line=bisect_right(breaks, span[0] - 1) + 1,
            lines=touched,
            span=span,
            text=article.words(*span),
            cues=own,
            ids=tuple(dict.fromkeys(c.quote for c in won if c.quote)),
        )


def _lines(spans: Iterable[Span], breaks: Sequence[int]) -> tuple[int, ...]:
    """Return the lines that the spans touch, from the offsets of the line breaks."""
    lines: set[int] = set()
    for start, end in spans:
        lines.update(range(bisect_right(breaks, start - 1) + 1, bisect_right(breaks, end - 1) + 2))
    return tuple(sorted(lines))
