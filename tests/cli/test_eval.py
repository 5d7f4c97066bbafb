"""`quoteminer eval` as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import quoteminer
from quoteminer.cli import mining
from quoteminer.cli.app import app
from quoteminer.model import Article, Quote
from quoteminer.readers import unpacking

TEXT = "date 2024-05-01 “The harbour stays open,” Mayor Ann Lee told reporters on Monday. Ferries wait."

GOLD = {
    "id": "harbour",
    "text": TEXT,
    "attributions": [
        {"content": [[16, 40]], "cue": [[54, 58]], "source": [[41, 53]], "speaker": "Ann Lee", "date": None}
    ],
}
FOUND = {"article": "harbour", "content": [[17, 39]], "cue": [[54, 58]], "source": [[41, 53]]}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a directory with a gold, rows that find its quote and one more, and floors."""
    spurious = {"article": "harbour", "content": [[82, 94]], "cue": [], "source": []}
    stray = {"article": "elsewhere", "content": [[0, 4]]}
    write(tmp_path / "gold.jsonl", GOLD)
    write(tmp_path / "rows.jsonl", FOUND, spurious, stray)
    (tmp_path / "floors.json").write_text('{"floors": {"attribution p": 0.5, "attribution r": 1}, "lowered": []}')
    return tmp_path


def write(path: Path, *rows: object) -> None:
    """Write the rows as JSONL, with a byte-order mark, which must do no harm."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8-sig")


def run(*arguments: object, stdin: str | None = None) -> tuple[int, str, str]:
    """Return exit code, standard output and standard error of a run."""
    result = CliRunner().invoke(app, ["eval", *map(str, arguments)], input=stdin)
    return result.exit_code, result.stdout, result.stderr


def test_eval_prints_a_table(files: Path) -> None:
    """The table holds the metrics, and stray rows are told on standard error."""
    code, out, err = run(files / "gold.jsonl", files / "rows.jsonl")
    assert code == 0
    assert "attribution              50.0  100.0   66.7       1       2\n" in out
    assert "direct" not in out
    assert err == f"quoteminer: warning: {files}/gold.jsonl: lacks 1 of the rows' articles; not counted.\n"


def test_eval_shows_types_and_mistakes_on_demand(files: Path) -> None:
    """--by-type adds the forms, --errors the first mistakes of each kind."""
    code, out, _ = run(files / "gold.jsonl", files / "rows.jsonl", "--by-type", "--errors", 1)
    assert code == 0
    assert "attribution direct      100.0  100.0  100.0       1       1\n" in out
    assert out.endswith("\nspurious [indirect] harbour\n  source:  \n  cue:     \n  content: Ferries wait\n")


def test_eval_prints_json(files: Path) -> None:
    """--format json gives one object of shares, with the mistakes if they are asked for."""
    command = (files / "gold.jsonl", files / "rows.jsonl", "--format", "json")
    figures = json.loads(run(*command)[1])
    assert figures["attribution"] == {"p": 0.5, "r": 1, "f1": 0.6667}
    assert figures["speaker field"] == {"accuracy": 0, "n": 1}
    assert "spurious" not in figures
    spurious = json.loads(run(*command, "--errors", 3)[1])["spurious"]
    assert [mistake["content"] for mistake in spurious] == ["Ferries wait"]


def test_eval_shows_how_far_confidences_can_be_trusted(files: Path) -> None:
    """--reliability adds how many quotes of each confidence are right, and what a minimum would keep."""
    right, wrong = {**FOUND, "confidence": 0.95}, {"article": "harbour", "content": [[82, 94]], "confidence": 0.15}
    write(files / "rows.jsonl", right, wrong)
    code, out, _ = run(files / "gold.jsonl", files / "rows.jsonl", "--reliability")
    assert code == 0
    table = [line.split() for line in out.splitlines()]
    assert ["0.9", "to", "1.0", "1", "95.0", "100.0"] in table
    assert ["0.1", "to", "0.2", "1", "15.0", "0.0"] in table
    assert ["expected", "error", "10.0"] in table
    kept = {line[0]: line[1:] for line in table[table.index(["minimum", "confidence", "P", "R", "F1"]) + 1 :]}
    assert (kept["0"], kept["0.5"]) == (["50.0", "100.0", "66.7"], ["100.0", "100.0", "100.0"])


def test_eval_reads_rows_from_standard_input(files: Path) -> None:
    """`-` in the place of the rows is standard input."""
    code, out, err = run(files / "gold.jsonl", "-", stdin=json.dumps(FOUND))
    assert (code, err) == (0, "")
    assert "attribution             100.0  100.0  100.0       1       1\n" in out


def test_eval_extracts_from_the_golds_text(
    files: Path, monkeypatch: pytest.MonkeyPatch, make_quote: Callable[..., Quote]
) -> None:
    """Without rows the core is run on each article, read as a file of its own would be."""
    articles = []

    def mine(article: Article) -> Iterator[Quote]:
        articles.append(article)
        yield make_quote(article=article.id, content=((17, 39),), source=((47, 53),), date=None)

    engines = []
    monkeypatch.setattr(mining, "load_core", lambda engine: engines.append(engine) or mine)
    code, out, _ = run(files / "gold.jsonl", "--model", "en_test", "--patterns", "mine.yaml")
    assert code == 0
    assert "attribution             100.0  100.0  100.0       1       1\n" in out
    assert "date field                            100.0       1\n" in out
    assert [(a.id, a.text, a.published, a.metadata) for a in articles] == [("harbour", TEXT, "2024-05-01", ((0, 15),))]
    assert [(engine.model, engine.patterns) for engine in engines] == [("en_test", (Path("mine.yaml"),))]


def test_eval_fails_below_a_floor(files: Path) -> None:
    """A figure on its floor is good; below it, the run tells which and exits with 1."""
    command = (files / "gold.jsonl", files / "rows.jsonl", "--floors", files / "floors.json")
    assert run(*command)[0] == 0
    (files / "floors.json").write_text('{"floors": {"attribution p": 0.6}, "lowered": []}')
    code, out, err = run(*command)
    assert code == 1
    assert "attribution " in out
    assert err.endswith("quoteminer: error: attribution p is 0.5, below its floor of 0.6\n")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("gold.jsonl", b"{}", "gold.jsonl:1: "),
        ("gold.jsonl", b'{"id": "\xff"}', "gold.jsonl: is not UTF-8"),
        ("rows.jsonl", b"[]", "rows.jsonl:1: not a JSON object"),
        ("rows.jsonl", None, "rows.jsonl: cannot be read: No such file"),
        ("floors.json", b"{}", "floors.json: not a floors file"),
    ],
)
def test_eval_names_what_it_cannot_read(files: Path, name: str, content: bytes | None, message: str) -> None:
    """A wrong or missing file is named, with what to do, and the exit code is 2."""
    if content is None:
        (files / name).unlink()
    else:
        (files / name).write_bytes(content)
    code, out, err = run(files / "gold.jsonl", files / "rows.jsonl", "--floors", files / "floors.json")
    assert (code, out) == (2, "")
    assert message in err
    assert len(err.splitlines()) == 2


def test_eval_refuses_an_endless_line(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device, or a line longer than any article, is told before the memory is full."""
    monkeypatch.setattr(unpacking, "LARGEST", 1000)
    (files / "gold.jsonl").write_bytes(b" " * 100_000)
    for gold in (files / "gold.jsonl", Path("/dev/zero")):
        if gold.exists():
            code, _, err = run(gold, files / "rows.jsonl")
            assert code == 2
            assert err.startswith(f"quoteminer: error: {gold}: a line: is larger than 0 MiB")


def test_eval_takes_standard_input_once() -> None:
    """Both files cannot be standard input."""
    code, _, err = run("-", "-", stdin="")
    assert code == 2
    assert "cannot both be standard input" in err


def test_eval_makes_control_characters_visible(tmp_path: Path) -> None:
    """Words of an article reach the terminal without the power to do anything there."""
    text = "“Red \x1b[31m \u202e alert,” he said."
    content = {"content": [[0, text.index(" he")]]}
    write(tmp_path / "gold.jsonl", {"id": "a\x1b", "text": text, "attributions": [content]})
    write(tmp_path / "rows.jsonl")
    for format_ in ("table", "json"):
        out = run(tmp_path / "gold.jsonl", tmp_path / "rows.jsonl", "--errors", 1, "--format", format_)[1]
        assert "\\u001b" in out
        assert "\\u202e" in out
        assert not {"\x1b", "\u202e"} & set(out)


def test_eval_help_imports_neither_spacy_nor_numpy(tmp_path: Path) -> None:
    """The help page, and scoring without extraction, come without the heavy libraries."""
    write(tmp_path / "gold.jsonl", GOLD)
    write(tmp_path / "rows.jsonl", FOUND)
    code = (
        "import sys\n"
        "from quoteminer.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: print(end.code, *sorted({'spacy', 'numpy'} & set(sys.modules)))\n"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(quoteminer.__file__).parents[1])}
    for arguments in (["--help"], ["gold.jsonl", "rows.jsonl"]):
        command = [sys.executable, "-c", code, "eval", *arguments]
        result = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
        assert result.stdout.splitlines()[-1] == "0"
