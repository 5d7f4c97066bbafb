"""Resolution: overlaps trimmed, one attribution a cue, reports inside reports nested, parts of a quote joined.

Candidates are written by hand: a phrase of the text as cue, content and source, so that no score decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.candidates import Candidate
from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.resolve import Scored, resolve
from quoteminer.patterns.schema import Cue, Limits, Pattern

Lay = Callable[[str], Layout]
Words = Callable[[Layout, Iterable[int]], str]
Rows = list[tuple[str, str, bool]]

LIMITS = Limits(accept=0.4, nested=0.6)
PATTERN = Pattern(id="made", cue={"frame": "clause"}, content="clause")


def tokens_of(layout: Layout, phrase: str) -> Tokens:
    """Return the tokens of a phrase's first occurrence."""
    start = layout.doc.text.index(phrase) if phrase else 0
    span = layout.doc.char_span(start, start + len(phrase), alignment_mode="expand")
    return tuple(range(span.start, span.end)) if phrase else ()


def made(layout: Layout, score: float, cue: str, content: str, source: str = "Ann") -> Scored:
    """Return a candidate for phrases of the text, with its score."""
    tokens = tokens_of(layout, cue)
    anchor = layout.doc[tokens[0] : tokens[-1] + 1].root.i
    hit = CueHit(
        key=cue, lexeme=Cue(frames={"clause": 0.8}), anchor=anchor, link=anchor, chain=(anchor,), tokens=tokens
    )
    return score, Candidate(
        hit=hit,
        pattern=PATTERN,
        prior=0.8,
        content=tokens_of(layout, content),
        source=tokens_of(layout, source),
    )


@pytest.fixture
def resolved(lay: Lay, words: Words) -> Callable[..., Rows]:
    """Return a function: text and candidates → (cue, content, nested) of the attributions, in order."""

    def run(text: str, *candidates: tuple[float, str, str] | tuple[float, str, str, str]) -> Rows:
        layout = lay(text)
        found = resolve(layout, [made(layout, *c) for c in candidates], LIMITS)
        return [(words(layout, a.cue), words(layout, a.content), a.nested) for a in found]

    return run


Resolved = Callable[..., Rows]
RAIN = "Ann said it rained and Max added that it snowed."


@pytest.mark.parametrize(
    ("candidates", "wanted"),
    [
        ([], []),
        ([(0.9, "said", "it rained")], [("said", "it rained", False)]),
        ([(0.39, "said", "it rained")], []),
        ([(0.4, "said", "it rained")], [("said", "it rained", False)]),
        # one cue, two contents: the better
        ([(0.8, "said", "it rained"), (0.9, "said", "it rained and Max")], [("said", "it rained and Max", False)]),
        # equally good: the longer
        ([(0.9, "said", "it rained"), (0.9, "said", "it rained and")], [("said", "it rained and", False)]),
        # scores that differ in the third decimal are equally good
        ([(0.903, "said", "it rained"), (0.901, "said", "it rained and")], [("said", "it rained and", False)]),
        # two cues side by side, in text order
        (
            [(0.9, "added", "it snowed"), (0.8, "said", "it rained")],
            [("said", "it rained", False), ("added", "it snowed", False)],
        ),
        # an overlap is the better one's
        (
            [(0.9, "added", "Max added that it snowed"), (0.8, "said", "it rained and Max")],
            [("said", "it rained and", False), ("added", "Max added that it snowed", False)],
        ),
        # of which too little is left
        ([(0.9, "said", "it rained and Max"), (0.8, "added", "Max")], [("said", "it rained and Max", False)]),
    ],
)
def test_resolve_best_first(candidates: list[tuple[float, str, str]], wanted: Rows, resolved: Resolved) -> None:
    """The better candidate takes the cue and the words; the other keeps what is left, when that is half of it."""
    assert resolved(RAIN, *candidates) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (RAIN, [("said", "it rained and Max added", False)]),
        (f"“{RAIN}”", [("said", "it rained and Max added", False), ("added", "it snowed", False)]),
    ],
    ids=["told", "quoted"],
)
def test_resolve_takes_a_cue_out_of_a_content_inside_a_quotation_only(
    text: str, wanted: Rows, resolved: Resolved
) -> None:
    """A cue in another's content is no cue of its own, unless both stand in somebody's quotation."""
    assert resolved(text, (0.9, "said", "it rained and Max added"), (0.8, "added", "it snowed", "Max")) == wanted


@pytest.mark.parametrize(
    ("outer", "inner", "wanted"),
    [
        (0.9, 0.8, [("said", "Max warned that it rained", False), ("warned", "it rained", True)]),
        (0.8, 0.9, [("said", "Max warned that it rained", False), ("warned", "it rained", True)]),
        (0.9, 0.5, [("said", "Max warned that it rained", False)]),
        (0.3, 0.9, [("warned", "it rained", False)]),
    ],
)
def test_resolve_reports_inside_reports(outer: float, inner: float, wanted: Rows, resolved: Resolved) -> None:
    """A report inside another one's content is nested, whichever scores higher, if it is sure enough."""
    found = resolved(
        "Ann said Max warned that it rained.",
        (outer, "said", "Max warned that it rained"),
        (inner, "warned", "it rained", "Max"),
    )
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "outer", "inner", "wanted"),
    [
        # two cues for the same words of one speaker: the surer one
        (
            "Ann announced plans to build a bridge.",
            (0.9, "announced", "plans to build a bridge"),
            (0.8, "plans", "to build a bridge"),
            [("announced", "plans to build a bridge", False)],
        ),
        (
            "Ann announced plans to build a bridge.",
            (0.8, "announced", "plans to build a bridge"),
            (0.9, "plans", "to build a bridge"),
            [("plans", "to build a bridge", False)],
        ),
        # a noun that only tells where it was said
        (
            "Ann said in a statement that it rained hard all over the old town.",
            (0.8, "said", "a statement that it rained hard all over the old town"),
            (0.9, "statement", "it rained hard all over the old town"),
            [("said", "it rained hard all over the old town", False)],
        ),
        # another speaker, nobody, or much more than the words inside
        (
            "Ann said it was announced that the old bridge over the river would hold.",
            (0.8, "said", "it was announced that the old bridge over the river would hold"),
            (0.9, "announced", "the old bridge over the river would hold", ""),
            [("said", "it was announced that the old bridge over the river would hold", False)],
        ),
        (
            "Ann announced plans to build a bridge.",
            (0.9, "announced", "plans to build a bridge"),
            (0.8, "plans", "to build a bridge", "bridge"),
            [("announced", "plans to build a bridge", False), ("plans", "to build a bridge", True)],
        ),
        (
            "Ann said she was tired of the talks in Rome and hoped that it rained.",
            (0.9, "said", "she was tired of the talks in Rome and hoped that it rained"),
            (0.8, "hoped", "it rained"),
            [
                ("said", "she was tired of the talks in Rome and hoped that it rained", False),
                ("hoped", "it rained", True),
            ],
        ),
    ],
)
def test_resolve_gives_the_words_of_one_speaker_once(
    text: str, outer: tuple[float, str, str], inner: tuple[float, str, str], wanted: Rows, resolved: Resolved
) -> None:
    """A cue inside a content that gives nearly all of it to the same speaker is not counted as well."""
    assert resolved(text, outer, inner) == wanted


def test_resolve_nested_report_needs_a_source(resolved: Resolved) -> None:
    """Nobody's report inside another one's content is no row."""
    found = resolved(
        "Ann said Max warned that it rained.",
        (0.9, "said", "Max warned that it rained"),
        (0.8, "warned", "it rained", ""),
    )
    assert found == [("said", "Max warned that it rained", False)]


@pytest.mark.parametrize(
    ("text", "candidates", "wanted"),
    [
        # behind the cue
        (
            "“It rained,” Ann said. “We got wet.”",
            [(0.9, "said", "“It rained,”")],
            [("said", "“It rained,” “We got wet.”", False)],
        ),
        (
            "“If it rains,” Ann said, “we go.”",
            [(0.9, "said", "“If it rains,”")],
            [("said", "“If it rains,” “we go.”", False)],
        ),
        # before the cue, where the part behind it scored higher
        (
            "“If it rains,” Ann said, “we go.”",
            [(0.7, "said", "“If it rains,”"), (0.9, "said", "“we go.”")],
            [("said", "“If it rains,” “we go.”", False)],
        ),
        (
            "“It rained,” Ann said. “We got wet.”",
            [(0.2, "said", "“It rained,”"), (0.9, "said", "“We got wet.”")],
            [("said", "“It rained,” “We got wet.”", False)],
        ),
        # behind a dash, in small letters; but not behind a preposition
        (
            "“It rained!” Ann said — “we got wet at noon.”",
            [(0.9, "said", "“It rained!”")],
            [("said", "“It rained!” “we got wet at noon.”", False)],
        ),
        (
            "“It rained!” Ann said of “wet autumn days.”",
            [(0.9, "said", "“It rained!”")],
            [("said", "“It rained!”", False)],
        ),
        # behind a clause of its own
        (
            "“If it rains,” said Ann, who had lit a candle, “we go.”",
            [(0.9, "said", "“If it rains,”")],
            [("said", "“If it rains,” “we go.”", False)],
        ),
        # a title before the cue is no part
        (
            "Of “Rain” Ann said: “We got wet.”",
            [(0.2, "said", "“Rain”"), (0.9, "said", "“We got wet.”")],
            [("said", "“We got wet.”", False)],
        ),
        # nor is what only ends with a quotation
        (
            "She feared “rain,” Ann said: “We got wet.”",
            [(0.2, "said", "She feared “rain,”"), (0.9, "said", "“We got wet.”")],
            [("said", "“We got wet.”", False)],
        ),
        # of two reports before it, a quotation that stands alone goes to the surer one
        (
            f"{RAIN} “We all got wet.”",
            [(0.8, "said", "it rained"), (0.9, "added", "it snowed")],
            [("said", "it rained", False), ("added", "it snowed “We all got wet.”", False)],
        ),
        # the next paragraph goes on
        (
            "Ann said: “It rained.\n\n“We got wet.”",
            [(0.9, "said", "“It rained.")],
            [("said", "“It rained.\n\n“We got wet.”", False)],
        ),
        (
            "“It rained,” Ann said. “We got wet.\n\n“We left.”",
            [(0.9, "said", "“It rained,”")],
            [("said", "“It rained,” “We got wet.\n\n“We left.”", False)],
        ),
        # a quotation that stands alone behind a report without marks
        (
            "Ann said that it rained. “We all got wet.”",
            [(0.9, "said", "it rained")],
            [("said", "it rained “We all got wet.”", False)],
        ),
        # two words alone, or a sentence in between, do not
        ("Ann said that it rained. “Got wet.”", [(0.9, "said", "it rained")], [("said", "it rained", False)]),
        (
            "Ann said that it rained. Max slept. “We all got wet.”",
            [(0.9, "said", "it rained")],
            [("said", "it rained", False)],
        ),
        # a new paragraph that is nothing else does, and the next one with it
        (
            "Ann said that it rained.\n\n“We all of us got wet.”\n\n“Then we went home by bus.”",
            [(0.9, "said", "it rained")],
            [("said", "it rained “We all of us got wet.”\n\n“Then we went home by bus.”", False)],
        ),
        # not where somebody else has spoken since, or a sentence that is nobody's stands between
        (
            "Ann said that it rained. Max added that it snowed.\n\n“We all of us got wet.”",
            [(0.9, "said", "it rained"), (0.8, "added", "it snowed", "Max")],
            [("said", "it rained", False), ("added", "it snowed “We all of us got wet.”", False)],
        ),
        (
            "Ann said that it rained. Max slept.\n\n“We all of us got wet.”",
            [(0.9, "said", "it rained")],
            [("said", "it rained", False)],
        ),
        # a heading in marks is nobody's
        (
            "Ann said that it rained.\n\n“WE ALL OF US GOT WET”",
            [(0.9, "said", "it rained")],
            [("said", "it rained", False)],
        ),
        # a new paragraph of a few words does not
        ("“It rained,” Ann said.\n\n“We got wet.”", [(0.9, "said", "“It rained,”")], [("said", "“It rained,”", False)]),
        # somebody else's words, a fragment, a title do not
        (
            "“It rained,” Ann said. “We left,” Max added.",
            [(0.9, "said", "“It rained,”"), (0.8, "added", "“We left,”", "Max")],
            [("said", "“It rained,”", False), ("added", "“We left,”", False)],
        ),
        (
            "“It rained,” Ann said of the “wet” week.",
            [(0.9, "said", "“It rained,”")],
            [("said", "“It rained,”", False)],
        ),
        (
            "“It rained,” Ann said. She wrote “Rain and Snow” in May.",
            [(0.9, "said", "“It rained,”")],
            [("said", "“It rained,”", False)],
        ),
    ],
)
def test_resolve_joins_parts(
    text: str, candidates: list[tuple[float, str, str]], wanted: Rows, resolved: Resolved
) -> None:
    """Quotations that nobody else takes go to the attribution before or around them."""
    assert resolved(text, *candidates) == wanted


def test_resolve_keeps_the_parts_that_nobody_else_takes(lay: Lay, words: Words) -> None:
    """A reading of several quotations loses the one that belongs to a surer cue, however long it is, and no more."""
    layout = lay("“It rained,” Ann said. “We all left the house at noon,” Max added.")
    longer = "“We all left the house at noon,”"
    low, short = made(layout, 0.7, "said", "“It rained,”")
    both = replace(short, content=(*short.content, *tokens_of(layout, longer)))
    found = resolve(layout, [(low, both), made(layout, 0.9, "added", longer, "Max")], LIMITS)
    assert [words(layout, a.content) for a in found] == ["“It rained,”", longer]


def test_resolve_gives_a_cue_inside_a_longer_one_no_second_row(resolved: Resolved) -> None:
    """A light verb whose noun has attributed already attributes no more."""
    text = "Ann made a statement that it rained and that it snowed."
    found = resolved(text, (0.9, "statement", "it rained"), (0.8, "made a statement", "it snowed"))
    assert found == [("statement", "it rained", False)]


FOUR = "“We are the first,” said Ann. “We are the second,” added Max. “We are the third.” “We are the fourth.”"


@pytest.mark.parametrize("far", ["“We are the third.”", "“We are the fourth.”"])
def test_resolve_joins_a_quotation_to_who_spoke_last(lay: Lay, words: Words, far: str) -> None:
    """Behind somebody else's words nobody goes on speaking, whatever a reading takes."""
    layout = lay(FOUR)
    score, first = made(layout, 0.9, "said", "“We are the first,”")
    ann = replace(first, content=(*first.content, *tokens_of(layout, far)))
    found = resolve(layout, [(score, ann), made(layout, 0.9, "added", "“We are the second,”", "Max")], LIMITS)
    wanted = ["“We are the first,”", "“We are the second,” “We are the third.” “We are the fourth.”"]
    assert [words(layout, a.content) for a in found] == wanted


def test_resolve_keeps_cue_source_and_score(lay: Lay) -> None:
    """An attribution has everything of its candidate."""
    layout = lay(RAIN)
    candidate = made(layout, 0.83, "said", "it rained")
    (found,) = resolve(layout, [candidate], LIMITS)
    assert found == Attribution(
        anchor=candidate[1].hit.anchor,
        cue=candidate[1].hit.tokens,
        content=candidate[1].content,
        source=candidate[1].source,
        lexeme=candidate[1].hit.lexeme,
        pattern="made",
        score=0.83,
    )


def test_resolve_joins_a_quotation_to_the_last_attribution_before_it(resolved: Resolved) -> None:
    """Of several quotations in a paragraph the one right in front goes on."""
    text = "“It is one,” said Ann. “It is two,” added Max. “It is three of them now.”"
    found = resolved(text, (0.9, "said", "“It is one,”", "Ann"), (0.9, "added", "“It is two,”", "Max"))
    assert [(cue, content) for cue, content, _ in found] == [
        ("said", "“It is one,”"),
        ("added", "“It is two,” “It is three of them now.”"),
    ]


@pytest.mark.parametrize(
    ("quoted", "cues"),
    [(0.5, ["thought"]), (0.45, ["warned", "thought"]), (0.0, ["warned", "thought"])],
    ids=["higher", "reached", "no higher than accept"],
)
def test_resolve_asks_more_of_contents_in_quotation_marks(
    lay: Lay, words: Words, quoted: float, cues: list[str]
) -> None:
    """`quoted` is the limit of a content with marks where it is the higher one; others go by `accept`."""
    layout = lay("Ann warned “storms will come”. Ann thought it would rain.")
    made_up = [made(layout, 0.45, "warned", "“storms will come”"), made(layout, 0.45, "thought", "it would rain")]
    found = resolve(layout, made_up, LIMITS.model_copy(update={"quoted": quoted}))
    assert [words(layout, a.cue) for a in found] == cues


@pytest.mark.parametrize(
    ("text", "source", "wanted"),
    [
        ("Lee frowned when asked if it rained.", "Lee", ""),
        ("When asked by Max Roe if it rained, Lee frowned.", "Lee", "Max Roe"),
        ("Max Roe asked if it rained.", "Max Roe", "Max Roe"),
    ],
)
def test_resolve_lets_nobody_ask_what_he_is_asked(lay: Lay, words: Words, text: str, source: str, wanted: str) -> None:
    """A participle without a subject has who asks behind "by", or nobody."""
    layout = lay(text)
    score, candidate = made(layout, 0.9, "asked", "if it rained", source)
    asking = replace(candidate, hit=replace(candidate.hit, lexeme=Cue(act="ask", frames={"clause": 0.8})))
    (found,) = resolve(layout, [(score, asking)], LIMITS)
    assert words(layout, found.source) == wanted
