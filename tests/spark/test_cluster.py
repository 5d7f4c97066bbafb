"""A standalone cluster on this machine, one of whose executors is killed: no row is lost, none comes twice."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from quoteminer.spark.task import ERROR

pytestmark = [
    pytest.mark.java,
    pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="executors are found in /proc"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # pyspark leaves sockets to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ORDER = itemgetter("article", "content", "cue", "id")
EXECUTOR = "CoarseGrainedExecutorBackend"


class Cluster:
    """A master and two workers with a core each, bound to the loopback interface."""

    def __init__(self, directory: Path, environment: dict[str, str]) -> None:
        import pyspark

        self._program = Path(pyspark.__file__).parent / "bin" / "spark-class"
        self._directory = directory
        self._environment = {**environment, "SPARK_WORKER_DIR": str(directory / "work")}
        self._processes: list[subprocess.Popen[bytes]] = []
        self._launch("master", "org.apache.spark.deploy.master.Master", "--port", "0", "--webui-port", "0")
        self.address = self._told("master", r"(spark://127\.0\.0\.1:\d+)")
        for name in ("worker1", "worker2"):
            options = ("--cores", "1", "--memory", "1g", "--webui-port", "0")
            self._launch(name, "org.apache.spark.deploy.worker.Worker", *options, self.address)
            self._told(name, r"(Successfully registered)")

    def executors(self) -> set[int]:
        """Return the executors that run."""
        parents = {process.pid for process in self._processes}
        return {pid for pid, parent, command in processes() if parent in parents and EXECUTOR in command}

    def stop(self) -> None:
        """End all processes."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.wait(timeout=60)

    def _launch(self, name: str, *command: str) -> None:
        with (self._directory / name).open("wb") as log:
            call = [str(self._program), *command[:1], "--host", "127.0.0.1", *command[1:]]
            self._processes.append(subprocess.Popen(call, stdout=log, stderr=subprocess.STDOUT, env=self._environment))

    def _told(self, name: str, pattern: str) -> str:
        for _ in range(600):
            found = re.search(pattern, (self._directory / name).read_text("utf-8", errors="replace"))
            if found:
                return found[1]
            assert self._processes[-1].poll() is None, (self._directory / name).read_text("utf-8", errors="replace")
            time.sleep(0.1)
        raise AssertionError(f"{name} does not start")


def processes() -> Iterator[tuple[int, int, str]]:
    """Yield number, parent and command of every process."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "stat").read_text("utf-8", errors="replace")
                command = (entry / "cmdline").read_text("utf-8", errors="replace")
            except OSError:
                continue  # it has ended meanwhile
            yield int(entry.name), int(status.rpartition(")")[2].split()[1]), command


@pytest.fixture
def cluster(needs_java: None, environment: dict[str, str], tmp_path: Path) -> Iterator[Cluster]:
    """Return a cluster."""
    cluster = Cluster(tmp_path, environment)
    yield cluster
    cluster.stop()


def test_cluster_loses_no_row_with_an_executor(
    cluster: Cluster, environment: dict[str, str], few: Path, few_rows: list[dict[str, Any]], tmp_path: Path
) -> None:
    """One of two executors is killed while it works; another takes its place, and every row comes once."""
    call = [sys.executable, "-m", "quoteminer", "spark", str(few), "--output", str(tmp_path / "out")]
    with subprocess.Popen([*call, "--master", cluster.address], stderr=subprocess.PIPE, env=environment) as run:
        victim = worker_of(cluster, run)
        os.kill(victim, signal.SIGKILL)
        _, talk = run.communicate(timeout=300)
    assert run.returncode == 0, talk.decode()
    assert b"Lost executor" in talk
    assert f"{len(few_rows):,} quotes, 0 failed" in talk.decode().splitlines()[-1]
    assert sorted(read(tmp_path / "out"), key=ORDER) == sorted(few_rows, key=ORDER)


def worker_of(cluster: Cluster, run: subprocess.Popen[bytes]) -> int:
    """Return an executor as soon as a Python process works for it."""
    while True:
        assert run.poll() is None, "the run ended before it could be disturbed"
        parents = {parent for _, parent, command in processes() if "pyspark" in command}
        for pid in cluster.executors() & parents:
            return pid
        time.sleep(0.05)


def read(output: Path) -> list[dict[str, Any]]:
    """Return the quotes that were written, as rows of the record."""
    from pyarrow import parquet

    rows = [
        row
        for path in output.glob("*/outcome=quotes/*.parquet")
        for row in parquet.ParquetFile(path).read().to_pylist()
    ]
    return [json.loads(json.dumps({key: row[key] for key in row if key not in ERROR})) for row in rows]
