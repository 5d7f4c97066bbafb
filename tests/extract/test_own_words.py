"""A content has the speaker's words alone: none of the reporter's between two halves, and not the next report."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine

HALVES = "We were lucky, to get out at all."


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # when, to whom and how it was said, between the halves of a quotation
        ('"We were lucky," Ann Selby said on Monday, "to get out at all."', [HALVES]),
        ('"We were lucky," Ann Selby said yesterday, "to get out at all."', [HALVES]),
        ('"We were lucky," Ann Selby told reporters, "to get out at all."', [HALVES]),
        ("“We were lucky,” said Ann Selby with a smile, “to get out at all.”", [HALVES]),
        ("“We were lucky,” Ann Selby said, wiping her eyes, “to get out at all.”", [HALVES]),
        ("'The trouble is', Ann Selby told the inquiry, 'nobody listened.'", ["The trouble is nobody listened."]),
        # how she looked, and what she did meanwhile
        ("“We were lucky,” Ann Selby said, her voice breaking. “Now we go.”", ["We were lucky, Now we go."]),
        ("“We were lucky,” Ann Selby said, tears in her eyes. “Now we go.”", ["We were lucky, Now we go."]),
        ("Ann Selby said the flood was “a mess” as she left the hall.", ["the flood was “a mess”"]),
        ("Ann Selby called the flood “a mess” on Facebook.", ["the flood “a mess”"]),
        ("Ann Selby called the idea “sheer madness” on X.", ["the idea “sheer madness”"]),
        ("Ann Selby called for “a new tax” on Google.", ["“a new tax” on Google"]),
        ("Ann Selby called the flood “a mess” before leaving for Ardle.", ["the flood “a mess”"]),
        ("Ann Selby called the flood “a mess” and returned to the hall.", ["the flood “a mess”"]),
        ("Ann Selby called the flood “a mess”, two days after the vote.", ["the flood “a mess”"]),
        ("Ann Selby calls flood “a mess” as rivers rise", ["flood “a mess”"]),
        ("Ann Selby said the flood was “a mess” as rivers rose.", ["the flood was “a mess” as rivers rose"]),
        # whom it was said to, where and how
        ("Ann Selby told Radio Ardle, “We were lucky.”", ["We were lucky."]),
        ("Ann Selby told HBTV: “We were not.”", ["We were not."]),
        ("Ann Selby said in a joint statement: “We were lucky.”", ["We were lucky."]),
        ("Ann Selby called over her shoulder, “We were lucky to get out.”", ["We were lucky to get out."]),
        # words that are the speaker's, or another report
        ("“We lost,” Ann Selby said, adding that it was “terrible.”", ["We lost,", "it was “terrible.”"]),
        ("“We lost,” Ann Selby said, and called the referee “blind.”", ["We lost,", "the referee “blind.”"]),
        # what the speaker did meanwhile
        ("Ann Selby said, “It is time to change,” wiping the rain from the dusty map.", ["It is time to change,"]),
        ("Max Orr called the plan a “distortion,” linking to a story about it.", ["the plan a “distortion,”"]),
        # whom and where, before the clause
        (
            "Ann Selby warned local radio that closing a road “would mean trouble.”",
            ["closing a road “would mean trouble.”"],
        ),
        ("Ann Selby assured at a press conference that the road will stay open.", ["the road will stay open"]),
        # what is told of the speaker
        ("According to Ann Selby, who came late, the town “needs a bridge”.", ["the town “needs a bridge”"]),
        # what leads to a quotation
        ("His last word: “It is time to change,” Ann Selby said.", ["It is time to change,"]),
        # what joins a quotation to the text
        ("Still, “it is time to change,” Ann Selby said.", ["it is time to change,"]),
        ("“Still, it is time to change,” Ann Selby said.", ["Still, it is time to change,"]),
        # what the speaker did next
        (
            "Ann Selby said the road would reopen and accused the firm of “gross neglect”.",
            ["the road would reopen", "the firm of “gross neglect”"],
        ),
        (
            "Ann Selby said the road would reopen, and called the delay “a disgrace”.",
            ["the road would reopen", "the delay “a disgrace”"],
        ),
        ("Ann Selby called on the mayor to resign and vowed to sue.", ["the mayor to resign", "to sue"]),
        (
            "Ann Selby has urged the board to sack the editor and threatened to quit.",
            ["the board to sack the editor", "to quit"],
        ),
        (
            "Ann Selby called on the ministry to publish the report and accused it of hiding the truth.",
            ["the ministry to publish the report", "it of hiding the truth"],
        ),
        (
            "Ann Selby hopes to win the seat in May and believes the vote was fair.",
            ["to win the seat in May", "the vote was fair"],
        ),
        (
            "Ann Selby called on the mayor to resign and pay the money back.",
            ["the mayor to resign and pay the money back"],
        ),
        ("The firm agreed to be audited and cleared of blame.", ["to be audited and cleared of blame"]),
        ("Ann Selby said the road would reopen and stay open.", ["the road would reopen and stay open"]),
        ("Ann Selby said the road would reopen and Max was glad.", ["the road would reopen and Max was glad"]),
    ],
)
def test_content_is_the_speaker_s_own_words(nlp: Language, text: str, wanted: list[str], ranker: str) -> None:
    """Whatever the parse or the networks take into a content, the reporter's words are left out."""
    assert [q.quote for q in mine(text, nlp=nlp, ranker=ranker)] == wanted


def test_what_is_called_so_ends_with_its_quotation(nlp: Language) -> None:
    """What is told of it is the reporter's."""
    (found,) = mine("What Ann Selby called “a mess” was over by Monday.", nlp=nlp)
    assert (found.speaker, found.quote) == ("Ann Selby", "a mess")


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "Captain Max Roe said officers would be deployed on Friday and appealed for calm.",
            "officers would be deployed on Friday",
        ),
        ("The minister said the road would be widened and thanked the contractors.", "the road would be widened"),
        ("The paper says prices are falling and predicts a recession.", "prices are falling"),
        ("The report notes that roads remain cut and stresses the need for helicopters.", "roads remain cut"),
        ("He noted that the price was higher and cautioned that smuggling would increase.", "the price was higher"),
        ("Lee said the talks were useful and added that more would follow.", "the talks were useful"),
        ("She said she was tired and wanted to go home.", "she was tired and wanted to go home"),
        ("The report says trains are late and lines are old.", "trains are late and lines are old"),
    ],
)
def test_next_report_behind_passives_and_plurals(nlp: Language, text: str, quote: str, ranker: str) -> None:
    """A verb that cannot stand beside "would be deployed", or has another number, is what the speaker did next."""
    assert next(q.quote for q in mine(text, nlp=nlp, ranker=ranker)) == quote
