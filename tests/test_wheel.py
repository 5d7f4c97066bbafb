"""What is installed: the data the package needs, and nothing that is not ours to distribute."""

from __future__ import annotations

import json
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest

import quoteminer

ROOT = Path(__file__).parents[1]
DATA = sorted((ROOT / "quoteminer" / "data").rglob("*.*"))
PAGE = sorted(path for path in (ROOT / "quoteminer" / "writers" / "report").iterdir() if path.suffix != ".py")


@pytest.fixture
def installed() -> Distribution:
    """Return the installed distribution; a source tree or an editable install has none to look at."""
    try:
        found = distribution("quoteminer")
    except PackageNotFoundError:
        pytest.skip("quoteminer runs from the source tree; `pip install .` installs it")
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    if origin.get("dir_info", {}).get("editable"):
        pytest.skip("quoteminer is installed in editable mode; `pip install .` installs it whole")
    return found


def names(installed: Distribution) -> set[str]:
    """Return the paths of all installed files."""
    return {str(path) for path in installed.files or ()}


def test_installed_package_is_the_one_under_test(installed: Distribution) -> None:
    """The tests import what was installed and not the source tree."""
    location = Path(str(installed.locate_file("quoteminer"))).resolve()
    assert Path(quoteminer.__file__).resolve().parent == location
    assert location != (ROOT / "quoteminer").resolve()


def test_installed_package_holds_its_data(installed: Distribution) -> None:
    """The patterns, language files, the report's parts and the mark of a typed package are installed as they are."""
    package = Path(str(installed.locate_file("quoteminer")))
    expected = {f"data/{path.relative_to(ROOT / 'quoteminer' / 'data')}": path for path in DATA}
    expected |= {"data/patterns.yaml": ROOT / "patterns.yaml", "py.typed": ROOT / "quoteminer" / "py.typed"}
    expected |= {f"writers/report/{path.name}": path for path in PAGE}
    assert len(expected) > len(PAGE) + 3 > 10
    for name, path in expected.items():
        assert f"quoteminer/{name}" in names(installed)
        assert (package / name).read_bytes() == path.read_bytes(), f"{name} differs: install again"


def test_installed_package_leaves_the_sample_articles_out(installed: Distribution) -> None:
    """Neither the sample articles nor the gold that repeats them, nor tests and scripts, are distributed."""
    assert not [name for name in names(installed) if "seeds" in name or name.endswith(".jsonl")]
    tops = {name.split("/")[0] for name in names(installed)}
    assert {top for top in tops if not top.startswith(("quoteminer-", ".."))} == {"quoteminer"}
