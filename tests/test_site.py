"""The documentation site: built without a warning, whole, no link lost, nothing from another host."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[1]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LOADED = {
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("object", "data"),
    ("image", "href"),
    ("use", "href"),
}
"""Where a page names what a browser fetches of itself; `<link>` depends on its `rel`."""
FETCHED_LINKS = {
    "stylesheet",
    "icon",
    "preload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "modulepreload",
    "manifest",
}


@dataclass
class Page(HTMLParser):
    """What is asked of one built page."""

    path: Path
    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    without_alt: list[str] = field(default_factory=list)
    drawings: list[dict[str, str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(self.path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag names."""
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given and tag != "meta"}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "link" and FETCHED_LINKS & set(given.get("rel", "").split()):
            self.loaded.append(given["href"])
        self.loaded += [given[name] for each, name in LOADED if each == tag and name in given]
        self.loaded += re.findall(r"url\(([^)]*)\)", given.get("style", ""))
        if tag == "img" and not given.get("alt"):
            self.without_alt.append(given.get("src", ""))
        if tag == "svg" and "aria-labelledby" in given:
            self.drawings.append(given)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave the element."""
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Note the text that a reader sees."""
        if not {"script", "style"} & set(self.open):
            self.told.append(data)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    """Every page by its path in the site."""
    return {path.relative_to(site).as_posix(): Page(path) for path in sorted(site.rglob("*.html"))}


def test_every_page_of_docs_is_there_and_in_the_navigation(site: Path, pages: dict[str, Page]) -> None:
    names = {path.with_suffix(".html").name for path in (ROOT / "docs").glob("*.md")}
    assert names == set(pages) - {"404.html"}
    navigation = [link for link in pages["index.html"].links if not link.startswith(("http", "#"))]
    assert names - {"index.html"} <= {urlsplit(link).path for link in navigation}
    assert not list(site.rglob("*.py"))


def test_every_link_and_anchor_leads_somewhere(site: Path, pages: dict[str, Page]) -> None:
    lost = []
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme in ("http", "https", "mailto"):
                continue
            assert not parts.path.startswith("/") or name == "404.html", (name, link)
            path = (site / name).parent / unquote(parts.path).lstrip("/") if parts.path else site / name
            target = pages.get(path.resolve().relative_to(site.resolve()).as_posix())
            missing = parts.fragment and (target is None or unquote(parts.fragment) not in target.anchors)
            if not path.exists() or missing:
                lost.append((name, link))
    assert lost == []


def test_nothing_is_fetched_from_another_host(site: Path, pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert page.loaded, name
        for address in page.loaded:
            parts = urlsplit(address)
            assert parts.scheme in ("", "data") and not parts.netloc, (name, address)
            if not parts.scheme:
                assert (site / name).parent.joinpath(parts.path.lstrip("/")).exists(), (name, address)
    for sheet in site.rglob("*.css"):
        named = re.findall(
            r"(?:url\(|@import)\s*[\"']?(?!data:)([a-z]*:?//[^\"')]*)", sheet.read_text("utf-8")
        )
        assert named == [], sheet


def test_pictures_and_drawings_are_told_in_words(pages: dict[str, Page]) -> None:
    assert {name: page.without_alt for name, page in pages.items() if page.without_alt} == {}
    drawn = {name: page for name, page in pages.items() if page.drawings}
    assert len(drawn) == len(list((ROOT / "docs" / "pictures").glob("*.svg")))
    for name, page in drawn.items():
        for drawing in page.drawings:
            title, description = drawing["aria-labelledby"].split()
            text = page.path.read_text("utf-8")
            assert re.search(rf'<title id="{title}">\w', text) and re.search(
                rf'<desc id="{description}">\w', text
            ), name


def test_nothing_is_left_to_be_made_or_meant_for_a_code_host(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        text = page.path.read_text("utf-8")
        assert "<!-- made:" not in text and "<!-- same as:" not in text, name
        assert not re.search(r"\]\(|:::", "".join(page.told)) or name == "extending.html", name


def test_public_names_are_documented(pages: dict[str, Page]) -> None:
    import communique

    assert {f"communique.{name}" for name in communique.__all__} <= pages["api.html"].anchors


def test_the_search_knows_every_page(site: Path, pages: dict[str, Page]) -> None:
    index = (site / "search" / "search_index.js").read_text("utf-8")
    assert all(f'"{name}"' in index for name in set(pages) - {"404.html"})


def test_the_citation_file_is_sound() -> None:
    import tomllib

    import communique

    yaml: Any = pytest.importorskip("yaml", reason="PyYAML is not installed; mkdocs brings it")
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert set(cited) == {
        *("cff-version", "message", "title", "type", "authors", "version", "license", "abstract", "keywords")
    }
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] == "software"
    assert cited["version"] == communique.__version__ == project["version"]
    assert cited["license"] == project["license"]
    assert cited["authors"] == project["authors"]
    assert cited["keywords"] == project["keywords"]
    assert all(isinstance(cited[key], str) and cited[key].strip() for key in ("message", "title", "abstract"))
