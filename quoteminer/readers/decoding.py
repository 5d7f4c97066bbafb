"""Bytes → text as read: UTF-8 with or without a byte-order mark, UTF-16 with one, or what the caller names.

What is neither is read as the Windows-1252 of old files, or with a replacement character for every broken byte; either
is told and counted, or, where the caller is strict, refused.
"""

from __future__ import annotations

import codecs
import re

from quoteminer.errors import InputError, UsageError
from quoteminer.readers.settings import Settings
from quoteminer.readers.walk import Origin

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_LATIN = "windows-1252"
_REPLACED = "\N{REPLACEMENT CHARACTER}"
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")

_CONTROL_SHARE = 0.01
"""Share of control characters from which bytes that are no UTF-8 are taken for no text at all; text has none."""

SAY_ENCODING = "Say what it is written in, for example: --encoding windows-1252"


def encoding_of(head: bytes) -> str:
    """Return the encoding that a file's first bytes mean; decoding with it drops the byte-order mark."""
    name = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")
    return {"utf-8": "utf-8-sig"}.get(name, "utf-16")


def check_encoding(name: str) -> str:
    """Return `name` if it is that of an encoding of text.

    Raises:
        UsageError: when it is not.
    """
    try:
        "".encode(name)
    except (LookupError, ValueError) as error:
        raise UsageError(f"{name!r} is no encoding.", "Say windows-1252 or iso-8859-2, or another.") from error
    return name


def decode_article(raw: bytes, origin: Origin, settings: Settings) -> str:
    """Return the text of a whole file; what is odd about its bytes is noted in the log.

    Raises:
        InputError: when the bytes are binary, not in the encoding that the caller names, or not UTF-8 and the caller
            is strict.
    """
    reading = settings.reading
    if reading.strict_encoding or reading.encoding:
        return decode(raw, where=origin.path, encoding=reading.encoding)
    text, remark = decode_any(raw, where=origin.path)
    if remark:
        settings.log.recoded += 1
        settings.log.warnings.append(f"{origin.path}: {remark}")
    return text


def decode_any(raw: bytes, *, where: str) -> tuple[str, str | None]:
    """Return the text, and what was odd about its bytes, if anything.

    Where some letters beyond ASCII are whole and broken bytes are fewer, the text is damaged UTF-8; else it is
    taken for Windows-1252.

    Raises:
        InputError: when the bytes are binary.
    """
    try:
        return decode(raw, where=where), None
    except InputError as error:
        if b"\0" in raw and not raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise _not_text(where, raw.index(b"\0")) from error
        if len(_CONTROL.findall(raw)) > _CONTROL_SHARE * len(raw):
            raise
    mark, name = next(((mark, name) for mark, name in _MARKS if raw.startswith(mark)), (b"", "utf-8"))
    text = raw[len(mark) :].decode(name, "replace")
    if "\0" in text:
        raise _not_text(where, text.index("\0"))
    broken = text.count(_REPLACED) - raw.count(_REPLACED.encode(name))
    if mark or len(_BEYOND_ASCII.findall(text)) >= 2 * broken:
        places = "1 place is" if broken == 1 else f"{broken:,} places are"
        return text, f"{places} not {name[:6].upper().rstrip('-')}, and read as {_REPLACED}."
    return raw.decode(_LATIN, "replace"), f"is not UTF-8, and read as {_LATIN}; --encoding NAME says what it is."


def decode_bytes(raw: bytes, encoding: str | None = None) -> str:
    """Return the bytes as text: UTF-8 if they are that and hold no NUL, else `encoding`, if there is one.

    Raises:
        UnicodeDecodeError: they are neither.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        if encoding is None:
            raise
        return raw.decode(encoding)
    return raw.decode(encoding) if encoding and "\0" in text else text


def decode(raw: bytes, *, where: str, encoding: str | None = None) -> str:
    """Return the text without its byte-order mark and otherwise unchanged: line ends stay as they are.

    Args:
        raw: The whole file.
        where: The file's name, for the message.
        encoding: What it is written in if it is not UTF-8.

    Raises:
        InputError: when the bytes are binary or in another encoding; the message names the byte offset.
    """
    mark, marked = next(((mark, name) for mark, name in _MARKS if raw.startswith(mark)), (b"", None))
    try:
        text = raw[len(mark) :].decode(marked) if marked else decode_bytes(raw, encoding)
    except UnicodeDecodeError as error:
        offset = len(mark) + error.start
        binary = b"\0" in raw[:offset] and marked in (None, "utf-8")
        name = "UTF-8" if marked or encoding is None else encoding
        raise _not_text(where, raw.index(b"\0")) if binary else _undecodable(where, raw, offset, name) from error
    if "\0" in text:
        raise _not_text(where, len(mark) + len(text[: text.index("\0")].encode(marked)) if marked else raw.index(b"\0"))
    return text


def _undecodable(where: str, raw: bytes, offset: int, encoding: str) -> InputError:
    return InputError(
        f"{where}: not {encoding}: byte 0x{raw[offset]:02x} at offset {offset} cannot be decoded.", SAY_ENCODING
    )


def _not_text(where: str, offset: int) -> InputError:
    return InputError(
        f"{where}: looks binary: a NUL byte at offset {offset}.",
        "Leave it out. If it is UTF-16 text, say --encoding utf-16-le.",
    )
