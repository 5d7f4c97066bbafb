"""What is denied, admitted or proposed in the -ing form of a verb."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ann Lee denied having spent the money.", [("denied", "having spent the money")]),
        ("Olga Brandt denied on Monday being paid by the firm.", [("denied", "being paid by the firm")]),
        ("Max Orr admitted taking the boat.", [("admitted", "taking the boat")]),
        ("The council suggested closing the bridge.", [("suggested", "closing the bridge")]),
        # where and when it was said stands between, and the parse hangs the verb on that
        ("Ann Lee denied in an interview having spent the money.", [("denied", "having spent the money")]),
        ("Olga Brandt has denied in court taking part in the theft.", [("has denied", "taking part in the theft")]),
        ("Max Orr admitted in a letter having lied to the board.", [("admitted", "having lied to the board")]),
        ("The minister recommended in a report closing two mines.", [("recommended", "closing two mines")]),
        ("The firm admitted last week having sold the data.", [("admitted", "having sold the data")]),
        ("Max Orr denied, in the end, knowing of the plan.", [("denied", "knowing of the plan")]),
        # another object, a deed that is done and not spoken of, or what the place is
        ("The judge dismissed in May a case involving the firm.", [("dismissed", "a case involving the firm")]),
        ("The choir practised singing in the dark.", []),
        ("Max Orr spoke in a hall overlooking the harbour.", []),
        ("Olga Brandt sang in a choir wearing red.", []),
    ],
)
def test_a_deed_is_what_a_cue_speaks_of(nlp: Language, text: str, wanted: list[tuple[str, str]], ranker: str) -> None:
    """A verb's -ing form behind a cue is its content as a noun would be."""
    assert [(q.cue_text, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)] == wanted
