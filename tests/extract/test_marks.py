"""Quotation marks → regions: every style, nested, over paragraphs, unclosed, and what only looks like a mark."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quoteminer.extract.marks import Region, are_continued, find_regions, outer_regions
from quoteminer.model import Span
from quoteminer.patterns.loader import load_data
from quoteminer.patterns.schema import MarksData

PARAGRAPH = re.compile(r"[^\n]+")


def paragraphs_of(text: str) -> list[Span]:
    """Return the lines of a text as spans."""
    return [match.span() for match in PARAGRAPH.finditer(text)]


def regions_of(text: str) -> list[Region]:
    """Return the regions of a text, a paragraph a line."""
    return find_regions(text, paragraphs_of(text), load_data("marks", MarksData))


def quoted(text: str) -> list[str]:
    """Return the words of every region, inner ones indented by `>`, unclosed ones with `…`, continued with `+`."""
    return [">" * r.depth + text[r.start : r.end] + "…" * (not r.closed) + "+" * r.continued for r in regions_of(text)]


@pytest.mark.parametrize(
    ("left", "right"),
    [*("“”", '""', "‘’", "''", "«»", "»«", "„“", "„”", "‚‘", "‚’", "‹›", "″″"), ("``", "''")],
)
@pytest.mark.parametrize(
    "frame", ["{}", "{} said Lee.", "Lee said {}.", "Lee said: {}", "({})", "Lee—{}—left.", "“Yes” and {} are two."]
)
def test_find_regions_every_style(left: str, right: str, frame: str) -> None:
    """Each style is a region wherever it stands, its marks included."""
    text = frame.format(f"{left}We are ready,{right}")
    assert f"{left}We are ready,{right}" in quoted(text)
    assert len(quoted(text)) == 1 + text.startswith("“Yes”")


@pytest.mark.parametrize(
    "words",
    [
        '“We are ready"',
        '"We are ready”',
        "“We are ready″",
        "”We are ready”",
        "“We are ready“",
        '„We are ready"',
        "''We are ready\"",
        "``We are ready”",
        "«We are ready”",
        "‘We are ready'",
        "'We are ready’",
        "＂We are ready＂",
        "❝We are ready❞",
        "〝We are ready〞",
    ],
)
def test_find_regions_mixed_styles(words: str) -> None:
    """Any closing mark of a level closes any opening one, and a mark turned round is known by its place."""
    assert quoted(f"Lee said: {words} and left.") == [words]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“He said ‘no’ twice,” said Lee.", ["“He said ‘no’ twice,”", ">‘no’"]),
        ("‘He said “no” twice,’ said Lee.", ["‘He said “no” twice,’", ">“no”"]),
        ("\"He said 'no' twice,\" said Lee.", ["\"He said 'no' twice,\"", ">'no'"]),
        ("'He said \"no\" twice,' said Lee.", ["'He said \"no\" twice,'", '>"no"']),
        ("“He said “no” twice,” said Lee.", ["“He said “no” twice,”", ">“no”"]),
        ("„Er sagt ‚nein‘ dazu“, said Lee.", ["„Er sagt ‚nein‘ dazu“", ">‚nein‘"]),
        ("«He said ‹no› twice», said Lee.", ["«He said ‹no› twice»", ">‹no›"]),
        ('“He said "no" twice,” said Lee.', ['“He said "no" twice,”', '>"no"']),
        ('"He said “no” twice," said Lee.', ['"He said “no” twice,"', ">“no”"]),
        ("‘He said “no” twice.’ “Yes.”", ["‘He said “no” twice.’", ">“no”", "“Yes.”"]),
        ("“He said, ‘She said no.’”", ["“He said, ‘She said no.’”", ">‘She said no.’"]),
        ("“‘No’ is what he said.”", ["“‘No’ is what he said.”", ">‘No’"]),
        ("“The members’ room was ‘cold’,” he said.", ["“The members’ room was ‘cold’,”", ">‘cold’"]),
    ],
)
def test_find_regions_nested(text: str, wanted: list[str]) -> None:
    """A quotation inside a quotation is a region of depth one behind the outer one."""
    assert quoted(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“One. \n“Two. \n“Three.”", ["“One. …+", "“Two. …+", "“Three.”"]),
        ('"One.\n"Two."', ['"One.…+', '"Two."']),
        ("Lee said: “One.\n\n“Two,” and left.", ["“One.…+", "“Two,”"]),
        ("‘One.\n‘Two.’", ["‘One.…+", "‘Two.’"]),
        ("‘One.\n‘Two.\n‘Three.’", ["‘One.…+", "‘Two.…+", "‘Three.’"]),
        ("Lee said: 'One.\n'Two,' and left.", ["'One.…+", "'Two,'"]),
        ("‘One.\n‘Two.", ["‘One.…+", "‘Two.…"]),
        ("‘One.\n“Two.”", ["“Two.”"]),
        ("“One.\n‘Two.’", ["“One.…", "‘Two.’"]),
        ("In the ‘hot summer.\nIt rained.", []),
        ("“One.\nTwo.”", ["“One.…"]),
        ("“One.\n\nLee said: “Two.”", ["“One.…", "“Two.”"]),
        ("“One.”\n“Two.”", ["“One.”", "“Two.”"]),
        ("“One “two\n“Three.”", ["“One …", "“two…+", "“Three.”"]),
        ("Lee said “yes.", ["“yes.…"]),
        ("yes,” said Lee.", []),
        ("“One, Lee said, “two.”", ["“One, Lee said, …", "“two.”"]),
        ("“One” and “two and “three”.", ["“One”", "“two and …", "“three”"]),
        ("“One. “Two,” said Lee. “Three,” said Roe.", ["“One. …", "“Two,”", "“Three,”"]),
        # and an inner quotation is one, whatever follows
        ('“One "no" twice,” said Lee. “Two.”', ['“One "no" twice,”', '>"no"', "“Two.”"]),
        ("“One “no” twice,” said Lee. “Two.”", ["“One “no” twice,”", ">“no”", "“Two.”"]),
    ],
)
def test_find_regions_unclosed(text: str, wanted: list[str]) -> None:
    """An unclosed mark ends with its paragraph or the next opening one; a paragraph that opens again continues it."""
    assert quoted(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        # contractions and possessives
        "It isn’t Lee’s boat, and they’re sure it wasn’t hers.",
        "It isn't Lee's boat, and they're sure it wasn't hers.",
        "The members’ room and the drivers’ cars were cold.",
        "The members' room and the drivers' cars were cold.",
        "James’ and Chris’ boat sank.",
        "The boss's car and the boss' car.",
        # letters left out
        "Rock ’n’ roll and fish ’n’ chips.",
        "Rock 'n' roll and fish 'n' chips.",
        "’Twas the night before the vote; ’tis over.",
        "Get ’em while they’re hot, ’cause they go fast.",
        "Get 'em while they're hot, 'cause they go fast.",
        "Goin’ home, cryin’ all the way.",
        # years
        "The class of ’68 and the summer of ’99 were hot.",
        "The class of '68 and the summer of '99 were hot.",
        "In the ’90s and the early ’00s it rained.",
        "In the '90s and early '00s it rained.",
        # measures
        "The board is 6′ 2″ long and 4″ wide.",
        "The board is 6' 2\" long.",
        'The board is 6\'2" long and 4" wide.',
        'A 27" screen and a 30" shelf.',
        "A 27-inch screen.",
        # names
        "O’Neill and D'Angelo met in Coeur d’Alene and Hawai‘i.",
        "Sana‘a and the Qur’an, Ta'izz and Sa‘ada.",
        "",
        "   ",
    ],
)
def test_find_regions_no_marks(text: str) -> None:
    """Apostrophes, plural possessives, years, measures and names are no quotations."""
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Joe “The Hammer” Kowalski won.", ["“The Hammer”"]),
        ("He starred in ‘Harbour Lights’ and ‘The Long Winter’.", ["‘Harbour Lights’", "‘The Long Winter’"]),
        ("The ‘quick’ train and the ‘cheap’ one.", ["‘quick’", "‘cheap’"]),
        ("‘It’s the members’ room,’ she said.", ["‘It’s the members’ room,’"]),
        ("'It's the members' room,' she said.", ["'It's the members' room,'"]),
        ("‘We won’t go,’ said the workers’ leader, ‘and that’s final.’", ["‘We won’t go,’", "‘and that’s final.’"]),
        ("‘Rock ’n’ roll is dead,’ he said.", ["‘Rock ’n’ roll is dead,’"]),
        ("“Back in ’68,” he said, “it was cold.”", ["“Back in ’68,”", "“it was cold.”"]),
        ('"The screen is 27" wide," he said.', ['"The screen is 27" wide,"']),
        ('“The screen is 27" wide,” he said.', ['“The screen is 27" wide,”']),
        ('"We sold 27" and "bought 30".', ['"We sold 27"', '"bought 30"']),
        ("'100 boats sank,' he said.", ["'100 boats sank,'"]),
        ('He is 6\'2" and said, "I am tall."', ['"I am tall."']),
        ("The club’s ‘golden’ boys.", ["‘golden’"]),
        ("The drivers’ ‘strike’ is over.", ["‘strike’"]),
        ("‘I saw the members’ he said.", ["‘I saw the members’"]),
        ("“We—”", ["“We—”"]),
        ('"Why?" "Because."', ['"Why?"', '"Because."']),
        ('He said "yes","no" and "maybe".', ['"yes"', '"no"', '"maybe"']),
        ("He said“yes”and left.", ["“yes”"]),
        ("He (“Joe”) left.", ["“Joe”"]),
        ("“Yes” – “no” – “yes”.", ["“Yes”", "“no”", "“yes”"]),
    ],
)
def test_find_regions_among_apostrophes(text: str, wanted: list[str]) -> None:
    """Quotations stand out from the apostrophes and measures around and inside them."""
    assert quoted(text) == wanted


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“We left,” he said.", "We left,"),
        ("``We left,'' he said.", "We left,"),
        ("“We left.", "We left."),
        ("'We left,' he said.", "We left,"),
    ],
)
def test_find_regions_inner_words(text: str, inner: str) -> None:
    """`inner` is the region without its marks, as long as they may be."""
    (region,) = regions_of(text)
    assert text[slice(*region.inner)] == inner


def test_outer_regions_leave_out_inner_ones() -> None:
    """Of nested regions only the outer ones are left, in order."""
    text = "“He said ‘no’.” Then: ‘She said “yes”.’"
    assert [text[r.start : r.end] for r in outer_regions(regions_of(text)[::-1])] == [
        "“He said ‘no’.”",
        "‘She said “yes”.’",
    ]


def test_are_continued_pairs_neighbours() -> None:
    """A region that the next paragraph goes on with is paired with it, a closed one is not."""
    text = "“One.\n“Two.\n“Three.”\n“Four.”"
    assert [(text[a.start : a.end], text[b.start : b.end]) for a, b in are_continued(regions_of(text))] == [
        ("“One.", "“Two."),
        ("“Two.", "“Three.”"),
    ]


MARKED = st.text(st.sampled_from("ab sS9.,:—( \n\n“”\"‘’'«»„‚‹›″′`"), max_size=60)


@given(MARKED | st.text(max_size=40))
def test_find_regions_lie_inside_one_paragraph(text: str) -> None:
    """Any text gives regions that lie inside one paragraph, their inner part inside them, in order of their start."""
    found = regions_of(text)
    assert [r.start for r in found] == sorted(r.start for r in found)
    for region in found:
        assert any(start <= region.start < region.end <= end for start, end in paragraphs_of(text))
        assert region.start < region.inner[0] <= region.inner[1] <= region.end


@given(MARKED)
@example("““‘\"'“")
def test_find_regions_nest_or_stand_apart(text: str) -> None:
    """Of two regions one holds the other, or they share no character."""
    found = regions_of(text)
    for k, one in enumerate(found):
        for other in found[k + 1 :]:
            assert other.start >= one.end or other.end <= one.end
    outer = outer_regions(found)
    assert all(a.end <= b.start for a, b in pairwise(outer))


LINE = st.text(st.sampled_from("ab s.,“”\"‘’'«»"), min_size=1, max_size=20)


@given(st.lists(LINE, min_size=3, max_size=3), LINE)
def test_find_regions_odd_mark_stays_in_its_paragraph(lines: list[str], other: str) -> None:
    """Whatever stands in one paragraph changes no region of another, but whether a loose single mark is one."""

    def sure(text: str) -> list[Span]:
        return [(r.start, r.end) for r in regions_of(text) if r.closed or text[r.start] not in "‘'"]

    def last(middle: str) -> list[Span]:
        text = "\n".join((lines[0], middle, lines[2]))
        shift = len(lines[0]) + len(middle) + 2
        return [(a - shift, b - shift) for a, b in sure(text) if a >= shift]

    def first(middle: str) -> list[Span]:
        text = "\n".join((lines[0], middle, lines[2]))
        return [(a, b) for a, b in sure(text) if b <= len(lines[0])]

    assert last(lines[1]) == last(other)
    assert first(lines[1]) == first(other)


def test_outer_regions_may_touch() -> None:
    """Two quotations without a space between are two; one inside the other is not an outer one."""
    one, other, inner = Region(0, 5, (1, 4)), Region(5, 9, (6, 8)), Region(6, 8, (7, 7))
    assert outer_regions([inner, other, one]) == [one, other]
