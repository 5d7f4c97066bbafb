"""Explanations → output: JSON lines for programs, an indented list for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from io import StringIO
from typing import IO, TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from quoteminer.writers.jsonl import write_line
from quoteminer.writers.safe import safe

if TYPE_CHECKING:
    from quoteminer.ranking.assessment import Contribution
    from quoteminer.ranking.explanation import CandidateExplanation, CueExplanation, SentenceExplanation

Write = Callable[..., int]
"""A writer takes sentences, a stream of bytes and `color`, and returns how many sentences it wrote."""

MOST_FEATURES = 6
"""Features shown to people; JSONL has all."""

MOST_CHARACTERS = 160
"""Characters of a candidate's words shown to people; JSONL has all."""

_DIGITS = 4


def write_jsonl(sentences: Iterable[SentenceExplanation], stream: IO[bytes], *, color: bool | None = None) -> int:
    """Write a JSON object for each sentence and return how many there were; JSON has no colours."""
    count = 0
    for sentence in sentences:
        count += 1
        write_line(asdict(sentence, dict_factory=_rounded), stream)
        stream.flush()
    return count


def write_list(sentences: Iterable[SentenceExplanation], stream: IO[bytes], *, color: bool | None = None) -> int:
    """Write the sentences with their cues and candidates indented, and return how many there were."""
    console, count, article = _console(stream, color), 0, None
    for sentence in sentences:
        count += 1
        with console.capture() as drawn:
            if sentence.article != article:
                article = sentence.article
                console.print(Text(" · ").join([_text(article, "bold underline"), Text(f"ranker {sentence.ranker}")]))
                console.print()
            for line, indent in _lines(sentence):
                console.print(Padding(line, (0, 0, 0, indent), expand=False))
        lines = "\n".join(line.rstrip(" ") for line in drawn.get().split("\n"))
        stream.write(f"{lines.rstrip()}\n\n".encode())
        stream.flush()
    return count


WRITERS: dict[str, Write] = {"jsonl": write_jsonl, "table": write_list}
"""By the names of `--format`."""


def _console(stream: IO[bytes], color: bool | None) -> Console:
    """Return a console that draws into memory: markup, emoji codes and highlighting are off."""
    return Console(
        file=StringIO(),
        force_terminal=stream.isatty() if color is None else color,
        no_color=None if color is None else not color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )


def _lines(sentence: SentenceExplanation) -> Iterator[tuple[Text, int]]:
    """Yield lines and their indents."""
    yield Text.assemble((f"{sentence.line}: ", "dim"), _text(sentence.text)), 0
    if not sentence.cues:
        yield Text("no word here is known as a cue", style="dim"), 2
    for cue in sentence.cues:
        yield from _cue_lines(cue)


def _cue_lines(cue: CueExplanation) -> Iterator[tuple[Text, int]]:
    yield Text.assemble(_text(cue.cue_text, "bold cyan"), (f"  {cue.why}" if cue.why else "", "dim")), 2
    for number, candidate in enumerate(cue.candidates):
        won = candidate.quote is not None
        mark, style = ("✓", "green") if won else ("✗", "red")
        head = Text.assemble((f"{mark} {candidate.score:.2f} ", style), _text(candidate.pattern, "bold"))
        if candidate.cue_text != cue.cue_text:
            head.append_text(Text.assemble("  cue: ", _text(candidate.cue_text)))
        yield head, 4
        yield _text(f"content: {_short(candidate.content_text)}"), 11
        yield _text(f"source: {_short(candidate.source_text or '–')}"), 11
        yield _text(_became(candidate), style), 11
        if candidate.features and (won or number == 0):
            yield _text("; ".join(map(_feature, candidate.features[:MOST_FEATURES])), "dim"), 11


def _became(candidate: CandidateExplanation) -> str:
    """Return what became of a candidate, in words."""
    exact = "" if candidate.exact is None else f" (right to the word: {candidate.exact:.2f})"
    if candidate.quote is None:
        return f"{candidate.why}{exact}"
    return f"quote {candidate.quote}, confidence {candidate.confidence:.2f}{exact}: {candidate.why}"


def _feature(feature: Contribution) -> str:
    weight = "" if feature.weight is None else f" × {feature.weight:g}"
    return f"{feature.name} {feature.contribution:+.2f} ({feature.value:.3g}{weight})"


def _short(words: str) -> str:
    """Return the words, their middle left out where they are many."""
    half = MOST_CHARACTERS // 2
    return words if len(words) <= MOST_CHARACTERS else f"{words[:half].rstrip()} … {words[-half:].lstrip()}"


def _text(words: str, style: str = "") -> Text:
    """Return untrusted words: white space collapsed, control characters made visible, no markup."""
    return Text(safe(" ".join(words.split())), style=style)


def _rounded(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: round(value, _DIGITS) if isinstance(value, float) else value for name, value in pairs}
