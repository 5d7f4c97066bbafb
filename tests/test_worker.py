"""What runs in a worker process, run in this one: what it says first, what it answers, and when it ends."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from quoteminer import worker
from quoteminer.errors import ExtractionError, ModelError
from quoteminer.model import Article

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

Serve = Callable[..., list[Any]]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Return a function that serves articles with a core of the tests, and returns what the process said."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    for name in THREADS:
        monkeypatch.setenv(name, "")  # so that it is put back
        monkeypatch.delenv(name)
    log = logging.getLogger("quoteminer")
    before = signal.getsignal(signal.SIGINT), list(log.handlers), log.level

    def run(load: str, *texts: str, debug: bool = False) -> list[Any]:
        import working_core  # type: ignore[import-not-found]

        ours, theirs = multiprocessing.Pipe()
        said: list[Any] = []

        def ask() -> None:
            said.append(ours.recv())
            for text in texts:
                ours.send(Article(id="a", text=text))
                said.append(ours.recv())
            ours.close()

        parent = threading.Thread(target=ask)
        parent.start()
        worker._serve(theirs, getattr(working_core, load), debug)
        parent.join()
        theirs.close()
        return said

    yield run
    signal.signal(signal.SIGINT, before[0])
    log.handlers, log.level = before[1], before[2]


def test_serve_answers_every_article_and_ends_with_its_parent(serve: Serve) -> None:
    """It says that it is ready, gives the quotes and errors of each article, and ends when nobody is there any more."""
    ready, first, second = serve("load", "one two", "one FAIL")
    assert ready is None
    assert [quote.quote for quote in first[0]] == ["one", "two"]
    assert first[1:] == ([], [])
    assert [quote.quote for quote in second[0]] == ["one"]
    assert "ZeroDivisionError: oops" in second[1][0].message


def test_serve_leaves_ctrl_c_and_other_cores_alone(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is the parent's, and a process has one thread, unless the user says how many."""
    monkeypatch.setenv("MKL_NUM_THREADS", "3")
    serve("load", "one")
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    assert [os.environ[name] for name in THREADS] == ["1", "1", "3"]


def test_serve_sends_its_log_with_each_article(serve: Serve) -> None:
    """With debugging on, an article's tracebacks come with it, each once."""
    _, failed, whole = serve("load", "FAIL", "one", debug=True)
    assert len(failed[2]) == 1
    assert "Traceback" in failed[2][0]
    assert whole[2] == []


@pytest.mark.parametrize(
    ("load", "expected"),
    [
        ("load_nothing", ModelError("No pipeline.", "Install one.")),
        ("load_wrongly", ExtractionError("The core does not load: ZeroDivisionError: oops.", "Say --jobs 1.")),
    ],
)
def test_serve_says_why_it_cannot_work(serve: Serve, load: str, expected: Exception) -> None:
    """What keeps the core from loading is sent to the parent, and the process ends."""
    (error,) = serve(load)
    assert (type(error), str(error)) == (type(expected), str(expected))


@pytest.mark.parametrize(
    ("code", "end"), [(None, "ended with None"), (3, "ended with 3"), (-9, "was ended by signal 9")]
)
def test_ending_tells_how_a_process_ended(code: int | None, end: str) -> None:
    """By itself, or by a signal."""
    assert worker._ending(code) == end


def test_ctrl_c_waits_while_a_process_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes afterwards, to this process; where the system has no mask for signals nothing is done."""
    caught: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: caught.append(number))
    try:
        with worker._without_ctrl_c():
            signal.raise_signal(signal.SIGINT)
            assert caught == []
        assert caught == [signal.SIGINT]
        monkeypatch.delattr(signal, "pthread_sigmask")
        with worker._without_ctrl_c():
            signal.raise_signal(signal.SIGINT)
        assert len(caught) == 2
    finally:
        signal.signal(signal.SIGINT, before)
