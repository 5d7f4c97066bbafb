"""Markdown → articles: markup is blanked one for one, words and offsets stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from quoteminer.model import BLANK, Article
from quoteminer.pipeline import mine
from quoteminer.readers import markdown
from quoteminer.readers.markdown import blank_markup

Read = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "blanked"),
    [
        ("**Bold**, *it*, ~~no~~ and ***both***.", "··Bold··, ·it·, ··no·· and ···both···."),
        ("__Bold__, _it_, snake_case_name", "··Bold··, ·it·, snake_case_name"),
        ("# A *b* #", "· A ·b· ·"),
        ("A b\n===\nC\n---\nD", "A b\n···\nC\n···\nD"),
        ("> “A,”\n> said *B*.\n>> C", "· “A,”\n· said ·B·.\n·· C"),
        ("[Ann](http://x.org/a_(b) \"Ann said\") said", "·Ann···················· ···· ······ said"),
        ("[Ann][1] said\n\n[1]: http://x.org 'Ann'", "·Ann···· said\n\n···· ············ ·····"),
        ("![Ann said](a.png) Ann said", "··········  Ann said".replace("··········  ", "····· ············ ")),
        ("See <http://x.org> or `code`.", "See ·············· or ·code·."),
        ("A <b>c</b><br/> &amp; d <!-- e -->", "A ···c········· ····& d ···· · ···"),
        ("&quot;A&quot; &#8220;B&#8221;", "\"·····A·····\" “······B······”"),
        (r"\*A\* 1\. B", "·*A·* 1·. B"),
        ("- A\n* B\n+ C\n1. D", "· A\n· B\n· C\n·· D"),
        ("A\n\n***\n\n- - -\nB", "A\n\n···\n\n· · ·\nB"),
        ("| A | B |\n|---|:-:|\n| *c* | d \\| e |\n", "\n A \n B ·\n·········\n\n ·c· \n d \\| e ·\n"),
        ("```py\nx = 1\n```\nB", "·····\n· · ·\n···\nB"),
        ("```\n“A,” said B.\n```", "···\n“A,” said B.\n···"),
        ("```py\n“A,” said B.", "·····\n“A,” said B."),
        ("    “A,” said B.", "    “A,” said B."),
        ("<div class=\"x\">\n“A,” said *B*.\n</div>", "···· ··········\n“A,” said *B*.\n······"),
        ("<script>\nalert(1)\n</script>\n\nA", "········\n········\n·········\n\nA"),
        ("<div>\nA <b\n</div", "·····\nA <b\n</div"),
        ("<!-- A\nB -->\nC", "···· ·\n· ···\nC"),
        ("| A | |\n|---|---|\n| | b |\n", "\n A · ·\n·········\n\n · b ·\n"),
        ("A  \r\nB\\\r\n*C*", "A  \r\nB·\r\n·C·"),
        ("---\ntitle: a *b*\n---\n*c*", "---\ntitle: a *b*\n---\n·c·"),
        ("A `b\nc` d", "A ·b\nc· d"),
        ("*A*\nB", "·A·\nB"),
    ],
)  # fmt: skip
def test_blank_markup_blanks_one_for_one(text: str, blanked: str) -> None:
    """Markup becomes blanks, words stay where they are, and lines too."""
    assert (blank_markup(text) or text).replace(BLANK, "·") == blanked


@pytest.mark.parametrize(
    "text", ["", "Plain.", "2 * 3 * 4", "a_b", "#tag", "[sic] “A [the president] said.”", "5 < 6 > 4"]
)
def test_blank_markup_leaves_plain_text_alone(text: str) -> None:
    """A text without markup has no second form."""
    assert blank_markup(text) is None


SIGNS = st.text(st.sampled_from("ab “”\"'*_`~#>-+=|[]()<>!&;:\\/\n\r\t 1."), max_size=120)


@given(SIGNS | st.text(max_size=80))
def test_blank_markup_keeps_length_lines_and_spaces(text: str) -> None:
    """Whatever the text, every character has its place: white space stays, of all else only markup goes."""
    blanked = blank_markup(text) or text
    assert len(blanked) == len(text)
    for own, put in zip(text, blanked, strict=True):
        assert put in (own, BLANK) or own in "&|" or put in "\"'<>&\n"
        assert not own.isspace() or put in (own, " ")


@given(st.lists(st.sampled_from(["Ann", "Lee", "said", "no", "“we”", "ready,"]), min_size=1, max_size=12))
def test_blank_markup_loses_no_word(words: list[str]) -> None:
    """Words in bold, italics, links, quotes, headings and lists are all there, in order."""
    dress = ["**{}**", "*{}*", "[{}](http://x.org/said)", "`{}`", "{}", "<b>{}</b>"]
    text = "> # " + " ".join(dress[k % len(dress)].format(word) for k, word in enumerate(words))
    assert (blank_markup(text) or text).replace(BLANK, "").split() == words


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "*a " * 20_000, "> " * 5_000 + "a", "`" * 20_001, "<" * 20_000, "](" * 9_999]
)
def test_blank_markup_survives_nonsense(text: str) -> None:
    """Hostile nesting neither crashes nor loses a letter."""
    assert "a" not in text or "a" in (blank_markup(text) or text)


def test_blank_markup_takes_a_huge_text_as_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the parser does not get through in time is read as it is."""
    monkeypatch.setattr(markdown, "_LONGEST", 30)
    monkeypatch.setattr(markdown, "_MOST_BRACKETS", 3)
    assert blank_markup("**" + "a" * 30 + "**") is None
    assert blank_markup("*a* [[[[") is None
    assert blank_markup("*a* [[[\n\n[[[") is not None


def test_read_markdown_reads_the_head_through_markup(read: Read) -> None:
    """A date line in italics is one; front matter comes first."""
    found = read(b"# Harbour opens\n\n*Published on 23 September 2025*\n\nText.", "markdown")
    (article,) = found.articles
    assert article.published == "2025-09-23"
    (front,) = read(b"---\ntitle: T\ndate: 2025-09-20\n---\n*23 September 2025*\n", "markdown").articles
    assert (front.title, front.published) == ("T", "2025-09-20")


@pytest.mark.parametrize(
    ("text", "quote", "cut"),
    [
        (
            "**“We are ready,”** Mayor [Ann Lee](https://x.org/he-said) told *her* on Monday.",
            "ready,",
            "“We are ready,”",
        ),
        ('"We are *ready* now," Mayor **Ann Lee** said.', "ready now,", '"We are *ready* now,"'),
        ("&quot;We are ready,&quot; Mayor Ann Lee said.", "ready,", "&quot;We are ready,&quot;"),
        ("> - “We are *ready*,” said **Mayor** Ann Lee.", "ready,", "“We are *ready*,”"),
    ],
)
def test_markdown_quotes_are_clean_and_offsets_hold(nlp: Language, text: str, quote: str, cut: str) -> None:
    """The words have no markup; the offsets cut them, as they stand there, out of the text as read."""
    article = Article(id="a", text=text, blanked=blank_markup(text))
    (found,) = mine(article, nlp=nlp, ranker="rules")
    assert (found.quote, found.source_text, found.speaker) == (f"We are {quote}", "Mayor Ann Lee", "Ann Lee")
    assert [text[start:end] for start, end in found.content] == [cut]
