"""How often a token of a pattern may repeat, so that no article drives the time without bound."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product
from math import prod
from typing import Any

MOST = 9
"""Times that `*`, `+` and `{2,}` repeat a token at most: no cue is longer, but hostile articles are."""

MAX_WAYS = 100
"""Ways to match from one token: what the repeats of a pattern multiply to. Two of `{0,9}` are as many."""

_RANGE = re.compile(r"\{(\d{0,6})(,?)(\d{0,6})\}")


def ways(tokens: Iterable[Any]) -> int:
    """Return in how many ways the tokens can match from one place."""
    return prod(len(_counts(token)) for token in tokens)


def written_out(tokens: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return the pattern as patterns without repeats, one a way to match.

    spaCy's Matcher tries the branches of `{0,9}` one by one, twice as many with each; these it tries once.
    """
    tokens = list(tokens)
    patterns = []
    for counts in product(*map(_counts, tokens)):
        pairs = zip(tokens, counts, strict=True)
        pattern = [_once(token) for token, count in pairs for _ in range(count)]
        if pattern:
            patterns.append(pattern)
    return patterns


def _once(token: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in token.items() if key.upper() != "OP" or value == "!"}


def _counts(token: Any) -> range:
    """Return how often the token may stand in a row."""
    operators = [value for key, value in token.items() if key.upper() == "OP"] if isinstance(token, dict) else []
    operator = operators[0] if operators else None
    if operator in ("?", "*", "+"):
        return {"?": range(2), "*": range(MOST + 1), "+": range(1, MOST + 1)}[operator]
    match = _RANGE.fullmatch(operator) if isinstance(operator, str) else None
    if not match or not (match[1] or match[3]):
        return range(1, 2)
    low = int(match[1] or 0)
    high = int(match[3]) if match[3] else low + MOST if match[2] else low
    return range(low, high + 1)
