"""Turns: who asks and who answers in an interview whose paragraphs begin with "Q:" and "A:"."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from quoteminer.extract.mentions import Phrase
from quoteminer.extract.names import Entity
from quoteminer.extract.readings import Reading

Turn = Literal["question", "answer"]


def turn_of(phrase: Phrase, reading: Reading) -> Turn | None:
    """Return which turn a source is the label of, None where it is somebody."""
    scene, turns = reading.names.scene, reading.data.turns
    at = phrase.stop
    alone = phrase.stop - phrase.start == 1 and at < len(scene.texts) and scene.texts[at] == ":"
    opens = phrase.start == 0 or scene.paragraph[phrase.start - 1] != scene.paragraph[phrase.start]
    word = scene.folds[phrase.start]
    if not alone or not opens or word not in turns.asking | turns.answering:
        return None
    return "question" if word in turns.asking else "answer"


def find_interviewee(reading: Reading) -> list[Entity]:
    """Return the person who answers: the one named most before the first turn; nobody where two are named as often."""
    starts = [phrase.start for phrase in reading.phrases.values() if turn_of(phrase, reading)]
    if not starts:
        return []
    first, names = min(starts), reading.names
    before = [m.entity for m in names.mentions if m.start < first and names.is_person(m.core)]
    people = [entity for entity in before if entity.kind == "person"] or before
    (best, most), (_, second) = (*Counter(people).most_common(2), (None, 0), (None, 0))[:2]
    return [best] if best is not None and most > second else []
