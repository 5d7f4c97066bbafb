"""What is fuzzed: each target takes an input and fails where the package breaks a promise."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO
from itertools import combinations, pairwise
from tempfile import NamedTemporaryFile
from typing import Any

import fuzz_inputs
from hypothesis import strategies as st

from quoteminer.analysis.folding import find_folded
from quoteminer.batch import Mine, load_mine
from quoteminer.errors import InputError, PatternsError
from quoteminer.extract.dates.expressions import resolve_expression
from quoteminer.extract.dates.grammar import find_expressions
from quoteminer.extract.marks import find_regions
from quoteminer.extract.paragraphs import split_paragraphs
from quoteminer.model import Article, ErrorRow, Quote, Span
from quoteminer.patterns.document import parse_document
from quoteminer.patterns.known_speakers import merge_speakers
from quoteminer.patterns.loader import load_data, merge_patterns
from quoteminer.patterns.regexes import regex_problem
from quoteminer.patterns.schema import MarksData, PipelineData
from quoteminer.patterns.schema_dates import DatesData
from quoteminer.patterns.schema_speakers import SpeakersData
from quoteminer.ranking.names import DEFAULT, RANKER_NAMES
from quoteminer.readers import Reading, ReadLog, read_articles
from quoteminer.readers.rows import open_rows
from quoteminer.rows import from_row, to_clean_row, to_row
from quoteminer.writers import WRITERS, Style
from quoteminer.writers.jsonl import dump_line
from quoteminer.writers.safe import safe, safe_line

FAULT = "Run again with --debug"
"""What an error row says that stands for a fault of the package, not of the input."""

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}-\d{2}-\d{2})?")
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]"
)
_LETTERS = re.compile(r"[\W_]+")

Way = tuple[str, bool]
WAYS: tuple[Way, ...] = (*((ranker, False) for ranker in RANKER_NAMES), (DEFAULT, True))
"""The ways to mine: each ranker, and quotations alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A part that is fuzzed; its check returns how many results an input gave.

    `whole` says that the whole pipeline runs for each input.
    """

    inputs: st.SearchStrategy[Any]
    check: Callable[[Any], int]
    whole: bool = False


def check_reader(raw: bytes, *, form: str) -> int:
    """Read bytes as a format: articles with offsets inside their text, and errors that say what is wrong."""
    return len(_read(raw, form=form))


def _read(raw: bytes, *, form: str) -> list[Article]:
    found = list(read_articles(["-"], stdin=BytesIO(raw), reading=Reading(format=form), log=ReadLog()))
    for one in found:
        if isinstance(one, ErrorRow):
            assert FAULT not in one.message, one.message
            assert one.message.startswith("-"), one.message
        else:
            assert all(0 <= start < end <= len(one.text) for start, end in one.metadata), one.metadata
            assert one.blanked is None or len(one.blanked) == len(one.text)
            assert one.published is None or _DATE.fullmatch(one.published), one.published
            assert "\0" not in one.text
    return [one for one in found if isinstance(one, Article)]


def check_rows(raw: bytes) -> int:
    """Open bytes as extracted rows: quotes, errors, or neither."""
    count = 0
    try:
        rows, _ = open_rows(BytesIO(raw), path="-")
        for one in rows or ():
            assert isinstance(one, Quote) or FAULT not in one.message
            count += 1
    except InputError:
        pass
    return count


def check_marks(text: str) -> int:
    """Find the quoted regions of a text: in order, inside their paragraph, none crossing another."""
    paragraphs = [match.span() for match in re.finditer(r"[^\n]+", text)]
    regions = find_regions(text, paragraphs, load_data("marks", MarksData))
    for region in regions:
        assert region.start <= region.inner[0] <= region.inner[1] <= region.end, region
        assert any(start <= region.start and region.end <= end for start, end in paragraphs), region
    starts = [(region.start, -region.end) for region in regions]
    assert starts == sorted(set(starts))
    for one, other in combinations(regions, 2):
        assert other.start >= one.end or other.end <= one.end, (one, other)
    return len(regions)


def check_paragraphs(text: str) -> int:
    """Split a text: the pieces cover it, in order."""
    data = load_data("pipeline", PipelineData)
    pieces = list(split_paragraphs(text, metadata=((0, min(3, len(text))),) if text else (), data=data))
    assert "".join(text[start:end] for start, end, _ in pieces) == text
    assert all(text[start:end].strip() for start, end, searched in pieces if searched)
    return len(pieces)


def check_patterns(text: str) -> int:
    """Load YAML as patterns and as speakers: they load, or every complaint names its place."""
    loaded = 0
    for load in (_merge_patterns, _merge_speakers):
        try:
            load(text)
            loaded += 1
        except PatternsError as error:
            lines = error.message.splitlines()
            assert all(line.startswith(("user.yaml", "…")) for line in lines), lines
            assert not _OBEYED.search(error.message.replace("\n", "")), error.message
    return loaded


def _merge_patterns(text: str) -> object:
    return merge_patterns([parse_document("version: 1\n", "base.yaml"), parse_document(text, "user.yaml")])


def _merge_speakers(text: str) -> object:
    return merge_speakers(load_data("speakers", SpeakersData), [parse_document(text, "user.yaml")])


def check_regex(source: str) -> int:
    """Judge a regular expression: what is let through compiles, and ends on a word that is made to hold it."""
    if regex_problem(source) is not None:
        return 0
    re.compile(source).search("ab" * 100 + "!")
    return 1


def check_dates(text: str) -> int:
    """Find expressions of time: spans inside the text, and days that a calendar has."""
    data = load_data("dates", DatesData)
    expressions = find_expressions(text, data)
    for found in expressions:
        assert 0 <= found.start < found.end <= len(text)
        for anchor in (None, "2024-02-29"):
            day = resolve_expression(text[found.start : found.end], anchor, data=data)
            assert day is None or _DATE.fullmatch(day), day
    return len(expressions)


def check_safe(text: str) -> int:
    """Make a text safe: nothing is left that a terminal obeys."""
    assert not _OBEYED.search(safe(text))
    assert not _OBEYED.search(safe_line(text))
    assert "\n" not in safe_line(text)
    assert all(0 <= start < end <= len(text) for start, end in find_folded("said", text))
    return safe(text) != text


def check_writers(quotes: list[Quote]) -> int:
    """Write quotes in every format, to nothing that could be a terminal: no error, and rows that come back."""
    for name, form in WRITERS.items():
        write = form.load()
        if form.needs_file:
            with NamedTemporaryFile(suffix=".db") as stream:
                write(quotes, _named(stream), Style())
            continue
        memory = BytesIO()
        write(quotes, memory, Style(color=False))
        raw = memory.getvalue()
        if name in ("jsonl", "csv", "tsv", "parquet") and quotes:
            back, _ = open_rows(BytesIO(raw), path=f"x.{name}")
            assert [to_clean_row(one) for one in back or () if isinstance(one, Quote)] == [
                to_clean_row(one) for one in quotes
            ], name
        elif name == "table":
            assert not _OBEYED.search(raw.decode())
    return len(quotes)


def _named(stream: Any) -> Any:
    return stream.file if isinstance(getattr(stream.file, "name", None), str) else stream


def check_whole(text: str) -> int:
    """Mine a text in one of the ways, which its length chooses: every row's offsets cut its words."""
    return check_quotes(Article(id="a", text=text, published="2024-05-03"))


def check_whole_markdown(text: str) -> int:
    """Mine a text that is read as Markdown."""
    return sum(map(check_quotes, _read(text.encode("utf-8", "replace"), form="markdown")))


def check_quotes(article: Article, way: Way | None = None) -> int:
    """Mine an article, and check every promise that its rows make about it."""
    found = list(_mine(*(way or WAYS[len(article.text) % len(WAYS)]))(article))
    ids = {quote.id for quote in found}
    for quote in found:
        for span in (quote.content, quote.cue, quote.source, *(stance.evidence for stance in quote.stances)):
            _check_spans(article.text, span)
        assert quote.content, quote
        assert quote.cue, quote
        assert _cut(article, quote.cue) == quote.cue_text, quote
        assert (_cut(article, quote.source) or None) == quote.source_text, quote
        cut = _cut(article, quote.content)
        if quote.kind == "direct":
            assert _LETTERS.sub("", cut) == _LETTERS.sub("", quote.quote), (cut, quote.quote)
        else:
            assert cut == quote.quote, quote
        assert quote.line == article.text.count("\n", 0, quote.content[0][0]) + 1
        assert 0 <= quote.confidence <= 1, quote
        assert quote.date is None or _DATE.fullmatch(quote.date), quote.date
        assert quote.parent is None or quote.parent in ids, quote
        assert from_row(json.loads(dump_line(to_row(quote)))) == quote
    return len(found)


def _check_spans(text: str, spans: Iterable[Span]) -> None:
    spans = list(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans), spans
    assert all(one[1] <= other[0] for one, other in pairwise(spans)), spans


def _cut(article: Article, spans: Iterable[Span]) -> str:
    return " ".join(article.words(start, end) for start, end in spans)


@cache
def _mine(ranker: str, direct_only: bool) -> Mine:
    return load_mine(ranker=ranker, direct_only=direct_only)


def _reader(form: str, inputs: st.SearchStrategy[bytes]) -> Target:
    return Target(inputs=inputs, check=partial(check_reader, form=form))


TARGETS: dict[str, Target] = {
    "text": _reader("text", fuzz_inputs.texts),
    "packed": _reader("text", fuzz_inputs.packed),
    "markdown": _reader("markdown", fuzz_inputs.texts),
    "jsonl": _reader("jsonl", fuzz_inputs.json_lines),
    "csv": _reader("csv", fuzz_inputs.tables),
    "tsv": _reader("tsv", fuzz_inputs.tables),
    "html": _reader("html", fuzz_inputs.pages),
    "warc": _reader("warc", fuzz_inputs.archives),
    "parquet": _reader("parquet", fuzz_inputs.columns),
    "rows": Target(inputs=fuzz_inputs.row_files | fuzz_inputs.row_files | fuzz_inputs.json_lines, check=check_rows),
    "marks": Target(inputs=fuzz_inputs.any_text, check=check_marks),
    "paragraphs": Target(inputs=fuzz_inputs.any_text, check=check_paragraphs),
    "dates": Target(inputs=fuzz_inputs.any_text, check=check_dates),
    "patterns": Target(inputs=fuzz_inputs.yaml_texts | fuzz_inputs.any_text, check=check_patterns),
    "regexes": Target(inputs=fuzz_inputs.regexes, check=check_regex),
    "safe": Target(inputs=fuzz_inputs.any_text, check=check_safe),
    "writers": Target(inputs=fuzz_inputs.quotes, check=check_writers),
    "whole": Target(inputs=fuzz_inputs.articles, check=check_whole, whole=True),
    "whole-markdown": Target(inputs=fuzz_inputs.articles, check=check_whole_markdown, whole=True),
}
"""The targets by name."""
