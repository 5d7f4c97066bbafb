"""Knowledge: everything the core knows of a language, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from quoteminer.extract.candidates import CONTENT_STRATEGIES, SOURCE_STRATEGIES
from quoteminer.extract.stance.lexicon import Lexicon, stance_lexicon
from quoteminer.patterns.checks import check_patterns
from quoteminer.patterns.known_speakers import load_speakers
from quoteminer.patterns.loader import load_data, load_patterns
from quoteminer.patterns.schema import Grammar, MarksData, Patterns
from quoteminer.patterns.schema_dates import DatesData
from quoteminer.patterns.schema_speakers import SpeakersData


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """The patterns and the language's data."""

    patterns: Patterns
    grammar: Grammar
    marks: MarksData
    dates: DatesData
    speakers: SpeakersData
    stances: Lexicon


def knowledge(patterns: Patterns | None = None, speakers: SpeakersData | None = None) -> Knowledge:
    """Return the knowledge around `patterns` and `speakers`, by default the shipped ones.

    Raises:
        PatternsError: a file is wrong, or a pattern names a strategy that does not exist.
    """
    return _knowledge(patterns or load_patterns(), speakers or load_speakers())


@lru_cache(maxsize=8)
def _knowledge(patterns: Patterns, speakers: SpeakersData) -> Knowledge:
    check_patterns(patterns, CONTENT_STRATEGIES, SOURCE_STRATEGIES)
    return Knowledge(
        patterns=patterns,
        grammar=load_data("grammar", Grammar),
        marks=load_data("marks", MarksData),
        dates=load_data("dates", DatesData),
        speakers=speakers,
        stances=stance_lexicon(patterns),
    )
