"""`quoteminer extract --resume`: whatever ends a run, the next one goes on and ends with the same rows."""

from __future__ import annotations

import errno
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from quoteminer.cli import journal, mining

Run = Callable[..., Result]
RowsOf = Callable[[str], list[dict[str, Any]]]

PART, MANIFEST, FILE = Path("q.jsonl.part"), Path("q.jsonl.manifest"), Path("q.jsonl")


@pytest.fixture
def long_news(news: Path) -> Path:
    """Make a directory of articles, one of which fails and one of which has no quote."""
    for number in range(20):
        crash, quotes = " CRASH" * (number == 7), number % 4
        text = "".join(f"“Words {number}.{quote}” said Kim.\n" for quote in range(quotes)) + crash
        (news / f"n{number:02}.txt").write_text(text or "Nothing.", "utf-8")
    return news


@pytest.fixture
def clean(run: Run, long_news: Path) -> bytes:
    """Return the rows of an uninterrupted run."""
    run("extract", "news", "-o", "clean.jsonl", "--errors", "clean_errors.jsonl")
    return Path("clean.jsonl").read_bytes()


@pytest.fixture
def stop(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that lets the core stop the run at an article."""

    def stop_at(article: str, error: BaseException) -> None:
        load = mining.load_core

        def load_core(engine: mining.Engine) -> mining.Mine:
            mine = load(engine)

            def find(one: Any) -> Any:
                if one.id == article:
                    raise error
                return mine(one)

            return find

        monkeypatch.setattr(mining, "load_core", load_core)

    return stop_at


def test_resume_goes_on_after_an_interruption(
    run: Run, clean: bytes, stop: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After Ctrl-C what is done stays, is said, and is not done again; rows, errors and summary are all there."""
    with monkeypatch.context() as patch:
        patch.setattr(mining, "load_core", mining.load_core)
        stop("n10", KeyboardInterrupt())
        stopped = run("extract", "news", "-o", "q.jsonl")
        assert stopped.exit_code == 130
        assert "q.jsonl.part keeps the articles that are done; go on with --resume." in stopped.stderr
    assert PART.read_bytes() == clean[: PART.stat().st_size]
    assert not FILE.exists()
    stop("n09", AssertionError("it is done again"))
    result = run("extract", "news", "-o", "q.jsonl", "--resume", "--errors", "errors.jsonl")
    assert "12 articles had been done; going on." in result.stderr
    assert FILE.read_bytes() == clean
    assert Path("errors.jsonl").read_bytes() == Path("clean_errors.jsonl").read_bytes()
    assert result.stderr.splitlines()[-1] == "22 articles, 33 quotes by 3 speakers; 1 failed (extraction)"
    assert result.exit_code == 1
    assert not PART.exists()
    assert not MANIFEST.exists()


def test_resume_keeps_the_texts_whole(run: Run, clean: bytes, stop: Callable[..., None]) -> None:
    """`--keep-text` of a resumed run has the articles that had been done, too."""
    run("extract", "news", "-o", "r.jsonl", "--keep-text", "clean_texts.jsonl")
    load = mining.load_core
    stop("n10", KeyboardInterrupt())
    run("extract", "news", "-o", "q.jsonl", "--keep-text", "texts.jsonl")
    assert not Path("texts.jsonl").exists()
    mining.load_core = load  # the fixture puts the right one back at the end
    run("extract", "news", "-o", "q.jsonl", "--keep-text", "texts.jsonl", "--resume")
    assert Path("texts.jsonl").read_bytes() == Path("clean_texts.jsonl").read_bytes()


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


@pytest.mark.skipif(sys.platform == "win32", reason="the run is ended by a signal")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("rows", [1, 13, 29])
def test_resume_goes_on_after_a_kill(
    command: list[str], environment: dict[str, str], clean: bytes, rows: int, jobs: str
) -> None:
    """A run that is killed after some rows, wherever that is, is continued to the very bytes of a clean one."""
    pad = " and so on" * 30_000 if jobs == "2" else ""  # enough for processes to pay
    for path in Path("news").glob("n*.txt"):
        path.write_text(path.read_text("utf-8") + pad, "utf-8")
    slow = {**environment, "SLOW": "0.05"}
    call = [*command, "extract", "news", "-o", "q.jsonl", "--jobs", jobs]
    with subprocess.Popen(call, env=slow, stderr=subprocess.PIPE) as process:
        while _lines(PART) < rows or _lines(MANIFEST) < 2:  # the configuration, and one article
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
    assert not FILE.exists()
    assert rows <= PART.read_bytes().count(b"\n") < clean.count(b"\n")
    done = subprocess.run([*call, "--resume"], env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"had been done; going on." in done.stderr
    assert FILE.read_bytes() == clean


@pytest.fixture
def stopped(run: Run, clean: bytes, stop: Callable[..., None]) -> bytes:
    """Stop a run at its eleventh article, and return the rows of a clean one."""
    load = mining.load_core
    stop("n10", KeyboardInterrupt())
    run("extract", "news", "-o", "q.jsonl")
    mining.load_core = load
    return clean


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda: PART.write_bytes(PART.read_bytes() + b'{"half": '), id="half a row"),
        pytest.param(lambda: PART.write_bytes(PART.read_bytes()[:-200]), id="rows lost"),
        pytest.param(lambda: PART.write_bytes(PART.read_bytes().replace(b"5.0", b"9.9")), id="rows altered"),
        pytest.param(lambda: MANIFEST.write_bytes(MANIFEST.read_bytes()[:-20]), id="half a note"),
        pytest.param(lambda: MANIFEST.write_bytes(MANIFEST.read_bytes() + b"\0\0\n"), id="noise"),
        pytest.param(lambda: MANIFEST.write_bytes(MANIFEST.read_bytes() + b"[1]\n"), id="a list"),
        pytest.param(lambda: MANIFEST.write_bytes(MANIFEST.read_bytes() + b'{"x": 1}\n'), id="another object"),
    ],
)
def test_resume_trusts_nothing_that_is_not_whole(run: Run, stopped: bytes, damage: Callable[[], object]) -> None:
    """What a crash of the machine can do to the files costs work, and no row."""
    damage()
    result = run("extract", "news", "-o", "q.jsonl", "--resume")
    assert "had been done; going on." in result.stderr
    assert FILE.read_bytes() == stopped


def test_resume_does_changed_articles_again(run: Run, stopped: bytes) -> None:
    """From the first article on that is not what it was, all is done again, and that is said."""
    Path("news/n05.txt").write_text("“Other words” said Lee.", "utf-8")
    result = run("extract", "news", "-o", "q.jsonl", "--resume")
    assert "5 articles that had been done will be done again: the input has changed." in result.stderr
    assert "7 articles had been done; going on." in result.stderr
    run("extract", "news", "-o", "other.jsonl")
    assert FILE.read_bytes() == Path("other.jsonl").read_bytes() != stopped


def test_resume_of_nothing_is_a_first_run(run: Run, clean: bytes) -> None:
    """`--resume` may be said from the first time on."""
    result = run("extract", "news", "-o", "q.jsonl", "--resume")
    assert "had been done" not in result.stderr
    assert FILE.read_bytes() == clean


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("news", "--resume", "--published", "2020-02-02"), "q.jsonl.part: was begun otherwise: reading was Reading("),
        (("news", "--resume", "--ranker", "large"), "q.jsonl.part: was begun otherwise: ranker was "),
        (("news", "--resume", "--min-confidence", "0.8"), "q.jsonl.part: was begun otherwise: min-confidence was 0.0"),
        (("other.txt", "--resume"), "q.jsonl.manifest: tells of other articles."),
        (("news",), "q.jsonl.part: is what an unfinished run left."),
    ],
)
def test_resume_refuses_to_mix(run: Run, stopped: bytes, arguments: tuple[str, ...], message: str) -> None:
    """Rows of other options or articles are not put behind those that are there, and nothing is thrown away."""
    Path("other.txt").write_text("“Other” said Lee.", "utf-8")
    before = PART.read_bytes(), MANIFEST.read_bytes()
    result = run("extract", *arguments, "-o", "q.jsonl")
    assert result.exit_code == 2
    assert f"quoteminer: error: {message}" in result.stderr
    assert (PART.read_bytes(), MANIFEST.read_bytes()) == before


@pytest.mark.parametrize("line", [b"", b"[1]\n", b'{"manifest": 1}\n', b'{"manifest": 1, "configuration": [1]}\n'])
def test_resume_tells_a_manifest_that_is_none(run: Run, stopped: bytes, line: bytes) -> None:
    """A manifest whose first line is damaged is told, and the rows stay."""
    before = PART.read_bytes()
    MANIFEST.write_bytes(line)
    result = run("extract", "news", "-o", "q.jsonl", "--resume")
    assert result.exit_code == 2
    assert "q.jsonl.part: cannot be resumed: it has no manifest of this version." in result.stderr
    assert PART.read_bytes() == before


def test_journal_writes_through_no_link(run: Run, news: Path) -> None:
    """In a directory that others write to, a link with the name of a file of the run leads to none of the user's."""
    Path("mine").write_text("mine")
    PART.symlink_to("mine")
    refused = run("extract", "news", "-o", "q.jsonl", "--force")
    assert refused.exit_code == 2
    assert refused.stderr.startswith("quoteminer: error: q.jsonl: cannot be written: ")
    PART.unlink()
    Path("q.jsonl.manifest.tmp").symlink_to("mine")
    assert run("extract", "news", "-o", "q.jsonl").exit_code == 0
    assert Path("mine").read_text() == "mine"


def test_force_starts_anew(run: Run, stopped: bytes) -> None:
    """`--force` without `--resume` throws away what is there."""
    result = run("extract", "news", "-o", "q.jsonl", "--force")
    assert "had been done" not in result.stderr
    assert FILE.read_bytes() == stopped


def test_resume_keeps_a_stray_file(run: Run, clean: bytes) -> None:
    """A file that happens to have the name is not taken for an unfinished run."""
    PART.write_text("mine")
    for options in ((), ("--resume",)):
        assert run("extract", "news", "-o", "q.jsonl", *options).exit_code == 2
        assert PART.read_text() == "mine"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "--resume needs JSON lines in a file."),
        (("-o", "-"), "--resume needs JSON lines in a file."),
        (("-o", "q.csv"), "--resume needs JSON lines in a file."),
        (("-o", "q.parquet"), "--resume needs JSON lines in a file."),
        (("-o", "q.html"), "--resume needs JSON lines in a file."),
        (("-o", "q.jsonl", "--speaker", "lee"), "--resume cannot go with --speaker"),
    ],
)
def test_resume_says_what_cannot_be_resumed(run: Run, options: tuple[str, ...], message: str) -> None:
    """Only rows that can be put at the end of a file; what to do instead is told."""
    result = run("extract", "news", "--resume", *options)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"quoteminer: error: {message}")
    assert sorted(map(str, Path().iterdir())) == ["news"]


def test_full_disk_leaves_what_is_done(run: Run, clean: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """When there is space again, the run goes on."""
    write, left = journal.Journal.write, [20]

    def fill(self: journal.Journal, data: bytes) -> int:
        left[0] -= 1
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(self, data)

    with monkeypatch.context() as patch:
        patch.setattr(journal.Journal, "write", fill)
        full = run("extract", "news", "-o", "q.jsonl")
    assert full.exit_code == 2
    assert "The output cannot be written: No space left on device." in full.stderr
    assert "go on with --resume" in full.stderr
    run("extract", "news", "-o", "q.jsonl", "--resume")
    assert FILE.read_bytes() == clean


@pytest.mark.skipif(sys.platform == "win32", reason="there is no lock there")
def test_two_runs_do_not_share_a_file(command: list[str], environment: dict[str, str], run: Run, news: Path) -> None:
    """A second run with the same FILE is refused while the first is at work."""
    (news / "wait.txt").write_text("“Yes” said Kim. WAIT", "utf-8")
    with subprocess.Popen([*command, "extract", "news", "-o", "q.jsonl"], env=environment) as process:
        while not PART.exists() or not PART.read_bytes():
            assert process.poll() is None
            time.sleep(0.01)
        result = run("extract", "news/bridge.txt", "-o", "q.jsonl", "--resume")
        process.kill()
    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        2,
        "quoteminer: error: q.jsonl: another run is writing it.",
    )


def test_manifest_names_what_rows_depend_on(run: Run, stopped: bytes) -> None:
    """The first line of the manifest is the configuration, each other line an article."""
    head, *entries = [json.loads(line) for line in MANIFEST.read_text("ascii").splitlines()]
    assert set(head["configuration"]) == {
        "quoteminer",
        "speakers",
        "pipeline",
        "spaCy",
        "ranker",
        "patterns",
        "language data",
        "reading",
        "min-confidence",
        "direct-only",
    }
    assert len(entries) == 12
    assert entries[-1]["end"] == PART.stat().st_size
