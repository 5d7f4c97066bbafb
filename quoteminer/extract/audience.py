"""Audience: who is told, asked or quoted is not who speaks."""

from __future__ import annotations

from spacy.tokens import Token

from quoteminer.extract.candidates import Candidate
from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.noun_phrases import mention
from quoteminer.extract.quotations import is_headline
from quoteminer.extract.sources import agent, is_bare


def without_audience(layout: Layout, hit: CueHit, content: Tokens, source: Tokens) -> Tokens:
    """Return the source, or who speaks to it where it is the audience.

    "The jury was told by Lee that …" is Lee's, "The court heard that …" nobody's. "Asked by Roe if it rained, Lee said
    …": of 45 such participles in PolNeAR train the corpus gives 34 to nobody, the others to whom "by" names. What
    stands in quotation marks is the answer, or the tagger has taken "“Why?” asked Lee" for a participle.
    """
    cue = layout.tokens[hit.anchor]
    asked = hit.lexeme.act == "ask" and is_bare(layout, cue) and not any(layout.is_quoted(i) for i in content)
    heard = _hears(layout, cue) or not set(audience(layout, cue)).isdisjoint(source)
    return agent(layout, hit).tokens if asked or heard else source


def is_noise(layout: Layout, candidate: Candidate) -> bool:
    """Return whether something is heard, or heard by the writer, that nobody has said: "I heard the rain"."""
    grammar, cue = layout.grammar, layout.tokens[candidate.hit.anchor]
    if cue.lemma_ not in grammar.hearing:
        return False
    told = any(layout.tokens[i].tag_ in grammar.finite_tags or layout.tokens[i].tag_ == "MD" for i in candidate.content)
    return (
        not told
        or _is_seen(layout, cue)
        or any(layout.tokens[i].lower_ in grammar.writer for i in audience(layout, cue))
    )


def _is_seen(layout: Layout, cue: Token) -> bool:
    """Return whether somebody is heard to do something: "The court heard Lee say …"."""
    clauses = list(layout.children(cue, "clause", "infinitive"))
    joined = any(c.dep_ == "mark" for clause in clauses for c in clause.children)
    return not joined and any(clause.tag_ in ("VB", "VBG", "VBP") for clause in clauses)


def audience(layout: Layout, cue: Token) -> Tokens:
    """Return who hears what the cue attributes, where that is its subject: "Reporters were told", "the court heard"."""
    if _hears(layout, cue):
        heads = [*layout.children(cue, "subject")]
    elif cue.lemma_ in layout.grammar.telling:
        heads = [*layout.children(cue, "passive_subject")]
        own = heads or any(True for _ in layout.children(cue, "subject", "addressee"))
        if not own and layout.is_role(cue, "conjunct"):  # "was arrested and told that …"
            heads = [*layout.children(cue.head, "passive_subject")]
        if cue.lemma_ in layout.grammar.needing_hearers and not heads and _tells_nobody(layout, cue):
            heads = [*layout.children(cue, "subject")]
    else:
        return ()
    return mention(layout, heads[0], without=cue.i) if heads else ()


def _tells_nobody(layout: Layout, cue: Token) -> bool:
    """Return whether nothing follows a verb that needs a hearer: a headline's passive, "X lied, court told"."""
    _, end = layout.sentences[layout.sentence[cue.i]]
    return cue.tag_ in ("VBD", "VBN") and (_heads_line(layout, cue) or not any(layout.words[cue.i + 1 : end]))


def _heads_line(layout: Layout, cue: Token) -> bool:
    """Return whether a bare body that hears is the subject in a headline: "MPs told tunnel will cost double"."""
    subject = next(layout.children(cue, "subject"), None)
    if subject is None or layout.left[subject.i] != subject.i or not is_headline(layout, cue.i):
        return False
    _, end = layout.paragraphs[0]
    named = cue.i + 2 >= end or layout.tokens[cue.i + 1].pos_ in ("PRON", "DET", "PROPN")
    return (
        not named
        and not layout.tokens[end - 1].is_punct
        and not {subject.lower_, subject.lemma_.lower()}.isdisjoint(layout.grammar.audiences)
    )


def _hears(layout: Layout, cue: Token) -> bool:
    return cue.lemma_ in layout.grammar.hearing and cue.pos_ in layout.grammar.verb_tags
