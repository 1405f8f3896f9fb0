"""One Chromium for all tests of pages; they are skipped with a reason where there is none."""

from __future__ import annotations

import os
import runpy
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from communique.export.html import write_html
from communique.model import Stance, statement_id

if TYPE_CHECKING:
    from collections.abc import Iterator

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SAMPLE = runpy.run_path(str(Path(__file__).with_name("sample.py")))
READY = "window.communique && communique.ready"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A running Chromium."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here: set CHROMIUM or install it")
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def make_told_again() -> tuple[list[Any], dict[str, Any]]:
    """Return the sample with a friendlier position of a month before, and one utterance in two articles."""
    accusation = SAMPLE["STATEMENTS"][0]
    articles = dict(SAMPLE["ARTICLES"])
    copied = replace(articles["monday"], id="copied", publisher="The Evening")
    again = replace(accusation, article="copied", id="c" * 16)
    articles["copied"] = copied
    before = replace(accusation, stance=Stance.SUPPORT, polarity=1, date="2016-11-12", date_text=None)
    name = (before.article, before.start, before.end, before.speaker_id, before.stance, before.target_id)
    return [*SAMPLE["STATEMENTS"], again, replace(before, id=statement_id(*name))], articles


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The address of each page: what is normal, told again, hostile, and what holds nothing."""
    folder = tmp_path_factory.mktemp("pages")
    contents = {
        "plain": (SAMPLE["STATEMENTS"], SAMPLE["ARTICLES"], None),
        "again": (*make_told_again(), None),
        "hostile": (*SAMPLE["make_hostile"](), SAMPLE["EVIL"]),
        "empty": ([], {}, None),
    }
    for name, (statements, articles, title) in contents.items():
        files = ("graph.ttl", "statements.jsonl")
        write_html(statements, articles, folder / f"{name}.html", title=title, files=files)
    return {name: (folder / f"{name}.html").as_uri() for name in contents}


@pytest.fixture
def open_page(browser: Any, pages: dict[str, str]) -> Iterator[Any]:
    """Open a page; at the end, fail if it asked the network for anything or complained on the console."""
    contexts, asked, complaints = [], [], []

    def open_(name: str = "plain", hash_: str = "", **options: Any) -> Any:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | options
        )
        contexts.append(context)
        tab = context.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(pages[name] + hash_)
        if options.get("java_script_enabled", True):
            tab.wait_for_function(READY)
        return tab

    yield open_
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert complaints == []
