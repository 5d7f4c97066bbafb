"""Untrusted text → text that a terminal shows and never obeys."""

from __future__ import annotations

import re

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SEPARATORS = "\u2028\u2029"
_SURROGATES = "\ud800-\udfff"

_CONTROL = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI}{_SEPARATORS}{_SURROGATES}]")
_CONTROL_OR_BREAK = re.compile(f"[\x00-\x1f\x7f-\x9f{_BIDI}{_SEPARATORS}{_SURROGATES}]")

UNSAFE_IN_JSON = re.compile(f"[\x7f-\x9f{_BIDI}{_SEPARATORS}{_SURROGATES}]")
"""What JSON allows raw and a terminal, an editor or UTF-8 does not bear; JSON escapes C0 by itself."""


def safe(text: str) -> str:
    r"""Return `text` with control and bidirectional characters written as `\uXXXX`; newline and tab stay."""
    return _CONTROL.sub(escape, text)


def safe_line(text: str) -> str:
    r"""Return `text` as one line: like `safe`, with newline and tab written as `\uXXXX` too."""
    return _CONTROL_OR_BREAK.sub(escape, text)


def escape(match: re.Match[str]) -> str:
    r"""Return the matched character as `\uXXXX`, as JSON writes it."""
    return f"\\u{ord(match.group()):04x}"
