"""The core: Doc → Iterator[Quote].

repairs → layout → cues → candidates → scores → resolution → speakers, dates, stance → records
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.candidates import find_candidates
from quoteminer.extract.circumstances import split_via, with_circumstances
from quoteminer.extract.knowledge import Knowledge, knowledge
from quoteminer.extract.layout import Layout, lay_out
from quoteminer.extract.records import records
from quoteminer.extract.repairs import mended
from quoteminer.extract.resolve import resolve
from quoteminer.extract.score import calibrated, score_all
from quoteminer.extract.speakers import resolve_speakers
from quoteminer.model import KINDS, Article, Quote
from quoteminer.patterns.schema import Patterns
from quoteminer.patterns.schema_speakers import SpeakersData

__all__ = ["Find", "Knowledge", "attributions", "extract", "knowledge"]


Find = Callable[[Layout, Knowledge], list[Attribution]]
"""A ranker: a laid out article → who is said to have said what, in tokens."""


def extract(  # noqa: PLR0913 - options
    doc: Doc,
    *,
    article: Article,
    patterns: Patterns | None = None,
    speakers: SpeakersData | None = None,
    find: Find | None = None,
    direct_only: bool = False,
) -> Iterator[Quote]:
    """Yield the quotes of a Doc of `quoteminer.parse`, in the order of their content.

    Args:
        doc: The parsed article.
        article: Where the Doc comes from: its id, date and other metadata go into the quotes.
        patterns: The patterns to use; by default the shipped ones.
        speakers: The speakers known beforehand; by default the shipped ones.
        find: The ranker; by default `attributions`, the rules.
        direct_only: Find only what stands in quotation marks, wholly or in part.
    """
    known = knowledge(patterns, speakers)
    doc = mended(doc, known)
    layout = lay_out(doc, grammar=known.grammar, marks=known.marks, speakers=known.speakers, direct_only=direct_only)
    found = (find or attributions)(layout, known)
    resolved = resolve_speakers(layout.doc, found, layout.names, known.speakers, published=article.published)
    kinds = ("direct", "mixed") if direct_only else KINDS
    yield from records(layout, list(zip(found, resolved, strict=True)), article=article, known=known, kinds=kinds)


def attributions(layout: Layout, known: Knowledge) -> list[Attribution]:
    """Return who is said to have said what, in tokens, as the rules see it: the ranker `rules`."""
    limits = known.patterns.limits
    scored = score_all(layout, find_candidates(layout, known.patterns), known.patterns.weights)
    kept, via = split_via(layout, scored, limits.accept)
    return [with_circumstances(layout, a, via) for a in calibrated(resolve(layout, kept, limits), limits)]
