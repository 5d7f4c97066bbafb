"""Audience: who is told, asked or quoted is not who speaks."""

from __future__ import annotations

from spacy.tokens import Token

from quoteminer.extract.candidates import Candidate
from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.noun_phrases import mention
from quoteminer.extract.sources import agent, is_bare


def without_audience(layout: Layout, hit: CueHit, content: Tokens, source: Tokens) -> Tokens:
    """Return the source, or who speaks to it where it is the audience.

    "The jury was told by Lee that …" is Lee's, "The court heard that …" nobody's. "Asked by Roe if it rained, Lee said
    …": of 45 such participles in PolNeAR train the corpus gives 34 to nobody, the others to whom "by" names. What
    stands in quotation marks is the answer, or the tagger has taken "“Why?” asked Lee" for a participle.
    """
    cue = layout.tokens[hit.anchor]
    asked = hit.lexeme.act == "ask" and is_bare(layout, cue) and not any(layout.is_quoted(i) for i in content)
    heard = set(audience(layout, cue))
    return agent(layout, hit).tokens if asked or not heard.isdisjoint(source) else source


def is_noise(layout: Layout, candidate: Candidate) -> bool:
    """Return whether something is heard, or heard by the writer, that nobody has said: "I heard the rain"."""
    grammar, cue = layout.grammar, layout.tokens[candidate.hit.anchor]
    if cue.lemma_ not in grammar.hearing:
        return False
    told = any(layout.tokens[i].pos_ in grammar.verb_tags for i in candidate.content)
    return not told or any(layout.tokens[i].lower_ in grammar.writer for i in audience(layout, cue))


def audience(layout: Layout, cue: Token) -> Tokens:
    """Return who hears what the cue attributes, where that is its subject: "Reporters were told", "the court heard"."""
    grammar = layout.grammar
    if cue.lemma_ in grammar.hearing and cue.pos_ in grammar.verb_tags:
        heads = layout.children(cue, "subject")
    elif cue.lemma_ in grammar.telling:
        heads = layout.children(cue, "passive_subject")
    else:
        return ()
    return next((mention(layout, head, without=cue.i) for head in heads), ())
