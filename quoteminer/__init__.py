"""Who said what, when, and for or against whom: attributed quotes and claims from news articles.

    import quoteminer

    for quote in quoteminer.mine("“We are ready,” Mayor Ann Lee said on Monday."):
        print(quote.speaker, quote.quote)

Names are imported when they are first used, so `import quoteminer` loads no spaCy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quoteminer.errors import QuoteminerError
    from quoteminer.extract.stance.toward import stance_toward
    from quoteminer.model import Article, Quote
    from quoteminer.pipeline import load, mine, parse

    __version__: str

__all__ = ["Article", "Quote", "QuoteminerError", "__version__", "load", "mine", "parse", "stance_toward"]

_HOMES = {
    "Article": "quoteminer.model",
    "Quote": "quoteminer.model",
    "QuoteminerError": "quoteminer.errors",
    "load": "quoteminer.pipeline",
    "mine": "quoteminer.pipeline",
    "parse": "quoteminer.pipeline",
    "stance_toward": "quoteminer.extract.stance.toward",
}


def __getattr__(name: str) -> object:
    """Return a public name from its module, or the installed version."""
    if name == "__version__":
        value: object = _version()
    elif name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow, and rarely asked for

    try:
        return version(__name__)
    except PackageNotFoundError:
        return "0+source"  # run from a source tree that is not installed
