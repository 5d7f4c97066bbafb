"""Who asks and who answers in interviews whose paragraphs begin with "Q:" and "A:"."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine

TURNS = "Q: You nearly left the village. Why?\n\nA: I was tired of the rain.\n\nQ: And now?\n\nA: Now I swim every day."


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("before", "answers"),
    [
        ("Novelist Ann Lee, 34, has a new studio. She spoke to us in Ardle.", "Ann Lee"),
        ("Ann Lee, 34, has a new studio. Lee spoke to Tom Hale in Ardle.", "Ann Lee"),
        ("Interview: Violinist Sora Kimura on soup\n\nSora Kimura is back.", "Sora Kimura"),
        ("Ann Lee, 34, met Tom Hale, 40, in Ardle.", None),
        ("The village has a new studio.", None),
    ],
)
def test_answers_are_the_interviewees(nlp: Language, before: str, answers: str | None, ranker: str) -> None:
    """Questions are nobody's; answers are the person's who is named most before them."""
    found = [q for q in mine(f"{before}\n\n{TURNS}", nlp=nlp, ranker=ranker) if q.source_text in ("Q", "A")]
    assert {(q.source_text, q.speaker) for q in found} == {("Q", None), ("A", answers)}
    assert {q.speaker_kind for q in found} == ({"unnamed", "person"} if answers else {"unnamed"})
