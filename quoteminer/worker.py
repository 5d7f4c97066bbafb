"""One worker process: loads the core once, takes an article and gives its quotes, and is made anew when it dies."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from quoteminer.batch import Done, Mine, failure_row, run_batch
from quoteminer.errors import ExtractionError, QuoteminerError
from quoteminer.model import Article

_LIFE = 10_000_000
"""Characters after which a process is replaced, for spaCy keeps every word it meets: some 2,500 articles."""

_TRIES = 2
"""An article that ends its process is tried once more; the process may have been killed for another's hunger."""

_STARTS = 3
"""Processes that may die in a row while they load, until that is taken for the rule."""

_log = logging.getLogger(__name__)
_package_log = logging.getLogger("quoteminer")

Load = Callable[[], Mine]
"""Loads the core; it is sent to every process, so it must be importable there."""


@dataclass(slots=True, kw_only=True, eq=False)
class Task:
    """An article on its way: `taken` by a process, `done` once it is; `tries` counts the processes that died of it."""

    article: Article
    taken: bool = False
    tries: int = 0
    done: Done | None = None


class Worker:
    """A process that serves one article after the other, and is made anew when it dies or has read much."""

    def __init__(self, load: Load) -> None:
        self._ready = False
        self._task: Task | None = None
        self._load = load
        self._read = 0
        self._died_loading = 0
        self._start()

    def is_free(self) -> bool:
        """Return whether the process waits for an article."""
        return self._ready and self._task is None

    def is_awaited(self) -> bool:
        """Return whether the process has something to say: that it is ready, or what it found."""
        return not self._ready or self._task is not None

    def take(self, task: Task) -> None:
        """Send the task's article off."""
        task.taken, self._task = True, task
        try:
            self.connection.send(task.article)
        except OSError:  # it died while it had nothing to do
            task.taken = False
            self._restart()

    def hear(self) -> None:
        """Take what the process sent: that it has loaded the core, or the quotes of its task.

        Raises:
            QuoteminerError: the core cannot be loaded.
        """
        try:
            message = self.connection.recv()
        except (EOFError, OSError):
            self._mourn()
            return
        if isinstance(message, QuoteminerError):
            raise message
        task = self._task
        if task is None:
            self._ready, self._died_loading = True, 0
            return
        quotes, errors, log = message
        for record in log:
            _log.debug("%s", record)
        task.done = Done(article=task.article, quotes=quotes, errors=errors)
        self._task = None
        self._read += len(task.article.text)
        if self._read >= _LIFE:
            self._restart()

    def stop(self) -> None:
        """End the process at once: it has nothing that would be missed."""
        self._process.kill()
        self._process.join()
        self.connection.close()

    def _start(self) -> None:
        self.connection, theirs = _SPAWN.Pipe()
        debug = _package_log.isEnabledFor(logging.DEBUG)
        self._process: BaseProcess = _SPAWN.Process(target=_serve, args=(theirs, self._load, debug), daemon=True)
        with _without_ctrl_c():
            self._process.start()
        theirs.close()
        self._ready, self._task, self._read = False, None, 0

    def _restart(self) -> None:
        self.stop()
        self._start()

    def _mourn(self) -> None:
        """Hand back the task of a process that died, or give it up, and make a new process.

        Raises:
            ExtractionError: one process after the other dies before it has loaded the core.
        """
        self._process.join()
        end = _ending(self._process.exitcode)
        if self._task:
            _blame(self._task, end)
        else:
            self._died_loading += 1
            if self._died_loading >= _STARTS:
                raise ExtractionError(f"The worker processes do not start: the last {end}.", _HUNGRY)
        self._restart()


def _blame(task: Task, end: str) -> None:
    """Hand the task back, or give it up if its process died as the one before."""
    _log.debug("a worker process %s", end)
    task.taken = False
    task.tries += 1
    if task.tries >= _TRIES:
        row = failure_row(task.article, f"the extraction took its process with it, twice: the last {end}. {_HUNGRY}")
        task.done = Done(article=task.article, errors=[row])


_SPAWN = get_context("spawn")  # forked ones would share what libraries with threads must not share

_HUNGRY = "If memory is short, say a smaller --jobs N; --jobs 1 works without worker processes."


def _serve(connection: Connection, load: Load, debug: bool) -> None:
    """Load the core and mine every article that comes, until none does; what runs in a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent deals with it
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # there is a process for every core already
    log = _Kept()
    if debug:
        _package_log.addHandler(log)
        _package_log.setLevel(logging.DEBUG)
    try:
        mine = load()
    except QuoteminerError as error:
        connection.send(error)
        return
    except Exception as error:
        connection.send(ExtractionError(f"The core does not load: {type(error).__name__}: {error}.", "Say --jobs 1."))
        return
    try:
        connection.send(None)
        while True:
            connection.send((*run_batch([connection.recv()], mine), log.take()))
    except (EOFError, OSError):  # nobody is there any more
        return


class _Kept(logging.Handler):
    """Keeps log records as text, to be told by the parent."""

    def __init__(self) -> None:
        super().__init__()
        self._texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._texts.append(self.format(record))

    def take(self) -> list[str]:
        """Return the texts since the last time."""
        texts, self._texts = self._texts, []
        return texts


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Keep Ctrl-C from a process that is being made, before it can say so itself; this one gets it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it lifts the mask when it starts, so it starts first
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ending(code: int | None) -> str:
    if code is None or code >= 0:
        return f"ended with {code}"
    return f"was ended by signal {-code}"
