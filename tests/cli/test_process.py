"""The program as a process: closed pipes, Ctrl-C, what a help page imports."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = [
    (), ("extract",), ("grep",), ("explain",), ("eval",), ("patterns",), ("patterns", "check"), ("patterns", "list"),
    ("patterns", "test"),
]  # fmt: skip

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
@pytest.mark.parametrize("form", ["jsonl", "table"])
def test_program_bears_a_closed_pipe(
    command: list[str], environment: dict[str, str], news: Path, form: str
) -> None:
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
        rows = [json.loads(process.stdout.readline()) for _ in range(4)]
        process.send_signal(signal.SIGINT)
        rest, talk = process.communicate(timeout=60)
    assert [row["speaker"] for row in rows] == ["Lee", "Lee", "Radosław", "Kim"]
    assert rest == b""
    assert talk.decode().splitlines() == [
        "so far: 3 articles, 4 quotes by 3 speakers",
        "quoteminer: interrupted",
    ]
    assert process.returncode == 130


def test_program_searches_what_it_is_piped(
    command: list[str], environment: dict[str, str], news: Path
) -> None:
    """Extraction and search work as a pipeline, in UTF-8 whatever the locale."""
    environment = {**environment, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    rows = subprocess.run(
        [*command, "extract", "-q", "news"], capture_output=True, env=environment, check=True
    )
    found = subprocess.run(
        [*command, "grep", "-q", "--speaker", "radoslaw", "-", "--format", "table"],
        input=rows.stdout,
        capture_output=True,
        env=environment,
        check=True,
    )
    assert "Radosław" in found.stdout.decode()


@pytest.mark.parametrize("arguments", COMMANDS)
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
    assert {"spacy", "numpy", "thinc", "quoteminer.patterns.schema"}.isdisjoint(pages[0].stderr.split())
    assert (
        arguments in ((), ("patterns",))
        or "quoteminer " + " ".join(arguments) in pages[0].stdout.partition("Examples:")[2]
    )


def test_version_names_what_makes_runs_comparable(environment: dict[str, str]) -> None:
    """Version, pipeline and patterns are there; spaCy is not loaded for them."""
    page = subprocess.run(
        [sys.executable, "-c", _IMPORTS, "--version"],
        capture_output=True,
        env=environment,
        check=True,
        text=True,
    )
    lines = [line.split() for line in page.stdout.splitlines()]
    assert [line[0] for line in lines] == ["quoteminer", "pipeline", "patterns"]
    assert lines[1][1].startswith("en_core_web_sm")
    assert len(lines[2][1]) == 12
    assert "spacy" not in page.stderr.split()


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
