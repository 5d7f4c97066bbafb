"""The report: one page that holds all it needs, and no word of an article that is more than a word."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteminer.model import Article, Quote, Stance
from quoteminer.writers.report.passages import Mark, cut, locate_sentence

MakeQuote = Callable[..., Quote]
Report = Callable[..., str]

TEXT = "Storm over.\n“The harbour stays open 🚢,” Ann Lee said on Monday.\nNobody 🎣 else said a word.\n"
HOSTILE = "</script><script>alert(1)</script><!--<img src=x onerror=alert(1)>\u2028\u202e&amp;\ud800"
ADDRESS = re.compile(r"(?:https?:)?//[\w.]")


class Page(HTMLParser):
    """The elements of a page, with their attributes and texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        self.texts.append("")
        self.inside = True

    def handle_endtag(self, tag: str) -> None:
        """Note that what follows is no text of the last element."""
        self.inside = False

    def handle_data(self, data: str) -> None:
        """Note an element's text."""
        if self.inside:
            self.texts[-1] += data

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of all elements with this tag."""
        return [attributes for name, attributes in self.elements if name == tag]

    def text(self, tag: str, number: int = 0) -> str:
        """Return the text of one of the elements with this tag."""
        return [text for (name, _), text in zip(self.elements, self.texts, strict=True) if name == tag][number]

    def data(self) -> Any:
        """Return what the page was given to show."""
        return json.loads(self.text("script"))


def words(paragraph: list[list[Any]], role: str, number: int = 0) -> str:
    """Return the words of a paragraph that have a role in a quote."""
    return "".join(text for text, marks in paragraph if [number, role] in marks)


def test_report_policy_lets_in_its_own_script_and_style_only(make_quote: MakeQuote, report: Report) -> None:
    """The content-security policy names the one script and the one style by hash, and forbids the rest."""
    page = Page(report([make_quote()]))
    policy = next(a["content"] for a in page.attributes("meta") if a.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.split(" ", 1) for rule in str(policy).split("; "))
    script, style = page.text("script", 1), page.text("style")
    assert rules == {
        "default-src": "'none'",
        "script-src": f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'",
        "style-src": f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    assert [a.get("type") for a in page.attributes("script")] == ["application/json", None]


def test_report_asks_for_nothing(make_quote: MakeQuote, report: Report) -> None:
    """No element loads anything, none has a handler or a style of its own, and no address is in the page's code."""
    text = report([make_quote()])
    page = Page(text)
    loading = {"src", "srcset", "href", "data", "action", "formaction", "poster", "background", "style"}
    for tag, attributes in page.elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base"}
        assert not {name for name in attributes if name in loading or name.startswith("on")} - {"href"}
        assert str(attributes.get("href", "#")).startswith("#")
    found = ADDRESS.findall(text.replace("http://www.w3.org/2000/svg", ""))
    assert not found
    assert not re.search(r"url\(|@import|innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b", text)


@pytest.mark.parametrize("key", ["quote", "sentence", "speaker", "title", "outlet", "cue_text", "article", "path"])
def test_report_keeps_hostile_text_inside_its_data(make_quote: MakeQuote, report: Report, key: str) -> None:
    """Whatever a field holds, the page has the elements it always has, and the data holds the text, made visible."""
    text = report([make_quote(**{key: HOSTILE})])
    assert Page(text).elements[:-2] == Page(report([make_quote()])).elements[:-2]
    assert len(Page(text).attributes("script")) == 2
    assert text.count("<") == report([make_quote()]).count("<")  # "</script x" ends a script, too
    assert not set("\u2028\u202e\ud800") & set(text)
    assert "\\u202e" in json.dumps(Page(text).data(), ensure_ascii=False)


@settings(max_examples=60)
@given(st.text(alphabet=st.characters(), max_size=40))
def test_report_holds_any_text(make_quote: MakeQuote, report: Report, text: str) -> None:
    """Any text comes back out of the page's data, but for white space and what is made visible."""
    page = Page(report([make_quote(quote=f"a{text}z")]))
    shown = page.data()["quotes"][0]["quote"]
    if text.isascii() and text.isprintable():
        assert shown == f"“{' '.join(f'a{text}z'.split())}”"
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=1", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt://example.org/%0aalert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("file:///etc/hosts", False),
        ("//example.org", False),
        ("http://[", False),
        ("https://", False),
    ],
)
def test_report_links_http_only(make_quote: MakeQuote, report: Report, url: str, linked: bool) -> None:
    """An address becomes a link if it is one of the web."""
    assert Page(report([make_quote(url=url)])).data()["articles"][0]["url"] == (url if linked else None)


def test_report_marks_the_whole_article(cut_quote: MakeQuote, report: Report) -> None:
    """Where the run read the article its whole text is there, cut at content, cue, source and evidence."""
    text = TEXT.replace("\n", "\r\n")
    start = text.index("open")
    stance = Stance(target="the harbour", label="favor", evidence=((start, start + 4),), rule="value")
    quote = cut_quote(text, "“The harbour stays open 🚢,”", source="Ann Lee", stance="favor", stances=(stance,))
    article = Article(id=quote.article, path=quote.path, text=text)
    data = Page(report([quote], [article])).data()
    first, second, third = data["articles"][0]["paragraphs"]
    assert data["articles"][0]["whole"]
    assert ["".join(part for part, _ in p) for p in (first, second, third)] == text.splitlines()
    found = {role: words(second, role) for role in ("content", "cue", "source", "evidence")}
    assert found == {
        "content": "“The harbour stays open 🚢,”",
        "cue": "said",
        "source": "Ann Lee",
        "evidence": "open",
    }
    assert data["quotes"][0]["stances"][0]["evidence"] == ["open"]
    assert not [marks for part in (first, third) for _, marks in part if marks]


def test_report_leaves_metadata_out_of_the_article(cut_quote: MakeQuote, report: Report) -> None:
    """Front matter belongs to the text as read, but not to what a reader wants to see."""
    front = "---\ntitle: Storm\n---\n"
    quote = cut_quote(front + TEXT, "“The harbour stays open 🚢,”", source="Ann Lee")
    article = Article(id=quote.article, path=quote.path, text=front + TEXT, metadata=((0, len(front)),))
    paragraphs = Page(report([quote], [article])).data()["articles"][0]["paragraphs"]
    assert ["".join(text for text, _ in part) for part in paragraphs] == TEXT.splitlines()
    assert words(paragraphs[1], "cue") == "said"


def test_report_marks_sentences_where_the_article_is_not_at_hand(cut_quote: MakeQuote, report: Report) -> None:
    """Rows alone show their sentences, with the words marked: each sentence once, with all its quotes."""
    text = TEXT + "“Yes,” said Bo Ek; “no,” he told Ann Lee."
    first = cut_quote(text, "“The harbour stays open 🚢,”", source="Ann Lee", sentence=TEXT.splitlines()[1])
    last = {"sentence": text.splitlines()[3], "cue": "told"}
    others = [cut_quote(text, content, source="Bo Ek", **last) for content in ("“Yes,”", "“no,”")]
    article = Page(report([*others, first])).data()["articles"][0]
    assert not article["whole"]
    assert len(article["paragraphs"]) == 2
    assert [words(article["paragraphs"][0], role, 2) for role in ("content", "cue")] == [
        "“The harbour stays open 🚢,”",
        "said",
    ]
    assert [words(article["paragraphs"][1], "content", number) for number in (0, 1)] == ["“Yes,”", "“no,”"]


def test_report_does_not_mark_a_text_that_is_another(cut_quote: MakeQuote, report: Report) -> None:
    """Offsets that do not hold in the text at hand mark nothing in it: the sentence is shown."""
    quote = cut_quote(TEXT, "“The harbour stays open 🚢,”", source="Ann Lee")
    article = Article(id=quote.article, path=quote.path, text="Quite another text. " * 20)
    shown = Page(report([quote], [article])).data()["articles"][0]
    assert not shown["whole"]
    assert words(shown["paragraphs"][1], "cue") == "said"


def test_report_tells_articles_with_one_id_apart(make_quote: MakeQuote, report: Report) -> None:
    """Two files may share an id; each quote stays with its own."""
    quotes = [make_quote(id=path, path=path) for path in ("a.txt", "a.md", "a.txt")]
    data = Page(report(quotes)).data()
    assert [article["path"] for article in data["articles"]] == ["a.txt", "a.md"]
    assert [quote["article"] for quote in data["quotes"]] == [0, 1, 0]


def test_report_can_be_empty(report: Report) -> None:
    """No quote gives a page, too."""
    assert Page(report([])).data() == {"quotes": [], "articles": []}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 12),
        ({"sentence": TEXT.strip()}, 0),
        ({"sentence": "He said he said so. “The harbour stays open 🚢,” Ann Lee said on Monday."}, None),
        ({"sentence": "Something else."}, None),
        ({"cue_text": ""}, None),
        ({"quote": "The harbour is shut"}, None),
    ],
)
def test_locate_sentence_needs_all_words_in_place(
    cut_quote: MakeQuote, changes: dict[str, Any], expected: int | None
) -> None:
    """A sentence's offset follows from the cue's, and is taken only if content and cue then stand where they should."""
    sentence = {"sentence": TEXT.splitlines()[1]}
    quote = replace(cut_quote(TEXT, "“The harbour stays open 🚢,”", source="Ann Lee"), **sentence | changes)
    assert locate_sentence(quote) == expected


def test_cut_keeps_short_lines_together() -> None:
    """Where all lines are short and some blank, as in a wrapped text, only a blank line ends a paragraph."""
    text = "The harbour\nstays open.\n \nNobody\r\nelse spoke.\n"
    shown = ["".join(str(part) for part, _ in pieces) for pieces in cut(text, [])]
    assert shown == ["The harbour\nstays open.", "Nobody\nelse spoke."]


SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted).filter(lambda span: span[0] < span[1])


@settings(max_examples=200)
@given(
    st.text(alphabet="ab \n🚢", min_size=60, max_size=60),
    st.lists(SPANS, max_size=6),
    st.booleans(),
)
def test_cut_keeps_every_character_and_mark(text: str, spans: list[list[int]], is_long: bool) -> None:
    """The pieces are the text without line ends, and each mark covers exactly its own characters."""
    text += "x" * 120 if is_long else ""
    marks = [Mark(start=start, end=end, number=n, role="content") for n, (start, end) in enumerate(spans)]
    pieces = [piece for paragraph in cut(text, marks) for piece in paragraph]
    assert re.sub(r"\s", "", "".join(str(part) for part, _ in pieces)) == re.sub(r"\s", "", text)
    for number, (start, end) in enumerate(spans):
        marked = "".join(str(part) for part, own in pieces if [number, "content"] in own)  # type: ignore[operator]
        assert re.sub(r"\s", "", marked) == re.sub(r"\s", "", text[start:end])


def test_report_shows_what_an_article_hides(cut_quote: MakeQuote, report: Report) -> None:
    """In the text of a whole article, too, what turns or hides words is written out, and lines stay lines."""
    text = "It \u202ewas\x1b[2J dark\u200b.\v\n“We open,” said Lee.\r\nThe end."
    article = Article(id="harbour", path="news/harbour.txt", text=text)
    data = Page(report([cut_quote(text, "“We open,”", source="Lee")], [article])).data()
    shown = "\n".join("".join(piece[0] for piece in part) for part in data["articles"][0]["paragraphs"])
    assert data["articles"][0]["whole"]
    assert shown.split("\n")[0] == r"It \u202ewas\u001b[2J dark\u200b. "
    assert shown.split("\n")[-1] == "The end."
