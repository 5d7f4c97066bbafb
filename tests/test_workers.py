"""Worker processes: the same in the same order, whatever happens to them."""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quoteminer import worker, workers
from quoteminer.batch import Done
from quoteminer.errors import ExtractionError, ModelError
from quoteminer.model import Article, ErrorRow

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the tests end processes by signals")

BAD = ErrorRow(article=None, path="bad.txt", kind="input", message="bad.txt: is bad.")


@pytest.fixture(autouse=True)
def core(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let worker processes find the core of the tests, and leave none of them behind."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))  # a spawned process gets the same path
    yield
    assert not multiprocessing.active_children()


def loader(name: str = "load") -> Callable[[], object]:
    """Return a function of the core, importable by name wherever `tests` is on the path."""
    import working_core  # type: ignore[import-not-found]

    function: Callable[[], object] = getattr(working_core, name)
    return function


def articles(*texts: str) -> list[Article | ErrorRow]:
    """Return articles with these texts, numbered; BAD stands for an input that failed."""
    return [
        BAD if text == "BAD" else Article(id=f"a{number}", text=text, path=f"a{number}.txt")
        for number, text in enumerate(texts)
    ]


def run(*texts: str, jobs: int = 2, load: str = "load") -> list[Done]:
    """Return what becomes of articles in worker processes."""
    return list(workers.run_in_workers(articles(*texts), loader(load), jobs=jobs))  # type: ignore[arg-type]


def words(done: list[Done]) -> list[str]:
    """Return the quotes' words of each input, or ERROR."""
    return ["ERROR" if one.errors else " ".join(quote.quote for quote in one.quotes) for one in done]


def test_workers_keep_the_order() -> None:
    """Every input comes back once, in order, with its article; what could not be read stands in its place."""
    texts = [f"one{number} two{number}" for number in range(50)]
    texts[3] = "BAD"
    done = run(*texts)
    assert words(done) == [*texts[:3], "ERROR", *texts[4:]]
    assert done[3] == Done(article=None, errors=[BAD])
    assert [one.article for one in done if one.article] == [one for one in articles(*texts) if one != BAD]


def test_workers_are_other_processes() -> None:
    """The work is not done in this process."""
    pids = set(words(run(*["PID"] * 20)))
    assert str(os.getpid()) not in pids
    assert 1 <= len(pids) <= 2


def test_workers_report_an_article_that_fails() -> None:
    """An exception is an error row and ends no process."""
    done = run("one", "two FAIL", "three", jobs=1)
    assert words(done) == ["one", "ERROR", "three"]
    assert [quote.quote for quote in done[1].quotes] == ["two"]
    assert "ZeroDivisionError: oops" in done[1].errors[0].message


def test_workers_do_an_article_again_whose_process_was_killed(tmp_path: Path) -> None:
    """A process killed once costs nothing."""
    texts = [f"one{number}" for number in range(10)]
    texts[4] = f"KILL:1:{tmp_path / 'log'}"
    assert words(run(*texts)) == texts
    assert len((tmp_path / "log").read_text().splitlines()) == 2


def test_workers_give_an_article_up_that_always_kills(tmp_path: Path) -> None:
    """An article that ends its process every time is one error row; all the others are there."""
    texts = [f"one{number}" for number in range(10)]
    texts[4] = f"KILL:9:{tmp_path / 'log'}"
    done = run(*texts)
    assert words(done) == [*texts[:4], "ERROR", *texts[5:]]
    assert len((tmp_path / "log").read_text().splitlines()) == 2
    (row,) = done[4].errors
    assert (row.article, row.path, row.kind) == ("a4", "a4.txt", "extraction")
    assert row.message.startswith("a4.txt: the extraction took its process with it, twice: the last was ended by sig")


def test_workers_are_replaced_when_killed_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies between two articles is replaced, and no article is blamed."""
    done = workers.run_in_workers(articles(*["PID"] * 40), loader(), jobs=1)  # type: ignore[arg-type]
    first = words([next(done)])[0]
    os.kill(int(first), 9)
    rest = words(list(done))
    assert len(rest) == 39
    assert "ERROR" not in rest
    assert rest[-1] != first


def test_workers_are_replaced_after_much_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """What spaCy piles up is thrown away with the process."""
    monkeypatch.setattr(worker, "_LIFE", 9)
    pids = words(run(*["PID"] * 9, jobs=1))
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 3, 3]


def test_workers_read_ahead_no_further_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory stays flat: neither many articles nor large ones pile up."""
    read: list[int] = []

    def count(texts: list[str]) -> Iterator[Article | ErrorRow]:
        for number, article in enumerate(articles(*texts)):
            read.append(number)
            yield article

    done = workers.run_in_workers(count(["one"] * 99), loader(), jobs=1)  # type: ignore[arg-type]
    next(done)
    assert len(read) <= workers._AHEAD + 1
    done.close()  # type: ignore[attr-defined]
    read.clear()
    monkeypatch.setattr(workers, "_HELD", 10)
    done = workers.run_in_workers(count(["x" * 9] * 99), loader(), jobs=1)  # type: ignore[arg-type]
    next(done)
    assert len(read) <= 3
    done.close()  # type: ignore[attr-defined]


def test_workers_end_with_the_iterator() -> None:
    """Who stops listening, as at Ctrl-C or a closed pipe, leaves no process at work."""
    done = workers.run_in_workers(articles("one", "WAIT", "WAIT"), loader(), jobs=2)  # type: ignore[arg-type]
    next(done)
    assert len(multiprocessing.active_children()) == 2
    done.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


@pytest.mark.parametrize(
    ("load", "error", "message"),
    [
        ("load_nothing", ModelError, "No pipeline.\n  Install one."),
        ("load_wrongly", ExtractionError, "The core does not load: ZeroDivisionError: oops."),
        ("load_and_die", ExtractionError, "The worker processes do not start: the last was ended by signal 9."),
    ],
)
def test_workers_tell_why_they_do_not_start(load: str, error: type[Exception], message: str) -> None:
    """A core that cannot be loaded ends the run, with the hint of what was raised in the process."""
    with pytest.raises(error) as caught:
        run("one", load=load)
    assert str(caught.value).startswith(message)


def test_workers_pass_tracebacks_on(caplog: pytest.LogCaptureFixture) -> None:
    """With --debug the parent's log has what a worker's had."""
    with caplog.at_level(logging.DEBUG, logger="quoteminer"):
        run("FAIL", jobs=1)
    assert "ZeroDivisionError" in caplog.text
    assert "Traceback" in caplog.text


def test_run_inputs_starts_no_process_for_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes must pay: as many as there is text for, and none beside this one for the text of one."""
    monkeypatch.setattr(workers, "_SHARE", 8)
    asked: list[int] = []

    def note(inputs: object, load: object, *, jobs: int) -> Iterator[Done]:
        asked.append(jobs)
        return iter([])

    monkeypatch.setattr(workers, "run_in_workers", note)
    for texts, jobs, expected in [
        (["PID"] * 2, 8, []),
        (["PID"] * 9, 1, []),
        (["PID"] * 6, 8, [2]),
        (["PID"] * 9, 8, [3]),
        (["PID"] * 9, 2, [2]),
    ]:
        asked.clear()
        done = list(workers.run_inputs(iter(articles(*texts)), loader(), jobs=jobs))  # type: ignore[arg-type]
        assert asked == expected
        assert words(done) == ([] if expected else [str(os.getpid())] * len(texts))


@pytest.mark.parametrize(
    ("quota", "expected"), [("max 100000", 8), ("250000 100000", 2), ("50000 100000", 1), ("x", 8), (None, 8)]
)
def test_count_cores_minds_a_containers_quota(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, quota: str | None, expected: int
) -> None:
    """A container with the time of two cores on a machine with eight gets two processes."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    monkeypatch.setattr(workers, "_QUOTA", tmp_path / "cpu.max")
    if quota:
        (tmp_path / "cpu.max").write_text(quota)
    assert workers.count_cores() == expected
