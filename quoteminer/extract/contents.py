"""Contents: what a cue attributes, read off the parse and the quotation marks.

Each strategy returns the tokens of one possible content, or none where the construction is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.tokens import Token

from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.sources import is_label, words_between

Strategy = Callable[[Layout, CueHit, Tokens], Tokens]
"""(layout, cue, source tokens) → content tokens."""

JUDGING = frozenset({"judgement", "predicate"})
"""Frames whose object stands between cue and judgement: "branding the incursions “unacceptable”"."""

_REACH = 14
"""Tokens between a cue and its quotation when only an addressee or an adverbial stands between them."""


def clause(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the complement clause: "said (that) …", "…, he said"."""
    heads = [c for c in _complements(layout, hit) if layout.is_role(c, "clause")]
    if heads:
        return _clean(layout, _subtrees(layout, heads), hit, source)
    return ()


def host_clause(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the clause that a parenthetical cue stands in: "The bridge, he said, is safe"."""
    verb = layout.tokens[hit.anchor]
    if not layout.is_role(verb, "parenthetical") or verb.head.i == verb.i:
        return ()
    own = set(layout.subtree(verb.i))
    host = verb.head
    while layout.is_role(host, "conjunct") and host.head.i != host.i:
        host = host.head
    return _clean(layout, set(layout.subtree(host.i)) - own, hit, source)


def obj(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the object with what is said of it: "condemned X", "called for X", "denied any part in X"."""
    heads = [c for c in _complements(layout, hit) if layout.is_role(c, "object") and c.i > hit.link]
    if not heads:
        return ()
    tokens = _subtrees(layout, heads)
    end = max(tokens) + 1
    for prep in _topics(layout, hit):
        if prep.i == end:
            tokens |= set(layout.subtree(prep.i))
            end = max(tokens) + 1
    return _clean(layout, tokens, hit, source)


def obj_and_rest(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the object and the prepositional phrase that judges it: "accused X of Y", "described X as Y"."""
    link = layout.tokens[hit.link]
    heads = [c for c in link.children if c.i > link.i and layout.is_role(c, "object")]
    judged = list(_topics(layout, hit))
    judged += [g for c in heads for g in c.children if c.dep_ == "dobj" and _is_topic(layout, g)]
    if not judged:
        return ()
    return _clean(layout, _filled(_subtrees(layout, [*heads, *judged])), hit, source)


def _topics(layout: Layout, hit: CueHit) -> Iterable[Token]:
    """Yield the prepositions behind the cue that lead to what it judges, not to a time or a place."""
    return (c for c in _complements(layout, hit) if c.i > hit.link and _is_topic(layout, c))


def _is_topic(layout: Layout, prep: Token) -> bool:
    if prep.dep_ != "prep" or prep.lower_ not in layout.grammar.topic_prepositions:
        return False
    return not any(layout.is_time(c) for c in prep.children)


def predicate(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the object with its predicate: "called the incursion a serious attack", "what X called Y"."""
    link = layout.tokens[hit.link]
    heads = [c for c in link.children if c.i > link.i and layout.is_role(c, "predicate", "object")]
    if not any(layout.is_role(c, "predicate") and not _has_to(c) for c in heads):
        return ()
    return _clean(layout, _filled(_subtrees(layout, heads)), hit, source)


def infinitive(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the infinitive with whoever is to do it: "vowed to fight", "urged X to go", "X is expected to go"."""
    link, verb = layout.tokens[hit.link], layout.tokens[hit.anchor]
    heads = [
        c
        for c in _complements(layout, hit)
        if c.i > link.i and layout.is_role(c, "infinitive", "clause", "adverbial", "noun_clause") and _has_to(c)
    ]
    if not heads:
        return ()
    doer = [c for c in _complements(layout, hit) if link.i < c.i < heads[0].i and layout.is_role(c, "object")]
    tokens = _filled(_subtrees(layout, [*doer, heads[0]]))
    if any(True for _ in layout.children(verb, "passive_auxiliary")):
        tokens |= _subtrees(layout, layout.children(verb, "passive_subject"))
    return _clean(layout, tokens, hit, source)


def _has_to(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.pos_ == "PART" for c in verb.children)


def noun_clause(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the clause of a noun: "the claim that …"."""
    noun = layout.tokens[hit.link]
    heads = [
        c
        for c in noun.children
        if c.i > noun.i
        and layout.is_role(c, "noun_clause")
        and any(g.lower_ in layout.grammar.complementizers and g.dep_ == "mark" for g in c.children)
    ]
    return _clean(layout, _subtrees(layout, heads), hit, source) if heads else ()


def passive_subject(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the passive's subject and predicate: "The war was dubbed an operation by Putin"."""
    verb = layout.tokens[hit.anchor]
    subjects = list(layout.children(verb, "passive_subject"))
    if not subjects or not any(True for _ in layout.children(verb, "passive_auxiliary")):
        return ()
    rest = [c for c in verb.children if c.i > verb.i and (layout.is_role(c, "predicate") or _judges(layout, c))]
    tokens = _subtrees(layout, [*subjects, *rest])
    by = min(source, default=0) - 1
    if by > verb.i and by in tokens:  # "dubbed an operation by Putin": the agent hangs on the predicate
        tokens = {i for i in tokens if i < by}
    return _clean(layout, tokens, hit, source)


def rest_of_sentence(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the clause that an adverbial cue such as "according to X" belongs to."""
    cue = layout.tokens[hit.anchor]
    own = set(layout.subtree(cue.i)) | set(source)
    start, end = layout.sentences[layout.sentence[cue.i]]
    host = cue.head
    while host.head.i != host.i and host.pos_ not in layout.grammar.verb_tags:
        host = host.head
    while layout.is_role(host, "conjunct", "auxiliary") and host.head.i != host.i:
        host = host.head
    tokens = set(layout.subtree(host.i)) if host.i != cue.i else set(range(start, end))
    if len(tokens - own) < 3:
        tokens = set(range(start, end))
    return _clean(layout, {i for i in tokens - own if start <= i < end}, hit, source)


def quote_before(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the quotation right before the cue and its source: `“…,” X said`."""
    between = words_between(layout, hit)
    if between is None:
        return ()
    if any(i not in source and not _may_stand_between(layout, i, hit) for i in between):
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
    for i in range(high + 1, min(end, high + 1 + _REACH)):
        if layout.is_quoted(i):
            region = layout.regions[layout.region[i]]
            whole = region.start > high and not _is_fragment(layout, region.start, region.end, high)
            return tuple(range(region.start, region.end)) if whole else ()
        token = layout.tokens[i]
        if token.i not in source and (token.pos_ in layout.grammar.verb_tags or (judges and _is_noun(layout, token))):
            return ()
    return _next_paragraph(layout, hit, end)


def _is_noun(layout: Layout, token: Token) -> bool:
    return token.pos_ in layout.grammar.noun_tags


def text_after(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the rest of the sentence behind the cue and its addressee, where the parse gives no clause."""
    _, end = layout.sentences[layout.sentence[hit.anchor]]
    first = max(hit.tokens) + 1
    own = set(source)
    for child in layout.tokens[hit.anchor].children:
        if first <= child.i < first + 2 and layout.is_role(child, "object") and layout.right[child.i] < first + 6:
            first = layout.right[child.i] + 1
    that = next((i for i in range(first, min(end, first + _REACH)) if _is_complementizer(layout, i)), None)
    tokens = set(range(first if that is None else that + 1, end)) - own
    if not tokens or layout.is_quoted(hit.anchor) or layout.tokens[min(tokens)].is_punct:
        return ()
    if that is None and not (_is_finite(layout, tokens) and layout.tokens[min(tokens)].pos_ != "ADP"):
        return ()
    return _clean(layout, tokens, hit, source)


def _is_finite(layout: Layout, tokens: set[int]) -> bool:
    return any(layout.tokens[i].tag_ in ("VBD", "VBZ", "VBP", "MD") for i in tokens)


def _is_complementizer(layout: Layout, index: int) -> bool:
    token = layout.tokens[index]
    if token.lower_ not in layout.grammar.complementizers or token.pos_ != "SCONJ" or layout.is_quoted(index):
        return False
    return not layout.is_role(token.head, "relative", "reduced")


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


def as_clause(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the clause that "as X put it" or "as X noted" comments on."""
    verb = layout.tokens[hit.anchor]
    if not any(c.lower_ in layout.grammar.comparatives and c.i < verb.i for c in verb.children):
        return ()
    if layout.is_role(verb, "conjunct") or layout.words_after_object(verb):
        return ()
    return rest_of_sentence(layout, hit, source)


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


def quote_before_dash(layout: Layout, hit: CueHit, source: Tokens) -> Tokens:
    """Return the quotation that a dash and a name close, also on the next line: “…” ― Ann Lee."""
    paragraph = layout.paragraph[hit.anchor]
    start, _ = layout.paragraphs[paragraph]
    if paragraph and all(layout.blank[i] for i in range(start, hit.anchor)):
        start, _ = layout.paragraphs[paragraph - 1]
    before = next((i for i in range(hit.anchor - 1, start - 1, -1) if not layout.blank[i]), None)
    if before is None or not layout.is_quoted(before) or not source:
        return ()
    region = layout.regions[layout.region[before]]
    return tuple(range(region.start, region.end)) if region.start == start else ()


def _may_stand_between(layout: Layout, index: int, hit: CueHit) -> bool:
    """Return whether a token may stand between a quotation and its cue's clause: punctuation, adverbs, verbs above."""
    token = layout.tokens[index]
    if token.pos_ in layout.grammar.verb_tags:  # only those whose subject the cue shares are left here
        return True
    if layout.is_role(layout.tokens[hit.anchor], "gerund") and layout.tokens[hit.anchor].head.i == index:
        return True
    return token.is_punct or token.is_space or token.pos_ in ("ADV", "CCONJ", "SCONJ", "SYM", "X") or token.text == "-"


def _judges(layout: Layout, child: Token) -> bool:
    return child.dep_ == "prep" and child.lower_ in layout.grammar.judging_prepositions


def _complements(layout: Layout, hit: CueHit) -> Iterable[Token]:
    """Yield the dependents of the cue's words that are not the cue's words themselves."""
    chain = set(hit.chain)
    for i in sorted(chain, reverse=True):
        for child in layout.tokens[i].children:
            if child.i not in chain:
                yield child


def _same(layout: Layout, i: int, j: int) -> bool:
    return layout.sentence[i] == layout.sentence[j]


def _subtrees(layout: Layout, heads: Iterable[Token]) -> set[int]:
    return {i for head in heads for i in layout.subtree(head.i)}


def _filled(tokens: set[int]) -> set[int]:
    return set(range(min(tokens), max(tokens) + 1)) if tokens else tokens


def _without_conjuncts(layout: Layout, tokens: set[int], hit: CueHit) -> set[int]:
    """Cut off a conjunct that is the cue's own and not the clause's: "said X had failed and called Y a shame"."""
    for i in sorted(tokens):
        head = layout.misattached(layout.tokens[i])
        if head is not None and head.i == hit.anchor:
            return {j for j in tokens if j < layout.left[i]}
    return tokens


def _clean(layout: Layout, tokens: set[int], hit: CueHit, source: Tokens) -> Tokens:
    """Return the tokens without the cue, the source and a leading "that", whole quotations kept whole."""
    start, end = layout.paragraphs[layout.paragraph[hit.anchor]]
    tokens = _without_conjuncts(layout, tokens, hit)
    own = set(hit.tokens) | set(source)
    tokens = {i for i in tokens if start <= i < end}
    tokens = _whole_regions(layout, tokens, hit) - own
    kept = list(layout.trim(tokens))
    while (
        len(kept) > 1 and layout.tokens[kept[0]].lower_ in layout.grammar.complementizers | layout.grammar.conjunctions
    ):
        kept = list(layout.trim(kept[1:]))
    while len(kept) > 1 and layout.tokens[kept[-1]].lower_ in layout.grammar.conjunctions:
        kept = list(layout.trim(kept[:-1]))
    kept += _missing_bracket(layout, kept)
    # "The dam, he said, would hold": the commas around the cue are nobody's words
    return tuple(i for start, end in layout.runs(kept) for i in layout.trim(range(start, end)))


def _missing_bracket(layout: Layout, kept: list[int]) -> list[int]:
    """Return the bracket right behind the tokens that closes one among them: parses hang it anywhere."""
    after = kept[-1] + 1 if kept else len(layout.doc)
    if after >= len(layout.doc) or layout.tokens[after].text not in (")", "]"):
        return []
    depth = sum((layout.tokens[i].text in ("(", "[")) - (layout.tokens[i].text in (")", "]")) for i in kept)
    return [after] if depth > 0 else []


def _whole_regions(layout: Layout, tokens: set[int], hit: CueHit) -> set[int]:
    """Add the rest of each quotation that the tokens cut: a parse may break inside one, a speaker does not."""
    here = layout.region[hit.anchor]
    out = set(tokens)
    for k in {layout.region[i] for i in tokens} - {-1, here}:
        out.update(range(layout.regions[k].start, layout.regions[k].end))
    return out


QUOTATIONS = frozenset({"quote-before", "quote-after", "quote-before-dash", "headline-quote"})
"""The strategies that take a quotation as it stands, whatever the parse says."""

CONTENT_STRATEGIES: dict[str, Strategy] = {
    "clause": clause,
    "host-clause": host_clause,
    "object": obj,
    "object-and-rest": obj_and_rest,
    "predicate": predicate,
    "infinitive": infinitive,
    "noun-clause": noun_clause,
    "passive-subject": passive_subject,
    "rest-of-sentence": rest_of_sentence,
    "as-clause": as_clause,
    "headline-quote": headline_quote,
    "quote-before": quote_before,
    "quote-before-dash": quote_before_dash,
    "quote-after": quote_after,
    "spoken-line": spoken_line,
    "text-after": text_after,
}
