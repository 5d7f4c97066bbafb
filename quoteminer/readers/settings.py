"""What a reader is told, the same for every format."""

from __future__ import annotations

from dataclasses import dataclass, field

from quoteminer.readers.days import DayOrder
from quoteminer.readers.walk import ReadLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The keys or columns of a row that hold an article's parts; None: the first known one (metadata.yaml)."""

    text: str | None = None
    id: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The caller's wishes.

    `published` (YYYY-MM-DD) fills the gap where an article gives no date, and never overrides one. `day_order` says
    how 03/04/2025 is to be read; without it such a date is left out, with a warning. `format` is that of every
    input, whatever its suffix. `keys` name the parts of a row. `any_language` has articles read, too, that do not seem
    to be in the pipeline's language. `encoding` is that of text that is not UTF-8;
    where none is named, `strict_encoding` refuses such text, instead of reading it as well as can be.
    """

    published: str | None = None
    day_order: DayOrder | None = None
    format: str | None = None
    keys: Keys = field(default_factory=Keys)
    any_language: bool = False
    encoding: str | None = None
    strict_encoding: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The caller's wishes, and the log to fill."""

    log: ReadLog
    reading: Reading = field(default_factory=Reading)
