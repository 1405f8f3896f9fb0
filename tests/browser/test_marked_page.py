"""An article with its statements marked, in a real Chromium: legible anywhere, and nothing foreign runs."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from communique.export.marked_page import mark_html
from communique.model import Article

pytestmark = pytest.mark.browser
STATEMENT = runpy.run_path(str(Path(__file__).parents[1] / "export" / "test_marking.py"))["statement"]
HOSTILE = "<script>document.title = 'owned'</script><style>*{display:none}</style> accused " + "x" * 500
GLOW = {"light": "rgb(255, 240, 168)", "dark": "rgb(84, 72, 15)"}


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_a_hostile_article_is_shown_as_it_is(width: int, scheme: str, browser: Any, tmp_path: Path) -> None:
    found = [STATEMENT(HOSTILE, 0, 60, speaker=HOSTILE), STATEMENT(HOSTILE, 50, 90, 1)]
    page = tmp_path / "page.html"
    page.write_text(mark_html(Article(id="a", text=HOSTILE, title="t"), found), "utf-8")
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    tab = context.new_page()
    told: list[str] = []
    tab.on("console", lambda message: told.append(message.text))
    tab.on("request", lambda request: told.append(request.url) if request.url != page.as_uri() else None)
    tab.goto(page.as_uri())
    assert (told, tab.title()) == ([], "t · Communiqué")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    shown = "[...document.querySelectorAll('.text')].map(each => each.innerText).join('')"
    assert HOSTILE[60:] in tab.evaluate(shown).replace("\n", "")

    def glowing(number: int) -> bool:
        colour = f"getComputedStyle(document.querySelector('.p{number}')).backgroundColor"
        return bool(tab.evaluate(colour) == GLOW[scheme])

    assert not glowing(1)
    assert tab.locator("#t2").get_attribute("href") == "#e2"
    tab.goto(f"{page.as_uri()}#e2")  # a passage's number leads to its card, which lights up the passage
    assert (glowing(1), glowing(2)) == (False, True)
    tab.goto(f"{page.as_uri()}#0-60")  # a statement's own address does so too
    assert (glowing(1), glowing(2)) == (True, False)
    context.close()
