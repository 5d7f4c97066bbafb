"""Judges: the rankers by name, each with what it can tell of its reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from quoteminer.errors import UsageError
from quoteminer.extract.core import Find, attributions
from quoteminer.extract.layout import Layout
from quoteminer.patterns.schema import Limits, Patterns
from quoteminer.ranking import choice
from quoteminer.ranking.assessment import Assessed, assess_rules, assess_trained
from quoteminer.ranking.context import Reading
from quoteminer.ranking.ranker import Ranker, load_ranker, ranked_attributions


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """A ranker that can be asked for its reasons: `find` decides, `assess` shows all that it chose from."""

    name: str
    find: Find
    assess: Callable[[Layout, Patterns], list[Assessed]]
    limits: Callable[[Patterns], Limits]


def judge_of(name: str = choice.DEFAULT) -> Judge:
    """Return the judge of a ranker's name, loaded.

    Raises:
        UsageError: there is no such ranker.
        ModelError: its file, or what the large one needs, is missing.
    """
    if name == "rules":
        return Judge(name=name, find=attributions, assess=assess_rules, limits=lambda patterns: patterns.limits)
    if name == "small":
        return trained_judge(name, load_ranker(choice.SMALL))
    if name == "large":
        from quoteminer.ranking.encoder import load_encoder  # noqa: PLC0415 - an extra

        encoder = load_encoder()
        return trained_judge(name, load_ranker(choice.LARGE), lambda it: encoder.read(it.doc, it.paragraphs))
    raise UsageError(f"There is no ranker {name!r}.", f"Rankers are {', '.join(choice.RANKER_NAMES)}.")


def trained_judge(name: str, ranker: Ranker, read: Callable[[Layout], Reading | None] = lambda layout: None) -> Judge:
    """Return the judge of a trained model; `read` is how a text encoder reads, for the large one."""
    return Judge(
        name=name,
        find=lambda layout, known: ranked_attributions(layout, known.patterns, ranker, read(layout)),
        assess=lambda layout, patterns: assess_trained(layout, patterns, ranker, read(layout)),
        limits=lambda patterns: ranker.limits,
    )
