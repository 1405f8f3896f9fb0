"""The page of the five seed articles in a real Chromium: what a new user sees first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = pytest.mark.browser

MIDDLE = """(id) => {
  const box = document.querySelector("#network").getBoundingClientRect();
  const spot = communique.network.canvasToDOM(communique.network.body.edges[id].edgeType.getPoint(0.5));
  return [box.left + spot.x, box.top + spot.y];
}"""


@pytest.fixture
def tab(browser: Any, built: Path) -> Any:
    """The page that `communique build seeds` wrote; it must ask for nothing and complain of nothing."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    opened = context.new_page()
    told: list[str] = []
    opened.on("request", lambda request: told.append(request.url))
    opened.on("console", lambda message: told.append(message.text))
    opened.on("pageerror", lambda error: told.append(str(error)))
    opened.goto((built / "graph.html").as_uri())
    opened.wait_for_function("window.communique && communique.ready")
    yield opened
    context.close()
    assert [each for each in told if not each.startswith(("file:", "data:", "blob:"))] == []


def test_click_on_france_to_russia_shows_the_words_of_the_article(tab: Any) -> None:
    tab.mouse.click(*tab.evaluate(MIDDLE, "france|accuse|russia"))
    panel = tab.locator("#panel")
    assert panel.locator("h2").first.inner_text() == "France accuses Russia"
    words = "France on Monday accused Russia of constantly lying over its role in Syria"
    assert words in panel.locator("mark", has_text="on Monday").inner_text()
    assert "France accuses Russia of 'lying' about Syria" in panel.inner_text()


def test_every_view_shows_something_of_the_seeds(tab: Any) -> None:
    tab.locator("#tab_matrix").click()
    assert (
        int(tab.locator("td[data-pair='jean-marc-ayrault|russia'] button").inner_text().replace("−", "-"))
        < -5
    )
    tab.locator("#tab_timeline").click()
    assert tab.locator("#timeline_svg .mark").count() > 10
    tab.locator("#tab_map").click()
    assert {"Aleppo", "Paris", "Damascus"} <= {
        each.text_content() for each in tab.locator("#map_marks text").all()
    }
    tab.locator("#tab_table").click()
    assert tab.locator("#table tbody tr").count() > 100


def test_the_files_beside_the_page_are_there(tab: Any, built: Path) -> None:
    links = [each.get_attribute("href") for each in tab.locator("#save a").all()]
    assert links == ["graph.ttl", "statements.jsonl"]
    assert all((built / link).is_file() for link in links)
