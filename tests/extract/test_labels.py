"""Names before a colon attribute the quotation behind it, where nothing but the name can."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.pipeline import mine

WORDS = "Polls take a lot of heat this year."
FIRST = "The count went on until the morning.\n\n"


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize("place", ["NEW DELHI", "New Delhi", "ISLAMABAD", "Moscow", "RAMPUR"])
def test_datelines_say_nothing(nlp: Language, place: str, ranker: str) -> None:
    """Where a report was written does not speak; a country that answers in a headline does."""
    text = f"{place}: The court on Wednesday asked Lee to explain why he had left the country.\n\nLee was not there."
    assert place not in [q.speaker for q in mine(text, nlp=nlp, ranker=ranker)]


@pytest.mark.parametrize("ranker", ["rules", "small"])
def test_datelines_say_no_quotation(nlp: Language, ranker: str) -> None:
    """Nor does it say a quotation that somebody else says; alone behind the colon, it is the place's."""
    text = "MOSCOW: “We will not wait,” the minister said on Tuesday.\n\nLee was not there."
    assert [q.source_text for q in mine(text, nlp=nlp, ranker=ranker)] == ["the minister"]
    alone = "MOSCOW: “We will not wait.”\n\nLee was not there."
    assert [q.source_text for q in mine(alone, nlp=nlp, ranker=ranker)] == ["MOSCOW"]


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("before", "source"),
    [
        ("The count is over. Ann Lee:", "Ann Lee"),
        ("The count is over. Rep. Ann Lee (R-Texas):", "Rep. Ann Lee (R-Texas)"),
        ("Ann Lee, chair of the harbour board:", "Ann Lee, chair of the harbour board"),
        ("@annlee_ardle:", "@annlee_ardle"),
        # behind a dash any name will do
        ("Rain in the north - PollWatcher:", "PollWatcher"),
        ("Who counts the votes — Zorbo Quix:", "Zorbo Quix"),
        # behind the preposition of an origin
        ("The count is over. More from Ann Lee:", "Ann Lee"),
        ("The count is over - More from Lee and Roe:", "Lee and Roe"),
        ("The count is over. From the report:", "the report"),
        # no label at all
        ("The votes came late. From a distance:", None),
        ("The votes came late - and with them this:", None),
        ("The votes came in twenty-four boxes - Number nine:", None),
    ],
)
def test_labels_of_sentences(nlp: Language, before: str, source: str | None, ranker: str) -> None:
    """The name alone is the source, not the headline in front of it."""
    found = [(q.source_text, q.quote) for q in mine(f"{FIRST}{before} “{WORDS}”", nlp=nlp, ranker=ranker)]
    assert found == ([] if source is None else [(source, WORDS)])


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("label", "source"),
    [
        ("QUOTE OF THE DAY", None),
        ("THE LATEST", None),
        ("FOR YOUR RADAR", None),
        ("THE COURT", "THE COURT"),
        ("ANN LEE", "ANN LEE"),
        ("CHAIR OF THE BOARD", "CHAIR"),
        ("VERDICT", None),
        ("UPDATE", None),
    ],
)
def test_labels_in_capitals(nlp: Language, label: str, source: str | None, ranker: str) -> None:
    """A newsletter's parts have labels, as the turns of a transcript do, but say nothing."""
    text = f"{FIRST}{label}: “{WORDS}”\n\nMAX ROE: “It will rain again in the north.”"
    found = [q.source_text for q in mine(text, nlp=nlp, ranker=ranker)]
    assert found == [source, "MAX ROE"][source is None :]


@pytest.mark.parametrize("ranker", ["rules", "small"])
def test_labels_of_newsletters_take_no_paragraph(nlp: Language, ranker: str) -> None:
    """What stands behind the quotation tells whose it is; the label does not say the whole paragraph."""
    text = "FRUGALS STRIKE BACK: “We read the bill,” a Dutch official said. It was late.\n\nON TOUR: Lee is in Oslo."
    (found,) = [q for q in mine(f"{FIRST}{text}", nlp=nlp, ranker=ranker) if "bill" in q.quote]
    assert (found.source_text, found.quote) == ("a Dutch official", "We read the bill,")


@pytest.mark.parametrize("ranker", ["rules", "small"])
def test_who_speaks_in_a_transcript_thinks_no_quote_of_its_own(nlp: Language, ranker: str) -> None:
    """ "I think" in a turn is whose turn it is; what others said in it is theirs."""
    turns = (
        "MAX ROE: I think it rains.\n\nANN LEE: I know it rains. Roe said it would snow.\n\nMAX ROE: I want to leave."
    )
    found = [(q.speaker, q.nested) for q in mine(turns, nlp=nlp, ranker=ranker)]
    assert [one for one in found if one[1]] == [("Max Roe", True)]
    assert len(found) == 4


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("headline", "source", "quote"),
    [
        ("“Keep off the ice” - police", "police", "Keep off the ice"),
        ("14:10 “Keep off the ice” – police in Ardle", "police in Ardle", "Keep off the ice"),
        ("Two boats sink off Ardle - coastguard", "coastguard", "Two boats sink off Ardle"),
        ("Harbour wall ‘will not hold’ – report", "report", "Harbour wall ‘will not hold’"),
        ("Two boats sink off Ardle - Ardle News", None, None),
        ("Two boats sink off Ardle - live updates", None, None),
        ("Boats and bridges - the minister", None, None),
        ("Tickets for “Winter Tales” - pupils for nothing", None, None),
    ],
)
def test_speakers_behind_the_dash_of_a_headline(
    nlp: Language, headline: str, source: str | None, quote: str | None, ranker: str
) -> None:
    """A common noun without an article speaks; an outlet's name, or what is no speaker, does not."""
    found = [(q.source_text, q.quote) for q in mine(f"{headline}\n\nIt was dark by then.", nlp=nlp, ranker=ranker)]
    assert found == ([] if source is None else [(source, quote)])


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        ("09:15 Minister: ‘Worst is yet to come’", [("Minister", "Worst is yet to come")]),
        ("10.40 Mayor Ann Lee: “The dam will hold”", [("Mayor Ann Lee", "The dam will hold")]),
        ("14:05 GMT Minister: ‘Worst is yet to come’", [("Minister", "Worst is yet to come")]),
        ("9.15am: Minister: ‘Worst is yet to come’", [("Minister", "Worst is yet to come")]),
        ("10:30 – Mayor Ann Lee: ‘The dam will hold’", [("Mayor Ann Lee", "The dam will hold")]),
        ("(18:42) Prime minister: “The dam will hold”", [("Prime minister", "The dam will hold")]),
        ("18.42 PM: ‘We will not yield’", [("PM", "We will not yield")]),
        ("Update 09:15 Minister: ‘Worst is yet to come’", [("Minister", "Worst is yet to come")]),
        ("08:05 Weather: Rain ‘all week’", []),
        ("10:30 Mayor says dam will hold", [("Mayor", "dam will hold")]),
        ("09:15 Doors open: ‘Harbour Lights’", []),
        ("10.40 Rain stops", []),
    ],
)
@pytest.mark.parametrize("before", ["", "Flood live: what we know\n\nTwo roads were shut.\n\n"])
def test_entries_of_a_live_report_begin_with_a_time(
    nlp: Language, before: str, entry: str, wanted: list[tuple[str, str]], ranker: str
) -> None:
    """The time of day before a speaker is no part of the label, nor of a source."""
    text = f"{before}{entry}\n\nThe river rose overnight.\n\nTrains are running again."
    assert [(q.source_text, q.quote) for q in mine(text, nlp=nlp, ranker=ranker)] == wanted


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("label", "source"),
    [
        ("Prime minister", "Prime minister"),
        ("Union leaders", "Union leaders"),
        ("Its director", "Its director"),
        ("Ann Lee and Max Orr", "Ann Lee and Max Orr"),
        ("Another question", None),
        ("A word with the minister", None),
    ],
)
def test_labels_of_roles(nlp: Language, label: str, source: str | None, ranker: str) -> None:
    """Somebody's role alone is a label; a thing that is none's is not."""
    found = [q.source_text for q in mine(f"It was late. {label}: “{WORDS}”", nlp=nlp, ranker=ranker)]
    assert found == [source][source is None :]


@pytest.mark.parametrize("ranker", ["rules", "small"])
@pytest.mark.parametrize(
    ("lead", "source"),
    [
        ("Here is the full statement from the electricity board:", "the electricity board"),
        ("The club's statement in full:", "The club"),
    ],
)
def test_whom_a_statement_comes_from(nlp: Language, lead: str, source: str, ranker: str) -> None:
    """A statement on the next line is whose it is said to be."""
    text = f"Storm: live\n\n{lead}\n\n“We are sorry for the noise, and we will fix it.”"
    assert [q.source_text for q in mine(text, nlp=nlp, ranker=ranker)] == [source]
