"""Told: what was told hangs on the report, and not on who was told: "told a daily briefing that Turkey must act"."""

from __future__ import annotations

from collections.abc import Iterator

from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.words import Move, Word, Words


def told(words: Words, word: Word, known: Knowledge) -> Iterator[Move]:
    """Hang the clause of a hearer on the verb of telling before him."""
    grammar = known.grammar
    hearer, verb = word.head, word.head.head
    if verb.lemma_ not in grammar.telling or hearer.dep_ != "dobj" or not verb.i < hearer.i < word.i:
        return
    that = next((c for c in word.children if c.lower_ in grammar.complementizers and c.i == word.left), None)
    subjects = (*grammar.roles["subject"], *grammar.roles["passive_subject"])
    subject = next((c for c in word.children if c.dep_ in subjects and c is not that), None)
    if subject is None or any(c.dep_ in grammar.roles["clause"] for c in verb.children):
        return
    if that is None:
        rest = words.words[word.i : words.sentence_of(word.i)[1]]
        bare = subject.tag_ == "PRP" and subject.i == hearer.i + 1 and _hears(hearer, known)
        if bare and not any(other.lower_ in grammar.complementizers for other in rest):
            yield word, verb, "ccomp"
    elif words[that.i - 1].pos_ in grammar.noun_tags and (that.dep_ == "mark" or _hears(hearer, known)):
        yield word, verb, "ccomp"
        yield that, word, "mark"


def asked(words: Words, word: Word, known: Knowledge) -> Iterator[Move]:
    """Hang what somebody was asked on him, and him on what he said: "Moss, asked whether it rained, said it did"."""
    verb = word.head
    if word.lemma_ not in known.grammar.telling or word.tag_ not in ("VBD", "VBN") or not word.i < verb.i:
        return
    subject = next((c for c in word.children if c.dep_ in known.grammar.roles["subject"] and c.i < word.i), None)
    own = any(c.dep_ in known.grammar.roles["subject"] for c in verb.children)
    if subject is None or own or subject.right + 2 < word.i - 1 or words[word.i - 1].text != ",":
        return
    if words[word.right + 1].text == "," and verb.lemma_.lower() in known.patterns.cues and word.i > subject.right + 1:
        word.tag_ = "VBN"
        yield subject, verb, "nsubj"
        yield word, subject, "acl"
        yield from ((c, subject, c.dep_) for c in word.children if c.i < word.i and c.is_punct)


def _hears(hearer: Word, known: Knowledge) -> bool:
    """Return whether a noun means somebody, a body or a meeting."""
    data, forms = known.speakers, {hearer.lower_, hearer.lemma_.lower()}
    known_words = (data.human_words, data.organisation_nouns, data.group_nouns, known.grammar.audiences)
    return any(not forms.isdisjoint(words) for words in known_words)
