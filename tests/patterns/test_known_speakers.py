"""A user's speakers laid over the shipped ones: what changes, what stays, and what is wrong with a file."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from quoteminer.errors import PatternsError
from quoteminer.patterns.document import parse_document
from quoteminer.patterns.known_speakers import load_speakers, merge_speakers
from quoteminer.patterns.loader import load_data
from quoteminer.patterns.schema_known import KnownSpeaker
from quoteminer.patterns.schema_speakers import SpeakersData

GUIDE = (Path(__file__).parents[2] / "docs" / "speakers.md").read_text("utf-8")


def merge(*texts: str) -> SpeakersData:
    """Return the shipped speakers with files of these lists laid over them."""
    shipped = load_data("speakers", SpeakersData)
    files = [parse_document(f"version: 1\nspeakers:\n{text}", f"{i}.yaml") for i, text in enumerate(texts)]
    return merge_speakers(shipped, files)


def test_merge_adds_an_entry() -> None:
    """A new person is found by name and alias, without case and accents; the others are still there."""
    merged = merge("  - {name: Amára Diallo, id: Q1, aliases: [Diallo]}")
    assert merged.known["amara diallo"].id == merged.known["diallo"].id == "Q1"
    assert merged.known["putin"] is load_speakers().known["putin"]
    assert "diallo" not in load_speakers().known


def test_merge_replaces_the_keys_given() -> None:
    """An entry of the same name, or the same id, changes what it says and leaves the rest."""
    shipped = load_speakers().known["mark rutte"]
    by_name = merge("  - {name: Mark Rutte, aliases: [Rutte, Teflon Mark]}").known["teflon mark"]
    assert (by_name.id, by_name.roles, by_name.gender) == (shipped.id, shipped.roles, "male")
    merged = merge("  - {name: Marcus Rutte, id: Q57792}")
    assert merged.known["mark rutte"] is merged.known["rutte"] is merged.known["marcus rutte"]
    assert merged.known["rutte"].name == "Marcus Rutte"
    assert len(merged.speakers) == len(load_speakers().speakers)


def test_merge_keeps_another_person_of_the_name() -> None:
    """The same name with another id is somebody else, to whom the name goes; nothing is inherited."""
    merged = merge("  - {name: Bill Clinton, id: Q999999999}")
    assert merged.known["bill clinton"] == KnownSpeaker(name="Bill Clinton", id="Q999999999")
    assert {known.id for known in merged.speakers if known.name == "Bill Clinton"} == {"Q1124", "Q999999999"}


def test_merge_lets_the_later_file_win() -> None:
    """Of two files the later one has the alias, and may correct the earlier one's entry."""
    merged = merge("  - {name: Amara Diallo, aliases: [Diallo]}", "  - {name: Bo Diallo, aliases: [Diallo]}")
    assert merged.known["diallo"].name == "Bo Diallo"
    assert merged.known["amara diallo"].name == "Amara Diallo"


def test_merge_reads_roles_with_days() -> None:
    """A role is held from its first day to the day before its last; without days always, and without a day then."""
    (known,) = [s for s in merge(ROLES).speakers if s.name == "Ann Lee"]
    mayor, member = known.roles
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2023, 12, 31), date(2024, 1, 1), None]
    assert [mayor.held_on(day) for day in days] == [False, True, True, False, False]
    assert all(member.held_on(day) for day in days)


ROLES = """\
  - name: Ann Lee
    roles:
      - {role: Mayor of Ardle, since: 2020-01-01, until: 2024-01-01}
      - {role: member of the Harbour Board}
"""


def test_merge_makes_role_words_known() -> None:
    """The noun of a role is one for a person from then on: "the harbour steward"."""
    assert "harbourkeeper" not in load_speakers().human_words
    assert "harbourkeeper" in merge("  - {name: Ann Lee, roles: [{role: Harbourkeeper of Ardle}]}").human_words


def test_digest_changes_with_the_content(tmp_path: Path) -> None:
    """It tells the speakers of one run from those of another, and does not mind comments."""
    path = tmp_path / "mine.yaml"
    path.write_text("version: 1\nspeakers: [{name: Ann Lee}]\n", "utf-8")
    before = load_speakers(extra=[path]).digest
    path.write_text("# mine\nversion: 1\nspeakers: [{name: Ann Lee}]\n", "utf-8")
    assert load_speakers(extra=[path]).digest == before != load_speakers().digest
    path.write_text("version: 1\nspeakers: [{name: Ann B. Lee}]\n", "utf-8")
    assert load_speakers(extra=[path]).digest != before


def test_load_speakers_is_cached_until_a_file_changes(tmp_path: Path) -> None:
    """The same files give the same object, so that what is built on it is built once."""
    path = tmp_path / "mine.yaml"
    path.write_text("version: 1\nspeakers: [{name: Ann Lee}]\n", "utf-8")
    assert load_speakers(extra=[path]) is load_speakers(extra=[path])
    assert load_speakers() is load_speakers()


_WRONG = [
    pytest.param("  - {nam: Ann Lee}", ["0.yaml:3: speakers[0].nam: unknown key; did you mean 'name'?"], id="key"),
    pytest.param("  - {id: Q1}", ["0.yaml:3: speakers[0].name: this key is missing"], id="no-name"),
    pytest.param("  []", ["0.yaml:2: speakers: must not be empty"], id="nobody"),
    pytest.param("  Ann Lee", ["0.yaml:2: speakers: must be a list, not 'Ann Lee'"], id="no-list"),
    pytest.param(
        "  - {name: ann lee}", ["speakers[0].name: 'ann lee' can never be found: a name has a capital"], id="small"
    ),
    pytest.param("  - {name: 12}", ["speakers[0].name: must be text, not 12; put it in quotation marks"], id="number"),
    pytest.param(
        "  - name: Ann Lee\n    aliases:\n      - A  L",
        ["0.yaml:5: speakers[0].aliases[0]: 'A  L' can never"],
        id="gap",
    ),
    pytest.param(
        "  - {name: Ann Lee, kind: persona}",
        ["speakers[0].kind: must be one of person, organisation, group, not 'persona'; did you mean 'person'?"],
        id="kind",
    ),
    pytest.param(
        "  - {name: Ann Lee, id: 76}",
        ["speakers[0].id: must be text, not 76; put it in quotation marks"],
        id="plain-id",
    ),
    pytest.param(
        "  - {name: Ann Lee, id: L76}", ["speakers[0].id: must be a Wikidata number such as Q22686, not 'L76'"], id="id"
    ),
    pytest.param(
        "  - name: Ann Lee\n    roles:\n      - {role: Mayor, since: 2024}",
        ["0.yaml:5: speakers[0].roles[0].since: must be a day such as 2024-05-01, not 2024"],
        id="year",
    ),
    pytest.param(
        "  - name: Ann Lee\n    roles:\n      - {role: Mayor, until: 2024-13-01}",
        ["0.yaml:5: speakers[0].roles[0].until: month must be in 1..12"],
        id="no-such-month",
    ),
    pytest.param(
        "  - name: Ann Lee\n    roles:\n      - {role: Mayor, since: 2024-05-01, until: 2024-05-01}",
        ["0.yaml:5: speakers[0].roles[0]: until 2024-05-01 must be after since 2024-05-01"],
        id="days-in-the-wrong-order",
    ),
    pytest.param(
        "  - name: Ann Lee\n    roles:\n      - {since: 2024-05-01}",
        ["0.yaml:5: speakers[0].roles[0].role: this key is missing"],
        id="no-role",
    ),
    pytest.param(
        "  - {name: Ann Lee, aliases: [Lee]}\n  - {name: Bo Lee, aliases: [Bo, LEE]}",
        ["0.yaml:4: speakers[1].aliases[1]: 'LEE' is taken by speakers[0]"],
        id="alias-of-two",
    ),
    pytest.param(
        "  - {name: Ann Lee, id: Q1}\n  - {name: Bo Lee, id: Q1}",
        ["0.yaml:4: speakers[1].id: 'Q1' is taken by speakers[0]"],
        id="id-of-two",
    ),
    pytest.param(
        "  - {name: Ann Lee, name: Bo Lee, zzz: 1}",
        ["0.yaml:3: speakers[0].name: the key stands twice, first on line 3", "0.yaml:3: speakers[0].zzz: unknown key"],
        id="several-at-once",
    ),
]


@pytest.mark.parametrize(("text", "messages"), _WRONG)
def test_merge_tells_what_is_wrong(text: str, messages: list[str]) -> None:
    """File, line, key, what it must be; and where to read how a file is written."""
    with pytest.raises(PatternsError) as caught:
        merge(text)
    for message in messages:
        assert message in str(caught.value)
    assert "docs/speakers.md" in caught.value.hint


def test_load_speakers_tells_of_every_file(tmp_path: Path) -> None:
    """Problems of several files are told together, a missing one among them."""
    (tmp_path / "one.yaml").write_text("version: 2\nspeakers: [{name: Ann Lee}]\n", "utf-8")
    with pytest.raises(PatternsError) as caught:
        load_speakers(extra=[tmp_path / "one.yaml", tmp_path / "two.yaml"])
    assert re.search(r"one\.yaml:1: version: must be 1, not 2", str(caught.value))
    assert re.search(r"two\.yaml: cannot be read: No such file", str(caught.value))


def test_guide_lists_the_keys() -> None:
    """Every key of an entry stands in the guide's table."""
    rows = GUIDE.split("| key of an entry |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", rows, re.MULTILINE) == list(KnownSpeaker.model_fields)
