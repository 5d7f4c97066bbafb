"""What a report ends with that its speaker has not said: what was left out, what was asked, what was cited."""

from __future__ import annotations

from quoteminer.extract.layout import Layout, Tokens


def without_unsaid(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return a content behind its cue without what the reporter tells of the report at its end.

    Lee said the bank would close, without giving details. Lee said it would rain when asked about the trip. Police said
    three people had been arrested, citing a report.
    """
    if not content or content[0] < anchor:
        return content
    first = next((i for i in content[1:] if _opens(layout, i)), None)
    if first is None:
        return content
    behind = [i for i in content if i > _end(layout, first) and layout.words[i]]
    return content if behind else layout.trim(i for i in content if i < first)


def _opens(layout: Layout, i: int) -> bool:
    """Return whether such words begin with a token: "without giving", "when asked", ", citing"."""
    token, grammar = layout.tokens[i], layout.grammar
    if layout.is_quoted(i) or i + 1 >= len(layout.tokens):
        return False
    following = layout.tokens[i + 1]
    if token.lower_ in grammar.without:
        return following.tag_ == "VBG" and following.lemma_ in grammar.unsaid
    if token.lower_ in grammar.scene_setters:
        wanted = layout.tokens[i + 2].tag_ == "TO" if i + 2 < len(layout.tokens) else False  # "when asked to leave"
        return following.tag_ == "VBN" and following.lemma_ in grammar.asking and not wanted
    return token.tag_ == "VBG" and token.lemma_ in grammar.citing and layout.tokens[i - 1].text == ","


def _end(layout: Layout, first: int) -> int:
    """Return the last token of the words that a token opens, as the parse has it."""
    token = layout.tokens[first]
    opener = layout.tokens[first + 1] if token.lower_ in layout.grammar.scene_setters else token
    return layout.right[opener.i]
