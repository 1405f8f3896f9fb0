"""The documentation site in a real Chromium, opened from disk: errors, requests, search, schemes, access."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
pytestmark = pytest.mark.browser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES = ("index", "stances", "rdf", "questions", "api", "cli")


OF_THE_THEME = ("landmark-unique", "scrollable-region-focusable")
"""Rules that only the theme's own copy buttons and frames of wide tables break; keys scroll there."""


@pytest.fixture
def tab(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    """An empty page that notes its errors and every address it asks for; other hosts are not reached."""
    scheme = getattr(request, "param", "light")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.noted, page.asked = [], []
    page.on("console", lambda message: message.type == "error" and page.noted.append(message.text))
    page.on("pageerror", lambda error: page.noted.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    context.route("http*://**", lambda route: route.abort())
    yield page
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_from_disk_without_error_or_request(site: Path, tab: Any, name: str) -> None:
    tab.goto((site / f"{name}.html").as_uri(), wait_until="load")
    assert tab.noted == []
    assert [address for address in tab.asked if not address.startswith(("file:", "data:", "blob:"))] == []


def test_the_search_works_from_disk(site: Path, tab: Any) -> None:
    tab.goto((site / "index.html").as_uri(), wait_until="load")
    tab.click(".md-search__input")
    tab.keyboard.type("SOURCE_DATE_EPOCH")
    tab.wait_for_selector(".md-search-result__link", timeout=20_000)
    assert "cli.html" in tab.get_attribute(".md-search-result__link >> nth=0", "href")
    assert tab.noted == []


@pytest.mark.parametrize("name", ["index", "how-it-works", "rdf"])
@pytest.mark.parametrize("tab", ["light", "dark"], indirect=True)
def test_drawings_take_the_colours_of_the_scheme(site: Path, tab: Any, name: str) -> None:
    tab.goto((site / f"{name}.html").as_uri(), wait_until="load")
    drawn = tab.evaluate("getComputedStyle(document.querySelector('.drawing text')).fill")
    written = tab.evaluate("getComputedStyle(document.querySelector('.md-typeset p')).color")
    ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert drawn == written != ground


@pytest.mark.parametrize("name", ["index", "statement", "questions", "rdf"])
def test_no_page_is_wider_than_a_phone(site: Path, tab: Any, name: str) -> None:
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto((site / f"{name}.html").as_uri(), wait_until="load")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("tab", ["light", "dark"], indirect=True)
def test_axe_finds_nothing_in_the_text(site: Path, tab: Any, name: str) -> None:
    tab.goto((site / f"{name}.html").as_uri(), wait_until="load")
    options = {"rules": {rule: {"enabled": False} for rule in OF_THE_THEME}}
    report = axe.Axe().run(tab, context=".md-content", options=options).response
    nodes = [(each["id"], node["html"][:120]) for each in report["violations"] for node in each["nodes"]]
    assert nodes == []
