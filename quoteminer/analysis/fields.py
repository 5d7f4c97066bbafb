"""Whether a predicted field (speaker, date, speech act, stance, its target) says what the gold expects."""

from __future__ import annotations

import re

from quoteminer.analysis.matching import FILLER
from quoteminer.analysis.tokens import WORD

FIELDS = ("speaker", "date", "speech_act", "stance", "stance_target")
"""The fields a gold may give, in the order in which they are reported."""

_WORD = re.compile(WORD)
_POSSESSIVE = re.compile("[’']s")
_ARTICLES = ("the", "a", "an")

_STEM = 5
"""Letters by which words of a target are compared, so that Russia and Russian are one."""
_TARGET_EXCESS = 4
"""A target may have this many words beyond twice the expected one's: a whole clause names no target."""


def field_agrees(key: str, expected: str | None, given: object) -> bool:
    """Return whether `given` is one of the values of `expected`.

    Args:
        key: one of FIELDS.
        expected: the gold's value; "A|B" takes either, None and "none" expect that nothing is given.
        given: the predicted row's value; None and "" give nothing.
    """
    wanted = expected.split("|") if expected is not None else []
    if not given:
        return expected is None or "none" in wanted
    if key == "date":
        return any(str(given).startswith(value) for value in wanted)
    if key == "stance_target":
        return any(_targets_agree(_stems(value), _stems(given)) for value in wanted)
    return _plain(given) in {_plain(value) for value in wanted}


def _plain(value: object) -> str:
    """Return a name or label in lower case, without leading article, possessive and punctuation."""
    words = _WORD.findall(_POSSESSIVE.sub("", str(value).lower()))
    return " ".join(words[1:] if words and words[0] in _ARTICLES else words)


def _stems(value: object) -> set[str]:
    return {word[:_STEM] for word in _plain(value).split() if word not in FILLER}


def _targets_agree(expected: set[str], given: set[str]) -> bool:
    """Return whether half the words of the shorter are shared, and `given` is no whole clause."""
    shorter = min(len(expected), len(given))
    return 2 * len(expected & given) >= shorter > 0 and len(given) <= 2 * len(expected) + _TARGET_EXCESS
