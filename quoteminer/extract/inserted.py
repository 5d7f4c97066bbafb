"""Inserted reports: what their speaker did next hangs on them: "The plan, Lee said, was dead, and she left"."""

from __future__ import annotations

from collections.abc import Iterator

from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.words import Move, Word, Words

_NEAR = 5
"""Words from the conjunction to the verb at most: "and she has since refused"."""


def next_act(words: Words, verb: Word, known: Knowledge) -> Iterator[Move]:
    """Hang what a speaker did next on the report that is inserted into what was said before.

    The parser joins it to that, and a ranker takes it for a part of the statement.
    """
    grammar, host = known.grammar, verb.head
    if verb.lemma_.lower() not in grammar.next_acts or not host.i < verb.i:
        return
    subject = next((c for c in verb.children if c.dep_ in grammar.roles["subject"]), None)
    if subject is None or subject.pos_ != "PRON" or not 0 < verb.i - subject.i < _NEAR:
        return
    joined = words[subject.i - 1].lower_ in grammar.conjunctions and words[subject.i - 2].text == ","
    report = next((c for c in host.children if c.dep_ in grammar.roles["parenthetical"] and c.i < verb.i), None)
    if not joined or report is None or report.lemma_.lower() not in known.patterns.cues:
        return
    speaker = next((c for c in report.children if c.dep_ in grammar.roles["subject"]), None)
    acts = verb.tag_ == report.tag_ or any(c.dep_ in grammar.roles["negation"] for c in verb.children)
    if speaker is None or not acts or not _agree(subject, speaker, known):
        return
    inside = range(report.left, report.right + 1)
    said = (word for word in words.words[host.left : subject.i - 1] if word.i not in inside)
    if not any(_may_be_meant(word, subject, known) for word in said):
        yield verb, verb, "ROOT"
        yield from ((c, verb, c.dep_) for c in host.children if subject.i - 2 <= c.i < subject.i)


def _agree(pronoun: Word, speaker: Word, known: Knowledge) -> bool:
    """Return whether a pronoun may mean a speaker: "she" no "they", "they" several, or a body."""
    words = known.speakers.pronouns
    if speaker.pos_ == "PRON":
        return pronoun.lower_ == speaker.lower_
    if pronoun.lower_ in words.plural:
        return speaker.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in speaker.children)
    return pronoun.lower_ in words.male | words.female


def _may_be_meant(word: Word, pronoun: Word, known: Knowledge) -> bool:
    """Return whether a word before the pronoun names somebody else whom that may mean."""
    data = known.speakers
    if word.pos_ == "PRON":
        people = data.pronouns.male | data.pronouns.female | data.pronouns.plural
        return word.lower_ in people and word.lower_ != pronoun.lower_
    if pronoun.lower_ in data.pronouns.plural:
        return word.tag_ in ("NNS", "NNPS") and not {word.lower_, word.lemma_.lower()}.isdisjoint(
            data.human_words | data.group_nouns
        )
    return not {word.lower_, word.lemma_.lower()}.isdisjoint(data.human_words) or word.lower_ in data.first_names
