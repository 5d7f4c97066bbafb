"""Wrong patterns files: file, line, key, what it must be, and what was probably meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quoteminer.errors import PatternsError
from quoteminer.patterns.document import parse_document
from quoteminer.patterns.loader import merge_patterns
from quoteminer.patterns.schema import Patterns

Merge = Callable[..., Patterns]

_WRONG = [
    # what a user's file holds below `version: 1`, and what the message says
    pytest.param("cuez: {}", ["user.yaml:2: cuez: unknown key; did you mean 'cues'?"], id="unknown-top-key"),
    pytest.param("zzz: {}", ["user.yaml:2: zzz: unknown key\n"], id="unknown-key-without-a-near-one"),
    pytest.param(
        "cues:\n  tweet: {frames: [clause], distanze: neutral}",
        ["user.yaml:3: cues.tweet.distanze: unknown key; did you mean 'distance'?"],
        id="unknown-cue-key",
    ),
    pytest.param(
        "cues:\n  tweet:\n    act: denny\n    frames: [clause]",
        ["user.yaml:4: cues.tweet.act: must be one of assert, deny, ", "not 'denny'; did you mean 'deny'?"],
        id="unknown-act",
    ),
    pytest.param(
        "cues:\n  tweet: {act: on, frames: [clause]}",
        ["user.yaml:3: cues.tweet.act: must be one of", "not 'on'"],
        id="a-norway-word-is-told-as-written",
    ),
    pytest.param(
        "cues:\n  tweet: {frames: [clause, quot]}",
        ["user.yaml:3: cues.tweet.frames[1]: no pattern serves the frame 'quot'; did you mean 'quote'?"],
        id="unknown-frame-in-a-list",
    ),
    pytest.param(
        "adjective_cues:\n  sure:\n    frames:\n      clause: 0.5\n      clauze: 0.5",
        ["user.yaml:6: adjective_cues.sure.frames.clauze: no pattern serves", "did you mean 'clause'?"],
        id="unknown-frame-in-a-mapping",
    ),
    pytest.param(
        "cues:\n  tweet: {frames: [clause, quote, clause]}",
        ["user.yaml:3: cues.tweet.frames[2]: the frame 'clause' stands twice"],
        id="repeated-frame",
    ),
    pytest.param("cues:\n  tweet: {frames: []}", ["user.yaml:3: cues.tweet.frames: must not be empty"], id="no-frame"),
    pytest.param("cues:\n  tweet: {act: deny}", ["user.yaml:3: cues.tweet.frames: this key is missing"], id="missing"),
    pytest.param("cues:\n  tweet:", ["user.yaml:3: cues.tweet: must be a mapping, not nothing"], id="empty-cue"),
    pytest.param("cues: [tweet]", ["user.yaml:2: cues: must be a mapping, not a list"], id="list-of-cues"),
    pytest.param(
        "cues:\n  tweet: {frames: clause}",
        ["user.yaml:3: cues.tweet.frames: must be a mapping, not 'clause'"],
        id="frames-as-text",
    ),
    pytest.param(
        "cues:\n  tweet: {frames: [{clause: 0.5}]}",
        ["user.yaml:3: cues.tweet.frames: must be a mapping, not a list"],
        id="frames-as-a-list-of-mappings",
    ),
    pytest.param(
        "cues:\n  tweet: {frames: {clause: 1.5}}",
        ["user.yaml:3: cues.tweet.frames.clause: must be less than or equal to 1, not 1.5"],
        id="prior-above-one",
    ),
    pytest.param(
        "cues:\n  tweet: {frames: {clause: 0}}",
        ["user.yaml:3: cues.tweet.frames.clause: must be greater than 0, not 0"],
        id="prior-of-zero",
    ),
    pytest.param(
        "cues:\n  tweet: {frames: {clause: true}}",
        ["user.yaml:3: cues.tweet.frames.clause: must be a number, not true"],
        id="prior-as-boolean",
    ),
    pytest.param("cues:\n  Tweet: {frames: [clause]}", ["user.yaml:2: cues: 'Tweet' can never be found"], id="capital"),
    pytest.param('cues:\n  "a  b": {frames: [clause]}', ["user.yaml:2: cues: 'a  b' can never be"], id="two-spaces"),
    pytest.param(
        "patterns:\n  - id: By Line\n    cue: [{LOWER: by}]\n    content: clause",
        ["user.yaml:3: patterns[0].id: must be small letters, digits and hyphens, such as according-to"],
        id="id-with-a-space",
    ),
    pytest.param(
        "patterns:\n  - id: a\n    cue: {frame: quote}\n    content: c\n"
        "  - id: a\n    cue: {frame: quote}\n    content: c",
        ["user.yaml:6: patterns[1].id: the id 'a' is taken by patterns[0]"],
        id="repeated-id",
    ),
    pytest.param(
        "patterns:\n  - id: a\n    cue: {frame: headline}\n    content: clause",
        ["user.yaml:4: patterns[0].cue.frame: no cue names the frame 'headline'"],
        id="frame-without-cues",
    ),
    pytest.param(
        "patterns:\n  - id: a\n    cue: {farme: clause}\n    content: clause",
        ["user.yaml:4: patterns[0].cue: must be either {frame: NAME} or a list of tokens"],
        id="cue-without-frame",
    ),
    pytest.param(
        "patterns:\n  - id: a\n    cue: by\n    content: clause",
        ["user.yaml:4: patterns[0].cue: must be a mapping or a list, not 'by'"],
        id="cue-as-text",
    ),
    pytest.param(
        "patterns:\n  - id: a\n    cue: []\n    content: clause",
        ["user.yaml:4: patterns[0].cue: must not be empty"],
        id="cue-without-tokens",
    ),
    pytest.param(
        "patterns:\n  - id: a\n    cue: [by]\n    content: clause",
        ["user.yaml:4: patterns[0].cue[0]: must be a mapping, not 'by'"],
        id="token-as-text",
    ),
    pytest.param(
        "patterns:\n  - id: a\n    cue: [{LOWER: by}]",
        ["user.yaml:3: patterns[0]: needs `content`, the strategy that finds the words, or `veto: true`"],
        id="neither-content-nor-veto",
    ),
    pytest.param(
        "patterns:\n  - id: a\n    cue: {frame: clause}\n    veto: true",
        ["user.yaml:3: patterns[0]: a veto has a list of tokens as cue"],
        id="veto-of-a-frame",
    ),
    pytest.param(
        "patterns:\n  - id: a\n    cue: [{LOWER: by}]\n    content: clause\n    examples:\n      - {text: x, qoute: y}",
        [
            "user.yaml:7: patterns[0].examples[0].qoute: unknown key; did you mean 'quote'?",
            "user.yaml:7: patterns[0].examples[0].quote: this key is missing",
        ],
        id="example",
    ),
    pytest.param(
        "patterns:\n  - id: a\n    cue: [{LOWER: by}]\n    content: clause\n    counterexamples: [12]",
        ["user.yaml:6: patterns[0].counterexamples[0]: must be text, not 12; put it in quotation marks"],
        id="counterexample-as-number",
    ),
    pytest.param(
        "patterns:\n  - id: a\n    content: clause\n    cue: [{LOWER: {REGEX: '(a+)+$'}}]",
        ["user.yaml:5: patterns[0].cue[0].LOWER.REGEX: may hold one unbounded repeat"],
        id="expression-without-bound",
    ),
    pytest.param(
        "patterns:\n  - id: a\n    content: clause\n    cue: [{LOWER: {regex: {IN: [ok, '(']}}}]",
        ["user.yaml:5: patterns[0].cue[0].LOWER.regex.IN[1]: is not a clear regular expression"],
        id="broken-expression-in-a-list",
    ),
    pytest.param(
        "patterns:\n  - id: a\n    content: clause\n    cue: [{LOWER: by}, {op: '*'}]",
        ["user.yaml:5: patterns[0].cue[1]: any token, repeated without a bound; write OP: '{0,9}'"],
        id="anything-repeated",
    ),
    pytest.param(
        "patterns:\n  - id: a\n    content: clause\n    cue: [" + "{POS: ADJ, OP: '+'}, " * 3 + "{LOWER: by}]",
        ["user.yaml:5: patterns[0].cue: can match in more than 100 ways; lower the repeats in OP"],
        id="too-many-ways",
    ),
    pytest.param(
        "disable: [clausse]",
        ["user.yaml:2: disable[0]: no pattern has the id 'clausse'; did you"],
        id="disable",
    ),
    pytest.param(
        "weights: {'pattern:x': 1}",
        ["user.yaml:2: weights.pattern:x: no pattern has the id 'x'"],
        id="weight",
    ),
    pytest.param("weights: {prior: a}", ["user.yaml:2: weights.prior: must be a number, not 'a'"], id="weight-text"),
    pytest.param(
        "weights: {a: 1, a: 1}", ["user.yaml:2: weights.a: the key stands twice, first on line 2"], id="twice"
    ),
]


@pytest.mark.parametrize(("text", "expected"), _WRONG)
def test_merge_patterns_explains_a_mistake(merge: Merge, text: str, expected: list[str]) -> None:
    """Each mistake is told with its place; nothing else is told."""
    with pytest.raises(PatternsError) as caught:
        merge(f"version: 1\n{text}\n")
    message = f"{caught.value.message}\n"
    assert [fragment for fragment in expected if fragment not in message] == []
    assert message.count("\n") == max(len([line for line in expected if line.startswith("user.yaml")]), 1)
    assert "docs/patterns.md" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "user.yaml:1: the file: must be a mapping, not nothing"),
        ("# nothing\n", "user.yaml:1: the file: must be a mapping, not nothing"),
        ("- a\n", "user.yaml:1: the file: must be a mapping, not a list"),
        ("say\n", "user.yaml:1: the file: must be a mapping, not 'say'"),
        ("{}\n", "user.yaml:1: version: this key is missing"),
        ("version: 2\n", "user.yaml:1: version: must be 1, not 2"),
        ("version: '1'\n", "user.yaml:1: version: must be 1, not '1'"),
    ],
)
def test_merge_patterns_explains_a_wrong_file(merge: Merge, text: str, expected: str) -> None:
    """A file that is no patterns file at all is told in one line."""
    with pytest.raises(PatternsError) as caught:
        merge(text)
    assert caught.value.message == expected


def test_merge_patterns_tells_the_problems_of_all_files_at_once(merge: Merge) -> None:
    """YAML, schema and cross checks, in both files, in the order of the lines."""
    with pytest.raises(PatternsError) as caught:
        merge(
            "version: 1\ndisable: [x]\ncues:\n"
            "  tweet: {frames: [qoute], act: asert}\n  tweet: {frames: [clause], z: 1}\n",
            "version: 1\nweights: {prior: &p 1, bias: no}\n",
        )
    places = [line.split(" ")[0] + " " + line.split(" ")[1] for line in caught.value.message.splitlines()]
    assert places == [
        "second.yaml:2: weights.bias:",
        "second.yaml:2: weights.prior:",
        "user.yaml:2: disable[0]:",
        "user.yaml:5: cues.tweet.z:",
        "user.yaml:5: cues.tweet:",
    ]


def test_merge_patterns_does_not_blame_cues_for_an_unreadable_pattern(merge: Merge) -> None:
    """While a pattern's cue is wrong, the frames it may serve are not called unknown."""
    with pytest.raises(PatternsError) as caught:
        merge(
            "version: 1\ncues: {tweet: {frames: [post]}}\npatterns: [{id: post, ceu: {frame: post}, content: clause}]\n"
        )
    assert caught.value.message.splitlines() == [
        "user.yaml:3: patterns[0].ceu: unknown key; did you mean 'cue'?",
        "user.yaml:3: patterns[0].cue: this key is missing",
    ]


def test_merge_patterns_lists_a_hundred_problems_and_counts_the_rest(merge: Merge) -> None:
    """A wholly wrong file does not flood the terminal."""
    cues = "".join(f"  verb{number}: {{frames: [clause], x: 1}}\n" for number in range(250))
    with pytest.raises(PatternsError) as caught:
        merge(f"version: 1\ncues:\n{cues}")
    lines = caught.value.message.splitlines()
    assert (len(lines), lines[-1]) == (101, "… and 150 more problems")


def test_merge_patterns_shows_no_control_character(merge: Merge) -> None:
    """Names and values of a file cannot command the terminal."""
    with pytest.raises(PatternsError) as caught:
        merge('version: 1\n"\\e[2J": 1\n"\\u202eabc": 1\ncues: {tweet: {act: "\\a\\u2066", frames: [clause]}}\n')
    assert all(character.isprintable() or character == "\n" for character in caught.value.message)


_SAMPLE = """\
version: 1
cues:
  tweet: {act: deny, distance: neutral, frames: {clause: 0.5}}
patterns:
  - id: a
    cue: [{LOWER: {REGEX: "ab{0,3}"}}]
    content: clause
    examples: [{text: x, quote: y}]
disable: [clause]
weights: {prior: 1.5}
"""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    position=st.integers(0, len(_SAMPLE)),
    length=st.integers(0, 12),
    insert=st.text(st.sampled_from("ab1 \n:,[]{}&*!'\"~-."), max_size=6),
)
def test_merge_patterns_raises_nothing_but_patterns_error(
    merge: Merge, position: int, length: int, insert: str
) -> None:
    """However a file is mangled, it loads or every complaint names its place."""
    text = _SAMPLE[:position] + insert + _SAMPLE[position + length :]
    try:
        merge(text)
    except PatternsError as error:
        assert all(line.startswith(("user.yaml:", "base.yaml:", "…")) for line in error.message.splitlines())


@settings(deadline=None)
@given(st.text())
def test_merge_patterns_raises_nothing_else_on_any_text(text: str) -> None:
    """Any text as the only file is refused in the same way."""
    with pytest.raises(PatternsError):
        merge_patterns([parse_document(text, "a.yaml")])
