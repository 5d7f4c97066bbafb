"""A core for worker processes: it finds a quote for each word, and some words do things to the process.

A word `KILL:FILE` ends its process by signal 9, as long as FILE has fewer lines than its number: `KILL:2:FILE`. `PID`
is answered with the process's number, `FAIL` raises, `FREMD` is in no language that it reads, `WAIT` never ends.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from quoteminer.batch import Mine
from quoteminer.errors import LanguageError, ModelError
from quoteminer.model import Article, Quote

QUOTE = Quote(
    id="q",
    article="a",
    line=1,
    kind="direct",
    quote="",
    sentence="",
    content=(),
    cue=(),
    source=(),
    cue_text="said",
    source_text=None,
    speech_act="assert",
    distance="neutral",
    confidence=1.0,
    pattern="fake",
)


def mine(article: Article) -> Iterator[Quote]:
    """Yield a quote for each word."""
    for word in article.text.split():
        if word.startswith("KILL:"):
            die(*word.split(":")[1:])
        if word == "FAIL":
            raise ZeroDivisionError("oops")
        if word == "FREMD":
            raise LanguageError("Not in English.", "Leave it out.")
        while word == "WAIT":
            time.sleep(0.1)
        yield replace(QUOTE, article=article.id, path=article.path, quote=str(os.getpid()) if word == "PID" else word)


def die(times: str, file: str) -> None:
    """End this process, unless that has happened often enough."""
    log = Path(file)
    with log.open("a") as stream:
        stream.write("died\n")
    if len(log.read_text().splitlines()) <= int(times):
        os.kill(os.getpid(), signal.SIGKILL)


def load() -> Mine:
    """Return the core."""
    return mine


def load_nothing() -> Mine:
    """Tell that there is no core."""
    raise ModelError("No pipeline.", "Install one.")


def load_wrongly() -> Mine:
    """Fail as nobody expects."""
    raise ZeroDivisionError("oops")


def load_and_die() -> Mine:
    """End the process."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError
