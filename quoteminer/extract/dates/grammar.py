"""The forms of data/<language>/dates.yaml as compiled rules, and the expressions they find in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from quoteminer.model import Span
from quoteminer.patterns.schema_dates import FIGURES, SLOTS, DatesData, Form

Slots = Mapping[str, int | str]
"""What a form caught: the numbers behind its words, and the `unit` as a name."""

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_ITEM = re.compile(r"[\[\]]|[^\s\[\]]+")
_YEAR = r"(?:1[6-9]|20)\d\d "
_NUMBER = "0"
"""Stands for any number among first words."""

_FIGURED = frozenset({"ordinal", "nth", "number", "year", "digits", "digits2"})
"""Classes of `_classes` that may be written in figures."""

_APOSTROPHES = str.maketrans("’ʼ", "''")

_MAX_WORDS = 60
"""No expression of time is longer in tokens; more is not worth a look."""


@dataclass(frozen=True, slots=True)
class Expression:
    """Words of time at characters `[start, end)` of a text, the form they have and what it caught."""

    start: int
    end: int
    form: Form
    slots: Slots


@dataclass(frozen=True, slots=True)
class _Tokens:
    """A text as lower-case tokens joined by one space, with the character span of each."""

    joined: str
    words: list[str]
    starts: dict[int, int]
    spans: list[Span]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A form with its regular expression; a text that it matches has a first word of each of `needs`."""

    regex: re.Pattern[str]
    form: Form
    needs: list[frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Grammar:
    """Every form with its rule, those that may begin with a word by that word, and the values of their words."""

    rules: list[_Rule]
    by_first: dict[str, list[_Rule]]
    values: dict[str, dict[str, int | str]]


def match_expression(words: str, data: DatesData) -> Expression | None:
    """Return the words as one expression, or None when they are none; the longest-known form wins."""
    tokens = _tokens(words)
    if not 0 < len(tokens.spans) <= _MAX_WORDS:
        return None
    for rule in _grammar(data).rules:
        match = rule.regex.fullmatch(tokens.joined)
        if match is not None:
            return Expression(0, len(words), rule.form, _slots(match, data))
    return None


@lru_cache(maxsize=512)
def find_expressions(text: str, data: DatesData) -> tuple[Expression, ...]:
    """Return the expressions of time in the text from left to right, the longest at each place.

    What only looks like one ("Super Tuesday") is left out, and so is "may" or "march" in lower case.
    """
    tokens = _tokens(text)
    return tuple(
        found
        for found in _scan(tokens, text, data)
        if found.form.kind != "name" and not _is_glued(text, found.start, found.end)
    )


def _scan(tokens: _Tokens, text: str, data: DatesData) -> Iterator[Expression]:
    by_first, at = _grammar(data).by_first, 0
    words = [_first(word) for word in tokens.words]
    every, rules_of = {*words}, dict[str, list[_Rule]]()
    for position, index in tokens.starts.items():
        word = words[index]
        if position < at or word not in by_first:
            continue
        if word not in rules_of:  # most texts lack a word of most forms, and regular expressions are slow to say so
            rules_of[word] = [rule for rule in by_first[word] if not any(map(every.isdisjoint, rule.needs))]
        matches = ((rule.regex.match(tokens.joined, position), rule.form) for rule in rules_of[word])
        fitting = [(m, f) for m, f in matches if m and _has_capital(m, f, tokens, text, data)]
        if not fitting:
            continue
        best, form = max(fitting, key=lambda pair: pair[0].end())
        at = best.end()
        last = tokens.starts.get(at, len(tokens.spans)) - 1
        yield Expression(tokens.spans[index][0], tokens.spans[last][1], form, _slots(best, data))


def _has_capital(match: re.Match[str], form: Form, tokens: _Tokens, text: str, data: DatesData) -> bool:
    """Return whether the weekday, the month and a name start as the language writes them."""
    if not data.capitalised:
        return True
    places = [match.start(name) for name in ("weekday", "month") if match.groupdict().get(name)]
    if form.kind == "name":
        places.append(match.start())
    if match.start() not in places and _is_name(text, tokens.spans, tokens.starts[match.start()]):
        return False
    return all(text[tokens.spans[tokens.starts[place]][0]].isupper() for place in places)


def _is_name(text: str, spans: list[Span], index: int) -> bool:
    """Return whether a word that needs no capital has one in mid-sentence: "USA Today", "This Morning"."""
    if not index:
        return False
    (_, before), (start, end) = spans[index - 1], spans[index]
    follows = text[before - 1].isalnum() and text[before:start].isspace()
    shouted = text[start:end].isupper() and text[:before].isupper()
    return follows and text[start].isupper() and not shouted


def _is_glued(text: str, start: int, end: int) -> bool:
    """Return whether the expression is a piece of something else: `F-16 May`, `Sept 3.5`, `20%`."""
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    return bool(re.search(r"\w$|[\w)][-/.,'’]$|[$£€]$", before) or re.match(r"\w|[-/.,:]\w|%", after))


def _tokens(text: str) -> _Tokens:
    pieces: list[str] = []
    starts: dict[int, int] = {}
    spans: list[Span] = []
    length = 0
    for match in _TOKEN.finditer(text):
        starts[length] = len(spans)
        spans.append(match.span())
        pieces.append(match.group().lower().translate(_APOSTROPHES))
        length += len(pieces[-1]) + 1
    return _Tokens("".join(f"{piece} " for piece in pieces), pieces, starts, spans)


def _slots(match: re.Match[str], data: DatesData) -> Slots:
    values = _grammar(data).values
    out: dict[str, int | str] = {}
    for name, caught in match.groupdict().items():
        if caught:
            digits = re.match(r"\d+", caught)
            out[name] = int(digits.group()) if digits else values[name][_key(caught)]
    return out


@lru_cache(maxsize=8)
def _grammar(data: DatesData) -> _Grammar:
    valued = _values(data)
    classes = _classes({**valued, **data.words}, data)
    caught = frozenset((*SLOTS, *FIGURES))
    lines = [(line, form) for form in data.forms for line in form.forms]
    rules: list[_Rule] = []
    by_first: dict[str, list[_Rule]] = {}
    for line, form in lines:
        openers, needs = _words_of(line, {**valued, **data.words})
        rules.append(_Rule(re.compile(_rule(line, classes, caught)), form, needs))
        for word in openers:
            by_first.setdefault(word, []).append(rules[-1])
    return _Grammar(
        rules=rules,
        by_first=by_first,
        values={name: {_key(word): value for word, value in words.items()} for name, words in valued.items()},
    )


def _classes(lists: Mapping[str, Iterable[str]], data: DatesData) -> dict[str, str]:
    """Return what each `{name}` of a form stands for, as a regular expression over joined tokens."""
    classes = {name: _any_of(words) for name, words in lists.items()}
    suffix, day = _any_of(data.ordinal_suffixes), r"(?:0?[1-9]|[12]\d|3[01]) "
    return classes | {
        "ordinal": rf"(?:{day}{suffix}?|{classes['ordinal']})",
        "nth": rf"(?:{day}{suffix})",
        "number": rf"(?:\d{{1,3}} |{classes['number']})",
        "year": _YEAR,
        "digits": r"\d{1,2} ",
        "digits2": r"\d{1,2} ",
    }


def _values(data: DatesData) -> dict[str, dict[str, int | str]]:
    """Return the lists whose words stand for a number or a unit, by the name the forms use."""
    tables: tuple[Mapping[str, int | str], ...] = (
        *(data.weekdays, data.months, data.ordinals, data.numbers, data.units, data.shifts),
        *(data.days, data.references, data.directions),
    )
    return {name: dict(table) for name, table in zip(SLOTS, tables, strict=True)}


def _rule(line: str, classes: Mapping[str, str], caught: frozenset[str]) -> str:
    """Return the form as a regular expression over joined tokens."""
    brackets = {"[": "(?:", "]": ")?"}
    return "".join(
        brackets.get(item) or f"(?:{'|'.join(_choice(c, classes, caught) for c in item.split('|'))})"
        for item in _ITEM.findall(line)
    )


def _choice(choice: str, classes: Mapping[str, str], caught: frozenset[str]) -> str:
    if not choice.startswith("{"):
        return _word(choice)
    name = choice.strip("{}")
    return f"(?P<{name}>{classes[name]})" if name in caught else classes[name]


def _words_of(line: str, lists: Mapping[str, Iterable[str]]) -> tuple[frozenset[str], list[frozenset[str]]]:
    """Return the first words that a form may begin with, and those of its items that are not in brackets."""
    openers: set[str] = set()
    needs: list[frozenset[str]] = []
    depth, begun = 0, -1
    for item in _ITEM.findall(line):
        if item in "[]":
            depth += 1 if item == "[" else -1
            begun = begun if depth >= begun else -1  # an item behind one in brackets may be the first, too
            continue
        words = frozenset(word for choice in item.split("|") for word in _first_words(choice, lists))
        if begun < 0:
            openers |= words
            begun = depth
        if not depth:
            needs.append(words)
    return frozenset(openers), needs


def _first_words(choice: str, lists: Mapping[str, Iterable[str]]) -> Iterator[str]:
    name = choice.strip("{}")
    if name in _FIGURED:
        yield _NUMBER
    for word in [choice] if name == choice else lists.get(name, ()):
        yield _first(_tokens(word).words[0])


def _first(word: str) -> str:
    """Return the word, `_NUMBER` for all that are written in figures."""
    return _NUMBER if word[0].isdigit() else word


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(_word(word) for word in sorted(words, key=len, reverse=True))})"


def _word(word: str) -> str:
    """Return the word as an expression over joined tokens; a full stop at its end may be missing."""
    tokens = _tokens(word).joined.split()
    stop = len(tokens) > 1 and tokens[-1] == "."
    plain = "".join(f"{re.escape(token)} " for token in (tokens[:-1] if stop else tokens))
    return rf"{plain}(?:\. )?" if stop else plain


def _key(word: str) -> str:
    """Return the word's tokens without a full stop at the end, as it is looked up."""
    return " ".join(_TOKEN.findall(word.lower())).removesuffix(" .")
