"""The quote's date: the adverbial of time that modifies the cue, else the article's date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Span, Token

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.dates.attachment import dates_cue
from quoteminer.extract.dates.expressions import resolve_expression
from quoteminer.extract.dates.grammar import Expression, find_expressions
from quoteminer.extract.dates.setting import Dated, Setting, source_head
from quoteminer.extract.marks import find_regions
from quoteminer.model import QuoteDate
from quoteminer.patterns.loader import load_data
from quoteminer.patterns.schema import MarksData
from quoteminer.patterns.schema_dates import DatesData

_REACH = 250
"""Tokens on either side of the cue that are searched: no sentence is longer, but one-line files are."""

_OVERHANG = 6
"""Tokens searched beyond the sentence: as much as may follow "Sept." in a date."""

_MEMORY = 80
"""Tokens back in which "the same day" finds the day it means: about three sentences."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """An expression of time in the Doc: its words, and where it hangs."""

    words: Span
    dated: Dated
    expression: Expression


def date_of(
    doc: Doc,
    attribution: Attribution,
    published: str | None,
    data: DatesData,
    *,
    is_quoted: Callable[[int], bool] | None = None,
) -> QuoteDate:
    """Return when the attribution was said.

    A date in the content, in a quotation or in the source is not the quote's (but "a statement released on
    Monday" dates itself). Words that nothing anchors give no date, but are kept as `text`.

    Args:
        doc: The parsed article.
        attribution: The cue with its content and source.
        published: The article's ISO 8601 day, or None.
        data: The language's words of time.
        is_quoted: Says whether a token index stands inside quotation marks; by default worked out here.
    """
    setting = _setting(doc, attribution, data, is_quoted or _quoted_tokens(doc, attribution.anchor))
    stated = _stated(setting) or _inherited(setting)
    once = next((doc[i].text for i in attribution.cue if doc[i].lower_ in data.undated), None) if not stated else None
    if once is not None:
        return QuoteDate(date=None, text=once, basis="stated")
    if stated is None:
        return QuoteDate(date=published, basis="published" if published else None)
    words = _plain(stated.words.text)
    anchor = _reference(doc, stated, published, data) if stated.expression.form.narrative else published
    past = not _is_future(doc[attribution.anchor], data)
    return QuoteDate(date=resolve_expression(words, anchor, past=past, data=data), text=words, basis="stated")


def _setting(doc: Doc, attribution: Attribution, data: DatesData, is_quoted: Callable[[int], bool]) -> Setting:
    anchor = attribution.anchor
    sentence = doc[anchor].sent
    return Setting(
        doc=doc,
        data=data,
        start=max(sentence.start, anchor - _REACH),
        end=min(sentence.end, anchor + _REACH),
        anchor=anchor,
        cue=frozenset((*attribution.cue, anchor)),
        content=frozenset(attribution.content),
        source=frozenset(attribution.source),
        is_quoted=is_quoted,
    )


def _stated(setting: Setting) -> _Stated | None:
    """Return the expression that dates the cue: a definite one before a vague one, then the nearest."""
    dating = [found for found in _expressions(setting) if dates_cue(found.dated, setting)]
    return min(
        dating,
        key=lambda found: (found.expression.form.kind == "vague", abs(found.dated.start - setting.anchor)),
        default=None,
    )


def _expressions(setting: Setting) -> Iterator[_Stated]:
    """Yield the expressions of time that start in the sentence; "Monday and Tuesday" hang together."""
    doc, previous = setting.doc, None
    span = doc[setting.start : _overhang(doc, setting.end)]
    for expression in find_expressions(span.text, setting.data):
        found = span.char_span(expression.start, expression.end, alignment_mode="expand")
        if found is None or found.start >= setting.end:
            continue
        start = found.start
        if found.end < len(doc) and doc[found.end].lower_ in setting.data.possessives:
            start += sum(doc[i].pos_ == "ADP" for i in (start, start + 1))  # "at last week's forum": "last week"
        joined = previous is not None and _is_joined(doc, previous.end, start)
        first = previous.start if previous is not None and joined else start
        previous = Dated(first, found.end, expression.form.modifier)
        yield _Stated(doc[start : found.end], previous, expression)


def _overhang(doc: Doc, end: int) -> int:
    """Return the token to search up to: the parser may have ended the sentence after "Sept."."""
    after = range(end, min(end + _OVERHANG, len(doc)))
    return next((i for i in after if "\n" in doc[i].text), after.stop if after else end)


def _is_joined(doc: Doc, start: int, end: int) -> bool:
    """Return whether an expression is joined to the one before: "on Monday and Tuesday"."""
    if start >= end or doc[end].pos_ == "ADP":
        return False
    return all(token.is_punct or token.pos_ == "CCONJ" for token in doc[start:end])


def _inherited(setting: Setting) -> _Stated | None:
    """Return the date of the verb whose subject the cue shares: "On Friday X condemned it, adding that …"."""
    anchor, subjects = setting.doc[setting.anchor], setting.data.subjects
    if not setting.source or any(child.dep_ in subjects for child in anchor.children):
        return None
    verb = _verb_of_source(setting)
    if verb is None or not setting.start <= verb.i < anchor.i or verb.i in setting.content:
        return None
    head = replace(setting, anchor=verb.i, cue=frozenset((verb.i,)), end=anchor.i)
    return _stated(head)


def _verb_of_source(setting: Setting) -> Token | None:
    """Return the verb whose subject (or passive agent) is the source."""
    token = source_head(setting)
    if token.head.dep_ in setting.data.subjects:
        token = token.head
    return token.head if token.dep_ in setting.data.subjects and token.head.i != token.i else None


def _reference(doc: Doc, stated: _Stated, published: str | None, data: DatesData) -> str | None:
    """Return the day that "a day earlier" or "the same day" counts from: the last one the text names.

    Only a day before may count from the article's own; "the next day" would lie after it.
    """
    before = doc[max(stated.words.start - _MEMORY, 0) : stated.words.start].text
    for found in reversed(find_expressions(before, data)):
        if not found.form.narrative:
            day = resolve_expression(_plain(before[found.start : found.end]), published, data=data)
            if day is not None and len(day) == len("2025-09-24"):
                return day
    slots = stated.expression.slots
    backwards = int(slots.get("reference", -1)) < 0 and int(slots.get("direction", -1)) < 0
    return published if backwards else None


def _is_future(cue: Token, data: DatesData) -> bool:
    """Return whether the saying is still to come: "will announce on Monday", "is expected to speak"."""
    if any(child.lower_ in data.futures for child in cue.children if child.dep_ in data.dependents):
        return True
    return "Inf" in cue.morph.get("VerbForm", []) and cue.head.lemma_.lower() in data.prospective


def _plain(text: str) -> str:
    return " ".join(text.split())


def _quoted_tokens(doc: Doc, anchor: int) -> Callable[[int], bool]:
    """Return what says whether a token of the cue's paragraph stands inside quotation marks."""
    regions = cache(lambda: _quoted_spans(doc, anchor))  # most sentences have no date, and need none
    return lambda index: any(start <= doc[index].idx < end for start, end in regions())


def _quoted_spans(doc: Doc, anchor: int) -> list[tuple[int, int]]:
    """Return the characters of the Doc that stand inside quotation marks in the cue's paragraph."""
    start, end = anchor, anchor
    while start > max(anchor - _REACH, 0) and "\n" not in doc[start - 1].text:
        start -= 1
    while end < min(anchor + _REACH, len(doc)) and "\n" not in doc[end].text:
        end += 1
    text, offset = doc[start:end].text, doc[start].idx
    regions = find_regions(text, [(0, len(text))], load_data("marks", MarksData))
    return [(offset + region.start, offset + region.end) for region in regions]
