"""How a writer for people is to look; writers for programs do not mind it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """`color` None means: colours if the stream is a terminal and NO_COLOR is not set; `width` in columns."""

    color: bool | None = None
    width: int | None = None
