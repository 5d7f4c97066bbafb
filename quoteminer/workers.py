"""Worker processes: articles out, quotes back in order, and a process that dies costs no article its quotes."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from multiprocessing.connection import wait
from pathlib import Path

from quoteminer.batch import Done, run_input
from quoteminer.model import Article, ErrorRow
from quoteminer.worker import Load, Task, Worker

_SHARE = 100_000
"""Characters for which one more process pays: some 16,000 words, at least twice the work of loading the pipeline."""

_AHEAD = 16
"""Articles read ahead a process, so that a long one in front lets the others work on."""

_QUOTA = Path("/sys/fs/cgroup/cpu.max")
"""Where Linux says how much time of processors a container gets: microseconds in so many microseconds."""

_HELD = 32 * 1024 * 1024
"""Characters read ahead at most, whatever the number of articles."""


def count_cores() -> int:
    """Return how many cores the process may use: those it is bound to, or fewer where a container has a quota."""
    bound = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = _QUOTA.read_text("ascii").split()
        return max(1, min(bound, int(quota) // int(period)))
    except (OSError, ValueError):  # no such control group, or no limit ("max")
        return bound


def run_inputs(inputs: Iterable[Article | ErrorRow], load: Load, *, jobs: int) -> Iterator[Done]:
    """Yield what becomes of every input, in order, worked on by up to `jobs` processes.

    Where there is too little to read for a second process to pay, all is done in this one.

    Raises:
        QuoteminerError: what `load` raises, or the processes die before they have loaded the core.
    """
    waiting = iter(inputs)
    ahead, size = [], 0
    while jobs > 1 and size < jobs * _SHARE and (given := next(waiting, None)):
        ahead.append(given)
        size += _size(given)
    inputs = chain(ahead, waiting)
    jobs = min(jobs, size // _SHARE)
    if jobs > 1:
        yield from run_in_workers(inputs, load, jobs=jobs)
        return
    mine = load()
    for given in inputs:
        yield run_input(given, mine)


def run_in_workers(inputs: Iterable[Article | ErrorRow], load: Load, *, jobs: int) -> Iterator[Done]:
    """Yield what becomes of every input, in order, worked on by `jobs` processes; they end with the iterator."""
    workers = [Worker(load) for _ in range(jobs)]
    try:
        yield from _run(iter(inputs), workers)
    finally:
        for worker in workers:
            worker.stop()


def _run(inputs: Iterator[Article | ErrorRow], workers: list[Worker]) -> Iterator[Done]:
    queue: deque[Task | ErrorRow] = deque()
    while True:
        _fill(queue, inputs, limit=_AHEAD * len(workers))
        _assign(queue, workers)
        if not queue:
            return
        done = _outcome(queue[0])
        if done:
            queue.popleft()
            yield done
            continue
        busy: dict[object, Worker] = {worker.connection: worker for worker in workers if worker.is_awaited()}
        for connection in wait([worker.connection for worker in busy.values()]):
            busy[connection].hear()


def _fill(queue: deque[Task | ErrorRow], inputs: Iterator[Article | ErrorRow], *, limit: int) -> None:
    held = sum(_size(one.article) for one in queue if isinstance(one, Task))
    while len(queue) < limit and held < _HELD and (given := next(inputs, None)):
        held += _size(given)
        queue.append(Task(article=given) if isinstance(given, Article) else given)


def _assign(queue: Iterable[Task | ErrorRow], workers: list[Worker]) -> None:
    """Give every process that has nothing to do the first article that nobody has."""
    tasks = (one for one in queue if isinstance(one, Task) and not one.taken and not one.done)
    for worker in workers:
        if worker.is_free() and (task := next(tasks, None)):
            worker.take(task)


def _outcome(one: Task | ErrorRow) -> Done | None:
    return one.done if isinstance(one, Task) else Done(article=None, errors=[one])


def _size(given: Article | ErrorRow) -> int:
    return len(given.text) if isinstance(given, Article) else 0
