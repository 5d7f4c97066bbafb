"""The program as a process: closed pipes, Ctrl-C, what a help page imports."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from quoteminer.cli.app import app
from quoteminer.ranking.names import RANKER_NAMES

HEAVY = {"spacy", "numpy", "thinc", "pandas", "pyarrow", "duckdb", "rapidfuzz", "trafilatura", "onnxruntime"}


def commands(group: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of every command there is, and of every group of commands."""
    group = group or get_command(app)
    yield path
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*path, name))


_IMPORTS = """
import sys
from quoteminer.cli import main
sys.argv = ["quoteminer", *sys.argv[1:]]
try:
    main()
finally:
    sys.stderr.write(" ".join(sys.modules))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close in another way there")
@pytest.mark.parametrize("form", ["jsonl", "table", "csv", "parquet"])
def test_program_bears_a_closed_pipe(command: list[str], environment: dict[str, str], news: Path, form: str) -> None:
    """`quoteminer extract … | head -1` ends without a word and with 0."""
    (news / "long.txt").write_text("“The harbour stays open” said Lee.\n" * 20_000, "utf-8")
    (news / "more.txt").write_text("“The harbour stays open” said Lee.\n", "utf-8")
    with subprocess.Popen(
        [*command, "extract", "-q", "news", "--format", form],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is no signal there")
def test_program_ends_at_ctrl_c(command: list[str], environment: dict[str, str], news: Path) -> None:
    """Ctrl-C in the middle of a run leaves whole rows and exits with 130, without a traceback."""
    (news / "wait.txt").write_text("“Yes” said Kim. WAIT", "utf-8")
    with subprocess.Popen(
        [*command, "extract", "news"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        rows = [json.loads(process.stdout.readline()) for _ in range(3)]
        process.send_signal(signal.SIGINT)
        rest, talk = process.communicate(timeout=60)
    assert [row["speaker"] for row in rows] == ["Lee", "Lee", "Radosław"]
    assert rest == b""
    assert talk.decode().splitlines() == [
        "so far: 2 articles, 3 quotes by 2 speakers",
        "quoteminer: interrupted",
    ]
    assert process.returncode == 130


def test_program_searches_what_it_is_piped(command: list[str], environment: dict[str, str], news: Path) -> None:
    """Extraction and search work as a pipeline, in UTF-8 whatever the locale."""
    environment = {**environment, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    rows = subprocess.run([*command, "extract", "-q", "news"], capture_output=True, env=environment, check=True)
    found = subprocess.run(
        [*command, "grep", "-q", "--speaker", "radoslaw", "-", "--format", "table"],
        input=rows.stdout,
        capture_output=True,
        env=environment,
        check=True,
    )
    assert "Radosław" in found.stdout.decode()


@pytest.mark.parametrize("arguments", list(commands()), ids=" ".join)
def test_help_comes_at_once(environment: dict[str, str], arguments: tuple[str, ...]) -> None:
    """A help page loads nothing heavy, neither with --help nor with -h, and shows an example."""
    pages = [
        subprocess.run(
            [sys.executable, "-c", _IMPORTS, *arguments, option],
            capture_output=True,
            env=environment,
            check=True,
            text=True,
        )
        for option in ("--help", "-h")
    ]
    assert pages[0].stdout == pages[1].stdout
    assert HEAVY.isdisjoint(pages[0].stderr.split())
    assert (
        arguments in ((), ("patterns",))
        or "quoteminer " + " ".join(arguments) in pages[0].stdout.partition("Examples:")[2]
    )


def test_version_names_what_makes_runs_comparable(environment: dict[str, str]) -> None:
    """Version, pipeline, ranker, models and patterns are there, with digests; spaCy is not loaded for them."""
    page = subprocess.run(
        [sys.executable, "-c", _IMPORTS, "--version"],
        capture_output=True,
        env=environment,
        check=True,
        text=True,
    )
    lines = dict(line.split(" ", 1) for line in page.stdout.splitlines())
    assert list(lines) == ["quoteminer", "pipeline", "ranker", "models", "patterns"]
    assert re.fullmatch(r"en_core_web_sm\w* 3\.8\.\d [0-9a-f]{12}", lines["pipeline"])
    assert lines["ranker"] in RANKER_NAMES
    assert re.fullmatch(r"(\w+\.(npz|onnx) [0-9a-f]{12}( · )?)+", lines["models"])
    assert {"small.npz", "large.npz"} <= set(lines["models"].split())
    assert re.fullmatch(r"[0-9a-f]{12}", lines["patterns"])
    assert "spacy" not in page.stderr.split()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_shown(environment: dict[str, str], shell: str) -> None:
    """`--show-completion` prints what a shell needs to complete commands and options."""
    page = subprocess.run(
        [sys.executable, "-m", "quoteminer", "--show-completion", shell],
        capture_output=True,
        env=environment,
        check=False,
        text=True,
    )
    assert page.returncode == 0, page.stderr
    assert "_QUOTEMINER_COMPLETE" in page.stdout


def test_completion_names_commands(environment: dict[str, str]) -> None:
    """What the shell asks for at a Tab is answered: commands and options."""
    script = "_QUOTEMINER_COMPLETE"
    for words, expected in (("quoteminer ec", "echoes"), ("quoteminer grep --spe", "--speaker")):
        asked = {script: "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
        code = "from quoteminer.cli import main; main()"
        answer = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            env={**environment, **asked},
            check=False,
            text=True,
        )
        assert expected in answer.stdout.split(), answer.stderr


def test_module_runs_as_the_command(environment: dict[str, str]) -> None:
    """`python -m quoteminer` is the same program."""
    page = subprocess.run(
        [sys.executable, "-m", "quoteminer", "--help"],
        capture_output=True,
        env=environment,
        check=True,
        text=True,
    )
    assert "Usage: quoteminer [OPTIONS] COMMAND" in page.stdout
