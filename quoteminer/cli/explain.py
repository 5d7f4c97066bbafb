"""`quoteminer explain`: why a quote was found, and why its rivals were not."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from quoteminer.cli import options as opt
from quoteminer.cli.group import FAILED
from quoteminer.cli.output import Sink, check_sink, choose_format, open_output
from quoteminer.cli.talk import Talk
from quoteminer.errors import ExtractionError, QuoteminerError, UsageError
from quoteminer.model import Article, ErrorRow

if TYPE_CHECKING:
    from quoteminer.cli.mining import Account, Engine
    from quoteminer.ranking.explanation import SentenceExplanation

_log = logging.getLogger(__name__)

Explain = Callable[[Article], "Iterable[SentenceExplanation]"]
"""The core, ready to run: an article's sentences, explained."""

EXAMPLES = """Examples:

quoteminer explain seeds/004_ff344bde8bf03ff9.txt --line 11

quoteminer explain seeds/ --id 5aabca9347488191

quoteminer explain - --format jsonl < article.txt
"""


@opt.spread
def explain_cli(  # noqa: PLR0913 - one parameter an option
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="A file of articles, a directory, or - for standard input.")
    ],
    *,
    line: Annotated[
        int | None,
        typer.Option("--line", metavar="N", min=1, help="Only sentences on line N, or whose quotes touch it."),
    ] = None,
    own_id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Only the sentence of the quote with this id.")
    ] = None,
    format_: opt.ListFormatOption = None,
    out: opt.SinkOptions,
    read: opt.ReadingOptions,
    core: opt.CoreOptions,
    quiet: opt.QuietOption = False,
    debug: opt.DebugOption = False,
) -> None:
    """Show every possible quote of an article, sentence by sentence: which was taken, which was not, and why.

    Each cue stands with its candidates, the best first: pattern, words, source, score. A quote shows the features
    that decided. Exit code: 0; 1 if an input failed; 2 if the options or patterns are wrong, or nothing has the id
    or stands on the line.
    """
    if line is not None and own_id is not None:
        raise UsageError("--line and --id exclude each other.", "Say one of them.")
    engine, wanted = core.engine(read), Wanted(line=line, id=own_id)
    raise typer.Exit(explain(path, engine=engine, wanted=wanted, sink=out.sink(format_), talk=Talk(quiet=quiet)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which sentences are told: those on a line, that of a quote's id, or all that have candidates."""

    line: int | None = None
    id: str | None = None

    def holds(self, sentence: SentenceExplanation) -> bool:
        """Return whether the sentence is wanted."""
        if self.id is not None:
            return self.id in sentence.ids
        if self.line is not None:
            return self.line in sentence.lines
        return any(cue.candidates for cue in sentence.cues)


def explain(path: str, *, engine: Engine, wanted: Wanted, sink: Sink, talk: Talk) -> int:
    """Write the explanations of the wanted sentences, and return the exit code.

    Raises:
        UsageError: there is no such line or id.
    """
    from quoteminer.cli.explanations import WRITERS
    from quoteminer.cli.mining import Account
    from quoteminer.readers import read_articles

    check_sink(sink)
    form = choose_format(sink)
    if form not in WRITERS:
        raise UsageError(f"Explanations cannot be written as {form}.", "Say --format table or --format jsonl.")
    account = Account(talk=talk)
    articles = read_articles([path], stdin=sys.stdin.buffer, reading=engine.reading, log=account.log)
    every = explain_articles(articles, load_explainer(engine), account=account)
    with open_output(sink.output, force=sink.force) as stream:
        told = WRITERS[form]((sentence for sentence in every if wanted.holds(sentence)), stream, color=sink.color)
        if not told and not account.failed:
            _tell_nothing(path, wanted, talk)
    return FAILED if account.failed else 0


def load_explainer(engine: Engine) -> Explain:
    """Return the core, loaded, as a function that explains an article.

    Raises:
        PatternsError: when a file of patterns or speakers is wrong.
        ModelError: when the pipeline, or what the ranker needs, is not installed.
    """
    from quoteminer.patterns.known_speakers import load_speakers
    from quoteminer.patterns.loader import load_patterns

    patterns = load_patterns(extra=engine.patterns)  # first: it is fast, and its errors are the user's
    speakers = load_speakers(extra=engine.speakers)

    from quoteminer.extract.knowledge import knowledge
    from quoteminer.pipeline import load, parse
    from quoteminer.ranking.choice import DEFAULT
    from quoteminer.ranking.explanation import explain as explain_doc
    from quoteminer.ranking.judges import judge_of

    knowledge(patterns, speakers)
    judge = judge_of(engine.ranker or DEFAULT)
    nlp = load(engine.model)
    return lambda article: explain_doc(
        parse(nlp, article), article=article, judge=judge, patterns=patterns, speakers=speakers
    )


def explain_articles(
    articles: Iterable[Article | ErrorRow], explain_one: Explain, *, account: Account
) -> Iterator[SentenceExplanation]:
    """Yield the explanations of all articles; one that fails is told and counted, and costs no other its own."""
    for article in articles:
        account.tell_log()
        if isinstance(article, ErrorRow):
            account.fail(article)
            continue
        try:
            yield from explain_one(article)
        except Exception as error:  # whatever one article does to the core, the run goes on
            _log.debug("%s", article.path or article.id, exc_info=True)
            account.fail(_failure(article, error))
    account.tell_log()


def _failure(article: Article, error: Exception) -> ErrorRow:
    reason = str(error) if isinstance(error, QuoteminerError) else f"{type(error).__name__}: {error}"
    return ErrorRow(
        article=article.id,
        path=article.path,
        kind=error.kind if isinstance(error, QuoteminerError) else ExtractionError.kind,
        message=f"{article.path or article.id}: the explanation failed: {reason}. "
        "Run it again with --debug for the traceback.",
    )


def _tell_nothing(path: str, wanted: Wanted, talk: Talk) -> None:
    """Say that nothing was found to explain; where it was asked for by line or id, as an error."""
    if wanted.id is not None:
        raise UsageError(
            f"{path}: no quote has the id {wanted.id}.",
            "An id holds for the same PATH, patterns and ranker that extract was given.",
        )
    if wanted.line is not None:
        raise UsageError(f"{path}: no sentence stands on line {wanted.line}.", "Lines are counted from 1.")
    talk.tell("no sentence has a candidate; --line N shows what is on a line")
