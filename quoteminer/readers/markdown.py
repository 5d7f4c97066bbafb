"""Markdown with front matter: one file is one article, its markup blanked one for one so that offsets hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import IO, TYPE_CHECKING

from quoteminer.model import BLANK, Article
from quoteminer.readers.building import Given, OddDates, build_article
from quoteminer.readers.decoding import decode_article
from quoteminer.readers.front_matter import read_front_matter
from quoteminer.readers.settings import Settings
from quoteminer.readers.unpacking import read_whole
from quoteminer.readers.walk import Origin

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LONGEST = 2 * 1024 * 1024
"""Characters of Markdown at most, one book; what is longer is read as plain text, for the parser takes seconds."""

_MOST_BRACKETS = 3000
"""Opening brackets in one paragraph at most, for the parser takes time in proportion to their square. Prose has few,
and a long list of links is many paragraphs."""

_BLANK_LINE = re.compile(r"\n\s*\n")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_VISIBLE = re.compile(r"\S")
_DESTINATION = re.compile(
    r"""\](?:\((?:[^()\r\n"']|"[^"]{0,999}"|'[^']{0,999}'|\([^()\r\n]{0,999}\)){0,999}\)|\[[^]]{0,999}\])"""
)
_UNPROSE = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_NOT_FOUND = -1


def read_markdown(stream: IO[bytes], origin: Origin, settings: Settings) -> Iterator[Article]:
    """Yield the one article of `stream`.

    Raises:
        InputError: when the bytes are no text.
    """
    odd = OddDates()
    text = decode_article(read_whole(stream, where=origin.path), origin, settings)
    article = build_article(text, origin, settings, odd=odd, given=Given(blanked=blank_markup(text)))
    odd.tell(origin.path, settings.log)
    yield article


def blank_markup(text: str) -> str | None:
    """Return the text, as long as it is, with a BLANK for every character of markup; None where there is none.

    White space stays. An entity becomes its character; a bar between the cells of a table becomes a line break, so
    that each cell is a paragraph. Code that names its language is markup, any other fenced text is not. Front
    matter stays.
    """
    if len(text) > _LONGEST or any(part.count("[") > _MOST_BRACKETS for part in _BLANK_LINE.split(text)):
        return None
    block = read_front_matter(text)
    start = block[1][1] if block else 0
    blanked = text[:start] + _Blanker(text[start:]).blank()
    return None if blanked == text else blanked


class _Blanker:
    """A text, its lines, and what of it is kept; `at` is the offset up to which it is settled."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out = list(text)
        self.lines = [match.span() for match in _LINE.finditer(text)]
        self.at = 0

    def blank(self) -> str:
        """Return the text with its markup blanked."""
        env: dict[str, dict[str, dict[str, Sequence[int]]]] = {}
        try:
            tokens = _parser().parse(self.text, env)
        except RecursionError:  # absurdly nested: no article, and no reason to lose one
            return self.text
        for reference in env.get("references", {}).values():
            self._erase(*self._span(reference["map"]))
        row: Sequence[int] | None = None
        for token in tokens:
            if token.type == "tr_open":
                row, self.at = token.map, self._span(token.map)[0]
            elif token.type == "tr_close":
                self._erase(self.at, self._span(row)[1])
                row = None
            elif token.type == "inline":
                self._inline(token, in_row=row is not None)
            else:
                self._block(token)
        return "".join(self.out)

    def _block(self, token: Token) -> None:
        """Blank what a block other than a paragraph has of markup."""
        if token.map is None:
            return
        start, end = self._span(token.map)
        last = self.lines[token.map[1] - 1]
        if token.type == "hr":
            self._erase(start, end)
        elif token.type == "heading_open" and token.markup in ("=", "-"):
            self._erase(*last)
        elif token.type == "table_open":
            self._erase(*self.lines[token.map[0] + 1])
        elif token.type == "html_block":
            self._erase_tags(start, end)
        elif token.type == "fence":
            self._erase(*self.lines[token.map[0]])
            if start < last[0] and self.text[slice(*last)].strip(" \t\r\n>").startswith(token.markup):
                self._erase(start if token.info.strip() else last[0], end)

    def _inline(self, token: Token, *, in_row: bool) -> None:
        """Blank what stands between the words of a paragraph, a heading or a cell."""
        if token.map is None or (in_row and not token.content):
            return
        start, end = self._span(token.map)
        first = self.at if in_row else start
        kept = list(_Chunks(self.text, first, end).keep(token.children or []))
        if None in kept:  # the words cannot be told from the markup: better markup among words than words lost
            self.at = end
            return
        at = first
        for piece in kept:
            if piece:
                a, b, words = piece
                self._erase(at, a)
                self.out[a:b] = self._placed(a, b, words)
                if in_row and at == first:
                    self._break_cell(first, a)
                at = b
        if not in_row:
            self._erase(at, end)
        self.at = at

    def _placed(self, start: int, end: int, words: str) -> str:
        """Return the words with blanks up to the source's length: an opening mark first, for a quote to begin with."""
        rest = BLANK * (end - start - len(words))
        opens = self.text[end : end + 1].isalnum() and not self.text.endswith(words, start, end)
        return words + rest if opens else rest + words

    def _break_cell(self, start: int, end: int) -> None:
        bar = self.text.find("|", start, end)
        if bar != _NOT_FOUND:
            self.out[bar] = "\n"

    def _span(self, lines: Sequence[int] | None) -> tuple[int, int]:
        first, after = lines or (0, 0)
        return self.lines[first][0], self.lines[max(after - 1, first)][1]

    def _erase(self, start: int, end: int) -> None:
        for match in _VISIBLE.finditer(self.text, start, end):
            self.out[match.start()] = BLANK

    def _erase_tags(self, start: int, end: int) -> None:
        if _UNPROSE.match(self.text[start:end].lstrip()):
            self._erase(start, end)
            return
        while (start := self.text.find("<", start, end)) != _NOT_FOUND:
            close = "-->" if self.text.startswith("<!--", start) else ">"
            stop = self.text.find(close, start, end)
            if stop == _NOT_FOUND:
                return
            self._erase(start, stop + len(close))
            start = stop


class _Chunks:
    """Finds the words of inline tokens in the source between two offsets."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.at, self.end = text, start, end

    def keep(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, str] | None]:
        """Yield `(start, end, words)` of what is no markup; None for words that are not found."""
        in_address = False
        for token in tokens:
            if token.type in ("link_open", "link_close") and token.markup == "autolink":
                in_address = token.type == "link_open"
            elif token.type == "link_close":
                self._pass_destination()
            elif token.type == "image":
                self._pass(token.content)
                self._pass_destination()
            elif token.type in ("softbreak", "hardbreak"):
                self._pass_line()
            elif token.type == "html_inline" or in_address:
                self._pass(token.content)
            elif token.type == "text_special":
                yield self._find(re.escape(token.markup), words=token.content)
            elif token.type == "code_inline":
                yield self._find(r"[\s>]+".join(map(re.escape, token.content.split(" "))))
            elif token.content:
                yield self._find(re.escape(token.content).replace(r"\|", r"\\?\|"))
            else:
                self._pass(token.markup, near=True)

    def _find(self, source: str, *, words: str | None = None) -> tuple[int, int, str] | None:
        match = re.compile(source).search(self.text, self.at, self.end)
        if match is None:
            return None
        self.at = match.end()
        return match.start(), match.end(), match.group() if words is None else words

    def _pass(self, source: str, *, near: bool = False) -> None:
        start = self.text.find(source, self.at, self.at + len(source) if near else self.end)
        if start != _NOT_FOUND:
            self.at = start + len(source)

    def _pass_line(self) -> None:
        breaks = [i for i in (self.text.find(c, self.at, self.end) for c in "\r\n") if i != _NOT_FOUND]
        self.at = min(breaks, default=self.at - 1) + 1

    def _pass_destination(self) -> None:
        match = _DESTINATION.match(self.text, self.at, self.end)
        if match:
            self.at = match.end()


@cache
def _parser() -> MarkdownIt:
    """Return CommonMark with tables; indented text is no code, for news are indented more often than programs."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only where Markdown is read

    parser = MarkdownIt("commonmark", {"maxNesting": 100})
    return parser.enable(["table", "strikethrough"]).disable(["code", "text_join"])
