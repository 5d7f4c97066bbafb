"""Quotes and articles → what the page shows, as one value for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from quoteminer.analysis.people import TargetWords, bearer, find_people, find_targets
from quoteminer.model import BLANK, Article, Quote
from quoteminer.rows import to_row
from quoteminer.writers.parts import shown_words
from quoteminer.writers.report.passages import Mark, Piece, cut, fits, locate_sentence, marks_of, words_of
from quoteminer.writers.safe import safe_line

ArticleKey = tuple[str, str | None]
"""An article's id and path: files that differ in nothing but their suffix share the id. A text that was kept without
its path is that of every article with its id."""

_OFFSETS = ("schema", "content", "cue", "source", "parent")
_OF_THE_ARTICLE = ("path", "url", "outlet", "title", "published")
_SCHEMES = ("http", "https")


def contents(
    quotes: Iterable[Quote], articles: Mapping[ArticleKey, Article], words: TargetWords | None = None
) -> dict[str, Any]:
    """Return the report's quotes and articles; `articles` holds the texts, where they are known.

    A quote has the keys of the record without the offsets: `quote` has the marks that people are shown, `speaker` is
    the fullest name that the person has in any row, `article` is its article's number, and each stance has the words
    of its evidence, and under `about` the name by which its target is counted. An article has its words in
    `paragraphs`: all of them (`whole`), or the sentences that hold quotes. Every text is made visible: no control or
    bidirectional character is left.
    """
    groups: dict[ArticleKey, list[tuple[int, Quote]]] = {}
    listed = list(quotes)
    for number, quote in enumerate(listed):
        groups.setdefault((quote.article, quote.path), []).append((number, quote))
    order = {key: number for number, key in enumerate(groups)}
    known = {(own, path): articles.get((own, path)) or articles.get((own, None)) for own, path in groups}
    rows = [_quote(q, order[q.article, q.path], known[q.article, q.path]) for q in listed]
    _name(rows, listed, words)
    return {
        "quotes": rows,
        "articles": [_article(group, known[key]) for key, group in groups.items()],
    }


def _quote(quote: Quote, number: int, article: Article | None) -> dict[str, Any]:
    row = {key: value for key, value in to_row(quote).items() if key not in (*_OFFSETS, *_OF_THE_ARTICLE)}
    text, start = _text_around(quote, article)
    for stance in row["stances"]:
        spans = [(first - start, last - start) for first, last in stance["evidence"]]
        stance["evidence"] = [
            text[first:last].replace(BLANK, "") for first, last in spans if 0 <= first < last <= len(text)
        ]
    visible: dict[str, Any] = _made_visible({**row, "quote": shown_words(quote)})
    return {**visible, "article": number}


def _name(rows: list[dict[str, Any]], quotes: list[Quote], words: TargetWords | None) -> None:
    """Give each speaker and each target one name in all rows."""
    people = find_people(one for one in map(bearer, quotes) if one)
    stances = [stance for row in rows for stance in row["stances"]]
    names = find_targets(Counter(stance["target"] for stance in stances if stance["target"]), people.values(), words)
    for stance in stances:
        stance["about"] = names.get(stance["target"])
    for row, quote in zip(rows, quotes, strict=True):
        one = bearer(quote)
        row["speaker"] = _made_visible(people[one].name) if one else None


def _text_around(quote: Quote, article: Article | None) -> tuple[str, int]:
    """Return a text in which the quote's offsets hold, and where it begins in the article; "" if there is none."""
    if article and fits(quote, words_of(article)):
        return words_of(article), 0
    start = locate_sentence(quote)
    return ("", 0) if start is None else (quote.sentence, start)


def _article(group: list[tuple[int, Quote]], article: Article | None) -> dict[str, Any]:
    first = group[0][1]
    known = {name: getattr(first, name) for name in ("article", *_OF_THE_ARTICLE)}
    if known["url"] and not _is_link(known["url"]):
        known["url"] = None
    whole = article is not None and any(fits(quote, words_of(article)) for _, quote in group)
    paragraphs = _marked_text(group, article) if article and whole else _marked_sentences(group)
    visible: dict[str, Any] = _made_visible(known)
    return {**visible, "whole": whole, "paragraphs": paragraphs}


def _marked_text(group: list[tuple[int, Quote]], article: Article) -> list[list[Piece]]:
    text = words_of(article)
    marks = [mark for number, quote in group if fits(quote, text) for mark in marks_of(number, quote)]
    return cut(text, marks, hidden=article.metadata)


def _marked_sentences(group: list[tuple[int, Quote]]) -> list[list[Piece]]:
    """Return a paragraph for each sentence; quotes in the same sentence are marked in one."""
    found: dict[tuple[str, int | None], list[Mark]] = {}
    for number, quote in sorted(group, key=lambda pair: pair[1].content):
        start = locate_sentence(quote)
        marks = _found_words(number, quote) if start is None else list(marks_of(number, quote, start=start))
        found.setdefault((quote.sentence, start), []).extend(marks)
    return [part for (sentence, _), marks in found.items() for part in cut(sentence, _inside(marks, sentence))]


def _found_words(number: int, quote: Quote) -> list[Mark]:
    """Return the content as far as it stands in the sentence in one piece, as where markup was taken out of both."""
    start = quote.sentence.find(quote.quote) if quote.quote else -1
    return [] if start < 0 else [Mark(start=start, end=start + len(quote.quote), number=number, role="content")]


def _inside(marks: list[Mark], sentence: str) -> list[Mark]:
    """Return the marks within the sentence; a source may stand in another one."""
    return [mark for mark in marks if mark.start >= 0 and mark.end <= len(sentence)]


def _is_link(url: str) -> bool:
    """Return whether the page may link to `url`: anything but http and https could run a script."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and bool(parts.hostname)


def _made_visible(value: Any) -> Any:
    if isinstance(value, str):
        return safe_line(" ".join(value.split()))
    if isinstance(value, list):
        return [_made_visible(part) for part in value]
    if isinstance(value, dict):
        return {key: _made_visible(part) for key, part in value.items()}
    return value
