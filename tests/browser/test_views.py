"""The other views of the same data in a real Chromium: matrix, timeline, map, table, and bars over time."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = pytest.mark.browser


def count(tab: Any) -> int:
    return len(tab.evaluate("communique.live()"))


# -------------------------------------------------------------------------------------------------- matrix


def test_matrix_cell_opens_its_evidence(open_page: Any) -> None:
    tab = open_page(hash_="#view=matrix")
    cell = tab.locator("td[data-pair='jean-marc-ayrault|russia'] button")
    assert cell.inner_text() == "−2"
    assert cell.get_attribute("aria-label") == (
        "Jean-Marc Ayrault → Russia: 3 statements, 3 utterances, net −2"
    )
    cell.click()
    panel = tab.locator("#panel")
    assert panel.locator("h2").first.inner_text() == "Jean-Marc Ayrault → Russia"
    assert sorted(panel.locator("mark").all_inner_texts()) == [
        "Le ministre a appelé la Russie à cesser",
        "Nous demandons aux Russes d'arrêter",
        "there is a form of permanent lie",
    ]


def test_matrix_is_a_table_with_headers_on_both_sides(open_page: Any) -> None:
    tab = open_page(hash_="#view=matrix")
    speakers = tab.locator("#matrix_table th[scope=row]").all_inner_texts()
    targets = tab.locator("#matrix_table th[scope=col]").all_inner_texts()
    assert speakers == [
        "Jean-Marc Ayrault",
        "Russia",
        "France",
    ]  # the last have no more statements with a target
    assert set(targets) == {"Russia", "Syria", "France", "Iran", "United Nations"}


def test_matrix_follows_folding_and_filters(open_page: Any) -> None:
    tab = open_page(hash_="#view=matrix&fold=*")
    assert tab.locator("td[data-pair='france|russia'] button").inner_text() == "−3"
    assert tab.locator("#matrix_table th[scope=row]").all_inner_texts() == ["France", "Russia"]
    tab.locator("input[value=demand]").uncheck()
    assert tab.locator("td[data-pair='france|russia'] button").inner_text() == "−2"


def test_an_utterance_in_two_articles_counts_once(open_page: Any) -> None:
    tab = open_page("again", hash_="#view=matrix&no-stance=support")
    cell = tab.locator("td[data-pair='france|russia'] button")
    assert cell.get_attribute("aria-label") == "France → Russia: 2 statements, 1 utterance, net −1"


def test_friendly_and_hostile_cells_differ_without_colour(open_page: Any) -> None:
    tab = open_page(hash_="#view=matrix")
    texts = tab.locator("#matrix_table td button").all_inner_texts()
    assert {"+1", "−1", "0"} <= set(texts)


# ------------------------------------------------------------------------------------------------ timeline


def test_timeline_has_a_lane_for_each_actor(open_page: Any) -> None:
    tab = open_page(hash_="#view=timeline")
    lanes = [each.text_content() for each in tab.locator("#timeline_svg .actor text").all()]
    assert lanes == ["Jean-Marc Ayrault", "France", "Islamic State", "Russia"]
    assert tab.locator("#timeline_note").inner_text() == "2 statements have no date."


def test_hostile_marks_lie_below_friendly_ones(open_page: Any) -> None:
    tab = open_page(hash_="#view=timeline")
    lane = tab.locator("#timeline_svg > g").first
    heights = {
        tone: {round(each.bounding_box()["y"] + each.bounding_box()["height"] / 2) for each in marks.all()}
        for tone in ("friendly", "neutral", "hostile")
        if (marks := lane.locator(f".mark.{tone} > :not(title)"))
    }
    assert max(heights["friendly"]) < min(heights["neutral"]) <= max(heights["neutral"])
    assert max(heights["neutral"]) < min(heights["hostile"])


def test_vague_dates_are_bars_and_days_are_dots(open_page: Any) -> None:
    tab = open_page(hash_="#view=timeline")
    lane = tab.locator("#timeline_svg > g").first
    assert "2016-07: " in lane.locator(".mark:has(rect)").first.get_attribute("aria-label")
    assert all(
        "2016-07-19" in label or "2016-10-12" in label or "2016-12-12" in label
        for label in (each.get_attribute("aria-label") for each in lane.locator(".mark:has(circle)").all())
    )


def test_mark_of_the_timeline_opens_its_evidence_by_mouse_and_key(open_page: Any) -> None:
    tab = open_page(hash_="#view=timeline")
    mark = tab.locator(".mark[aria-label^='France, 2016-12-12']")
    mark.locator("circle").click()
    panel = tab.locator("#panel")
    assert panel.locator("h2").first.inner_text() == "France · 2016-12-12"
    assert panel.locator("mark").inner_text().startswith("France on Monday accused Russia")
    tab.keyboard.press("Escape")
    tab.locator(".mark[aria-label^='France, 2016-12-12']").focus()
    tab.keyboard.press("Enter")
    assert panel.locator("h2").first.inner_text() == "France · 2016-12-12"


# ----------------------------------------------------------------------------------------------------- map


def test_map_shows_places_and_where_it_was_said(open_page: Any) -> None:
    tab = open_page(hash_="#view=map")
    labels = {each.get_attribute("aria-label") for each in tab.locator("#map_marks [role=button]").all()}
    assert labels == {"Aleppo: 4 statements, 4 utterances, net −1", "Said in Brussels: 1"}
    names = {each.text_content() for each in tab.locator("#map_marks text").all()}
    assert names == {"Aleppo", "Brussels"}
    aleppo = tab.locator("#map_marks .spot:not(.venue) circle").bounding_box()
    brussels = tab.locator("#map_marks .venue circle").bounding_box()
    assert aleppo["x"] > brussels["x"]
    assert aleppo["y"] > brussels["y"]
    assert tab.locator("#map_note").inner_text().startswith("7 statements name no place.")


def test_place_opens_its_statements(open_page: Any) -> None:
    tab = open_page(hash_="#view=map")
    tab.locator("#map_marks .spot:not(.venue) circle").click()
    panel = tab.locator("#panel")
    assert panel.locator("h2").first.inner_text() == "Aleppo"
    assert panel.locator("article").count() == 4
    again = open_page(hash_=tab.evaluate("location.hash"))
    assert again.locator("#panel article").count() == 4


def frame(tab: Any) -> list[float]:
    return [float(each) for each in tab.locator("#map_svg").get_attribute("viewBox").split()]


def test_map_zooms_and_moves_by_mouse_and_key(open_page: Any) -> None:
    tab = open_page(hash_="#view=map")
    whole = frame(tab)
    tab.locator("#zoom_in").click()
    near = frame(tab)
    assert near[2] < whole[2]
    size = tab.locator("#map_marks circle").first.bounding_box()["width"]
    tab.locator("#zoom_in").click()
    assert tab.locator("#map_marks circle").first.bounding_box()["width"] == pytest.approx(size, abs=0.5)
    tab.locator("#map_svg").focus()
    before = frame(tab)
    tab.keyboard.press("ArrowRight")
    assert frame(tab)[0] > before[0]
    box = tab.locator("#map_svg").bounding_box()
    tab.mouse.move(box["x"] + 60, box["y"] + 60)
    tab.mouse.wheel(0, -100)
    assert frame(tab)[2] < before[2]
    before = frame(tab)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 90, box["y"] + 60, steps=3)
    tab.mouse.up()
    assert frame(tab)[0] < before[0]
    tab.locator("#fit").click()
    assert frame(tab)[2] >= whole[2] - 0.1
    for _ in range(30):
        tab.locator("#zoom_out").click()
    assert frame(tab)[2] < 6000  # no farther away than the world


# --------------------------------------------------------------------------------------------------- table


def rows(tab: Any) -> int:
    return tab.locator("#table tbody tr").count()


def test_table_shows_what_the_filters_leave(open_page: Any) -> None:
    tab = open_page(hash_="#view=table")
    assert rows(tab) == 12
    tab.locator("input[value=accuse]").uncheck()
    assert rows(tab) == 10


def test_row_opens_its_statement(open_page: Any) -> None:
    tab = open_page(hash_="#view=table")
    assert not tab.locator("#panel").is_visible()  # the table has the room
    tab.locator("#table tbody tr", has_text="constantly lying").locator("td[data-column=words]").click()
    panel = tab.locator("#panel")
    assert panel.locator("h2").first.inner_text() == "France accuses Russia"
    assert tab.locator("#table tr.chosen").count() == 1
    panel.locator(".head > button").click()
    assert not panel.is_visible()


def test_columns_sort_by_keyboard(open_page: Any) -> None:
    tab = open_page(hash_="#view=table")
    tab.locator("#table th button").nth(1).focus()
    tab.keyboard.press("Enter")
    names = tab.locator("#table tbody td[data-column=speaker]").all_inner_texts()
    assert names[0] == "France"
    assert tab.locator("#table th").nth(1).get_attribute("aria-sort") == "ascending"
    tab.keyboard.press("Enter")
    again = tab.locator("#table tbody td[data-column=speaker]").all_inner_texts()
    assert (again != names, sorted(again), again[-1]) == (True, sorted(names), "France")


def test_sorting_is_in_the_address(open_page: Any) -> None:
    tab = open_page(hash_="#view=table&sort=-speaker")
    assert tab.locator("#table th[aria-sort=descending]").inner_text() == "Speaker"
    assert tab.locator("#table tbody td[data-column=speaker]").last.inner_text() == "France"


def test_unknown_values_sort_last_both_ways(open_page: Any) -> None:
    tab = open_page(hash_="#view=table")
    header = tab.locator("#table th[data-column=date] button")
    for _ in range(2):
        header.click()
        dates = tab.locator("#table tbody td[data-column=date]").all_inner_texts()
        assert dates[-2:] == ["", ""]
        assert all(dates[:-2])


def test_without_javascript_the_table_is_whole(open_page: Any) -> None:
    tab = open_page(java_script_enabled=False)
    assert tab.locator("#table tbody tr:visible").count() == 12
    assert tab.locator("noscript").first.is_visible()
    for name in ("filters", "tabs", "brush", "network", "panel", "matrix", "timeline", "map"):
        assert not tab.locator(f"#{name}").is_visible(), name


@pytest.mark.parametrize("view", ["graph", "matrix", "timeline", "map", "table"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_and_whole(open_page: Any, view: str, scheme: str) -> None:
    tab = open_page(hash_=f"#view={view}&actor=france", color_scheme=scheme)
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.locator("#paper").inner_text().startswith("12 of 12 statements · file:")
    for name in ("filters", "tabs", "brush", "network"):
        assert not tab.locator(f"#{name}").is_visible(), name
    box = tab.locator(f"#{view}").bounding_box()
    below = tab.locator("#panel").bounding_box()
    assert box["y"] + box["height"] <= below["y"] + 1  # nothing lies over anything
    drawn = {"graph": "#drawn svg", "map": "#map_svg", "timeline": "#timeline_svg"}.get(
        view, f"#{view} table"
    )
    assert tab.locator(drawn).bounding_box()["height"] > 100
    if view == "table":
        assert tab.locator("#table tbody tr:visible").count() == 12
        assert tab.locator("#table thead").is_visible()
    tab.emulate_media(media="screen")
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.locator("#drawn svg").count() == 0
    ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")


# ---------------------------------------------------------------------------------------------------- bars


def bars(tab: Any) -> list[str]:
    return [each.get_attribute("title") for each in tab.locator("#bars .bar").all()]


def test_bars_count_statements_per_month(open_page: Any) -> None:
    assert bars(open_page()) == [
        "2016-07: 4 statements",
        "2016-08: 0 statements",
        "2016-09: 0 statements",
        "2016-10: 2 statements",
        "2016-11: 0 statements",
        "2016-12: 4 statements",
    ]


def test_click_on_a_bar_shows_its_month_and_another_click_all(open_page: Any) -> None:
    tab = open_page()
    tab.locator("#bars .bar").first.click()
    assert count(tab) == 4
    assert tab.locator("#from").input_value() == "2016-07"
    assert tab.locator("#to").input_value() == "2016-07"
    tab.locator("#window").click()
    assert count(tab) == 12


def drag(tab: Any, start: int, end: int, at: float = 0.5) -> None:
    """Drag from one bar to another; `at` is where on the first bar (0 left, 1 right)."""
    boxes = [tab.locator("#bars .bar").nth(k).bounding_box() for k in (start, end)]
    tab.mouse.move(boxes[0]["x"] + at * boxes[0]["width"], boxes[0]["y"] + 20)
    tab.mouse.down()
    tab.mouse.move(boxes[1]["x"] + 0.5 * boxes[1]["width"], boxes[1]["y"] + 20, steps=5)
    tab.mouse.up()


def dates(tab: Any) -> tuple[str, str]:
    return tab.locator("#from").input_value(), tab.locator("#to").input_value()


def test_a_window_is_drawn_moved_and_widened(open_page: Any) -> None:
    tab = open_page()
    drag(tab, 1, 3)
    assert dates(tab) == ("2016-08", "2016-10")
    assert count(tab) == 2
    drag(tab, 2, 4)  # the window itself
    assert dates(tab) == ("2016-10", "2016-12")
    assert count(tab) == 6
    drag(tab, 3, 0, at=0)  # its left handle
    assert dates(tab) == ("", "")
    assert count(tab) == 12


def test_handles_move_by_key(open_page: Any) -> None:
    tab = open_page()
    tab.locator("#handle_from").focus()
    tab.keyboard.press("ArrowRight")
    assert dates(tab) == ("2016-08", "")  # an end that is not moved stays as it is
    assert tab.locator("#handle_from").get_attribute("aria-valuetext") == "2016-08"
    tab.locator("#handle_to").focus()
    tab.keyboard.press("PageDown")
    assert dates(tab) == ("2016-08", "2016-08")
    tab.keyboard.press("End")
    tab.locator("#handle_from").focus()
    tab.keyboard.press("Home")
    assert dates(tab) == ("", "")


def test_playing_moves_a_window_and_ends_with_everything(open_page: Any) -> None:
    tab = open_page()
    tab.clock.install(time=0)
    tab.clock.pause_at(1000)  # milliseconds pass only when told
    tab.locator("#play").click()
    seen = [dates(tab)]
    for _ in range(5):
        tab.clock.run_for(950)
        seen.append(dates(tab))
    assert [first for first, _ in seen] == ["2016-07", "2016-08", "2016-09", "2016-10", "2016-11", "2016-12"]
    assert tab.locator("#play").get_attribute("aria-label") == "Stop"
    tab.clock.run_for(950)
    assert dates(tab) == ("", "")
    assert tab.locator("#play").get_attribute("aria-label").startswith("Play")


def test_playing_ends_with_the_dates_that_were_set(open_page: Any) -> None:
    tab = open_page(hash_="#from=2016-07-10&to=2016-10")
    tab.clock.install(time=0)
    tab.clock.pause_at(1000)  # milliseconds pass only when told
    tab.locator("#play").click()
    for _ in range(4):
        tab.clock.run_for(950)
    assert dates(tab) == ("2016-07-10", "2016-10")


def test_resetting_stops_playing(open_page: Any) -> None:
    tab = open_page()
    tab.clock.install(time=0)
    tab.clock.pause_at(1000)  # milliseconds pass only when told
    tab.locator("#play").click()
    tab.locator("#reset").click()
    tab.clock.run_for(3000)
    assert dates(tab) == ("", "")
    assert count(tab) == 12


def test_a_handle_leaves_the_other_date_as_it_was_typed(open_page: Any) -> None:
    tab = open_page(hash_="#from=2016-07-10&to=2016-10-12")
    tab.locator("#handle_to").focus()
    tab.keyboard.press("ArrowRight")
    assert dates(tab) == ("2016-07-10", "2016-11")


def test_bars_keep_what_other_filters_leave(open_page: Any) -> None:
    tab = open_page(hash_="#from=2016-12&to=2016-12")
    tab.locator("input[value=accuse]").uncheck()
    assert bars(tab)[-1] == "2016-12: 2 statements"
    assert bars(tab)[0] == "2016-07: 4 statements"


# --------------------------------------------------------------------------------------------- when it fails


def test_table_stays_when_scripts_fail(browser: Any, pages: dict[str, str], tmp_path: Path) -> None:
    html = Path(url2pathname(urlsplit(pages["plain"]).path)).read_text("utf-8")
    broken = tmp_path / "broken.html"
    broken.write_text(html.replace('id="data-nodes">', 'id="data-nodes">{'), "utf-8")
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(broken.as_uri())
    assert tab.locator("#table tbody").is_visible()
    context.close()


def test_map_says_what_lies_outside(open_page: Any) -> None:
    tab = open_page(hash_="#view=map&place=aleppo")
    for _ in range(8):
        tab.locator("#zoom_in").click()
    assert "outside of this part" in tab.locator("#map_outside").inner_text()
    tab.locator("#fit").click()
    assert tab.locator("#map_outside").inner_text() == ""


def test_a_chosen_row_is_scrolled_to(open_page: Any) -> None:
    tab = open_page(viewport={"width": 1280, "height": 600})
    tab.evaluate("communique.select('\U0001d54f')")
    tab.locator("#tab_table").click()
    row, view = (tab.locator(each).bounding_box() for each in ("#table tr.chosen", "#table"))
    assert view["y"] <= row["y"] < view["y"] + view["height"]


def test_table_beside_the_panel_needs_no_scrolling_sideways(open_page: Any) -> None:
    tab = open_page(hash_="#view=table&actor=france", viewport={"width": 1400, "height": 900})
    sizes = "(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth])(document.querySelector('#table'))"
    whole, seen = tab.evaluate(sizes)
    assert whole == seen
    assert tab.locator("#table th[data-column=words]").is_visible()
