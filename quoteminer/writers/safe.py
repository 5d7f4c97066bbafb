"""Untrusted text → text that a terminal shows and never obeys."""

from __future__ import annotations

import re
import unicodedata

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SEPARATORS = "\u2028\u2029"
_SURROGATES = "\ud800-\udfff"

_HIDDEN = "\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
"""Characters without width that no word needs: they hide what stands between them, or say what nobody sees."""

_CONTROL = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI}{_SEPARATORS}{_SURROGATES}{_HIDDEN}]")
_CONTROL_OR_BREAK = re.compile(f"[\x00-\x1f\x7f-\x9f{_BIDI}{_SEPARATORS}{_SURROGATES}{_HIDDEN}]")

_MOST = 4
"""Marks on one letter, or joiners in a row: Hebrew and Vietnamese need three, emoji of families two in a row."""

_FLOOD = re.compile(r"[^\w\s\x00-\u02ff]{5,}")
"""Signs in which there may be more than that: marks and joiners are neither word characters nor white space."""

_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})
"""Unicode's categories of marks on other characters, and of format characters such as joiners."""

UNSAFE_IN_JSON = re.compile(f"[\x7f-\x9f{_BIDI}{_SEPARATORS}{_SURROGATES}]")
"""What JSON allows raw and a terminal, an editor or UTF-8 does not bear; JSON escapes C0 by itself."""


def safe(text: str) -> str:
    r"""Return `text` with control, bidirectional and hidden characters written as `\uXXXX`; newline and tab stay.

    So are marks that pile up on one letter, from the fifth on, and as many joiners in a row.
    """
    return _CONTROL.sub(escape, _FLOOD.sub(_thinned, text))


def safe_line(text: str) -> str:
    r"""Return `text` as one line: like `safe`, with newline and tab written as `\uXXXX` too."""
    return _CONTROL_OR_BREAK.sub(escape, _FLOOD.sub(_thinned, text))


def escape(match: re.Match[str]) -> str:
    r"""Return the matched character as `\uXXXX`, as JSON writes it: beyond the first plane as two."""
    return _escaped(match.group())


def _escaped(character: str) -> str:
    code = ord(character)
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\u{0xD800 + (code - 0x10000 >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _thinned(match: re.Match[str]) -> str:
    """Return a run of signs with those written out that take no room and follow too many of their kind."""
    out: list[str] = []
    count = 0
    for character in match.group():
        count = count + 1 if unicodedata.category(character) in _NO_WIDTH else 0
        out.append(_escaped(character) if count > _MOST else character)
    return "".join(out)
