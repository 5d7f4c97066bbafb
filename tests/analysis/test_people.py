"""Who is who across articles."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.analysis.people import Bearer, Person, TargetWords, bearer, find_people, find_targets, is_open
from quoteminer.model import Quote


def person(name: str, known: str | None = None) -> Bearer:
    """Return a bearer who is a person."""
    return Bearer(name=name, kind="person", id=known)


def groups(*bearers: Bearer) -> list[list[str]]:
    """Return the names of each person, sorted."""
    return sorted(sorted(one.names) for one in set(find_people(bearers).values()))


def test_bearer_is_the_speaker_of_a_row(make_quote: Callable[..., Quote]) -> None:
    """Name, kind and id; nobody where the row has no name."""
    assert bearer(make_quote(speaker_id="Q1")) == Bearer(name="Ann Lee", kind="person", id="Q1")
    assert bearer(make_quote(speaker=None)) is None


@pytest.mark.parametrize(
    ("bearers", "expected"),
    [
        ([person("Dmitry Peskov"), person("Peskov")], [["Dmitry Peskov", "Peskov"]]),
        ([person("Dmitry Peskov"), person("DMITRY PESKOV")], [["DMITRY PESKOV", "Dmitry Peskov"]]),
        ([person("Radosław Sikorski"), person("Radoslaw Sikorski")], [["Radoslaw Sikorski", "Radosław Sikorski"]]),
        ([person("Ann Lee"), person("Bo Lee"), person("Lee")], [["Ann Lee"], ["Bo Lee"], ["Lee"]]),
        ([person("Ann Lee"), person("Ann")], [["Ann"], ["Ann Lee"]]),
        ([person("Ursula von der Leyen"), person("von der Leyen"), person("Leyen")],
         [["Leyen", "Ursula von der Leyen", "von der Leyen"]]),
        ([person("Vladimir Putin", "Q7747"), person("W. Putin", "Q7747")], [["Vladimir Putin", "W. Putin"]]),
        ([person("Vladimir Putin", "Q7747"), person("Vladimir Putin"), person("Putin")], [["Putin", "Vladimir Putin"]]),
        ([person("John Smith", "Q1"), person("John Smith", "Q2"), person("John Smith")], [["John Smith"]] * 3),
        ([Bearer(name="World Bank", kind="organisation"), Bearer(name="Bank", kind="organisation")],
         [["Bank"], ["World Bank"]]),
        ([person("Ann Washington"), Bearer(name="Washington", kind="organisation")],
         [["Ann Washington"], ["Washington"]]),
        ([], []),
        (
            [person("George W. Bush"), person("George H. W. Bush"), person("George Bush")],
            [["George Bush"], ["George H. W. Bush"], ["George W. Bush"]],
        ),
        ([person("Ann B. Lee"), person("Ann Lee"), person("Lee")], [["Ann B. Lee", "Ann Lee", "Lee"]]),
        ([person("Ann B. Lee"), person("Ann Lee", "Q1")], [["Ann B. Lee", "Ann Lee"]]),
        ([person("J. D. Vance"), person("Vance")], [["J. D. Vance", "Vance"]]),
    ],
)  # fmt: skip
def test_find_people_tells_who_is_one(bearers: list[Bearer], expected: list[list[str]]) -> None:
    """Ids first, then full names, then a surname that only one full name has."""
    assert groups(*bearers) == expected
    assert groups(*reversed(bearers)) == expected


def test_find_people_gives_the_fullest_name() -> None:
    """A person is called by the longest of the names, and has the id of any row."""
    people = find_people([person("Lee"), person("Ann Lee", "Q5")])
    assert people[person("Lee")] == Person(name="Ann Lee", kind="person", id="Q5", names=("Ann Lee", "Lee"))


@given(st.lists(st.builds(Bearer, name=st.text("ab Ł\n", max_size=5), kind=st.sampled_from(["person", "group", None]),
                          id=st.sampled_from(["Q1", "Q2", None]))))  # fmt: skip
def test_find_people_knows_everybody(bearers: list[Bearer]) -> None:
    """Whatever the names, each bearer is a person who has that name, and no two ids are one person."""
    people = find_people(bearers)
    assert set(people) == set(bearers)
    assert all(one.name in found.names and one.id in (None, found.id) for one, found in people.items())


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (person("Peskov"), True),
        (person("von der Leyen"), True),
        (person("Ann Lee"), False),
        (person("Ann B. Lee"), True),
        (person("Ann Lee", "Q1"), True),
        (Bearer(name="Kremlin", kind="organisation"), False),
    ],
)
def test_is_open_says_whether_others_can_tell_more(one: Bearer, expected: bool) -> None:
    """A surname alone and an id may have a fuller name elsewhere."""
    assert is_open(one) is expected


def test_find_targets_unites_spellings_and_speakers() -> None:
    """Case does not part targets, the most frequent spelling wins; a speaker's surname is the speaker."""
    people = [
        Person(name="Vladimir Putin", kind="person", names=("Vladimir Putin",)),
        Person(name="Kyiv", kind="group"),
    ]
    targets = {"NATO": 5, "Nato": 2, "Putin": 1, "vladimir putin": 1, "Kyiv": 1, "": 3}
    assert find_targets(targets, people) == {
        "NATO": "NATO",
        "Nato": "NATO",
        "Putin": "Vladimir Putin",
        "vladimir putin": "Vladimir Putin",
        "Kyiv": "Kyiv",
        "": "",
    }


def test_find_people_calls_nobody_by_initials() -> None:
    """Where a name has been written without the initial, that is the name."""
    people = find_people([person("Ann B. Lee"), person("Ann Lee"), person("Lee")])
    assert {found.name for found in people.values()} == {"Ann Lee"}


def test_find_targets_knows_openers_and_pronouns() -> None:
    """What stands before a name is no part of it; a pronoun names nobody."""
    words = TargetWords(pronouns=frozenset({"it", "he", "us"}), openers=frozenset({"the", "mr"}))
    people = [Person(name="Ann Lee", kind="person", names=("Ann Lee",))]
    targets = {"the Kremlin": 2, "Kremlin": 1, "“Kremlin”": 1, "Mr. Lee": 1, "It": 4, "he": 1, "The": 1}
    targets |= {"US": 1, "us": 2}
    assert find_targets(targets, people, words) == {
        "the Kremlin": "the Kremlin",
        "Kremlin": "the Kremlin",
        "“Kremlin”": "the Kremlin",
        "Mr. Lee": "Ann Lee",
        "It": None,
        "he": None,
        "The": "The",
        "US": "US",
        "us": None,
    }


def test_find_targets_leaves_a_surname_of_two_alone() -> None:
    """Where two speakers have the surname, the target stays as it is."""
    people = [Person(name=name, kind="person", names=(name,)) for name in ("Ann Lee", "Bo Lee")]
    assert find_targets({"Lee": 1, "Ann Lee": 1}, people) == {"Lee": "Lee", "Ann Lee": "Ann Lee"}
