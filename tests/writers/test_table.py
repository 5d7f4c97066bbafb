"""The table for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteminer.analysis.context import Line
from quoteminer.model import Quote, Stance
from quoteminer.writers import WRITERS, Style
from quoteminer.writers.table import write_table

MakeQuote = Callable[..., Quote]

WORDS = " ".join(f"word{number}" for number in range(120)) + " " + "x" * 300 + " end."


def table(*quotes: Quote, width: int = 120, color: bool | None = False) -> str:
    """Return what the writer writes."""
    stream = BytesIO()
    write_table(quotes, stream, Style(width=width, color=color))
    return stream.getvalue().decode()


def columns(text: str, width: int) -> dict[str, str]:
    """Return the words of each column of a table with one row, without white space."""
    header, *lines = text.splitlines()[1:]
    starts = {match.group(): match.start() for match in re.finditer(r"\S+", header)}
    names, edges = list(starts), [*starts.values(), width]
    cells = {name: [line[edges[n] : edges[n + 1]] for line in lines] for n, name in enumerate(names)}
    return {name: "".join("".join(cell).split()) for name, cell in cells.items()}


@pytest.mark.parametrize("width", [40, 60, 80, 99, 100, 120, 200])
def test_write_table_cuts_nothing(make_quote: MakeQuote, width: int) -> None:
    """At any width every word of every cell is there, in its column, and no line is too long."""
    speaker, role = "Bartholomew " * 9 + "Featherstonehaughsmithsonian", "spokesperson " * 20
    quote = make_quote(kind="indirect", quote=WORDS, speaker=speaker, speaker_role=role, cue_text="said " * 30)
    text = table(quote, width=width)
    assert max(map(len, text.splitlines())) <= width
    found = columns(text, width)
    assert found["Quote"] == "".join(WORDS.split())
    assert found["Speaker"] == "".join((speaker + role).split())
    dates = "2025-09-22onMonday"
    assert found["Said"] + found.get("Date", "") == "said" * 30 + "toreporters" + dates


def test_write_table_looks_as_documented(make_quote: MakeQuote) -> None:
    """A section an article; speaker and role, words, cue and addressee, date."""
    quotes = [
        make_quote(title="Harbour news", outlet="The Herald", published="2025-09-23"),
        make_quote(
            line=7,
            kind="indirect",
            quote="ferries will run",
            speaker=None,
            source_text="he",
            asserted=False,
            speaker_role=None,
            addressee=None,
            date=None,
            date_text=None,
            cue_text="say",
            via="The Post",
        ),
        make_quote(article="other", nested=True, stances=(Stance(target="the port", label="favor"),)),
    ]
    assert (
        table(*quotes, width=80)
        == """\
harbour · Harbour news · The Herald · 2025-09-23
 Line  Speaker           Quote                                  Said

    3  Ann Lee           “The harbour stays open”               told
       Mayor                                                    to reporters
                                                                2025-09-22
                                                                on Monday

    7  he                ferries will run                       say
       via The Post                                             (not asserted)

other
 Line  Speaker           Quote                                  Said

    3  Ann Lee           ↳ “The harbour stays open”             told
       Mayor                                                    to reporters
                                                                favor → the
                                                                port
                                                                2025-09-22
                                                                on Monday

"""
    )


def test_write_table_names_no_speaker(make_quote: MakeQuote) -> None:
    """Where nobody is named, the table says so."""
    quote = make_quote(speaker=None, source_text=None, speaker_role=None)
    assert "(nobody named)" in table(quote)


def test_write_table_makes_speakers_stand_out(make_quote: MakeQuote) -> None:
    """With colour the speaker is bold, without it no escape sequence is written."""
    assert re.search(r"\x1b\[1;\d+mAnn Lee\x1b\[0m", table(make_quote(), color=True))
    assert "\x1b" not in table(make_quote(), color=False)
    assert "\x1b" not in table(make_quote(), color=None)


def test_write_table_keeps_markup_as_written(make_quote: MakeQuote) -> None:
    """Brackets, emoji codes and links in an article are words."""
    words = "he [sic] likes [the president] [bold]x[/bold] :smile: [link=http://x.org]y[/link] https://z.org"
    assert words in table(make_quote(quote=words), width=200)


@settings(max_examples=50)
@given(st.text(), st.text(alphabet="\x1b[]m0;\x07\x9b\r\n\u202e\u2028ab[/]:"), st.booleans())
def test_write_table_lets_no_control_character_through(any_text: str, hostile: str, color: bool) -> None:
    """Whatever an article holds, a terminal gets only the writer's own colours."""
    quote = Quote(
        id="1",
        article=hostile + any_text,
        title=hostile,
        outlet=any_text,
        published=hostile,
        line=1,
        kind="direct",
        quote=any_text + hostile,
        sentence="",
        content=(),
        cue=(),
        source=(),
        cue_text=hostile,
        source_text=any_text,
        speaker=hostile,
        speaker_role=hostile,
        addressee=hostile,
        via=hostile,
        date=hostile,
        date_text=hostile,
        speech_act="assert",
        distance="neutral",
        confidence=1.0,
        pattern="x",
        stances=(Stance(target=hostile, label="against"),),
    )
    text = re.sub(r"\x1b\[[\d;]*m", "", table(quote, color=color)) if color else table(quote)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]", text)


def test_write_table_writes_sections_as_they_come(make_quote: MakeQuote) -> None:
    """An article's section is out before the next article's second quote is asked for."""
    stream = BytesIO()
    seen: list[bool] = []

    def quotes() -> Iterator[Quote]:
        yield make_quote(article="first")
        yield make_quote(article="second")
        seen.append(b"first" in stream.getvalue())

    write_table(quotes(), stream, Style(width=80))
    assert seen == [True]


def test_write_table_shows_what_was_searched_for(make_quote: MakeQuote) -> None:
    """Words that are to stand out are red, in every field; quotation marks stay outside."""

    def highlight(field: str, text: str) -> list[tuple[int, int]]:
        part = {"speaker": "Lee", "quote": "harbour", "stance_target": "port"}[field]
        return [match.span() for match in re.finditer(part, text)]

    stream = BytesIO()
    quote = make_quote(stances=(Stance(target="the port", label="favor"),))
    write_table([quote], stream, Style(width=120, color=True, highlight=highlight))
    text = stream.getvalue().decode()
    for word in ("Lee", "harbour", "port"):
        assert re.search(rf"\x1b\[1;31m{word}\x1b\[0m", text), word


def test_write_table_shows_the_lines_around(make_quote: MakeQuote) -> None:
    """Lines of the article stand under the quote: its own with a colon, others with a hyphen, as ripgrep does."""
    lines = [Line(number=2, text="Before\x1b[2J", inside=False), Line(number=3, text="“The harbour", inside=True)]
    stream = BytesIO()
    write_table([make_quote()], stream, Style(width=120, color=False, context=lambda quote: lines))
    assert re.findall(r"\d[-:] \S+(?: \S+)?", stream.getvalue().decode()) == [r"2- Before\u001b[2J", "3: “The harbour"]


def test_write_table_without_quotes_is_empty() -> None:
    """No quote, no heading."""
    assert table() == ""


@pytest.mark.parametrize("name", WRITERS)
def test_writers_are_loaded_by_name(name: str, make_quote: MakeQuote, tmp_path: Path) -> None:
    """Every format in the table has a writer that writes, and suffixes of its own."""
    with (tmp_path / "quotes").open("wb") as stream:
        WRITERS[name].load()([make_quote()], stream, Style())
    assert (tmp_path / "quotes").stat().st_size > 100
    assert all(suffix.startswith(".") for suffix in WRITERS[name].suffixes)
    others = {suffix for other in WRITERS if other != name for suffix in WRITERS[other].suffixes}
    assert others.isdisjoint(WRITERS[name].suffixes)
