"""Packed files: what comes out, where they break off, and bombs."""

from __future__ import annotations

import gzip
import io
import sys
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.errors import InputError
from quoteminer.readers import read_articles, unpacking
from quoteminer.readers.unpacking import read_lines, read_whole, unpack

ZSTD = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
zstd = import_module(ZSTD)

Pack = Callable[[bytes], bytes]

PACKERS = pytest.mark.parametrize("pack", [gzip.compress, zstd.compress], ids=["gzip", "zstd"])
MAGIC = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd")
LINES = b"".join(b'{"text": "Article %d."}\n' % number for number in range(20_000))


class Once(io.RawIOBase):
    """A stream that can be read once, as standard input in a pipe."""

    def __init__(self, raw: bytes) -> None:
        self._stream = BytesIO(raw)

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Read into the buffer."""
        return self._stream.readinto(buffer)


@PACKERS
@given(content=st.binary(max_size=2000), parts=st.integers(min_value=1, max_value=3))
def test_unpack_gives_what_was_packed(pack: Pack, content: bytes, parts: int) -> None:
    """Whatever was packed comes out, also of several packed parts one after the other."""
    assert unpack(BytesIO(pack(content) * parts), where="a").read() == content * parts


@given(st.binary(max_size=200).filter(lambda raw: not raw.startswith(MAGIC) and raw[1:4] != b"\x2a\x4d\x18"))
def test_unpack_leaves_other_bytes_alone(raw: bytes) -> None:
    """What is not packed is read as it is, also from a pipe."""
    assert unpack(io.BufferedReader(Once(raw)), where="a").read() == raw  # type: ignore[arg-type]


def test_unpack_passes_over_a_skippable_frame() -> None:
    """A file that begins with a frame for other programs is zstd all the same."""
    assert unpack(BytesIO(b"\x50\x2a\x4d\x18\x03\0\0\0abc" + zstd.compress(b"text")), where="a").read() == b"text"


@PACKERS
def test_unpack_gives_whole_lines_before_it_breaks_off(pack: Pack) -> None:
    """Every whole line before the end of a truncated file is there, then one error."""
    found = []
    with pytest.raises(InputError, match=r"a\.gz: breaks off: the packed data has no end\."):
        for _, line in read_lines(unpack(BytesIO(pack(LINES)[:-100]), where="a.gz"), where="a.gz"):
            found.append(line)
    assert len(found) > 1000
    assert LINES.startswith(b"".join(found))


@PACKERS
def test_unpack_tells_damaged_bytes(pack: Pack) -> None:
    """A damaged file gives one error that says so."""
    packed = bytearray(pack(LINES))
    packed[40:90] = bytes(50)
    with pytest.raises(InputError, match=r"^a: (cannot be unpacked: .+|breaks off: the packed data has no end)\.\n"):
        unpack(BytesIO(packed), where="a").read()


def test_unpack_tells_a_wrong_checksum() -> None:
    """Data that can be unpacked and is not what was packed, or has something else behind it, is damaged, too."""
    packed = gzip.compress(b"text")
    for wrong in (packed[:-8] + bytes(4) + packed[-4:], packed + b"more"):
        with pytest.raises(InputError, match=r"^a: cannot be unpacked: .+\.\n  What came before is read\."):
            unpack(BytesIO(wrong), where="a").read()


@PACKERS
def test_unpack_stops_at_a_bomb(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """What unpacks to absurdly much is stopped on the way, after `FREE` bytes."""
    monkeypatch.setattr(unpacking, "FREE", 1_000_000)
    bomb = pack(bytes(30_000_000))
    stream = unpack(BytesIO(bomb), where="a")
    got = 0
    with pytest.raises(InputError, match="unpacks to more than 200 times its size"):
        while piece := stream.read(1000):
            got += len(piece)
    assert 1_000_000 <= got <= 1_000_000 + unpacking.RATIO * len(bomb)
    assert got < 30_000_000


@PACKERS
def test_unpack_lets_news_pass(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ordinary repetition is no bomb, however large the file is."""
    monkeypatch.setattr(unpacking, "FREE", 1000)
    assert unpack(BytesIO(pack(LINES)), where="a").read() == LINES


def test_unpack_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its package a zstd file gives an error with the command that brings it."""
    monkeypatch.setitem(sys.modules, ZSTD, None)
    with pytest.raises(InputError, match=r"pip install 'quoteminer\[zst\]'"):
        unpack(BytesIO(zstd.compress(b"x")), where="a.zst")


def test_read_whole_refuses_more_than_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that no article can be is not taken into memory."""
    monkeypatch.setattr(unpacking, "LARGEST", 10)
    assert read_whole(BytesIO(bytes(10)), where="a") == bytes(10)
    with pytest.raises(InputError, match="a: is larger than"):
        read_whole(BytesIO(bytes(11)), where="a")


def test_read_lines_cuts_a_line_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an endless line only the beginning is held, of its rest one piece; the lines after it keep their numbers."""

    class Pieces(BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            assert size == 5
            return super().readline(size)

    monkeypatch.setattr(unpacking, "LARGEST", 4)
    found = list(read_lines(Pieces(b"ab\n" + b"c" * 99 + b"\n\nd"), where="a"))
    assert found == [(1, b"ab\n"), (2, b"ccccc"), (3, b"\n"), (4, b"d")]


@pytest.mark.parametrize("name", ["news/a.txt.gz", "news/a.txt.zst", "news/a.TXT.GZ", "news/a.md.gz"])
def test_read_articles_unpacks_files(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A packed file is an article whose id has neither suffix."""
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    pack = zstd.compress if name.endswith("zst") else gzip.compress
    Path(name).write_bytes(pack("“Zażółć”".encode()))
    (article,) = read_articles(["news"])
    assert (getattr(article, "id", None), getattr(article, "text", None)) == ("a", "“Zażółć”")


@PACKERS
def test_read_articles_unpacks_standard_input(pack: Pack) -> None:
    """Packed standard input is known by its first bytes."""
    (article,) = read_articles(["-"], stdin=io.BufferedReader(Once(pack(b"Text."))))  # type: ignore[arg-type]
    assert getattr(article, "text", None) == "Text."
