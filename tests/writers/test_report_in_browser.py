"""The report in a headless Chromium: filters, keys, themes, hostile text, and no request that leaves the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from quoteminer.model import Article, Quote, Stance

pytestmark = pytest.mark.browser

Report = Callable[..., str]
Open = Callable[..., Any]

TEXT = (
    "“The harbour stays open,” Ann Lee said.\n“It must close,” Bo Ek said.\n"
    "“Nobody asked us,” fishermen said.\n“The bridge is safe,” Ann Lee told us.\n"
)
MARKUP = "<img src='https://example.org/x.png' onerror='window.broken=1'><b>bold</b>"
SCRIPT = "</script><script>window.broken=1;alert(1)</script>"


@pytest.fixture(scope="module")
def page(cut_quote: Callable[..., Quote], report: Report) -> str:
    """Return the report of four quotes by three speakers, one of them without a name."""
    against = Stance(target="The harbour", label="against", evidence=((TEXT.index("must"), TEXT.index("must") + 4),))
    favor = Stance(target="the harbour", label="favor")
    quotes = [
        cut_quote(TEXT, "“The harbour stays open,”", source="Ann Lee", stance="favor", stances=(favor,)),
        cut_quote(TEXT, "“It must close,”", source="Bo Ek", stance="against", stances=(against,), date="2025-09"),
        cut_quote(TEXT, "“Nobody asked us,”", source="fishermen", speaker=None, date=None, kind="indirect"),
        cut_quote(TEXT, "“The bridge is safe,”", cue="told", source="Ann Lee", date="2025-09-25"),
    ]
    numbered = [replaced(quote, id=f"q{number}") for number, quote in enumerate(quotes)]
    return report(numbered, [Article(id="harbour", path="news/harbour.txt", text=TEXT)])


def replaced(quote: Quote, **changes: Any) -> Quote:
    """Return the quote with fields changed."""
    return Quote(**{name: getattr(quote, name) for name in Quote.__slots__} | changes)


def shown(browser: Any) -> list[str]:
    """Return the ids of the quotes in the list."""
    return list(
        browser.execute_script("return [...document.querySelectorAll('#quotes [data-id]')].map(n => n.dataset.id)")
    )


def click(browser: Any, selector: str) -> None:
    """Click an element."""
    browser.find_element("css selector", selector).click()


def text_of(browser: Any, selector: str) -> str:
    """Return the text that an element shows."""
    return str(browser.find_element("css selector", selector).text)


def press(browser: Any, *keys: str) -> None:
    """Press keys where the focus is."""
    from selenium.webdriver import ActionChains

    for key in keys:
        ActionChains(browser).send_keys(key).perform()


def focused(browser: Any) -> str:
    """Return the id of the element that has the focus, else its label or text; asked at once, for it may be redrawn."""
    script = "const node = document.activeElement; return node.id || node.ariaLabel || node.innerText"
    return str(browser.execute_script(script))


def network(browser: Any) -> list[dict[str, Any]]:
    """Return what the browser's network has told since it was last asked."""
    return [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]


def requests(browser: Any) -> list[str]:
    """Return the addresses that the page has asked for; data addresses are the pictures in Chromium's own fields."""
    asked = [e["params"]["request"]["url"] for e in network(browser) if e["method"] == "Network.requestWillBeSent"]
    return [address.partition("#")[0] for address in asked if not address.startswith(("about:", "data:"))]


def complaints(browser: Any) -> list[str]:
    """Return what the browser says is wrong: errors of the script, and what the policy forbids."""
    return [entry["message"] for entry in browser.get_log("browser")]


def test_speaker_filter_leaves_that_speakers_quotes(page: str, opened: Open) -> None:
    """A tick at a speaker leaves that speaker's quotes and no other, in the list and in the article."""
    browser = opened(page)
    assert shown(browser) == ["q0", "q1", "q2", "q3"]
    click(browser, "#speaker input[value='Ann Lee']")
    assert shown(browser) == ["q0", "q3"]
    names = browser.find_elements("css selector", "#quotes .who strong")
    assert {name.text for name in names} == {"Ann Lee"}
    assert text_of(browser, "#status") == "2 of 4 quotes · Ann Lee"
    click(browser, "#tab-articles")
    marked = [mark.text for mark in browser.find_elements("css selector", "#text > p mark")]
    assert marked == ["“The harbour stays open,”", "“The bridge is safe,”"]
    click(browser, "#clear")
    assert text_of(browser, "#status") == "4 of 4 quotes"
    assert not complaints(browser)


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("words=SAFE+bridge", ["q3"]),
        ("words=harbour+close", []),
        ("stance=against&stance=favor", ["q0", "q1"]),
        ("target=harbour", ["q0", "q1"]),
        ("target=harbour&stance=against", ["q1"]),
        ("since=2025-09-23", ["q1", "q3"]),
        ("until=2025-08-31", []),
        ("until=2025-08-31&undated=1", ["q2"]),
        ("since=2025-09-23&until=2025-09-24", ["q1"]),
        ("speaker=Bo+Ek&speaker=", ["q1", "q2"]),
        ("kind=indirect", ["q2"]),
    ],
)
def test_filters_are_taken_from_the_address(page: str, opened: Open, fragment: str, expected: list[str]) -> None:
    """Each filter does what grep's option does: months overlap days, and the undated fall out unless kept."""
    browser = opened(page, fragment=f"#{fragment}")
    assert shown(browser) == expected
    assert not complaints(browser)


def test_filters_by_hand_note_themselves_in_the_address(page: str, opened: Open) -> None:
    """What is typed and ticked filters at once, and the address brings it back."""
    from selenium.webdriver.support.wait import WebDriverWait

    browser = opened(page)
    browser.find_element("id", "words").send_keys("the")
    click(browser, "#stance input[value='favor']")
    assert shown(browser) == ["q0"]
    assert [hit.text for hit in browser.find_elements("css selector", "#quotes .hit")] == ["The"]
    WebDriverWait(browser, 10).until(lambda b: b.current_url.endswith("#words=the&stance=favor"))


def test_timeline_and_matrix_set_the_filters(page: str, opened: Open) -> None:
    """A day's bar leaves the day, a cell of the matrix its speaker and target."""
    browser = opened(page)
    bars = browser.find_elements("css selector", "#timeline [role=button]")
    assert [bar.get_attribute("aria-label") for bar in bars] == ["22 Sept 2025: 1 quote", "25 Sept 2025: 1 quote"]
    assert text_of(browser, "#timeline-note") == "Not drawn: 1 without a date, 1 dated to a month or a span"
    bars[1].click()
    assert shown(browser) == ["q1", "q3"]
    click(browser, "#timeline [aria-pressed=true]")
    assert shown(browser) == ["q0", "q1", "q2", "q3"]
    click(browser, "#tab-matrix")
    cells = browser.find_elements("css selector", "#matrix .cell")
    assert [(cell.get_attribute("aria-label"), cell.text) for cell in cells] == [
        ("Bo Ek about the harbour: 0 in favor, 1 against", "−1"),
        ("Ann Lee about the harbour: 1 in favor, 0 against", "+1"),
    ]
    cells[0].click()
    assert shown(browser) == ["q1"]


def test_article_shows_evidence_in_hand(page: str, opened: Open) -> None:
    """Pointing at a quote, or focusing its number, shows who said it and marks the words its stance is read from."""
    from selenium.webdriver import ActionChains

    browser = opened(page)
    click(browser, "#quotes [data-id=q1] button.place")
    assert focused(browser) == "Quote 2: Bo Ek, against"
    assert "Bo Ek" in text_of(browser, "#note")
    assert "from “must”" in text_of(browser, "#note")
    assert [node.text for node in browser.find_elements("css selector", "#text .evidence")] == ["must"]
    ActionChains(browser).move_to_element(browser.find_element("css selector", "#text mark[data-at='0']")).perform()
    assert "Ann Lee" in text_of(browser, "#note")


def test_report_can_be_used_by_keyboard(page: str, opened: Open) -> None:
    """Skip link, tabs, timeline, filters and notes all work without a mouse, and the focus can be seen."""
    from selenium.webdriver.common.keys import Keys

    browser = opened(page)
    press(browser, Keys.TAB)
    assert browser.switch_to.active_element.text == "Skip to the quotes"
    press(browser, Keys.ENTER)
    assert focused(browser) == "views"
    press(browser, Keys.TAB)
    assert focused(browser) == "22 Sept 2025: 1 quote"
    press(browser, Keys.ARROW_RIGHT, Keys.ENTER)
    assert shown(browser) == ["q1", "q3"]
    assert focused(browser) == "25 Sept 2025: 1 quote"
    press(browser, Keys.SPACE, Keys.TAB)
    assert shown(browser) == ["q0", "q1", "q2", "q3"]
    assert focused(browser) == "tab-quotes"
    outline = "return getComputedStyle(document.activeElement).outlineStyle"
    assert browser.execute_script(outline) == "solid"
    press(browser, Keys.ARROW_RIGHT)
    assert focused(browser) == "tab-articles"
    assert text_of(browser, "[role=tab][aria-selected=true]") == "Articles"
    press(browser, Keys.TAB, Keys.TAB)
    assert focused(browser) == "Quote 1: Ann Lee, favor"
    assert "Ann Lee" in text_of(browser, "#note")
    press(browser, Keys.ENTER, Keys.ESCAPE)
    assert text_of(browser, "#note").startswith("Point at a marked quote")
    browser.find_element("id", "find-speaker").send_keys("ek", Keys.TAB, Keys.SPACE)
    assert text_of(browser, "#status").startswith("1 of 4 quotes · Bo Ek")


def test_hostile_text_stays_text(cut_quote: Callable[..., Quote], report: Report, opened: Open) -> None:
    """Markup in any field is shown letter by letter: no script runs, no element is made, no dialog opens."""
    from selenium.common.exceptions import NoAlertPresentException

    text = f"“{SCRIPT}{MARKUP}\u202e,” Ann Lee said.\n{MARKUP}{SCRIPT}\n"
    hostile = dict.fromkeys(
        ("title", "outlet", "path", "speaker", "speaker_role", "addressee", "via", "date", "date_text", "pattern"),
        MARKUP + SCRIPT,
    )
    stance = Stance(target=MARKUP + SCRIPT, label="against", evidence=((1, len(text) // 3),), rule=SCRIPT)
    content = text.split(" Ann", maxsplit=1)[0]
    quote = cut_quote(
        text, content, source="Ann Lee", url="javascript:alert(1)", stance="against", stances=(stance,), **hostile
    )
    browser = opened(
        report([quote], [Article(id="harbour", path=hostile["path"], text=text)]), fragment=f"#words={MARKUP}"
    )
    click(browser, "#clear")
    assert MARKUP in text_of(browser, "#quotes blockquote")
    assert f"{SCRIPT}{MARKUP}\\u202e" in text_of(browser, "#quotes blockquote")
    for tab in ("#tab-articles", "#tab-matrix"):
        click(browser, tab)
    click(browser, "#tab-articles")
    assert text_of(browser, "#text > p:last-of-type") == MARKUP + SCRIPT
    click(browser, ".ref")
    assert SCRIPT in text_of(browser, "#note")
    with pytest.raises(NoAlertPresentException):
        _ = browser.switch_to.alert.text
    assert browser.execute_script("return window.broken") is None
    assert browser.title == "Who said what"
    assert not browser.find_elements("css selector", "img, iframe, b, a[href]:not(.skip), [onerror], [onclick]")
    assert len(browser.find_elements("css selector", "script")) == 2
    assert not complaints(browser)
    assert requests(browser) == [browser.current_url.partition("#")[0]]


def test_page_asks_for_nothing_but_itself(page: str, opened: Open) -> None:
    """Opening the report and every view of it makes one request: for the file."""
    browser = opened(page)
    for tab in ("#tab-articles", "#tab-matrix", "#theme"):
        click(browser, tab)
    browser.print_page()
    assert requests(browser) == [browser.current_url.partition("#")[0]]


def test_policy_stops_what_gets_in(page: str, opened: Open) -> None:
    """Even a script or an address put into the page by hand does not run and is not asked for."""
    inserted = page.replace(
        "</header>", "</header><script>window.broken=1</script><img src='https://example.org/x.png'>", 1
    )
    browser = opened(inserted)
    assert browser.execute_script("return window.broken") is None
    failed = [event["params"] for event in network(browser) if event["method"] == "Network.loadingFailed"]
    assert [event.get("blockedReason") for event in failed] == ["csp"]
    assert any("Content Security Policy" in words for words in complaints(browser))


def test_list_is_paged_and_printed_whole(cut_quote: Callable[..., Quote], report: Report, opened: Open) -> None:
    """A long list comes a page at a time; paper gets all of it."""
    quote = cut_quote(TEXT, "“It must close,”", source="Bo Ek")
    browser = opened(report([replaced(quote, id=f"q{number}") for number in range(120)]))
    assert len(shown(browser)) == 50
    assert text_of(browser, "#more") == "Show 50 more of 70"
    click(browser, "#more")
    assert shown(browser)[-1] == "q99"
    browser.print_page()
    assert len(shown(browser)) == 120


def test_theme_follows_the_system_and_the_button(page: str, opened: Open) -> None:
    """The page is dark where the system is, and the button turns it over."""
    browser = opened(page)

    def ground() -> str:
        return str(browser.execute_script("return getComputedStyle(document.documentElement).backgroundColor"))

    from selenium.webdriver.support.wait import WebDriverWait

    seen = []
    for scheme in ("light", "dark"):
        features = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", features)
        seen.append(ground())
    WebDriverWait(browser, 10).until(lambda b: text_of(b, "#theme") == "Light theme")  # it is told a moment later
    click(browser, "#theme")
    seen.append(ground())
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert seen[0] != seen[1]
    assert seen[2] == seen[0]


def test_phone_shows_everything_in_one_column(page: str, opened: Open) -> None:
    """On a phone nothing is wider than the screen, and the filters are folded away."""
    browser = opened(page)
    phone = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    browser.refresh()
    for tab in ("#tab-quotes", "#tab-articles", "#tab-matrix"):
        click(browser, tab)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
    assert browser.find_element("id", "filter-box").get_attribute("open") is None
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
