"""The layout of a Doc: regions and sentences by token, edges trimmed, runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.layout import Layout, lay_out

Lay = Callable[[str], Layout]
Words = Callable[[Layout, Iterable[int]], str]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“We are ready,” said Lee.", ["“We are ready,”"]),
        ("Lee said: 'We are ready.'", ["'We are ready.'"]),
        ("``We are ready,'' said Lee.", ["``We are ready,''"]),
        ("“He said ‘no’ twice,” said Lee.", ["“He said ‘no’ twice,”"]),
        ("“We are ready,″ said Lee.", ["“We are ready,″"]),
        ("“One is.\n\n“Two are.”", ["“One is.", "“Two are.”"]),
        ("A pro-“order” party and the non-‘violent’ one.", ["pro-“order”", "non-‘violent’"]),
        ("He said“yes”and left.", ["“yes”"]),
        ("Nobody spoke.", []),
        ("", []),
        ("“", ["“"]),
    ],
)
def test_lay_out_regions_in_tokens(text: str, wanted: list[str], lay: Lay) -> None:
    """Outer regions are the tokens they touch, marks included; inner ones are no regions of their own."""
    layout = lay(text)
    assert [layout.doc[r.start : r.end].text for r in layout.regions] == wanted
    assert all(layout.region[i] == k for k, r in enumerate(layout.regions) for i in range(r.start, r.end))
    assert sum(i >= 0 for i in layout.region) == sum(r.end - r.start for r in layout.regions)


@pytest.mark.parametrize(
    ("text", "inner"),
    [("“We left,″ he said.", "We left,"), ("``We left,'' he said.", "We left,"), ("A pro-“order” party.", "order")],
)
def test_lay_out_knows_the_words_between_marks(text: str, inner: str, lay: Lay) -> None:
    """What stands between the marks is known by the character, also where a mark is part of a token."""
    (region,) = lay(text).regions
    assert text[slice(*region.inner)] == inner


def test_lay_out_numbers_paragraphs_and_sentences(lay: Lay) -> None:
    """Every token of a paragraph knows its paragraph and sentence; the white space between knows none."""
    layout = lay("One is here. Two is there.\n\nThree is gone.")
    assert [layout.doc[a:b].text for a, b in layout.sentences] == ["One is here.", "Two is there.", "Three is gone."]
    for token in layout.doc:
        assert (layout.paragraph[token.i] == -1) == (layout.sentence[token.i] == -1) == token.is_space
    assert layout.paragraph[0] == 0
    assert layout.paragraph[len(layout.doc) - 1] == 1


def test_lay_out_cuts_sentences_at_paragraphs_of_a_whole_doc(nlp: Language, known: Knowledge) -> None:
    """On a Doc parsed whole a sentence that crosses a newline is cut there."""
    words = ["Ann", "left", "\n\n", "Max", "stayed"]
    doc = Doc(nlp.vocab, words=words, spaces=[True, False, False, True, False], sent_starts=[True, *[False] * 4])
    for token in doc:
        token.dep_ = "dep"
    layout = lay_out(doc, grammar=known.grammar, marks=known.marks, speakers=known.speakers)
    assert [doc[a:b].text for a, b in layout.sentences] == ["Ann left", "Max stayed"]
    assert layout.sentence == [0, 0, -1, 1, 1]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (", the dam, ", "the dam"),
        ("— the dam —", "the dam"),
        ("“the dam”.", "“the dam”"),
        ("“The dam,” he said.", "“The dam,” he said"),
        ("the dam (and the lake).", "the dam (and the lake)"),
        ("(The dam.)", "The dam"),
        ("(rightly) the dam", "(rightly) the dam"),
        ("fell by 20%.", "fell by 20%"),
        ("$5 million,", "$5 million"),
        ("#MeToo, they said;", "#MeToo, they said"),
        ("...", ""),
        ("“…”", ""),
        ("\n", ""),
    ],
)
def test_trim_leaves_words_marks_and_signs(text: str, wanted: str, lay: Lay, words: Words) -> None:
    """Punctuation at the edges goes; quotation marks, signs and closed brackets stay; without a word nothing stays."""
    layout = lay(text)
    assert words(layout, layout.trim(range(len(layout.doc)))) == wanted


@pytest.mark.parametrize(
    ("tokens", "wanted"),
    [((), []), ((0,), [(0, 1)]), ((0, 1, 3), [(0, 2), (3, 4)]), ((0, 1, 2, 5), [(0, 3), (5, 6)])],
)
def test_runs_of_tokens(tokens: tuple[int, ...], wanted: list[tuple[int, int]], lay: Lay) -> None:
    """Sorted tokens fall into contiguous runs."""
    assert lay("One two three four five six.").runs(tokens) == wanted


def test_runs_bridge_white_space(lay: Lay) -> None:
    """A paragraph break between two tokens does not part them."""
    layout = lay("“One.\n\n“Two.”")
    tokens = [i for i, space in enumerate(t.is_space for t in layout.doc) if not space]
    assert layout.runs(tokens) == [(0, len(layout.doc))]


def test_misattached_conjunct_belongs_to_the_verb_above(nlp: Language, known: Knowledge) -> None:
    """A finite conjunct in the tense of the reporting verb, hung under the clause, is the former's."""
    words = ["Ann", "said", "it", "has", "failed", "and", "called", "it", "bad"]
    tags = ["NNP", "VBD", "PRP", "VBZ", "VBN", "CC", "VBD", "PRP", "JJ"]
    heads = [1, 1, 4, 4, 1, 4, 4, 6, 6]
    deps = ["nsubj", "ROOT", "nsubj", "aux", "ccomp", "cc", "conj", "dobj", "oprd"]
    doc = Doc(nlp.vocab, words=words, tags=tags, heads=heads, deps=deps)
    layout = lay_out(doc, grammar=known.grammar, marks=known.marks, speakers=known.speakers)
    assert layout.misattached(doc[6]) == doc[1]
    assert all(layout.misattached(token) is None for token in doc if token.i != 6)


def test_misattached_conjunct_with_a_subject_stays(nlp: Language, known: Knowledge) -> None:
    """A conjunct with a subject of its own, or in the clause's own tense, stays where it hangs."""
    words = ["Ann", "said", "it", "has", "failed", "and", "he", "called"]
    tags = ["NNP", "VBD", "PRP", "VBZ", "VBN", "CC", "PRP", "VBD"]
    deps = ["nsubj", "ROOT", "nsubj", "aux", "ccomp", "cc", "nsubj", "conj"]
    doc = Doc(nlp.vocab, words=words, tags=tags, heads=[1, 1, 4, 4, 1, 4, 7, 4], deps=deps)
    layout = lay_out(doc, grammar=known.grammar, marks=known.marks, speakers=known.speakers)
    assert layout.misattached(doc[7]) is None


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("It closed by Tuesday.", ["Tuesday"]),
        ("The year that saw 2015 votes ended in 2016.", ["year", "2015", "2016"]),
        ("Orders open on 15 May and close on March 3.", ["May", "March"]),
        ("Theresa May may march on.", []),
        ("He paid 20150 crowns to Friday’s guest.", ["Friday"]),
    ],
)
def test_words_of_time_are_told(lay: Lay, text: str, times: list[str]) -> None:
    """Days, years and words of time are told without the pipeline's entities; May is a month beside a number only."""
    layout = lay(text)
    assert [token.text for token in layout.tokens if layout.is_time(token)] == times
