"""docs/spark.md: its program runs, and its options are the command's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from quoteminer.cli.app import app

GUIDE = (Path(__file__).parents[2] / "docs" / "spark.md").read_text("utf-8")


@pytest.mark.java
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # pyspark leaves sockets to the collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_guide_shows_a_program_that_runs(spark: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It writes the quotes, and shows the errors."""
    rows = [("a", "“The harbour stays open,” Mayor Ann Lee told reporters."), ("b", None)]
    df = spark.createDataFrame(rows, "id string, text string").coalesce(1)
    df.write.parquet(str(tmp_path / "news.parquet"))
    (code,) = re.findall(r"^```python\n(import .*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
    there = re.sub(r'parquet\("(.*?)"\)', lambda found: f"parquet({str(tmp_path / found[1])!r})", code)
    exec(there, {"spark": spark})
    assert [row.speaker for row in spark.read.parquet(str(tmp_path / "quotes")).collect()] == ["Ann Lee"]
    assert re.search(r"\| +b\| +input\|", capsys.readouterr().out)


def test_guide_names_options_that_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """In commands and in the text; those of other programs stand in their commands only."""
    monkeypatch.setenv("COLUMNS", "200")
    page = CliRunner().invoke(app, ["spark", "--help"]).output
    calls = re.findall(r"(?:quoteminer spark|run\.py spark) (.*)", GUIDE.split("### EMR")[0])
    text = re.findall(r"`(--[a-z-]+)(?: N)?`", GUIDE.split("\n## In a program")[0])
    options = {option for call in calls for option in re.findall(r"--[a-z-]+", call)} | set(text)
    assert options - {"--jobs"} <= set(re.findall(r"--[a-z-]+", page))
    assert {"--output", "--master", "--resume", "--chunk", "--speakers"} <= options
