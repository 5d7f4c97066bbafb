"""Plain text: one file is one article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from quoteminer.model import Article
from quoteminer.readers.building import OddDates, build_article
from quoteminer.readers.decoding import decode_article
from quoteminer.readers.settings import Settings
from quoteminer.readers.unpacking import read_whole
from quoteminer.readers.walk import Origin


def read_text(stream: IO[bytes], origin: Origin, settings: Settings) -> Iterator[Article]:
    """Yield the one article of `stream`.

    Raises:
        InputError: when the bytes are no text.
    """
    odd = OddDates()
    text = decode_article(read_whole(stream, where=origin.path), origin, settings)
    article = build_article(text, origin, settings, odd=odd)
    odd.tell(origin.path, settings.log)
    yield article
