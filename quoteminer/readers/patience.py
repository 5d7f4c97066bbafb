"""A limit on the time that a step may take which hostile text can make quadratic, or endless."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfTimeError(BaseException):
    """The time is up; no Exception, so that no library takes it for one of its own."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise OutOfTimeError where the block takes longer.

    It can where the system has a timer, in the main thread, and between two steps of Python, not within one.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    start, before = time.monotonic(), signal.signal(signal.SIGALRM, _give_up)
    others, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if others:  # somebody else's timer goes on
            signal.setitimer(signal.ITIMER_REAL, max(others - (time.monotonic() - start), 0.001))


def _give_up(number: int, frame: FrameType | None) -> None:
    raise OutOfTimeError
