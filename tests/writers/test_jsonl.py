"""Rows as lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest

from quoteminer.model import Quote
from quoteminer.rows import to_row
from quoteminer.writers.jsonl import dump_line, write_jsonl
from quoteminer.writers.style import Style

MakeQuote = Callable[..., Quote]

UNSAFE = "\x1b\x7f\x85\u061c\u202e\u2066\u2028\u2029\udc80"


def test_dump_line_keeps_letters() -> None:
    """Plain grep finds a name with accents."""
    assert dump_line({"speaker": "Radosław “😀” [sic]"}) == '{"speaker": "Radosław “😀” [sic]"}'


@pytest.mark.parametrize("char", UNSAFE)
def test_dump_line_escapes_what_a_terminal_obeys(char: str) -> None:
    """Control, bidirectional and separating characters are written as numbers, and read back the same."""
    line = dump_line({char: char})
    assert line == f'{{"\\u{ord(char):04x}": "\\u{ord(char):04x}"}}'
    assert json.loads(line.encode()) == {char: char}


def test_dump_line_makes_no_letter_of_two_halves() -> None:
    """Text of a program may hold the halves of a character apart; one more or less would move every offset."""
    assert json.loads(dump_line({"quote": "a\ud800\udc80b\ud800"})) == {"quote": "a\ufffd\udc80b\ud800"}
    assert json.loads(dump_line({"quote": "a\U00010080b"})) == {"quote": "a\U00010080b"}


def test_write_jsonl_writes_one_line_a_quote(make_quote: Callable[..., Quote]) -> None:
    """Line breaks in a quote do not break the row."""
    stream = BytesIO()
    quotes = [make_quote(quote="a\nb\u2028c\r\n"), make_quote(id="2")]
    write_jsonl(quotes, stream, Style())
    lines = stream.getvalue().decode().splitlines()
    assert [json.loads(line) for line in lines] == [to_row(quote) for quote in quotes]


def test_write_jsonl_shows_on_a_terminal_what_files_keep(make_quote: MakeQuote) -> None:
    """Characters without width, and piles of accents, are letters in a file; on a terminal they are written out."""

    class Terminal(BytesIO):
        def isatty(self) -> bool:
            return True

    quote = make_quote(quote="Z\u200b" + "e\u0301" + "\u0301" * 9 + "\U000e0041")
    file, terminal = BytesIO(), Terminal()
    write_jsonl([quote], file, Style())
    write_jsonl([quote], terminal, Style())
    assert "\u200b" in file.getvalue().decode()
    assert not {"\u200b", "\U000e0041"} & set(terminal.getvalue().decode())
    assert terminal.getvalue().decode().count("\u0301") == 4
    assert json.loads(terminal.getvalue()) == json.loads(file.getvalue())


def test_write_jsonl_writes_as_quotes_come(make_quote: Callable[..., Quote]) -> None:
    """A row is out before the next one is asked for."""
    stream = BytesIO()

    def quotes() -> Iterator[Quote]:
        for number in range(3):
            assert stream.getvalue().count(b"\n") == number
            yield make_quote(id=str(number))

    write_jsonl(quotes(), stream, Style())
    assert stream.getvalue().count(b"\n") == 3
