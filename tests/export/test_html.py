"""The page as text: whole, valid, deterministic, and closed to what an article may bring along."""

from __future__ import annotations

import base64
import hashlib
import inspect
import json
import random
import re
import runpy
import subprocess
import sys
import tomllib
from dataclasses import fields, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from communique import cli
from communique.errors import OutputError
from communique.export import html as html_module
from communique.export.files import read_template
from communique.export.html import render_page, write_html
from communique.export.layout import STRESS_LIMIT, Box, spread
from communique.export.tidying import safe_url, tidy
from communique.knowledge.stances import load_stances
from communique.model import Article, ArticleMetadata, Stance

SAMPLE_FILE = Path(__file__).parents[1] / "browser" / "sample.py"
SAMPLE = runpy.run_path(str(SAMPLE_FILE))
STATEMENTS, ARTICLES = SAMPLE["STATEMENTS"], SAMPLE["ARTICLES"]
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """What stands in a page: every element with its attributes and text; fails on a wrong end tag."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        assert len(names) == len(set(names)), f"<{tag}> repeats an attribute"
        self.elements.append((tag, dict(attributes), []))
        if tag not in VOID:
            self.open.append(self.elements[-1])

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes), []))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        for element in self.open:
            element[2].append(data)

    def find(self, tag: str, **wanted: str) -> list[tuple[dict[str, str | None], str]]:
        return [
            (attributes, "".join(text))
            for name, attributes, text in self.elements
            if name == tag and all(attributes.get(key) == value for key, value in wanted.items())
        ]

    def data(self, name: str):
        return json.loads(self.find("script", id=f"data-{name}")[0][1])


@pytest.fixture(scope="module")
def html() -> str:
    return render_page(STATEMENTS, ARTICLES, title="Déclarations & réponses")


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_head(html: str, page: Page) -> None:
    assert html.startswith('<!doctype html>\n<html lang="en"')
    assert page.find("meta", charset="utf-8")
    assert page.find("meta", name="viewport")
    assert page.find("title")[0][1] == "Déclarations & réponses"
    assert page.find("h1")[0][1] == "Déclarations & réponses"


def test_policy_names_the_hash_of_every_script_and_style(page: Page) -> None:
    policy = page.find("meta", **{"http-equiv": "Content-Security-Policy"})[0][0]["content"]
    runs = [text for attributes, text in page.find("script") if "type" not in attributes]
    styles = [text for _, text in page.find("style")]
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in runs + styles]
    assert len(runs) == 3  # the first hides the table, vis-network, ours
    assert len(styles) == 1
    assert re.findall(r"'sha256-([^']+)'", policy) == digests
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_nothing_is_fetched_and_nothing_hangs_on_an_event(page: Page) -> None:
    for tag, attributes, _ in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style")], tag
        assert tag != "link" or attributes["href"] == "data:,"


def test_data_holds_every_statement_and_each_article_once(page: Page) -> None:
    data = page.data("ui")
    assert sorted(s["id"] for s in data["statements"]) == sorted(s.id for s in STATEMENTS)
    assert set(data["articles"]) == set(ARTICLES)
    assert {s["article"] for s in data["statements"]} == set(ARTICLES)
    assert "title" not in data["statements"][0]


def test_evidence_stands_in_its_sentence(page: Page) -> None:
    by_id = {s["id"]: s for s in page.data("ui")["statements"]}
    for s in STATEMENTS:
        shown = by_id[s.id]
        sentence = ARTICLES[s.article].text[s.sentence_start : s.sentence_end]
        assert shown.get("before", "") + shown["evidence"] + shown.get("after", "") == sentence
        assert shown["evidence"] == s.evidence


@pytest.mark.parametrize("case", ["no text", "no article", "other text"])
def test_evidence_stands_alone_without_the_text_it_came_from(case: str) -> None:
    s = STATEMENTS[0]
    articles: dict[str, ArticleMetadata] = {
        "no text": {s.article: ArticleMetadata(id=s.article, title="T")},
        "no article": {},
        "other text": {s.article: Article(id=s.article, text="Changed since. " * 30)},
    }[case]
    shown = Page(render_page([s], articles)).data("ui")["statements"][0]
    assert "before" not in shown
    assert "after" not in shown
    assert shown["evidence"] == s.evidence


def test_long_sentences_are_cut_around_the_evidence() -> None:
    text = "a" * 5000 + "QUOTE" + "b" * 5000
    s = replace(
        STATEMENTS[0],
        article="long",
        evidence="QUOTE",
        start=5000,
        end=5005,
        sentence_start=0,
        sentence_end=10005,
    )
    shown = Page(render_page([s], {"long": Article(id="long", text=text)})).data("ui")["statements"][0]
    assert shown["before"] == "… " + "a" * 400
    assert shown["after"] == "b" * 400 + " …"


def test_graph_has_speakers_what_they_represent_and_targets(page: Page) -> None:
    named = (
        {s.speaker_id for s in STATEMENTS}
        | {s.target_id for s in STATEMENTS}
        | {s.represents_id for s in STATEMENTS}
    )
    nodes = {node["id"]: node for node in page.data("nodes")}
    assert set(nodes) == named - {None}
    assert nodes["france"]["shape"] != nodes["jean-marc-ayrault"]["shape"] != nodes["islamic-state"]["shape"]
    assert nodes["jean-marc-ayrault"]["size"] > nodes["iran"]["size"]


def test_one_link_for_each_actor_target_and_stance(page: Page) -> None:
    links = {edge["id"]: edge for edge in page.data("edges") if not edge.get("tie")}
    assert set(links) == {f"{s.speaker_id}|{s.stance}|{s.target_id}" for s in STATEMENTS if s.target_id}
    ties = [(edge["from"], edge["to"]) for edge in page.data("edges") if edge.get("tie")]
    assert ("jean-marc-ayrault", "france") in ties


def test_every_stance_looks_its_own_way() -> None:
    looks = tomllib.loads(read_template("appearance.toml"))["stances"]
    assert set(looks) == {stance.value for stance in Stance}
    for ground in ("light", "dark"):
        assert len({look[ground] for look in looks.values()}) == len(Stance)
    for tone in (1, 0, -1):  # told apart without colour as well
        alike = [stance for stance, entry in load_stances().items() if entry.polarity == tone]
        assert len({str(looks[stance]["dashes"]) for stance in alike}) == len(alike)


def test_speaker_of_statements_without_target_is_shown_without_a_made_up_node(page: Page) -> None:
    assert "\U0001d54f" in {node["id"] for node in page.data("nodes")}
    assert len(page.find("tr")) == 1 + len(STATEMENTS)
    assert not [node for node in page.data("nodes") if node["id"] in ("", "none", "null")]


def test_table_is_in_the_page_itself(page: Page) -> None:
    text = "".join(text for _, text in page.find("tbody"))
    for s in STATEMENTS:
        assert s.evidence in text
    assert [a["href"] for a, _ in page.find("a") if a.get("target")] == [
        "https://news.example/monday?a=1&b=2"
    ] * 6
    for attributes, _ in page.find("a", target="_blank"):
        assert attributes["rel"] == "noopener noreferrer nofollow"


def test_french_page_speaks_french() -> None:
    page = Page(render_page(STATEMENTS, ARTICLES, language="fr"))
    assert page.find("html")[0][0]["lang"] == "fr"
    assert page.find("title")[0][1] == "Qui dit quoi de qui"
    assert "Russie" in {node["label"] for node in page.data("nodes")}
    assert "accuse" in {text for _, text in page.find("span", **{"data-label": "accuse"})}


def test_every_word_stands_in_both_languages(page: Page) -> None:
    words = page.data("ui")["words"]
    for key, entry in words.items():
        assert set(entry) == {"en", "fr"}, key
        values = [set(re.findall(r"\{(\w+)", entry[language])) for language in ("en", "fr")]
        assert values[0] == values[1], key
    script = page.find("script")[-1][1]
    used = set(re.findall(r'\bword\("(\w+)"', script))
    used |= {a[key] for _, a, _ in page.elements for key in a if re.fullmatch(r"data-word(-\w+)?", key)}
    assert used <= set(words)


def test_unknown_language_is_refused() -> None:
    with pytest.raises(OutputError, match="en and fr, not 'de'"):
        render_page(STATEMENTS, ARTICLES, language="de")


def test_hostile_text_stays_text() -> None:
    statements, articles = SAMPLE["make_hostile"]()
    html = render_page(statements, articles, title=SAMPLE["EVIL"])
    page = Page(html)
    assert html.count("</script>") == len(page.find("script")) == 7
    assert {tag for tag, _, _ in page.elements}.isdisjoint({"img", "iframe", "object", "base", "form"})
    assert not [name for _, attributes, _ in page.elements for name in attributes if name.startswith("on")]
    assert [a["href"] for a, _ in page.find("a", target="_blank")] == ["HTTPS://OK.example/a"]
    for mark in ("\u202e", "\0", "\ud800"):
        assert mark not in html
    html.encode()


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/x", True),
        ("http://a.example", True),
        (" https://a.example ", True),
        ("java\0script:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example", False),
        ("https:///x", False),
        ("https://[", False),
        ("https://a.example/ b", False),
        ("", False),
        (None, False),
    ],
)
def test_safe_url(url: str | None, safe: bool) -> None:
    assert (safe_url(url) is not None) == safe


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2016-09-21", "2016-09-21", "2016-09-21"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-09-21/2016-10", "2016-09-21", "2016-10-31"),
        ("no date", None, None),
        (None, None, None),
    ],
)
def test_days_that_a_date_may_mean(date: str | None, first: str | None, last: str | None) -> None:
    (shown,) = Page(render_page([replace(STATEMENTS[0], date=date)], {})).data("ui")["statements"]
    assert (shown.get("first"), shown.get("last")) == (first, last)


def test_tidy_keeps_all_that_can_be_read() -> None:
    assert tidy("naïve « مرحبا » \U0001d54f\n🛑") == "naïve « مرحبا » \U0001d54f\n🛑"


def test_same_statements_same_bytes(html: str) -> None:
    shuffled = random.Random(1).sample(STATEMENTS, len(STATEMENTS))
    assert render_page(shuffled, dict(reversed(ARTICLES.items())), title="Déclarations & réponses") == html


def test_same_bytes_in_another_process(tmp_path: Path) -> None:
    script = (
        "import runpy, sys, pathlib; from communique.export.html import write_html\n"
        "sample = runpy.run_path(sys.argv[1])\n"
        "write_html(sample['STATEMENTS'], sample['ARTICLES'], pathlib.Path(sys.argv[2]))"
    )
    pages = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.html"
        subprocess.run(
            [sys.executable, "-c", script, str(SAMPLE_FILE), str(path)],
            check=True,
            env={"PYTHONHASHSEED": seed},
        )
        pages.append(path.read_bytes())
    assert pages[0] == pages[1]


def test_hundred_statements_need_less_than_a_megabyte() -> None:
    many = [replace(STATEMENTS[k % 12], id=f"{k:016x}") for k in range(100)]
    assert len(render_page(many, ARTICLES).encode()) < 1_000_000


def test_no_statements_make_a_page_that_says_so() -> None:
    page = Page(render_page([], {}))
    assert page.data("nodes") == page.data("edges") == page.data("ui")["statements"] == []
    ((attributes, text),) = page.find("p", id="empty")
    assert (text, "hidden" in attributes) == ("No statement was found.", False)


def test_graph_is_capped_and_says_so() -> None:
    page = Page(render_page(STATEMENTS, ARTICLES, max_actors=3))
    assert {node["id"] for node in page.data("nodes")} == {"france", "jean-marc-ayrault", "russia"}
    assert len(page.data("ui")["statements"]) == len(page.find("tr")) - 1 == len(STATEMENTS)
    ((_, text),) = page.find("p", **{"data-word": "left_out_actors"})
    assert "the 3 actors named most of 8" in text
    assert "--max-actors 0" in text
    assert len(Page(render_page(STATEMENTS, ARTICLES, max_actors=0)).data("nodes")) == 8


def test_boxes_never_overlap() -> None:
    chance = random.Random(7)
    names = [f"actor-{k}" for k in range(40)]
    boxes = {name: Box(chance.uniform(10, 70), 12, 30) for name in names}
    joined = dict.fromkeys((tuple(sorted(chance.sample(names, 2))) for _ in range(60)), 1.0)
    spots = spread(boxes, joined)
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            (ax, ay), (bx, by) = spots[a], spots[b]
            beside = abs(ax - bx) >= boxes[a].half + boxes[b].half - 1
            apart = (
                by - boxes[b].above >= ay + boxes[a].below - 1
                or ay - boxes[a].above >= by + boxes[b].below - 1
            )
            assert beside or apart, (a, b)


def test_a_large_graph_is_no_pillar() -> None:
    boxes = {f"a{k}": Box(half=50, above=10, below=40) for k in range(STRESS_LIMIT + 50)}
    chance = random.Random(1)
    pairs = {tuple(sorted(chance.sample(sorted(boxes), 2))): 1.0 for _ in range(600)}
    spots = spread(boxes, pairs).values()
    width, height = (max(axis) - min(axis) for axis in zip(*spots, strict=True))
    assert 1 < width / height < 2


def test_write_html_makes_missing_folders(tmp_path: Path) -> None:
    path = tmp_path / "new" / "graph.html"
    write_html(STATEMENTS, ARTICLES, path)
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [entry.name for entry in path.parent.iterdir()] == ["graph.html"]


def test_page_knows_every_field_it_should_of_a_statement(page: Page) -> None:
    told = {name for s in page.data("ui")["statements"] for name in s}
    by_id = {"speaker", "speaker_kind", "represents", "target", "target_kind", "places", "venue"}
    unsaid = {"intensity", "sentence_start", "sentence_end"}
    assert {field.name for field in fields(STATEMENTS[0])} - by_id - unsaid <= told


def test_places_have_names_in_both_languages_and_a_spot_on_the_map(page: Page) -> None:
    places = page.data("ui")["places"]
    assert {key: (place["en"], place["fr"]) for key, place in places.items()} == {
        "aleppo": ("Aleppo", "Alep"),
        "brussels": ("Brussels", "Bruxelles"),
    }
    assert all(0 < place["x"] < 2000 and 0 < place["y"] < 1000 for place in places.values())


def test_a_place_that_no_table_knows_keeps_its_name_and_has_no_spot() -> None:
    s = replace(STATEMENTS[0], places=("Nowhere",), place_ids=("nowhere-at-all",))
    assert Page(render_page([s], {})).data("ui")["places"] == {
        "nowhere-at-all": {"en": "Nowhere", "fr": "Nowhere"}
    }


def test_office_is_the_one_held_when_it_was_said(page: Page) -> None:
    data = page.data("ui")
    offices = data["actors"]["jean-marc-ayrault"]["offices"]
    said = {s["id"]: s.get("office") for s in data["statements"]}
    concern = next(s for s in STATEMENTS if s.stance is Stance.CONCERN)
    assert offices[said[concern.id]]["en"] == "Foreign Minister"
    as_prime_minister = replace(concern, date="2013-05-02")
    shown = Page(render_page([as_prime_minister], {})).data("ui")
    assert offices[shown["statements"][0]["office"]]["en"] == "Prime Minister"
    for unknown in (None, "1999", "2015"):
        shown = Page(render_page([replace(concern, date=unknown)], {})).data("ui")
        assert "office" not in shown["statements"][0]


def test_answers_are_told_by_id(page: Page) -> None:
    by_id = {s["id"]: s for s in page.data("ui")["statements"]}
    accusation, answer = STATEMENTS[0], STATEMENTS[2]
    assert by_id[accusation.id]["reply"] == answer.id
    assert "reply" not in by_id[answer.id]


def test_files_beside_the_page_are_linked_where_they_are_named(page: Page) -> None:
    named = Page(render_page(STATEMENTS, ARTICLES, files=("graph.ttl", "statements.jsonl")))
    assert [a["href"] for a, _ in named.find("a") if "download" in a] == ["graph.ttl", "statements.jsonl"]
    assert not [a for a, _ in page.find("a") if "download" in a]


@pytest.mark.parametrize(
    ("scheme", "grounds"), [("light", ("#ffffff", "#f6f7f9")), ("dark", ("#11161d", "#1a2029"))]
)
def test_stances_can_be_read_as_text(scheme: str, grounds: tuple[str, ...]) -> None:
    """WCAG 2 AA asks for 4.5:1."""
    looks = tomllib.loads(read_template("appearance.toml"))["stances"]
    for stance, look in looks.items():
        for ground in grounds:
            dark, light = sorted((luminance(look[scheme]), luminance(ground)))
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (stance, ground)


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_word_is_used() -> None:
    folder = Path(html_module.__file__).parent / "templates"
    texts = [path.read_text("utf-8") for path in (*folder.glob("page/*.js"), folder / "page.html.j2")]
    made = ("kind_", "mode_", "modality_", "language_", "per_", "vague_", "tab_", "file_", "handle_", "zoom_")
    for key in tomllib.loads(read_template("interface.toml")):
        stem = key.removesuffix("_hint")
        plural = key.removesuffix("s") in ("mode", "language", "source")
        assert key.startswith(made) or plural or any(re.search(rf"\b{stem}\b", text) for text in texts), key


def test_a_script_that_would_end_too_early_is_refused() -> None:
    with pytest.raises(OutputError, match="end too early"):
        html_module._inline("a </SCRIPT> b", "script")


def test_every_part_of_the_script_is_in_the_page() -> None:
    folder = Path(html_module.__file__).parent / "templates" / "page"
    assert sorted(html_module.SCRIPTS) == sorted(path.stem for path in folder.glob("*.js"))


@pytest.mark.parametrize("command", [cli.build, cli.graph])
def test_the_commands_cap_the_graph_as_the_page_does(command) -> None:
    assert inspect.signature(command).parameters["max_actors"].default == html_module.MAX_ACTORS
