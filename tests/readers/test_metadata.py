"""The head of an article: date, title, address, outlet, and their spans."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.errors import UsageError
from quoteminer.readers.days import check_day, parse_day, words
from quoteminer.readers.metadata import Metadata, host, read_metadata

SEEDS = Path(__file__).parents[2] / "seeds"

BODY = "The harbour stays open, Mayor Ann Lee said.\n"


@pytest.mark.parametrize(
    ("head", "published", "span"),
    [
        (" date 2023-03-18 Home page politics\n\n", "2023-03-18", " date 2023-03-18"),
        ("date: 2023-03-18\n", "2023-03-18", "date: 2023-03-18"),
        (
            "\n\nDate 2023-03-18T10:30:00Z “We are ready,” she said.\n",
            "2023-03-18",
            "Date 2023-03-18T10:30:00Z",
        ),
        ("Headline\n23/09/2025\n2 min\n", "2025-09-23", "23/09/2025"),
        ("Headline\r\n09/23/2025\r\n2 min\r\n", "2025-09-23", "09/23/2025"),
        ("Headline\n05/05/2025\n", "2025-05-05", "05/05/2025"),
        ("Headline\n23.9.2025\n", "2025-09-23", "23.9.2025"),
        ("Headline\n  2025-09-23  \n", "2025-09-23", "  2025-09-23  "),
        ("Headline\nTuesday, 23rd September 2025\n", "2025-09-23", "Tuesday, 23rd September 2025"),
        ("Headline\nSept. 23, 2025\n", "2025-09-23", "Sept. 23, 2025"),
        ("Published on 23 September 2025\n", "2025-09-23", "Published on 23 September 2025"),
        ("LONDON, March 5, 2024 (Reuters) - ", "2024-03-05", "LONDON, March 5, 2024 (Reuters) - "),
        ("LONDON (Reuters) - 5 March 2024 - ", "2024-03-05", "LONDON (Reuters) - 5 March 2024 - "),
        ("KYIV, Ukraine, 5 March 2024 — ", "2024-03-05", "KYIV, Ukraine, 5 March 2024 — "),
        ("Headline\nBy Ann Lee, 5 March 2024\n", "2024-03-05", "By Ann Lee, 5 March 2024"),
        ("By Ann Lee, Published 5 March 2024\n", "2024-03-05", "By Ann Lee, Published 5 March 2024"),
        ("Opinion | Ann Lee | 5 March 2024\n", "2024-03-05", "Opinion | Ann Lee | 5 March 2024"),
        ("For immediate release: 5 March 2024\n", "2024-03-05", "For immediate release: 5 March 2024"),
        ("SÃO PAULO, March 5, 2024 /Wire/ -- ", "2024-03-05", "SÃO PAULO, March 5, 2024 /Wire/ -- "),
        ("LEEDS – March 5, 2024 – ", "2024-03-05", "LEEDS – March 5, 2024 – "),
        ("Lviv/Kyiv, 5 March 2024 – ", "2024-03-05", "Lviv/Kyiv, 5 March 2024 – "),
        ("LEEDS (5 March 2024): ", "2024-03-05", "LEEDS (5 March 2024): "),
        ("LEEDS, 5 March 2024: ", "2024-03-05", "LEEDS, 5 March 2024: "),
    ],
)
def test_read_metadata_finds_date_lines(head: str, published: str, span: str) -> None:
    """A date line or a dateline gives the article's date, and its words are metadata."""
    metadata = read_metadata(head + BODY)
    assert metadata.published == published
    assert [(head + BODY)[start:end] for start, end in metadata.spans] == [span]


@pytest.mark.parametrize(
    "head",
    [
        "",
        "(This article was first published on 1 October 2025)\n",
        "On 11 September 2025 the harbour was closed.\n",
        "LONDON (Reuters) - ",
        "LONDON, March 5 (Reuters) - ",
        "London, March 5, 2024, was a cold day - ",
        "On Tuesday, 5 March 2024 – a cold day – it rained. ",
        "The dam broke, 5 March 2024 – a cold day. ",
        "LONDON (Reuters) - 5 March 2024 was a cold day.\n",
        "Bylaws were passed, 5 March 2024\n",
        "By the end of the week it was shut, the mayor said on Tuesday, 5 March 2024\n",
        "By Friday, 5 March 2024\n",
        "He wrote. Then, | 5 March 2024 | it rained.\n",
        "Headline\n31/02/2025\n",
        "Headline\n99/99/2025\n",
        "Headline\n23/09/25\n",
        "Headline\nScore 23/09/2025\n",
        "Headline\ndate 2023-03-18 in the middle\n",
        "date 2023-13-18\n",
        "date 2023-03-181\n",
        "\n".join("abcdefghij") + "\n23/09/2025\n",
    ],
)
def test_read_metadata_takes_no_other_date(head: str) -> None:
    """A date in a sentence, a partial or impossible one, or one far down is not the article's."""
    assert read_metadata(head + BODY) == Metadata()


@pytest.mark.parametrize(
    ("order", "published", "ambiguous"),
    [(None, None, "03/04/2025"), ("day-first", "2025-04-03", None), ("month-first", "2025-03-04", None)],
)
def test_read_metadata_reads_ambiguous_dates_only_when_told(
    order: str | None, published: str | None, ambiguous: str | None
) -> None:
    """03/04/2025 is no date until somebody says how to read it."""
    metadata = read_metadata("Headline\n03/04/2025\n" + BODY, day_order=order)  # type: ignore[arg-type]
    assert (metadata.published, metadata.ambiguous, metadata.spans) == (published, ambiguous, ((9, 19),))


def test_read_metadata_forgets_ambiguity_beside_a_clear_date() -> None:
    """A second, clear date decides, so nothing needs to be said."""
    metadata = read_metadata("Headline\n03/04/2025\n5 April 2025\n" + BODY)
    assert (metadata.published, metadata.ambiguous) == ("2025-04-05", None)


@pytest.mark.parametrize(
    ("seed", "published"),
    [("000", None), ("001", "2023-03-18"), ("002", None), ("003", "2025-10-08"), ("004", "2025-09-23")],
)
def test_read_metadata_dates_the_sample_articles(seed: str, published: str | None) -> None:
    """The sample articles have the dates that stand in them."""
    (path,) = SEEDS.glob(f"{seed}_*.txt")
    assert read_metadata(path.read_text("utf-8")).published == published


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_read_metadata_reads_front_matter(newline: str) -> None:
    """Front matter gives title, date, address and outlet, and is metadata as a whole."""
    block = newline.join(
        ["---", "Title: 'no'", "date: 2025-09-23", "url: https://www.example.org/a", "author: X", "---", ""]
    )
    metadata = read_metadata(block + BODY)
    assert metadata == Metadata(
        title="no",
        published="2025-09-23",
        url="https://www.example.org/a",
        outlet="example.org",
        spans=((0, len(block)),),
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("date: 2025-09-23T22:10:00+02:00", {"published": "2025-09-23"}),
        ("date: 23 September 2025", {"published": "2025-09-23"}),
        ("date: Tue, 23 Sep 2025 10:00:00 GMT", {"published": "2025-09-23"}),
        ("published: true\ndate: 2025-09-23", {"published": "2025-09-23"}),
        (
            "title: Harbour: open again\ndate: 2025-09-23",
            {"title": "Harbour: open again", "published": "2025-09-23"},
        ),
        ("title: >\n  Harbour\n  open", {"title": "Harbour open"}),
        ("title: null\nheadline: on", {"title": "on"}),
        ("title: [a, b]\nsite: The Herald", {"outlet": "The Herald"}),
        ("url: 'http://['", {"url": "http://["}),
        ("date: yesterday\ntitle: x", {"title": "x"}),
        ('title: "\\UFFFFFFFF"\nsite: x', {"title": "\\UFFFFFFFF", "outlet": "x"}),
        (f"title: {'[' * 5000}", {"title": "[" * 5000}),
    ],
)
def test_read_metadata_reads_odd_front_matter(body: str, expected: dict[str, str]) -> None:
    """Times, written dates, colons in titles and broken YAML do not hide what the front matter says."""
    block = f"---\n{body}\n---\n"
    metadata = read_metadata(block + BODY)
    given = {name: getattr(metadata, name) for name in ("title", "published", "url", "outlet")}
    assert {name: value for name, value in given.items() if value} == expected
    assert metadata.spans == ((0, len(block)),)


@pytest.mark.parametrize(
    "text",
    [
        "---\n" + BODY,
        "---\nA rule above, a rule below.\n---\n",
        " ---\ntitle: x\n---\n",
        "---\n- a\n---\n",
        "---\n---\n",
    ],
)
def test_read_metadata_leaves_rules_alone(text: str) -> None:
    """A block that is not closed, holds no pairs, or does not stand first is text."""
    assert read_metadata(text + BODY).spans == ()


def test_read_metadata_prefers_front_matter() -> None:
    """Front matter wins over a date line, which is metadata all the same."""
    text = "---\ndate: 2025-09-23\n---\ndate 2024-01-01 News\n"
    metadata = read_metadata(text)
    assert metadata.published == "2025-09-23"
    assert [text[start:end] for start, end in metadata.spans] == [text[:25], "date 2024-01-01"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (None, None),
        ("", None),
        ("no address", None),
        ("https://www.a.org:80/x", "a.org"),
        ("http://b.org", "b.org"),
    ],
)
def test_host_returns_the_outlet_of_an_address(url: str | None, expected: str | None) -> None:
    """The outlet is the host without www."""
    assert host(url) == expected


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y", "%A %d %B %Y"]))
def test_parse_day_reads_what_strftime_writes(day: date, form: str) -> None:
    """Every written form of a day gives the day again."""
    if day.year >= 1000:  # strftime pads no years
        assert parse_day(day.strftime(form)).iso == day.isoformat()


@given(st.dates(), st.sampled_from("/.-"))
def test_parse_day_reads_numbers_or_says_that_it_cannot(day: date, separator: str) -> None:
    """Numbers give the day, in the stated order, and never another one unasked."""
    written = separator.join([f"{day.day:02}", f"{day.month:02}", f"{day.year:04}"])
    assert parse_day(written, day_order="day-first").iso == day.isoformat()
    found = parse_day(written)
    assert found.ambiguous == (found.iso is None)
    assert found.iso in (None, day.isoformat())


@pytest.mark.parametrize("value", ["2025-09-23", "2024-02-29"])
def test_check_day_accepts_days(value: str) -> None:
    """A day of the calendar is itself."""
    assert check_day(value) == value


@pytest.mark.parametrize("value", ["", "2025-9-23", "20250923", "2025-02-30", "2025-09-23 ", "today", "２０２５-09-23"])
def test_check_day_refuses_everything_else(value: str) -> None:
    """Anything else is a mistake that the message explains."""
    with pytest.raises(UsageError, match="is not a day"):
        check_day(value)


def test_words_know_every_month_and_weekday() -> None:
    """The data holds the twelve months and the seven days."""
    assert {int(number) for number in words()["months"].values()} == set(range(1, 13))
    assert len({word[:3] for word in words()["weekdays"]}) == 7


@pytest.mark.parametrize(
    "text",
    [
        " " * 300_000,
        "\n" * 300_000,
        " \n" * 300_000,
        "LONDON " * 50_000,
        "LONDON" + " " * 300_000,
        "---\na: [\ntitle:" + " " * 60_000 + "\n---\n",
        "---\n" + "a " * 30_000 + "\n---\n",
        "---\n" + "-" * 60_000,
        "---\ndate: Monday" + " " * 60_000 + "\n---\n",
    ],
    ids=lambda text: text[:12].strip(),
)
def test_read_metadata_bears_long_heads(text: str) -> None:
    """Long runs of the same cost no more than their length: a head cannot hold up a run."""
    assert read_metadata(text).published is None


@given(st.text(alphabet=st.sampled_from("-—\n\r:abc 0123456789/MarchLONDON(),'[]{}&*!"), max_size=200))
def test_read_metadata_never_crashes(text: str) -> None:
    """Whatever the head holds, spans are inside the text, in order and apart."""
    for candidate in (text, f"---\n{text}\n---\n"):
        ends = [place for span in read_metadata(candidate).spans for place in span]
        assert ends == sorted(ends)
        assert all(0 <= end <= len(candidate) for end in ends)
