"""Words of time → ISO 8601."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quoteminer.extract.dates import grammar
from quoteminer.extract.dates.expressions import resolve_expression
from quoteminer.extract.dates.grammar import find_expressions, match_expression
from quoteminer.patterns.loader import load_data
from quoteminer.patterns.schema_dates import DatesData

WEDNESDAY = "2025-10-08"
ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2}(?:/\d{4}-\d{2}-\d{2})?)?")


WORDS_OF_TIME = re.findall(
    r"\S+",
    "on in the a of at Monday Tues . , ( ) - ' May june Sept 3 11 23rd 2016 1990 s 's first week weeks month day days "
    "year last next this past few two several ago earlier later before after early late mid today Tuesday morning "
    "afternoon night evening weekend within during about more than just only same following recent once again said",
)


@pytest.fixture(scope="module")
def data() -> DatesData:
    """Return the English words of time."""
    return load_data("dates", DatesData)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("today", "2025-10-08"),
        ("earlier today", "2025-10-08"),
        ("now", "2025-10-08"),
        ("this morning", "2025-10-08"),
        ("tonight", "2025-10-08"),
        ("two hours ago", "2025-10-08"),
        ("yesterday", "2025-10-07"),
        ("late yesterday afternoon", "2025-10-07"),
        ("last night", "2025-10-07"),
        ("the day before yesterday", "2025-10-06"),
        ("tomorrow", "2025-10-09"),
        ("overnight", "2025-10-07/2025-10-08"),
        ("on Monday", "2025-10-06"),
        ("Monday", "2025-10-06"),
        ("on Wednesday", "2025-10-08"),
        ("late on Wednesday", "2025-10-08"),
        ("on Thursday", "2025-10-02"),
        ("Friday night", "2025-10-03"),
        ("early on Tuesday morning", "2025-10-07"),
        ("overnight on Wednesday", "2025-10-08"),
        ("on the evening of Sunday", "2025-10-05"),
        ("in the early hours of Saturday", "2025-10-04"),
        ("this Tuesday", "2025-10-07"),
        ("last Wednesday", "2025-10-01"),
        ("last Monday", "2025-10-06"),
        ("next Monday", "2025-10-13"),
        ("next Wednesday", "2025-10-15"),
        ("Tuesday of last week", "2025-09-30"),
        ("on Friday last week", "2025-10-03"),
        ("last week on Thursday", "2025-10-02"),
        ("on 11 September", "2025-09-11"),
        ("on the 11th of September", "2025-09-11"),
        ("September 11", "2025-09-11"),
        ("Sept. 3", "2025-09-03"),
        ("Sept 3", "2025-09-03"),
        ("on 9 October", "2024-10-09"),
        ("on 8 October", "2025-10-08"),
        ("on Dec. 24", "2024-12-24"),
        ("29 February", "2024-02-29"),
        ("on 11 September 2019", "2019-09-11"),
        ("March 3, 2020", "2020-03-03"),
        ("Tuesday, September 30", "2025-09-30"),
        ("on Tuesday (Sept. 30)", "2025-09-30"),
        ("Sat 4 Oct", "2025-10-04"),
        ("on the night of Oct. 7", "2025-10-07"),
        ("the twenty-first of March", "2025-03-21"),
        ("on 14 June last year", "2024-06-14"),
        ("on the 11th", "2025-09-11"),
        ("on the 8th", "2025-10-08"),
        ("in February", "2025-02"),
        ("in November", "2024-11"),
        ("in October", "2025-10"),
        ("in February of this year", "2025-02"),
        ("in May last year", "2024-05"),
        ("last February", "2025-02"),
        ("last October", "2024-10"),
        ("in early March", "2025-03"),
        ("mid-February", "2025-02"),
        ("in June 2012", "2012-06"),
        ("back in July", "2025-07"),
        ("on 12/13/2025", "2025-12-13"),
        ("on 13/12/2025", "2025-12-13"),
        ("on 12/12/2025", "2025-12-12"),
        ("in 2019", "2019-01-01/2019-12-31"),
        ("in late 2019", "2019-01-01/2019-12-31"),
        ("in the 1990s", "1990-01-01/1999-12-31"),
        ("this week", "2025-10-06/2025-10-12"),
        ("earlier this week", "2025-10-06/2025-10-12"),
        ("last week", "2025-09-29/2025-10-05"),
        ("over the weekend", "2025-10-04/2025-10-05"),
        ("at the weekend", "2025-10-04/2025-10-05"),
        ("last weekend", "2025-10-04/2025-10-05"),
        ("this month", "2025-10"),
        ("late last month", "2025-09"),
        ("next month", "2025-11"),
        ("next May", "2026-05"),
        ("next October", "2026-10"),
        ("next November", "2025-11"),
        ("next weekend", "2025-10-18/2025-10-19"),
        ("this year", "2025-01-01/2025-12-31"),
        ("last year", "2024-01-01/2024-12-31"),
        ("a day earlier", "2025-10-07"),
        ("three days ago", "2025-10-05"),
        ("10 days ago", "2025-09-28"),
        ("a week ago", "2025-09-29/2025-10-05"),
        ("two weeks ago", "2025-09-22/2025-09-28"),
        ("a fortnight ago", "2025-09-22/2025-09-28"),
        ("ten months ago", "2024-12"),
        ("five years ago", "2020-01-01/2020-12-31"),
        ("the previous day", "2025-10-07"),
        ("the same day", "2025-10-08"),
        ("the next day", "2025-10-09"),
        ("the previous evening", "2025-10-07"),
        ("the next morning", "2025-10-09"),
        ("2025-09-24", "2025-09-24"),
        ("24/09/2025", "2025-09-24"),
        ("09/24/2025", "2025-09-24"),
        ("Thu 11 Sep 2025 14:05 GMT", "2025-09-11"),
    ],
)
def test_resolve_expression_against_a_wednesday(words: str, expected: str, data: DatesData) -> None:
    """The words name this day, month or interval in an article of Wednesday, 8 October 2025."""
    assert resolve_expression(words, WEDNESDAY, data=data) == expected


@pytest.mark.parametrize(
    "words",
    [
        "on the eve of",
        "recently",
        "previously",
        "in recent days",
        "a few days ago",
        "several weeks earlier",
        "nearly two years ago",
        "more than a decade ago",
        "over the past two weeks",
        "last summer",
        "the day after",
        "31 June",
        "31 June 2024",
        "03/04/2025",
        "12/03/2025",
        "03/12/2025",
        "03.04.2025 at noon",
        "Monday, September 30",
        "Wednesday, 11 September 2025",
        "the last day",
        "in 1750s style",
        "in the 2015s",
        "the mayor",
        "",
    ],
)
def test_resolve_expression_gives_no_guess(words: str, data: DatesData) -> None:
    """What is vague, ambiguous, impossible or no time at all has no date."""
    assert resolve_expression(words, WEDNESDAY, data=data) is None


@pytest.mark.parametrize(
    ("words", "anchor", "expected"),
    [
        ("on Monday", "2025-10-06", "2025-10-06"),
        ("on Sunday", "2025-10-06", "2025-10-05"),
        ("over the weekend", "2025-10-06", "2025-10-04/2025-10-05"),
        ("over the weekend", "2025-10-05", "2025-10-04/2025-10-05"),
        ("last weekend", "2025-10-05", "2025-09-27/2025-09-28"),
        ("over the weekend", "2025-10-11", "2025-10-11/2025-10-12"),
        ("29 February", "1904-02-28", "1896-02-29"),
        ("last week", "2025-10-05", "2025-09-22/2025-09-28"),
        ("yesterday", "2024-03-01", "2024-02-29"),
        ("last month", "2025-01-31", "2024-12"),
        ("on the 31st", "2025-11-02", "2025-10-31"),
        ("in December", "2025-01-02", "2024-12"),
        ("last night", "2025-01-01", "2024-12-31"),
        ("on 1 January", "2025-01-01", "2025-01-01"),
        ("yesterday", "2025-10-08T06:30:00Z", "2025-10-07"),
    ],
)
def test_resolve_expression_across_borders(words: str, anchor: str, expected: str, data: DatesData) -> None:
    """Weeks, months and years end where they end."""
    assert resolve_expression(words, anchor, data=data) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Monday", "2025-10-13"),
        ("on Wednesday", "2025-10-08"),
        ("on 9 October", "2025-10-09"),
        ("on 7 October", "2026-10-07"),
        ("in February", "2026-02"),
        ("in October", "2025-10"),
        ("on the 11th", "2025-10-11"),
        ("on the 8th", "2025-10-08"),
        ("on the 5th", "2025-11-05"),
        ("over the weekend", "2025-10-11/2025-10-12"),
        ("last week", "2025-09-29/2025-10-05"),
    ],
)
def test_resolve_expression_looks_ahead_when_not_past(words: str, expected: str, data: DatesData) -> None:
    """What is still to be said lies on or after the anchor, unless the words say otherwise."""
    assert resolve_expression(words, WEDNESDAY, past=False, data=data) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Monday", None),
        ("last week", None),
        ("today", None),
        ("on 11 September", None),
        ("in February", None),
        ("on 11 September 2025", "2025-09-11"),
        ("in June 2012", "2012-06"),
        ("in 2019", "2019-01-01/2019-12-31"),
        ("2025-09-24", "2025-09-24"),
        ("11 September 2025, 5:30pm", "2025-09-11"),
    ],
)
def test_resolve_expression_without_an_anchor(words: str, expected: str | None, data: DatesData) -> None:
    """Only a date that says everything itself resolves when nothing anchors it."""
    assert resolve_expression(words, None, data=data) == expected


@pytest.mark.parametrize("anchor", ["yesterday", "2025-13-40", "", "08/10/2025"])
def test_resolve_expression_takes_no_bad_anchor(anchor: str, data: DatesData) -> None:
    """An anchor that is no ISO 8601 day is none."""
    assert resolve_expression("on Monday", anchor, data=data) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He spoke late on Monday and again on Sept. 3, 2024.", ["late on Monday", "on Sept. 3, 2024"]),
        ("It may march on; they may sun themselves.", []),
        ("On Super Tuesday and Black Friday.", []),
        ("She told the Mail on Sunday.", []),
        ("He told USA Today.", []),
        ("An F-16 May crash, 20% of 2019% and May 5.3.", []),
        ("Today, and only today.", ["Today", "only today"]),
        ("HE SAID TODAY", ["TODAY"]),
        ("USA TODAY", ["TODAY"]),
        ("USA Today said so.", []),
        ("He said no. Today he left.", ["Today"]),
        ("“No?” Today he left.", ["Today"]),
        ("He may come on Monday.", ["on Monday"]),
        ("F-16 May crash.", []),
        ("$2019 was lost.", []),
        ("The 9 May’s end, at 10 May.", ["The 9 May", "10 May"]),
    ],
)
def test_find_expressions_finds_the_longest(text: str, expected: list[str], data: DatesData) -> None:
    """The expressions come in order, each as long as it goes, and names are none."""
    assert [text[e.start : e.end] for e in find_expressions(text, data)] == expected


def test_resolve_expression_finds_the_next_leap_day(data: DatesData) -> None:
    """29 February may be eight years ahead."""
    assert resolve_expression("29 February", "1896-03-01", past=False, data=data) == "1904-02-29"


def test_find_expressions_knows_languages_without_capitals(data: DatesData) -> None:
    """Where weekdays and months are written small, they are found small."""
    small = data.model_copy(update={"capitalised": False})
    assert [(e.start, e.end) for e in find_expressions("Zoe spoke on monday.", small)] == [(10, 19)]
    assert find_expressions("Zoe spoke on monday.", data) == ()


WORDS = st.sampled_from(
    [
        *("on", "late", "last", "next", "this", "Monday", "Sept.", "31", "30", "February", "2024", "0000"),
        *("week", "weekend", "ago", "three", "999", "the", "of", "year", ",", ".", "/", "-", "a", "day"),
        *("earlier", "’", "1990", "s", "12", "mid", "29th", "over"),
    ]
)
ANCHORS = st.one_of(st.none(), st.dates().map(date.isoformat), st.text(max_size=12))


@given(
    words=st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=8).map(" ".join)),
    anchor=ANCHORS,
    past=st.booleans(),
)
def test_resolve_expression_gives_iso_or_none(words: str, anchor: str | None, past: bool) -> None:
    """Any words, any anchor: no crash, and a result that the calendar knows."""
    resolved = resolve_expression(words, anchor, past=past, data=load_data("dates", DatesData))
    if resolved is not None:
        assert ISO.fullmatch(resolved)
        ends = [date.fromisoformat(f"{end}-01"[:10]) for end in resolved.split("/")]
        assert ends == sorted(ends)


@given(anchor=st.dates(min_value=date(1900, 1, 1)), name=st.sampled_from(["Monday", "Thursday", "Sunday"]))
def test_resolve_expression_finds_the_latest_weekday(anchor: date, name: str) -> None:
    """A weekday of a past report is that weekday, and at most six days back."""
    resolved = resolve_expression(f"on {name}", anchor.isoformat(), data=load_data("dates", DatesData))
    assert resolved is not None
    day = date.fromisoformat(resolved)
    assert f"{day:%A}" == name
    assert timedelta(0) <= anchor - day < timedelta(days=7)


@given(st.text(max_size=80))
def test_find_expressions_cuts_the_text(text: str) -> None:
    """The spans of any text are in order, do not overlap, and each is an expression by itself."""
    data, end = load_data("dates", DatesData), 0
    for expression in find_expressions(text, data):
        assert end <= expression.start < expression.end <= len(text)
        assert match_expression(text[expression.start : expression.end], data) is not None
        end = expression.end


@given(text=st.lists(st.sampled_from(WORDS_OF_TIME), max_size=12).map(" ".join))
@example(text="on the afternoon of Monday, two days ago")
@example(text="in the 1990s, or late-May 2016, the 5th of June (Tues., June 7)")
def test_forms_are_tried_wherever_they_may_stand(text: str, data: DatesData) -> None:
    """What a form may begin with, and what it needs, leaves out none: all forms tried everywhere find the same."""
    found = find_expressions(text, data)
    rules = [replace(rule, needs=[]) for rule in grammar._grammar(data).rules]
    words = {grammar._first(word) for word in grammar._tokens(text).words}
    every = replace(grammar._grammar(data), by_first=dict.fromkeys(words, rules))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grammar, "_grammar", lambda data: every)
        assert find_expressions.__wrapped__(text, data) == found
