"""Layout: a Doc with what the core asks of it again and again, each worked out once.

Paragraphs, quoted regions and sentences by token, subtree edges, and the grammar's roles.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import category

from spacy.tokens import Doc, Span, Token

from quoteminer.extract.gate import near_quotations
from quoteminer.extract.marks import Region, outer_regions, regions_of
from quoteminer.extract.names import Names, find_names
from quoteminer.extract.paragraphs import paragraphs_of
from quoteminer.extract.words import words_of
from quoteminer.model import Span as Offsets
from quoteminer.patterns.schema import Grammar, MarksData
from quoteminer.patterns.schema_speakers import SpeakersData

Tokens = tuple[int, ...]
"""Sorted token indices."""

LABEL = 8
"""Words before a colon or behind a dash that may name a speaker: a name with its office."""

_STOPS = ".,?!…"

_TITLE = 4
"""Words of a name in quotation marks at most."""

_SIGNS = frozenset("%‰°#@§")
"""Signs that belong to the number or name beside them, as those of currencies do."""

_BRACKETS = {"(": ")", ")": "(", "[": "]", "]": "["}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedTokens:
    """An outer quoted region in tokens `[start, end)`, its marks included.

    `inner` is what stands between the marks, in characters: a mark may be part of a token.
    """

    start: int
    end: int
    inner: Offsets
    closed: bool
    continued: bool
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A Doc laid out. `paragraph[i]`, `sentence[i]` and `region[i]` are indices by token; -1 is none.

    `doc` are the Doc's Words, `tokens` their list. `blank[i]` says that one is white
    space, `words[i]` that it has a letter or digit; `blanks` are those that are white space.
    `labels` counts the words that paragraphs begin with before a colon: "SMITH: …". `names` are the people and bodies
    of the article, `speakers` what is known of such beforehand. `open[i]` says that the token may be a cue.
    """

    doc: Doc
    tokens: list[Token]
    grammar: Grammar
    paragraphs: list[tuple[int, int]]
    paragraph: list[int]
    sentences: list[tuple[int, int]]
    sentence: list[int]
    regions: list[QuotedTokens]
    region: list[int]
    left: list[int]
    right: list[int]
    words: list[bool]
    blank: list[bool]
    blanks: frozenset[int]
    labels: Mapping[tuple[str, ...], int]
    names: Names
    speakers: SpeakersData
    open: list[bool]

    def is_role(self, token: Token, *roles: str) -> bool:
        """Return whether the token's dependency label plays one of the roles of the grammar."""
        dep, labels = token.dep_, self.grammar.roles
        for role in roles:  # noqa: SIM110 - asked dozens of times a token
            if dep in labels[role]:
                return True
        return False

    def children(self, token: Token, *roles: str) -> Iterator[Token]:
        """Yield the token's children that play one of the roles."""
        return (child for child in token.children if self.is_role(child, *roles))

    def subtree(self, index: int) -> range:
        """Return the tokens from the left to the right edge of the subtree."""
        return range(self.left[index], self.right[index] + 1)

    def is_quoted(self, index: int) -> bool:
        """Return whether the token stands inside quotation marks."""
        return self.region[index] >= 0

    def is_time(self, token: Token) -> bool:
        """Return whether the token is a word of time, a year, or the name of a day or month."""
        low, grammar = token.lower_, self.grammar
        if low in grammar.months:
            return any(t.text.isdecimal() for t in self.tokens[max(token.i - 1, 0) : token.i + 2])
        return low in grammar.times or (low.isdecimal() and len(low) == len("2025"))

    def words_after_object(self, verb: Token) -> bool:
        """Return whether a clause of its own hangs on the verb: "as X said that …" comments on nothing."""
        return any(c.i > verb.i for c in self.children(verb, "clause"))

    def misattached(self, token: Token) -> Token | None:
        """Return the verb that a conjunct belongs to when the parse hung it one clause too deep, else None.

        In "said X had failed and called Y a shame" the parser joins "called" to "failed". A finite conjunct without a
        subject, in the tense of the verb above the clause but not in that of the clause, is the former's.
        """
        clause = token.head
        if token.i == clause.i or not self.is_role(token, "conjunct") or not self.is_role(clause, "clause"):
            return None
        above = clause.head
        if token.tag_ not in self.grammar.finite_tags or token.tag_ != above.tag_ or self._tense(clause) == token.tag_:
            return None
        return None if any(True for _ in self.children(token, "subject", "passive_subject")) else above

    def _tense(self, verb: Token) -> str:
        """Return the tag of the verb's modal or its perfect's "have", else its own."""
        found = (c for c in self.children(verb, "auxiliary") if c.tag_ == "MD" or c.lemma_ in self.grammar.perfect)
        return next((c.lemma_ for c in found), verb.tag_)

    def is_edge(self, index: int) -> bool:
        """Return whether the token is the opening or closing mark of its region."""
        return self._opens_region(index) or self._closes_region(index)

    def trim(self, tokens: Iterable[int]) -> Tokens:
        """Return the tokens without white space, and without punctuation at the edges.

        Quotation marks, signs such as $ and %, and a bracket whose other half stands among the words are no edge.
        """
        kept, words = sorted({*tokens}.difference(self.blanks)), self.words
        while kept and not words[kept[-1]] and not self._closes_region(kept[-1]) and self._is_shed(kept[-1], kept):
            kept.pop()
        while kept and not words[kept[0]] and not self._opens_region(kept[0]) and self._is_shed(kept[0], kept):
            kept.pop(0)
        return tuple(kept) if kept and (words[kept[0]] or any(words[i] for i in kept)) else ()

    def without_conjunction(self, tokens: Tokens) -> Tokens:
        """Return the tokens without a conjunction at their end: what it joins was cut off."""
        while len(tokens) > 1 and self.tokens[tokens[-1]].dep_ == "cc":
            tokens = self.trim(tokens[:-1])
        return tokens

    def _is_shed(self, index: int, kept: Sequence[int]) -> bool:
        """Return whether a token without letters and digits is shed from an edge of the others."""
        text = self.tokens[index].text
        if any(category(c) == "Sc" or c in _SIGNS for c in text):
            return False
        other = _BRACKETS.get(text)
        return other is None or not any(self.tokens[i].text == other for i in kept[1:-1])

    def _opens_region(self, index: int) -> bool:
        return self.region[index] >= 0 and self.regions[self.region[index]].start == index

    def _closes_region(self, index: int) -> bool:
        return self.region[index] >= 0 and self.regions[self.region[index]].end == index + 1

    def runs(self, tokens: Sequence[int]) -> list[tuple[int, int]]:
        """Return the contiguous stretches of sorted tokens as `[start, end)`, white space bridged."""
        if tokens and tokens[-1] - tokens[0] + 1 == len(tokens):
            return [(tokens[0], tokens[-1] + 1)]
        out: list[tuple[int, int]] = []
        for i in tokens:
            if out and all(self.blank[out[-1][1] : i]):
                out[-1] = (out[-1][0], i + 1)
            else:
                out.append((i, i + 1))
        return out


def lay_out(
    doc: Doc, *, grammar: Grammar, marks: MarksData, speakers: SpeakersData, direct_only: bool = False
) -> Layout:
    """Return the Doc's layout; with `direct_only` cues are looked for only where a quotation is near."""
    doc = words_of(doc)
    paragraphs, tokens = paragraphs_of(doc), list(doc)
    chars = [(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in paragraphs]
    found = _in_tokens(doc, outer_regions(regions_of(doc.text, tuple(chars), marks)), paragraphs)
    regions = [region for region in found if not _is_title(doc, region, grammar)]
    sentences = [(max(s.start, a), min(s.end, b)) for s in doc.sents for a, b in _around(s.start, s.end, paragraphs)]
    region = _by_token(len(doc), [(r.start, r.end) for r in regions])
    return Layout(
        doc=doc,
        tokens=tokens,
        grammar=grammar,
        paragraphs=paragraphs,
        paragraph=_by_token(len(doc), paragraphs),
        sentences=sentences,
        sentence=_by_token(len(doc), sentences),
        regions=regions,
        region=region,
        left=[token.left_edge.i for token in tokens],
        right=[token.right_edge.i for token in tokens],
        words=[_has_word(token.text) for token in tokens],
        blank=[token.is_space for token in tokens],
        blanks=frozenset(token.i for token in tokens if token.is_space),
        labels=Counter(_label(doc[start : min(end, start + LABEL + 1)]) for start, end in paragraphs),
        names=find_names(doc, speakers),
        speakers=speakers,
        open=near_quotations(region, sentences) if direct_only else [True] * len(doc),
    )


def _is_title(doc: Doc, region: QuotedTokens, grammar: Grammar) -> bool:
    """Return whether what stands between marks is the name of the thing before them: "the newspaper «La Sera»"."""
    before = doc[region.start - 1].lower_ if region.start else ""
    inside = [token.text for token in doc[region.start : region.end]]
    words = [text for text in inside if _has_word(text)]
    said = any(mark in text for text in inside for mark in _STOPS)  # "told the newspaper “Never.”"
    named = 0 < len(words) <= _TITLE and all(word[:1].isupper() for word in words)
    return before in grammar.titled_nouns and named and not said


def _has_word(text: str) -> bool:
    return text.isalnum() or any(c.isalnum() for c in text)


def _label(span: Span) -> tuple[str, ...]:
    words = [token.text for token in span]
    return tuple(words[: words.index(":")]) if ":" in words else ()


def _in_tokens(doc: Doc, regions: list[Region], paragraphs: list[tuple[int, int]]) -> Iterator[QuotedTokens]:
    starts = [token.idx for token in doc]
    firsts = [start for start, _ in paragraphs]
    for region in regions:
        first = bisect_right(starts, region.start) - 1
        last = bisect_right(starts, region.end - 1) - 1
        if starts[first] < region.start and _half_outside(doc[first], region):
            first += 1
        if last < first:
            continue
        paragraph = bisect_right(firsts, first) - 1
        yield QuotedTokens(
            start=first,
            end=last + 1,
            inner=region.inner,
            closed=region.closed,
            continued=region.continued,
            paragraph=paragraph,
        )


def _half_outside(token: Token, region: Region) -> bool:
    return 2 * (region.start - token.idx) > len(token)


def _around(start: int, end: int, paragraphs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs that the tokens touch; none but one on a Doc whose paragraphs were parsed apart."""
    at = max(bisect_right(paragraphs, (start, len(paragraphs) and paragraphs[-1][1])) - 1, 0)
    for a, b in paragraphs[at:]:
        if a >= end:
            return
        if b > start:
            yield a, b


def _by_token(length: int, ranges: Sequence[tuple[int, int]]) -> list[int]:
    out = [-1] * length
    for k, (start, end) in enumerate(ranges):
        out[start:end] = [k] * (end - start)
    return out
