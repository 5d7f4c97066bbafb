"""Spark in this process, with two threads that may fail; and articles to extract from."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import quoteminer

TESTS = Path(__file__).parents[1]

_NAMES = ["Ann Lee", "Bo Ek", "Carla Diaz", "Dmitry Orlov", "Eve Stone"]
_ROLES = ["Mayor", "Prime Minister", "spokesman", "Senator"]
_TOPICS = ["the harbour", "the new bridge", "the tax law", "the border"]
_CLAIMS = ["must stay open", "will be closed by spring"]


def make_articles(count: int) -> list[dict[str, str]]:
    """Return so many different articles as rows, each with direct and indirect quotes."""
    rows = []
    for number, (name, role, topic, claim) in enumerate(product(_NAMES, _ROLES, _TOPICS, _CLAIMS)):
        text = (
            f"“We think that {topic} {claim},” {role} {name} told reporters on Monday.\n\n"
            f"{name.split()[-1]} warned that {topic} was neglected for {number + 2} years.\n\n"
            f"“Nobody asked us,” residents of {topic} said. Officials denied it.\n"
        )
        rows.append(
            {"id": f"a{number:03}", "text": text, "published": "2025-09-24", "url": f"https://ardle.example/{number}"}
        )
    return [{**rows[number % len(rows)], "id": f"a{number:03}"} for number in range(count)]


@pytest.fixture(scope="session")
def needs_java() -> None:
    """Skip where Java or pyspark is missing; CI must have them."""
    missing = [] if shutil.which("java") else ["java (Debian: apt-get install default-jre-headless)"]
    try:
        import pyspark  # noqa: F401
    except ImportError:
        missing.append("pyspark (pip install 'quoteminer[spark]')")
    if missing:
        reason = f"missing: {', '.join(missing)}"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """Return the environment in which processes of Spark find the package and the core of the tests."""
    package = Path(str(quoteminer.__file__)).resolve().parents[1]
    path = os.pathsep.join([str(package), str(TESTS)])
    local = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1", "OMP_NUM_THREADS": "1"}
    return {**os.environ, **local, "PYTHONPATH": path}


@pytest.fixture(scope="session")
def spark(needs_java: None, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return a session with two threads, in which a task may fail three times."""
    from pyspark.sql import SparkSession

    patch = pytest.MonkeyPatch()
    for name, value in environment.items():
        patch.setenv(name, value)
    patch.syspath_prepend(str(TESTS))
    session = (
        SparkSession.builder.master("local[2,4]")
        .appName("tests")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
    patch.undo()


@pytest.fixture(scope="session")
def articles() -> list[dict[str, str]]:
    """Return two hundred articles."""
    return make_articles(200)


@pytest.fixture(scope="session")
def jsonl(articles: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of the articles."""
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in articles), "utf-8")
    return path


@pytest.fixture(scope="session")
def few(articles: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory of four files with every fifth of the articles."""
    path = tmp_path_factory.mktemp("few")
    some = articles[::5]
    for number in range(4):
        (path / f"{number}.jsonl").write_text("\n".join(map(json.dumps, some[number::4])), "utf-8")
    return path


@pytest.fixture(scope="session")
def local_rows(jsonl: Path) -> list[dict[str, Any]]:
    """Return what the local path finds in that file."""
    return mine_locally(jsonl)


@pytest.fixture(scope="session")
def few_rows(few: Path) -> list[dict[str, Any]]:
    """Return what the local path finds in that directory."""
    return mine_locally(few)


@pytest.fixture(scope="session")
def few_quotations(few: Path) -> list[dict[str, Any]]:
    """Return what the local path finds with `--direct-only` in the last file of that directory."""
    return mine_locally(few / "3.jsonl", direct_only=True)


def mine_locally(path: Path, *, direct_only: bool = False) -> list[dict[str, Any]]:
    """Return the rows that one process finds."""
    from quoteminer.cli.mining import Account, Engine, mine_paths
    from quoteminer.cli.talk import Talk
    from quoteminer.rows import to_row

    account = Account(talk=Talk(quiet=True))
    return [to_row(quote) for quote in mine_paths([str(path)], Engine(direct_only=direct_only), account=account)]
