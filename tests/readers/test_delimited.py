"""CSV and TSV → articles."""

from __future__ import annotations

import csv
import gc
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.readers import delimited, unpacking

Read = Callable[..., Any]

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


@pytest.mark.parametrize(
    ("form", "delimiter"), [("csv", ","), ("csv", ";"), ("csv", "\t"), ("csv", "|"), ("tsv", "\t")]
)
@given(texts=st.lists(WORDS, min_size=1, max_size=5), end=st.sampled_from(["\n", "\r\n"]))
def test_read_csv_gives_back_what_was_written(
    read: Read, form: str, delimiter: str, texts: list[str], end: str
) -> None:
    """Any text comes back as it was, line breaks and quotation marks in it too."""
    file = io.StringIO(newline="")
    style = csv.QUOTE_ALL if end == "\n" else csv.QUOTE_MINIMAL
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=style)
    writer.writerows([("id", "text"), *((f"a{k}", text) for k, text in enumerate(texts))])
    found = read(file.getvalue().encode(), form)
    assert found.texts == texts
    assert [article.id for article in found.articles] == [f"a{k}" for k in range(len(texts))]


def test_read_csv_reads_lines_in_another_encoding(read: Read) -> None:
    """A line that is not UTF-8 is read in the encoding that was named; the others stay as they are."""
    raw = "text\nZoë’s café\n".encode("windows-1252") + "“Zażółć”\n".encode()
    assert read(raw, "csv", encoding="windows-1252").texts == ["Zoë’s café", "“Zażółć”"]
    assert len(read(raw, "csv", strict_encoding=True).errors) == 1


def test_read_csv_lets_go_of_a_file_without_text(read: Read, recwarn: pytest.WarningsRecorder) -> None:
    """No key for the text: one error, and nothing is closed too late."""
    assert len(read(b"a,b\n1,2\n", "csv").errors) == 1
    gc.collect()
    assert [str(warning.message) for warning in recwarn] == []


@given(st.binary(max_size=200))
def test_read_csv_never_crashes(read: Read, raw: bytes) -> None:
    """Any bytes give articles or errors of the readers' own."""
    assert not [message for message in read(b"text,id\n" + raw, "csv").errors if "Run again" in message]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_read_csv_knows_byte_order_marks(read: Read, encoding: str) -> None:
    """Files as Excel writes them."""
    assert read("text\tid\r\n“Zażółć”\t1\r\n".encode(encoding), "tsv").texts == ["“Zażółć”"]


def test_read_csv_takes_everything_from_a_record(read: Read) -> None:
    """The columns are found by name; an article without an id has its line's number."""
    raw = b'\nTitle,Published,Content,URL\nA,23/09/2025,"a\nb",https://www.x.org/1\nB,,c,\n'
    first, second = read(raw, "csv").articles
    assert (first.id, first.title, first.published, first.text) == ("stdin:3", "A", "2025-09-23", "a\nb")
    assert (first.url, first.outlet) == ("https://www.x.org/1", "x.org")
    assert (second.id, second.title, second.published, second.url) == ("stdin:5", "B", None, None)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (b"1,a,b", "-:3: 3 fields where the header has 2. Fields with quotation marks"),
        (b'1,"a" b', "-:3: no CSV record: ',' expected after '\"'. Fields with quotation marks"),
        (b"1", "-:3: there is no text; the keys are: id."),
        (b'1,"never closed', "-:3: no CSV record: "),
        (b'1,"never closed\nover\nlines', "-:3: no CSV record: "),
    ],
)
def test_read_csv_goes_on_after_a_bad_record(read: Read, record: bytes, message: str) -> None:
    """A record that holds no article is told with its line and costs no other, an unclosed mark neither."""
    found = read(b"id,text\n0,x\n" + record + b'\n2,y\n3,"z, ""z"""\n4,end\n', "csv")
    assert found.texts == ["x", "y", 'z, "z"', "end"]
    (error,) = found.errors
    assert error.startswith(message)


def test_read_csv_guesses_the_encoding_of_a_record(read: Read) -> None:
    """A field of Windows-1252 costs no word, and is told and counted; the strict refuse it."""
    raw = b"id,text\n0,x\n1,caf\xe9\n2,y\n"
    found = read(raw, "csv")
    assert (found.texts, found.errors, found.log.recoded) == (["x", "café", "y"], [], 1)
    strict = read(raw, "csv", strict_encoding=True)
    assert strict.texts == ["x", "y"]
    assert [error[:26] for error in strict.errors] == ["-:3: not UTF-8: byte 0xe9."]


def test_read_csv_recovers_at_the_end_of_the_file(read: Read) -> None:
    """A mark that nothing closes at all costs its own record."""
    found = read(b'id,text\n1,a\n2,"b\n3,c\n4,d\n', "csv")
    assert found.texts == ["a", "c", "d"]
    assert [error[:24] for error in found.errors] == ["-:3: no CSV record: unex"]


def test_read_csv_tells_a_missing_column_once(read: Read) -> None:
    """The columns there are stand in the message."""
    found = read(b"date,story\n" + b"2025-09-23,x\n" * 9, "csv")
    assert found.errors == ["-: no key is known to hold the text; the keys are: date, story. Say --text-key KEY."]
    assert read(b"date,story\n2025-09-23,x\n", "csv", text_key="story").texts == ["x"]


def test_read_csv_takes_huge_fields(read: Read) -> None:
    """A field far beyond what the csv module allows by itself."""
    assert read(b"text\n" + b"x" * 1_000_000 + b"\n", "csv").texts == ["x" * 1_000_000]


def test_read_csv_refuses_an_endless_line(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line longer than any article is told and not held in memory."""
    monkeypatch.setattr(delimited, "LARGEST", 20)
    monkeypatch.setattr(unpacking, "LARGEST", 20)
    found = read(b"text\nshort\n" + b"x" * 99, "csv")
    assert found.texts == ["short"]
    assert found.errors[0].startswith("-: a line: is larger than")


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"text\n"])
def test_read_csv_names_an_empty_file(read: Read, raw: bytes) -> None:
    """A file without a record is empty, and no error."""
    found = read(raw, "csv")
    assert (found.rows, found.log.empty) == ([], ["-"])
