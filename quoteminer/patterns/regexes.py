"""Which regular expressions are safe to run on any article.

The text is untrusted, and Python's engine backtracks: `(a+)+$` on a token of forty letters runs for hours.
So an expression in a patterns file must have a bounded number of ways to match from one position, each of
bounded length, and an unbounded repeat (`*`, `+`) only once, of one character, where matching can start at
one place only (`^`). The time is then linear in the length of the token. Measured at the bounds: 0.1 s for a
token of 1,000 letters, 1 s for 10,000.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterable
from importlib import import_module
from typing import Any, NamedTuple

MAX_LENGTH = 200
"""Characters; alternatives of a longer list belong into `IN: […]`."""
MAX_WAYS = 1_000
"""Ways to match from one position: what the optional parts, the repeats and the alternatives multiply to."""
MAX_STEPS = 200
"""Characters and assertions that one way can try."""

# The parser behind `re` has no public name; hypothesis reads it in the same way.
_PARSER = "re._parser" if sys.version_info >= (3, 11) else "sre_parse"
_SINGLE = {"LITERAL", "NOT_LITERAL", "ANY", "IN", "AT"}
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
_UNBOUNDED = (
    "may hold one unbounded repeat (*, +), of one character, and must then begin with ^; "
    "write a bound such as {0,30}, and leave a leading .* out"
)


class _Cost(NamedTuple):
    """What matching from one position takes at most; `unbounded` counts the repeats without a limit."""

    ways: int
    steps: int
    unbounded: int


class _RefusedError(Exception):
    """The expression holds a construct whose time is not bounded."""


def regex_problem(pattern: str) -> str | None:
    """Return why the expression is refused, or None when it is safe."""
    if len(pattern) > MAX_LENGTH:
        return f"is a regular expression of over {MAX_LENGTH} characters"
    try:
        parsed = _parse(pattern)
        cost = _cost(parsed)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        return f"is not a clear regular expression: {error}"
    except _RefusedError as error:
        return str(error)
    if cost.unbounded > 1 or (cost.unbounded and not _is_anchored(parsed)):
        return _UNBOUNDED
    if cost.ways > MAX_WAYS or cost.steps > MAX_STEPS:
        return "has too many ways to match; simplify it, or use several tokens"
    return None


def _parse(pattern: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        re.compile(pattern)
        return import_module(_PARSER).parse(pattern)


def _cost(items: Iterable[Any]) -> _Cost:
    """Return the cost of a sequence: its parts' ways multiply, their steps and unbounded repeats add up."""
    ways, steps, unbounded = 1, 0, 0
    for operator, argument in items:
        cost = _cost_of(str(operator), argument)
        ways = min(ways * cost.ways, MAX_WAYS + 1)
        steps = min(steps + cost.steps, MAX_STEPS + 1)
        unbounded = min(unbounded + cost.unbounded, 2)
    return _Cost(ways, steps, unbounded)


def _cost_of(operator: str, argument: Any) -> _Cost:
    if operator in _SINGLE:
        return _Cost(1, 1, 0)
    if operator in {"SUBPATTERN", "ASSERT", "ASSERT_NOT"}:
        return _cost(argument[-1])
    if operator == "ATOMIC_GROUP":
        return _cost(argument)
    if operator == "BRANCH":
        costs = [_cost(branch) for branch in argument[1]]
        return _Cost(*(sum(column) for column in zip(*costs, strict=True)))
    if operator in _REPEATS:
        return _cost_of_repeat(*argument)
    name = "back-references" if operator.startswith("GROUPREF") else operator.lower().replace("_", " ")
    raise _RefusedError(f"uses {name}, which have no bound in time")


def _cost_of_repeat(low: int, high: int, body: Any) -> _Cost:
    inner = _cost(body)
    if int(high) > MAX_STEPS:
        single = len(body) == 1 and str(body[0][0]) in _SINGLE
        return _Cost(1, 1, 1 if single else 2)
    ways = 0
    for times in range(int(low), int(high) + 1):
        ways = min(ways + inner.ways**times, MAX_WAYS + 1)
    return _Cost(ways, max(1, inner.steps) * int(high), inner.unbounded * int(high))


def _is_anchored(items: Any) -> bool:
    """Return whether matching can start at the beginning of the token only."""
    if not items or str(items[0][0]) != "AT" or items.state.flags & re.MULTILINE:
        return False
    return str(items[0][1]) in {"AT_BEGINNING", "AT_BEGINNING_STRING"}
