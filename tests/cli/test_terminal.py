"""Every command on a terminal: what articles, rows, names and patterns hold is shown, and never obeyed."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from quoteminer.cli.app import app
from quoteminer.ranking import choice

pty = pytest.importorskip("pty", reason="no terminals here")

Terminal = Callable[..., str]

TERMINAL = "(the terminal)"
"""Stands for the terminal's own path."""

HOSTILE = "\x1b]0;pwned\x07\x1b[2J\x9b31m\u202e\u2066\u200b\ufeffZ" + "\u0301" * 30 + "[red]x[/red] :smile:"
OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]|\r(?!\n)|\u0301{5}")
COLOUR = re.compile(r"\x1b\[[\d;]*m")
"""What tables use themselves."""

PATTERNS = """\
version: 1
patterns:
  - id: hostile
    cue: [{LOWER: "z\\e]0;x\\a\\u200b"}]
    content: clause
    examples: [{text: "x\\e[2J\\u200b “no,” Lee said.", quote: "y\\e[2J"}]
"""
NAME = "p\x1b]0;pwned\x07\u200b.yaml"


@pytest.fixture
def terminal(fake_core: None, news: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return a function that runs the program on a terminal, and returns what that is told, without colours."""

    def run(*arguments: str) -> str:
        outer, inner = pty.openpty()
        told: list[bytes] = []

        def listen() -> None:
            try:
                while piece := os.read(outer, 65_536):
                    told.append(piece)
            except OSError:  # the other end is closed
                pass

        ear = threading.Thread(target=listen)
        ear.start()
        with os.fdopen(inner, "wb") as raw, monkeypatch.context() as patch:
            shown = io.TextIOWrapper(raw, "utf-8", errors="backslashreplace", write_through=True)
            patch.setattr(sys, "stdout", shown)
            patch.setattr(sys, "stderr", shown)
            with pytest.raises(SystemExit):
                app([os.ttyname(inner) if one == TERMINAL else one for one in arguments], prog_name="quoteminer")
            shown.flush()
            shown.detach()
        ear.join()
        os.close(outer)
        return COLOUR.sub("", b"".join(told).decode())

    return run


@pytest.fixture
def hostile(news: Path) -> Path:
    """Put hostile articles, their gold and patterns beside the others, and return the directory."""
    words = f"The harbour will never be closed before winter {HOSTILE}"
    for number, name in enumerate(("x\x1b]0;pwned\x07", "y\u202e\u200b")):
        (news / f"{name}.txt").write_text(f"title: {HOSTILE}\n“{words}{' again' * number}” said Lee.\n", "utf-8")
    (news / "empty\x1b[2J.txt").write_text("")
    (news / "bad\x9b31m\x1b[2J\u200b.txt").write_bytes(b"\0")
    gold = {"id": HOSTILE, "text": words, "attributions": [{"content": [[0, len(words)]], "cue": [[0, 3]]}]}
    Path("gold.jsonl").write_text(json.dumps(gold), "utf-8")
    Path("none.jsonl").write_text("")
    Path(NAME).write_text(PATTERNS, "utf-8")
    return news


@pytest.mark.parametrize(
    "arguments",
    [
        *(("extract", "news", "--jobs", "1", "-v", "--format", name) for name in ("table", "jsonl", "csv", "tsv")),
        ("extract", "news", "--jobs", "1", "-q", "-o", "q.csv", "--errors", TERMINAL),
        ("extract", "news", "--jobs", "1", "-q", "-o", "q.csv", "--keep-text", TERMINAL),
        ("grep", "news", "-l"),
        ("grep", "news", "-c", "-l"),
        ("grep", "news", "-C", "3"),
        *(("stats", "news", "--by", "article,speaker", "--format", name) for name in ("table", "jsonl", "csv")),
        *(("echoes", "news", "--format", name) for name in ("table", "jsonl")),
        *(("eval", "gold.jsonl", "none.jsonl", "--errors", "9", "--format", name) for name in ("table", "json")),
        ("patterns", "check", NAME),
        ("patterns", "test", "-v", NAME),
        *(("patterns", "list", NAME, "--format", name) for name in ("table", "jsonl")),
    ],
    ids=" ".join,
)
def test_commands_on_a_terminal_obey_no_text(terminal: Terminal, hostile: Path, arguments: tuple[str, ...]) -> None:
    """Whatever the command and the format, what could be obeyed is written out, and nothing is hidden."""
    shown = terminal(*arguments)
    assert not OBEYED.findall(shown)
    assert r"\u001b" in shown or r"\x1b" in shown


@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_explain_on_a_terminal_obeys_no_text(
    terminal: Terminal, hostile: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """So do explanations."""
    monkeypatch.setattr(choice, "DEFAULT", "rules")
    shown = terminal("explain", "news", "--format", form)
    assert not OBEYED.findall(shown)
    assert "never be closed before winter" in " ".join(shown.split())
    assert r"\u200b" in shown


def test_messages_are_of_bounded_length(terminal: Terminal, news: Path) -> None:
    """A key, an id or a name with a million letters does not flood the terminal."""
    row = {"x" * 1_000_000: 1, "text": None}
    Path("a.jsonl").write_text(json.dumps({"text": "One."}) + "\n" + json.dumps(row), "utf-8")
    shown = terminal("extract", "a.jsonl", "--jobs", "1")
    assert "there is no text; the keys are: xxx" in shown
    assert "or leave the row out." in shown
    assert len(shown) < 10_000
