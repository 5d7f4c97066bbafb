"""Parquet → articles."""

from __future__ import annotations

import base64
import datetime
import gzip
import io
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

import quoteminer
from quoteminer.readers import parquet_file

Read = Callable[..., Any]

DAMAGED = (
    "c-qaA!Ab)$5Qe9*E){xEAz=f12!e};s;y8FX%Dk)6|vQBK@@LGyS7zp>vpx(lMmt5x9}i%5l=pXXP>}FFv%9}O%DprA(>2O{(Kpd"
    "D%LVIPRq1fri8*QfPFg$0B<*U&yN-FsvC%kHx#w5AGUna@H(R17k%%@7Zm6$Whq%TO$};TtFSQleU<rxoS7L3FeQi_Ni0U-|MT%&"
    "7EGgGZ}}aM#(^g1iAmaxc_>>lNiXA}KMY3!M!3aOHdr*tvtUefl}rgE?18W+VuyC(cX4@2_7JE<1=$S(IfmQ@b%AjRjW~vJKViR+"
    "zXmCCV}!!q<BZq|b~6dwGLu-V?e4EfJvCor%gVA%l;&b&+lT{nnz(`3#Dd;J$3d(pr+~Pn179;nZsh54=U9raNvE_?(m^d!!cS92"
    "IqAcLR$4DB*DBvd$5r~9h;=NE#6FAMJ<Yd?<EW?*W$^SQ(sxG``8=4S=LP2%ez;ig^%lJ#=nllCAN1SZGqJL|lwQj4lzcSm-JHla"
    "Rpp2M0A36Cdj"
)
"""A packed file whose statistics are damaged; asked for a column's size, pyarrow 26 ends the process."""

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


def table(**columns: Any) -> bytes:
    """Return the columns as a Parquet file."""
    file = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), file)
    return file.getvalue()


@given(st.lists(WORDS, min_size=1, max_size=200))
def test_read_parquet_gives_back_what_was_written(read: Read, texts: list[str]) -> None:
    """Any text comes back as it was, in files of several batches, too."""
    found = read(table(id=[f"a{k}" for k in range(len(texts))], text=texts), "parquet")
    assert found.texts == texts
    assert [article.id for article in found.articles] == [f"a{k}" for k in range(len(texts))]


@given(st.binary(max_size=60), st.integers(min_value=0, max_value=400))
def test_read_parquet_never_crashes(read: Read, noise: bytes, place: int) -> None:
    """A damaged file gives articles or errors of the readers' own."""
    raw = bytearray(table(text=["a", "b"]))
    raw[place : place + len(noise)] = noise
    assert not [message for message in read(bytes(raw), "parquet").errors if "Run again" in message]


@pytest.mark.parametrize(
    "column",
    [
        pyarrow.array(["2025-09-23T10:00:00Z"]),
        pyarrow.array([datetime.date(2025, 9, 23)]),
        pyarrow.array([datetime.datetime(2025, 9, 23, 10, 0, 0, 1)], pyarrow.timestamp("us")),
        pyarrow.array([1758585600_000000001], pyarrow.timestamp("ns", tz="Europe/Berlin")),
        pyarrow.array([1758585600]),
        pyarrow.array(["2025-09-23"]).dictionary_encode(),
    ],
    ids=lambda column: str(column.type)[:30],
)
def test_read_parquet_reads_dates_of_every_type(read: Read, column: Any) -> None:
    """Days, moments with or without a zone, numbers and strings."""
    (article,) = read(table(text=["x"], date=column), "parquet").articles
    assert article.published == "2025-09-23"


def test_read_parquet_goes_on_after_a_bad_row(read: Read) -> None:
    """Rows without a text, or with bytes that are none, are told by number; other columns do not matter."""
    text = pyarrow.array([b"a", None, b"\0\xff", b"d"]).cast(pyarrow.binary())
    found = read(table(text=text, tags=[["x"], [], None, ["y"]], id=pyarrow.array([1, 2, 3, None])), "parquet")
    assert found.texts == ["a", "d"]
    assert [article.id for article in found.articles] == ["1", "stdin:4"]
    assert [error.split(";")[0] for error in found.errors] == [
        "-:2: there is no text",
        "-:3: the text: looks binary: a NUL byte at offset 0. Leave it out. If it is UTF-16 text, say --encoding "
        "utf-16-le.",
    ]


def test_read_parquet_tells_strings_that_are_none(read: Read) -> None:
    """A string column with bytes that are no UTF-8 costs the row alone."""
    broken = pyarrow.Array.from_buffers(
        pyarrow.string(), 2, [None, pyarrow.py_buffer(b"\0\0\0\0\1\0\0\0\2\0\0\0"), pyarrow.py_buffer(b"\xffb")]
    )
    found = read(table(text=broken), "parquet")
    assert found.texts == ["b"]
    assert found.errors[0].startswith("-:1: the row cannot be read: ")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"PAR1", "-: is no Parquet file: Parquet file size is 4 bytes"),
        (b"text\nx\n" * 9, "-: is no Parquet file: Parquet magic bytes not found"),
        (table(story=["x"], n=[1]), "-: no key is known to hold the text; the keys are: story, n. Say --text-key KEY."),
        (table(schema=[1], quote=["x"]), "-: holds extracted quotes, not articles."),
    ],
)
def test_read_parquet_explains_what_it_cannot_read(read: Read, raw: bytes, message: str) -> None:
    """One error says what is wrong, with the columns there are."""
    (error,) = read(raw, "parquet").errors
    assert error.startswith(message)


def test_read_parquet_reads_packed_files(read: Read) -> None:
    """A file that cannot be read from its end is unpacked first."""
    assert read(gzip.compress(table(text=["a"])), "parquet").texts == ["a"]


def bomb(*, shared: bool) -> bytes:
    """Return a file of a few kilobytes with 10 MB in its last hundred rows."""
    file = io.BytesIO()
    text = ["a"] * 64 + ["y" * 100_000] * 100
    pyarrow.parquet.write_table(pyarrow.table({"text": text}), file, compression="zstd", use_dictionary=shared)
    return file.getvalue()


@pytest.mark.parametrize(("shared", "before"), [(True, 64), (False, 0)])
def test_read_parquet_stops_at_a_bomb(read: Read, monkeypatch: pytest.MonkeyPatch, shared: bool, before: int) -> None:
    """Texts that are the same one in the file are counted before they are made; what is packed, before it is read."""
    monkeypatch.setattr(parquet_file, "FREE", 1_000_000)
    found = read(bomb(shared=shared), "parquet")
    assert found.texts == ["a"] * before
    assert found.errors == [
        "-: unpacks to more than 200 times its size: it looks like a bomb. "
        "If it is none, unpack it yourself and read what comes out."
    ]


def test_read_parquet_lets_news_pass(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ordinary repetition is no bomb, and a large file is none for its size."""
    monkeypatch.setattr(parquet_file, "FREE", 0)
    texts = [f"{k} {'“Yes,” said Lee.' * 3}" for k in range(200)] * 3
    assert read(table(text=texts), "parquet").texts == texts
    monkeypatch.setattr(parquet_file, "FREE", 100_000_000)
    assert len(read(bomb(shared=True), "parquet").texts) == 164


@pytest.mark.parametrize(
    "kind",
    [pyarrow.string(), pyarrow.large_string(), pyarrow.binary(), pyarrow.large_binary(), pyarrow.string_view()],
    ids=str,
)
def test_read_parquet_reads_texts_of_every_type(read: Read, kind: Any) -> None:
    """Whatever type wrote a text, it is read, one that stands there twice, too."""
    texts = ["“Yes,” said Lee.", "“Żółć,” said Lee.", "“Yes,” said Lee."]
    for column in (pyarrow.array(texts).cast(kind), pyarrow.array(texts).dictionary_encode()):
        assert read(table(text=column), "parquet").texts == texts


def test_read_parquet_survives_damaged_statistics(tmp_path: Path) -> None:
    """A file that would end the process, past every handler, is one error; it is read in a process of its own."""
    path = tmp_path / "damaged.parquet"
    path.write_bytes(zlib.decompress(base64.b85decode(DAMAGED)))
    code = "import sys; from quoteminer.readers import read_articles; print(*read_articles(sys.argv[1:]))"
    package = str(Path(str(quoteminer.__file__)).resolve().parents[1])
    command = [sys.executable, "-c", code, str(path)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": package}
    )
    assert done.returncode == 0, done.stderr
    assert "is damaged: Repetition level histogram size mismatch" in done.stdout


def test_read_parquet_names_the_extra(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow the error names the command that brings it."""
    raw = table(text=["a"])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (error,) = read(raw, "parquet").errors
    assert error == (
        "-: cannot be read without pyarrow, which is not installed. Install it: pip install 'quoteminer[parquet]'"
    )
