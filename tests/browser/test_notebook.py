"""The frame of a network in a real Chromium: it draws, fetches nothing, and reaches nothing outside of it."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from communique.export.notebook import HEIGHT, frame_network
from communique.graph.network import StatementNetwork, build_network

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

SAMPLE = runpy.run_path(str(Path(__file__).with_name("sample.py")))
READY = "window.communique && communique.ready"
pytestmark = pytest.mark.browser


@pytest.fixture
def open_frame(browser, tmp_path):
    """Show a network as an output between two others; at the end, fail on any request or complaint."""
    contexts, asked, complaints = [], [], []

    def open_(network: StatementNetwork):
        html = f"<!DOCTYPE html><meta charset=utf-8><p>above</p>{frame_network(network)}<p>below</p>"
        (tmp_path / "notebook.html").write_text(html, "utf-8")
        context = browser.new_context(viewport={"width": 1000, "height": 900}, reduced_motion="reduce")
        contexts.append(context)
        tab = context.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto((tmp_path / "notebook.html").as_uri())
        [frame] = tab.main_frame.child_frames
        frame.wait_for_function(READY)
        return tab, frame

    yield open_
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:"))] == []
    assert complaints == []


def test_the_frame_draws_and_answers(open_frame) -> None:
    tab, frame = open_frame(build_network(SAMPLE["STATEMENTS"], SAMPLE["ARTICLES"]))
    box = tab.locator("iframe").bounding_box()
    assert box["height"] == HEIGHT
    assert box["width"] > 950
    assert frame.locator("#network canvas").is_visible()
    assert len(frame.evaluate("communique.live()")) == len(SAMPLE["STATEMENTS"])
    frame.evaluate("communique.select('france')")
    panel = frame.locator("#panel")
    panel.locator("article").first.wait_for()
    assert "France on Monday accused Russia of constantly lying over Syria." in panel.inner_text().replace(
        "\n", " "
    )  # the whole sentence: the articles' texts are at hand
    assert tab.get_by_text("below").bounding_box()["y"] >= box["y"] + box["height"]


def test_a_subgraph_draws_its_own(open_frame) -> None:
    network = build_network(SAMPLE["STATEMENTS"], SAMPLE["ARTICLES"]).subgraph(["france", "russia"])
    _, frame = open_frame(network)
    assert len(frame.evaluate("communique.live()")) == 2


def test_an_empty_network_says_so(open_frame) -> None:
    _, frame = open_frame(build_network([]))
    assert frame.get_by_text("No statement was found.").first.is_visible()


def test_nothing_outside_can_be_reached_from_inside(open_frame) -> None:
    statements, articles = SAMPLE["make_hostile"]()
    tab, frame = open_frame(build_network(statements, articles, actors={}))
    assert frame.evaluate("window.origin") == "null"
    for outside in (
        "parent.document",
        "top.document",
        "parent.location.href",
        "parent.jupyter",
        "localStorage",
    ):
        tried = f"() => {{ try {{ return String({outside}) }} catch (error) {{ return error.name }} }}"
        assert frame.evaluate(tried) == "SecurityError", outside
    assert frame.evaluate("window.frameElement") is None
    assert frame.evaluate("window.HIT") is None
    assert tab.evaluate("window.HIT") is None
    assert tab.locator("script, style, img").count() == 0  # nothing of it stands in the notebook itself
