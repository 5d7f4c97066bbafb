"""Cues of the lexicon in a text: word classes, keys of several words, the cue's words in the record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from quoteminer.extract.cues import CueHit, find_cues
from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.layout import Layout, lay_out
from quoteminer.patterns.schema import Cue, Patterns
from quoteminer.pipeline import parse

CueIn = Callable[[str, str], tuple[Layout, CueHit]]


def keys_of(nlp: Language, known: Knowledge, text: str, patterns: Patterns) -> list[str]:
    """Return the keys found in a text, in order."""
    layout = lay_out(parse(nlp, text), grammar=known.grammar, marks=known.marks, speakers=known.speakers)
    return [hit.key for hit in find_cues(layout, patterns)]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Ann tooted it.", ["toot"]),
        ("Ann toots, tooted and is tooting.", ["toot", "toot", "toot"]),
        ("Her toot was loud.", ["toot"]),
        ("Ann tooted for the band.", ["toot for", "toot"]),
        ("Ann pointed it out.", ["point out"]),
        ("Ann expressed her deep support for the band.", ["express support for"]),
        ("Ann tooted support for the band was gone.", ["toot"]),
        ("Ann was sure that it rained.", ["sure"]),
        ("Nobody spoke.", []),
        ("", []),
    ],
)
def test_find_cues_by_word_class_and_key(text: str, keys: list[str], nlp: Language, known: Knowledge) -> None:
    """A key is found in its word class, with its further words as dependents, the longest first."""
    cue = Cue(frames={"clause": 0.8})
    patterns = Patterns(
        version=1,
        cues=dict.fromkeys(("toot", "toot for", "point out", "express support for"), cue),
        noun_cues={"toot": cue},
        adjective_cues={"sure": cue},
    )
    assert keys_of(nlp, known, text, patterns) == keys


def test_find_cues_longer_key_takes_the_objects(nlp: Language, known: Knowledge) -> None:
    """Beside a longer key the shorter one keeps only its frames that take no object."""
    frames = {"clause": 0.8, "object": 0.5, "judgement": 0.5, "infinitive": 0.5, "predicate": 0.5}
    patterns = Patterns(version=1, cues={"call": Cue(frames=frames), "call for": Cue(frames={"object": 0.5})})
    layout = lay_out(
        parse(nlp, "Ann called for a vote."), grammar=known.grammar, marks=known.marks, speakers=known.speakers
    )
    assert [(hit.key, set(hit.lexeme.frames)) for hit in find_cues(layout, patterns)] == [
        ("call for", {"object"}),
        ("call", {"clause"}),
    ]


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("Ann said it rained.", "say", "said"),
        ("Ann has said it rained.", "say", "has said"),
        ("Ann did not say it rained.", "say", "did not say"),
        ("Ann didn’t say it rained.", "say", "didn’t say"),
        ("Ann has repeatedly said it rained.", "say", "has repeatedly said"),
        ("Ann later said it rained.", "say", "later said"),
        ("Ann is now saying it rained.", "say", "is now saying"),
        ("Ann would have said it rained.", "say", "would have said"),
        ("Ann wants to say it rained.", "say", "to say"),
        ("Ann said in May it rained.", "say", "said"),
        ("Ann pointed out that it rained.", "point out", "pointed out"),
        ("Ann made clear that it rained.", "make clear", "made clear"),
        ("Ann expressed her support for the plan.", "express support for", "expressed her support for"),
        ("The plan was condemned by Ann.", "condemn", "was condemned"),
        ("Ann has, in a letter, said it rained.", "say", "said"),
    ],
)
def test_cue_group_holds_the_verb_group(text: str, key: str, words: str, cue_in: CueIn) -> None:
    """The cue is the verb with the auxiliaries, negation and adverb beside it, or the whole phrase."""
    layout, hit = cue_in(text, key)
    assert " ".join(layout.doc[a:b].text for a, b in layout.runs(hit.tokens)) == words
    assert hit.anchor in hit.tokens
