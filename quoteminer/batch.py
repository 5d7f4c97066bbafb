"""Articles → quotes and error rows: the one step under every way of running, here, in workers or on a cluster."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quoteminer.errors import ExtractionError, LanguageError, QuoteminerError
from quoteminer.language import check_language
from quoteminer.model import Article, ErrorRow, Quote

_log = logging.getLogger(__name__)

Mine = Callable[[Article], Iterable[Quote]]
"""The core, ready to run: an article's quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of one input: its quotes and errors; `article` is None where reading it failed."""

    article: Article | None
    quotes: list[Quote] = field(default_factory=list)
    errors: list[ErrorRow] = field(default_factory=list)


def load_mine(  # noqa: PLR0913 - options
    *,
    patterns: Sequence[Path] = (),
    speakers: Sequence[Path] = (),
    model: str | None = None,
    ranker: str | None = None,
    any_language: bool = True,
    direct_only: bool = False,
) -> Mine:
    """Return the core with its pipeline, patterns and speakers loaded.

    With `direct_only` it finds what stands in quotation marks, and faster. Unless `any_language`, it raises a
    LanguageError for an article that is not in the pipeline's language.

    Raises:
        PatternsError: when a file of patterns or speakers is wrong.
        ModelError: when the pipeline, or what the ranker needs, is not installed.
    """
    from quoteminer.patterns.known_speakers import load_speakers  # noqa: PLC0415 - who only waits loads no spaCy
    from quoteminer.patterns.loader import load_patterns  # noqa: PLC0415

    loaded = load_patterns(extra=patterns)  # first: it is fast, and its errors are the user's
    people = load_speakers(extra=speakers)

    from quoteminer.extract.knowledge import knowledge  # noqa: PLC0415
    from quoteminer.pipeline import load, mine  # noqa: PLC0415
    from quoteminer.ranking.choice import DEFAULT, finder  # noqa: PLC0415

    knowledge(loaded, people)  # its errors, too, are the user's and not an article's
    ranker = ranker or DEFAULT
    finder(ranker)
    nlp = load(model)

    def mine_one(article: Article) -> Iterable[Quote]:
        if not any_language:
            check_language(article, language=type(nlp).__name__, common=nlp.Defaults.stop_words)
        return mine(article, nlp=nlp, patterns=loaded, speakers=people, ranker=ranker, direct_only=direct_only)

    return mine_one


def run_batch(articles: Iterable[Article], mine: Mine) -> tuple[list[Quote], list[ErrorRow]]:
    """Return the quotes of the articles in order, and a row for each article that failed.

    An article that fails costs no other its quotes, and keeps those that were found before it failed.
    """
    quotes: list[Quote] = []
    errors: list[ErrorRow] = []
    for article in articles:
        before = len(quotes)
        try:
            quotes.extend(mine(article))
        except LanguageError as error:
            errors.append(failure_row(article, f"{error.message} {error.hint}", kind=error.kind))
        except Exception as error:  # whatever one article does to the core, the run goes on
            _log.debug("%s", article.path or article.id, exc_info=True)
            errors.append(_failure(article, error, len(quotes) - before))
    return quotes, errors


def run_input(given: Article | ErrorRow, mine: Mine) -> Done:
    """Return what becomes of one article, or of an input that could not be read."""
    if isinstance(given, ErrorRow):
        return Done(article=None, errors=[given])
    quotes, errors = run_batch([given], mine)
    return Done(article=given, quotes=quotes, errors=errors)


def failure_row(article: Article, reason: str, *, kind: str = ExtractionError.kind) -> ErrorRow:
    """Return the row for an article at which the extraction failed."""
    return ErrorRow(article=article.id, path=article.path, kind=kind, message=f"{article.path or article.id}: {reason}")


def _failure(article: Article, error: Exception, found: int) -> ErrorRow:
    """Return the row for an article at which the core failed after `found` quotes."""
    from quoteminer import __version__  # noqa: PLC0415 - rarely asked for

    reason = str(error) if isinstance(error, QuoteminerError) else f"{type(error).__name__}: {error}"
    kept = f" after {found:,} quote{'' if found == 1 else 's'}" if found else ""
    return failure_row(
        article,
        f"the extraction failed{kept}: {reason} "
        f"(quoteminer {__version__}). Run it again with --debug for the traceback.",
        kind=error.kind if isinstance(error, QuoteminerError) else ExtractionError.kind,
    )
