"""`quoteminer patterns`: what is printed, where, and the exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quoteminer.cli import patterns as command
from quoteminer.cli.app import app
from quoteminer.model import Quote
from quoteminer.patterns import loader

_BASE = """\
version: 1
cues:
  say: {frames: [clause]}
patterns:
  - id: clause
    cue: {frame: clause}
    content: clause
    source: subject
    examples:
      - {text: "Ann Lee said that the bridge is safe.", speaker: Ann Lee, quote: the bridge is safe}
    counterexamples: ["It is said."]
  - id: according-to
    cue: [{LOWER: according}, {POS: ADP}]
    content: rest-of-sentence
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """Return a function that runs `quoteminer patterns` on a small shipped file: exit code, output, talk."""
    (tmp_path / "base.yaml").write_text(_BASE, encoding="utf-8")
    monkeypatch.setattr(loader, "default_patterns_path", lambda: tmp_path / "base.yaml")
    monkeypatch.chdir(tmp_path)

    def runs(*arguments: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, ["patterns", *arguments])
        return result.exit_code, result.stdout, result.stderr

    return runs


@pytest.fixture
def mine(tmp_path: Path) -> Callable[[str], str]:
    """Return a function that writes a user's file and returns its name."""

    def write(text: str) -> str:
        (tmp_path / "mine.yaml").write_text(f"version: 1\n{text}\n", encoding="utf-8")
        return "mine.yaml"

    return write


def test_patterns_check_counts_and_warns(run: Callable[..., tuple[int, str, str]]) -> None:
    """Files and figures on stdout, a word on patterns that nothing proves on stderr."""
    code, out, err = run("check")
    assert code == 0
    assert out.splitlines()[0] == "base.yaml: no problem found"
    assert out.splitlines()[1].startswith("1 cue, 2 patterns, 1 example, 1 counterexample; hash ")
    assert err == "quoteminer: warning: patterns without an example: according-to\n"


def test_patterns_check_tells_all_problems(
    run: Callable[..., tuple[int, str, str]], mine: Callable[[str], str]
) -> None:
    """Exit code 2, nothing on stdout, a line for each problem and what to do next."""
    name = mine("cues:\n  tweet: {frames: [claus]}\n  toot: {framez: [clause]}")
    assert run("check", name) == (
        2,
        "",
        "quoteminer: error: mine.yaml:3: cues.tweet.frames[0]: no pattern serves the frame 'claus'; "
        "did you mean 'clause'?\n"
        "mine.yaml:4: cues.toot.frames: this key is missing\n"
        "mine.yaml:4: cues.toot.framez: unknown key; did you mean 'frames'?\n"
        "  Mend these lines; docs/patterns.md shows how such a file is written.\n",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "cues: {tweet: {frames: [claus]}}",
            "mine.yaml:2: cues.tweet.frames[0]: no pattern serves the frame",
        ),
        (
            "patterns: [{id: by, cue: [{LOWER: by}], content: claus}]",
            "mine.yaml:2: patterns[0].content: no strategy is called 'claus'; did you mean 'clause'?",
        ),
        (
            "patterns: [{id: by, cue: [{LOWRE: by}], content: clause}]",
            "mine.yaml:2: patterns[0].cue[0].LOWRE: unknown key; did you mean 'LOWER'?",
        ),
    ],
)
@pytest.mark.parametrize("subcommand", ["check", "list", "test"])
def test_patterns_commands_check_frames_strategies_and_tokens(
    run: Callable[..., tuple[int, str, str]],
    mine: Callable[[str], str],
    text: str,
    expected: str,
    subcommand: str,
) -> None:
    """A wrong file is wrong for every command, with the same words."""
    code, out, err = run(subcommand, mine(text))
    assert (code, out) == (2, "")
    assert expected in err


def test_patterns_check_names_a_missing_file(run: Callable[..., tuple[int, str, str]]) -> None:
    """What, where and why, no traceback."""
    code, out, err = run("check", "nowhere.yaml")
    assert (code, out) == (2, "")
    assert err.startswith("quoteminer: error: nowhere.yaml: cannot be read: No such file or directory\n")


def test_patterns_list_writes_rows_in_a_pipe(run: Callable[..., tuple[int, str, str]]) -> None:
    """JSONL without being asked, as nobody looks."""
    code, out, _ = run("list")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(row["id"], row["frame"], row["cues"], row["place"]) for row in rows] == [
        ("clause", "clause", 1, "base.yaml:5"),
        ("according-to", None, 1, "base.yaml:12"),
    ]


def test_patterns_list_draws_a_table(
    run: Callable[..., tuple[int, str, str]], mine: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is looked for in few words; examples wrap; markup and control characters are shown as they are."""
    text = '"[bold]x[/bold] \\e[2J said"'
    name = mine(
        "patterns:\n  - id: no-seat\n    cue: [{LOWER: by}]\n    veto: true\n"
        f"    why: not speech\n    counterexamples: [{text}]"
    )
    monkeypatch.setenv("COLUMNS", "86")
    code, out, _ = run("list", "--format", "table", name)
    assert code == 0
    assert [line.rstrip() for line in out.splitlines()] == [
        "Pattern       Looks for             Cues  Examples  Such as",
        "clause        frame clause             1       1+1  Ann Lee said that the bridge is",
        "                                                    safe.",
        "according-to  according {POS: ADP}     1       0+0  –",
        "no-seat       not: by                  1       0+1  [bold]x[/bold] \\u001b[2J said",
    ]


def _core(**speakers: str) -> Callable[[str], list[Quote]]:
    """Return a core that finds one quote in a text that holds the name of a speaker."""

    def find(text: str) -> list[Quote]:
        return [
            Quote(
                id="0",
                article="example",
                line=1,
                kind="indirect",
                quote="the bridge is safe",
                sentence=text,
                content=((0, 1),),
                cue=((0, 1),),
                source=(),
                cue_text="said",
                source_text=None,
                speaker=speaker,
                speech_act="assert",
                distance="neutral",
                confidence=0.9,
                pattern="clause",
            )
            for word, speaker in speakers.items()
            if word in text
        ]

    return find


def test_patterns_test_is_silent_but_for_the_sum(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All hold: one line; with -v each of them."""
    monkeypatch.setattr(command, "find_with", lambda *_, **__: _core(bridge="Ann Lee"))
    total = "1 cue, 2 patterns, 1 example, 1 counterexample: all hold\n"
    assert run("test") == (0, total, "")
    assert run("test", "-v")[1] == (
        "base.yaml:10: clause: example ok: Ann Lee said that the bridge is safe.\n"
        f"base.yaml:11: clause: counterexample ok: It is said.\n{total}"
    )


def test_patterns_test_shows_what_does_not_hold(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 1, and for each failure the place, the sentence, what was wanted and what was found."""
    monkeypatch.setattr(command, "find_with", lambda *_, **__: _core(bridge="Bo", It="It"))
    found = "cue 'said' (clause)"
    assert run("test") == (
        1,
        "base.yaml:10: clause: example FAILED: Ann Lee said that the bridge is safe.\n"
        f"    wanted 'the bridge is safe' by 'Ann Lee'; found 'the bridge is safe' by 'Bo', {found}\n"
        "base.yaml:11: clause: counterexample FAILED: It is said.\n"
        f"    wanted nothing; found 'the bridge is safe' by 'It', {found}\n"
        "1 cue, 2 patterns, 1 example, 1 counterexample: 2 failed\n",
        "",
    )


def test_patterns_module_imports_nothing_slow() -> None:
    """Help pages come without spaCy, pydantic and YAML."""
    code = (
        "import sys, quoteminer.cli.patterns; "
        "print(sorted({'spacy', 'pydantic', 'yaml', 'rich.table'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
