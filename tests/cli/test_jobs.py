"""`quoteminer extract --jobs`: the same rows from several processes, and an end at Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from quoteminer import workers
from quoteminer.cli.mining import Account, Engine, mine_paths
from quoteminer.cli.talk import Talk
from quoteminer.rows import to_row

SEEDS = Path(__file__).parents[2] / "seeds"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")


def write_news(path: Path, texts: list[str]) -> None:
    """Write articles as JSON lines, each long enough for a process of its own to pay."""
    pad = " and so on" * (workers._SHARE // 20)
    lines = [json.dumps({"id": f"a{number}", "text": f"{text}\n{pad}"}) for number, text in enumerate(texts)]
    path.write_text("\n".join(lines), "utf-8")


def test_jobs_give_the_same_bytes(command: list[str], environment: dict[str, str], news: Path) -> None:
    """Rows, failures, the summary and the exit code are those of one process."""
    texts = [f"“Yes{number}” said Kim." for number in range(8)]
    texts[3] += " CRASH"
    write_news(news / "all.jsonl", texts)
    one, two = (
        subprocess.run(
            [*command, "extract", "news", "gone", "--jobs", jobs, "--errors", f"errors{jobs}.jsonl"],
            capture_output=True,
            env=environment,
            check=False,
        )
        for jobs in ("1", "2")
    )
    assert (one.returncode, one.stdout) == (two.returncode, two.stdout)
    assert one.stdout.count(b"\n") == 11
    assert sorted(one.stderr.splitlines()) == sorted(two.stderr.splitlines())
    assert Path("errors1.jsonl").read_bytes() == Path("errors2.jsonl").read_bytes()
    assert Path("errors1.jsonl").read_bytes().count(b"\n") == 2


def test_jobs_show_tracebacks_of_their_processes(command: list[str], environment: dict[str, str], news: Path) -> None:
    """`--debug` shows where an article failed in a worker, without its control characters."""
    write_news(news / "all.jsonl", ["“Yes” said Kim. CRASH", "one", "two", "three"])
    done = subprocess.run(
        [*command, "extract", "news", "--jobs", "2", "--debug"], capture_output=True, env=environment, check=False
    )
    assert done.returncode == 1
    assert done.stderr.count(b"Traceback") == 1
    assert b"\x1b" not in done.stderr


def test_jobs_end_at_ctrl_c(command: list[str], environment: dict[str, str], news: Path) -> None:
    """Ctrl-C reaches all processes, as it does at a terminal: whole rows, one message, nobody left behind."""
    write_news(news / "all.jsonl", ["“Yes” said Kim.", "WAIT", "WAIT", "one", "two"])
    with subprocess.Popen(
        [*command, "extract", "news/all.jsonl", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        row = json.loads(process.stdout.readline())
        os.killpg(process.pid, signal.SIGINT)
        rest, talk = process.communicate(timeout=60)  # the pipes close when the last process has ended
    assert row["speaker"] == "Kim"
    assert rest == b""
    assert talk.decode().splitlines() == ["so far: 1 article, 1 quote by 1 speaker", "quoteminer: interrupted"]
    assert process.returncode == 130


def test_jobs_end_with_a_closed_pipe(command: list[str], environment: dict[str, str], news: Path) -> None:
    """`quoteminer extract … --jobs 2 | head -1` ends without a word, and with it all its processes."""
    write_news(news / "all.jsonl", ["“Yes” said Kim.\n" * 5000] * 6)
    with subprocess.Popen(
        [*command, "extract", "-q", "news/all.jsonl", "--jobs", "2"],
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


def test_jobs_find_what_one_process_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real core gives the same rows in two processes as in one."""
    monkeypatch.setattr(workers, "_SHARE", 1000)
    one, two = (
        [
            to_row(quote)
            for quote in mine_paths([str(SEEDS)], Engine(), account=Account(talk=Talk(quiet=True)), jobs=jobs)
        ]
        for jobs in (1, 2)
    )
    assert len(one) > 50
    assert one == two
