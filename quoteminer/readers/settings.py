"""What a reader is told, the same for every format."""

from __future__ import annotations

from dataclasses import dataclass

from quoteminer.readers.days import DayOrder
from quoteminer.readers.walk import ReadLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The caller's wishes, and the log to fill.

    `published` fills the gap where an article gives no date; `day_order` decides dates such as 03/04/2025.
    """

    log: ReadLog
    published: str | None = None
    day_order: DayOrder | None = None
