"""Asides: what stands behind the words of a speaker, and is not theirs, though a parse or a network takes it in."""

from __future__ import annotations

from spacy.tokens import Token

from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.quotations import is_headline, labelled_from
from quoteminer.extract.verdicts import verdict_start

_TIME = 4
"""Words up to the one behind a measure of time: "just two weeks after"."""

_COUNTED = frozenset({"DET", "NUM", "ADV", "ADJ", "NOUN"})
"""Parts of speech of such a measure."""

_STOPS = (".", "?", "!")
"""Marks that no headline ends with."""


def without_next_speaker(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content up to a later sentence that begins with whose quotation it is; that may leave nothing."""
    if not content or not layout.words[anchor] or content[-1] < anchor:
        return content
    starts = {layout.regions[layout.region[i]].start for i in content if i > anchor and layout.is_quoted(i)}
    labelled = (labelled_from(layout, start, anchor) for start in sorted(starts) if start > anchor)
    end = next((first for first in labelled if first is not None), None)
    return content if end is None else layout.trim(i for i in content if i < end)


def without_verdict(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content without what the reporter tells of it in an apposition.

    Lee called it “a long nap”, a verdict she later withdrew. Lee said the army had fled, a charge the army denied.
    """
    for i in content:
        start = verdict_start(layout, layout.tokens[i]) if i > anchor else None
        if start is not None:
            after = [k for k in content if k > layout.right[i]]
            joins = any(layout.tokens[k].lower_ in layout.grammar.conjunctions for k in layout.trim(after)[:1])
            mark = layout.tokens[start - 1].text
            inserted = mark != "," and any(layout.tokens[k].text == mark for k in after[:1])  # "it rains – a claim – "
            kept = [*layout.trim(k for k in content if k < start), *(layout.trim(after) if joins or inserted else ())]
            return tuple(kept) or content
    return content


def without_predicate(layout: Layout, content: Tokens, hit: CueHit) -> Tokens:
    """Return the content of a noun without what is told of that: "Lee’s claim that it rains could not be checked"."""
    noun = layout.tokens[hit.link]
    if noun.pos_ not in layout.grammar.noun_tags or not layout.is_role(noun, "subject", "passive_subject"):
        return content
    end = layout.right[noun.i]
    inside = bool(content) and noun.i < content[0] <= end < noun.head.i
    return layout.trim(i for i in content if i <= end) or content if inside else content


def without_scene(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content up to a clause behind its last quotation that tells what the speaker did meanwhile.

    Lee said the plan was “a mess” as she left the meeting, hours after the vote. Behind the “as” of a headline stands
    what happens beside it: “Lee urges ‘calm’ as rivers rise”.
    """
    tail, setters = tail_of(layout, content, anchor), layout.grammar.scene_setters
    at = next((k for k, token in enumerate(tail[:_TIME]) if token.lower_ in setters), len(tail))
    if at + 1 >= len(tail):
        return content
    people = layout.speakers.pronouns.male | layout.speakers.pronouns.female
    _, end = layout.paragraphs[0]
    clause = any(token.tag_ in layout.grammar.finite_tags for token in tail)
    headline = is_headline(layout, anchor) and layout.tokens[end - 1].text not in _STOPS and clause
    meanwhile = tail[1].lower_ in people or tail[1].tag_ == "VBG" or headline
    timed = at > 0 and all(token.pos_ in _COUNTED for token in tail[:at]) and layout.is_time(tail[at - 1])
    return _up_to(layout, content, tail[0]) if timed or (not at and meanwhile) else content


def without_venue(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content without where it was said, behind its last quotation: "called it “a mess” on Facebook"."""
    tail = tail_of(layout, content, anchor)
    if len(tail) < 2 or tail[0].lower_ not in layout.grammar.venue_prepositions:
        return content
    named = all(token.pos_ == "PROPN" for token in tail[1:]) and tail[0].head.i == anchor
    listed = " ".join(token.lower_ for token in tail[1:]).rstrip(".") in layout.grammar.platforms
    return _up_to(layout, content, tail[0]) if named or listed else content


def tail_of(layout: Layout, content: Tokens, anchor: int) -> list[Token]:
    """Return the words behind the last quotation of a content that follows its cue."""
    quoted = [i for i in content if layout.is_quoted(i)]
    if not quoted or quoted[0] < anchor:
        return []
    return [layout.tokens[i] for i in content if i > quoted[-1] and layout.words[i]]


def _up_to(layout: Layout, content: Tokens, token: Token) -> Tokens:
    return layout.trim(i for i in content if i < token.i)


def without_stir(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content without what it stirred: "asked why nothing was done, drawing applause"."""
    grammar = layout.grammar
    for i in content:
        verb = layout.tokens[i]
        if i <= anchor or verb.tag_ != "VBG" or verb.lemma_ not in grammar.stirring or layout.is_quoted(i):
            continue
        stirs = any(c.lemma_ in grammar.stirred for c in layout.children(verb, "object"))
        if stirs and layout.tokens[i - 1].text == "," and content[0] < i:
            return layout.trim(k for k in content if k < i) or content
    return content


def without_bearing(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content without how its speaker looked or sounded, between the cue and the next sentence.

    “We fought,” Lee said, his voice breaking. “But we lost.”
    """
    _, end = layout.sentences[layout.sentence[anchor]]
    gap = [i for i in content if anchor < i < end and layout.words[i]]
    around = [i for i in content if layout.words[i] and i not in gap]
    if not gap or any(layout.is_quoted(i) for i in gap) or not all(layout.is_quoted(i) for i in around):
        return content
    finite = any(layout.tokens[i].tag_ in layout.grammar.finite_tags or layout.tokens[i].tag_ == "MD" for i in gap)
    framed = bool(around) and around[0] < anchor and around[-1] >= end and layout.tokens[gap[0] - 1].text == ","
    return layout.trim(i for i in content if not anchor < i < end) if framed and not finite else content


def without_host(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the quotation that is called so, without what is told of it: "What Lee called “a mess” was over"."""
    named = any(c.tag_ == "WP" and c.i < anchor for c in layout.children(layout.tokens[anchor], "object", "predicate"))
    if not named or not content or content[0] < anchor or not layout.is_quoted(content[0]):
        return content
    region = layout.region[content[0]]
    rest = [layout.tokens[i] for i in content if layout.region[i] != region]
    goes_on = any(token.tag_ in layout.grammar.finite_tags for token in rest)
    return tuple(i for i in content if layout.region[i] == region) if goes_on else content


def is_anothers(layout: Layout, content: Tokens, hit: CueHit) -> bool:
    """Return whether a content is no more than the clause of another verb behind the cue.

    In "The clinic apologised after inspectors found that it was dirty" it is what they found.
    """
    first = content[0]
    if first < hit.anchor or layout.is_quoted(first):
        return False
    verb = layout.tokens[first]
    while verb.head.i != verb.i and verb.head.i >= first:
        verb = verb.head
    above, setters = verb.head, layout.grammar.scene_setters
    within = content[-1] <= layout.right[verb.i]
    if above.lower_ in setters and layout.is_role(verb, "gerund") and hit.anchor < above.i:
        return within  # "apologised after admitting that …"
    if _opens_scene(layout, layout.tokens[first]):
        return within and above.i == hit.anchor
    between = hit.anchor < above.i < first and above.i not in hit.chain and above.pos_ in layout.grammar.verb_tags
    if not between or not layout.is_role(verb, "clause") or not within:
        return False
    setting = above if layout.is_role(above, "adverbial") else above.head
    leads = (*setting.children, setting) if setting.i > hit.anchor else ()
    return any(word.lower_ in setters and word.i < above.i for word in leads)


def _opens_scene(layout: Layout, word: Token) -> bool:
    """Return whether a word leads to what went before a report: "before he died", "after admitting that …"."""
    grammar = layout.grammar
    setter = word.lower_ in grammar.scene_setters and word.lower_ not in grammar.comparatives
    clause = word.dep_ == "mark" and layout.is_role(word.head, "adverbial")
    return setter and (clause or any(True for _ in layout.children(word, "gerund")))


def without_hearer(layout: Layout, content: Tokens, hit: CueHit) -> Tokens:
    """Return the content without whom, when and where is told, inside it: "The roof, she told us, had leaked"."""
    verb, grammar = layout.tokens[hit.anchor], layout.grammar
    if verb.pos_ not in grammar.verb_tags or content[-1] < verb.i or layout.is_quoted(verb.i):
        return content
    telling = verb.lemma_ in grammar.telling
    first = after = max(hit.tokens) + 1
    for child in layout.children(verb, "addressee", "preposition"):
        heard = telling or child.lower_ not in grammar.topic_prepositions  # "accused of theft"
        after = layout.right[child.i] + 1 if heard and layout.left[child.i] == after else after
    inside = (telling or content[0] < verb.i) and first < after < content[-1] and layout.tokens[after].text == ","
    if not inside or any(map(layout.is_quoted, range(first, after))):
        return content
    kept = layout.runs([i for i in content if not verb.i < i < after])
    return tuple(i for start, end in kept for i in layout.trim(range(start, end))) or content
