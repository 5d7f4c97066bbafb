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


NEXT_REPORTS = [
    ("The festival's head, Ngozi Eze, said attendance was up by a third and announced plans for a second venue.",
     ["attendance was up by a third", "plans for a second venue"]),
    ("The minister, Arun Deshpande, said stocks were adequate and accused the Opposition of spreading panic.",
     ["stocks were adequate", "the Opposition of spreading panic"]),
    ("Lee said sales rose and blamed the weather.", ["sales rose", "the weather"]),
    ("Lee said prices rose and fell.", ["prices rose and fell"]),
    ("Lee said the law was unfair and called for its repeal.", ["the law was unfair and called for its repeal"]),
]  # fmt: skip


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(("text", "quotes"), NEXT_REPORTS)
def test_next_report_that_no_thing_makes(nlp: Language, text: str, quotes: list[str], ranker: str) -> None:
    """Sales accuse nobody: a report joined to them is the speaker's next one."""
    assert [q.quote for q in mine(text, nlp=nlp, ranker=ranker)] == quotes


HEADLINES = [
    ("Marketers deny hoarding, blame depot owners", [("Marketers", "hoarding"), ("Marketers", "depot owners")]),
    ("Farmers deny polluting river, blame factory", [("Farmers", "polluting river"), ("Farmers", "factory")]),
    ("Police deny torture, accuse lawyers of lying", [("Police", "torture"), ("Police", "lawyers of lying")]),
    ("Minister denies bribe, vows to sue", [("Minister", "bribe"), ("Minister", "to sue")]),
    ("Mayor says bridge is safe, blames rumours", [("Mayor", "bridge is safe"), ("Mayor", "rumours")]),
]  # fmt: skip


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(("text", "rows"), HEADLINES)
def test_headlines_of_two_acts(nlp: Language, text: str, rows: list[tuple[str, str]], ranker: str) -> None:
    """Behind a headline's comma stands what the same speaker does next."""
    assert [(q.source_text, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)] == rows


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Danladi called on the federal government to sanction erring depots and appealed to motorists to be patient.",
         "the federal government to sanction erring depots"),
        ("Radiocarbon dates suggest it sank around 1500 BC, Marlow said, though she stressed that more were needed.",
         "Radiocarbon dates suggest it sank around 1500 BC"),
        ("Senior Amy Zhou asked why the football budget had gone untouched, drawing applause.",
         "why the football budget had gone untouched"),
        ("She said the bill was dead, evoking laughter from the benches.", "the bill was dead"),
        ("She said rivers were high, causing floods.", "rivers were high, causing floods"),
    ],
)  # fmt: skip
def test_what_came_of_it(nlp: Language, text: str, quote: str) -> None:
    """An appeal that follows, a stress on something else and applause are no part of a quote."""
    assert mine_first(nlp, text) == quote


def mine_first(nlp: Language, text: str) -> str:
    """Return the first quote of a text."""
    return next(q.quote for q in mine(text, nlp=nlp))
