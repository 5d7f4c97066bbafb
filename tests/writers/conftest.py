"""Reports made from articles, and a browser to open them in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from quoteminer.model import Article, Quote
from quoteminer.writers import WRITERS, Style

MakeQuote = Callable[..., Quote]


@pytest.fixture(scope="session")
def report() -> Callable[..., str]:
    """Return a function that writes the report of quotes; `articles` are read before them."""

    def write(quotes: Iterable[Quote], articles: Iterable[Article] = ()) -> str:
        stream, style = BytesIO(), Style()

        def run() -> Iterator[Quote]:
            for article in articles:
                style.intake.on_article(article)
            yield from quotes

        WRITERS["html"].load()(run(), stream, style)
        return stream.getvalue().decode()

    return write


@pytest.fixture(scope="session")
def cut_quote(make_quote: MakeQuote) -> Callable[..., Quote]:
    """Return a function that makes a quote whose offsets are those of its words in a text."""

    def find(text: str, words: str) -> tuple[int, int]:
        start = text.index(words)
        return start, start + len(words)

    def make(text: str, content: str, *, cue: str = "said", source: str, **changes: Any) -> Quote:
        spans = {"content": (find(text, content),), "cue": (find(text, cue),), "source": (find(text, source),)}
        words = {"quote": content.strip("“”"), "cue_text": cue, "source_text": source, "sentence": text}
        return make_quote(**{**words, **spans, "speaker": source, **changes})

    return make


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return a headless Chromium that logs what it asks the network for; CI must have one."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (program and driver):
        reason = "no chromium with its chromedriver here (Debian: apt-get install chromium chromium-driver)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    webdriver = pytest.importorskip("selenium.webdriver", reason="pip install 'quoteminer[dev]'")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    options.set_capability("unhandledPromptBehavior", "ignore")
    for argument in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "window-size=1280,900"):
        options.add_argument(f"--{argument}")
    chromium = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield chromium
    chromium.quit()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Callable[..., Any]:
    """Return a function that opens a page in the browser, with nothing in its logs but what the page does."""

    def open_page(page: str, *, fragment: str = "") -> Any:
        path = tmp_path / "report.html"
        path.write_text(page, "utf-8")
        for log in ("browser", "performance"):
            browser.get_log(log)
        browser.get("about:blank")  # else another fragment of the same file would not be loaded
        browser.get(f"{path.as_uri()}{fragment}")
        return browser

    return open_page
