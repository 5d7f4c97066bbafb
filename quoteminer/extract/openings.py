"""Openings: what a sentence begins with before whoever reports, and that is no part of him: a label, a participle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoteminer.extract.closing_reports import is_mark, name_in, office_in
from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.words import Move, Word, Words

_LABEL = 5
"""Words of a place or a topic before a colon at most: "KUALA LUMPUR: …"."""

_REACH = 30
"""Words of such a participle and of whoever reports at most."""

_COMMAS = 4
"""Commas in the opening and in the reporter's name and office at most."""

_SPEAKING = 0.5
"""Prior from which on a verb with a clause tells that somebody speaks: not in "His group, called the Fund, …"."""

_STOPS = frozenset(".?!")
"""What ends a sentence, and no headline."""

_REPORTED = ("VBD", "VBZ")
"""Tags of the reporter's verb."""


def labels_apart(words: Words, known: Knowledge) -> Iterator[Move]:
    """Cut off a place or a topic before a colon that opens a paragraph: "MUMBAI: The court said …".

    The parser takes it for the subject. A label that comes again is a speaker's, in a transcript. The sentence begins
    behind the colon from here on.
    """
    found = [label for word in words.words if word.text == ":" and (label := _label(words, word))]
    texts = [tuple(word.text for word in label) for label in found]
    shouted = sum(all(word.text.isupper() for word in label) for label in found)
    for label, text in zip(found, texts, strict=True):
        colon = label[-1].i + 1
        _, end = words.sentence_of(colon)
        behind = words.words[colon + 1 : end]
        again = texts.count(text) > 1 or (shouted > 1 and all(word.text.isupper() for word in label))
        if not again and _reports(behind, known):
            yield from _cut(label, words[colon], behind)


def _label(words: Words, colon: Word) -> Sequence[Word]:
    """Return the capitalised words between the beginning of a paragraph and a colon that a sentence follows."""
    start = colon.i
    while start > 0 and not words[start - 1].is_space and colon.i - start <= _LABEL:
        start -= 1
    label = words.words[start : colon.i]
    behind = words.words[colon.i + 1 : colon.i + 2]
    opens = bool(behind) and not behind[0].is_quote and behind[0].text[:1].isupper()
    capital = all(word.text[:1].isupper() and word.text.isalpha() for word in label)
    paragraph = start == 0 or "\n" in words[start - 1].text
    return label if paragraph and 0 < len(label) <= _LABEL and opens and capital else ()


def _reports(behind: Sequence[Word], known: Knowledge) -> bool:
    """Return whether the words are a sentence, no headline, with a finite verb of the lexicon or one in the perfect."""
    tags = {*known.grammar.finite_tags, "VBN"}
    ends = any(word.text in _STOPS for word in behind[-2:])
    return ends and any(word.tag_ in tags and word.lemma_.lower() in known.patterns.cues for word in behind)


def _cut(label: Sequence[Word], colon: Word, behind: Sequence[Word]) -> Iterator[Move]:
    """Yield the moves that make the label a tree of its own, and what hangs on it the rest's."""
    inner = {word.i for word in label} | {colon.i}
    top = next((word for word in label if word.head is word or word.head.i not in inner), label[0])
    loose = [word for word in behind if word.head.i in inner]
    heads = [word for word in loose if not word.is_punct]
    above = top.head if top.head is not top else None
    colon.doc.begin(behind[0].i)
    if heads and above is not None:
        yield heads[0], above, top.dep_
    elif heads:
        yield heads[0], heads[0], "ROOT"
    yield from ((word, heads[0], word.dep_) for word in loose if heads and word is not heads[0])
    yield top, top, "ROOT"
    yield from ((word, top, word.dep_) for word in (*label, colon) if word is not top and word.head.i not in inner)


def participle_apart(words: Words, opener: Word, known: Knowledge) -> Iterator[Move]:
    """Hang a participle that opens a sentence on the report: "Reacting, the chairman, Ann Lee, said …".

    The parser takes it for the subject, and the chairman for its apposition, or it for a part of his name.
    """
    stretch = words.words[opener.i : min(words.sentence_of(opener.i)[1], opener.i + _REACH)]
    verb = next((w for w in stretch if w.tag_ in _REPORTED and w.lemma_.lower() in known.patterns.cues), None)
    behind = words.words[verb.i + 1 : verb.i + 2] if verb is not None else []
    if verb is None or any(map(is_mark, words.words[opener.i : verb.i])) or any(word.text == "," for word in behind):
        return
    commas = [i for i in range(opener.i + 1, verb.i) if words[i].text == ","]
    for comma, stop in zip(commas[:_COMMAS], [*commas[1:], verb.i], strict=False):
        part = words.words[comma + 1 : stop]
        if opener.i < opener.head.i < comma:  # "Shifting winds are a danger, the minister said"
            return
        led = any(word.head is verb and word.dep_ in known.grammar.roles["subject"] for word in part)
        led = led or (stop == verb.i and part[:1] != [] and part[0].pos_ == "PROPN")  # "…, Dr Ann Lee of the bank said"
        if part and (led or name_in(part, known) or office_in(part, known)):
            yield from _apart(words, opener, comma, verb, known)
            return


def _apart(words: Words, opener: Word, comma: int, verb: Word, known: Knowledge) -> Iterator[Move]:
    """Yield the moves that hang a participle up to a comma on the verb, and whoever stands behind it as its subject."""
    subject, nouns = words.words[comma + 1 : verb.i], known.grammar.noun_tags
    outer = [word for word in subject if word.pos_ in nouns and not comma < word.head.i < verb.i]
    wrong = opener.head is not verb or opener.dep_ in known.grammar.roles["subject"]
    if not outer or not (wrong or any(word.head.i <= comma for word in outer)):
        return
    head = outer[0]
    yield head, verb, "nsubj"
    yield from ((word, head, "appos") for word in outer[1:])
    yield opener, verb, "advcl"
    inside = [w for w in words.words[opener.i + 1 : comma + 1] if comma < w.head.i < verb.i]
    yield from ((word, opener, word.dep_) for word in inside)
    yield from ((word, head, word.dep_) for word in subject if word.is_punct and word.head.i <= comma)


def inverted_aside(words: Words, subject: Word, known: Knowledge) -> Iterator[Move]:
    """Give a report that is inserted behind a subject its own: "Shoppers, notes Ann Lee of the bank, are careful".

    The parser takes the shoppers for those who note. Between a subject without an aside and its verb no comma stands.
    """
    verb, tags = subject.head, {*known.grammar.finite_tags, "MD", "VB"}
    comma = subject.right + (words[subject.right].text != ",")
    cue = known.patterns.cues.get(verb.lemma_.lower()) if comma == verb.i - 1 and words[comma].text == "," else None
    if cue is None or cue.frames.get("clause", 0.0) < _SPEAKING or verb.tag_ not in _REPORTED:
        return
    start, end = words.sentence_of(verb.i)
    inner = any(word.text == "," or is_mark(word) for word in words.words[subject.left : comma])
    after = range(verb.i + 2, min(end - 1, verb.i + _REACH))
    close = next((i for i in after if words[i].text == "," and words[i + 1].tag_ in tags), None)
    part = words.words[verb.i + 1 : close] if close is not None else []
    if inner or not part or any(word.tag_ in tags or is_mark(word) or word.text == ":" for word in part):
        return
    nominal, inside = (*known.grammar.noun_tags, "PRON"), range(part[0].i, part[-1].i + 1)
    speaker = next((word for word in part if word.pos_ in nominal and word.head.i not in inside), None)
    clause = words[part[-1].i + 2]
    clause = clause.head if clause.dep_ in known.grammar.roles["auxiliary"] else clause
    if speaker is None or clause.i < verb.i or subject.left != start:
        return
    passive = any(child.dep_ in known.grammar.roles["passive_auxiliary"] for child in clause.children)
    yield subject, clause, "nsubjpass" if passive else "nsubj"
    yield speaker, verb, "nsubj"
    if verb.head is not clause and not (clause.head is verb and clause.dep_ in known.grammar.roles["clause"]):
        yield clause, verb, "ccomp"
