"""Two versions of a quote → where their words differ, and which differences change what was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from quoteminer.analysis.echo_words import EchoLanguage, Word, flag_of, is_opposite

Op = Literal["equal", "replaced", "dropped", "added", "cut", "more"]

NEAR = 4
"""Words of a gap that a short piece of equal words may lie beyond and still belong to the quote."""

SOLID = 3
"""Equal words in a row that are no accident, however long the gap before them."""

_Block = tuple[int, int, int]
"""Start in the first text, start in the other, size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A piece of the two versions: the words of the one compared with, those of this one, and what it changes.

    `replaced`, `dropped` and `added` words stand inside what both have; `cut` are words before or behind it that only
    the one compared with has, `more` those that only this one has. `flags` name the telling words that came or
    went: "negation dropped", "modal added", "number changed".
    """

    op: Op
    was: str
    now: str
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A version's text with its words."""

    text: str
    words: tuple[Word, ...]

    def slice(self, start: int, end: int) -> str:
        """Return the text from one word to before another, as it was printed; of half a contraction its word."""
        if start >= end:
            return ""
        if self._is_split(start):
            return f"{self.words[start].text} {self.slice(start + 1, end)}".strip()
        if self._is_split(end):
            return f"{self.slice(start, end - 1)} {self.words[end - 1].text}".strip()
        return self.text[self.words[start].start : self.words[end - 1].end]

    def _is_split(self, index: int) -> bool:
        """Return whether the words before and behind the index are one contraction."""
        return 0 < index < len(self.words) and self.words[index - 1].start == self.words[index].start


def compare(first: Text, here: Text, language: EchoLanguage) -> tuple[Change, ...]:
    """Return the two versions as pieces that are equal or not, in their order."""
    blocks = _core(_blocks(first, here))
    if not blocks:
        whole = (0, len(first.words), 0, len(here.words))
        return tuple(_inside(first, here, whole, language))
    changes: list[Change] = [*_edge(first, here, (0, blocks[0][0], 0, blocks[0][1]), language, leads=True)]
    for number, (a, b, size) in enumerate(blocks):
        if number:
            before_a, before_b, before_size = blocks[number - 1]
            gap = (before_a + before_size, a, before_b + before_size, b)
            changes += _inside(first, here, gap, language)
        changes.append(Change(op="equal", was=first.slice(a, a + size), now=here.slice(b, b + size)))
    a, b, size = blocks[-1]
    rest = (a + size, len(first.words), b + size, len(here.words))
    return (*changes, *_edge(first, here, rest, language, leads=False))


def shared_words(first: Text, here: Text) -> int:
    """Return how many words the two have in common, in order and near each other."""
    return sum(size for _, _, size in _core(_blocks(first, here)))


def likeness_of(first: Text, here: Text) -> float:
    """Return how alike the two are, from 0 to 1, as a share of the words of both where they overlap."""
    core = _core(_blocks(first, here))
    if not core:
        return 0.0
    (a, b, _), (last_a, last_b, size) = core[0], core[-1]
    return 2 * sum(block[2] for block in core) / (last_a + size - a + last_b + size - b)


def _blocks(first: Text, here: Text) -> list[_Block]:
    one, other = [word.text for word in first.words], [word.text for word in here.words]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size]


def _core(blocks: Sequence[_Block]) -> list[_Block]:
    """Return the blocks around the longest one, without those far off that match by accident ("the")."""
    if not blocks:
        return []
    heart = max(range(len(blocks)), key=lambda number: blocks[number][2])
    low = high = heart
    while low > 0 and _belongs(blocks[low - 1], blocks[low], blocks[low - 1][2]):
        low -= 1
    while high + 1 < len(blocks) and _belongs(blocks[high], blocks[high + 1], blocks[high + 1][2]):
        high += 1
    return list(blocks[low : high + 1])


def _belongs(before: _Block, after: _Block, size: int) -> bool:
    gap = max(after[0] - before[0] - before[2], after[1] - before[1] - before[2])
    return size >= SOLID or gap <= min(NEAR, 2 * size)


def _inside(first: Text, here: Text, gap: tuple[int, int, int, int], language: EchoLanguage) -> Iterator[Change]:
    """Yield the change between two equal pieces."""
    a, a_end, b, b_end = gap
    if a == a_end and b == b_end:
        return
    op: Op = "replaced" if a < a_end and b < b_end else "dropped" if a < a_end else "added"
    flags = _flags(first.words[a:a_end], here.words[b:b_end], language)
    yield Change(op=op, was=first.slice(a, a_end), now=here.slice(b, b_end), flags=flags)


def _edge(
    first: Text, here: Text, edge: tuple[int, int, int, int], language: EchoLanguage, *, leads: bool
) -> Iterator[Change]:
    """Yield what stands before or behind the equal pieces.

    A few words against a few are another wording. Otherwise the one version begins earlier or goes on longer. A
    "not" before the equal words in their own sentence denies them, one behind them or in another sentence does not.
    """
    a, a_end, b, b_end = edge
    if 0 < a_end - a <= NEAR and 0 < b_end - b <= NEAR:
        yield from _inside(first, here, edge, language)
        return
    cut, more = first.words[a:a_end], here.words[b:b_end]
    if cut:
        flags = _flags(_same_sentence(cut), (), language) if leads else ()
        yield Change(op="cut", was=first.slice(a, a_end), now="", flags=flags)
    if more:
        flags = _flags((), _same_sentence(more), language) if leads else ()
        yield Change(op="more", was="", now=here.slice(b, b_end), flags=flags)


def _same_sentence(words: Sequence[Word]) -> Sequence[Word]:
    """Return the last of the words that stand in one sentence with what follows them."""
    for index in range(len(words) - 1, -1, -1):
        if words[index].ends_sentence:
            return words[index + 1 :]
    return words


def _flags(first: Sequence[Word], here: Sequence[Word], language: EchoLanguage) -> tuple[str, ...]:
    """Return what the change does to telling words, each once."""
    gone, new = Counter(word.text for word in first), Counter(word.text for word in here)
    found: dict[str, None] = {}
    for kind in ("negation", "modal", "number"):
        lost = [word for word in (gone - new).elements() if flag_of(word, language) == kind]
        won = [word for word in (new - gone).elements() if flag_of(word, language) == kind]
        if lost and won and kind == "negation":  # "never" for "not"
            lost, won = lost[len(won) :], won[len(lost) :]
        if lost and won:
            found[f"{kind} changed"] = None
        elif lost or won:
            found[f"{kind} {'dropped' if lost else 'added'}"] = None
    for word in gone - new:
        for other in new - gone:
            if is_opposite(word, other, language):
                found["negation added" if len(other) > len(word) else "negation dropped"] = None
    return tuple(found)
