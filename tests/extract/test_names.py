"""The people and bodies of an article: names, titles, roles, gender, mentions."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from quoteminer.extract.names import Entity, Names, find_names
from quoteminer.extract.roles import match_roles, parse_role
from quoteminer.patterns.folding import fold
from quoteminer.patterns.loader import load_data
from quoteminer.patterns.schema_speakers import SpeakersData
from quoteminer.pipeline import parse


@pytest.fixture(scope="module")
def data() -> SpeakersData:
    """Return the shipped speakers.yaml."""
    return load_data("speakers", SpeakersData)


def names_of(nlp: Language, data: SpeakersData, text: str) -> Names:
    """Return the names of a text."""
    return find_names(parse(nlp, text), data)


def person(names: Names, name: str) -> Entity:
    """Return the one entity of that name."""
    (found,) = [entity for entity in names.entities if entity.name == name]
    return found


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ann Lee came. Lee left.", ["Ann Lee"]),
        ("Lee came. Ann Lee, 41, runs the port.", ["Ann Lee"]),
        ("President Ann Lee met Prime Minister Tom Hale.", ["Ann Lee", "Tom Hale"]),
        ("They met in May. Theresa May did not come.", ["Theresa May"]),
        ("Will it rain? Mark my words.", []),
        ("Secretary of State Maria Stone spoke.", ["Maria Stone"]),
        ("Martin Luther Kingsley Jr. and Ann Lee, Jr., met.", ["Martin Luther Kingsley Jr.", "Ann Lee, Jr."]),
        ("Bashar al-Tamimi met Ursula von der Heide.", ["Bashar al-Tamimi", "Ursula von der Heide"]),
        ("Republican Tom Hale beat Democrat Ann Lee.", ["Tom Hale", "Ann Lee"]),
        ("The Republican Party and the White House agreed.", []),
        ("The Supreme Court met in Leeds on Monday.", []),
        ("Ann Lee Wins Vote In Leeds\nAnn Lee won the vote.", ["Ann Lee"]),
        ("Mayor Hale Backs Ann Lee In Port Fight\nAnn Lee thanked Tom Hale, the mayor.", ["Tom Hale", "Ann Lee"]),
        ("Per Lindqvist said it rained. Lindqvist left.", ["Per Lindqvist"]),
        ("Per Ann Lee, it rained in Leeds.", ["Ann Lee"]),
        ("Cape storm hits.\nJan Wilk fled on Jan. 5 with Rosa Ortiz.", ["Jan Wilk", "Rosa Ortiz"]),
    ],
)
def test_find_names_tells_people(nlp: Language, data: SpeakersData, text: str, people: list[str]) -> None:
    """Every person is found once, under the fullest name, and nothing else is taken for one."""
    names = names_of(nlp, data, text)
    assert [entity.name for entity in names.entities if entity.kind == "person"] == people


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Russian presidential spokesman Ivan Orlov spoke.", "Ivan Orlov", "Russian presidential spokesman"),
        (
            "The Secretary General of the Northern Alliance, Mark Rood, spoke.",
            "Mark Rood",
            "Secretary General of the Northern Alliance",
        ),
        ("Mark Rood, the secretary general of the alliance, spoke.", "Mark Rood", "secretary general of the alliance"),
        ("Kim Dahl, 34, a farmer, spoke.", "Kim Dahl", "farmer"),
        ("Norwegian Ambassador to Chile Olaf Krog spoke.", "Olaf Krog", "Norwegian Ambassador to Chile"),
        ("Former Lord Mayor Ann Lee spoke.", "Ann Lee", "Former Lord Mayor"),
        ("Mr. Tom Hale spoke.", "Tom Hale", None),
        ("Tom Hale is the mayor of Leeds.", "Tom Hale", "mayor of Leeds"),
        ("Tom Hale is not the mayor of Leeds.", "Tom Hale", None),
        ("Her brother Tom Hale spoke.", "Tom Hale", "brother"),
        ("Brother Tom Hale spoke.", "Tom Hale", None),
        ("The envoy to the region, Ann Lee, spoke.", "Ann Lee", "envoy to the region"),
        ("Tom Hale, Ann Lee and Ruth Moss spoke.", "Tom Hale", None),
    ],
)
def test_find_names_reads_roles(nlp: Language, data: SpeakersData, text: str, name: str, role: str | None) -> None:
    """A role before the name, in an apposition, or said of the person is theirs, in the article's words."""
    roles = person(names_of(nlp, data, text), name).roles
    assert (roles[0].text if roles else None) == role


@pytest.mark.parametrize(
    ("text", "name", "gender"),
    [
        ("Mrs. Kim Dahl spoke.", "Kim Dahl", "female"),
        ("Kim Dahl spoke. Then Mr. Dahl left.", "Kim Dahl", "male"),
        ("Spokeswoman Kim Dahl spoke.", "Kim Dahl", "female"),
        ("Kim Dahl, the chairman of the board, spoke.", "Kim Dahl", "male"),
        ("Rebecca Dahl spoke.", "Rebecca Dahl", "female"),
        ("Kim Dahl, 34, a farmer, spoke.", "Kim Dahl", None),
    ],
)
def test_find_names_tells_gender(nlp: Language, data: SpeakersData, text: str, name: str, gender: str | None) -> None:
    """Titles, roles and given names tell a gender; without them it stays open."""
    assert person(names_of(nlp, data, text), name).gender == gender


@pytest.mark.parametrize(
    ("asked", "held", "fits"),
    [
        ("prime minister of Denmark", "Danish Prime Minister", True),
        ("Danish prime minister", "Norwegian Prime Minister", False),
        ("NATO leader", "Secretary General of the Atlantic Alliance", True),
        ("Kremlin spokesman", "Russian presidential spokeswoman", True),
        ("president", "Vice President", False),
        ("president’s spokesman", "US President", False),
        ("senator", "Sen.", True),
        ("lawmaker", "Representative", True),
        ("Russian ambassador to Romania", "Russian Ambassador to France", False),
        ("farmer", "lobbyist and farmer", True),
        ("foreign minister", "Foreign Ministry spokesman", False),
        # what an office has to do with, and what a leader leads
        ("former home secretary", "Housing Secretary", False),
        ("home secretary", "Home Secretary", True),
        ("defense secretary", "Defence Secretary", True),
        ("Conservative leader", "SNP Westminster leader", False),
        ("Conservative leader", "director of the Harbour Institute", False),
        ("leader of the opposition", "prime minister", False),
        ("Hungarian leader", "Commission chief", False),
        ("Ardle Valley lawmaker", "Labour MP", True),
        ("Hungarian leader", "Hungarian Prime Minister", True),
        ("Russian leader", "President", True),
    ],
)
def test_match_roles_compares_office_and_place(data: SpeakersData, asked: str, held: str, fits: bool) -> None:
    """Offices fit by class, whatever the words; two different places never do."""
    score = match_roles(parse_role(asked, data), parse_role(held, data), frozenset(), data)
    assert (score is not None and score > 0) is fits


def test_find_names_does_not_ask_for_entities(nlp: Language, data: SpeakersData) -> None:
    """Without the pipeline's named entities the same people are found."""
    text = "Polish Prime Minister Jan Wilk met Ann Lee. Wilk said that Lee, 41, a farmer, had won."
    with nlp.select_pipes(disable=["ner"]):
        bare = names_of(nlp, data, text)
    assert bare.entities and [e.name for e in bare.entities] == [e.name for e in names_of(nlp, data, text).entities]


def test_speakers_data_is_consistent(data: SpeakersData) -> None:
    """Every broader class exists, every alias leads to one entry, every office ends after it began."""
    assert {name for words in data.broader.values() for name in words} <= set(data.roles)
    assert set(data.broader) <= set(data.roles)
    aliases = [word for known in data.speakers for word in {fold(name) for name in (known.name, *known.aliases)}]
    assert len(aliases) == len(set(aliases))
    offices = [office for known in data.speakers for office in known.roles if office.since and office.until]
    assert offices and all(office.since < office.until for office in offices)
    ids = [known.id for known in data.speakers if known.id]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("text", "folded"), [("O’Malley", "o'malley"), ("Radosław", "radoslaw"), ("U.S.", "us"), ("Støre", "store")]
)
def test_fold_makes_words_alike(text: str, folded: str) -> None:
    """Case, accents, full stops and the form of the apostrophe make no difference."""
    assert fold(text) == folded


@settings(deadline=None, max_examples=80)
@given(st.text(alphabet=st.sampled_from("Aéß .,-–'’“”\"\n\t()[]:;0aiMrSt\u200b\u2028Ж漢"), max_size=60))
def test_find_names_reads_any_text(nlp: Language, text: str) -> None:
    """Any text gives names whose mentions lie in it, in order and apart."""
    doc = parse(nlp, text)
    names = find_names(doc, load_data("speakers", SpeakersData))
    spans = [(mention.start, mention.core, mention.end) for mention in names.mentions]
    assert all(0 <= start <= core < end <= len(doc) for start, core, end in spans)
    assert all(a[2] <= b[0] for a, b in pairwise(spans))
