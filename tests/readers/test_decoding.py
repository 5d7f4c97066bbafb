"""Bytes → text as read."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.errors import InputError, UsageError
from quoteminer.readers.decoding import check_encoding, decode, decode_any

LATIN = "is not UTF-8, and read as windows-1252; --encoding NAME says what it is."

TEXT = "“Zażółć”,\r\nsaid 𝓐.\r\n\x0b\x85"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
def test_decode_returns_text_as_read(raw: bytes) -> None:
    """The byte-order mark goes, all else stays, line ends too."""
    assert decode(raw, where="a.txt") == TEXT


def test_decode_keeps_a_second_mark() -> None:
    """Only the first byte-order mark is one."""
    assert decode(codecs.BOM_UTF8 * 2 + b"x", where="a.txt") == "\ufeffx"


@pytest.mark.parametrize(
    ("raw", "reason", "hint"),
    [
        (b"caf\xe9 noir", "a.txt: not UTF-8: byte 0xe9 at offset 3", "--encoding windows-1252"),
        (codecs.BOM_UTF8 + b"ab\xff", "a.txt: not UTF-8: byte 0xff at offset 5", "--encoding"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "a.txt: not UTF-8: byte 0x62 at offset 4", "--encoding"),
        (b"PK\x03\x04\x00\x00\xff", "a.txt: looks binary: a NUL byte at offset 4", "Leave it out"),
        (b"abc\x00", "a.txt: looks binary: a NUL byte at offset 3", "utf-16-le"),
        ("ab".encode("utf-16-le"), "a.txt: looks binary: a NUL byte at offset 1", "utf-16-le"),
        (
            codecs.BOM_UTF16_BE + b"\x00a\x00\x00",
            "a.txt: looks binary: a NUL byte at offset 4",
            "Leave it out",
        ),
    ],
)
def test_decode_names_the_byte(raw: bytes, reason: str, hint: str) -> None:
    """What is no text is refused with the place and the next step."""
    with pytest.raises(InputError) as caught:
        decode(raw, where="a.txt")
    assert caught.value.message.startswith(reason)
    assert hint in caught.value.hint


@pytest.mark.parametrize("encoding", ["windows-1252", "iso-8859-1", "utf-16-le", "cp437"])
def test_decode_reads_what_is_said(encoding: str) -> None:
    """What is not UTF-8 is read in the encoding that was named; what is UTF-8 stays that."""
    text = "Zoë’s café\n" if encoding == "windows-1252" else "Zoë café\n"
    assert decode(text.encode(encoding), where="a.txt", encoding=encoding) == text
    assert decode(text.encode(), where="a.txt", encoding=encoding) == text
    assert decode(codecs.BOM_UTF16_BE + text.encode("utf-16-be"), where="a.txt", encoding=encoding) == text


def test_decode_names_the_byte_of_the_encoding() -> None:
    """What is not in the named encoding either is told under its name; bytes without letters stay binary."""
    with pytest.raises(InputError, match="not cp1250: byte 0x81 at offset 2"):
        decode(b"\xe9a\x81", where="a.txt", encoding="cp1250")
    with pytest.raises(InputError, match="looks binary: a NUL byte at offset 1"):
        decode(b"\xe9\0", where="a.txt", encoding="windows-1252")


@pytest.mark.parametrize("name", ["klingon", "base64", "rot13", "", "a\0b"])
def test_check_encoding_knows_encodings_of_text(name: str) -> None:
    """What is none is refused."""
    with pytest.raises(UsageError, match="is no encoding"):
        check_encoding(name)


@given(st.binary() | st.text().map(str.encode))
def test_decode_reads_or_refuses_any_bytes(raw: bytes) -> None:
    """Any bytes give a text that encodes to them again, or a clear error."""
    try:
        text = decode(raw, where="a.txt")
    except InputError as error:
        assert "offset" in error.message
    else:
        encodings = {"utf-8": b"", "utf-8-sig": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE}
        encodings["utf-16-be"] = codecs.BOM_UTF16_BE
        assert "\0" not in text
        assert any(
            mark + text.encode(name.removesuffix("-sig"), "surrogatepass") == raw for name, mark in encodings.items()
        )


@pytest.mark.parametrize(
    ("raw", "text", "remark"),
    [
        (TEXT.encode(), TEXT, None),
        ("Café “noir”".encode("cp1252"), "Café “noir”", LATIN),
        (b"\x81caf\xe9", "\ufffdcafé", LATIN),
        ("“Café”".encode() + b" \xff", "“Café” \ufffd", "1 place is not UTF-8, and read as \ufffd."),
        (
            "“Café” à Łódź \ufffd".encode() + b" \xff \xe9",
            "“Café” à Łódź \ufffd \ufffd \ufffd",
            "2 places are not UTF-8, and read as \ufffd.",
        ),
        (codecs.BOM_UTF16_LE + b"a\x00b", "a\ufffd", "1 place is not UTF-16, and read as \ufffd."),
        (codecs.BOM_UTF8 + b"a\xff", "a\ufffd", "1 place is not UTF-8, and read as \ufffd."),
    ],
)
def test_decode_any_reads_what_is_not_utf8(raw: bytes, text: str, remark: str | None) -> None:
    """Old files are Windows-1252, damaged ones lose the broken letters; either is told."""
    assert decode_any(raw, where="a.txt") == (text, remark)


@pytest.mark.parametrize(
    "raw",
    [b"\xff\x00", b"PK\x03\x04\x14\x01\xff\xfe\x02", codecs.BOM_UTF16_LE + b"\0\0a"],
    ids=["nul", "zip", "utf-16"],
)
def test_decode_any_refuses_what_is_no_text(raw: bytes) -> None:
    """A picture or a program is none, however lenient one is."""
    with pytest.raises(InputError):
        decode_any(raw, where="a.txt")


@given(st.binary() | st.text().map(lambda text: text.encode("cp1252", "replace")))
def test_decode_any_reads_all_but_binaries(raw: bytes) -> None:
    """Text in any encoding comes out without a NUL, and is refused only as `decode` would refuse it."""
    try:
        text, remark = decode_any(raw, where="a.txt")
    except InputError as error:
        assert "offset" in error.message
    else:
        assert "\0" not in text
        assert (remark is None) == (text == _decoded(raw))


def _decoded(raw: bytes) -> str | None:
    try:
        return decode(raw, where="a.txt")
    except InputError:
        return None
