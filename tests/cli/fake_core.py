"""The program with a core that needs no pipeline; run it as a script, with the program's arguments.

It finds “…” said NAME. An article with the word CRASH fails after its quotes, one with the word WAIT never
ends, one with the word FREMD is in another language. The environment's SLOW is how many seconds each article takes.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator

from quoteminer.cli import main, mining
from quoteminer.errors import LanguageError
from quoteminer.model import Article, Quote

_SAID = re.compile(r"“([^”]*)” said ([A-Z]\w+)")


def mine(article: Article) -> Iterator[Quote]:
    """Yield the quotes of an article; the confidence is 0.5 for a short one."""
    if "FREMD" in article.text:
        raise LanguageError("is foreign.", "Say --any-language.")
    time.sleep(float(os.environ.get("SLOW", "0")))
    for number, match in enumerate(_SAID.finditer(article.text)):
        yield Quote(
            id=f"{article.id}-{number}",
            article=article.id,
            path=article.path,
            published=article.published,
            line=article.text.count("\n", 0, match.start()) + 1,
            kind="direct",
            quote=match[1],
            sentence=match[0],
            content=(match.span(1),),
            cue=((match.end(1) + 2, match.end(1) + 6),),
            source=(match.span(2),),
            cue_text="said",
            source_text=match[2],
            speaker=match[2],
            date=article.published,
            speech_act="assert",
            distance="neutral",
            confidence=0.9 if len(match[1]) > 9 else 0.5,
            pattern="fake",
        )
    if "CRASH" in article.text:
        raise ZeroDivisionError("\x1b[31moops")
    while "WAIT" in article.text:
        time.sleep(0.1)


def load_core(engine: mining.Engine) -> mining.Mine:
    """Return the core, in place of `quoteminer.cli.mining.load_core`."""
    return mine


if __name__ == "__main__":
    mining.load_core = load_core
    main()
