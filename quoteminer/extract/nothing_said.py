"""Nothing said: cues that tell of no words at all, "neither confirm nor deny", "the storm threatened to return"."""

from __future__ import annotations

from spacy.tokens import Token

from quoteminer.extract.candidates import Candidate
from quoteminer.extract.layout import Layout, Tokens

_QUOTED = {"quote"}
"""The frames of verbs that only a quotation makes verbs of speech."""

_NAMES = 4
"""Words of names at most that say nothing by themselves: "named Ann Lee and Max Roe"."""


def says_nothing(layout: Layout, candidate: Candidate) -> bool:
    """Return whether a candidate's cue tells of nothing that was said."""
    cue, grammar = layout.tokens[candidate.hit.anchor], layout.grammar
    lemma = cue.lemma_.lower()
    if lemma in grammar.confirming and _is_left_open(layout, cue):
        return True
    if lemma in grammar.of_people and _is_things(layout, candidate.source, cue):
        return True
    if _is_named_thing(layout, candidate.source) or not _is_told_by_verb(layout, candidate, lemma):
        return True
    if lemma in grammar.naming and _names_only(layout, candidate.content):
        return True
    if lemma in grammar.of_agents and not candidate.source:
        return any(True for _ in layout.children(cue, "passive_auxiliary"))
    return lemma in grammar.deciding and _is_still_due(layout, cue)


def _is_left_open(layout: Layout, cue: Token) -> bool:
    """Return whether a verb is one of two that exclude each other: "neither confirm nor deny"."""
    other = cue.head if layout.is_role(cue, "conjunct") else next(layout.children(cue, "conjunct"), None)
    return other is not None and other.lemma_.lower() in layout.grammar.confirming and other.lemma_ != cue.lemma_


def _is_things(layout: Layout, source: Tokens, cue: Token) -> bool:
    """Return whether a thing, by a common noun, is the cue's subject: "the storm threatened to return"."""
    head = next((t for t in layout.children(cue, "subject") if t.i in source), None)
    if head is None or head.pos_ != "NOUN" or not head.is_lower or head.i in layout.names.by_token:
        return False
    data, grammar = layout.speakers, layout.grammar
    speaking = (data.human_words, data.group_nouns, data.organisation_nouns, data.document_nouns, grammar.label_nouns)
    spoken = {head.lower_, head.lemma_.lower()}
    known = any(not spoken.isdisjoint(words) for words in speaking) or bool(spoken & grammar.utterances)
    return not known and not data.is_calling(head.lemma_.lower(), shared=False)


def _is_named_thing(layout: Layout, source: Tokens) -> bool:
    """Return whether a storm or a flight with a name is the source: "Storm Edda"."""
    first = layout.tokens[source[0]] if len(source) > 1 else None
    if first is None or first.lower_ not in layout.grammar.named_things or not first.is_title:
        return False
    return all(layout.tokens[i].pos_ in ("PROPN", "NUM") for i in source[1:])


def _is_told_by_verb(layout: Layout, candidate: Candidate, lemma: str) -> bool:
    """Return whether a cue that takes words or a clause has them: no "wept in the gallery", "found amber beads"."""
    frames, content = candidate.hit.lexeme.frames, candidate.content
    if any(map(layout.is_quoted, content)):
        return True
    first = layout.tokens[content[0]]
    if frames.keys() == _QUOTED:
        placed = any(token.dep_ == "prep" for token in layout.tokens[max(first.i - 1, 0) : first.i + 1])
        return not placed or first.i < candidate.hit.anchor
    clausal = (*layout.grammar.verb_tags, "ADJ")
    joined = first.i > 0 and layout.tokens[first.i - 1].lower_ in layout.grammar.complementizers
    thing = lemma in layout.grammar.of_clauses and not joined
    return (
        not thing
        or any(layout.tokens[i].pos_ in layout.grammar.verb_tags for i in content)
        or (layout.tokens[content[-1]].pos_ in clausal)
    )


def _names_only(layout: Layout, content: Tokens) -> bool:
    """Return whether a content is nothing but one name or two."""
    words = [layout.tokens[i] for i in content if layout.words[i]]
    names = all(word.pos_ == "PROPN" or word.lower_ in layout.grammar.conjunctions for word in words)
    return names and len(words) <= _NAMES


def _is_still_due(layout: Layout, cue: Token) -> bool:
    """Return whether somebody may yet decide: "must be approved by parliament"."""
    passive = any(True for _ in layout.children(cue, "passive_auxiliary"))
    return passive and any(c.tag_ == "MD" for c in layout.children(cue, "auxiliary"))
