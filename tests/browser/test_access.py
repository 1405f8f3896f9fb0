"""The page for everyone, in a real Chromium: axe-core, keyboard, phones, focus, motion."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
pytestmark = pytest.mark.browser

VIEWS = ("graph", "matrix", "timeline", "map", "table")


def findings(tab: Any) -> list[str]:
    """Return what axe-core holds against the page: rule, impact, and the elements."""
    report = axe.Axe().run(tab).response
    return [
        f"{each['id']} ({each['impact']}): {[node['html'][:160] for node in each['nodes']][:3]}"
        for each in report["violations"]
    ]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: Any, view: str, scheme: str) -> None:
    tab = open_page(hash_=f"#view={view}&actor=jean-marc-ayrault", color_scheme=scheme)
    assert findings(tab) == []


@pytest.mark.parametrize(
    "hash_", ["", "#link=france%7Caccuse%7Crussia", "#fold=*&actor=france", "#q=nothing"]
)
def test_axe_finds_nothing_in_any_panel(open_page: Any, hash_: str) -> None:
    assert findings(open_page(hash_=hash_)) == []


def test_axe_finds_nothing_on_a_phone_with_all_open(open_page: Any) -> None:
    tab = open_page(viewport={"width": 390, "height": 844})
    tab.evaluate("document.querySelector('#filters').open = true")
    tab.locator("#save summary").click()
    assert findings(tab) == []


def test_axe_finds_nothing_without_javascript_in_the_table(open_page: Any, browser: Any) -> None:
    tab = open_page(java_script_enabled=False)  # axe needs scripts: the page is read as text, and shown again
    html = tab.content().replace("<script>", "<script type='application/json'>")
    context = browser.new_context()
    again = context.new_page()
    again.set_content(html.replace("Content-Security-Policy", "x-none"))
    found = findings(again)
    context.close()
    assert found == []


def test_everything_is_reached_by_keyboard(open_page: Any) -> None:
    tab = open_page()
    reached = []
    called = "(({ id, className, tagName }) => id || className || tagName)(document.activeElement)"
    for _ in range(60):
        tab.keyboard.press("Tab")
        reached.append(tab.evaluate(called))
    assert reached[0] == "skip"
    wanted = {"query", "language", "reset", "fold", "confidence", "tab_graph", "vis-network", "play"}
    assert wanted | {"handle_from", "handle_to", "zoom_in"} <= set(reached)
    tab.locator("#panel .list button").first.focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "panel"
    assert tab.locator("#panel article").count() >= 1


def test_every_focus_is_seen(open_page: Any) -> None:
    tab = open_page()
    for _ in range(50):
        tab.keyboard.press("Tab")
        style = tab.evaluate(
            """() => {
              const style = getComputedStyle(document.activeElement);
              return [document.activeElement.outerHTML.slice(0, 80), style.outlineStyle, style.outlineWidth];
            }"""
        )
        assert style[1:] == ["solid", "3px"], style[0]


def test_views_change_by_arrow_keys(open_page: Any) -> None:
    tab = open_page()
    tab.locator("#tab_graph").focus()
    seen = []
    for key in ("ArrowRight", "ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home"):
        tab.keyboard.press(key)
        focused = tab.evaluate("document.activeElement.id")
        assert tab.locator(f"#{focused}").get_attribute("aria-selected") == "true"
        seen.append(focused)
    assert seen == ["tab_matrix", "tab_timeline", "tab_table", "tab_graph", "tab_table", "tab_graph"]


def test_count_is_told_to_screen_readers_only_when_it_changes(open_page: Any) -> None:
    tab = open_page()
    tab.evaluate(
        """() => {
          window.told = [];
          const count = document.querySelector("#count");
          new MutationObserver(() => window.told.push(count.textContent)).observe(count, { childList: true });
        }"""
    )
    tab.evaluate("communique.select('france')")
    tab.locator("#tab_matrix").click()
    tab.locator("input[value=accuse]").uncheck()
    assert tab.evaluate("window.told") == ["10 of 12 statements"]


@pytest.mark.parametrize("width", [320, 390, 768])
def test_phone_does_not_scroll_sideways(open_page: Any, width: int) -> None:
    for name in ("plain", "hostile"):
        tab = open_page(name, viewport={"width": width, "height": 844})
        tab.locator("#language").click()
        tab.evaluate("document.querySelector('#filters').open = true")
        for view in VIEWS:
            tab.locator(f"#tab_{view}").click()
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, view


def test_motion_is_only_for_those_who_want_it(open_page: Any) -> None:
    tab = open_page()
    tab.evaluate("communique.network.moveTo({ scale: 0.2, position: { x: 5000, y: 5000 } })")
    tab.evaluate("communique.select('france')")  # brought into view at once
    assert tab.evaluate("communique.network.getScale()") == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("hash_", "control"),
    [
        ("#actor=france", "#panel .fold"),
        ("#actor=france", "#panel .list button >> nth=0"),
        ("#actor=france", "#panel .head > button"),
        ("#actor=france", "#panel [data-way]"),
        ("#view=matrix", "#matrix_table td button >> nth=0"),
        ("#view=matrix", "#matrix_table th button >> nth=0"),
        ("#view=timeline", ".mark >> nth=0"),
        ("#view=timeline", "#timeline_svg .actor >> nth=0"),
        ("#view=map", ".spot >> nth=0"),
        ("#view=table", "#table tbody button >> nth=0"),
        ("#view=table", "#table th button >> nth=0"),
        ("", "#fold"),
        ("", "#language"),
        ("", "#play"),
    ],
)
def test_focus_is_never_lost(open_page: Any, hash_: str, control: str) -> None:
    tab = open_page(hash_=hash_)
    tab.locator(control).first.focus()
    tab.keyboard.press("Space" if control == "#fold" else "Enter")
    assert tab.evaluate("document.activeElement.tagName") != "BODY"


def test_focus_comes_back_to_the_control_made_anew(open_page: Any) -> None:
    tab = open_page(hash_="#view=timeline")
    tab.locator("#timeline_svg .actor").nth(1).focus()
    tab.locator("#confidence").evaluate(
        "(slider) => { slider.value = 0.1; slider.dispatchEvent(new Event('input')); }"
    )
    assert tab.evaluate("document.activeElement.getAttribute('aria-label')") == "France"
