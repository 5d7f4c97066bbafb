"""Which ranker decides: `rules`, `small` (the default) or `large`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from quoteminer.errors import UsageError
from quoteminer.extract.attribution import Attribution
from quoteminer.extract.core import Find, attributions
from quoteminer.extract.knowledge import Knowledge
from quoteminer.extract.layout import Layout
from quoteminer.ranking.names import DEFAULT, RANKER_NAMES, RankerName
from quoteminer.ranking.ranker import Ranker, load_ranker, ranked_attributions

__all__ = ["DEFAULT", "LARGE", "RANKER_NAMES", "SMALL", "RankerName", "finder"]

DATA = Path(__file__).parents[1] / "data" / "en"
SMALL, LARGE = DATA / "small.npz", DATA / "large.npz"


def finder(name: str = DEFAULT) -> Find:
    """Return the ranker of a name, loaded.

    Raises:
        UsageError: there is no such ranker.
        ModelError: its file, or what the large one needs, is missing.
    """
    if name not in _FINDERS:
        raise UsageError(f"There is no ranker {name!r}.", f"Rankers are {', '.join(RANKER_NAMES)}.")
    return _FINDERS[name]()


def _small() -> Find:
    return partial(_ranked, ranker=load_ranker(SMALL))


def _ranked(layout: Layout, known: Knowledge, *, ranker: Ranker) -> list[Attribution]:
    return ranked_attributions(layout, known.patterns, ranker)


def _large() -> Find:
    from quoteminer.ranking.encoder import load_encoder  # noqa: PLC0415 - an extra

    encoder, ranker = load_encoder(), load_ranker(LARGE)

    def find(layout: Layout, known: Knowledge) -> list[Attribution]:
        reading = encoder.read(layout.doc, layout.paragraphs)
        return ranked_attributions(layout, known.patterns, ranker, reading)

    return find


_FINDERS: dict[str, Callable[[], Find]] = {"rules": lambda: attributions, "small": _small, "large": _large}
