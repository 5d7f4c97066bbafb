"""The office of whoever speaks is no part of what was said."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "speaker", "quote"),
    [
        ("“We will not wait,” Boeing's chief executive, Dave Calder said.", "Dave Calder", "We will not wait,"),
        ("“We will not wait,” the Punjab chief minister, Bhagwant Rai said.", "Bhagwant Rai", "We will not wait,"),
        ("“We will not wait,” the party's leader, Ann Lee told reporters.", "Ann Lee", "We will not wait,"),
        ("We will not wait, the Punjab chief minister, Bhagwant Rai said.", "Bhagwant Rai", "We will not wait"),
        ("“We will not wait” for the minister, Ann Lee said.", "Ann Lee", "“We will not wait” for the minister"),
    ],
)
def test_office_before_the_name(nlp: Language, text: str, speaker: str, quote: str, ranker: str) -> None:
    """With the second comma left out the office is still the speaker's; a minister who is spoken of is not."""
    assert [(q.speaker, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)] == [(speaker, quote)]
