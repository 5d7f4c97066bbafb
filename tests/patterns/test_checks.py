"""Strategies, tokens, examples: what is checked once patterns are loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from quoteminer.errors import PatternsError
from quoteminer.model import Quote
from quoteminer.patterns.checks import (
    Outcome,
    check_patterns,
    check_strategies,
    check_tokens,
    run_examples,
    untested,
)
from quoteminer.patterns.listing import pattern_rows, totals
from quoteminer.patterns.schema import Pattern, Patterns

Merge = Callable[..., Patterns]
Find = Callable[[str], Iterable[Quote]]

_CONTENTS = {"clause": 1, "quote-after": 1, "rest-of-sentence": 1}
_SOURCES = {"subject": 1, "pobj": 1}


def _quote(words: str, *, speaker: str | None = None, cue: str = "said", pattern: str = "clause") -> Quote:
    return Quote(
        id="0",
        article="a",
        line=1,
        kind="indirect",
        quote=words,
        sentence=words,
        content=((0, 1),),
        cue=((0, 1),),
        source=(),
        cue_text=cue,
        source_text=speaker,
        speaker=speaker,
        speech_act="assert",
        distance="neutral",
        confidence=0.5,
        pattern=pattern,
    )


def _find(**quotes: Quote) -> Find:
    """Return a core that finds a quote in the texts that hold its name."""
    return lambda text: [quote for name, quote in quotes.items() if name in text]


def _pattern(merge: Merge, tail: str) -> Patterns:
    """Return the small file with one more token pattern."""
    return merge(f"version: 1\npatterns:\n  - id: by\n    {tail}\n")


def _failed(outcomes: Iterable[Outcome]) -> list[str]:
    return [outcome.reason for outcome in outcomes if not outcome.passed]


def test_check_strategies_accepts_what_the_core_has(merge: Merge) -> None:
    """A pattern may do without a source."""
    check_strategies(merge(), _CONTENTS, _SOURCES)


def test_check_strategies_names_line_and_nearest(merge: Merge) -> None:
    """Every unknown name is told, where it stands."""
    patterns = _pattern(merge, "cue: [{LOWER: by}]\n    content: claus\n    source: zzz")
    with pytest.raises(PatternsError) as caught:
        check_strategies(patterns, _CONTENTS, _SOURCES)
    assert caught.value.message.splitlines() == [
        "user.yaml:5: patterns[0].content: no strategy is called 'claus'; did you mean 'clause'?",
        "user.yaml:6: patterns[0].source: no strategy is called 'zzz'",
    ]


def test_check_strategies_names_a_pattern_made_in_code() -> None:
    """Patterns without a file are told by their id."""
    patterns = Patterns(version=1, patterns=(Pattern(id="x", cue=[{"LOWER": "by"}], content="nowhere"),))
    with pytest.raises(PatternsError, match=r"^patterns: x\.content: no strategy is called 'nowhere'"):
        check_strategies(patterns, _CONTENTS, _SOURCES)


def test_check_patterns_tells_strategies_and_tokens_at_once(merge: Merge) -> None:
    """One run of the core names all that keeps it from working."""
    patterns = _pattern(merge, "cue: [{LOWRE: by}]\n    content: claus")
    with pytest.raises(PatternsError) as caught:
        check_patterns(patterns, _CONTENTS, _SOURCES)
    assert caught.value.message.splitlines() == [
        "user.yaml:4: patterns[0].cue[0].LOWRE: unknown key; did you mean 'LOWER'?",
        "user.yaml:5: patterns[0].content: no strategy is called 'claus'; did you mean 'clause'?",
    ]
    check_patterns(merge(), _CONTENTS, _SOURCES)


def test_check_tokens_accepts_what_the_matcher_accepts(merge: Merge) -> None:
    """Attributes, sets, comparisons, operators."""
    cue = "[{LOWER: {IN: [by, via]}}, {POS: ADJ, OP: '*'}, {LENGTH: {'>=': 2}}, {IS_TITLE: true, OP: '{1,3}'}]"
    check_tokens(_pattern(merge, f"cue: {cue}\n    content: clause"))


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("{LOWRE: by}", "cue[0].LOWRE: unknown key; did you mean 'LOWER'?"),
        ("{LOWER: {REGX: by}}", "cue[0].LOWER.REGX: unknown key; did you mean 'REGEX'?"),
        ("{LOWER: 3}", "cue[0].LOWER: must be a mapping or text, not 3; put it in quotation marks"),
        ("{LOWER: }", "cue[0].LOWER: must not be empty"),
        ("{IS_TITLE: yes}", "cue[0].IS_TITLE: must be true or false, not 'yes'"),
        ("{LOWER: by, OP: x}", "cue[0].OP: must be '+', '*', '?' or '!', not 'x'"),
    ],
)
def test_check_tokens_explains_a_wrong_token(merge: Merge, token: str, expected: str) -> None:
    """What spaCy refuses is told like any other mistake."""
    with pytest.raises(PatternsError) as caught:
        check_tokens(_pattern(merge, f"cue: [{token}]\n    content: clause"))
    assert f"user.yaml:4: patterns[0].{expected}" in caught.value.message.splitlines()


def test_run_examples_passes_when_quote_and_speaker_come_out(merge: Merge) -> None:
    """The pattern that found it does not matter, other quotes neither."""
    find = _find(bridge=_quote("the bridge  is safe", speaker="Ann Lee", pattern="other"), Ann=_quote("x"))
    outcomes = list(run_examples(merge(), find))
    assert [(outcome.place, outcome.counter, outcome.passed) for outcome in outcomes] == [
        ("base.yaml:13", False, True),
        ("base.yaml:15", True, True),
    ]


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (_find(), "wanted 'the bridge is safe' by 'Ann Lee'; found nothing"),
        (
            _find(bridge=_quote("the bridge is safe")),
            "wanted 'the bridge is safe' by 'Ann Lee'; found 'the bridge is safe' by None, cue 'said' (clause)",
        ),
        (
            _find(bridge=_quote("bridge", speaker="Ann Lee"), Lee=_quote("Ann", cue="is")),
            "wanted 'the bridge is safe' by 'Ann Lee'; "
            "found 'bridge' by 'Ann Lee', cue 'said' (clause); 'Ann' by None, cue 'is' (clause)",
        ),
    ],
)
def test_run_examples_says_what_was_wanted_and_found(merge: Merge, found: Find, reason: str) -> None:
    """Another quote, or another speaker, is a failure that explains itself."""
    assert _failed(run_examples(merge(), found)) == [reason]


def test_run_examples_compares_the_cue_where_it_is_named(merge: Merge) -> None:
    """An example may demand the words that attribute."""
    patterns = _pattern(
        merge, "cue: [{LOWER: by}]\n    content: clause\n    examples: [{text: t, quote: q, cue: spoke}]"
    )
    others = {"Ann": _quote("the bridge is safe", speaker="Ann Lee")}
    assert _failed(run_examples(patterns, _find(t=_quote("q", cue="spoke"), **others))) == []
    (reason,) = _failed(run_examples(patterns, _find(t=_quote("q", cue="said"), **others)))
    assert reason.startswith("wanted 'q' with the cue 'spoke'; found 'q' by None, cue 'said' (clause)")


def test_run_examples_fails_a_counterexample_only_for_its_own_pattern(merge: Merge) -> None:
    """What another pattern finds in it is no fault of this one."""
    bridge = _quote("the bridge is safe", speaker="Ann Lee")
    other = run_examples(merge(), _find(bridge=bridge, yes=_quote("yes", pattern="other")))
    own = run_examples(merge(), _find(bridge=bridge, yes=_quote("yes", pattern="clause")))
    assert _failed(other) == []
    assert _failed(own) == ["wanted nothing; found 'yes' by None, cue 'said' (clause)"]


def test_run_examples_fails_a_vetos_counterexample_for_any_quote(merge: Merge) -> None:
    """A veto proves itself by silence."""
    patterns = _pattern(merge, "cue: [{LOWER: by}]\n    veto: true\n    counterexamples: [so be it]")
    bridge = _quote("the bridge is safe", speaker="Ann Lee")
    found = _find(bridge=bridge, so=_quote("it", pattern="clause"))
    assert _failed(run_examples(patterns, found)) == ["wanted nothing; found 'it' by None, cue 'said' (clause)"]


def test_untested_names_patterns_that_nothing_proves(merge: Merge) -> None:
    """A veto needs a counterexample, any other pattern an example."""
    assert untested(merge()) == ["quote-after", "according-to"]
    veto = "cue: [{LOWER: by}]\n    veto: true"
    assert untested(_pattern(merge, veto))[-1] == "by"
    assert untested(_pattern(merge, f"{veto}\n    counterexamples: [x]"))[-1] == "according-to"


def test_pattern_rows_list_frames_tokens_counts_and_places(merge: Merge) -> None:
    """One row a pattern, in the order of preference; the file that has the last word is named."""
    patterns = merge("version: 1\npatterns: [{id: quote-after, cue: {frame: quote}, content: clause}]\n")
    rows = list(pattern_rows(patterns))
    assert [(row["id"], row["frame"], row["cues"], row["place"]) for row in rows] == [
        ("clause", "clause", 3, "base.yaml:8"),
        ("quote-after", "quote", 1, "user.yaml:2"),
        ("according-to", None, 1, "base.yaml:19"),
    ]
    assert rows[2]["tokens"] == [{"LOWER": "according"}, {"LOWER": "to"}]
    assert rows[0]["examples"][0]["speaker"] == "Ann Lee"


def test_totals_count_what_there_is(merge: Merge) -> None:
    """All three sections of cues count."""
    assert totals(merge()) == {"cues": 3, "patterns": 3, "examples": 1, "counterexamples": 1}
