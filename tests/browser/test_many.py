"""What the page does with many statements, long spans of time and seldom records (`sets.py`)."""

from __future__ import annotations

import csv
import io
import json
import runpy
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = pytest.mark.browser

SETS = runpy.run_path(str(Path(__file__).with_name("sets.py")))


@pytest.fixture(scope="module")
def pages(pages: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The address of each page, those of `sets.py` too."""
    return pages | SETS["write_sets"](tmp_path_factory.mktemp("sets"), *SETS["SETS"])


@pytest.fixture(scope="module")
def look(browser: Any, pages: dict[str, str]) -> Iterator[Any]:
    """Show a page at an address, in one tab for each page: for tests that only look."""
    tabs: dict[str, Any] = {}
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")

    def look_(name: str, hash_: str = "#") -> Any:
        if name not in tabs:
            tabs[name] = context.new_page()
            tabs[name].on("console", lambda message: complaints.append(message.text))
            tabs[name].on("pageerror", lambda error: complaints.append(str(error)))
            tabs[name].goto(pages[name])
            wait(tabs[name], "window.communique && communique.ready")
        tabs[name].evaluate(
            """(wanted) => new Promise((done) => {
              if (location.hash === wanted) return done();
              addEventListener("hashchange", () => done(), { once: true });
              return location.assign(wanted);
            })""",
            hash_,
        )
        return tabs[name]

    yield look_
    context.close()
    assert complaints == []


def select(tab: Any, what: str) -> None:
    tab.evaluate("id => communique.select(id)", what)


def texts(tab: Any, selector: str) -> list[str]:
    return tab.evaluate(
        "(css) => [...document.querySelectorAll(css)].map((each) => each.textContent)", selector
    )


def wait(tab: Any, wanted: str) -> None:
    """Wait until an expression is true (`wait_for_function` asks for `eval`, which the page forbids)."""
    for _ in range(100):
        if tab.evaluate(wanted):
            return
        tab.wait_for_timeout(20)
    raise AssertionError(f"never true: {wanted}")


def count(tab: Any) -> int:
    return len(tab.evaluate("communique.live()"))


def boxes(tab: Any, selector: str) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of each."""
    return tab.evaluate(
        """(css) => [...document.querySelectorAll(css)].map((each) => {
          const { left, top, right, bottom } = each.getBoundingClientRect();
          return [left, top, right, bottom];
        })""",
        selector,
    )


def overlapping(tab: Any, selector: str) -> list[tuple[int, int]]:
    """Return which of these overlap, by more than half a pixel."""
    spots = boxes(tab, selector)
    return [
        (k, n)
        for (k, a), (n, b) in combinations(enumerate(spots), 2)
        if a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5
    ]


# ------------------------------------------------------------------------------------------------ show more


def test_link_shows_its_forty_latest_statements_and_the_rest_on_request(open_page: Any) -> None:
    tab = open_page("loud", hash_="#link=talker%7Caccuse%7Clistener")
    latest_first = [f"word {k}" for day in range(22, -1, -1) for k in (2 * day, 2 * day + 1) if k < 45]
    assert texts(tab, "#panel article mark") == latest_first[:40]
    tab.locator("#panel > button", has_text="Show 5 more").click()
    assert texts(tab, "#panel article mark") == latest_first
    assert tab.locator("#panel > button").count() == 0


def test_words_about_an_actor_are_reached_after_forty_of_its_own(open_page: Any) -> None:
    tab = open_page("loud", hash_="#actor=loud")
    cards = tab.locator("#panel article")
    assert (cards.count(), "Said about it (3)" in texts(tab, "#panel h2")) == (40, False)
    tab.locator("#panel > button", has_text="Show 3 more").click()
    assert cards.count() == 43
    assert texts(tab, "#panel h2")[-1] == "Said about it (3)"
    assert texts(tab, "#panel article mark")[-3:] == ["note 200", "note 201", "note 202"]
    assert tab.locator("#panel > button").count() == 0


def test_first_forty_of_an_actor_are_counted_over_all_that_it_has_a_part_in(open_page: Any) -> None:
    tab = open_page("loud", hash_="#actor=listener")
    assert texts(tab, "#panel h2")[-2:] == ["Says (5)", "Said about it (45)"]
    assert tab.locator("#panel article").count() == 40
    tab.locator("#panel > button", has_text="Show 10 more").click()
    assert tab.locator("#panel article").count() == 50


@pytest.mark.parametrize("leave", ["choose another", "reset"])
def test_what_is_opened_next_begins_with_its_first_forty(open_page: Any, leave: str) -> None:
    tab = open_page("loud", hash_="#actor=loud")
    tab.locator("#panel > button", has_text="Show 3 more").click()
    if leave == "reset":
        tab.locator("#reset").click()
        tab.evaluate("location.hash = '#actor=talker'")
        wait(tab, "document.querySelector('#panel h2').textContent === 'Talker'")
    else:
        select(tab, "talker")
    assert tab.locator("#panel article").count() == 40


def test_table_shows_two_hundred_rows_then_all_and_all_on_paper(open_page: Any) -> None:
    tab = open_page("many", hash_="#view=table")
    rows = tab.locator("#table tbody tr")
    assert (rows.count(), tab.locator("#table_more span").inner_text()) == (
        200,
        "The first 200 of 260 statements.",
    )
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert rows.count() == 260
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert rows.count() == 200
    tab.locator("#table_more button", has_text="Show 60 more").click()
    assert (rows.count(), texts(tab, "#table_more *")) == (260, [])
    tab.locator("#tab_matrix").click()
    tab.locator("#tab_table").click()
    assert rows.count() == 200


# ---------------------------------------------------------------------------------------------------- table


@pytest.mark.parametrize(
    ("sort", "column", "begins", "ends"),
    [
        ("words", "words", ["He said", "l’accor", "l'essai", "note 1", "note 2", "note 3", "note 4"], []),
        ("-words", "words", ["the tre", "the tre", "the tre", "note 11", "note 10", "note 9"], []),
        ("speaker", "speaker", ["Adam", "Adam", "Adam", "Clerk A"], ["Tin Bur", "Zoé", "Zoé"]),
        ("-speaker", "speaker", ["Zoé", "Zoé", "Tin Bur"], ["Adam", "Adam", "Adam"]),
        ("target", "target", ["Adam", "Adam", "Clerk A", "Far Isl"], ["", ""]),
        ("-target", "target", ["Zoé", "Old Rea"], ["", ""]),
    ],
)
def test_columns_sort_numbers_as_numbers_and_letters_as_the_language_does(
    look: Any, sort: str, column: str, begins: list[str], ends: list[str]
) -> None:
    tab = look("chain", hash_=f"#view=table&sort={sort}")
    cells = [each[:7] for each in texts(tab, f"#table tbody td[data-column={column}]")]
    assert cells[: len(begins)] == [each[:7] for each in begins]
    assert cells[len(cells) - len(ends) :] == ends


def test_accented_names_stand_beside_their_letter(look: Any) -> None:
    tab = look("chain", hash_="#view=table&sort=speaker")
    names = list(dict.fromkeys(texts(tab, "#table tbody td[data-column=speaker]")))
    assert names == ["Adam", "Clerk Almond", "Émile", "Old Realm", "Tin Bureau", "Zoé"]


@pytest.mark.parametrize("sort", ["stance", "-stance"])
def test_rows_that_are_alike_keep_their_order_both_ways(look: Any, sort: str) -> None:
    tab = look("years", hash_=f"#view=table&sort={sort}")
    rows = tab.evaluate("[...document.querySelectorAll('#table tbody tr')].map((each) => each.dataset.row)")
    assert rows == [str(k) for k in range(15)]


def test_click_that_ends_a_selection_of_words_chooses_nothing(open_page: Any) -> None:
    tab = open_page("years", hash_="#view=table")
    click = "document.querySelector('#table tbody q').click()"
    tab.evaluate(f"getSelection().selectAllChildren(document.querySelector('#table tbody q')); {click}")
    assert tab.evaluate("location.hash") == "#view=table"
    tab.evaluate(f"getSelection().removeAllRanges(); {click}")
    assert "statement=" in tab.evaluate("location.hash")


# --------------------------------------------------------------------------------------------------- matrix


def test_matrix_holds_twenty_four_a_side_and_says_so(open_page: Any) -> None:
    tab = open_page("many", hash_="#view=matrix")
    rows = texts(tab, "#matrix_table tbody th")
    assert rows == [f"Delegate {k:02}" for k in range(24)]  # not the hermit: its row would be empty
    columns = texts(tab, "#matrix_table thead th")
    assert (len(columns), all(each.startswith("Bloc") for each in columns)) == (24, True)
    assert (
        tab.locator("#matrix_note")
        .inner_text()
        .startswith("Showing 24 of 32 speakers and 24 of 38 targets, those with most statements;")
    )
    tab.locator("#query").fill("hermit")
    wait(tab, "!document.querySelector('#matrix_note').textContent")
    assert texts(tab, "#matrix_table tbody th") == ["Hermit"]


# ------------------------------------------------------------------------------------------------- timeline


def test_timeline_has_sixteen_lanes_and_says_what_is_left_out(look: Any) -> None:
    tab = look("many", hash_="#view=timeline")
    lanes = ["Hermit", *(f"Delegate {k:02}" for k in range(15))]
    assert texts(tab, "#timeline_svg .actor text") == lanes
    assert tab.locator("#timeline_note").inner_text() == (
        "Showing the 16 actors with most dated statements of 32. 3 statements have no date."
    )


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("month", ["2016-10-01", "2016-10-08", "2016-10-15", "2016-10-22", "2016-10-29"]),
        ("loud", ["2016-01", "2016-02", "2016-03"]),
        ("many", ["2003-01-01", "2005", "2010"]),
        ("years", ["2005", "2010", "2015"]),
        ("ages", ["1200", "1400", "1600", "1800", "2000"]),
    ],
)
def test_lines_of_time_fit_its_length(look: Any, name: str, labels: list[str]) -> None:
    tab = look(name, hash_="#view=timeline")
    assert texts(tab, "#timeline_svg .tick") == labels
    assert overlapping(tab, "#timeline_svg .tick") == []


def test_names_too_long_for_their_lane_are_cut(look: Any) -> None:
    tab = look("ages", hash_="#view=timeline")
    (name,) = texts(tab, "#timeline_svg .lane")
    assert name.endswith("…")
    assert tab.locator("#timeline_svg .actor").get_attribute("aria-label").endswith("Annals and Chronicles")
    (box,) = boxes(tab, "#timeline_svg .lane")
    assert box[0] >= boxes(tab, "#timeline_svg")[0][0]


def test_year_is_a_bar_as_long_as_the_year(look: Any) -> None:
    tab = look("years", hash_="#view=timeline")
    widths = [right - left for left, _, right, _ in boxes(tab, "#timeline_svg .mark > rect")]
    assert len(widths) == 13
    assert max(widths) - min(widths) < 1
    edges = boxes(tab, "#timeline_svg .mark > rect")
    assert max(each[2] for each in edges) - min(each[0] for each in edges) == pytest.approx(
        13 * widths[0], rel=0.02
    )


# ------------------------------------------------------------------------------------------------------ map


def frame(tab: Any) -> list[float]:
    return [float(each) for each in tab.locator("#map_svg").get_attribute("viewBox").split()]


def open_map(open_page: Any, hash_: str = "") -> Any:
    """Open the map, and paint it twice: see `test_map_opens_in_the_shape_of_its_window`."""
    tab = open_page("many", hash_=f"#view=map{hash_}")
    tab.locator("#theme").click()
    return tab


def test_map_opens_in_the_shape_of_its_window(open_page: Any) -> None:
    tab = open_page("many", hash_="#view=map")
    left, top, right, bottom = boxes(tab, "#map_svg")[0]
    _, _, width, height = frame(tab)
    assert width / height == pytest.approx((right - left) / (bottom - top), rel=0.005)


def test_map_opens_where_most_was_said_and_says_what_lies_outside(look: Any) -> None:
    tab = look("many", hash_="#view=map")
    assert tab.locator("#map_outside").inner_text() == "4 places lie outside of this part (⤢ shows all)."
    assert "Sydney" not in texts(tab, "#map_marks text")
    tab.locator("#fit").click()
    assert tab.locator("#map_outside").inner_text() == ""
    assert "Not on the map: Ghouta." in tab.locator("#map_note").inner_text()


def test_names_on_the_map_do_not_overlap_at_any_zoom(open_page: Any) -> None:
    tab = open_map(open_page)
    shown = []
    for key in ("", "-", "-", "+", "+", "+", "+", "+", "+"):
        if key:
            tab.locator("#map_svg").press(key)
        shown.append(len(texts(tab, "#map_marks text")))
        assert overlapping(tab, "#map_marks text") == []
    assert shown[2] < shown[0] <= 17


def test_keys_zoom_the_map_and_no_closer_than_four_hundred_kilometres(open_page: Any) -> None:
    tab = open_map(open_page)
    opening = frame(tab)[2]
    tab.locator("#map_svg").press("+")
    assert frame(tab)[2] == pytest.approx(opening / 1.3, abs=0.02)
    tab.locator("#map_svg").press("-")
    assert frame(tab)[2] == pytest.approx(opening, abs=0.02)
    for _ in range(25):
        tab.keyboard.press("+")
    assert frame(tab)[2] == pytest.approx(18, abs=0.01)


def test_sizes_of_the_window_change_the_map_no_more_than_once(open_page: Any) -> None:
    tab = open_map(open_page)
    before = frame(tab)
    for _ in range(2):
        for width in (1500, 1280):
            tab.set_viewport_size({"width": width, "height": 800})
            tab.wait_for_timeout(220)
    assert frame(tab) == before


def test_chosen_place_is_brought_into_view_and_lies_above(open_page: Any) -> None:
    tab = open_map(open_page, "&actor=delegate-00")
    place = tab.locator("#panel article .plainly", has_text="Sydney").first
    before = frame(tab)
    place.click()
    assert frame(tab)[2:] == before[2:]  # moved, not widened
    last = tab.locator("#map_marks .spot").last
    assert "chosen" in last.get_attribute("class")
    assert last.get_attribute("aria-label").startswith("Sydney: ")
    (left, top, right, bottom), (spot,) = (
        boxes(tab, "#map_svg")[0],
        boxes(tab, "#map_marks .spot.chosen circle"),
    )
    assert left <= spot[0] < spot[2] <= right
    assert top <= spot[1] < spot[3] <= bottom


def test_place_in_view_is_chosen_without_moving_the_map(open_page: Any) -> None:
    tab = open_map(open_page)
    tab.locator("#map_svg").press("-")
    before = frame(tab)
    tab.locator("#map_marks .spot[aria-label^='Cairo']").focus()
    tab.keyboard.press("Enter")
    assert (frame(tab), texts(tab, "#panel h2")[0]) == (before, "Cairo")


@pytest.mark.parametrize(("pixels", "chosen"), [(2, True), (9, False)])
def test_click_with_a_shaking_hand_still_chooses_a_place(open_page: Any, pixels: int, chosen: bool) -> None:
    tab = open_map(open_page)
    left, top, right, bottom = boxes(tab, "#map_marks .spot[aria-label^='Cairo'] circle")[0]
    x, y = (left + right) / 2, (top + bottom) / 2
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + pixels, y)
    tab.mouse.up()
    assert ("place=cairo" in tab.evaluate("location.hash")) == chosen


# ----------------------------------------------------------------------------------------------------- bars


@pytest.mark.parametrize(
    ("name", "first", "last", "bars", "label", "note"),
    [
        ("month", "2016-10-01: 1 statement", "2016-10-20: 1 statement", 20, "day", "2 without a known day"),
        ("years", "2003: 1 statement", "2015: 2 statements", 13, "year", "1 without a known year"),
        ("ages", "1140: 1 statement", None, 0, "month", ""),
        ("plain", "2016-07: 4 statements", "2016-12: 4 statements", 6, "month", "2 without a known month"),
    ],
)
def test_bars_are_days_months_or_years(
    look: Any, name: str, first: str, last: str | None, bars: int, label: str, note: str
) -> None:
    tab = look(name)
    titles = tab.evaluate("[...document.querySelectorAll('#bars .bar')].map((each) => each.title)")
    if last is None:
        assert not tab.locator("#brush").is_visible()  # centuries: their dates can be typed
        return
    assert (len(titles), titles[0], titles[-1]) == (bars, first, last)
    assert tab.locator("#bars").get_attribute("aria-label") == f"Statements per {label}"
    assert tab.locator("#undated").inner_text() == note
    assert (texts(tab, "#first_bar"), texts(tab, "#last_bar")) == (
        [first.split(":")[0]],
        [last.split(":")[0]],
    )


def heights(tab: Any, part: int) -> list[str]:
    return tab.evaluate(
        "(k) => [...document.querySelectorAll('#bars .bar')].map((each) => each.children[k].style.height)",
        part,
    )


def test_bars_outside_of_the_window_are_pale_and_empty(look: Any) -> None:
    tab = look("years", hash_="#from=2005&to=2014")
    outside = tab.evaluate("[...document.querySelectorAll('#bars .bar.out')].map((each) => each.dataset.key)")
    assert outside == ["2003", "2004", "2015"]
    assert heights(tab, 0) == ["50%"] * 12 + ["100%"]
    assert heights(tab, 1) == ["0%"] * 2 + ["50%"] * 10 + ["0%"]
    places = {
        id_: tab.evaluate("(id) => [id.style.left, id.style.width]", tab.locator(f"#{id_}").element_handle())
        for id_ in ("window", "handle_from", "handle_to")
    }
    percent = {id_: [float(each[:-1]) for each in place if each] for id_, place in places.items()}
    assert percent == {
        "window": pytest.approx([200 / 13, 1000 / 13], abs=0.01),
        "handle_from": pytest.approx([200 / 13], abs=0.01),
        "handle_to": pytest.approx([1200 / 13], abs=0.01),
    }


def drag(tab: Any, start: int, end: float) -> None:
    """Drag from the middle of one bar to that of another, counted on beyond the last."""
    left, top, right, bottom = boxes(tab, "#bars")[0]
    wide = (right - left) / tab.locator("#bars .bar").count()
    tab.mouse.move(left + (start + 0.5) * wide, (top + bottom) / 2)
    tab.mouse.down()
    tab.mouse.move(left + (end + 0.5) * wide, (top + bottom) / 2, steps=4)
    tab.mouse.up()


def dates(tab: Any) -> tuple[str, str]:
    return tab.locator("#from").input_value(), tab.locator("#to").input_value()


@pytest.mark.parametrize(("end", "left"), [(20, ("2013", "2015")), (-8, ("2003", "2005"))])
def test_window_cannot_be_slid_out_of_time(open_page: Any, end: int, left: tuple[str, str]) -> None:
    tab = open_page("years", hash_="#from=2007&to=2009")
    drag(tab, 5, end)
    assert dates(tab) == left


def stopped_clock(tab: Any) -> None:
    tab.clock.install(time=0)
    tab.clock.pause_at(1000)  # milliseconds pass only when told


@pytest.mark.parametrize(
    ("hash_", "seen"),
    [
        ("#from=2004&to=2006", [("2005", "2007"), ("2006", "2008"), ("2007", "2009")]),
        ("#from=2014&to=2015", [("2003", "2004"), ("2004", "2005"), ("2005", "2006")]),
        ("", [("2003", "2003"), ("2004", "2004"), ("2005", "2005")]),
    ],
)
def test_play_goes_on_from_the_window_that_is_set(
    open_page: Any, hash_: str, seen: list[tuple[str, str]]
) -> None:
    tab = open_page("years", hash_=hash_)
    stopped_clock(tab)
    tab.locator("#play").click()
    found = [dates(tab)]
    for _ in range(2):
        tab.clock.run_for(900)
        found.append(dates(tab))
    assert found == seen


@pytest.mark.parametrize("stop", ["drag", "second click"])
def test_play_is_stopped(open_page: Any, stop: str) -> None:
    tab = open_page("years", hash_="#from=2004&to=2006")
    stopped_clock(tab)
    tab.locator("#play").click()
    if stop == "drag":
        drag(tab, 9, 11)
    else:
        tab.locator("#play").click()
    before = dates(tab)
    tab.clock.run_for(3000)
    assert (dates(tab), before) == (
        before,
        {"drag": ("2012", "2014"), "second click": ("2005", "2007")}[stop],
    )
    assert tab.locator("#play").get_attribute("aria-label").startswith("Play")


# --------------------------------------------------------------------------------------- address and theme


def test_address_set_by_a_script_changes_everything(open_page: Any) -> None:
    tab = open_page("plain")
    wanted = "view=matrix&lang=fr&no-stance=accuse&least=0.5&from=2016-07&undated=1&fold=*&actor=france&q=r"
    tab.evaluate(f"location.hash = '#{wanted}'")
    wait(tab, "document.documentElement.lang === 'fr'")
    fresh = open_page("plain", hash_=f"#{wanted}")
    for look in (
        "[...document.querySelectorAll('input')].map((each) => [each.value, each.checked])",
        "communique.live()",
        "document.title",
        "document.querySelector('#panel').textContent",
        "document.querySelector('#matrix').textContent",
        "document.querySelector('#theme').textContent",
        "document.querySelector('#window').style.cssText",
        "['graph', 'matrix'].map((id) => document.getElementById(id).hidden)",
        "location.hash",
    ):
        assert tab.evaluate(look) == fresh.evaluate(look), look


def test_address_set_by_a_script_opens_the_graph_whole_and_folded(open_page: Any) -> None:
    tab = open_page("plain", hash_="#view=map")
    tab.evaluate("location.hash = '#fold=*'")
    wait(tab, "!document.querySelector('#graph').hidden")
    fresh = open_page("plain", hash_="#fold=*")
    for look in (
        "communique.network.getScale().toFixed(3)",
        "communique.network.body.data.edges.get({ filter: (each) => !each.hidden }).length",
        "communique.network.body.data.edges.get('france|demand|russia').smooth",
    ):
        assert tab.evaluate(look) == fresh.evaluate(look), look


def test_address_set_by_a_script_stops_play(open_page: Any) -> None:
    tab = open_page("years", hash_="#from=2004&to=2006")
    stopped_clock(tab)
    tab.locator("#play").click()
    tab.evaluate("location.hash = '#from=2010'")
    wait(tab, "document.querySelector('#from').value === '2010'")
    tab.clock.run_for(3000)
    assert dates(tab) == ("2010", "")


def test_least_confidence_is_in_the_address(look: Any) -> None:
    tab = look("plain", hash_="#least=0.8")
    assert (count(tab), tab.locator("#confidence").input_value()) == (4, "0.8")
    assert tab.locator("#least").inner_text() == "≥ 0.8"
    assert tab.evaluate("location.hash") == "#least=0.8"


def test_theme_of_the_system_repaints_the_page(open_page: Any) -> None:
    tab = open_page("plain", color_scheme="light")
    look = "communique.network.body.data.nodes.get('france').color"
    light = tab.evaluate(look)
    tab.emulate_media(color_scheme="dark")
    wait(tab, "document.querySelector('#theme').textContent === 'Light'")
    dark = tab.evaluate(look)
    assert (light["border"], dark["border"]) == ("#ffffff", "#11161d")
    assert light["background"] != dark["background"]


# ------------------------------------------------------------------------------------------------- keyboard


def test_slash_is_written_where_one_types(open_page: Any) -> None:
    tab = open_page("plain")
    tab.locator("#from").focus()
    tab.keyboard.type("20/")
    assert tab.locator("#from").input_value() == "20/"
    tab.keyboard.press("Tab")
    tab.locator("input[data-facet=stance]").first.focus()
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "query"
    assert tab.locator("#query").input_value() == ""


def test_escape_in_the_menu_closes_it_and_nothing_else(open_page: Any) -> None:
    tab = open_page("plain", hash_="#actor=france")
    tab.locator("#save summary").focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.id") == "png"
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert not tab.locator("#png").is_visible()
    assert tab.evaluate("location.hash") == "#actor=france"


# ------------------------------------------------------------------------------------------------- a phone

PHONE = {"viewport": {"width": 390, "height": 844}}
HEAD_OF_PANEL = "document.querySelector('#panel').getBoundingClientRect().top"


def test_filters_are_closed_on_a_phone(open_page: Any) -> None:
    tab = open_page("plain", **PHONE)
    assert not tab.evaluate("document.querySelector('#filters').open")
    tab.locator("#filters summary").click()
    assert tab.locator("#fold").is_visible()


def test_search_on_a_phone_keeps_its_field_in_sight(open_page: Any) -> None:
    tab = open_page("plain", **PHONE)
    tab.locator("#query").fill("russia")
    wait(tab, "document.querySelector('#panel h2').textContent === 'Russia'")
    tab.wait_for_timeout(100)
    assert tab.evaluate("scrollY") == 0


def test_choosing_on_a_phone_brings_the_head_of_the_panel_onto_the_screen(open_page: Any) -> None:
    tab = open_page("plain", **PHONE)
    assert tab.evaluate(HEAD_OF_PANEL) > 0.6 * 844
    select(tab, "france|accuse|russia")
    assert tab.evaluate(HEAD_OF_PANEL) == pytest.approx(0.45 * 844, abs=3)


# ------------------------------------------------------------------------------------ folding, tone, reset


@pytest.mark.parametrize(
    ("hash_", "rows", "column"),
    [
        ("#", {"Clerk Almond", "Tin Bureau", "Old Realm"}, "Clerk Almond"),
        ("#fold=tin-bureau", {"Tin Bureau", "Old Realm"}, "Tin Bureau"),
        ("#fold=old-realm", {"Clerk Almond", "Old Realm"}, "Clerk Almond"),
        ("#fold=*", {"Old Realm"}, "Old Realm"),  # two steps up
    ],
)
def test_people_fold_into_their_body_and_that_into_its_state(
    look: Any, hash_: str, rows: set[str], column: str
) -> None:
    tab = look("chain", hash_=f"{hash_}&view=matrix")
    others = {"Adam", "Zoé", "Émile"}
    assert set(texts(tab, "#matrix_table tbody th")) - others == rows
    columns = set(texts(tab, "#matrix_table thead th")) - others
    assert columns == {"Far Isle", "Near Isle", "Old Realm", column}


def test_utterance_that_one_report_finds_neutral_and_one_hostile_is_hostile(look: Any) -> None:
    tab = look("chain", hash_="#view=matrix&q=treaty")
    cell = tab.locator("#matrix_table td[data-pair] button")
    assert cell.get_attribute("aria-label") == ("Clerk Almond → Far Isle: 3 statements, 1 utterance, net −1")
    assert tab.locator("#panel .tone").first.get_attribute("aria-label") == (
        "0 friendly, 0 neutral, 1 hostile"
    )


def test_box_of_a_polarity_shows_that_some_of_its_stances_are_off(open_page: Any) -> None:
    tab = open_page("plain")
    box = "document.querySelector('[data-polarity=hostile]')"
    state = f"[{box}.checked, {box}.indeterminate]"
    assert tab.evaluate(state) == [True, False]
    tab.locator("input[value=accuse]").uncheck()
    assert tab.evaluate(state) == [True, True]
    for box in tab.locator("[data-of=hostile]").all():
        box.uncheck()
    assert tab.evaluate(state) == [False, False]


@pytest.mark.parametrize(("name", "can"), [("years", False), ("chain", True)])
def test_folding_is_offered_where_somebody_speaks_for_somebody(look: Any, name: str, can: bool) -> None:
    box = look(name).locator("#fold")
    assert (box.is_enabled(), box.is_checked()) == (can, False)


# ------------------------------------------------------------------------------------------ cards and files


def test_csv_holds_what_is_seldom_and_survives_quotes_and_lines(look: Any) -> None:
    tab = look("chain")
    text = tab.evaluate("communique.csv()")
    assert text.startswith("\ufeffid,utterance,")
    assert text.count("\r\n") == 14
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    (odd,) = [row for row in rows if row["speaker"] == "Émile"]
    wanted = {
        "evidence": 'He said: "no;\nnever", twice',
        "negated": "true",
        "modality": "hypothetical",
        "stance": "accuse",
        "target": "Adam",
    }
    assert {key: odd[key] for key in wanted} == wanted
    (plain,) = [row for row in rows if row["evidence"] == "note 10"]
    assert (plain["negated"], plain["modality"], plain["venue"]) == ("false", "actual", "Geneva")
    assert len({row["utterance"] for row in rows}) == 11


@pytest.mark.parametrize(
    ("actor", "evidence", "facts"),
    [
        ("émile", "He said", ["accuses Adam negated hypothetical"]),
        ("adam", "l’accord", ["as told by Reuters ← The Daily", "confidence 0.85"]),
        ("adam", "l'essai", ["2016-10-09 (published)"]),
        ("zoé", "note 10", ["said in Geneva"]),
        ("far-isle", "the treaty", ["also reported 2 times"]),
    ],
)
def test_card_tells_what_is_seldom(look: Any, actor: str, evidence: str, facts: list[str]) -> None:
    tab = look("chain", hash_=f"#{urlencode({'actor': actor})}")
    card = tab.locator("#panel article", has_text=evidence).first.text_content()
    for fact in facts:
        assert fact in card
    assert ("negated" in card) == (actor == "émile")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("l'accord", ["l’accord tient"]),
        ("l’essai", ["l'essai est raté"]),
        ("geneva", ["note 10"]),
        ("Genève", ["note 10"]),
        ("rate", ["l'essai est raté"]),
    ],
)
def test_search_takes_either_apostrophe_and_finds_by_venue_alone(
    look: Any, query: str, found: list[str]
) -> None:
    tab = look("chain", hash_=f"#{urlencode({'view': 'table', 'q': query})}")
    assert texts(tab, "#table tbody q") == found


@pytest.mark.parametrize(
    ("hash_", "text"),
    [
        ("#lang=fr&least=1", "0 déclaration sur 12"),
        ("#lang=fr&least=0.95", "1 déclaration sur 12"),
        ("#lang=fr", "12 déclarations sur 12"),
        ("#least=1", "0 of 12 statements"),
    ],
)
def test_nought_is_singular_in_french(look: Any, hash_: str, text: str) -> None:
    assert look("plain", hash_=hash_).locator("#count").inner_text() == text


def test_data_of_the_page_is_whole(look: Any) -> None:
    data = json.loads(look("many").locator("#data-ui").text_content())
    assert (len(data["statements"]), len(data["places"])) == (260, 20)
