"""Stances: who is for or against what, by which words.

Sentences are marked: `{source}`, `<cue>`, `[content]`, `(addressee)`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.layout import Layout
from quoteminer.extract.stance.speaker import Speaking
from quoteminer.extract.stance.stances import stances_of
from quoteminer.model import STANCE_LABELS, Stance
from quoteminer.pipeline import mine

ReadMarked = Callable[..., tuple[Layout, Attribution]]
SpeakingOf = Callable[..., Speaking]
Stancing = Callable[[str], tuple[str, tuple[Stance, ...]]]


@pytest.fixture(scope="module")
def stance_in(read_marked: ReadMarked, speaking_of: SpeakingOf) -> Stancing:
    """Return a function that gives the text and stances of a marked sentence."""

    def find(marked: str) -> tuple[str, tuple[Stance, ...]]:
        layout, attribution = read_marked(marked)
        speaker = " ".join(layout.doc[i].text for i in attribution.source)
        return layout.doc.text, stances_of(speaking_of(layout, attribution, speaker))

    return find


def shown(text: str, stance: Stance) -> str:
    """Return the words that show a stance."""
    return " ".join(text[start:end] for start, end in stance.evidence)


@pytest.mark.parametrize(
    ("marked", "label", "target", "words"),
    [
        # what must not be done to a thing is for the thing, unless that is bad itself
        ("“[Farmers must not be punished for the drought],” {she} <said>.", "favor", "Farmers", "must not punished"),
        ("{He} <said> [the law should not be repealed].", "favor", "law", "should not repealed"),
        ("“[The rules should not be changed],” {he} <said>.", "favor", "rules", "should not changed"),
        ("“[The aid must not be delayed],” {he} <said>.", "favor", "aid", "must not delayed"),
        ("“[The crime must not be forgotten],” {he} <said>.", "neutral", None, ""),
        ("“[Bullying should not be sanctioned],” {he} <said>.", "against", "Bullying", "should not sanctioned"),
        ("“[We must not ignore the victims],” {he} <said>.", "against", "ignore the victims", "must not ignore"),
        ("“[The killers must be brought to justice],” {she} <said>.", "against", "killers", "must brought to justice"),
        # no time for it yet, or any more
        ("{Police} <said> [it was too early to speculate about the cause].", "neutral", None, ""),
        ("“[It is far too early to draw conclusions],” {she} <said>.", "neutral", None, ""),
        ("“[It is too soon to tell whether the plan works],” {she} <said>.", "neutral", None, ""),
        ("“[It is too early to lift the ban],” {she} <said>.", "against", "lift the ban", "too early"),
        ("“[It is too late to save the pier],” {she} <said>.", "unclear", None, ""),
        ("“[I have prayed about this for years],” {she} <said>.", "neutral", None, ""),
        ("“[I have prayed for peace],” {she} <said>.", "favor", "peace", "prayed for"),
        ("{She} <told> (the defendant) [to expect prison].", "neutral", None, ""),
        # games, and how things are
        ("“[I get paid to stop shots],” {he} <said>.", "neutral", None, ""),
        ("“[We must stop their striker],” {she} <said>.", "neutral", None, ""),
        ("“[We must stop the cuts],” {she} <said>.", "against", "cuts", "must stop"),
        ("“[Sometimes you have to shake hands],” {he} <said>.", "neutral", None, ""),
        ("“[You have to win ugly sometimes],” {he} <said>.", "neutral", None, ""),
        ("“[You have to tell the truth],” {he} <said>.", "favor", "tell the truth", "have tell"),
        ("“[This is a rounding error],” {she} <said>.", "neutral", None, ""),
        # what is left open is neither for nor against
        ("{He} <said> [a strike should not be ruled out].", "neutral", None, ""),
        ("“[A boycott must not be excluded],” {he} <said>.", "neutral", None, ""),
        # quantities
        ("“[Demand for ferries is stronger than we hoped],” {she} <said>.", "neutral", None, ""),
        ("{He} <said> [weak sales in China hurt profit].", "neutral", None, ""),
        ("{He} <said> [growth was sluggish].", "neutral", None, ""),
        ("{She} <said> [the performance was sluggish].", "against", "performance", "sluggish"),
        ("{She} <said> [the strong mayor was a gift].", "favor", "strong mayor", "strong gift"),
        # in favour of, against
        ("{She} <said> [she was in favour of the ban].", "favor", "ban", "was in favour of"),
        ("“[I am not in favor of such laws],” {she} <said>.", "against", "such laws", "am not in favor of"),
        ("“[We are against this bill],” {he} <said>.", "against", "this bill", "are against"),
        ("“[I came out against the bill],” {she} <said>.", "against", "bill", "came out against"),
        ("“[I am all for reform],” {she} <said>.", "favor", "reform", "am all for"),
        ("“[The odds are against the bill],” {she} <said>.", "neutral", None, ""),
        # pretending
        ("“[I won’t pretend this plan is acceptable],” {he} <said>.", "against", "this plan", "n’t acceptable"),
        # what words of the target the judgement has for itself, and what "which" is
        ("{She} <said> [no negligence would be tolerated].", "against", "negligence", "no would tolerated"),
        ("{He} <called> [the claim “a fantasy”].", "against", "claim", "fantasy"),
        # policies and whom they harm
        ("“[This deal kills jobs],” {she} <said>.", "against", "This deal", "kills jobs"),
        ("“[The ban will cost lives],” {she} <said>.", "against", "ban", "cost lives"),
        ("“[The cuts would devastate rural families],” {she} <said>.", "against", "cuts", "devastate families"),
        ("“[The reform will not hurt pensioners],” {she} <said>.", "neutral", None, ""),
        ("“[The storm destroyed eleven farms],” {she} <said>.", "neutral", None, ""),
        # what a negation only heightens
        ("“[I couldn’t be happier with the deal],” {she} <said>.", "favor", "deal", "happier with"),
        ("“[The plan could not be worse],” {she} <said>.", "against", "plan", "worse"),
        ("“[I can’t praise her enough],” {he} <said>.", "favor", "her", "praise"),
        ("“[We cannot condemn this attack strongly enough],” {he} <said>.", "against", "this attack", "condemn"),
        ("“[We can’t support this budget],” {he} <said>.", "against", "this budget", "n’t support"),
        ("“[The plan cannot be good],” {she} <said>.", "against", "plan", "not good"),
        # a day is a time
        ("“[This is a dark day],” {she} <said>.", "unclear", None, ""),
        ("“[Today is a sad day for football],” {she} <said>.", "unclear", None, ""),
        ("“[What happened is a disgrace],” {she} <said>.", "against", "What happened", "disgrace"),
        # less than the highest, and little money
        ("“[The plan is not perfect],” {she} <said>.", "neutral", None, ""),
        ("“[Trees are the cheapest way to cool a city],” {she} <said>.", "neutral", None, ""),
        ("“[It was a cheap shot],” {she} <said>.", "against", "It", "cheap shot"),
        # honours and terms
        ("{He} <said> [the honourable lady knew that].", "neutral", None, ""),
        ("{She} <said> [she had read his guilty plea].", "neutral", None, ""),
        ("{He} <called> [the strike “an act of pure evil”].", "against", "strike", "evil"),
        ("“[Our colleagues are shot at, and there are warm words],” {he} <said>.", "unclear", None, ""),
        ("{The watchdog} <asked> [Lumen to explain its basis].", "favor", "explain its basis", "asked explain"),
        ("{The mayor} <condemned> [the attack on the synagogue].", "against", "attack on the synagogue", "condemned"),
        ("{Critics} <accused> [the minister of lying to parliament].", "against", "minister", "accused of"),
        ("{The bishop} <praised> [the volunteers].", "favor", "volunteers", "praised"),
        ("{The senator} <criticized> [the new tax law].", "against", "new tax law", "criticized"),
        ("{Farmers} <denounced> [the trade deal with Brazil].", "against", "trade deal", "denounced"),
        ("{The company} <denied> [any wrongdoing].", "against", "any wrongdoing", "denied"),
        ("[“Nobody has the right to own a river,”] {she} <said>.", "against", "own a river", "Nobody right"),
        ("{He} <said> [the council had no business selling the field].", "against", "selling the field", "no business"),
        ("[“This budget is a slap in the face,”] {she} <said>.", "against", "This budget", "slap in the face"),
        ("[“The law is an invitation to cheat,”] {she} <said>.", "against", "law", "invitation cheat"),
        ("[“The budget falls short of the promise,”] {she} <said>.", "against", "budget", "falls short of"),
        ("{She} <described> [him as misguided].", "against", "him", "misguided"),
        ("{The union} <rejected> [the offer].", "against", "offer", "rejected"),
        ("{The president} <hailed> [the ruling].", "favor", "ruling", "hailed"),
        ("{The coach} <thanked> [the fans].", "favor", "fans", "thanked"),
        ("{The minister} <defended> [the budget].", "favor", "budget", "defended"),
        ("{The governor} <expressed support for> [the pipeline].", "favor", "pipeline", "expressed support for"),
        ("{Doctors} <warned of> [a new wave of infections].", "against", "new wave of infections", "warned of"),
        ("{The party} <called for> [a public inquiry].", "favor", "public inquiry", "called for"),
        ("{Residents} <complained about> [the noise].", "against", "noise", "complained about"),
        ("{She} was <critical of> [the police].", "against", "police", "critical of"),
        ("{The admiral} <warned> (Tehran) that [the fleet would respond].", "against", "Tehran", "warned Tehran"),
        ("{The admiral} <warned> (reporters) that [the talks would take time].", "unclear", None, ""),
        ("{The ambassador} <warned> (French television) that [talks could fail].", "unclear", None, ""),
        ("{The judge} did <not condemn> [the protest].", "unclear", None, ""),
        ("{Oslo} <called> [the blockade “an act of piracy”].", "against", "blockade", "piracy"),
        ("{The mayor} <described> [the plan as reckless].", "against", "plan", "reckless"),
        ("{The office} <branded> [the raid “utterly unacceptable”].", "against", "raid", "unacceptable"),
        ("{The critic} <hailed> [the film as a triumph].", "favor", "film", "hailed"),
        ("{The paper} <called> [the vote a farce].", "against", "vote", "farce"),
        ("{The king} <described> [the nurses as heroes].", "favor", "nurses", "heroes"),
        ("[“I should add that it rained,”] {she} <said>.", "neutral", None, ""),
        ("[“I must protect the reef,”] {she} <said>.", "favor", "reef", "must protect"),
        ("{Analysts} <described> [the move as a test of the alliance].", "neutral", None, ""),
        ("{The agency} <described> [the convoy as a supply column].", "neutral", None, ""),
        ("{The deputy} <dubbed> [the reform “a disaster”].", "against", "reform", "disaster"),
        (
            "{The envoy} <characterised> [the remarks as “a serious escalation”].",
            "against",
            "remarks",
            "serious escalation",
        ),
        ("“[The raid was unacceptable],” {the envoy} <said>.", "against", "raid", "unacceptable"),
        (
            "{The minister} <said> [the deal was a step in the right direction].",
            "favor",
            "deal",
            "in the right direction",
        ),
        ("{She} <said> [the decision was not fair].", "against", "decision", "not fair"),
        ("{He} <said> [the strike was not a threat].", "neutral", None, ""),
        ("“[It is wrong to jail journalists],” {Amnesty} <said>.", "against", "jail journalists", "wrong"),
        ("“[It is right to help our neighbours],” {she} <said>.", "favor", "help our neighbours", "right"),
        ("{The witness} <said> [the accused was a liar].", "against", "accused", "liar"),
        ("“[That is the right thing to do],” {the premier} <said>.", "favor", "That", "right thing"),
        ("{The chairman} <said> [the accusations were unfounded].", "against", "accusations", "unfounded"),
        ("{Lee} <said> [the referee had been brilliant].", "favor", "referee", "brilliant"),
        ("“[This law amounts to blackmail],” {the deputy} <said>.", "against", "This law", "blackmail"),
        ("{The mayor} <said> [the mission remains a success].", "favor", "mission", "success"),
        ("“[The biggest problem is not the rain],” {he} <said>.", "neutral", None, ""),
        ("{The analyst} <said> [the economy is out of control].", "against", "economy", "out of control"),
        ("“[We must protect the coral reef],” {the minister} <said>.", "favor", "coral reef", "must protect"),
        ("“[The minister must resign],” {Ruiz} <said>.", "against", "minister", "must resign"),
        ("“[We must stop this war],” {the pope} <said>.", "against", "this war", "must stop"),
        (
            "{She} <said> that [child labour must never be tolerated].",
            "against",
            "child labour",
            "must never tolerated",
        ),
        ("{He} <said> [nobody should make unfounded claims].", "against", "unfounded claims", "nobody should make"),
        ("“[It is vital that we strengthen the alliance],” {she} <said>.", "favor", "alliance", "vital strengthen"),
        ("“[We need to defend our democracy],” {he} <said>.", "favor", "our democracy", "need defend"),
        ("“[We will not tolerate hooligans],” {the club} <said>.", "against", "hooligans", "will not tolerate"),
        ("{The senator} <said> [the bank should return the money].", "favor", "return the money", "should return"),
        ("“[The dam should not be built],” {she} <said>.", "against", "dam", "should not built"),
        ("“[We want peace],” {the rebels} <said>.", "favor", "peace", "want"),
        ("“[Canada does not seek a trade war],” {the minister} <said>.", "against", "trade war", "not seek"),
        ("“[Do not strive for revenge],” {the imam} <said>.", "against", "revenge", "not strive for"),
        ("{Lee} <said> [Chen wanted the contract].", "neutral", None, ""),
        ("“[We support the strike],” {the union} <said>.", "favor", "strike", "support"),
        ("{Merz} <said> [he endorsed the plan].", "favor", "plan", "endorsed"),
        ("“[I do not support this budget],” {Ng} <said>.", "against", "this budget", "not support"),
        ("“[I reject these accusations],” {Ng} <said>.", "against", "these accusations", "reject"),
        ("{The reporter} <said> [the crowd had praised the mayor].", "neutral", None, ""),
        ("{The spokesman} <said> [critics had condemned the plan].", "neutral", None, ""),
        ("“[We stand with the people of Ukraine],” {the mayor} <said>.", "favor", "people of Ukraine", "stand with"),
        ("“[I am grateful to the nurses],” {the patient} <said>.", "favor", "nurses", "grateful to"),
        ("“[I am disappointed in the council],” {she} <said>.", "against", "council", "disappointed in"),
        ("{Kyiv} <said> [Moscow had violated the ceasefire].", "against", "Moscow", "violated"),
        ("{Peskov} <said> [Estonia had failed to present any proof].", "against", "Estonia", "failed present"),
        ("{The premier} <said> that [the rebels were ramping up the violence].", "against", "rebels", "ramping up"),
        ("“[The alliance is at war with us],” {the general} <said>.", "against", "alliance", "at war with"),
        (
            "{The report} <says> [the army is responsible for the massacre].",
            "against",
            "army",
            "responsible massacre",
        ),
        ("{The police} <said> [the gang was behind the attack].", "against", "gang", "behind attack"),
        (
            "{The envoy} <said> [Hungary had no interest in dialogue].",
            "against",
            "Hungary",
            "had no interest dialogue",
        ),
        ("{The watchdog} <said> [the bank misled its customers].", "against", "bank", "misled"),
        ("{The coroner} <said> [the nurse had saved the boy].", "favor", "nurse", "saved"),
        ("{The ministry} <said> [the drones could violate the border].", "neutral", None, ""),
        ("{The ministry} <said> [Norway had not violated the treaty].", "neutral", None, ""),
        (
            "{The envoy} <warned> that [closing the strait would mean war].",
            "against",
            "closing the strait",
            "mean war",
        ),
        ("{The bank} <said> [the tariffs would lead to a recession].", "against", "tariffs", "lead to recession"),
        ("“[This budget puts lives at risk],” {the nurse} <said>.", "against", "This budget", "puts risk"),
        ("“[We will fight corruption],” {the new president} <said>.", "against", "corruption", "fight"),
        (
            "“[The U.K. is ready to defend its coast against any raid],” {a British admiral} <said>.",
            "against",
            "any raid",
            "defend against",
        ),
        ("“[We will protect the pensioners],” {the minister} <said>.", "favor", "pensioners", "protect"),
        (
            "{The Kremlin} <maintains> that [it had nothing to do with the hack].",
            "against",
            "hack",
            "nothing to do with",
        ),
        ("“[We did not attack the convoy],” {the rebels} <said>.", "against", "attack the convoy", "not attack"),
        (
            "{The minister} <spoke of> [the rebels' unprovoked aggression].",
            "against",
            "rebels' unprovoked aggression",
            "unprovoked aggression",
        ),
        (
            "“[It began as an operation against the Lurian regime],” {the spokesman} <explained>.",
            "against",
            "Lurian regime",
            "regime",
        ),
        (
            "{Ann Lee} <announced> [a new bridge in answer to “reckless” cuts].",
            "against",
            "“reckless” cuts",
            "reckless",
        ),
        ("{The ministry} <said> [19 drones flew over the border].", "neutral", None, ""),
        ("{Police} <said> [the fire broke out on Monday].", "neutral", None, ""),
        ("{The agency} <reported> [drone incursions in the north].", "neutral", None, ""),
        ("{Lee} <said> [good luck to everyone].", "neutral", None, ""),
        ("{The Justice Department} <said> [the vice president met the Security Council].", "neutral", None, ""),
        ("{The club} <said> [Trump Tower was sold to United Support Services].", "neutral", None, ""),
        ("{Officials} <said> there was [no evidence of fraud].", "neutral", None, ""),
        ("{The far right} <said> [free trade talks resume on Monday].", "neutral", None, ""),
        (
            "Asked if the city should close the market, {Lee} <said>, [“Yes, of course.”]",
            "favor",
            "close the market",
            "Yes",
        ),
        ("Asked whether he backed the merger, {Ng} <replied>: [“No.”]", "against", "backed the merger", "No"),
        ("{Oslo} <called> [the dam “a knife at our throat”].", "unclear", "dam", "a knife at our throat"),
        ("{Lee} <described> [the offer as “a plaster on a leg”].", "unclear", "offer", "a plaster on a leg"),
        ("{Ng} <called> [the decision] “cowardly”.", "against", "decision", "cowardly"),
        ("{Ng} <called> [the timetable “a disgrace”].", "against", "timetable", "disgrace"),
        ('{Ann Lee} <called> [the plan "a disgrace"].', "against", "plan", "disgrace"),
        ("{The union} <called> [the survey “an insult”].", "against", "survey", "insult"),
        ("{The union} <called> [the verdict “an outrage”].", "against", "verdict", "outrage"),
        ("{Ng} <called> [the truce “a triumph”].", "favor", "truce", "triumph"),
        ("{Lee} <called> [it “a disgrace”].", "against", "it", "disgrace"),
        ("{Lee} <called> [them “a delight”].", "favor", "them", "delight"),
        ("{Ng} <called> [the merger “a first step”].", "unclear", "merger", "a first step"),
        ("{Ng} <called> [the play “a bore”].", "against", "play", "bore"),
        ("{Ng} never <called> [the plan “a disgrace”].", "neutral", None, ""),
        ("{Ng} denied <calling> [the plan “a disgrace”].", "unclear", None, ""),
        ("{Ng} stopped short of <calling> [the plan “a disgrace”].", "unclear", None, ""),
        ("{Ng} did not stop short of <calling> [the plan “a disgrace”].", "against", "plan", "disgrace"),
        ("{Ng} went as far as <calling> [the plan “a disgrace”].", "against", "plan", "disgrace"),
        ("{Ng} <called> [himself “a fool”].", "unclear", None, ""),
        ("{Ng} <called> [the plan “far from perfect”].", "against", "plan", "far from perfect"),
        ("{Ng} <called> [the plan “anything but a triumph”].", "against", "plan", "anything but triumph"),
        ("{Ng} <called> [the plan “a bit of a mess”].", "against", "plan", "mess"),
        ("{Ng} <said> [critics called the plan “a disgrace”].", "unclear", None, ""),
        ("{Lee} <hailed> [Norway’s vote to join].", "favor", "Norway’s vote to join", "hailed"),
        ("{The king} <called> [her “a hero”].", "favor", "her", "hero"),
        ("{The police} are <asking> [whether the set-up caused the disaster].", "neutral", None, ""),
        ("{Lee} <said> [nobody doubts Europe, not a dictator in the east].", "neutral", None, ""),
        # what it is judged for, what the cue tells already, what answers nothing
        ("{Lee} <praised> [the board for its patience].", "favor", "board", "praised"),
        ("{Lee} <hailed> [a “monstrous” effort].", "favor", "“monstrous” effort", "hailed"),
        ("{The board} <approved> [£2m for the park].", "favor", "£2m", "approved"),
        ("{Lee} <ruled out> [talks with what he called “a mob”].", "against", "talks", "ruled out"),
        ("Asked whether he would go, {Ng} <replied>: [“No comment.”]", "neutral", None, ""),
        # what was not done, and what is only hoped for
        ("“[The council should have listened],” {she} <said>.", "against", "council", "should listened"),
        ("“[We should have seen it coming],” {she} <said>.", "neutral", None, ""),
        ("“[The council must have listened],” {she} <said>.", "neutral", None, ""),
        ("“[The council should have protected the reef],” {she} <said>.", "favor", "reef", "should protected"),
        ("“[The boy should not be jailed],” {she} <said>.", "favor", "boy", "should not jailed"),
        ("“[The boy should be jailed],” {she} <said>.", "against", "boy", "should jailed"),
        ("“[The scandal is not the only factor],” {she} <said>.", "neutral", None, ""),
        ("“[I hope he lied],” {she} <said>.", "neutral", None, ""),
        ("“[They would have time to read the letter],” {she} <said>.", "neutral", None, ""),
        ("“[It is time to close the port],” {she} <said>.", "favor", "close the port", "time close"),
        # how somebody feels, and what the speaker pleads for
        ("{Lee} <said> [her client was deeply ashamed].", "neutral", None, ""),
        ("{Lee} <said> [the parents were angry and worried].", "neutral", None, ""),
        ("“[He is not satisfied],” {she} <said>.", "neutral", None, ""),
        ("“[The worried parents left],” {she} <said>.", "neutral", None, ""),
        ("“[The council should be ashamed],” {she} <said>.", "against", "council", "ashamed"),
        ("“[It was an angry letter],” {she} <said>.", "against", "It", "angry"),
        ("“[We are ashamed of the club],” {she} <said>.", "against", "club", "ashamed of"),
        ("“[I am furious],” {she} <said>.", "unclear", None, ""),
        ("{Lee} <said> [his client was a coward].", "unclear", None, ""),
        ("{Lee} <said> [Roe’s client was a coward].", "against", "Roe’s client", "coward"),
        ("“[It is not greed],” {she} <said>.", "neutral", None, ""),
        ("“[This is not greed but hunger],” {she} <said>.", "neutral", None, ""),
        ("“[It is greed],” {she} <said>.", "against", "It", "greed"),
        ("{Lee} <said> [the boy acted without malice].", "neutral", None, ""),
        # less of it, or far from it
        ("“[The second reply was less polite],” {she} <said>.", "against", "second reply", "less polite"),
        ("“[The new clerk is less rude than the last],” {she} <said>.", "neutral", None, ""),
        ("“[A less reckless plan is needed],” {she} <said>.", "neutral", None, ""),
        ("“[The offer is no less fair],” {she} <said>.", "favor", "offer", "fair"),
        ("“[The audit was barely competent],” {she} <said>.", "against", "audit", "barely competent"),
        ("“[The audit was far from fair],” {she} <said>.", "against", "audit", "far from fair"),
        ("“[The audit was anything but fair],” {she} <said>.", "against", "audit", "anything but fair"),
        ("“[The answer was less than honest],” {she} <said>.", "against", "answer", "less than honest"),
        ("“[The harbour is far from town],” {she} <said>.", "neutral", None, ""),
        ("“[The harbour is far from the beautiful bay],” {she} <said>.", "neutral", None, ""),
        ("“[The vote was far from a triumph],” {she} <said>.", "against", "vote", "far from triumph"),
        # who wants it, who does it, to whom
        ("“[They wanted us to fail],” {she} <said>.", "neutral", None, ""),
        ("“[The owners wanted our jobs],” {she} <said>.", "neutral", None, ""),
        ("“[The deputy opposes the reform of our schools],” {she} <said>.", "neutral", None, ""),
        ("“[We oppose the reform of our schools],” {she} <said>.", "against", "reform of our schools", "oppose"),
        ("“[I was ignored],” {she} <said>.", "neutral", None, ""),
        ("“[The manager ignored me],” {she} <said>.", "against", "manager", "ignored"),
        ("“[They urged us to stop the work],” {she} <said>.", "neutral", None, ""),
        ("“[They asked us to respect the rules],” {she} <said>.", "neutral", None, ""),
        ("“[We were urged to stop the work],” {she} <said>.", "neutral", None, ""),
        ("“[They accused us of lying],” {she} <said>.", "neutral", None, ""),
        ("“[He accused the deputy of lying],” {she} <said>.", "neutral", None, ""),
        ("“[They praised the crew for saving the boy],” {she} <said>.", "neutral", None, ""),
        ("“[We thank the nurses for saving him],” {she} <said>.", "favor", "nurses", "thank saving"),
        ("“[We praise the crew for defying the storm],” {she} <said>.", "favor", "crew", "praise"),
        ("“[We blame the crew for saving the cargo],” {she} <said>.", "against", "crew", "blame"),
        ("“[It was not that they were rude],” {she} <said>.", "neutral", None, ""),
        ("“[Whether it is a disgrace is for others to say],” {she} <said>.", "unclear", None, ""),
        ("“[According to critics, the plan is a disgrace],” {she} <said>.", "unclear", None, ""),
    ],
)
def test_main_stance_has_label_target_and_words(
    stance_in: Stancing, marked: str, label: str, target: str | None, words: str
) -> None:
    """The main stance: its label, toward what, shown by which words."""
    text, stances = stance_in(marked)
    assert (stances[0].label, stances[0].target, shown(text, stances[0])) == (label, target, words)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "{The minister} <condemned> [Russia’s attack on the port].",
            {"Russia’s attack on the port": "against"},
        ),
        (
            "{She} <condemned> [Luria’s shameless aggression].",
            {"Luria’s shameless aggression": "against", "Luria": "against"},
        ),
        (
            "“[The plan is brilliant, but the minister lied],” {he} <said>.",
            {"plan": "favor", "minister": "against"},
        ),
        ("“[We support the strike and oppose the cuts],” {he} <said>.", {"strike": "favor", "cuts": "against"}),
        ("“[The deal is fair. The deal is a disaster],” {he} <said>.", {"deal": "mixed"}),
        ("{He} <praised> [the nurses and the drivers].", {"nurses": "favor"}),
        ("“[Ann and Bob were reckless],” {he} <said>.", {"Ann": "against", "Bob": "against"}),
        ("{Ng} <called> [the offer “an insult to every cleaner”].", {"offer": "against"}),
        ("“[They dismissed criticism of the pier],” {he} <said>.", {None: "neutral"}),
    ],
)
def test_every_target_gives_its_stance(stance_in: Stancing, marked: str, expected: dict[str | None, str]) -> None:
    """Several targets, each with its label; one judged both ways is mixed."""
    _, stances = stance_in(marked)
    assert {stance.target: stance.label for stance in stances} == expected


@pytest.mark.parametrize(
    ("before", "marked", "target"),
    [
        (
            "The mayor floated the idea of closing the port.",
            "{Lee} <called> [such a suggestion reckless].",
            "idea of closing the port",
        ),
        ("The remarks of the envoy angered Oslo.", "{Lee} <condemned> [these comments].", "remarks of the envoy"),
        ("Three incursions were counted.", "“[They are unacceptable],” {Lee} <said>.", "Three incursions"),
        ("It rained.", "{Lee} <condemned> [these comments].", "these comments"),
        ("The boats left.", "“[They are unacceptable],” {Lee} <said>.", "They"),
        ("Three plans were tabled.", "“[They ignored us],” {Lee} <said>.", "They"),
        ("Three plans were tabled.", "“[They are liars],” {Lee} <said>.", "They"),
        ("Three plans were tabled.", "“[They lack detail],” {Lee} <said>.", "Three plans"),
    ],
)
def test_target_is_what_the_words_point_back_to(stance_in: Stancing, before: str, marked: str, target: str) -> None:
    """A pointing noun or a plural pronoun gives way to what it stands for; else the words stay."""
    _, stances = stance_in(f"{before} {marked}")
    assert stances[0].target == target


@pytest.mark.parametrize(
    "marked",
    [
        "{Ann Lee} <said> [Lee was brilliant].",
        "“[We are strong],” {the team} <said>.",
        "{The king} <praised> [himself].",
    ],
)
def test_speaker_is_no_target(stance_in: Stancing, marked: str) -> None:
    """What speakers say of themselves is no stance."""
    assert all(stance.target is None for stance in stance_in(marked)[1])


def test_others_judgements_are_not_the_speakers(stance_in: Stancing) -> None:
    """What somebody else is said to think is no stance of the speaker's."""
    _, stances = stance_in("{The paper} <said> [critics believe the minister is a liar].")
    assert [(stance.label, stance.target) for stance in stances] == [("unclear", None)]


def test_quote_carries_its_stances() -> None:
    """The record has the main stance's label and target, and all of them."""
    (quote,) = mine("“The raid was unacceptable,” Mayor Ann Lee said on Monday.")
    assert (quote.stance, quote.stance_target) == ("against", "raid")
    assert quote.stances == (Stance(target="raid", label="against", evidence=((14, 26),), rule="copula"),)


WORDS = st.sampled_from(
    sorted(
        """the mayor we they it critics Russia NATO must not never should will is was are called condemned supports
        accuse reckless unfounded right good war peace attack liar regime of by as to that and if no , . ? “ ” " ’s :
        defend against responsible for nothing to do with yes said""".split()  # noqa: SIM905 - a list of one word a line
    )
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, min_size=3, max_size=18), cut=st.integers(1, 17))
def test_stances_never_crash_and_evidence_cuts_words(stance_in: Stancing, words: list[str], cut: int) -> None:
    """Whatever the words: at least one stance, a known label, evidence that cuts words out of the text."""
    content = " ".join(words[: max(1, min(cut, len(words)))])
    text, stances = stance_in(f"{{The envoy}} <said> [{content}] {' '.join(words[cut:])}")
    assert stances
    for stance in stances:
        assert stance.label in STANCE_LABELS
        assert bool(stance.evidence) == (stance.rule is not None) == (stance.target is not None)
        assert all(text[start:end].strip() for start, end in stance.evidence)
        assert stance.target is None or stance.target in text


@pytest.mark.parametrize(
    ("text", "label", "act"),
    [
        ("Ankara welcomed the ceasefire.", "favor", "support"),
        ("The Police Federation welcomed the pledge of 200 new officers.", "favor", "support"),
        ("The union backed the strike.", "favor", "support"),
        ("The actor disliked the film.", "against", "condemn"),
    ],
)
def test_verbs_that_no_cue_lists_have_their_attitude(nlp: Language, text: str, label: str, act: str) -> None:
    """The trained ranker finds verbs that patterns.yaml does not list; "attitudes" say what they are toward."""
    text = f"{text} Ann Lee said the talks had ended. Tom Hale opposed the plan. Critics slammed the move."
    first, *_ = mine(text, nlp=nlp, ranker="small")
    assert (first.stance, first.speech_act) == (label, act)
