"""`quoteminer extract`: formats, output files, failures, exit codes."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from typer.testing import Result

import quoteminer
from quoteminer.cli import mining, output
from quoteminer.errors import ModelError, PatternsError
from quoteminer.model import Quote

Run = Callable[..., Result]
RowsOf = Callable[[str], list[dict[str, Any]]]

TABLE = """\
bridge
 Line  Speaker               Quote                                 Said               Date

    1  Lee                   “The bridge is closed”                said

harbour · 2025-09-23
 Line  Speaker               Quote                                 Said               Date

    3  Lee                   “The harbour stays open”              said               2025-09-23

    4  Radosław              “Good”                                said               2025-09-23

"""


def test_extract_prints_jsonl_in_a_pipe(run: Run, rows_of: RowsOf) -> None:
    """Where no terminal is, rows come out, in the order of the files; the summary goes to standard error."""
    result = run("extract", "news")
    assert result.exit_code == 0
    rows = rows_of(result.stdout)
    assert [(row["article"], row["speaker"]) for row in rows] == [
        ("bridge", "Lee"),
        ("harbour", "Lee"),
        ("harbour", "Radosław"),
    ]
    assert result.stderr == "2 articles, 3 quotes by 2 speakers\n"


def test_extract_prints_a_table(run: Run) -> None:
    """The table is made for reading."""
    result = run("extract", "news", "--format", "table")
    assert (result.exit_code, result.stdout) == (0, TABLE)


@pytest.mark.parametrize(
    ("options", "environment", "coloured"),
    [
        ((), {}, False),
        (("--color",), {}, True),
        (("--color",), {"NO_COLOR": "1"}, True),
        (("--no-color",), {}, False),
    ],
)
def test_extract_colours_on_demand(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    environment: dict[str, str],
    coloured: bool,
) -> None:
    """`--color` decides; a pipe has no colour of itself."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("TERM", "xterm-256color")
    result = run("extract", "news", "--format", "table", *options)
    assert ("\x1b[1" in result.stdout) is coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", result.stdout).split() == TABLE.split()


@pytest.mark.parametrize(
    ("name", "options", "first"),
    [
        ("q.jsonl", (), '{"schema": 1'),
        ("q.txt", (), "bridge"),
        ("q.TXT", (), "bridge"),
        ("q.txt", ("--format", "jsonl"), '{"schema": 1'),
        ("q.dat", ("--format", "table"), "bridge"),
    ],
)
def test_extract_writes_a_file_in_the_format_of_its_suffix(
    run: Run, name: str, options: tuple[str, ...], first: str
) -> None:
    """The suffix names the format, unless --format does."""
    result = run("extract", "news", "-o", name, *options)
    assert (result.exit_code, result.stdout) == (0, "")
    assert Path(name).read_text("utf-8").startswith(first)


def test_extract_writes_to_standard_output_by_name(run: Run) -> None:
    """`-o -` is standard output."""
    assert run("extract", "news", "-o", "-").stdout == run("extract", "news").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "q.xyz"), "q.xyz: no format has the suffix '.xyz'."),
        (("-o", "old.jsonl"), "old.jsonl: exists already."),
        (("-o", "news"), "news: no format has the suffix ''."),
        (("-o", "news", "--format", "jsonl"), "news: is a directory."),
        (("-o", "gone/q.jsonl"), "gone/q.jsonl: the directory "),
        (("--errors", "old.jsonl"), "old.jsonl: exists already."),
        (("-o", "q.jsonl", "--errors", "q.jsonl"), "--errors needs a file of its own."),
        (("-o", "q.jsonl", "--errors", "./q.jsonl"), "--errors needs a file of its own."),
        (("-o", "q.jsonl", "--errors", "q.jsonl.part"), "--errors needs a file of its own."),
        (("-o", "q.jsonl", "--keep-text", "news/../q.jsonl.manifest"), "--keep-text needs a file of its own."),
        (("--errors", "e.jsonl", "--keep-text", "./e.jsonl"), "--keep-text needs a file of its own."),
        (("--errors", "-"), "--errors needs a file of its own."),
        (("--published", "23/09/2025"), "'23/09/2025' is not a day."),
        (("--day-first", "--month-first"), "--day-first and --month-first exclude each other."),
    ],
)
def test_extract_refuses_wrong_usage(run: Run, arguments: tuple[str, ...], message: str) -> None:
    """Wrong options are told with what to do next; nothing is written, nothing is lost."""
    Path("old.jsonl").write_text("old")
    result = run("extract", "news", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"quoteminer: error: {message}")
    assert "\n  " in result.stderr
    assert Path("old.jsonl").read_text() == "old"
    assert sorted(map(str, Path().iterdir())) == ["news", "old.jsonl"]


@pytest.mark.parametrize("arguments", [("--format", "xml"), ("--min-confidence", "2"), ("--nope",), ()])
def test_extract_refuses_unknown_options(run: Run, arguments: tuple[str, ...]) -> None:
    """The exit code of wrong usage is 2."""
    assert run("extract", *(("news",) if arguments else ()), *arguments).exit_code == 2


def test_extract_does_not_replace_its_rows_by_errors(run: Run) -> None:
    """One file by two names is one file: rows are not lost to `--force`."""
    Path("old.jsonl").write_text("old")
    Path("link.jsonl").symlink_to("old.jsonl")
    result = run("extract", "news", "--force", "-o", "old.jsonl", "--errors", "link.jsonl")
    assert (result.exit_code, Path("old.jsonl").read_text()) == (2, "old")
    assert result.stderr.startswith("quoteminer: error: --errors needs a file of its own.")


def test_extract_replaces_a_file_when_forced(run: Run) -> None:
    """`--force` replaces, also through a link, which stays one."""
    Path("old.jsonl").write_text("old")
    Path("link.jsonl").symlink_to("old.jsonl")
    assert run("extract", "news", "-o", "link.jsonl", "--force").exit_code == 0
    assert Path("link.jsonl").is_symlink()
    assert Path("old.jsonl").read_text("utf-8").startswith('{"schema"')


def test_extract_keeps_the_old_file_when_it_fails(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails half-way leaves the old file as it was, and no draft."""

    def full(quotes: Iterator[Quote], stream: IO[bytes], style: object) -> None:
        stream.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    Path("old.jsonl").write_text("old")
    monkeypatch.setattr("quoteminer.writers.jsonl.write_jsonl", full)
    result = run("extract", "news", "-o", "old.jsonl", "--force")
    assert result.exit_code == 2
    assert "The output cannot be written: No space left on device." in result.stderr
    assert Path("old.jsonl").read_text() == "old"
    assert sorted(map(str, Path().iterdir())) == ["news", "old.jsonl"]


def test_extract_does_not_overwrite_what_appeared_meanwhile(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that another run wrote in the meantime stays."""

    def slow(quotes: Iterator[Quote], stream: IO[bytes], style: object) -> None:
        Path("q.jsonl").write_text("other")

    monkeypatch.setattr("quoteminer.writers.jsonl.write_jsonl", slow)
    result = run("extract", "news", "-o", "q.jsonl")
    assert (result.exit_code, Path("q.jsonl").read_text()) == (2, "other")


@pytest.mark.parametrize(
    ("method", "message"),
    [("open", "cannot be written: Read-only"), ("replace", "cannot be replaced: Read-only")],
)
def test_extract_tells_a_place_it_may_not_write_to(
    run: Run, monkeypatch: pytest.MonkeyPatch, method: str, message: str
) -> None:
    """A read-only directory is named, and nothing is left in it."""
    allowed = getattr(Path, method)

    def fail(path: Path, *arguments: object, **keywords: object) -> object:
        if path.name.startswith(".quoteminer-"):
            raise OSError(errno.EROFS, "Read-only file system")
        return allowed(path, *arguments, **keywords)

    monkeypatch.setattr(Path, method, fail)
    result = run("extract", "news", "-o", "q.csv")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"quoteminer: error: q.csv: {message} file system.")
    assert sorted(map(str, Path().iterdir())) == ["news"]


def test_extract_shows_a_readers_traceback_on_demand(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--debug` shows where a reader failed, too, and only then."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("\x1b[31moops")

    Path("a.md").touch()
    monkeypatch.setattr("quoteminer.readers.markdown.read_markdown", broken)
    result = run("extract", "a.md")
    assert result.stderr.startswith(r"quoteminer: error: a.md: ZeroDivisionError: \u001b[31moops.")
    assert "Traceback" not in result.stderr
    debugged = run("extract", "a.md", "--debug").stderr
    assert debugged.count("Traceback") == 1
    assert "\x1b" not in debugged
    assert "Traceback" not in run("extract", "a.md").stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_open_output_writes_into_a_pipe(tmp_path: Path) -> None:
    """A device or pipe is written to, not replaced."""
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with output.open_output(str(pipe), force=False) as stream:
        stream.write(b"x")
    assert os.read(reader, 9) == b"x"
    assert pipe.is_fifo()
    os.close(reader)


@pytest.mark.parametrize(
    ("options", "speakers"),
    [
        (("--speaker", "radoslaw"), ["Radosław"]),
        (("--speaker", "LEE"), ["Lee", "Lee"]),
        (("--speaker", "nobody"), []),
        (("--min-confidence", "0.8"), ["Lee", "Lee"]),
    ],
)
def test_extract_filters(run: Run, rows_of: RowsOf, options: tuple[str, ...], speakers: list[str]) -> None:
    """Speakers are found without regard to case and accents; no quote is no failure."""
    result = run("extract", "news", *options)
    assert result.exit_code == 0
    assert [row["speaker"] for row in rows_of(result.stdout)] == speakers
    assert f"{len(speakers)} quote{'s' if len(speakers) != 1 else ''} by" in result.stderr


def test_extract_fills_dates(run: Run, rows_of: RowsOf) -> None:
    """`--published` is the date of the article that has none."""
    result = run("extract", "news", "--published", "2020-02-02")
    assert [row["published"] for row in rows_of(result.stdout)] == ["2020-02-02", "2025-09-23", "2025-09-23"]


def test_extract_reads_standard_input(run: Run, rows_of: RowsOf) -> None:
    """`-` is an article."""
    result = run("extract", "-", input="“Yes” said Kim.".encode())
    assert [(row["article"], row["path"], row["speaker"]) for row in rows_of(result.stdout)] == [("stdin", "-", "Kim")]
    assert result.stderr == "1 article, 1 quote by 1 speaker\n"


def test_extract_loses_no_quote_to_bad_inputs(run: Run, rows_of: RowsOf) -> None:
    """Inputs that fail are named, counted and written as error rows; the others' quotes are all there."""
    Path("news/a.txt").write_bytes(b"caf\xe9")
    Path("news/b.txt").write_bytes(b"\0\0")
    Path("news/c.txt").write_text("CRASH “One” said Kim.", "utf-8")
    Path("news/d.txt").write_text("")
    Path("news/e.pdf").write_text("")
    result = run("extract", "news", "gone.txt", "--errors", "errors.jsonl", "--jobs", "1")
    assert result.exit_code == 1
    assert [row["speaker"] for row in rows_of(result.stdout)] == ["Lee", "Kim", "Lee", "Radosław"]
    assert result.stderr.splitlines() == [
        "quoteminer: warning: news/a.txt: is not UTF-8, and read as windows-1252; --encoding NAME says what it is.",
        "quoteminer: error: news/b.txt: looks binary: a NUL byte at offset 0. Leave it out. If it is UTF-16 "
        "text, say --encoding utf-16-le.",
        "quoteminer: error: news/c.txt: the extraction failed after 1 quote: "
        r"ZeroDivisionError: \u001b[31moops "
        f"(quoteminer {quoteminer.__version__}). Run it again with --debug for the traceback.",
        "quoteminer: warning: news/d.txt: is empty.",
        "quoteminer: error: gone.txt: no such file or directory. Check the spelling, or the directory you are in.",
        "5 articles, 4 quotes by 3 speakers; 3 failed (2 input, 1 extraction); 1 empty; 1 skipped; 1 not UTF-8",
    ]
    failures = rows_of(Path("errors.jsonl").read_text("utf-8"))
    assert [(row["article"], row["kind"]) for row in failures] == [
        ("news/b", "input"),
        ("news/c", "extraction"),
        (None, "input"),
    ]


def test_extract_names_and_counts_articles_in_another_language(run: Run, rows_of: RowsOf) -> None:
    """They are skipped, which is no failure; the errors file has them all the same."""
    Path("news/c.txt").write_text("FREMD", "utf-8")
    result = run("extract", "news", "--errors", "errors.jsonl", "--jobs", "1")
    assert result.exit_code == 0
    assert [row["speaker"] for row in rows_of(result.stdout)] == ["Lee", "Lee", "Radosław"]
    assert result.stderr.splitlines() == [
        "quoteminer: warning: news/c.txt: is foreign. Say --any-language.",
        "3 articles, 3 quotes by 2 speakers; 1 in another language",
    ]
    assert [(row["article"], row["kind"]) for row in rows_of(Path("errors.jsonl").read_text("utf-8"))] == [
        ("c", "language")
    ]


def test_extract_hands_any_language_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--any-language` reaches the core."""
    engines: list[mining.Engine] = []
    load = mining.load_core
    monkeypatch.setattr(mining, "load_core", lambda engine: engines.append(engine) or load(engine))
    run("extract", "news", "--jobs", "1")
    run("extract", "news", "--jobs", "1", "--any-language")
    assert [engine.reading.any_language for engine in engines] == [False, True]


def test_extract_writes_an_empty_errors_file(run: Run) -> None:
    """No failure, no row: a script may rely on the file."""
    assert run("extract", "news", "--errors", "errors.jsonl").exit_code == 0
    assert Path("errors.jsonl").read_bytes() == b""


def test_extract_shows_tracebacks_only_on_demand(run: Run) -> None:
    """`--debug` shows where an article failed."""
    Path("news/c.txt").write_text("CRASH")
    assert "Traceback" not in run("extract", "news").stderr
    result = run("extract", "news", "--debug")
    assert "Traceback" in result.stderr
    assert "\x1b" not in result.stderr
    assert result.exit_code == 1


def test_extract_is_quiet_or_talks(run: Run) -> None:
    """`-q` leaves failures only, `-v` names every article."""
    Path("news/d.txt").write_text("")
    assert run("extract", "news", "-q").stderr == ""
    assert run("extract", "news", "gone", "-q").stderr.startswith("quoteminer: error: gone:")
    assert "bridge: 1 quote" in run("extract", "news", "-v").stderr.splitlines()


def test_extract_warns_of_ambiguous_dates(run: Run) -> None:
    """A date that can be two days is left out, and what to say is told."""
    Path("news/c.txt").write_text("Headline\n03/04/2025\n“Yes” said Kim.", "utf-8")
    assert "can be two days" in run("extract", "news").stderr
    assert "can be two days" not in run("extract", "news", "--day-first").stderr


@pytest.mark.parametrize(
    "error", [PatternsError("p.yaml:3: unknown key", "Mend it."), ModelError("none", "Install it.")]
)
def test_extract_tells_what_the_core_lacks(run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Wrong patterns or a missing pipeline end the run with 2, and leave no file."""

    def broken(engine: object) -> None:
        raise error

    monkeypatch.setattr(mining, "load_core", broken)
    result = run("extract", "news", "-o", "q.jsonl")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        2,
        f"quoteminer: error: {str(error).splitlines()[0]}",
    )
    assert not Path("q.jsonl").exists()


def test_extract_explains_its_own_faults(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception nobody expected becomes a message; with --debug it is shown."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(mining, "mine_paths", broken)
    result = run("extract", "news")
    assert result.exit_code == 2
    assert result.stderr.startswith("quoteminer: error: ZeroDivisionError: oops\n  This is a fault in quoteminer.")
    shown = run("extract", "news", "--debug")
    assert shown.exit_code == 2
    assert shown.stderr.startswith("Traceback (most recent call last):")
    assert "\nZeroDivisionError: oops\nquoteminer: error: ZeroDivisionError: oops\n" in shown.stderr


def test_extract_says_so_when_interrupted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C tells how far the run came, leaves no half file, and exits with 130."""

    def interrupted(quotes: Iterator[Quote], stream: IO[bytes], style: object) -> None:
        next(quotes)
        raise KeyboardInterrupt

    monkeypatch.setattr("quoteminer.writers.jsonl.write_jsonl", interrupted)
    result = run("extract", "news", "-o", "q.jsonl")
    assert result.exit_code == 130
    assert result.stderr.splitlines() == [
        "so far: 1 article, 1 quote by 1 speaker",
        "quoteminer: interrupted",
    ]
    assert sorted(map(str, Path().iterdir())) == ["news"]


@pytest.mark.parametrize("terminal", [True, False])
def test_choose_format_looks_at_the_terminal(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    """A terminal gets the table, a pipe the rows."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    assert output.choose_format(output.Sink()) == ("table" if terminal else "jsonl")
