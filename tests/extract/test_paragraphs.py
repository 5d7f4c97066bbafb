"""Where a text is cut before parsing, and which tokens of a Doc its paragraphs are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from quoteminer.extract.paragraphs import SPAN_KEY, is_hard_wrapped, paragraphs_of, split_paragraphs
from quoteminer.model import Span
from quoteminer.patterns.loader import load_data
from quoteminer.patterns.schema import PipelineData
from quoteminer.pipeline import parse

WIDE = "The council of Ardle met on Tuesday and talked until the lamps"
WRAPPED = "\n".join([WIDE, WIDE[:-3], WIDE, WIDE[:-9], "went out."])


def data() -> PipelineData:
    """Return the shipped thresholds."""
    return load_data("pipeline", PipelineData)


def searched(text: str, *metadata: Span) -> list[str]:
    """Return the pieces of a text that are searched for quotes."""
    return [text[start:end] for start, end, found in split_paragraphs(text, metadata=metadata, data=data()) if found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", []),
        ("\n \n\t\n", []),
        ("One.", ["One."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\n\n\nTwo.\n", ["One.", "Two."]),
        ("\n\n  One.  \n  Two.", ["One.", "Two."]),
        ("One.\r\n\r\nTwo.\r\n", ["One.", "Two."]),
        ("One. Two.\n Three. ", ["One. Two.", "Three."]),
        (WRAPPED, [WRAPPED]),
        (f"{WRAPPED}\n\n{WRAPPED}", [WRAPPED, WRAPPED]),
        (f"Title\n\n{WRAPPED}\n \n“Yes.”", ["Title", WRAPPED, "“Yes.”"]),
    ],
)
def test_split_paragraphs_at_newlines(text: str, wanted: list[str]) -> None:
    """A newline ends a paragraph, in hard-wrapped text a blank line; white space around it is no part of it."""
    assert searched(text) == wanted


@pytest.mark.parametrize(
    ("text", "metadata", "wanted"),
    [
        ("date 2025-09-24\n\nOne.", [(0, 15)], ["One."]),
        ("---\ntitle: “No”\n---\nOne.\nTwo.", [(0, 19)], ["One.", "Two."]),
        ("One. [12 May] Two.", [(5, 13)], ["One.", "Two."]),
        ("One.\nBy Ann Lee", [(5, 15)], ["One."]),
        ("date 2025-09-24", [(0, 15)], []),
        ("One.", [(0, 0)], ["One."]),
        ("ab\ncd\nef", [(0, 2), (6, 8)], ["cd"]),
    ],
)
def test_split_paragraphs_leaves_metadata_out(text: str, metadata: list[Span], wanted: list[str]) -> None:
    """Metadata is covered and not searched, wherever it stands."""
    assert searched(text, *metadata) == wanted


@given(
    st.text(st.sampled_from("ab. \n\r\t\u00a0"), max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=2),
)
def test_split_paragraphs_covers_every_character_once(text: str, spans: list[Span]) -> None:
    """The pieces of any text, with any metadata, are the text."""
    metadata = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in spans]
    pieces = list(split_paragraphs(text, metadata=metadata, data=data()))
    assert "".join(text[start:end] for start, end, _ in pieces) == text
    assert all(before[1] == after[0] for before, after in pairwise(pieces))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end, found in pieces if found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("LONDON - “No,” said Lee.", ["“No,” said Lee."]),
        ("LONDON (Newsline) — Lee resigned.", ["Lee resigned."]),
        ("LONDON, Aug 17 (Reuters) - Lee resigned.", ["Lee resigned."]),
        ("TESSIN, Karvia, Aug. 17, 2025 – Lee resigned.", ["Lee resigned."]),
        ("BEDFORD, N.H. (AP) -- Lee resigned.", ["Lee resigned."]),
        ("NEW YORK, Nov. 19 (UPI) — Lee resigned.", ["Lee resigned."]),
        ("A headline\nBy Ann Lee\nÉVIAN — Lee resigned.", ["A headline", "By Ann Lee", "Lee resigned."]),
        ("LEEDS, 17 August (Wire) - Lee resigned.", ["Lee resigned."]),
        ("LEEDS – August 17, 2025 – Lee resigned.", ["Lee resigned."]),
        ("LEEDS/NEW YORK, Aug 17, 2025 /Wire/ -- Lee resigned.", ["Lee resigned."]),
        ("LEEDS--(NEWS WIRE)--Lee resigned.", ["Lee resigned."]),
        ("LEEDS | Lee resigned.", ["Lee resigned."]),
        ("(Wire) -- Lee resigned.", ["Lee resigned."]),
        ("Aug 17 (Wire) - Lee resigned.", ["Lee resigned."]),
        ("Leeds/Bath, 17 August 2025 – Lee resigned.", ["Lee resigned."]),
        ("LEEDS: Lee resigned on Monday.\nHe left.", ["Lee resigned on Monday.", "He left."]),
        ("LEEDS (17 August): Lee resigned.\nHe left.", ["Lee resigned.", "He left."]),
        # one an article, and near its head
        ("LONDON — Lee resigned.\nPARIS — Bo did not.", ["Lee resigned.", "PARIS — Bo did not."]),
        ("One.\nTwo.\nThree.\nLONDON — Lee resigned.", ["One.", "Two.", "Three.", "LONDON — Lee resigned."]),
        # no dateline
        ("NATO — which Lee leads — said no.", ["NATO — which Lee leads — said no."]),
        ("London — Lee resigned.", ["London — Lee resigned."]),
        ("LEE: We resigned — all.", ["LEE: We resigned — all."]),
        ("LEE: We resigned.\nHe left.", ["LEE: We resigned.", "He left."]),
        ("LEE: “No.”\nHe left.", ["LEE: “No.”", "He left."]),
        ("LEE: Bo resigned.\nROE: Bo did not.", ["LEE: Bo resigned.", "ROE: Bo did not."]),
        ("Ann Lee, Leeds – Lee resigned.", ["Ann Lee, Leeds – Lee resigned."]),
        ("THE END - ", ["THE END -"]),
    ],
)
def test_split_paragraphs_leaves_a_dateline_out(text: str, wanted: list[str]) -> None:
    """What stands before a report's first words is nobody's words; the rest of the paragraph is searched."""
    assert searched(text) == wanted


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ([WIDE] * 5, True),
        ([WIDE, WIDE[:-6], WIDE[:-15], WIDE, "the end."], True),
        ([WIDE, "short"] * 4, False),  # half of the lines end early
        ([WIDE + "."] * 8, False),  # every line is a sentence: these are paragraphs
        ([WIDE + ".", WIDE, WIDE + ".”", WIDE, "the end."], True),
        ([WIDE] * 3, False),  # too few to tell
        (["A short line", "and one more", "of a poem", "that rhymes", "a bit"], False),
        (["x" * 300] * 6, False),  # whole paragraphs of equal length
        ([], False),
        ([""] * 9, False),
    ],
)
def test_is_hard_wrapped_by_the_width_of_lines(lines: list[str], *, wanted: bool) -> None:
    """Many lines of nearly the same width, at most as wide as a terminal, are wrapped."""
    assert is_hard_wrapped("\n".join(lines), data().hard_wrap) is wanted


def test_is_hard_wrapped_on_windows_line_ends() -> None:
    """A carriage return before the newline changes nothing."""
    assert is_hard_wrapped(WRAPPED.replace("\n", "\r\n"), data().hard_wrap)
    assert not is_hard_wrapped("One.\r\nTwo.\r\nThree.\r\nFour.\r\nFive.", data().hard_wrap)


def test_paragraphs_of_parsed_doc_are_its_spans(nlp: Language) -> None:
    """A Doc of `parse` knows its paragraphs."""
    doc = parse(nlp, "One is here.\n\nTwo is there.")
    assert [doc[start:end].text for start, end in paragraphs_of(doc)] == ["One is here.", "Two is there."]
    assert len(doc.spans[SPAN_KEY]) == 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("One is.\n\nTwo is.", ["One is.", "Two is."]), ("\nOne is.\n", ["One is."]), ("", []), ("\n\n", [])],
)
def test_paragraphs_of_whole_doc_are_cut_at_newlines(text: str, wanted: list[str], nlp: Language) -> None:
    """A Doc parsed whole is cut where a newline token stands."""
    doc: Doc = nlp.make_doc(text)
    assert [doc[start:end].text for start, end in paragraphs_of(doc)] == wanted


@pytest.mark.parametrize(
    ("unit", "last"), [("The dam is safe. ", ".”’!?"), ("word ", "d"), ("x", "x"), ("“Yes.” ", "”"), (" ", "")]
)
def test_split_paragraphs_bounds_a_paragraph(unit: str, last: str) -> None:
    """An endless line is cut into pieces that the parser takes, at sentence ends, else spaces, else anywhere."""
    text = unit * (60_000 // len(unit))
    pieces = list(split_paragraphs(text, metadata=(), data=data()))
    assert "".join(text[start:end] for start, end, _ in pieces) == text
    assert max(end - start for start, end, _ in pieces) <= 10_000
    assert all(text[end - 1] in last for _, end, found in pieces if found)


def test_split_paragraphs_bounds_a_word() -> None:
    """A thousand signs without a space are no word."""
    assert [len(piece) for piece in searched("Yes " + "(" * 2500 + " no.")] == [1004, 1000, 504]
