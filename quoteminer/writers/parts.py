"""A quote's words as people are shown them."""

from __future__ import annotations

from collections.abc import Iterator

from quoteminer.model import Quote


def shown_words(quote: Quote) -> str:
    """Return the quote with its parts told apart, and in quotation marks if it is direct.

    What stood between the parts ("… ,” she said. “ …") is left out: a direct quote shows it by marks that close and
    open again, any other one by an ellipsis.
    """
    if quote.kind == "direct":
        return f"“{'” “'.join(_parts(quote))}”"
    return " … ".join(_parts(quote))


def _parts(quote: Quote) -> Iterator[str]:
    """Yield the words of each span of the content; all at once where they cannot be told apart any more.

    The record joins them by a space, with or without the marks around each.
    """
    lengths = [end - start for start, end in quote.content]
    excess = sum(lengths) + len(lengths) - 1 - len(quote.quote)
    if excess not in (0, 2 * len(lengths)):
        yield quote.quote
        return
    start = 0
    for length in lengths:
        end = start + length - (2 if excess else 0)
        yield quote.quote[start:end]
        start = end + 1
