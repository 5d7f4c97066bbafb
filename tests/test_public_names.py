"""The public names of the package."""

from __future__ import annotations

import importlib.metadata

import pytest

import quoteminer


@pytest.mark.parametrize("name", quoteminer.__all__)
def test_public_name_is_there(name: str) -> None:
    """Every name that is promised can be had, and `dir` shows it."""
    assert getattr(quoteminer, name)
    assert name in dir(quoteminer)


def test_public_names_are_those_of_their_modules() -> None:
    """The lazy names are the very objects."""
    from quoteminer.errors import QuoteminerError
    from quoteminer.model import Article, Quote
    from quoteminer.pipeline import load, mine, parse

    assert quoteminer.Article is Article
    assert quoteminer.Quote is Quote
    assert quoteminer.QuoteminerError is QuoteminerError
    assert (quoteminer.load, quoteminer.mine, quoteminer.parse) == (load, mine, parse)


def test_unknown_name_is_an_attribute_error() -> None:
    """What does not exist is missing in the usual way."""
    with pytest.raises(AttributeError, match="'quoteminer' has no attribute 'nonsense'"):
        getattr(quoteminer, "nonsense")  # noqa: B009 - mypy knows that it is not there


def test_version_is_that_of_the_installed_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """`__version__` asks the package's metadata, and does without where it is not installed."""

    def missing(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.delitem(vars(quoteminer), "__version__", raising=False)
    monkeypatch.setattr(importlib.metadata, "version", lambda name: f"{name} 9.9")
    assert quoteminer.__version__ == "quoteminer 9.9"
    monkeypatch.delitem(vars(quoteminer), "__version__")
    monkeypatch.setattr(importlib.metadata, "version", missing)
    assert quoteminer.__version__ == "0+source"
    monkeypatch.delitem(vars(quoteminer), "__version__")
