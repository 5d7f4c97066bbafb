"""Bytes → text as read: UTF-8 with or without a byte-order mark, UTF-16 with one; nothing else is guessed."""

from __future__ import annotations

import codecs

from quoteminer.errors import InputError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONVERT = "Convert it to UTF-8 first, for example: iconv -f {encoding} -t UTF-8 FILE > FILE.utf8.txt"


def encoding_of(head: bytes) -> str:
    """Return the encoding that a file's first bytes mean; decoding with it drops the byte-order mark."""
    name = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")
    return {"utf-8": "utf-8-sig"}.get(name, "utf-16")


def decode(raw: bytes, *, where: str) -> str:
    """Return the text without its byte-order mark and otherwise unchanged: line ends stay as they are.

    Args:
        raw: The whole file.
        where: The file's name, for the message.

    Raises:
        InputError: when the bytes are binary or in another encoding; the message names the byte offset.
    """
    mark, encoding = next(((mark, name) for mark, name in _MARKS if raw.startswith(mark)), (b"", "utf-8"))
    try:
        text = raw[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        offset = len(mark) + error.start
        binary = b"\0" in raw[:offset] and encoding == "utf-8"
        raise _not_text(where, raw.index(b"\0")) if binary else _undecodable(where, raw, offset) from error
    if "\0" in text:
        raise _not_text(where, len(mark) + len(text[: text.index("\0")].encode(encoding)))
    return text


def _undecodable(where: str, raw: bytes, offset: int) -> InputError:
    return InputError(
        f"{where}: not UTF-8: byte 0x{raw[offset]:02x} at offset {offset} cannot be decoded.",
        _CONVERT.format(encoding="WINDOWS-1252"),
    )


def _not_text(where: str, offset: int) -> InputError:
    return InputError(
        f"{where}: looks binary: a NUL byte at offset {offset}.",
        f"Leave it out. If it is UTF-16 text: {_CONVERT.format(encoding='UTF-16LE')}",
    )
