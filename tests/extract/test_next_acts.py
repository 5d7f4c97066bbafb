"""What a speaker did next is no part of what was said."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine

PARTINGS = [
    ("She said the vote was “a farce” and walked out.", "the vote was “a farce”"),
    ("She said the vote was “a farce” and left the room.", "the vote was “a farce”"),
    ("The minister said the deal was dead and walked out of the chamber.", "the deal was dead"),
    ("Lee told reporters the plan was “a joke” and hung up.", "the plan was “a joke”"),
    ("She said the strike was legal and returned to her seat.", "the strike was legal"),
    ("Lee said the law was “a shame” and tore up the paper.", "the law was “a shame”"),
    ("The spokesman said the report was false and ended the call.", "the report was false"),
    ("Lee said the strike was over and thanked the drivers.", "the strike was over"),
    # what the thing did, or somebody else
    ("Lee said the storm was over and left thousands homeless.", "the storm was over and left thousands homeless"),
    ("Lee said the ferry was late and returned to port.", "the ferry was late and returned to port"),
    ("Lee said the picture was fake and hung in a museum.", "the picture was fake and hung in a museum"),
    ("Lee said the thief broke a window and fled.", "the thief broke a window and fled"),
    ("Lee said the fire was out and the road was open.", "the fire was out and the road was open"),
]


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(("text", "quote"), PARTINGS)
def test_partings(nlp: Language, text: str, quote: str, ranker: str) -> None:
    """Who walks out has spoken first."""
    assert [q.quote for q in mine(text, nlp=nlp, ranker=ranker)] == [quote]


INSERTED = [
    ("The plan, Lee said, was dead, and she refused to discuss it further.",
     ["The plan was dead", "to discuss it further"]),
    ("The alliance, he said, would respond “decisively”, and he declined to be drawn on X.",
     ["The alliance would respond “decisively”", "to be drawn on X"]),
    ("The bridge, Ann Lee said, was safe, and she promised a new survey.", ["The bridge was safe", "a new survey"]),
    ("The talks, the minister said, had failed, and he added that nobody was to blame.",
     ["The talks had failed", "nobody was to blame"]),
    ("The storm, forecasters said, would weaken, but they warned of floods.", ["The storm would weaken", "floods"]),
    ("The dam, he said, was safe, but he would not say how old it was.", ["The dam was safe", "how old it was"]),
    ("The law, the minister told MPs, was sound, and he urged them to back it.",
     ["The law was sound", "them to back it"]),
    ("The school, she said, would reopen, and she thanked the parents.", ["The school would reopen"]),
    # what is said goes on
    ("The firm, she said, would pay its debts, and it would close.",
     ["The firm would pay its debts, and it would close"]),
    ("The school, she said, would reopen, and she was proud of the pupils.",
     ["The school would reopen, and she was proud of the pupils"]),
    ("The car, Ann Lee said, was stolen, and the boy refused to stop.",
     ["The car was stolen, and the boy refused to stop"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quotes"), INSERTED)
def test_next_act_behind_an_inserted_report(nlp: Language, text: str, quotes: list[str]) -> None:
    """A pronoun that means the speaker, with a verb of what he did next, ends what he said."""
    assert [q.quote for q in mine(text, nlp=nlp)] == quotes
