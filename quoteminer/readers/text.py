"""Plain text and Markdown with front matter: one file is one article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from quoteminer.model import Article
from quoteminer.readers.decoding import decode
from quoteminer.readers.metadata import read_metadata
from quoteminer.readers.settings import Settings
from quoteminer.readers.walk import Origin


def read_text(stream: IO[bytes], origin: Origin, settings: Settings) -> Iterator[Article]:
    """Yield the one article of `stream`.

    Raises:
        InputError: when the bytes are no text.
    """
    text = decode(stream.read(), where=origin.path)
    head = read_metadata(text, day_order=settings.day_order)
    published = head.published or settings.published
    if head.ambiguous and not published:
        settings.log.warnings.append(
            f"{origin.path}: the date {head.ambiguous!r} can be two days, so it is left out; "
            "say --day-first or --month-first."
        )
    yield Article(
        id=origin.id,
        text=text,
        path=origin.path,
        url=head.url,
        outlet=head.outlet,
        title=head.title,
        published=published,
        metadata=head.spans,
    )
