"""What the analysis must know of English, taken from the language data when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quoteminer.analysis.echo_words import EchoLanguage
    from quoteminer.analysis.people import TargetWords


def target_words() -> TargetWords:
    """Return what tells targets of stances apart.

    Raises:
        PatternsError: a data file is wrong.
    """
    from quoteminer.analysis.people import TargetWords
    from quoteminer.patterns.loader import load_data
    from quoteminer.patterns.schema_speakers import SpeakersData

    data = load_data("speakers", SpeakersData)
    pronouns = frozenset[str]().union(*data.pronouns.model_dump().values())
    titles = frozenset[str]().union(*data.titles.model_dump().values())
    return TargetWords(pronouns=pronouns, openers=titles | data.articles)


def echo_words() -> EchoLanguage:
    """Return what tells versions of a quote apart.

    Raises:
        PatternsError: a data file is wrong.
    """
    from quoteminer.analysis.echo_words import EchoLanguage
    from quoteminer.patterns.loader import load_data
    from quoteminer.patterns.schema import Grammar, MarksData
    from quoteminer.patterns.schema_echoes import EchoesData

    grammar, marks = load_data("grammar", Grammar), load_data("marks", MarksData)
    data = load_data("echoes", EchoesData)
    levels = (marks.double, marks.single)
    return EchoLanguage(
        negations=grammar.negations,
        modals=grammar.modals | grammar.futures,
        contractions={word: tuple(full) for word, full in data.contractions.items()},
        endings=data.endings,
        negative_prefixes=data.negative_prefixes,
        opening_marks=frozenset[str]().union(*(level.opening | level.neutral for level in levels)),
        closing_marks=frozenset[str]().union(*(level.closing | level.neutral for level in levels)),
    )
