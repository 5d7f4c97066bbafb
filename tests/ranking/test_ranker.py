"""The file of a trained ranker: read without running anything in it, or told to be of no use."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from quoteminer.errors import ModelError
from quoteminer.ranking.ranker import load_ranker


class Trap:
    """An object that makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what unpickling does."""
        return os.mkdir, (str(self._path),)


def test_load_ranker_runs_nothing(random_model: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    """An object among the arrays is refused before it is made."""
    path, made = tmp_path / "a.npz", tmp_path / "made"
    np.savez(path, **{**random_model(), "limits": np.array([Trap(made)], dtype=object)})
    with pytest.raises(ModelError, match="is no usable ranker: Object arrays cannot be loaded"):
        load_ranker(path)
    assert not made.exists()


@pytest.mark.parametrize("content", [None, b"", b"PK\3\4 no archive", b"\x93NUMPY", b"text"], ids=repr)
def test_load_ranker_says_what_it_cannot_read(tmp_path: Path, content: bytes | None) -> None:
    """A missing or damaged file is told with what to do."""
    path = tmp_path / "a.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match="is no usable ranker: ") as caught:
        load_ranker(path)
    assert caught.value.hint == "Install quoteminer again, or use --ranker rules."


@pytest.mark.parametrize("changes", [{"format": np.array(0)}, {"limits": np.zeros(1)}], ids=["format", "limits"])
def test_load_ranker_refuses_another_version(
    random_model: Callable[..., dict[str, Any]], tmp_path: Path, changes: dict[str, Any]
) -> None:
    """Arrays of another version are not taken for those of this one; nor are fewer of them."""
    path = tmp_path / "a.npz"
    for number, arrays in enumerate(({**random_model(), **changes}, {"format": random_model()["format"]})):
        np.savez(path.with_stem(f"a{number}"), **arrays)
        with pytest.raises(ModelError, match="is no usable ranker: "):
            load_ranker(path.with_stem(f"a{number}"))
