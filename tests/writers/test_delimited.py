"""CSV and TSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.model import Quote, Stance
from quoteminer.writers.delimited import line_dumper, write_csv, write_tsv
from quoteminer.writers.style import Style

MakeQuote = Callable[..., Quote]

HEADING = (
    "schema,id,article,path,url,outlet,title,published,line,kind,quote,sentence,content,cue,source,cue_text,"
    "source_text,speaker,speaker_kind,speaker_role,speaker_id,speaker_basis,addressee,via,date,date_text,date_basis,"
    "speech_act,distance,asserted,stance,stance_target,stances,confidence,pattern,nested,parent"
)


class Terminal(BytesIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


def written(*quotes: Quote, raw_csv: bool = False) -> str:
    """Return what the CSV writer writes."""
    stream = BytesIO()
    write_csv(quotes, stream, Style(raw_csv=raw_csv))
    return stream.getvalue().decode()


def test_write_csv_looks_as_documented(make_quote: MakeQuote) -> None:
    """A heading, then a line for each quote: lists are JSON, null is empty, truth values are lower case."""
    quote = make_quote(sentence="He said: “no”.", stances=(Stance(target="port", label="favor", evidence=((1, 2),)),))
    assert written(quote) == (
        f"{HEADING}\n"
        "1,q1,harbour,news/harbour.txt,,,,,3,direct,The harbour stays open,He said: “no”.,"
        '"[[1, 23]]","[[40, 44]]","[[26, 39]]",told,Mayor Ann Lee,Ann Lee,person,Mayor,,named,reporters,,2025-09-22,'
        "on Monday,stated,assert,neutral,true,,,"
        '"[{""target"": ""port"", ""label"": ""favor"", ""evidence"": [[1, 2]], ""rule"": null}]",0.9,inversion,'
        "false,\n"
    )


def test_write_csv_without_quotes_is_a_heading() -> None:
    """A program that reads the columns finds them."""
    assert written() == f"{HEADING}\n"


def test_write_tsv_parts_cells_by_tabs(make_quote: MakeQuote) -> None:
    """The same with tabs; a tab in a text is quoted."""
    stream = BytesIO()
    write_tsv([make_quote(quote="a\tb")], stream, Style())
    lines = stream.getvalue().decode().splitlines()
    assert lines[0] == HEADING.replace(",", "\t")
    assert '\t"a\tb"\t' in lines[1]


@pytest.mark.parametrize("quote", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3"])
def test_write_csv_is_safe_for_spreadsheets(make_quote: MakeQuote, quote: str) -> None:
    """Text that would be run gets an apostrophe, unless that is switched off; numbers are untouched."""
    safe, raw = (list(csv.DictReader(StringIO(written(make_quote(quote=quote), raw_csv=raw)))) for raw in (False, True))
    assert (safe[0]["quote"], raw[0]["quote"]) == (f"'{quote}", quote)
    assert (safe[0]["line"], safe[0]["confidence"]) == ("3", "0.9")
    assert "\n1,q1,harbour,news/harbour.txt,,,,,-3,direct," in written(make_quote(line=-3))


def test_write_csv_writes_as_quotes_come(make_quote: MakeQuote) -> None:
    """A line is out before the next quote is asked for."""
    stream = BytesIO()

    def quotes() -> Iterator[Quote]:
        for number in range(3):
            assert stream.getvalue().count(b"\n") == number + 1
            yield make_quote(id=str(number))

    write_csv(quotes(), stream, Style())


def test_write_csv_lets_no_control_character_onto_a_terminal(make_quote: MakeQuote) -> None:
    """A terminal gets them as numbers; a file gets the text as it is."""
    stream = Terminal()
    write_csv([make_quote(quote="\x1b[2J\x9b")], stream, Style())
    assert r"\u001b[2J\u009b" in stream.getvalue().decode()
    assert "\x1b[2J\x9b" in written(make_quote(quote="\x1b[2J\x9b"))


@given(st.data())
def test_write_csv_has_a_record_a_quote(any_quote: st.SearchStrategy[Quote], data: st.DataObject) -> None:
    """Whatever a text holds, Python's reader finds as many cells as there are keys, with valid JSON in the lists."""
    quotes = data.draw(st.lists(any_quote, max_size=3))
    rows = list(csv.DictReader(StringIO(written(*quotes).replace("\0", ""), newline="")))
    assert [len(row) for row in rows] == [len(HEADING.split(","))] * len(quotes)
    assert [json.loads(row["content"]) for row in rows] == [list(map(list, quote.content)) for quote in quotes]


@given(st.lists(st.text() | st.none() | st.booleans() | st.integers(), min_size=1))
def test_line_dumper_gives_one_record(values: list[object]) -> None:
    """Line breaks of any kind in a value do not break the record."""
    line = line_dumper(raw=True)(values).replace("\0", "")
    assert len(list(csv.reader(StringIO(line, newline="")))) == 1
