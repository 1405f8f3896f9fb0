"""The page in a real Chromium: draws, answers clicks, asks the network for nothing, runs nothing foreign."""

from __future__ import annotations

import csv
import io
import json
import runpy
from pathlib import Path

import pytest

from communique.export.html import write_html

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

SAMPLE = runpy.run_path(str(Path(__file__).with_name("sample.py")))
READY = "window.communique && communique.ready"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def pages(tmp_path_factory) -> dict[str, str]:
    """The address of each page: what is normal, what is hostile, what holds nothing."""
    folder = tmp_path_factory.mktemp("pages")
    hostile, hostile_articles = SAMPLE["make_hostile"]()
    contents = {
        "plain": (SAMPLE["STATEMENTS"], SAMPLE["ARTICLES"], None),
        "hostile": (hostile, hostile_articles, SAMPLE["EVIL"]),
        "empty": ([], {}, None),
    }
    for name, (statements, articles, title) in contents.items():
        write_html(statements, articles, folder / f"{name}.html", title=title)
    return {name: (folder / f"{name}.html").as_uri() for name in contents}


@pytest.fixture
def open_page(browser, pages):
    """Open a page; at the end, fail if it asked the network for anything or complained on the console."""
    contexts, asked, complaints = [], [], []

    def open_(name: str = "plain", hash_: str = "", **options):
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


def count(tab) -> int:
    return len(tab.evaluate("communique.live()"))


def shown_rows(tab) -> int:
    return tab.locator("#table tbody tr:visible").count()


@pytest.mark.parametrize("name", ["plain", "hostile", "empty"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_opens(open_page, name: str, scheme: str) -> None:
    tab = open_page(name, color_scheme=scheme)
    assert tab.locator("#network canvas").is_visible()
    ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")


def test_click_on_a_link_shows_the_words(open_page) -> None:
    tab = open_page()
    x, y = tab.evaluate(
        """() => {
          const box = document.querySelector("#network").getBoundingClientRect();
          const middle = communique.network.body.edges["france|accuse|russia"].edgeType.getPoint(0.5);
          const spot = communique.network.canvasToDOM(middle);
          return [box.left + spot.x, box.top + spot.y];
        }"""
    )
    tab.mouse.click(x, y)
    panel = tab.locator("#panel")
    panel.locator("article").wait_for()
    assert panel.locator("h2").first.inner_text() == "France accuses Russia"
    assert panel.locator("mark").inner_text() == "France on Monday accused Russia of constantly lying"
    assert panel.locator("blockquote").inner_text().endswith("over Syria.")
    link = panel.locator("article a")
    assert link.get_attribute("href") == "https://news.example/monday?a=1&b=2"
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"


def test_click_on_an_actor_shows_what_it_says_and_what_is_said_about_it(open_page) -> None:
    tab = open_page()
    tab.evaluate("communique.select('france')")
    headings = tab.locator("#panel h2").all_inner_texts()
    assert [h.lower() for h in headings[1:]] == [
        "relations",
        "says (1)",
        "said on its behalf (7)",
        "said about it (1)",
    ]


def test_words_of_the_date_stand_with_it_or_for_it(open_page) -> None:
    tab = open_page()
    tab.evaluate("communique.select('france')")
    dated = tab.locator("#panel article", has_text="constantly lying").locator("p.quiet bdi").first
    assert (dated.inner_text(), dated.get_attribute("title")) == ("2016-12-12", "as said: “Monday”")
    plain = tab.locator("#panel article", has_text="permanent lie").locator("p.quiet bdi").first
    assert (plain.inner_text(), plain.get_attribute("title")) == ("2016-12-12", None)
    tab.evaluate("communique.select('syria')")
    undated = tab.locator("#panel article", has_text="called on Syria").locator("p.quiet bdi").first
    assert undated.inner_text() == "date unknown (“Tuesday”)"


def test_statement_without_target_is_in_its_speakers_panel(open_page) -> None:
    tab = open_page()
    tab.evaluate("communique.select('\U0001d54f')")
    assert tab.locator("#panel mark").inner_text() == "stop 🛑 now"
    assert "no target" in tab.locator("#panel article").inner_text()


def test_unticking_a_stance_hides_its_statements(open_page) -> None:
    tab = open_page()
    assert count(tab) == shown_rows(tab) == 12
    tab.locator("input[value=accuse]").uncheck()
    assert count(tab) == shown_rows(tab) == 10
    assert tab.locator("#count").inner_text() == "10 of 12 statements"
    tab.locator("[data-polarity=negative]").uncheck()
    assert count(tab) == 6
    tab.keyboard.press("Escape")
    assert count(tab) == shown_rows(tab) == 12
    assert tab.locator("input[value=accuse]").is_checked()


@pytest.mark.parametrize(
    ("first", "last", "left"),
    [
        ("2016-12-12", "", 4),
        ("", "2016-07", 4),
        ("2016-12", "2016-12", 4),
        ("2016-07-20", "2016-07-31", 3),
        ("2017", "", 0),
    ],
)
def test_dates_filter_as_precisely_as_they_are_known(open_page, first: str, last: str, left: int) -> None:
    tab = open_page()
    tab.locator("#from").fill(first)
    tab.locator("#to").fill(last)
    tab.wait_for_timeout(300)
    assert count(tab) == left


def test_wrong_date_is_marked_and_filters_nothing(open_page) -> None:
    tab = open_page()
    tab.locator("#from").fill("12/12/2016")
    tab.wait_for_timeout(300)
    assert tab.locator("#from").get_attribute("aria-invalid") == "true"
    assert count(tab) == 12


def test_confidence_filters(open_page) -> None:
    tab = open_page()
    tab.locator("#confidence").fill("0.8")
    assert count(tab) == 4


def test_bar_of_a_month_filters_it(open_page) -> None:
    tab = open_page()
    bar = tab.locator("#bars button").first
    bar.click()
    assert count(tab) == 4
    assert tab.locator("#from").input_value() == "2016-07"
    tab.locator("#bars button").first.click()
    assert count(tab) == 12


def test_search_finds_words_names_and_no_accents_matter(open_page) -> None:
    tab = open_page()
    tab.keyboard.press("/")
    tab.keyboard.type("martele")
    tab.wait_for_timeout(300)
    assert count(tab) == 1
    tab.locator("#query").fill("russie")
    tab.wait_for_timeout(300)
    assert count(tab) == 6
    assert tab.locator("#panel h2").first.inner_text() == "Russia"


def test_selection_hidden_by_filters_says_so(open_page) -> None:
    tab = open_page()
    tab.evaluate("communique.select('france|accuse|russia')")
    tab.locator("input[value=accuse]").uncheck()
    assert "The filters hide all 1 statements of this selection." in tab.locator("#panel").inner_text()
    tab.locator("#confidence").fill("1")
    assert tab.locator("#empty").is_visible()


def test_link_brings_the_view_back(open_page) -> None:
    tab = open_page()
    tab.locator("#language").click()
    tab.locator("input[value=demand]").uncheck()
    tab.locator("#from").fill("2016-08")
    tab.wait_for_timeout(300)
    tab.evaluate("communique.select('jean-marc-ayrault|accuse|russia')")
    before = tab.evaluate("communique.live()")
    panel = tab.locator("#panel").inner_text()
    again = open_page(hash_=tab.evaluate("location.hash"))
    assert again.evaluate("communique.live()") == before
    assert again.locator("#panel").inner_text() == panel
    assert again.evaluate("document.documentElement.lang") == "fr"
    assert not again.locator("input[value=demand]").is_checked()


def test_unknown_things_in_the_link_are_passed_over(open_page) -> None:
    tab = open_page(hash_="#lang=xx&off=nonsense.accuse&least=banana&from=%3Cb%3E&link=no&actor=__proto__")
    assert count(tab) == 10
    assert tab.locator("#from").input_value() == ""


def test_french(open_page) -> None:
    tab = open_page()
    tab.locator("#language").click()
    assert tab.evaluate("document.documentElement.lang") == "fr"
    assert tab.title() == "Qui dit quoi de qui"
    assert tab.locator("#count").inner_text() == "12 déclarations sur 12"
    assert tab.locator("th").first.inner_text() == "Date"
    assert tab.locator("th").nth(1).inner_text() == "Émetteur"
    assert "Russie" in tab.locator("#panel").inner_text()
    assert "Russie" in tab.evaluate("communique.network.body.data.nodes.get('russia').label")
    tab.locator("#language").click()
    assert tab.locator("th").nth(1).inner_text() == "Speaker"


def test_columns_sort_by_keyboard(open_page) -> None:
    tab = open_page()
    tab.locator("th button").nth(1).focus()
    tab.keyboard.press("Enter")
    names = tab.locator("#table tbody tr td:nth-child(2)").all_inner_texts()
    assert names[0] == "France"
    assert tab.locator("th").nth(1).get_attribute("aria-sort") == "ascending"
    tab.keyboard.press("Enter")
    assert tab.locator("#table tbody tr td:nth-child(2)").all_inner_texts() != names


def test_everything_is_reached_by_keyboard(open_page) -> None:
    tab = open_page()
    reached = []
    for _ in range(40):
        tab.keyboard.press("Tab")
        reached.append(tab.evaluate("document.activeElement.id || document.activeElement.className"))
    assert reached[0] == "skip"
    assert {"query", "csv", "language", "reset", "confidence", "network"} <= set(reached)
    tab.locator("#panel .list button").first.focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "panel"
    assert tab.locator("#panel article").count() >= 1


def test_theme_is_switched_and_kept(open_page) -> None:
    tab = open_page()
    tab.locator("#theme").click()
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    tab.reload()
    tab.wait_for_function(READY)
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 22, 29)"


def test_saved_table_holds_what_is_shown_and_no_formula(open_page) -> None:
    tab = open_page()
    tab.locator("input[value=accuse]").uncheck()
    with tab.expect_download() as download:
        tab.locator("#csv").click()
    rows = list(csv.DictReader(Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 10
    assert {row["speaker"] for row in rows} >= {"Jean-Marc Ayrault", "Russia"}
    assert [row["date_text"] for row in rows if row["evidence"].startswith("Moscow called")] == ["Tuesday"]
    hostile = open_page("hostile").evaluate("communique.csv()")
    for row in csv.DictReader(io.StringIO(hostile.lstrip("\ufeff"))):
        assert row["rule"].startswith("'=")


def test_saved_picture_is_a_png(open_page) -> None:
    tab = open_page()
    with tab.expect_download() as download:
        tab.locator("#png").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


def test_hostile_page_runs_nothing(open_page) -> None:
    tab = open_page("hostile")
    for actor in tab.evaluate(
        "Object.keys(JSON.parse(document.querySelector('#data-ui').textContent).actors)"
    ):
        tab.evaluate("id => communique.select(id)", actor)
    for name in ("language", "theme"):
        tab.locator(f"#{name}").click()
    tab.mouse.move(640, 400)
    tab.wait_for_timeout(300)
    assert tab.evaluate("window.HIT") is None
    assert tab.locator("img, iframe, form, base").count() == 0
    links = tab.evaluate("[...document.querySelectorAll('a[target]')].map((a) => a.href)")
    assert set(links) == {"https://ok.example/a"}


def test_policy_blocks_what_gets_in_all_the_same(browser, pages) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(pages["plain"])
    tab.wait_for_function(READY)
    tab.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.HIT = 1";
          document.body.append(script);
        }"""
    )
    assert tab.evaluate("window.HIT") is None
    assert tab.evaluate("fetch('https://example.org').then(() => 'fetched', () => 'blocked')") == "blocked"
    context.close()


def test_without_javascript_the_table_is_whole(open_page) -> None:
    tab = open_page(java_script_enabled=False)
    assert shown_rows(tab) == 12
    assert tab.locator("noscript").is_visible()
    assert not tab.locator("#filters").is_visible()


@pytest.mark.parametrize("width", [320, 390, 768])
def test_phone_does_not_scroll_sideways(open_page, width: int) -> None:
    for name in ("plain", "hostile"):
        tab = open_page(name, viewport={"width": width, "height": 844})
        tab.locator("#language").click()
        tab.evaluate("document.querySelector('#filters').open = true")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_data_of_the_page_can_be_read_by_others(open_page) -> None:
    tab = open_page()
    data = json.loads(tab.locator("#data-ui").text_content())
    assert len(data["statements"]) == 12
