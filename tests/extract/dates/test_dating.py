"""The quote's date: the cue's adverbial, never the content's.

Sentences are marked: `{source}`, `<cue>`, `[content]`; the first cue is the one asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.dates.dating import date_of
from quoteminer.model import QuoteDate
from quoteminer.patterns.loader import load_data
from quoteminer.patterns.schema import Cue
from quoteminer.patterns.schema_dates import DatesData

WEDNESDAY = "2025-10-08"
MARKS = {"{": "source", "<": "cue", "[": "content"}
PIECE = re.compile(r"\{([^}]*)\}|<([^>]*)>|\[([^\]]*)\]|([^{}<>\[\]]+)")

Dating = Callable[..., QuoteDate]


def read_marked(nlp: Language, marked: str) -> tuple[Doc, Attribution]:
    """Return the parsed text without its marks, and the attribution that they mark."""
    text = ""
    spans: dict[str, list[tuple[int, int]]] = {name: [] for name in MARKS.values()}
    for match in PIECE.finditer(marked):
        if match.group()[0] in MARKS:
            words = match.group()[1:-1]
            spans[MARKS[match.group()[0]]].append((len(text), len(text) + len(words)))
        else:
            words = match.group()
        text += words
    doc = nlp(text)
    tokens = {name: tokens_of(doc, parts) for name, parts in spans.items()}
    anchor = doc.char_span(*spans["cue"][0], alignment_mode="expand").root.i
    return doc, Attribution(anchor=anchor, lexeme=Cue(frames={"clause": 0.9}), pattern="test", **tokens)


def tokens_of(doc: Doc, parts: list[tuple[int, int]]) -> tuple[int, ...]:
    """Return the tokens of character spans, in order."""
    spans = [doc.char_span(start, end, alignment_mode="expand") for start, end in parts]
    return tuple(sorted(token.i for span in spans for token in span))


@pytest.fixture(scope="module")
def dating(nlp: Language) -> Dating:
    """Return a function that dates the attribution of a marked text."""
    data = load_data("dates", DatesData)

    def date_marked(marked: str, published: str | None = WEDNESDAY) -> QuoteDate:
        doc, attribution = read_marked(nlp, marked)
        return date_of(doc, attribution, published, data)

    return date_marked


@pytest.mark.parametrize(
    ("marked", "words", "date"),
    [
        # behind the cue
        ("[“The dam will hold,”] {Mayor Ann Lee} <told> local radio on Monday.", "on Monday", "2025-10-06"),
        ("{The minister} <said> Tuesday that [the dam would hold].", "Tuesday", "2025-10-07"),
        ("{Lee} <said> late on Sunday [the talks had failed].", "late on Sunday", "2025-10-05"),
        ("[“We are ready,”] <said> {Defence Minister Olga Brandt} last week.", "last week", "2025-09-29"),
        (
            "[“It was a mistake,”] <wrote> {the Harbour Times} on 11 September, after the spill.",
            "on 11 September",
            "2025-09-11",
        ),
        ("{Brandt} <told> lawmakers in Oslo on Friday that [the fleet was old].", "on Friday", "2025-10-03"),
        ("{He} <accused> Moscow on Thursday of [jamming the signal].", "on Thursday", "2025-10-02"),
        (
            "[The strike] <was called> [illegal] by {the court} in March of this year.",
            "in March of this year",
            "2025-03",
        ),
        (
            "{Lee} <said> in an interview with the BBC on Sept. 3 that [the port was safe].",
            "on Sept. 3",
            "2025-09-03",
        ),
        (
            "{Lee} <said> in a statement released on Sunday that [the port was safe].",
            "on Sunday",
            "2025-10-05",
        ),
        ("{Lee} <told> reporters earlier today that [the port was safe].", "earlier today", "2025-10-08"),
        (
            "[“We will not pay,”] {she} <said> in a video posted overnight.",
            "overnight",
            "2025-10-07/2025-10-08",
        ),
        ("[“Enough,”] {she} <said> over the weekend.", "over the weekend", "2025-10-04/2025-10-05"),
        ("[“Enough,”] {she} <said> as she left the court on Monday.", "on Monday", "2025-10-06"),
        ("[“Enough,”] {she} <said> three days ago, and left.", "three days ago", "2025-10-05"),
        ("{The union} <announced> on Monday [a strike of all dockers].", "on Monday", "2025-10-06"),
        (
            "{Brandt} <likened> [it to a ruin], which angered many, in an interview with a paper last week.",
            "last week",
            "2025-09-29",
        ),
        (
            "[“We are ready for the storm,”] <said> {Defence Minister} and hawk Nils Moe last week.",
            "last week",
            "2025-09-29",
        ),
        # between source and cue
        ("{Smith} on Tuesday <said> [the bridge was safe].", "on Tuesday", "2025-10-07"),
        ("{Smith}, in a speech on Saturday, <said> [the bridge was safe].", "on Saturday", "2025-10-04"),
        ("{The company} last month <denied> [any wrongdoing].", "last month", "2025-09"),
        ("{The Kremlin} <is now saying> that [the war has grown].", "now", "2025-10-08"),
        ("{Smith} today <announced> that [the bridge would close].", "today", "2025-10-08"),
        # opening the clause
        ("On Friday, {Brandt} <condemned> [the attack].", "On Friday", "2025-10-03"),
        (
            "On Friday, as the storm drew near, {Brandt} <urged> people [to stay at home].",
            "On Friday",
            "2025-10-03",
        ),
        ("But late on Monday, {Brandt} <warned> that [more would follow].", "late on Monday", "2025-10-06"),
        ("In Brussels on Tuesday, {Brandt} <warned> that [more would follow].", "on Tuesday", "2025-10-07"),
        ("In his Friday interview, {Brandt} <asserted> that [nothing had happened].", "Friday", "2025-10-03"),
        ("At Tuesday’s press conference, {Brandt} <said> [nothing had happened].", "Tuesday", "2025-10-07"),
        ("In a 2019 essay, {Brandt} <argued> that [the dam was weak].", "2019", "2019-01-01/2019-12-31"),
        ("During last week’s debate, {Brandt} <said> [the dam was weak].", "last week", "2025-09-29"),
        (
            "Speaking to reporters in Vienna on Monday, {Brandt} <said> [the dam was weak].",
            "on Monday",
            "2025-10-06",
        ),
        (
            "When asked on Tuesday whether the dam would hold, {Brandt} <replied>, [“Yes.”]",
            "on Tuesday",
            "2025-10-07",
        ),
        (
            "The dam broke in May, and on Monday {Brandt} <said> [nobody was to blame].",
            "on Monday",
            "2025-10-06",
        ),
        ("On Monday, [“the worst is over,”] {Brandt} <said>.", "On Monday", "2025-10-06"),
        # inherited
        (
            "On Friday, {Brandt} condemned the attack, <adding> that [more would follow].",
            "On Friday",
            "2025-10-03",
        ),
        (
            "{Brandt} told the BBC on Monday that it was late and <warned> that [more would follow].",
            "on Monday",
            "2025-10-06",
        ),
        (
            "In her Friday speech, {Brandt} praised the crew and <called> [the owner a coward].",
            "Friday",
            "2025-10-03",
        ),
        # a document that dates itself; a noun that is the cue
        ("{A report published in June 2012} <found> that [the dam was weak].", "in June 2012", "2012-06"),
        (
            "{Brandt}’s <statement> on Monday that [the dam was weak] shocked the town.",
            "on Monday",
            "2025-10-06",
        ),
        # still to come
        ("{The bank} <will announce> on Monday [whether rates rise].", "on Monday", "2025-10-13"),
        ("{The bank} is expected to <announce> on Friday [whether rates rise].", "on Friday", "2025-10-10"),
        ("Opening the case on Monday, {Brandt} <told> [the jury that the port was unsafe].", "on Monday", "2025-10-06"),
        ("Paying tribute on Friday, {Brandt} <called> [her a hero].", "on Friday", "2025-10-03"),
        ("Arriving in Oslo on Tuesday, {Brandt} <said> [nothing].", "on Tuesday", "2025-10-07"),
        # the nearest of several
        (
            "In a 2019 essay and on radio, {Brandt} <said> again on Monday that [the dam was weak].",
            "on Monday",
            "2025-10-06",
        ),
        ("In a speech on Sunday, {Brandt} <said> again today that [the dam was weak].", "today", "2025-10-08"),
        ("The ship sank on Monday, and {Lee} yesterday <said> [nobody was to blame].", "yesterday", "2025-10-07"),
        # a text that ends with the date; a sentence that the parser ends within it
        ("[“Enough,”] {she} <said> on Monday", "on Monday", "2025-10-06"),
        ("{Brandt} <denied> [it] in his Friday interview", "Friday", "2025-10-03"),
        ("{Lee} <wrote> on Fri. Oct. 3 that [it was safe].", "on Fri. Oct. 3", "2025-10-03"),
        # an infinitive that tells of the past
        ("{Lee} met reporters on Monday to <deny> [everything].", "on Monday", "2025-10-06"),
        # nouns around the date
        ("In his Friday BBC interview, {Brandt} <asserted> that [nothing had happened].", "Friday", "2025-10-03"),
        ("{Brandt} <told> them yesterday that [the port was safe].", "yesterday", "2025-10-07"),
        ("{Brandt}’s Monday <statement> that [the dam was weak] shocked the town.", "Monday", "2025-10-06"),
        ("In Friday’s debate, which lasted hours, {Brandt} <said> [nobody had won].", "Friday", "2025-10-03"),
        ("{Monday’s report} <found> that [the dam was weak].", "Monday", "2025-10-06"),
        (
            "{A report by the council published in June 2012} <found> that [the dam was weak].",
            "in June 2012",
            "2012-06",
        ),
        ("{A statement on Monday} <said> [the port was safe].", "on Monday", "2025-10-06"),
        ("{Brandt} <told> reporters after the meeting on Monday that [the port was safe].", "on Monday", "2025-10-06"),
        (
            "{Brandt} <told> reporters during a speech about the vote on Monday that [it was safe].",
            "on Monday",
            "2025-10-06",
        ),
        ("{Brandt} <told> the crowd on a hill on Monday that [it was safe].", "on Monday", "2025-10-06"),
        ("{Brandt} <said> after arrests in the port on Monday that [it was safe].", "on Monday", "2025-10-06"),
        ("{Brandt} <praised> [the plan] before the vote and [the law] on Monday.", "on Monday", "2025-10-06"),
        # other clauses beside the cue's
        ("Lee, {who} on Thursday <called> [it a shame], resigned.", "on Thursday", "2025-10-02"),
        ("Smith on Tuesday <said> [the bridge was safe].", "on Tuesday", "2025-10-07"),
        ("In March the town voted – on Thursday {Brandt} <said> [nobody was to blame].", "on Thursday", "2025-10-02"),
        ("On Friday, asked who lied, {the mayor} <praised> [the crew] and left.", "On Friday", "2025-10-03"),
        ("But on Friday, asked who lied, {Brandt} <said> [nobody was to blame].", "on Friday", "2025-10-03"),
        # a dash that ends no dateline
        ("On Friday — {Brandt} <said> [the port was safe].", "On Friday", "2025-10-03"),
        ("In a speech on Friday — his first — {Brandt} <said> [the port was safe].", "on Friday", "2025-10-03"),
        ("In Oslo, on Friday — the day of the vote — {Brandt} <said> [the port was safe].", "on Friday", "2025-10-03"),
    ],
)
def test_date_of_finds_the_cues_date(dating: Dating, marked: str, words: str, date: str) -> None:
    """The adverbial of the cue dates the quote, wherever it stands."""
    found = dating(marked)
    assert (found.text, found.basis) == (words, "stated")
    assert found.date is not None
    assert found.date.startswith(date)


@pytest.mark.parametrize(
    "marked",
    [
        "{Brandt} <said> [19 boats crossed the border on Wednesday].",
        "[Nineteen boats crossed the border overnight on Sunday], {Brandt} <said>.",
        "{Brandt} <said> that [the vote on Friday would be close].",
        "[“We met on Monday and agreed on Tuesday,”] {Brandt} <said>.",
        "On Sunday, [nineteen boats crossed the border], {Brandt} <said>.",
        "After the boats crossed the border on Sunday, {Brandt} <said> [the army was ready].",
        "{Brandt}, who visited the port on Monday, <said> [it was safe].",
        "{Brandt}, elected in 2019, <said> [the port was safe].",
        "[The port was safe], <said> {Brandt}, who was elected in 2019.",
        "[“It is safe,”] <said> {Brandt}, who took over from Lee last year.",
        "{Brandt} has <said> since Monday that [the port is safe].",
        "Until last week, {Brandt} <denied> [everything].",
        "{Brandt} <said> ahead of the summit on Friday that [the port was safe].",
        "{Brandt} <said> before the vote on Thursday that [it was too early].",
        "After Monday’s attack, {Brandt} <said> [the port was safe].",
        "Warsaw invoked the treaty on Thursday, {which} <calls for> [talks among the members].",
        "{Brandt} <said> [the port was safe], and on Monday Lee resigned.",
        "{Brandt} <said> [the port was safe], but the fire of 2 May had closed it.",
        "The ship sank on Monday, and {Brandt} <said> [nobody was to blame].",
        "{Brandt} <told> USA Today that [the port was safe].",
        "{Brandt} <told> the Mail on Sunday that [the port was safe].",
        "{Brandt} <said> that [the port was safe] while boats burned on Tuesday.",
        "The mayor said “we lost on Monday” and {Brandt} <agreed> [it was over].",
        "LVIV, Ukraine, Oct. 4 (AP) — {Mayor Ann Lee} <said> [the port was safe].",
        "{Brandt} <condemned> [the attack on the port], which took place on Sunday.",
        "{Brandt} has also <said> that [the port is safe].",
        "{The 1951 Convention} <requires> [members to help].",
        "{Brandt} <said> [the port], attacked on Sunday, [was safe].",
        "The army found boats on Sunday, {Brandt} said, <adding> that [three were sunk].",
        "Lee resigned last week. {Brandt} <said> [nobody was to blame].",
        "{Brandt} has <praised> [the plan], but a report released last month warned of leaks.",
        "{Brandt} <backed> [the law], though a letter published on Monday called it weak.",
        "Having lost the vote on Monday, {Brandt} <said> [he would stay].",
        "Officials found boats on Monday, {Brandt} <said>, [and sank them].",
        "{Brandt} <said> [nobody was to blame]. The vote on Monday failed.",
        "{Brandt} <said> [nobody was to blame]. Last week, too.",
        "After Monday and Tuesday, {Brandt} <said> [the port was safe].",
        "After storms on Monday and Tuesday, {Brandt} <said> [the port was safe].",
        "On Friday, {Brandt} left the port, which she <called> [unsafe].",
        "<According> to {Brandt}, [the port was safe].",
        "“Never on Sunday” in hand, {Brandt} <denied> [everything].",
        "The ship sank.\n\n“Never on Sunday” in hand, {Brandt} <denied> [everything].",
        "{Brandt} <denied> [everything], “Never on Sunday” in hand.",
        "{Brandt} <agreed> on [Monday as the day of the vote].",
        "{Brandt} <called> 2019 [a lost year].",
        "{The pilot who crashed on Monday} <said> [the port was safe].",
        "Citing Monday’s attack, {Brandt} <said> [the port was safe].",
        "About the 2019 speech, {Brandt} <said> [nobody had listened].",
        "We were told to. Monday’s speech was long, and {Brandt} <said> [nothing].",
        "{A hotel launched on Monday} <promises> [quiet rooms].",
        "{A paper burned on Monday} <said> [the port was safe].",
        "{Brandt} <denied> [knowing of the attack] on Monday.",
        "{Brandt} <likened> [it to a ruin], which angered many, in the east last week.",
        "[“Enough,”] {she} <said> as the ship left the port on Monday.",
        "{Brandt} <said> [the port was safe] and on Monday Lee resigned.",
        "{Brandt} <said> [the port was safe]; on Monday came the flood.",
        "OSLO, Oct. 4 — {Brandt} <said> [the port was safe].",
        "OSLO, Norway, Oct. 4 - {Mayor Ann Lee} <said> [the port was safe].",
        "On Sunday boats burned and {Brandt} <said> [nobody was to blame].",
        "On Sunday boats burned, {Brandt} <said>.",
        "On Friday, boats sank and {Brandt} <said> [nobody was to blame].",
        "Speaking on Monday, boats burned and {Brandt} <said> [nobody was to blame].",
        "On Thursday, Lee, {who} <had called> [it a shame], resigned.",
        "A man interviewed on Monday fled, {Brandt} <said>.",
        "Before polls on Thursday, {Brandt} <said> [the port was safe].",
        "Before the run-off on Thursday, {Brandt} <said> [the port was safe].",
        "Before the U-turn on Thursday, {Brandt} <said> [the port was safe].",
        "Before the hepatitis-B test on Thursday, {Brandt} <said> [the port was safe].",
        "[“It is safe,”] <said> {Brandt} ahead of the vote on Friday.",
        "{Brandt} <said> ahead of elections on Friday that [the port was safe].",
        "{Brandt} <told> lawmakers about the attack on Monday that [the port was safe].",
        "{Brandt} <told> reporters after the storm on Monday that [the port was safe].",
    ],
)
def test_date_of_leaves_other_dates(dating: Dating, marked: str) -> None:
    """A date of the content, of another clause or of a name is not the quote's: the article's date is."""
    assert dating(marked) == QuoteDate(date=WEDNESDAY, basis="published")


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("On Friday, {Brandt} <condemned> [the attack].", "On Friday"),
        ("{Smith} today <announced> that [the bridge would close].", "today"),
        ("{Smith} <said> last week that [the bridge would close].", "last week"),
    ],
)
def test_date_of_keeps_words_that_nothing_anchors(dating: Dating, marked: str, words: str) -> None:
    """Without the article's date the words stay, and the date is no guess."""
    assert dating(marked, None) == QuoteDate(date=None, text=words, basis="stated")


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("{Brandt} <has previously said> [the port was safe].", "previously"),
        ("{Brandt} <warned> of [a flood] several weeks ago.", "several weeks ago"),
        ("On the eve of the vote, {Brandt} <warned> of [fraud].", "On the eve of"),
    ],
)
def test_date_of_does_not_date_vague_words(dating: Dating, marked: str, words: str) -> None:
    """A saying that is known to be older than the article, but not by how much, has words and no date."""
    assert dating(marked) == QuoteDate(date=None, text=words, basis="stated")


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("{Lee} <once joked> that [the dam was a sieve].", "once"),
        ("{Lee}, who <once called> [the dam a sieve], left.", "once"),
        ("{Lee} <famously said> that [the dam was a sieve].", "famously"),
    ],
)
def test_date_of_an_unknown_day(dating: Dating, marked: str, words: str) -> None:
    """What was once said was not said on the article's day."""
    assert dating(marked) == QuoteDate(date=None, text=words, basis="stated")


@pytest.mark.parametrize("words", ["a few minutes ago", "minutes ago", "moments ago", "a short while ago"])
def test_date_of_minutes_is_the_day(dating: Dating, words: str) -> None:
    """A live blog's minutes are of its day."""
    marked = f"{{Lee}} <told> reporters {words} that [the road was open]."
    assert dating(marked) == QuoteDate(date=WEDNESDAY, text=words, basis="stated")


def test_date_of_needs_no_anchor_for_a_full_date(dating: Dating) -> None:
    """A date with its year stands by itself."""
    found = dating("{Lee} <wrote> on 11 September 2025 that [the port was safe].", None)
    assert found == QuoteDate(date="2025-09-11", text="on 11 September 2025", basis="stated")


def test_date_of_is_empty_without_any_date(dating: Dating) -> None:
    """Neither stated nor published: nothing."""
    assert dating("{Lee} <said> [the port was safe].", None) == QuoteDate()


@pytest.mark.parametrize(
    ("marked", "date"),
    [
        ("The port burned on Friday. A day earlier, {Lee} <warned> of [a fire].", "2025-10-02"),
        ("The port burned on Friday. The same day, {Lee} <called> [it arson].", "2025-10-03"),
        ("The port burned on Friday. The next day, {Lee} <called> [it arson].", "2025-10-04"),
        ("A day earlier, {Lee} <had warned> of [a fire].", "2025-10-07"),
        ("The next day, {Lee} <called> [it arson].", None),
        ("Friday was cold. The same day, {Lee} <called> [it arson].", "2025-10-03"),
        ("The port burned last week. The same day, {Lee} <called> [it arson].", None),
        ("The same day, {Lee} <called> [it arson].", None),
        (f"The port burned on Friday.{20 * ' The boats lay still.'} The same day, {{Lee}} <called> [it arson].", None),
    ],
)
def test_date_of_counts_from_the_day_the_text_names(dating: Dating, marked: str, date: str | None) -> None:
    """ "A day earlier" counts from the last day named; only a day before may count from the article's own."""
    assert dating(marked).date == date


def test_date_of_prefers_a_definite_date(dating: Dating) -> None:
    """A vague adverb beside a date yields to it."""
    found = dating("{Lee} <previously said> in a 2016 interview that [the port was safe].")
    assert (found.text, found.date) == ("2016", "2016-01-01/2016-12-31")


def test_date_of_asks_who_knows_the_quotations(nlp: Language) -> None:
    """The caller's quoted regions are used instead of those worked out here."""
    doc, attribution = read_marked(nlp, "On Friday, {Brandt} <condemned> [the attack].")
    data = load_data("dates", DatesData)
    found = date_of(doc, attribution, WEDNESDAY, data, is_quoted=lambda index: index < 2)
    assert found == QuoteDate(date=WEDNESDAY, basis="published")


WORDS = st.sampled_from(
    [
        *("on", "Monday", "“", "”", '"', "said", "that", "Brandt", ",", ".", "last", "week", "'s", "the"),
        *("interview", "in", "2019", "who\n", "adding", "and", "a"),
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, min_size=1, max_size=25), draw=st.data())
def test_date_of_takes_any_attribution(nlp: Language, words: list[str], draw: st.DataObject) -> None:
    """Any text with any cue, content and source: no crash, and words that stand in the text."""
    doc = nlp(" ".join(words))
    tokens = st.lists(st.integers(0, len(doc) - 1), max_size=4).map(lambda some: tuple(sorted(set(some))))
    anchor = draw.draw(st.integers(0, len(doc) - 1))
    attribution = Attribution(
        anchor=anchor,
        cue=(anchor,),
        content=draw.draw(tokens),
        source=draw.draw(tokens),
        lexeme=Cue(frames={"clause": 0.9}),
        pattern="test",
    )
    found = date_of(doc, attribution, WEDNESDAY, load_data("dates", DatesData))
    assert (found.text or "") in " ".join(doc.text.split())
