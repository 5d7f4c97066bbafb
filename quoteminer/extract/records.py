"""Attributions → Quotes: tokens become offsets and words."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator, Sequence

from spacy.tokens import Token

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.dates.dating import date_of
from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.layout import Layout
from quoteminer.extract.speech_acts import speech_act_of
from quoteminer.extract.stance.speaker import Speaking
from quoteminer.extract.stance.stances import stances_of
from quoteminer.model import KINDS, Article, Kind, Quote, Span, Speaker


def records(
    layout: Layout,
    said: Sequence[tuple[Attribution, Speaker]],
    *,
    article: Article,
    known: Knowledge,
    kinds: Container[str] = KINDS,
) -> Iterator[Quote]:
    """Yield one Quote an attribution of one of the kinds, with its speaker; a nested one names its parent."""
    found = [attribution for attribution, _ in said]
    ids = [_id(article.id, spans_of(layout, a.content)) for a in found]
    lines = _LineCount(article.text)
    for (attribution, speaker), own in zip(said, ids, strict=True):
        kind = kind_of(layout, attribution)
        if kind not in kinds:
            continue
        content = spans_of(layout, attribution.content)
        source = spans_of(layout, attribution.source)
        speaking = Speaking(
            doc=layout.doc,
            attribution=attribution,
            name=speaker.name,
            lexicon=known.stances,
            is_quoted=layout.is_quoted,
            is_person=layout.names.is_person,
        )
        stances = stances_of(speaking)
        date = date_of(layout.doc, attribution, article.published, known.dates, is_quoted=layout.is_quoted)
        yield Quote(
            id=own,
            article=article.id,
            path=article.path,
            url=article.url,
            outlet=article.outlet,
            title=article.title,
            published=article.published,
            line=lines.at(content[0][0]),
            kind=kind,
            quote=" ".join(_words(article, _parts(layout, attribution))).strip(),
            sentence=_sentence(layout, attribution, article),
            content=content,
            cue=spans_of(layout, attribution.cue),
            source=source,
            cue_text=" ".join(_words(article, spans_of(layout, attribution.cue))),
            source_text=" ".join(_words(article, source)) or None,
            speaker=speaker.name,
            speaker_kind=speaker.kind,
            speaker_role=speaker.role,
            speaker_id=speaker.id,
            speaker_basis=speaker.basis,
            addressee=_mention(layout, article, attribution.addressee),
            via=_mention(layout, article, attribution.via),
            date=date.date,
            date_text=date.text,
            date_basis=date.basis,
            speech_act=speech_act_of(speaking),
            distance=attribution.lexeme.distance,
            asserted=attribution.asserted,
            stance=stances[0].label,
            stance_target=stances[0].target,
            stances=stances,
            confidence=round(attribution.confidence, 3),
            pattern=attribution.pattern,
            nested=attribution.nested,
            parent=_parent(attribution, found, ids),
        )


def spans_of(layout: Layout, tokens: Sequence[int]) -> tuple[Span, ...]:
    """Return the character spans of sorted tokens, one a contiguous run."""
    words = layout.tokens
    return tuple((words[a].idx, words[b - 1].idx + len(words[b - 1])) for a, b in layout.runs(tokens))


def kind_of(layout: Layout, attribution: Attribution) -> Kind:
    """Return direct, mixed or indirect: all, some or none of the content's words stand inside quotation marks."""
    quoted = [layout.is_quoted(i) for i in attribution.content if layout.words[i]]
    if attribution.nested and any(quoted) and layout.is_quoted(attribution.anchor):
        return "indirect"
    return "direct" if all(quoted) else "mixed" if any(quoted) else "indirect"


def _mention(layout: Layout, article: Article, tokens: Sequence[int]) -> str | None:
    return " ".join(_words(article, spans_of(layout, tokens))) or None


class _LineCount:
    """Line numbers by offset, counted once for an article whose quotes come in order."""

    def __init__(self, text: str) -> None:
        self._text, self._offset, self._line = text, 0, 1

    def at(self, offset: int) -> int:
        if offset < self._offset:
            self._offset, self._line = 0, 1
        self._line += self._text.count("\n", self._offset, offset)
        self._offset = offset
        return self._line


def _id(article: str, content: Sequence[Span]) -> str:
    spans = ",".join(f"{start}-{end}" for start, end in content)
    return hashlib.blake2b(f"{article}\0{spans}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _words(article: Article, spans: Sequence[Span]) -> Iterator[str]:
    return (article.words(start, end) for start, end in spans)


def _parts(layout: Layout, attribution: Attribution) -> Sequence[Span]:
    """Return the spans of the content's words: of a direct quote what stands between marks, of any other all.

    A token may reach beyond a mark, where no space stands between them: no word of it is lost.
    """
    spans = spans_of(layout, attribution.content)
    if kind_of(layout, attribution) != "direct":
        return spans
    inner = [layout.regions[k].inner for k in sorted({layout.region[i] for i in attribution.content} - {-1})]
    if any(_reaches_beyond(layout.tokens[i], inner) for i in attribution.content if layout.words[i]):
        return spans
    cut = [(max(a, start), min(b, end)) for start, end in spans for a, b in inner]
    return [(start, end) for start, end in cut if start < end]


def _reaches_beyond(token: Token, spans: Sequence[Span]) -> bool:
    """Return whether a letter or digit of the token stands outside the spans."""
    if any(start <= token.idx and token.idx + len(token) <= end for start, end in spans):
        return False
    letters = (k for k, character in enumerate(token.text, token.idx) if character.isalnum())
    return any(not any(start <= k < end for start, end in spans) for k in letters)


def _sentence(layout: Layout, attribution: Attribution, article: Article) -> str:
    """Return the sentences from the first to the last one that the attribution touches."""
    tokens = [*attribution.cue, *attribution.content]
    first, last = layout.sentence[min(tokens)], layout.sentence[max(tokens)]
    start, end = layout.sentences[first][0], layout.sentences[last][1]
    doc = layout.doc
    return article.words(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))


def _parent(attribution: Attribution, found: Sequence[Attribution], ids: Sequence[str]) -> str | None:
    if not attribution.nested:
        return None
    content = set(attribution.content)
    pairs = zip(found, ids, strict=True)
    around = [(len(a.content), own) for a, own in pairs if not a.nested and content <= set(a.content)]
    return min(around)[1] if around else None
