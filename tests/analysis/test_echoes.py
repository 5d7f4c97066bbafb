"""The same quote across articles."""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from quoteminer.analysis.echo_likeness import Likeness
from quoteminer.analysis.echoes import Echo, Wanted, find_echoes
from quoteminer.cli.words import echo_words
from quoteminer.model import Quote

LANGUAGE = echo_words()

HARBOUR = "We will not close the harbour before the winter comes"


@pytest.fixture(scope="module")
def planted_echoes() -> ModuleType:
    """Return the module that makes rows with planted copies."""
    spec = importlib.util.spec_from_file_location("planted_echoes", Path(__file__).with_name("planted_echoes.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def said(make_quote: Callable[..., Quote]) -> Callable[..., Quote]:
    """Return a maker of quotes, each in an article of its own."""

    def make(article: str, words: str, speaker: str | None = "Ann Lee", **fields: object) -> Quote:
        kind = "person" if speaker else None
        row = {
            "id": f"{article}-{words}",
            "line": 20,
            "speaker": speaker,
            "speaker_kind": kind,
            "sentence": words + ".",
        }
        return make_quote(**{**row, "article": article, "path": f"{article}.txt", "quote": words, **fields})

    return make


def ids(echo: Echo) -> set[str | None]:
    """Return the rows of an echo."""
    return {one.id for version in echo.versions for one in version.appearances}


def articles(quotes: list[Quote], **wanted: object) -> list[list[str]]:
    """Return the articles of each echo, in the order of its versions."""
    found = find_echoes(quotes, LANGUAGE, Wanted(**wanted))  # type: ignore[arg-type]
    return [[one.article for version in echo.versions for one in version.appearances] for echo in found]


@pytest.mark.parametrize("seed", [1])
def test_find_echoes_finds_planted_copies(planted_echoes: ModuleType, seed: int) -> None:
    """Of more than 10,000 rows nearly all copies are joined and nearly nothing else; a dropped "not" is flagged."""
    planted = planted_echoes.plant(seed)
    assert len(planted.quotes) > 10_000
    echoes = find_echoes(planted.quotes, LANGUAGE)
    copies = defaultdict(set)
    for row, origin in planted.origins.items():
        copies[origin].add(row)
    right, found = planted_echoes.joined_pairs(copies.values()), planted_echoes.joined_pairs(map(ids, echoes))
    assert len(right & found) / len(right) >= 0.98
    assert len(right & found) / len(found) >= 0.98
    flagged = {
        one.id
        for echo in echoes
        for version in echo.versions
        for one in version.appearances
        if "negation dropped" in version.flags
    }
    assert len(planted.lost_not) > 100
    assert len(planted.lost_not & flagged) / len(planted.lost_not) >= 0.98


def test_find_echoes_tells_where_a_quote_came_first(said: Callable[..., Quote]) -> None:
    """The earliest day is first, undated articles are last and counted, outlets and articles are named."""
    quotes = [
        said("late", HARBOUR, published="2025-03-05", outlet="The Echo"),
        said("undated", HARBOUR, outlet="The Post"),
        said("early", HARBOUR.upper(), published="2025-03-03", outlet="The Agency"),
        said("copy", HARBOUR, published="2025-03-05", outlet="The Echo"),
    ]
    (echo,) = find_echoes(quotes, LANGUAGE)
    assert (echo.first.article, echo.articles, echo.undated) == ("early", 4, 1)
    assert echo.outlets == ("The Agency", "The Echo", "The Post")
    assert [one.article for one in echo.versions[0].appearances] == ["early", "late", "copy", "undated"]
    assert not echo.drifts


def test_find_echoes_compares_with_the_first_version(said: Callable[..., Quote]) -> None:
    """A later version shows what it changed; the flags of all versions are those of the echo."""
    quotes = [said("first", HARBOUR, published="2025-03-03"), said("next", HARBOUR.replace(" not", ""))]
    (echo,) = find_echoes(quotes, LANGUAGE)
    assert [version.against for version in echo.versions] == [None, 0]
    assert [(one.op, one.was) for one in echo.versions[1].changes if one.op != "equal"] == [("dropped", "not")]
    assert echo.flags == ("negation dropped",)
    assert echo.drifts


def test_find_echoes_compares_with_a_fuller_version(said: Callable[..., Quote]) -> None:
    """What an early excerpt lacks is compared with the first version that has it."""
    full = f"{HARBOUR}. The unions must never be asked to pay for what the council did"
    quotes = [
        said("excerpt", HARBOUR, published="2025-03-01"),
        said("full", full, published="2025-03-02"),
        said("drifted", full.replace("never ", ""), published="2025-03-03"),
    ]
    (echo,) = find_echoes(quotes, LANGUAGE)
    assert [(version.against, version.flags) for version in echo.versions] == [
        (None, ()),
        (0, ()),
        (1, ("negation dropped",)),
    ]


@pytest.mark.parametrize(
    ("words", "one", "other", "together"),
    [
        ("No comment", "Ann Lee", "Paul Ortiz", False),
        ("No comment", "Ann Lee", "Lee", True),
        ("Yes", "Ann Lee", "Ann Lee", False),
        ("We do not comment on ongoing investigations", "Ann Lee", "Paul Ortiz", False),
        ("We do not comment on ongoing investigations", "Ann Lee", None, True),
        (f"{HARBOUR} and the council agrees", "Ann Lee", "Paul Ortiz", True),
    ],
)
def test_find_echoes_is_careful_with_common_words(
    said: Callable[..., Quote], words: str, one: str, other: str | None, together: bool
) -> None:
    """Few words are one quote only in one mouth; many are, also where an outlet names somebody else."""
    assert articles([said("a", words, one), said("b", words, other)]) == ([["a", "b"]] if together else [])


def test_find_echoes_flags_another_speaker(said: Callable[..., Quote]) -> None:
    """Who is said to have said it can drift, too."""
    long = f"{HARBOUR} and the council agrees"
    (echo,) = find_echoes([said("a", long), said("b", long, "Paul Ortiz")], LANGUAGE)
    assert echo.flags == ("speaker differs",)
    assert echo.speakers == ("Ann Lee", "Paul Ortiz")


def test_find_echoes_keeps_two_people_apart_who_share_a_phrase(said: Callable[..., Quote]) -> None:
    """Somebody unnamed does not make one quote of what two people said."""
    phrase = "We do not comment on ongoing investigations"
    quotes = [said("a", phrase), said("b", phrase, "Paul Ortiz"), said("c", phrase, None)]
    assert articles(quotes) == [["a", "c"]]


@pytest.mark.parametrize(
    ("days", "together"), [("2025-03-04", True), ("2025-06-04", False), (None, True), ("lately", True)]
)
def test_find_echoes_joins_short_words_within_a_week(
    said: Callable[..., Quote], days: str | None, together: bool
) -> None:
    """What a speaker says every time is not one quote; a day that is none, in rows of others, counts as unknown."""
    quotes = [said("a", "No comment", published="2025-03-03"), said("b", "No comment", published=days)]
    assert bool(articles(quotes)) is together


def test_find_echoes_compares_a_title_with_the_body(said: Callable[..., Quote]) -> None:
    """Words in quotation marks in the title are held against the quote of the same article."""
    title = "Lee “will close the harbour”"
    (echo,) = find_echoes([said("a", HARBOUR, title=title)], LANGUAGE)
    headline = echo.versions[1]
    assert (headline.headline, headline.quote, headline.appearances[0].id) == (True, "will close the harbour", None)
    assert headline.flags == ("negation dropped", "headline differs")
    assert articles([said("a", HARBOUR, title="Lee “will not close the harbour”")]) == []


def test_find_echoes_compares_a_headline_with_the_body(said: Callable[..., Quote]) -> None:
    """A quote in a first line without a full stop is a headline's."""
    head = said("a", "We will close the harbour", line=1, sentence="Lee: “We will close the harbour”")
    (echo,) = find_echoes([head, said("a", HARBOUR)], LANGUAGE)
    assert [version.headline for version in echo.versions] == [False, True]
    assert "negation dropped" in echo.flags


def test_find_echoes_knows_an_article_by_its_path(said: Callable[..., Quote]) -> None:
    """Two runs may have given two articles the same id; one article that says it twice is no echo."""
    quotes = [said("a", HARBOUR, path="one/a.txt"), said("a", HARBOUR, path="two/a.txt")]
    assert articles(quotes) == [["a", "a"]]
    assert articles([said("a", HARBOUR), said("a", HARBOUR)]) == []


def test_find_echoes_finds_overlapping_pieces(said: Callable[..., Quote]) -> None:
    """Two outlets cut one statement differently: what they share in one piece joins them."""
    shared = "and the people of this town will not pay for that again"
    quotes = [
        said("a", f"Last year the council borrowed eleven million from the bank of its own treasurer, {shared}"),
        said("b", f"{shared}. So tonight I ask every member to vote against this shameful budget, for our children"),
    ]
    assert articles(quotes) == [["a", "b"]]
    assert articles([quotes[0], said("b", quotes[1].quote, "Paul Ortiz")]) == []


@pytest.mark.parametrize(
    ("wanted", "count"), [({}, 2), ({"drift": True}, 1), ({"flagged": True}, 1), ({"min_articles": 3}, 1)]
)
def test_find_echoes_gives_what_is_wanted(said: Callable[..., Quote], wanted: dict[str, object], count: int) -> None:
    """Only those that drift, that are flagged, or that many articles have; most articles first."""
    other = "The bridge is safe for lorries of up to ten tons"
    quotes = [said("a", HARBOUR), said("b", HARBOUR.replace(" not", ""))]
    quotes += [said(article, other) for article in ("a", "b", "c")]
    found = articles(quotes, **wanted)
    assert len(found) == count
    assert wanted or [len(echo) for echo in found] == [3, 2]


def test_find_echoes_minds_the_likeness(said: Callable[..., Quote]) -> None:
    """A stricter share of words keeps versions apart; more words make more quotes short ones."""
    quotes = [said("a", HARBOUR), said("b", "We will not sell the harbour when the winter comes", None)]
    assert articles(quotes) == [["a", "b"]]
    assert articles(quotes, likeness=Likeness(similarity=0.9)) == []
    assert articles(quotes, likeness=Likeness(min_words=20)) == []
