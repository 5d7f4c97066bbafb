"""`quoteminer explain`: what is shown, of which sentences, and exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from quoteminer.cli import explain as command
from quoteminer.cli.app import app
from quoteminer.model import Article
from quoteminer.ranking import choice

RowsOf = Callable[[str], list[dict[str, Any]]]
Run = Callable[..., Result]

BRIDGE = """Mayor Ann Lee said that the bridge is safe.

Nothing happened.

“It leaks,” Smith said, according to Reuters.
"""

ROOT = Path(__file__).parents[2]

SENTENCE_KEYS = ["article", "ranker", "line", "lines", "span", "text", "cues", "ids"]
CUE_KEYS = ["cue", "cue_text", "candidates", "why"]
CANDIDATE_KEYS = [
    "pattern", "cue", "cue_text", "content", "content_text", "source", "source_text", "score", "exact", "quote",
    "confidence", "why", "features",
]  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the program beside an article, with the rules."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(choice, "DEFAULT", "rules")
    Path("bridge.txt").write_text(BRIDGE, "utf-8")
    return lambda *arguments, input=None: CliRunner(env={"COLUMNS": "100"}).invoke(  # noqa: A006
        app, ["explain", *arguments], input=input
    )


def test_explain_writes_a_row_a_sentence(run: Run, rows_of: RowsOf) -> None:
    """In a pipe comes a JSON object for each sentence with candidates; its spans cut the words out."""
    result = run("bridge.txt")
    rows = rows_of(result.stdout)
    assert (result.exit_code, [row["line"] for row in rows]) == (0, [1, 5])
    assert all(list(row) == SENTENCE_KEYS and list(row["cues"][0]) == CUE_KEYS for row in rows)
    best = rows[0]["cues"][0]["candidates"][0]
    assert list(best) == CANDIDATE_KEYS
    assert list(best["features"][0]) == ["name", "value", "weight", "contribution"]
    assert [BRIDGE[start:end] for start, end in best["content"]] == [best["content_text"]] == ["the bridge is safe"]
    assert (rows[0]["ranker"], rows[0]["ids"]) == ("rules", [best["quote"]])


def test_explain_shows_winners_and_losers(run: Run) -> None:
    """The list for people has each candidate's words, fate and, for the winner, what decided."""
    result = run("bridge.txt", "--line", "5", "--format", "table")
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines[:4] == ["bridge · ranker rules", "", "5: “It leaks,” Smith said, according to Reuters.", "said"]
    assert lines[4].startswith("✓ 0.") and lines[4].endswith(" quote-before")
    assert lines[5:7] == ["content: “It leaks,”", "source: Smith"]
    assert lines[7].startswith("quote ") and lines[7].endswith(": the best reading of its cue")
    assert "pattern:quote-before +" in " ".join(lines[8:11])
    assert "only names the outlet (via)" in lines
    assert any(line.startswith("✗ ") and line.endswith(" according-to") for line in lines)


@pytest.mark.parametrize(("line", "text"), [(1, BRIDGE.splitlines()[0]), (3, "Nothing happened.")])
def test_explain_shows_a_line(run: Run, rows_of: RowsOf, line: int, text: str) -> None:
    """A line's sentences are shown, also one that has no cue."""
    assert [row["text"] for row in rows_of(run("bridge.txt", "--line", str(line)).stdout)] == [text]


def test_explain_says_where_no_word_is_a_cue(run: Run) -> None:
    """A sentence without a known word says so."""
    assert "no word here is known as a cue" in run("bridge.txt", "--line", "3", "--format", "table").stdout


def test_explain_finds_the_id_of_extract(run: Run, rows_of: RowsOf) -> None:
    """An id of extract leads to its sentence, for the file and for standard input alike."""
    for path, text in (("bridge.txt", None), (".", None), ("-", BRIDGE)):
        found = CliRunner().invoke(app, ["extract", "--ranker", "rules", path], input=text)
        own = rows_of(found.stdout)[-1]["id"]
        (row,) = rows_of(run(path, "--id", own, input=text).stdout)
        assert (row["line"], row["ids"]) == (5, [own])


def test_explain_takes_the_ranker(
    run: Run, rows_of: RowsOf, random_model_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a trained ranker its probabilities and the features of its last network are shown."""
    monkeypatch.setattr(choice, "SMALL", random_model_file)
    rows = rows_of(run("bridge.txt", "--ranker", "small").stdout)
    told = [c for row in rows for cue in row["cues"] for c in cue["candidates"] if c["quote"]]
    assert told and {row["ranker"] for row in rows} == {"small"}
    assert all(c["exact"] is not None and "cue above" in {f["name"] for f in c["features"]} for c in told)
    shown = run("bridge.txt", "--ranker", "small", "--format", "table").stdout
    assert " ".join(shown.split()).count("(right to the word: ") >= len(told)


def test_explain_takes_patterns(run: Run, rows_of: RowsOf) -> None:
    """The user's own verbs are known."""
    Path("mine.yaml").write_text("version: 1\ncues:\n  happen: {frames: [passive]}\n", "utf-8")
    (row,) = rows_of(run("bridge.txt", "--line", "3", "--patterns", "mine.yaml").stdout)
    assert [cue["cue_text"] for cue in row["cues"]] == ["happened"]


@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_explain_obeys_no_text(run: Run, form: str) -> None:
    """Control and bidirectional characters are made visible, markup stays text."""
    text = "Lee said \x1b[31mthat\u202e [bold]the bridge[/bold] is :warning: safe\x9b.\n"
    Path("evil.txt").write_text(text, "utf-8")
    shown = run("evil.txt", "--line", "1", "--format", form).stdout
    assert not set("\x1b\u202e\x9b") & set(shown)
    assert r"\u001b" in shown and r"\u202e" in shown
    assert "[bold]the bridge[/bold] is :warning:" in " ".join(shown.split())


def test_explain_shortens_long_words_for_people(run: Run, rows_of: RowsOf) -> None:
    """People see the ends of a long content; JSON has all of it."""
    Path("long.txt").write_text(f"Lee said: “The bridge {'really ' * 99}shakes.”", "utf-8")
    content = rows_of(run("long.txt").stdout)[0]["cues"][0]["candidates"][0]["content_text"]
    shown = " ".join(run("long.txt", "--format", "table").stdout.split())
    assert len(content) > 700
    assert "content: “The bridge really" in shown and " … " in shown and "shakes.”" in shown


def test_explain_writes_a_file(run: Run) -> None:
    """-o writes a file by its suffix, and never over another one."""
    assert run("bridge.txt", "-o", "why.jsonl").exit_code == 0
    assert [json.loads(line)["line"] for line in Path("why.jsonl").read_text("utf-8").splitlines()] == [1, 5]
    assert run("bridge.txt", "-o", "why.jsonl").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("bridge.txt", "--line", "1", "--id", "x"), "--line and --id exclude each other."),
        (("bridge.txt", "--line", "2"), "bridge.txt: no sentence stands on line 2."),
        (("bridge.txt", "--id", "nobody\x1b"), r"bridge.txt: no quote has the id nobody\u001b."),
        (("bridge.txt", "-o", "why.xyz"), "why.xyz: no format has the suffix"),
        (("bridge.txt", "--published", "today"), "'today' is no"),
    ],
)
def test_explain_refuses_what_it_cannot_do(run: Run, arguments: tuple[str, ...], message: str) -> None:
    """Wrong usage exits with 2, says why, and writes nothing."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_explain_says_that_nothing_is_there(run: Run) -> None:
    """An article without a candidate is no error."""
    Path("quiet.txt").write_text("The bridge is old.", "utf-8")
    result = run("quiet.txt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "no sentence has a candidate; --line N shows what is on a line\n"


def test_explain_counts_a_failed_input(run: Run) -> None:
    """A missing file is named, and the exit code is 1."""
    result = run("gone.txt", "--line", "3")
    assert result.exit_code == 1
    assert result.stderr.startswith("quoteminer: error: gone.txt: ")


def test_explain_goes_on_after_an_article_that_fails(
    run: Run, rows_of: RowsOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever one article does to the core, the others are explained."""
    real = command.load_explainer

    def load(engine: Any) -> Callable[[Article], Any]:
        explain_one = real(engine)
        return lambda article: explain_one(article) if article.text != "crash" else 1 // 0

    monkeypatch.setattr(command, "load_explainer", load)
    Path("a.txt").write_text("crash", "utf-8")
    result = run(".")
    assert result.exit_code == 1
    assert [row["article"] for row in rows_of(result.stdout)] == ["bridge", "bridge"]
    assert "a.txt: the explanation failed: ZeroDivisionError: " in result.stderr


@pytest.mark.parametrize("example", [line for line in command.EXAMPLES.splitlines() if "seeds/" in line])
def test_explain_examples_hold(example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples of the help page find what they name, with the default ranker."""
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(app, example.split()[1:])
    assert (result.exit_code, bool(result.stdout)) == (0, True), result.stderr
