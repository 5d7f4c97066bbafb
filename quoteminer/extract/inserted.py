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


def next_report(words: Words, verb: Word, known: Knowledge) -> Iterator[Move]:
    """Hang on a report what its speaker said next and no thing says: "said sales rose and accused him of lying".

    The parser joins it to what was said, and its subject would be the sales.
    """
    grammar, clause = known.grammar, verb.head
    report = clause.head
    if verb.lemma_.lower() not in grammar.next_acts or clause.dep_ not in grammar.roles["clause"]:
        return
    ordered = report.i < clause.i < verb.i and verb.tag_ == report.tag_ and verb.tag_ in grammar.finite_tags
    joint = words[verb.left - 1]
    if not ordered or joint.lower_ not in grammar.conjunctions or report.lemma_.lower() not in known.patterns.cues:
        return
    subjects = (*grammar.roles["subject"], *grammar.roles["passive_subject"])
    subject = next((c for c in clause.children if c.dep_ in subjects), None)
    own = any(c.dep_ in subjects or c.lower_ in grammar.agent_prepositions for c in verb.children)
    if not own and subject is not None and _is_thing(subject, known):
        yield verb, report, "conj"
        yield joint, report, "cc"


def headline_act(words: Words, word: Word, known: Knowledge) -> Iterator[Move]:
    """Make a verb of what looks like a noun behind a headline's comma: "Marketers deny hoarding, blame depots"."""
    if word.lemma_.lower() not in known.grammar.next_acts or not word.i or words[word.i - 1].text != ",":
        return
    start, end = words.sentence_of(word.i)
    if start or words[end - 1].is_punct or not word.is_lower:
        return
    verb = next((w for w in words.words[start : word.i] if w.head is w and w.tag_ in ("VBP", "VBZ")), None)
    behind = words.words[word.i + 1 : end]
    if verb is None or not behind or verb.lemma_.lower() not in known.patterns.cues:
        return
    word.tag_, word.pos_ = "VBP", "VERB"
    yield word, verb, "conj"
    yield from ((c, word, "dobj") for c in behind if c.head.i < word.i and c.pos_ in known.grammar.noun_tags)


def _is_thing(noun: Word, known: Knowledge) -> bool:
    """Return whether a common noun means a thing that says nothing."""
    data, grammar, forms = known.speakers, known.grammar, {noun.lower_, noun.lemma_.lower()}
    speaking = (data.human_words, data.group_nouns, data.organisation_nouns, data.document_nouns, grammar.label_nouns)
    spoken = any(not forms.isdisjoint(words) for words in (*speaking, grammar.utterances))
    thing = noun.pos_ == "NOUN" and noun.is_lower and not spoken
    return thing and not data.is_calling(noun.lemma_.lower(), shared=False)


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
