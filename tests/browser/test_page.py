"""The page in a real Chromium: draws, answers clicks, filters, asks for nothing, runs nothing foreign."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = pytest.mark.browser

TABS = ("graph", "matrix", "timeline", "map", "table")
LINK_MIDDLE = """(id) => {
  const box = document.querySelector("#network").getBoundingClientRect();
  const middle = communique.network.body.edges[id].edgeType.getPoint(0.5);
  const spot = communique.network.canvasToDOM(middle);
  return [box.left + spot.x, box.top + spot.y];
}"""


def count(tab: Any) -> int:
    return len(tab.evaluate("communique.live()"))


def select(tab: Any, what: str) -> None:
    tab.evaluate("id => communique.select(id)", what)


def shown(tab: Any, kind: str = "edges") -> set[str]:
    """Return the ids of the nodes or links that the graph shows."""
    data = f"communique.network.body.data.{kind}"
    return set(tab.evaluate(f"{data}.get({{filter: (item) => !item.hidden}}).map((item) => item.id)"))


# ------------------------------------------------------------------------------------------------- opening


@pytest.mark.parametrize("name", ["plain", "again", "hostile", "empty"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_opens_with_every_view(open_page: Any, name: str, scheme: str) -> None:
    tab = open_page(name, color_scheme=scheme)
    assert tab.locator("#network canvas").is_visible()
    ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
    for view in TABS:
        tab.locator(f"#tab_{view}").click()
        assert [each for each in TABS if tab.locator(f"#{each}").is_visible()] == [view]
    assert tab.locator("#empty").is_visible() == (name == "empty")


def test_data_of_the_page_can_be_read_by_others(open_page: Any) -> None:
    tab = open_page()
    data = json.loads(tab.locator("#data-ui").text_content())
    assert len(data["statements"]) == 12


def test_theme_is_switched_and_kept(open_page: Any) -> None:
    tab = open_page()
    tab.locator("#theme").click()
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    tab.reload()
    tab.wait_for_function("window.communique && communique.ready")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 22, 29)"


def test_french(open_page: Any) -> None:
    tab = open_page()
    tab.locator("#language").click()
    assert tab.evaluate("document.documentElement.lang") == "fr"
    assert tab.title() == "Qui dit quoi de qui"
    assert tab.locator("#count").inner_text() == "12 déclarations sur 12"
    assert "Russie" in tab.locator("#panel").inner_text()
    assert "Russie" in tab.evaluate("communique.network.body.data.nodes.get('russia').label")
    tab.locator("#tab_table").click()
    assert tab.locator("#table th").nth(1).inner_text() == "Locuteur"
    assert "Alep" in tab.locator("#table tbody").inner_text()
    tab.locator("#language").click()
    assert tab.locator("#table th").nth(1).inner_text() == "Speaker"


def test_one_is_not_many(open_page: Any) -> None:
    tab = open_page()
    tab.locator("#query").fill("martelé")
    tab.wait_for_timeout(300)
    assert (
        tab.locator("#panel p").first.inner_text().startswith("1 statement, 1 utterance, 3 actors, 1 article")
    )


# --------------------------------------------------------------------------------------------------- panel


def test_click_on_a_link_shows_the_words(open_page: Any) -> None:
    tab = open_page()
    tab.mouse.click(*tab.evaluate(LINK_MIDDLE, "france|accuse|russia"))
    panel = tab.locator("#panel")
    panel.locator("article").wait_for()
    assert panel.locator("h2").first.inner_text() == "France accuses Russia"
    assert panel.locator("mark").inner_text() == "France on Monday accused Russia of constantly lying"
    assert panel.locator("blockquote").inner_text().endswith("over Syria.")
    link = panel.locator("article a")
    assert link.get_attribute("href") == "https://news.example/monday?a=1&b=2"
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"


def test_card_tells_all_that_is_known(open_page: Any) -> None:
    tab = open_page()
    select(tab, "jean-marc-ayrault|accuse|russia")
    card = tab.locator("#panel article").inner_text()
    for fact in (
        "Jean-Marc Ayrault (Foreign Minister, for France) accuses Russia",
        "there is a form of permanent lie",
        "2016-12-12 · said in Brussels · direct speech · confidence 0.45 · rule subject-verb",
        "France accuses Russia of 'lying' about Syria · The Daily · 2016-12-12",
    ):
        assert fact in card
    select(tab, "jean-marc-ayrault|concern|syria")
    assert "2016-07 · Aleppo · act of speech" in tab.locator("#panel article").inner_text()


def test_click_on_an_actor_shows_both_directions(open_page: Any) -> None:
    tab = open_page()
    select(tab, "france")
    headings = [each.lower() for each in tab.locator("#panel h2").all_inner_texts()]
    assert headings == [
        "france",
        "who speaks for it",
        "positions taken",
        "positions on this actor",
        "says (1)",
        "said on its behalf (7)",
        "said about it (1)",
    ]
    panel = tab.locator("#panel")
    positions = panel.locator(".list").nth(1).locator("button").all_inner_texts()
    assert [each.split() for each in positions] == [
        ["Russia", "−3"],
        ["Iran", "0"],
        ["Syria", "−1"],
        ["United", "Nations", "+1"],
    ]
    assert (
        panel.locator("a", has_text="Wikidata").get_attribute("href") == "https://www.wikidata.org/wiki/Q142"
    )
    said = "Statements per month, 2016-07 – 2016-12: 2016-07 3, 2016-10 2, 2016-12 4"
    assert panel.locator("svg.spark title").text_content() == said
    panel.locator(".list").nth(1).locator("button").first.click()
    assert panel.locator("h2").first.inner_text() == "France → Russia"
    assert panel.locator("article").count() == 4
    panel.locator("button", has_text="Russia → France").click()
    assert panel.locator("article").count() == 1


def test_profile_of_a_person(open_page: Any) -> None:
    tab = open_page()
    select(tab, "jean-marc-ayrault")
    text = tab.locator("#panel").inner_text()
    assert "person · France" in text
    assert "Foreign Minister, France (2016-02-11 – 2017-05-10)" in text


def test_words_of_the_date_stand_with_it_or_for_it(open_page: Any) -> None:
    tab = open_page()
    select(tab, "france")
    dated = tab.locator("#panel article", has_text="constantly lying").locator("p.quiet bdi").first
    assert (dated.inner_text(), dated.get_attribute("title")) == ("2016-12-12", "as said: “Monday”")
    plain = tab.locator("#panel article", has_text="permanent lie").locator("p.quiet bdi").first
    assert (plain.inner_text(), plain.get_attribute("title")) == ("2016-12-12", None)
    select(tab, "syria")
    undated = tab.locator("#panel article", has_text="called on Syria").locator("p.quiet bdi").first
    assert undated.inner_text() == "date unknown (“Tuesday”)"


def test_own_words_and_words_about_an_actor_are_told_apart(open_page: Any) -> None:
    tab = open_page()
    select(tab, "russia")
    text = tab.locator("#panel").inner_text()
    assert "Its own words: 2 utterances · net −1" in text
    assert "Said about it: 4 utterances · net −3" in text


def test_a_demand_that_nobody_answers_says_so(open_page: Any) -> None:
    tab = open_page()
    select(tab, "jean-marc-ayrault|demand|russia")
    assert "No answer in these articles" in tab.locator("#panel article").inner_text()
    select(tab, "france|accuse|russia")
    assert "No answer" not in tab.locator("#panel article").inner_text()


def test_statement_without_target_is_in_its_speakers_panel(open_page: Any) -> None:
    tab = open_page()
    select(tab, "\U0001d54f")
    assert tab.locator("#panel mark").inner_text() == "stop 🛑 now"
    assert "no target" in tab.locator("#panel article").inner_text()


def test_from_an_accusation_to_its_answer_and_back(open_page: Any) -> None:
    tab = open_page()
    select(tab, "france|accuse|russia")
    panel = tab.locator("#panel")
    panel.locator("[data-way=answered]").click()
    assert panel.locator("h2").first.inner_text() == "Russia rejects France"
    assert panel.locator("mark").first.inner_text() == "Russia rejects the accusation"
    panel.locator("[data-way=answers]").first.click()
    assert "France" in panel.locator("h2").first.inner_text()
    assert panel.locator("h2", has_text="Answer").is_visible()


def test_from_a_position_to_the_earlier_one_and_to_the_other_report(open_page: Any) -> None:
    tab = open_page("again")
    select(tab, "france|accuse|russia")
    panel = tab.locator("#panel")
    assert "2 of 2 shown" in panel.inner_text()
    assert "1 utterance · net −1" in panel.inner_text()
    panel.locator("[data-way=earlier]").first.click()
    assert panel.locator("h2").first.inner_text() == "France supports Russia"
    panel.locator("[data-way=later]").first.click()
    panel.locator("[data-way=also_reported]").first.click()
    assert panel.locator("article", has_text="The Evening").count() == 1
    assert panel.locator("article", has_text="The Daily").count() >= 1


def test_selection_hidden_by_filters_says_so(open_page: Any) -> None:
    tab = open_page()
    select(tab, "france|accuse|russia")
    tab.locator("input[value=accuse]").uncheck()
    assert "The filters hide this selection (1 statement)." in tab.locator("#panel").inner_text()
    tab.locator("#confidence").fill("1")
    assert tab.locator("#empty").is_visible()


# ------------------------------------------------------------------------------------------------- folding


def test_people_fold_into_their_state_and_out_of_it(open_page: Any) -> None:
    tab = open_page()
    assert "jean-marc-ayrault" in shown(tab, "nodes")
    tab.locator("#fold").check()
    assert "jean-marc-ayrault" not in shown(tab, "nodes")
    assert {"france|accuse|russia", "france|demand|russia", "france|concern|syria"} <= shown(tab)
    assert not [each for each in shown(tab) if "ayrault" in each]
    select(tab, "france|accuse|russia")
    assert tab.locator("#panel article").count() == 2
    select(tab, "france")
    tab.locator("#panel .fold").click()
    assert "jean-marc-ayrault" in shown(tab, "nodes")
    assert not tab.locator("#fold").is_checked()
    tab.locator("#panel .fold").click()
    assert "jean-marc-ayrault" not in shown(tab, "nodes")
    assert count(tab) == 12


def test_what_is_chosen_goes_along_into_the_state_and_out_of_it(open_page: Any) -> None:
    tab = open_page()
    select(tab, "jean-marc-ayrault|demand|russia")
    heading = tab.locator("#panel h2").first
    tab.locator("#fold").check()
    assert heading.inner_text() == "France demands of Russia"
    tab.locator("#fold").uncheck()
    assert heading.inner_text() == "Jean-Marc Ayrault demands of Russia"


def test_graph_keeps_its_zoom_while_another_view_is_open(open_page: Any) -> None:
    tab = open_page()
    tab.locator("#zoom_in").click()
    before = tab.evaluate("[communique.network.getScale(), communique.network.getViewPosition()]")
    tab.locator("#tab_matrix").click()
    tab.wait_for_timeout(200)
    tab.locator("#tab_graph").click()
    tab.wait_for_timeout(200)
    assert tab.evaluate("[communique.network.getScale(), communique.network.getViewPosition()]") == before


def test_graph_is_whole_when_it_is_opened_later(open_page: Any) -> None:
    first = open_page()
    later = open_page(hash_="#view=map")
    later.locator("#tab_graph").click()
    scale = "communique.network.getScale()"
    assert later.evaluate(scale) == pytest.approx(first.evaluate(scale), abs=0.01)


@pytest.mark.parametrize(("hash_", "is_one_ground"), [("", True), ("#fold=*", False)])
def test_state_and_its_people_stand_on_one_ground(open_page: Any, hash_: str, is_one_ground: bool) -> None:
    tab = open_page(hash_=hash_)
    tab.wait_for_timeout(200)
    beside_the_tie = """() => {
      const [a, b] = ["france", "jean-marc-ayrault"].map((id) => communique.network.body.nodes[id]);
      const at = communique.network.canvasToDOM({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
      const canvas = document.querySelector("#network canvas");
      const scale = canvas.width / canvas.clientWidth;
      const length = Math.hypot(b.x - a.x, b.y - a.y);
      const x = (at.x - (12 * (b.y - a.y)) / length) * scale;
      const y = (at.y + (12 * (b.x - a.x)) / length) * scale;
      return [...canvas.getContext("2d").getImageData(x, y, 1, 1).data].slice(0, 3);
    }"""
    assert (tab.evaluate(beside_the_tie) == [238, 242, 247]) == is_one_ground


# ------------------------------------------------------------------------------------------------- filters


def test_unticking_a_stance_hides_its_statements(open_page: Any) -> None:
    tab = open_page()
    assert count(tab) == 12
    tab.locator("input[value=accuse]").uncheck()
    assert count(tab) == 10
    assert tab.locator("#count").inner_text() == "10 of 12 statements"
    assert not [each for each in shown(tab) if "|accuse|" in each]
    tab.locator("[data-polarity=hostile]").uncheck()
    assert count(tab) == 6
    tab.keyboard.press("Escape")
    assert count(tab) == 12
    assert tab.locator("input[value=accuse]").is_checked()


@pytest.mark.parametrize(
    ("facet", "value", "left"),
    [
        ("kind", "group", 11),
        ("kind", "organisation", 11),
        ("kind", "person", 5),
        ("mode", "direct", 9),
        ("mode", "indirect", 9),
        ("language", "fr", 10),
        ("source", "The Daily", 6),
        ("source", "", 8),
    ],
)
def test_every_facet_filters(open_page: Any, facet: str, value: str, left: int) -> None:
    tab = open_page()
    box = tab.locator(f'input[data-facet={facet}][value="{value}"]')
    said = int(box.locator("xpath=..").locator("output").inner_text())
    assert said == 12 - left
    box.uncheck()
    assert count(tab) == left
    assert int(box.locator("xpath=..").locator("output").inner_text()) == said  # what a tick would bring back


def test_a_tick_brings_back_as_many_as_it_says(open_page: Any) -> None:
    tab = open_page()
    for kind in ("person", "state"):
        tab.locator(f"input[data-facet=kind][value={kind}]").uncheck()
    before = count(tab)
    for kind in ("person", "state"):
        box = tab.locator(f"input[data-facet=kind][value={kind}]")
        said = int(box.locator("xpath=..").locator("output").inner_text())
        box.check()
        assert count(tab) - before == said
        box.uncheck()


def test_all_and_none_of_a_facet(open_page: Any) -> None:
    tab = open_page()
    tab.locator("[data-all=stance]").click()
    assert count(tab) == 0
    assert open_page(hash_=tab.evaluate("location.hash")).evaluate("communique.live()") == []
    tab.locator("input[value=accuse]").check()
    assert count(tab) == 2
    assert tab.evaluate("location.hash") == "#only-stance=accuse"
    assert len(open_page(hash_="#only-stance=accuse").evaluate("communique.live()")) == 2
    tab.locator("[data-all=stance]").click()
    assert count(tab) == 12


def test_undated_statements_stay_if_one_wants(open_page: Any) -> None:
    tab = open_page(hash_="#from=2016-12")
    assert count(tab) == 4
    tab.locator("#undated_too").check()
    assert count(tab) == 6
    assert open_page(hash_=tab.evaluate("location.hash")).locator("#undated_too").is_checked()


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
def test_dates_filter_as_precisely_as_they_are_known(
    open_page: Any, first: str, last: str, left: int
) -> None:
    tab = open_page()
    tab.locator("#from").fill(first)
    tab.locator("#to").fill(last)
    tab.wait_for_timeout(300)
    assert count(tab) == left


@pytest.mark.parametrize("text", ["12/12/2016", "2016-13", "2016-9", "2016-02-32", "16"])
def test_wrong_date_is_marked_and_filters_nothing(open_page: Any, text: str) -> None:
    tab = open_page()
    tab.locator("#from").fill(text)
    tab.wait_for_timeout(300)
    assert tab.locator("#from").get_attribute("aria-invalid") == "true"
    assert tab.locator("#date_note").inner_text() == "Write dates as 2016, 2016-09 or 2016-09-21."
    assert count(tab) == 12


def test_crossed_dates_are_told(open_page: Any) -> None:
    tab = open_page(hash_="#from=2016-12&to=2016-07")
    assert tab.locator("#date_note").inner_text() == "The first date is after the last."
    tab.locator("#reset").click()
    assert tab.locator("#date_note").inner_text() == ""


def test_confidence_filters(open_page: Any) -> None:
    tab = open_page()
    tab.locator("#confidence").fill("0.8")
    assert count(tab) == 4


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("martele", 1),
        ("ALEP", 4),  # the French name of a place of the statement
        ("lie brussels", 1),  # both words, wherever they stand
        ('"form of permanent"', 1),
        ('"permanent form"', 0),
        ("the daily", 6),
        ("united nations", 1),
        ("nowhere to be found", 0),
    ],
)
def test_search_finds_words_names_places_and_articles(open_page: Any, query: str, left: int) -> None:
    tab = open_page()
    tab.keyboard.press("/")
    tab.keyboard.type(query)
    tab.wait_for_timeout(300)
    assert count(tab) == left


def test_search_for_an_actor_opens_its_panel_and_the_next_search_closes_it(open_page: Any) -> None:
    tab = open_page()
    heading = tab.locator("#panel h2").first
    tab.locator("#query").fill("russi")
    tab.wait_for_timeout(300)
    found = count(tab)
    tab.locator("#query").fill("russie")
    tab.wait_for_timeout(300)
    assert heading.inner_text() == "Russia"
    assert 0 < count(tab) <= found
    assert open_page(hash_="#q=Russie").locator("#panel h2").first.inner_text() == "Russia"
    tab.locator("#query").fill("russie ment")
    tab.wait_for_timeout(300)
    assert heading.inner_text().lower() == "at a glance"


def test_a_whole_name_finds_no_less_than_its_beginning(open_page: Any) -> None:
    tab = open_page()
    counts = []
    for query in ("fran", "france"):
        tab.locator("#query").fill(query)
        tab.wait_for_timeout(300)
        counts.append(count(tab))
    assert counts[0] == counts[1]


def test_only_these_narrows_every_view_and_the_csv(open_page: Any) -> None:
    tab = open_page(hash_="#position=france%7Crussia")
    tab.locator("#panel button", has_text="only these").click()
    assert count(tab) == 4
    assert tab.locator("#within").inner_text().split("✕")[0].strip() == "Only: France → Russia"
    assert len(tab.evaluate("communique.csv()").strip().split("\r\n")) == 5
    tab.locator("#tab_table").click()
    assert tab.locator("#table tbody tr").count() == 4
    again = open_page(hash_=tab.evaluate("location.hash"))
    assert count(again) == 4
    again.locator("#everything").click()
    assert count(again) == 12
    assert not again.locator("#within").is_visible()


def test_only_these_goes_along_into_the_state(open_page: Any) -> None:
    tab = open_page(hash_="#within=link:jean-marc-ayrault%7Caccuse%7Crussia")
    assert count(tab) == 1
    tab.locator("#fold").check()
    assert count(tab) == 2
    assert "France accuses Russia" in tab.locator("#within").inner_text()


# ------------------------------------------------------------------------------------------------- address


def test_link_brings_the_view_back(open_page: Any) -> None:
    tab = open_page()
    tab.locator("#language").click()
    tab.locator("input[value=demand]").uncheck()
    tab.locator("input[data-facet=source][value='']").uncheck()
    tab.locator("#fold").check()
    tab.locator("#from").fill("2016-08")
    tab.locator("#tab_matrix").click()
    tab.wait_for_timeout(300)
    tab.locator("#matrix_table td button").first.click()
    before = tab.evaluate("communique.live()")
    panel = tab.locator("#panel").inner_text()
    matrix = tab.locator("#matrix_table").inner_text()
    again = open_page(hash_=tab.evaluate("location.hash"))
    assert again.evaluate("communique.live()") == before
    assert again.locator("#panel").inner_text() == panel
    assert again.locator("#matrix_table").inner_text() == matrix
    assert again.evaluate("document.documentElement.lang") == "fr"
    assert not again.locator("input[value=demand]").is_checked()
    assert again.locator("#fold").is_checked()
    assert again.evaluate("location.hash") == tab.evaluate("location.hash")


def test_back_leads_to_the_view_before(open_page: Any) -> None:
    tab = open_page()
    select(tab, "france")
    tab.locator("#tab_matrix").click()
    tab.locator("#panel [data-way]").first.click()
    tab.go_back()
    assert tab.locator("#panel h2").first.inner_text() == "France"
    tab.go_back()
    assert tab.locator("#graph").is_visible()
    tab.go_back()
    assert tab.locator("#panel h2").first.inner_text().lower() == "at a glance"


def test_skip_link_leaves_the_view_as_it_is(open_page: Any) -> None:
    tab = open_page(hash_="#view=matrix&no-stance=accuse")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "centre"
    assert count(tab) == 10
    assert tab.locator("#matrix").is_visible()


def test_a_link_to_what_is_not_here_says_so(open_page: Any) -> None:
    tab = open_page(hash_="#statement=ffffffffffffffff")
    assert "This page does not hold what the link names." in tab.locator("#panel").inner_text()
    select(tab, "france")
    tab.keyboard.press("Escape")
    assert "does not hold" not in tab.locator("#panel").inner_text()


def test_a_hidden_statement_says_that_it_is_hidden(open_page: Any) -> None:
    tab = open_page(hash_="#no-stance=accuse")
    data = json.loads(tab.locator("#data-ui").text_content())
    select(tab, next(each["id"] for each in data["statements"] if each["stance"] == "accuse"))
    assert "The filters hide this selection (1 statement)." in tab.locator("#panel").inner_text()


def test_filters_are_there_again_when_a_narrow_window_is_widened(open_page: Any) -> None:
    tab = open_page(viewport={"width": 700, "height": 800})
    assert not tab.locator("#count").is_visible()
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.wait_for_timeout(300)
    assert tab.locator("#count").is_visible()


def test_unknown_things_in_the_link_are_passed_over(open_page: Any) -> None:
    wrong = "#lang=xx&view=<b>&no-stance=nonsense&no-stance=accuse&no-source=x&least=banana&from=%3Cb%3E"
    tab = open_page(hash_=f"{wrong}&fold=nobody&link=no&actor=__proto__&pair=%25&statement=x&day=||")
    assert count(tab) == 10
    assert tab.locator("#from").input_value() == ""
    assert tab.locator("#panel h2").first.inner_text().lower() == "at a glance"


# ----------------------------------------------------------------------------------------------- hostility


def test_hostile_page_runs_nothing(open_page: Any) -> None:
    tab = open_page("hostile")
    data = json.loads(tab.locator("#data-ui").text_content())
    for view in TABS:
        tab.locator(f"#tab_{view}").click()
        for what in [*data["actors"], *(each["id"] for each in data["statements"])]:
            select(tab, what)
    for name in ("language", "theme"):
        tab.locator(f"#{name}").click()
    tab.locator("#tab_graph").click()
    tab.mouse.move(640, 400)
    tab.wait_for_timeout(300)
    for view in TABS[:4]:
        tab.locator(f"#tab_{view}").click()
        assert "<script" not in tab.evaluate("communique.svg()")
    assert tab.evaluate("window.HIT") is None
    assert tab.locator("img, iframe, form, base").count() == 0
    links = tab.evaluate("[...document.querySelectorAll('a[target]')].map((a) => a.href)")
    assert set(links) == {"https://ok.example/a"}


def test_policy_blocks_what_gets_in_all_the_same(browser: Any, pages: dict[str, str]) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(pages["plain"])
    tab.wait_for_function("window.communique && communique.ready")
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
