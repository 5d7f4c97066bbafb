"""Fuzz the package: made-up inputs until it breaks a promise, or does not.

    python scripts/fuzz.py [TARGET…] [--inputs N] [--seed N] [--seconds S]

Each target gets N inputs, made by hypothesis from the seed: readers, marks, paragraphs, dates, the patterns loader,
writers, and the whole extraction. An input fails when it raises, when it takes more than S seconds, or when a row's
offsets do not cut its words. A JSON object a target goes to standard output, what failed to standard error; the exit
code is 1 if anything did.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from types import FrameType
from typing import Any

from fuzz_targets import TARGETS, Target
from hypothesis import HealthCheck, Phase, given, seed, settings

from quoteminer.writers.safe import safe

_ROUND = 2_000
"""Inputs a round: hypothesis remembers those of a round, so that memory stays flat over many."""

_STUCK = 20
"""Times the limit after which even a call that no signal interrupts is given up, with a traceback."""


class HangError(Exception):
    """An input took longer than it may."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of a target's inputs: how many ran, the slowest one in seconds, those that broke a promise.

    `results` are what the inputs gave: rows of quotes for the whole pipeline, articles for a reader.
    """

    target: str
    inputs: int = 0
    results: int = 0
    slowest: float = 0.0
    failed: int = 0
    seconds: float = 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz the targets named on the command line; 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS], metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--inputs", type=int, default=1_000, help="inputs a target (default: 1000)")
    parser.add_argument("--seed", type=int, default=0, help="what the inputs are made from")
    parser.add_argument("--seconds", type=float, default=10.0, help="time an input may take (default: 10)")
    options = parser.parse_args(arguments)
    warnings.simplefilter("error")
    for library in ("spacy", "weasel", "dateparser"):
        warnings.filterwarnings("ignore", category=DeprecationWarning, module=library)
    failed = False
    for name in options.targets or TARGETS:
        tally = fuzz(name, TARGETS[name], inputs=options.inputs, first_seed=options.seed, limit=options.seconds)
        failed = failed or tally.failed > 0
        sys.stdout.write(json.dumps(asdict(tally)) + "\n")
        sys.stdout.flush()
    return int(failed)


def fuzz(name: str, target: Target, *, inputs: int, first_seed: int, limit: float) -> Tally:
    """Run a target on so many inputs, and tell on standard error of each that fails."""
    tally = Tally(target=name)
    check, start, number = _timed(target.check, tally, limit), time.monotonic(), first_seed
    while tally.inputs < inputs:
        number += 1
        before = tally.inputs
        try:
            _round(target, check, count=min(_ROUND, inputs - tally.inputs), number=number)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            tally.failed += 1
            sys.stderr.write(f"{name}, seed {number}:\n{shown(error)}\n")
        if tally.inputs == before:
            break  # there are no more inputs than those
    faulthandler.cancel_dump_traceback_later()
    tally.seconds = round(time.monotonic() - start, 1)
    tally.slowest = round(tally.slowest, 3)
    return tally


def shown(error: BaseException) -> str:
    """Return the traceback with the input, in characters that any terminal bears."""
    return safe("".join(traceback.format_exception(error))).encode("ascii", "backslashreplace").decode()


def _round(target: Target, check: Callable[[Any], None], *, count: int, number: int) -> None:
    chosen = settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )

    @seed(number)
    @chosen
    @given(target.inputs)
    def run(value: Any) -> None:
        check(value)

    run()


def _timed(check: Callable[[Any], int], tally: Tally, limit: float) -> Callable[[Any], None]:
    """Return the check with a limit in seconds on an input; what takes longer fails with HangError."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise HangError(f"took more than {limit} s")

    signal.signal(signal.SIGALRM, stop)
    watched = 0.0

    def run(value: Any) -> None:
        nonlocal watched
        tally.inputs += 1
        start = time.monotonic()
        if start - watched > 1:  # not for each input: it starts a thread
            watched = start
            faulthandler.dump_traceback_later(limit * _STUCK, exit=True)
        signal.setitimer(signal.ITIMER_REAL, limit)
        try:
            tally.results += check(value)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            tally.slowest = max(tally.slowest, time.monotonic() - start)

    return run


if __name__ == "__main__":
    sys.exit(main())
