"""Contents that are quotations as they stand, whatever the parse makes of them."""

from __future__ import annotations

from spacy.tokens import Token

from quoteminer.extract.content_tokens import leads_clause
from quoteminer.extract.cues import CueHit
from quoteminer.extract.hearsay import quoting_one
from quoteminer.extract.labels import is_label, speaker_before
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.sources import words_between

JUDGING = frozenset({"judgement", "predicate"})
"""Frames whose object stands between cue and judgement: "branding the incursions “unacceptable”"."""


REACH = 14
"""Tokens between a cue and its quotation when only an addressee or an adverbial stands between them."""

_HEADLINE = 40
"""Tokens of a headline at most, its lead-in and a second deck included."""

_SENTENCE, _STOPS = 2, frozenset(".?!…—–-,")
"""Words of a sentence at least, and what may end it inside its marks."""

_TELLING = 5
"""Words from which on a headline says something though the tagger, whom capitals mislead, sees no verb."""


def quote_before(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the quotation right before the cue and its source: `“…,” X said`."""
    between = words_between(layout, hit)
    if between is None:
        return ()
    if not quoting_one(layout, layout.tokens[hit.anchor]) and any(
        i not in source and not _may_stand_between(layout, i, hit) for i in between
    ):
        return ()
    region = layout.regions[layout.region[between[0] - 1 if between else min(hit.tokens) - 1]]
    return tuple(range(region.start, region.end))


def quote_after(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the quotation after the cue: `X said: “…”`, `X told Y on Monday, “…”`; it may begin a new paragraph.

    A fragment in the reporter's own clause ("said the “tense meeting” was over") is none: the clause is the content.
    """
    _, end = layout.paragraphs[layout.paragraph[hit.anchor]]
    high = max(hit.tokens)
    judges = bool(hit.lexeme.frames.keys() & JUDGING)
    for i in range(high + 1, min(end, high + 1 + REACH)):
        if layout.is_quoted(i):
            region = layout.regions[layout.region[i]]
            whole = region.start > high and not _is_fragment(layout, region.start, region.end, high)
            whole = whole and labelled_from(layout, region.start, hit.anchor) is None
            return tuple(range(region.start, region.end)) if whole else ()
        token = layout.tokens[i]
        if leads_clause(layout, i) and i + 1 < end and not layout.is_quoted(i + 1):
            return ()  # "said on Monday that Lee “will stay”"
        if token.i not in source and (token.pos_ in layout.grammar.verb_tags or (judges and _is_noun(layout, token))):
            return ()
    return _next_paragraph(layout, hit, end)


def labelled_from(layout: Layout, start: int, anchor: int) -> int | None:
    """Return where the sentence begins that, behind the cue's, names whose the quotation from `start` on is.

    The fares will rise, the ministry said. Economist Nils Harrow: “It is madness.”
    """
    colon = start - 1
    first, _ = layout.sentences[layout.sentence[colon]]
    labelled = layout.tokens[colon].text == ":" and anchor < first and bool(speaker_before(layout, colon))
    return first if labelled else None


def _is_noun(layout: Layout, token: Token) -> bool:
    """Return whether the token is a noun or a name."""
    return token.pos_ in layout.grammar.noun_tags


def _is_fragment(layout: Layout, start: int, end: int, high: int) -> bool:
    """Return whether a quotation behind a cue is part of a longer clause: words go on after it, or lead into it."""
    before = layout.tokens[start - 1]
    if before.text == ":":
        return False
    after = next((layout.tokens[i] for i in range(end, min(end + 2, len(layout.doc))) if not layout.blank[i]), None)
    goes_on = after is not None and layout.paragraph[after.i] == layout.paragraph[high] and not after.is_sent_start
    inner = next((layout.tokens[i].text for i in range(end - 1, start, -1) if not layout.is_edge(i)), "")
    if goes_on and after is not None:
        if layout.is_quoted(after.i) or (after.pos_ == "CCONJ" and inner not in (",", ".", "?", "!")):
            return True
        if before.text != "," and not after.is_punct and after.pos_ != "CCONJ":
            return True
    leads = before.pos_ in ("DET", "ADJ", "PART") or (before.pos_ == "PRON" and layout.is_role(before, "subject"))
    return leads and start - 1 > high


def _next_paragraph(layout: Layout, hit: CueHit, end: int) -> Tokens:
    """Return the quotation that opens the next paragraph when this one ends with a colon."""
    paragraph = layout.paragraph[hit.anchor]
    last = next((t for t in reversed(layout.doc[hit.anchor : end]) if not t.is_space), None)
    if last is None or last.text != ":" or paragraph + 1 >= len(layout.paragraphs):
        return ()
    first = layout.paragraphs[paragraph + 1][0]
    if not layout.is_quoted(first):
        return ()
    region = layout.regions[layout.region[first]]
    return tuple(range(region.start, region.end))


def spoken_line(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the paragraph behind a speaker's label in a transcript or an interview: "SMITH: …"."""
    if not source or not is_label(layout, source):
        return ()
    _, end = layout.paragraphs[layout.paragraph[hit.anchor]]
    return layout.trim(range(hit.anchor + 1, end))


def headline_quote(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the quotation behind a headline's colon, which ends its paragraph: "Lee on the bridge: ‘It is safe’"."""
    if not source or is_label(layout, source):
        return ()
    _, end = layout.paragraphs[layout.paragraph[hit.anchor]]
    tokens = layout.trim(range(hit.anchor + 1, end))
    if not tokens or not layout.is_quoted(tokens[0]):
        return ()
    region = layout.regions[layout.region[tokens[0]]]
    return tuple(range(region.start, region.end)) if region.end >= max(tokens) else ()


def headline_text(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return all that stands behind a headline's colon: "Poll: Lee leads", "Lee: Bridge ‘not safe’ yet"."""
    _, end = layout.paragraphs[layout.paragraph[hit.anchor]]
    if not source or not is_headline(layout, hit.anchor) or is_label(layout, source):
        return ()
    tokens = layout.trim(range(hit.anchor + 1, end))
    if tokens and layout.is_quoted(tokens[0]):
        after = layout.regions[layout.region[tokens[0]]].end
        if after < end and layout.tokens[after].is_sent_start:  # a quotation, and then the reporter's own sentence
            return ()
    return tokens if _is_told(layout, tokens) or sum(layout.words[i] for i in tokens) >= _TELLING else ()


def headline_before(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return what stands before the colon and the speaker that a headline ends with: "Ferry stays: minister"."""
    start, _ = layout.paragraphs[layout.paragraph[hit.anchor]]
    tokens = layout.trim(range(start, hit.anchor)) if source and is_headline(layout, hit.anchor) else ()
    return tokens if _is_told(layout, tokens) else ()


def is_headline(layout: Layout, index: int) -> bool:
    """Return whether a token stands in the article's first line, and that is as short as headlines are."""
    start, end = layout.paragraphs[0]
    return start <= index < end <= start + _HEADLINE


def _is_told(layout: Layout, tokens: Tokens) -> bool:
    """Return whether the tokens say something: there is a verb among them, or a quotation that is no title."""
    words = [layout.tokens[i] for i in tokens if layout.words[i]]
    return any(t.pos_ in layout.grammar.verb_tags or (layout.is_quoted(t.i) and t.is_lower) for t in words)


def quote_behind(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the quotation right behind a colon: "More from Lee: “…”"; it may begin the next paragraph."""
    if not source or is_label(layout, source):
        return ()
    _, end = layout.paragraphs[layout.paragraph[hit.anchor]]
    first = next((i for i in range(hit.anchor + 1, end) if not layout.blank[i]), None)
    if first is None:
        return _next_paragraph(layout, hit, end)
    region = layout.regions[layout.region[first]] if layout.is_quoted(first) else None
    return tuple(range(region.start, region.end)) if region is not None and region.start == first else ()


def sentence_behind(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the quotation right behind a colon where it is a sentence: a capital first, a verb, a stop at its end."""
    tokens = quote_behind(layout, hit, source)
    words = [i for i in tokens if layout.words[i]]
    if len(words) < _SENTENCE or not _is_capital(layout.tokens[words[0]]):
        return ()
    ends = any(layout.tokens[i].text[-1] in _STOPS for i in range(words[-1], tokens[-1] + 1))
    return tokens if ends and any(layout.tokens[i].pos_ in layout.grammar.verb_tags for i in words) else ()


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper()


def quote_before_dash(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the quotation that a dash and a name close, also on the next line: “…” ― Ann Lee.

    Nothing but figures may stand before it: the time of a live report.
    """
    paragraph = layout.paragraph[hit.anchor]
    start, _ = layout.paragraphs[paragraph]
    if paragraph and all(layout.blank[i] for i in range(start, hit.anchor)):
        start, _ = layout.paragraphs[paragraph - 1]
    before = next((i for i in range(hit.anchor - 1, start - 1, -1) if not layout.blank[i]), None)
    if before is None or not layout.is_quoted(before) or not source:
        return ()
    region = layout.regions[layout.region[before]]
    opens = not any(character.isalpha() for token in layout.tokens[start : region.start] for character in token.text)
    return tuple(range(region.start, region.end)) if opens else ()


def _may_stand_between(layout: Layout, index: int, hit: CueHit) -> bool:
    """Return whether a token may stand between a quotation and its cue's clause: punctuation, adverbs, verbs above."""
    token = layout.tokens[index]
    if token.pos_ in layout.grammar.verb_tags:  # only those whose subject the cue shares are left here
        return True
    if layout.is_role(layout.tokens[hit.anchor], "gerund") and layout.tokens[hit.anchor].head.i == index:
        return True
    return token.is_punct or token.is_space or token.pos_ in ("ADV", "CCONJ", "SCONJ", "SYM", "X") or token.text == "-"
