"""A limit on time: it ends what takes longer, and leaves everything as it was."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator

import pytest

from quoteminer.readers.patience import OutOfTimeError, limited

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer here")


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    """Look that neither a timer nor a handler is left."""
    before = signal.getsignal(signal.SIGALRM)
    yield
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def endless() -> None:
    """Run for ever, past everything that catches exceptions."""
    while True:
        try:
            time.sleep(0.001)
        except Exception:
            continue


def test_limited_ends_what_takes_longer() -> None:
    """No handler of exceptions within the block keeps it."""
    with pytest.raises(OutOfTimeError), limited(0.05):
        endless()


def test_limited_lets_everything_else_pass() -> None:
    """What ends in time ends as it does without a limit."""
    with limited(60):
        done = True
    assert done
    with pytest.raises(ZeroDivisionError), limited(60):
        raise ZeroDivisionError


def test_limited_gives_another_timer_back() -> None:
    """Somebody else's limit around it holds, less the time that has gone by; also where it has run out meanwhile."""
    rung: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda number, _: rung.append(number))
    try:
        signal.setitimer(signal.ITIMER_REAL, 60)
        with limited(30):
            time.sleep(0.01)
        left, _ = signal.setitimer(signal.ITIMER_REAL, 0.01)
        assert 50 < left < 60
        with limited(30):
            time.sleep(0.05)
        time.sleep(0.05)
        assert rung == [signal.SIGALRM]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_limited_limits_nothing_outside_the_main_thread() -> None:
    """There are no timers there: the block runs on."""
    done: list[bool] = []

    def run() -> None:
        with limited(0.001):
            time.sleep(0.02)
            done.append(True)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert done == [True]


def test_limited_limits_nothing_without_a_timer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor where the system has none."""
    with monkeypatch.context() as patch:
        patch.delattr(signal, "setitimer")
        with limited(0.001):
            time.sleep(0.02)
