"""What stands around a quote: to whom it was said, where it was taken from, and whether it was said at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Token

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.audience import audience
from quoteminer.extract.candidates import Candidate
from quoteminer.extract.hearsay import quoting_one
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.noun_phrases import mention
from quoteminer.extract.verdicts import verdict_start
from quoteminer.patterns.folding import fold

Scored = tuple[float, Candidate]


class Outlet(NamedTuple):
    """An outlet that only passes a quote on: its name, and the phrase that it stands in."""

    name: Tokens
    phrase: frozenset[int]


def split_via(layout: Layout, scored: Iterable[Scored], accept: float) -> tuple[list[Scored], Mapping[int, Outlet]]:
    """Return the candidates without those that only name an outlet, and the outlets by the anchor of their cue.

    "…, Peskov said, according to Interfax" is Peskov's quote, via Interfax; "citing Reuters" is no quote either. Where
    nothing is said, "Lee admitted the theft, according to police", it is the latter's.
    """
    every = list(scored)
    others = (c for score, c in every if score >= accept and not _names_outlet(layout, c))
    anchors = {c.hit.anchor for c in others if _says(layout, c)}
    kept: list[Scored] = []
    via: dict[int, Outlet] = {}
    for score, candidate in every:
        host = _host(layout, candidate, anchors) if _names_outlet(layout, candidate) else None
        if host is None:
            kept.append((score, candidate))
        else:
            name = candidate.source if candidate.pattern.via else candidate.content
            via[host] = Outlet(name, frozenset((*candidate.hit.tokens, *name)))
    cut = ((score, c, _without(layout, c.content, via.get(c.hit.anchor))) for score, c in kept)
    return [(score, c if content == c.content else replace(c, content=content)) for score, c, content in cut], via


def _without(layout: Layout, content: Tokens, outlet: Outlet | None) -> Tokens:
    """Return a content without the phrase of the outlet that passes it on, at its end."""
    if outlet is None or outlet.phrase.isdisjoint(content):
        return content
    first = min(outlet.phrase)
    inside = layout.is_quoted(first) or any(i > first and layout.words[i] for i in {*content} - outlet.phrase)
    return content if inside else layout.trim(i for i in content if i < first) or content


def with_circumstances(layout: Layout, attribution: Attribution, via: Mapping[int, Outlet]) -> Attribution:
    """Return the attribution with its addressee, outlet and whether the words were said."""
    outlet = via.get(attribution.anchor)
    return replace(
        attribution,
        content=_without(layout, attribution.content, outlet),
        via=(outlet.name if outlet else ()) or quoting_one(layout, layout.tokens[attribution.anchor]),
        addressee=_addressee(layout, attribution),
        asserted=_is_asserted(layout, attribution),
    )


def _says(layout: Layout, candidate: Candidate) -> bool:
    """Return whether a content is words or a clause, and no mere thing."""
    finite = {*layout.grammar.finite_tags, "MD"}
    return any(layout.tokens[i].tag_ in finite or layout.is_quoted(i) for i in candidate.content)


def _names_outlet(layout: Layout, candidate: Candidate) -> bool:
    """Return whether a cue names whom a quote is taken from: "according to Reuters", "citing", but no "who cited"."""
    participle = layout.tokens[candidate.hit.anchor].tag_ == "VBG"
    return candidate.pattern.via or (candidate.hit.lexeme.via and participle)


def _host(layout: Layout, candidate: Candidate, anchors: set[int]) -> int | None:
    """Return the cue that an outlet's phrase modifies, if its verb is one."""
    token = layout.tokens[candidate.hit.anchor]
    for _ in range(6):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.i in anchors:
            return token.i
        if token.pos_ in layout.grammar.verb_tags and layout.is_role(token, "clause"):
            # "Lee said it rained, according to Reuters": behind a comma the outlet is the reporter's, not Lee's
            return token.head.i if token.head.i in anchors and _closes_sentence(layout, candidate) else None
    return None


def _closes_sentence(layout: Layout, candidate: Candidate) -> bool:
    """Return whether an outlet's phrase stands behind a comma at the sentence's end."""
    name = candidate.source if candidate.pattern.via else candidate.content
    first, last = min(candidate.hit.tokens), max((*candidate.hit.tokens, *name))
    _, end = layout.sentences[layout.sentence[first]]
    return first > 0 and layout.tokens[first - 1].text == "," and not any(layout.words[last + 1 : end])


def _addressee(layout: Layout, attribution: Attribution) -> Tokens:
    """Return whom the cue is said to: "told Russian state media", "said to reporters"."""
    cue = layout.tokens[attribution.anchor]
    others = {*attribution.content, *attribution.source, *attribution.cue}
    heard = audience(layout, cue)
    if (
        heard and others.isdisjoint(heard) and not (attribution.elided and attribution.source)
    ):  # "said they were helped and warned that"
        return heard
    for child in cue.children:
        if child.i < cue.i or layout.is_quoted(child.i) or layout.is_time(child):
            continue
        if child.lemma_ in layout.grammar.verdicts and verdict_start(layout, child) is not None:
            continue  # "accused him of “theft”, a remark that led to uproar"
        if layout.is_role(child, "addressee") and child.dep_ != "prep":
            if child.dep_ == "dobj" and attribution.lexeme.target == "object" and not _is_human(layout, child):
                continue  # "mocked the appeal on X: “…”"
            head: Token | None = child
        elif child.lower_ in layout.grammar.addressing and layout.is_role(child, "preposition"):
            head = next((c for c in layout.children(child, "object")), None)
        else:
            continue
        if head is not None and head.lower_ in layout.grammar.addressing:
            head = next((c for c in layout.children(head, "object")), None)
        if head is not None and not _can_hear(layout, child, head):
            continue
        found = mention(layout, head, without=cue.i) if head is not None else ()
        if found and not others & set(found):
            return found
    return ()


def _can_hear(layout: Layout, child: Token, head: Token) -> bool:
    """Return whether an addressee's head may hear.

    Not "it" ("put it"), a place ("said outside court"), a thing behind "with" ("with a shrug") or "to" ("to applause").
    """
    opens = layout.tokens[layout.left[head.i]]
    if head.lower_ in layout.grammar.expletives or opens.lower_ in layout.grammar.locatives:
        return False
    if _is_human(layout, head) or child.i == head.i:
        return True
    bare = head.tag_ == "NN" and not any(c.pos_ in ("DET", "PRON") for c in head.children)
    return not bare and child.lower_ not in layout.grammar.accompanying


def _is_human(layout: Layout, head: Token) -> bool:
    """Return whether a word means somebody or a body that can be told something."""
    data, word = layout.speakers, fold(head.lemma_)
    known = any(word in words for words in (data.human_words, data.organisation_nouns, data.group_nouns))
    return known or head.pos_ in ("PROPN", "PRON")


def _is_asserted(layout: Layout, attribution: Attribution) -> bool:
    """Return whether the article says that it was said: not "did not say", "would say", "if he says", "refused to"."""
    cue, grammar = layout.tokens[attribution.anchor], layout.grammar
    if attribution.source and layout.tokens[attribution.source[0]].lower_ in grammar.nobodies:
        return False
    token: Token = cue
    for _ in range(3):
        if any(True for _ in layout.children(token, "negation")):
            return False
        if any(c.lower_ in grammar.modals for c in layout.children(token, "auxiliary")):
            return False
        if any(c.lower_ in grammar.conditionals and c.dep_ == "mark" for c in token.children):
            return False
        if token.i != cue.i and token.lemma_ in grammar.withholding:
            return False
        if token.head.i == token.i or not layout.is_role(token, "infinitive", "conjunct"):
            break
        if layout.is_role(token, "conjunct") and token.tag_ != "VB":  # "did not rule out X and called Y …"
            break
        token = token.head
    return not _is_denied(layout, cue) and not _is_asked(layout, attribution)


def _is_denied(layout: Layout, cue: Token) -> bool:
    """Return whether the cue's clause hangs on a denial: "There is no evidence that he said …"."""
    joined = any(c.lower_ in layout.grammar.complementizers and c.dep_ == "mark" for c in cue.children)
    if not joined or not layout.is_role(cue, "noun_clause", "adverbial") or cue.head.i > cue.i:
        return False
    above = (cue.head, cue.head.head)
    beside = (*above, *(c for token in above for c in layout.children(token, "predicate")))
    if not any(token.lemma_.lower() in layout.grammar.truths for token in beside):
        return False
    words = (c for token in above for c in token.children if c.i < cue.i)
    return any(layout.is_role(c, "negation") or c.lower_ in layout.grammar.nobodies for c in words)


def _is_asked(layout: Layout, attribution: Attribution) -> bool:
    """Return whether the reporter's own sentence is a question: "Did he say that …?"."""
    first, last = attribution.content[0], attribution.content[-1]
    sentence = layout.sentence[attribution.anchor]
    if attribution.anchor > first or layout.sentence[last] != sentence:
        return False
    start, end = layout.sentences[sentence]
    opens = next((layout.tokens[i] for i in range(start, end) if layout.words[i]), layout.tokens[start])
    asks = layout.tokens[end - 1].text == "?" and (opens.pos_ == "AUX" or opens.tag_ in ("WP", "WRB", "WDT"))
    return asks and not any(layout.is_quoted(i) for i in (end - 1, *attribution.content))
