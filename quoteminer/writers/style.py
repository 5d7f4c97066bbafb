"""What a writer is told beside the quotes: how its output is to look, and what else the run comes across."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from quoteminer.analysis.context import Line
from quoteminer.analysis.people import TargetWords
from quoteminer.model import Article, ErrorRow, Quote, Span

Highlight = Callable[[str, str], Iterable[Span]]


def _ignore(_: object) -> None:
    pass


@dataclass(slots=True, kw_only=True)
class Intake:
    """What a run reads beside its quotes, for writers that want it: they put their functions here.

    `on_article` is called with every article before its first quote is asked for, also with one that has none;
    `on_error` with the row of every input that failed. Rows that were extracted before bring no articles.
    """

    on_article: Callable[[Article], None] = _ignore
    on_error: Callable[[ErrorRow], None] = _ignore


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How to write; a writer minds what concerns it.

    `color` None means: colours if the stream is a terminal and NO_COLOR is not set; `width` in columns.
    `raw_csv` writes text cells as they are, also those that a spreadsheet would run. `highlight` is given the name
    and the text of a quote's field, and says which words are to stand out; `context` gives the lines around a quote,
    `target_words` what tells targets apart.
    """

    color: bool | None = None
    width: int | None = None
    raw_csv: bool = False
    highlight: Highlight | None = None
    context: Callable[[Quote], list[Line]] | None = None
    target_words: Callable[[], TargetWords] = TargetWords
    intake: Intake = field(default_factory=Intake)
