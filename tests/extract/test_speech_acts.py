"""Speech acts: the cue's, or what the content of a neutral cue does.

Sentences are marked: `{source}`, `<cue>`, `[content]`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.layout import Layout
from quoteminer.extract.speech_acts import speech_act_of
from quoteminer.extract.stance.speaker import Speaking
from quoteminer.model import SPEECH_ACTS
from quoteminer.pipeline import mine

ReadMarked = Callable[..., tuple[Layout, Attribution]]


@pytest.mark.parametrize(
    ("marked", "act"),
    [
        ("“[We got this wrong],” {she} <wrote>.", "concede"),
        ("“[I made a terrible mistake],” {he} <said>.", "concede"),
        ("“[Make no mistake, it rained],” {he} <said>.", "assert"),
        ("“[I have made no mistakes],” {he} <said>.", "assert"),
        ("“[I’m not going to lie, it rained],” {she} <said>.", "assert"),
        ("“[I would caution that it rained],” {she} <said>.", "assert"),
        ("{She} <called> [the decision “incomprehensible”].", "condemn"),
        ("{The doctor} <said> [she would have survived].", "assert"),
        ("{She} <warned> [that the ice is thin].", "warn"),
        ("{He} <denied> [any part in the theft].", "deny"),
        ("{The court} <accused> [the editor of libel].", "accuse"),
        ("{He} <admitted> [that the brakes were old].", "concede"),
        ("{She} <praised> [the crew].", "praise"),
        ("{He} <vowed> [to appeal].", "promise"),
        ("{Reporters} <asked> [whether the bridge was safe].", "ask"),
        ("“[The harbour froze on Monday],” {Lee} <said>.", "assert"),
        ("{Lee} <said> [the tide was coming in].", "assert"),
        ("{Lee} <told> reporters [that the train was late].", "assert"),
        ("{He} <said> [he did not know the time].", "assert"),
        ("{She} <said> [she would not rule out a boycott].", "assert"),
        ("{The king} <called> [the meeting “a lunch”].", "assert"),
        ("{The club} <said> [the report was not an apology].", "deny"),
        ("{The Kremlin} <maintains> that [it had nothing to do with the hack].", "deny"),
        ("“[We did not open the letter],” {the clerk} <said>.", "deny"),
        ("{The minister} <said> [the claims were false].", "deny"),
        ("“[There is no truth in the rumour],” {the palace} <said>.", "deny"),
        ("“[Canada does not seek a trade war],” {the envoy} <said>.", "deny"),
        ("{Ng} <said> [he had no plans to retire].", "deny"),
        ("“[I never met the man],” {Ruiz} <said>.", "deny"),
        ("“[We must ensure stability],” {the envoy} <stressed>.", "demand"),
        ("{She} <said> [the bank should return the money].", "demand"),
        ("“[It is vital that the border stays open],” {he} <said>.", "demand"),
        ("{The trainer} <told> [him to run].", "demand"),
        ("“[The minister must resign],” {Ruiz} <said>.", "demand"),
        ("“[We need to repair the dam],” {the mayor} <said>.", "demand"),
        ("“[We want a fair trial],” {the family} <said>.", "demand"),
        ("“[We will rebuild the school],” {the mayor} <said>.", "promise"),
        ("{The mayor} <announced> that [the town will plant oaks].", "promise"),
        ("{The alliance} <announced> [plans to move its fleet].", "promise"),
        ("{He} <said> [he is ready to pay].", "promise"),
        ("{She} <assured> them that [help would come].", "promise"),
        ("{Officials} <announced> that [three people had died].", "assert"),
        ("{Kyiv} <said> [Moscow had violated the ceasefire].", "accuse"),
        ("{He} <said> [the alliance is at war with Luria].", "accuse"),
        ("“[It is clear that the rebels are ramping up the violence],” {he} <added>.", "accuse"),
        ("{The report} <said> [the army was responsible for the massacre].", "accuse"),
        ("{She} <said> [the witness was a liar].", "accuse"),
        ("{The envoy} <said> [Estonia had failed to present any proof].", "accuse"),
        ("“[The raid was unacceptable],” {the envoy} <said>.", "condemn"),
        ("{Oslo} <called> [the blockade “an act of piracy”].", "condemn"),
        ("{The mayor} <described> [the plan as reckless].", "condemn"),
        ("“[We reject this plan],” {the union} <said>.", "condemn"),
        ("{The king} <described> [the nurses as heroes].", "praise"),
        ("“[That is the right thing to do],” {the premier} <said>.", "support"),
        ("{Merz} <said> [he endorsed the plan].", "support"),
        ("{The coroner} <said> [the nurse had saved the boy].", "praise"),
        ("{He} <said> [closing the strait would mean war].", "warn"),
        ("“[If the raids go on, there will be consequences],” {he} <said>.", "warn"),
        ("“[Who paid for the yacht?]” {the senator} <said>.", "ask"),
        ("{He} did <not deny> [the affair].", "assert"),
        ("“[I do not],” {the vicar} <said>.", "deny"),
        ("“[We are not],” {the vicar} <said>.", "deny"),
        ("“[The residents’ views weren’t sought],” {he} <said>.", "assert"),
        ("“[Will you wait]?” {the chair} <said>.", "ask"),
    ],
)
def test_speech_act_is_that_of_cue_or_content(
    read_marked: ReadMarked, speaking_of: Callable[..., Speaking], marked: str, act: str
) -> None:
    """A telling cue has its own act; a neutral one takes it from the main clauses of its content."""
    pattern = "infinitive" if "> [him to" in marked else "clause"
    layout, attribution = read_marked(marked, pattern)
    assert speech_act_of(speaking_of(layout, attribution)) == act


def test_every_cue_has_a_known_act(known: Knowledge) -> None:
    """The patterns name no act that the record does not know."""
    tables = (known.patterns.cues, known.patterns.noun_cues, known.patterns.adjective_cues)
    assert {cue.act for table in tables for cue in table.values()} <= set(SPEECH_ACTS)


def test_quote_carries_its_act() -> None:
    """The record has the act of the content."""
    (quote,) = mine("“We must rebuild the dam,” Mayor Ann Lee said.")
    assert quote.speech_act == "demand"
