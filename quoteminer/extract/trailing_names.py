"""Names behind an office without a comma: "head of the State Duma Committee on Trade Ann Lee"."""

from __future__ import annotations

from quoteminer.extract.cuts import ends_body
from quoteminer.extract.names import Mention, Names
from quoteminer.patterns.schema_speakers import SpeakersData


def trailing_name(head: int, limit: int, names: Names, data: SpeakersData) -> Mention | None:
    """Return the full name of a person that a phrase ends with, right behind the body or field of the office before it.

    `head` is the token of the office, `limit` the token after the phrase. So wire agencies write, who translate from
    languages without articles. "A spokesman for President Ann Lee" is somebody else.
    """
    scene, mention = names.scene, names.by_token.get(limit - 1)
    if mention is None or mention.end != limit or scene.folds[head] not in data.human_words:
        return None
    first = mention.core
    full = mention.end - first > 1 and names.is_person(first)
    return mention if full and head < first - 1 and ends_body(scene, data, first - 1) else None
