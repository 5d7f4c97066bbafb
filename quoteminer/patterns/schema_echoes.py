"""What data/<language>/echoes.yaml may hold."""

from __future__ import annotations

from typing import Literal

from quoteminer.patterns.schema import Strict, Words


class EchoesData(Strict):
    """data/<language>/echoes.yaml: contracted words, and prefixes that negate."""

    version: Literal[1]
    contractions: dict[str, list[str]]
    endings: dict[str, str]
    negative_prefixes: Words
