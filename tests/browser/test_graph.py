"""The graph in a real Chromium: what a click does and makes pale, how names keep apart, when it moves."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = pytest.mark.browser

SETS = runpy.run_path(str(Path(__file__).with_name("sets.py")))
NODE = """(id) => {
  const box = document.querySelector("#network").getBoundingClientRect();
  const spot = communique.network.canvasToDOM(communique.network.getPositions([id])[id]);
  return [box.left + spot.x, box.top + spot.y];
}"""
LINK = """([id, share]) => {
  const box = document.querySelector("#network").getBoundingClientRect();
  const spot = communique.network.canvasToDOM(communique.network.body.edges[id].edgeType.getPoint(share));
  return [box.left + spot.x, box.top + spot.y];
}"""
FAR_END_OF_LOOP = """(id) => {
  const { edgeType, from } = communique.network.body.edges[id];
  const [x, y, radius] = edgeType._getCircleData(document.createElement("canvas").getContext("2d"));
  const away = Math.hypot(x - from.x, y - from.y);
  const far = { x: x + (radius * (x - from.x)) / away, y: y + (radius * (y - from.y)) / away };
  const box = document.querySelector("#network").getBoundingClientRect();
  const spot = communique.network.canvasToDOM(far);
  return [box.left + spot.x, box.top + spot.y];
}"""
SCALE = "communique.network.getScale()"
PLACE = "[communique.network.getScale(), communique.network.getViewPosition()]"


@pytest.fixture(scope="module")
def pages(pages: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The address of each page, some of `sets.py` too."""
    return pages | SETS["write_sets"](tmp_path_factory.mktemp("graphs"), "many", "chain")


def select(tab: Any, what: str) -> None:
    tab.evaluate("id => communique.select(id)", what)


def node(tab: Any, id_: str) -> dict[str, Any]:
    return tab.evaluate("(id) => communique.network.body.data.nodes.get(id)", id_)


def edge(tab: Any, id_: str) -> dict[str, Any]:
    return tab.evaluate("(id) => communique.network.body.data.edges.get(id)", id_)


def heading(tab: Any) -> str:
    return tab.locator("#panel h2").first.inner_text().lower()


# --------------------------------------------------------------------------------------------------- clicks


def test_double_click_on_a_state_folds_and_unfolds_its_people(open_page: Any) -> None:
    tab = open_page()
    for hash_, hidden in (("fold=*", True), ("", False)):
        tab.mouse.dblclick(*tab.evaluate(NODE, "france"))
        tab.wait_for_timeout(100)
        assert ("fold=" in tab.evaluate("location.hash")) == bool(hash_)
        assert node(tab, "jean-marc-ayrault")["hidden"] == hidden
        tab.wait_for_timeout(500)  # longer than between the clicks of a double click


def test_double_click_on_who_has_no_people_folds_nothing(open_page: Any) -> None:
    tab = open_page()
    tab.mouse.dblclick(*tab.evaluate(NODE, "russia"))
    tab.wait_for_timeout(100)
    assert tab.evaluate("location.hash") == "#actor=russia"


def test_click_on_a_dotted_tie_opens_the_person(open_page: Any) -> None:
    tab = open_page()
    tab.mouse.click(*tab.evaluate(LINK, ["jean-marc-ayrault|>|france", 0.55]))
    tab.wait_for_timeout(100)
    assert heading(tab) == "jean-marc ayrault"
    assert tab.evaluate("location.hash") == "#actor=jean-marc-ayrault"


def test_click_on_an_actor_and_on_empty_ground_opens_and_closes_the_panel(open_page: Any) -> None:
    tab = open_page()
    tab.mouse.click(*tab.evaluate(NODE, "russia"))
    tab.wait_for_timeout(100)
    assert heading(tab) == "russia"
    box = tab.locator("#network").bounding_box()
    tab.mouse.click(box["x"] + 4, box["y"] + 4)
    tab.wait_for_timeout(100)
    assert heading(tab) == "at a glance"
    assert tab.evaluate("location.hash") == ""


def test_tap_on_an_actor_on_a_phone_brings_its_head_onto_the_screen(open_page: Any) -> None:
    tab = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    tab.touchscreen.tap(*tab.evaluate(NODE, "russia"))
    tab.wait_for_timeout(150)
    box = tab.locator("#panel .head").bounding_box()
    assert 0 < box["y"] < 0.6 * 844


# ----------------------------------------------------------------------------------------- what is chosen


def test_what_is_far_from_the_chosen_is_paler(open_page: Any) -> None:
    tab = open_page()
    ids = ("russia", "france", "united-nations", "iran")
    links = ("france|accuse|russia", "jean-marc-ayrault|consult|iran")
    before = {id_: node(tab, id_)["color"]["background"] for id_ in ids}
    before |= {id_: edge(tab, id_)["color"]["color"] for id_ in links}
    select(tab, "france|accuse|russia")
    after = {id_: node(tab, id_)["color"]["background"] for id_ in ids}
    after |= {id_: edge(tab, id_)["color"]["color"] for id_ in links}
    changed = {id_ for id_ in before if before[id_] != after[id_]}
    assert changed == {"united-nations", "iran", "jean-marc-ayrault|consult|iran"}
    assert all(min(channels(after[id_])) > 150 for id_ in changed)  # near white, on white ground
    assert max(channels(node(tab, "iran")["font"]["color"])) > 50
    tab.keyboard.press("Escape")
    assert {id_: node(tab, id_)["color"]["background"] for id_ in ids} == {id_: before[id_] for id_ in ids}


def channels(colour: str) -> list[int]:
    return [int(each) for each in colour.removeprefix("rgb(").removesuffix(")").split(",")]


def test_neighbours_of_an_actor_stay_bright(open_page: Any) -> None:
    tab = open_page(hash_="#actor=russia")
    bright = [
        id_
        for id_ in ("russia", "france", "jean-marc-ayrault", "syria", "iran", "united-nations")
        if node(tab, id_)["color"]["background"].startswith("#")
    ]
    assert bright == ["russia", "france", "jean-marc-ayrault", "syria"]


def test_chosen_link_and_actor_are_selected_in_the_graph(open_page: Any) -> None:
    tab = open_page(hash_="#link=france%7Caccuse%7Crussia")
    selected = "[communique.network.getSelectedNodes(), communique.network.getSelectedEdges()]"
    assert tab.evaluate(selected) == [[], ["france|accuse|russia"]]
    select(tab, "russia")
    assert tab.evaluate(selected) == [["russia"], []]
    tab.locator("#fold").check()
    select(tab, "jean-marc-ayrault")
    assert tab.evaluate(selected) == [["france"], []]  # in whom it stands
    tab.keyboard.press("Escape")
    assert tab.evaluate(selected) == [[], []]


def test_folded_state_is_larger(open_page: Any) -> None:
    tab = open_page()
    sizes = [node(tab, id_)["size"] for id_ in ("france", "russia")]
    tab.locator("#fold").check()
    assert node(tab, "france")["size"] == pytest.approx(1.25 * sizes[0])
    assert node(tab, "russia")["size"] == sizes[1]


def test_width_of_a_link_tells_how_often_it_was_said(open_page: Any) -> None:
    tab = open_page()
    tab.locator("#fold").check()
    widths = [edge(tab, f"france|{stance}|russia")["width"] for stance in ("accuse", "demand")]
    assert widths == pytest.approx([0.6 + 1.2 * 2**0.5, 1.8])


def test_link_of_an_actor_to_itself_is_a_loop_beside_it(open_page: Any) -> None:
    tab = open_page("chain")
    loop = "old-realm|accuse|old-realm"
    assert edge(tab, loop)["selfReference"]["size"] == pytest.approx(12 + node(tab, "old-realm")["size"])
    tab.locator("#fold").check()
    tab.mouse.click(*tab.evaluate(FAR_END_OF_LOOP, loop))
    tab.wait_for_timeout(100)
    assert heading(tab) == "old realm accuses old realm"


def test_opposite_and_parallel_links_keep_apart(open_page: Any) -> None:
    tab = open_page()
    ids = (
        "jean-marc-ayrault|accuse|russia",
        "jean-marc-ayrault|appeal|russia",
        "jean-marc-ayrault|demand|russia",
    )
    ids += ("france|accuse|russia", "russia|reject|france")
    spots = [tab.evaluate(LINK, [id_, 0.5]) for id_ in ids]
    for k, (x, y) in enumerate(spots):
        for a, b in spots[:k]:
            assert (x - a) ** 2 + (y - b) ** 2 > 8**2


# ----------------------------------------------------------------------------------------- zoom and names


def test_buttons_zoom_and_show_all(open_page: Any) -> None:
    tab = open_page()
    fitted = tab.evaluate(PLACE)
    for name, factor in (("zoom_in", 1.3), ("zoom_in", 1.69), ("zoom_out", 1.3)):
        tab.locator(f"#{name}").click()
        assert tab.evaluate(SCALE) == pytest.approx(fitted[0] * factor, rel=1e-3)
    tab.locator("#fit").click()
    assert tab.evaluate(SCALE) == pytest.approx(fitted[0], rel=1e-3)


def test_reset_shows_the_whole_graph(open_page: Any) -> None:
    tab = open_page(hash_="#actor=france")
    fitted = tab.evaluate(SCALE)
    tab.locator("#zoom_in").click()
    tab.locator("#reset").click()
    assert tab.evaluate(SCALE) == pytest.approx(fitted, rel=1e-3)
    assert heading(tab) == "at a glance"


NAMES = "communique.network.body.data.nodes.get().filter((each) => !each.hidden).map((each) => each.label)"
OVERLAPS = """() => {
  const names = communique.network.body.data.nodes.get().filter((each) => each.label);
  const boxes = names.map((each) => {
    const { left, top, width, height } = communique.network.body.nodes[each.id].labelModule.size;
    return { left, top: top + each.font.vadjust, width, height };
  });
  let found = 0;
  boxes.forEach((a, k) => boxes.slice(0, k).forEach((b) => {
    const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
    const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
    if (across > 0 && down > 0) found++;
  }));
  return found;
}"""


def test_names_that_would_overlap_are_left_out_when_seen_from_afar(open_page: Any) -> None:
    tab = open_page("many")
    shown = []
    for _ in range(4):
        tab.locator("#zoom_out").click()
        shown.append(len([each for each in tab.evaluate(NAMES) if each]))
        size = node(tab, "delegate-00")["font"]["size"]
        assert size * tab.evaluate(SCALE) == pytest.approx(max(11.5, 14 * tab.evaluate(SCALE)), rel=0.01)
    assert shown == sorted(shown, reverse=True)
    assert 0 < shown[-1] < shown[0]
    nameless, link = tab.evaluate(
        """() => {
          const { nodes, edges } = communique.network.body.data;
          const link = edges.get().find((each) => !nodes.get(each.from).label);
          return [link.from, link.id];
        }"""
    )
    select(tab, link)
    assert node(tab, nameless)["label"]  # what is chosen has its name
    for _ in range(9):
        tab.locator("#zoom_in").click()
    assert all(tab.evaluate(NAMES))
    assert node(tab, "delegate-00")["font"]["size"] == 14


def test_all_names_are_there_close_up_even_where_actors_stand_together(open_page: Any) -> None:
    tab = open_page()
    tab.evaluate(
        """() => {
          const { x, y } = communique.network.getPositions(["russia"]).russia;
          for (const id of ["france", "syria"]) communique.network.moveNode(id, x + 4, y + 4);
        }"""
    )
    tab.locator("#zoom_in").click()
    assert all(tab.evaluate(NAMES))


def test_names_that_stay_do_not_overlap(open_page: Any) -> None:
    tab = open_page("many")
    for _ in range(3):
        tab.locator("#zoom_out").click()
    tab.wait_for_timeout(200)  # drawn
    assert tab.evaluate(OVERLAPS) == 0


def test_names_follow_the_language(open_page: Any) -> None:
    tab = open_page()
    assert (node(tab, "russia")["label"], node(tab, "syria")["title"]) == ("Russia", "Syria: 2 statements")
    tab.locator("#language").click()
    assert node(tab, "russia")["label"] == "Russie"
    assert node(tab, "syria")["title"].endswith("2 déclarations")
    assert edge(tab, "france|accuse|russia")["title"].startswith("France → Russie")


def test_hints_of_the_graph_have_a_french_colon(open_page: Any) -> None:
    tab = open_page(hash_="#lang=fr")
    hints = [node(tab, "syria")["title"], edge(tab, "france|accuse|russia")["title"]]
    hints = [" ".join(hint.split()) for hint in hints]  # whatever space it is
    assert hints[0].startswith("Syrie :")
    assert hints[1].startswith("France → Russie :")


# ------------------------------------------------------------------------------------- its place is kept


def test_choosing_who_is_in_view_does_not_move_the_graph(open_page: Any) -> None:
    tab = open_page()
    before = tab.evaluate(PLACE)
    select(tab, "syria")
    assert tab.evaluate(PLACE) == before


@pytest.mark.parametrize("far", ["out of view", "too small to see"])
def test_choosing_who_cannot_be_seen_brings_it_into_view(open_page: Any, far: str) -> None:
    tab = open_page()
    move = {
        "out of view": "communique.network.moveTo({ position: { x: 3000, y: 3000 }, scale: 1.2 })",
        "too small to see": "communique.network.moveTo({ scale: 0.2 })",
    }[far]
    tab.evaluate(move)
    select(tab, "syria")
    box = tab.locator("#network").bounding_box()
    x, y = tab.evaluate(NODE, "syria")
    assert box["x"] + 40 < x < box["x"] + box["width"] - 40
    assert box["y"] + 40 < y < box["y"] + box["height"] - 40
    assert tab.evaluate(SCALE) == pytest.approx({"out of view": 1.2, "too small to see": 0.8}[far])


def test_choosing_a_link_does_not_move_the_graph(open_page: Any) -> None:
    tab = open_page()
    tab.evaluate("communique.network.moveTo({ position: { x: 3000, y: 3000 } })")
    before = tab.evaluate(PLACE)
    select(tab, "france|accuse|russia")
    assert tab.evaluate(PLACE) == before


def zoom_by_wheel(tab: Any) -> None:
    tab.mouse.move(*tab.evaluate(NODE, "france"))
    tab.mouse.wheel(0, -300)


def zoom_by_button(tab: Any) -> None:
    tab.locator("#zoom_in").click()


def zoom_and_fit(tab: Any) -> None:
    tab.locator("#zoom_in").click()
    tab.locator("#fit").click()


@pytest.mark.parametrize("view", ["graph", "matrix"])
@pytest.mark.parametrize(
    ("zoom", "is_fitted"),
    [(None, True), (zoom_by_button, False), (zoom_by_wheel, False), (zoom_and_fit, True)],
)
def test_size_of_the_window_changes_the_part_seen_only_of_who_chose_none(
    open_page: Any, zoom: Any, is_fitted: bool, view: str
) -> None:
    tab = open_page()
    if zoom:
        zoom(tab)
        tab.wait_for_timeout(50)
    tab.locator(f"#tab_{view}").click()
    tab.set_viewport_size({"width": 1000, "height": 620})
    tab.wait_for_timeout(250)
    tab.locator("#tab_graph").click()
    tab.wait_for_timeout(100)
    after = tab.evaluate(SCALE)
    tab.locator("#fit").click()
    by_fit = after / tab.evaluate(SCALE)
    assert (by_fit == pytest.approx(1, abs=1e-3)) == is_fitted, by_fit
