"""What can be checked of patterns once they are loaded: their strategies, their tokens, their examples.

The names of strategies and the way to find quotes are handed in: the patterns know nothing of the core.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from quoteminer.model import Quote
from quoteminer.patterns.document import Document, place
from quoteminer.patterns.problems import Location, Problem, dotted, raise_problems, suggestion
from quoteminer.patterns.schema import Example, Pattern, Patterns
from quoteminer.patterns.validation import validation_problems

Find = Callable[[str], Iterable[Quote]]
"""The core, ready to run: the quotes of a text."""
Names = Collection[str]
"""The names of the core's strategies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How an example or counterexample fared; if it did not pass, `reason` is what was wanted and found."""

    pattern: str
    place: str
    text: str
    counter: bool
    passed: bool
    reason: str = ""


class Places:
    """Where the patterns stand in the files they were read from."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._lines: dict[str, dict[Location, int]] = {}
        self._homes: dict[str, tuple[Document, int]] = {}
        for document in documents:
            for position, pattern in enumerate(document.data.get("patterns", ())):
                self._homes[pattern["id"]] = document, position

    def home(self, pattern: Pattern) -> tuple[Document, Location] | None:
        """Return the file that has the last word on a pattern, and the place; None for one made in code."""
        document, position = self._homes.get(pattern.id, (None, 0))
        return (document, ("patterns", position)) if document is not None else None

    def problem(self, pattern: Pattern, below: Location, message: str) -> Problem:
        """Return a problem with something `below` a pattern."""
        home = self.home(pattern)
        if home is None:
            return Problem("patterns", 0, f"{pattern.id}.{dotted(below)}: {message}")
        document, location = home
        there = (*location, *below)
        return Problem(document.origin, self._line(document, there), f"{dotted(there)}: {message}")

    def name(self, pattern: Pattern, below: Location = ()) -> str:
        """Return `file:line` of something in a pattern."""
        home = self.home(pattern)
        return f"{home[0].origin}:{self._line(home[0], (*home[1], *below))}" if home else "patterns"

    def _line(self, document: Document, location: Location) -> int:
        if document.origin not in self._lines:
            self._lines[document.origin] = document.lines()
        return place(document, location, self._lines[document.origin])


def check_patterns(patterns: Patterns, content_names: Names, source_names: Names) -> None:
    """Look for everything that keeps the core from using the patterns: strategies and tokens.

    Raises:
        PatternsError: every problem, all at once.
    """
    raise_problems([*_strategy_problems(patterns, content_names, source_names), *_token_problems(patterns)])


def check_strategies(patterns: Patterns, content_names: Names, source_names: Names) -> None:
    """Look for patterns whose `content` or `source` names no strategy of the core.

    Raises:
        PatternsError: every such pattern, with the nearest name.
    """
    raise_problems(_strategy_problems(patterns, content_names, source_names))


def check_tokens(patterns: Patterns) -> None:
    """Look for token patterns that spaCy's Matcher would refuse, or silently never match.

    Raises:
        PatternsError: every such token.
    """
    raise_problems(_token_problems(patterns))


def run_examples(patterns: Patterns, find: Find) -> Iterator[Outcome]:
    """Yield how every example and counterexample fares, in the order of the patterns.

    An example passes when its quote comes out, by its speaker and with its cue where it names them, whichever
    pattern found it. A counterexample passes when its pattern finds nothing in it. A veto finds nothing ever;
    its counterexample passes when nothing at all is found.
    """
    places = Places(patterns.documents)
    for pattern in patterns.patterns:
        for position, example in enumerate(pattern.examples):
            reason = _missed(example, list(find(example.text)))
            yield _outcome(pattern, example.text, reason, places.name(pattern, ("examples", position)))
        for position, text in enumerate(pattern.counterexamples):
            reason = _spurious(pattern, find(text))
            where = places.name(pattern, ("counterexamples", position))
            yield _outcome(pattern, text, reason, where, counter=True)


def untested(patterns: Patterns) -> list[str]:
    """Return the ids of the patterns that nothing proves: no example, or for a veto no counterexample."""
    return [
        pattern.id
        for pattern in patterns.patterns
        if not (pattern.counterexamples if pattern.veto else pattern.examples)
    ]


def _strategy_problems(patterns: Patterns, content_names: Names, source_names: Names) -> list[Problem]:
    places = Places(patterns.documents)
    problems: list[Problem] = []
    for pattern in patterns.patterns:
        strategies = {"content": (pattern.content, content_names), "source": (pattern.source, source_names)}
        for key, (name, known) in strategies.items():
            if name is not None and name not in known:
                message = f"no strategy is called {name!r}{suggestion(name, known)}"
                problems.append(places.problem(pattern, (key,), message))
    return problems


def _token_problems(patterns: Patterns) -> list[Problem]:
    from spacy.schemas import TokenPattern  # noqa: PLC0415 - a second, and most callers have no spaCy loaded

    schema: Any = list[TokenPattern]
    places = Places(patterns.documents)
    problems: list[Problem] = []
    for pattern in patterns.patterns:
        if isinstance(pattern.cue, list):
            problems += _problems_of_tokens(pattern, places, schema)
    return problems


def _problems_of_tokens(pattern: Pattern, places: Places, schema: Any) -> list[Problem]:
    try:
        TypeAdapter(schema).validate_python(pattern.cue)
    except ValidationError as error:
        home = places.home(pattern)
        if home is None:
            return [places.problem(pattern, ("cue",), str(error))]
        return validation_problems(home[0], error, schema, (*home[1], "cue"))
    return []


def _outcome(pattern: Pattern, text: str, reason: str, where: str, *, counter: bool = False) -> Outcome:
    return Outcome(pattern=pattern.id, place=where, text=text, counter=counter, passed=not reason, reason=reason)


def _missed(example: Example, found: list[Quote]) -> str:
    """Return why an example fails: what was wanted, and what came out."""
    for quote in found:
        if (
            _words(quote.quote) == _words(example.quote)
            and (example.speaker is None or quote.speaker == example.speaker)
            and (example.cue is None or quote.cue_text == example.cue)
        ):
            return ""
    wanted = f"wanted {example.quote!r}"
    wanted += f" by {example.speaker!r}" if example.speaker is not None else ""
    wanted += f" with the cue {example.cue!r}" if example.cue is not None else ""
    return f"{wanted}; found {_told(found)}"


def _spurious(pattern: Pattern, found: Iterable[Quote]) -> str:
    """Return why a counterexample fails: what came out of its pattern."""
    wrong = [quote for quote in found if pattern.veto or quote.pattern == pattern.id]
    return f"wanted nothing; found {_told(wrong)}" if wrong else ""


def _told(quotes: Iterable[Quote]) -> str:
    told = [f"{quote.quote!r} by {quote.speaker!r}, cue {quote.cue_text!r} ({quote.pattern})" for quote in quotes]
    return "; ".join(told) or "nothing"


def _words(text: str) -> str:
    return " ".join(text.split())
