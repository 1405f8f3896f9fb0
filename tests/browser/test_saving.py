"""What a reader takes along from the page in a real Chromium: pictures, tables, links, citations."""

from __future__ import annotations

import csv
import io
import struct
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
PICTURED = ("graph", "matrix", "timeline", "map")


def download(tab: Any, name: str) -> Path:
    """Return the file that a button of the menu saves."""
    tab.locator("#save summary").click()
    with tab.expect_download() as waiting:
        tab.locator(f"#{name}").click()
    return Path(waiting.value.path())


def test_saved_table_holds_what_is_shown_and_no_formula(open_page: Any) -> None:
    tab = open_page()
    tab.locator("input[value=accuse]").uncheck()
    text = download(tab, "csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == 10
    assert {row["speaker"] for row in rows} >= {"Jean-Marc Ayrault", "Russia"}
    assert [row["date_text"] for row in rows if row["evidence"].startswith("Moscow called")] == ["Tuesday"]
    alarmed = next(row for row in rows if row["evidence"].startswith("Ayrault is alarmed"))
    assert (alarmed["office"], alarmed["places"], alarmed["polarity"]) == ("Foreign Minister", "Aleppo", "-1")
    hostile = open_page("hostile").evaluate("communique.csv()")
    for row in csv.DictReader(io.StringIO(hostile.lstrip("\ufeff"))):
        assert row["rule"].startswith("'=")


@pytest.mark.parametrize("view", PICTURED)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_view_is_saved_as_a_picture_that_stands_alone(open_page: Any, view: str, scheme: str) -> None:
    tab = open_page(hash_=f"#view={view}", color_scheme=scheme)
    tab.wait_for_timeout(200)
    svg = ElementTree.fromstring(download(tab, "svg").read_text("utf-8"))
    texts = "\n".join("".join(text.itertext()) for text in svg.iter(f"{SVG}text"))
    for name in {"map": ("Aleppo", "Brussels")}.get(view, ("Jean-Marc", "France")):
        assert name in texts
    assert svg.find(f"{SVG}title").text == "Who says what about whom"
    for element in svg.iter():
        assert not {"class", "style", "href", "onclick"} & set(element.attrib)
    png = download(tab, "png").read_bytes()
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) == (2 * int(svg.get("width")), 2 * int(svg.get("height")))


def test_picture_of_the_graph_has_its_arrows_and_actors(open_page: Any) -> None:
    tab = open_page()
    tab.locator("input[value=accuse]").uncheck()
    svg = ElementTree.fromstring(tab.evaluate("communique.svg()").encode())
    edges = "communique.network.body.data.edges"
    links = tab.evaluate(f"{edges}.get({{filter: (edge) => !edge.hidden && !edge.tie}}).length")
    curves = [path for path in svg.iter(f"{SVG}path") if "Q" in path.get("d")]
    ties = [path for path in curves if path.get("stroke-dasharray") == "1 4"]
    assert len(curves) - len(ties) == links == 7
    titles = {each.text.split(":")[0] for each in svg.iter(f"{SVG}title")}
    assert {"Jean-Marc Ayrault", "Russia", "Syria", "Iran"} <= titles
    assert len({path.get("stroke") for path in curves}) > 4  # every stance has its colour


def test_picture_of_the_matrix_has_its_figures_and_names(open_page: Any) -> None:
    svg = ElementTree.fromstring(open_page(hash_="#view=matrix").evaluate("communique.svg()").encode())
    texts = {"".join(text.itertext()) for text in svg.iter(f"{SVG}text")}
    assert {"−2", "+1", "0", "Jean-Marc Ayrault", "Russia"} <= texts


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_in_the_picture_of_the_graph_have_their_colour(open_page: Any, scheme: str) -> None:
    svg = ElementTree.fromstring(open_page(color_scheme=scheme).evaluate("communique.svg()").encode())
    inks = {text.get("fill") for text in svg.iter(f"{SVG}text")}
    assert inks == {{"light": "#1c2430", "dark": "#e4e9f0"}[scheme]}


def test_what_the_panel_shows_is_saved_by_itself(open_page: Any) -> None:
    tab = open_page(hash_="#actor=russia&no-stance=accuse")
    with tab.expect_download() as waiting:
        tab.locator("#panel button", has_text="these as CSV").click()
    assert waiting.value.suggested_filename == "statements-shown.csv"
    rows = list(csv.DictReader(Path(waiting.value.path()).read_text("utf-8-sig").splitlines()))
    assert len(rows) == 4
    assert all("russia" in (row["speaker_id"], row["target_id"]) for row in rows)


def test_table_has_no_picture(open_page: Any) -> None:
    tab = open_page(hash_="#view=table")
    tab.locator("#save summary").click()
    assert tab.locator("#png").is_disabled()
    assert tab.locator("#svg").is_disabled()


def test_menu_leads_to_the_files_beside_the_page_and_closes(open_page: Any) -> None:
    tab = open_page()
    tab.locator("#save summary").click()
    links = [each.get_attribute("href") for each in tab.locator("#save a").all()]
    assert links == ["graph.ttl", "statements.jsonl"]
    tab.keyboard.press("Escape")
    assert not tab.locator("#csv").is_visible()
    tab.locator("#save summary").click()
    tab.locator("h1").click()
    assert not tab.locator("#csv").is_visible()


CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


@pytest.mark.parametrize(
    ("language", "citation"),
    [
        (
            "en",
            "“there is a form of permanent lie” (Jean-Marc Ayrault, Foreign Minister, 2016-12-12). In: "
            "“France accuses Russia of 'lying' about Syria”, The Daily, 2016-12-12, "
            "https://news.example/monday?a=1&b=2, characters {start}–{end}.",
        ),
        (
            "fr",
            "« there is a form of permanent lie » (Jean-Marc Ayrault, ministre des Affaires étrangères, "
            "2016-12-12). Dans : « France accuses Russia of 'lying' about Syria », The Daily, 2016-12-12, "
            "https://news.example/monday?a=1&b=2, caractères {start}–{end}.",
        ),
    ],
)
def test_citation_leads_back_to_the_characters(open_page: Any, language: str, citation: str) -> None:
    link = "jean-marc-ayrault%7Caccuse%7Crussia"
    tab = open_page(hash_=f"#lang={language}&link={link}", **CLIPBOARD)
    tab.locator("#panel .actions button").first.click()
    tab.wait_for_timeout(100)
    text = tab.evaluate("navigator.clipboard.readText()")
    start = int(text.rsplit("–", 1)[0].rsplit(" ", 1)[1])
    assert text == citation.format(start=start, end=start + len("there is a form of permanent lie"))


def test_copied_gives_way_to_the_word_of_the_button(open_page: Any) -> None:
    tab = open_page(**CLIPBOARD)
    tab.clock.install()
    for _ in range(2):
        tab.locator("#link").click()
        tab.locator("#link", has_text="Copied").wait_for()
        tab.clock.run_for(700)
    tab.clock.run_for(1600)
    assert tab.locator("#link").inner_text() == "Copy link"


def test_links_to_the_view_and_to_a_statement(open_page: Any) -> None:
    tab = open_page(hash_="#view=matrix&link=france%7Caccuse%7Crussia", **CLIPBOARD)
    tab.locator("#link").click()
    tab.wait_for_timeout(100)
    assert tab.evaluate("navigator.clipboard.readText()") == tab.evaluate("location.href")
    tab.locator("#panel .actions button").nth(1).click()
    tab.wait_for_timeout(100)
    address = tab.evaluate("navigator.clipboard.readText()")
    again = open_page(hash_="#" + address.split("#")[1])
    assert again.locator("#panel h2").first.inner_text() == "France accuses Russia"
