"""What stands behind a speaker's words, and is not theirs: the next speaker, the reporter's remark on them."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine

Row = tuple[str, str]
"""Source and quote."""

RANKERS = pytest.mark.parametrize("ranker", ["rules", "small"])


def rows(nlp: Language, text: str, ranker: str) -> list[Row]:
    """Return source and words of every quote."""
    return [(q.source_text or "", q.quote) for q in mine(text, nlp=nlp, ranker=ranker)]


@RANKERS
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The bridge will shut, the council said. Mayor Ann Lee: “It is a wreck.”",
            [("the council", "The bridge will shut"), ("Mayor Ann Lee", "It is a wreck.")],
        ),
        (
            "The port will close, the ministry said. Harbour master Inga Holm: “Nobody asked us.”",
            [("the ministry", "The port will close"), ("Harbour master Inga Holm", "Nobody asked us.")],
        ),
        (
            "The port will close, the ministry said. Council leader Inga Holm: “Nobody asked us.” She left the room.",
            [("the ministry", "The port will close"), ("Council leader Inga Holm", "Nobody asked us.")],
        ),
        (
            "Fares rise in May, the operator said. Commuter Olga Brandt: “I will walk.” Driver Max Orr: “So will I.”",
            [
                ("the operator", "Fares rise in May"),
                ("Commuter Olga Brandt", "I will walk."),
                ("Driver Max Orr", "So will I."),
            ],
        ),
        (
            "“The bridge is shut,” Lee said. “It is over.” Max Orr, a docker: “Nobody asked us.”",
            [("Lee", "The bridge is shut, It is over."), ("Max Orr, a docker", "Nobody asked us.")],
        ),
        (
            "The ferry will run, the operator said. Its director: “We promise.”",
            [("the operator", "The ferry will run"), ("Its director", "We promise.")],
        ),
        (
            "The council said the pool would close. Swimmer Ada Finch, 71: “I have come here all my life.”",
            [("The council", "the pool would close"), ("Swimmer Ada Finch", "I have come here all my life.")],
        ),
        (
            "The council said the pool would close. Ada Finch (71): “I have come here all my life.”",
            [("The council", "the pool would close"), ("Ada Finch", "I have come here all my life.")],
        ),
        (
            "The pool will close, the council told the BBC. Labour's Ada Finch: “It is a scandal.”",
            [("the council", "The pool will close"), ("Labour's Ada Finch", "It is a scandal.")],
        ),
        # no label, or in the cue's own sentence
        ("Ann Lee said in Ardle on Friday: “It is a wreck.”", [("Ann Lee", "It is a wreck.")]),
        ("She was clear. Lee told the Daily News: “Nobody asked us.”", [("Lee", "Nobody asked us.")]),
        ("“The bridge is shut,” Ann Lee said. “It is over.”", [("Ann Lee", "The bridge is shut, It is over.")]),
    ],
)
def test_a_label_in_a_later_sentence_begins_another_quote(
    nlp: Language, text: str, wanted: list[Row], ranker: str
) -> None:
    """What a name and a colon introduce is never the words of whoever spoke in the sentence before."""
    assert rows(nlp, text, ranker) == wanted


@RANKERS
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The minister dismissed her work as “a waste of ink”, a remark for which he has since apologised.",
            [("The minister", "her work as “a waste of ink”")],
        ),
        (
            "The critic called it “a long nap,” a verdict that angered the cast.",
            [("The critic", "it “a long nap,”")],
        ),
        (
            "The critic called it “a long nap” – a phrase she often uses.",
            [("The critic", "it “a long nap”")],
        ),
        # somebody else rejects what was said
        (
            "Lora said the army had fled, a charge Kardonia swiftly denied.",
            [("Lora", "the army had fled"), ("Kardonia", "a charge")],
        ),
        (
            "The governor said the rebels had burned the mill, an allegation its army denies.",
            [("The governor", "the rebels had burned the mill"), ("its army", "an allegation")],
        ),
        (
            "Max Orr said that the ferry was unsafe, an allegation which was denied by the operator.",
            [("Max Orr", "the ferry was unsafe"), ("the operator", "an allegation")],
        ),
        (
            "“The ferry is a wreck,” Max Orr said, a claim the operator has denied.",
            [("Max Orr", "The ferry is a wreck,"), ("the operator", "a claim")],
        ),
        (
            "Max Orr was accused of fraud and theft, charges he denies.",
            [("", "Max Orr of fraud and theft"), ("he", "charges")],
        ),
        (
            "Norland says its neighbour arms the rebels, accusations that Karsia has dismissed as “lies”.",
            [("Norland", "its neighbour arms the rebels"), ("Karsia", "accusations as “lies”")],
        ),
        # what goes on behind it
        (
            "Max Orr accused the operator of fraud, a charge it rejects, and called for a boycott.",
            [("Max Orr", "the operator of fraud"), ("it", "a charge"), ("Max Orr", "a boycott")],
        ),
        # no apposition, a thing of its own, or another report
        (
            "Max Orr says he is fine, claims he has never been ill.",
            [("Max Orr", "he is fine"), ("Max Orr", "he has never been ill")],
        ),
        (
            "Max Orr said the firm had made a claim that nobody checked.",
            [("Max Orr", "the firm had made a claim that nobody checked")],
        ),
        (
            "Max Orr said he was facing three charges, a claim, and a warrant.",
            [("Max Orr", "he was facing three charges, a claim, and a warrant")],
        ),
        (
            "Max Orr called the strike “a sin, a claim that nobody believes”.",
            [("Max Orr", "the strike “a sin, a claim that nobody believes”")],
        ),
    ],
)
def test_an_apposition_on_what_was_said_is_the_reporter_s(
    nlp: Language, text: str, wanted: list[Row], ranker: str
) -> None:
    """“…, a claim she later withdrew” is no part of the claim; whoever denies it is another source."""
    assert rows(nlp, text, ranker) == wanted


@RANKERS
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Olga Brandt's assertion that the painting was stolen could not be independently verified.",
            [("Olga Brandt", "the painting was stolen")],
        ),
        (
            "The army’s claim that it had taken the town could not immediately be confirmed.",
            [("The army", "it had taken the town")],
        ),
        (
            "The governor’s allegation that the mill was burned has not been proved.",
            [("The governor", "the mill was burned")],
        ),
        # nobody's: who checks a claim has not made it
        ("The claim that the painting was stolen could not be confirmed.", [("", "the painting was stolen")]),
        ("Claims that two boats had sunk could not be verified.", [("", "two boats had sunk")]),
        ("The paper could not verify the claim that the mill was burned.", [("", "the mill was burned")]),
        (
            "The ministry denies the claim that its planes were there.",
            [("The ministry", "the claim that its planes were there")],
        ),
        # nothing is claimed, or nothing checked
        ("The claim could not be confirmed.", []),
        ("The report that the clerk lost could not be confirmed.", []),
        (
            "Olga Brandt said the claim that the mine is safe could not be confirmed.",
            [("Olga Brandt", "the claim that the mine is safe could not be confirmed")],
        ),
    ],
)
def test_a_claim_ends_where_it_is_checked(nlp: Language, text: str, wanted: list[Row], ranker: str) -> None:
    """“… could not be verified” is what the reporter tells of a claim, and shows that it was one."""
    assert rows(nlp, text, ranker) == wanted


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("text", "source", "quote"),
    [
        (
            "Health chiefs have apologised after a watchdog found that patients had been left on trolleys.",
            "a watchdog",
            "patients had been left on trolleys",
        ),
        (
            "The hospital apologised after inspectors found that patients had slept in corridors.",
            "inspectors",
            "patients had slept in corridors",
        ),
        ("Her son, she tells us, never came home.", "she", "Her son never came home"),
        ("The roof, she told the inquest, had leaked for years.", "she", "The roof had leaked for years"),
        (
            "She was, she told officials, “absolutely clear” that no decision had been taken.",
            "she",
            "She was “absolutely clear” that no decision had been taken",
        ),
    ],
)
def test_anothers_clause_and_hearers(nlp: Language, text: str, source: str, quote: str, ranker: str) -> None:
    """What somebody else found is no apology's content; whom one tells is no part of what one says."""
    assert [(q.source_text, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)] == [(source, quote)]
