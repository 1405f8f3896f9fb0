"""How the page scales: seconds to write it, seconds until it is drawn, milliseconds for what a reader does.

    communique build seeds -o output
    python bench/page.py output/statements.jsonl

Measures the page of these statements and of invented ones (`SETS`), made of real actors, offices and places
and of the words of `seeds/`; the same ones each time. Needs Playwright and a Chromium. Each page is loaded
afresh five times; times are in Chromium's own clock, from an event until the frame after it is drawn, and of
a keystroke in the search only the work, not the 150 ms that the page waits for the next one. Prints medians,
after a slash the most, and whether what is asked of the page holds. `--keep FOLDER` keeps the pages,
`--profile NAME` prints instead in which functions the time of one set's page goes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from invented_statements import invent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from playwright.sync_api import Browser, Page

    from communique.model import ArticleMetadata, Statement

LOADS = 5
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZE = {"width": 1400, "height": 900}


@dataclass(frozen=True, slots=True)
class Set:
    """One set of statements, and what is asked of its page: milliseconds to the first draw, and a key."""

    name: str
    actors: int
    statements: int
    max_actors: int = 300
    drawn: int | None = None
    key: int | None = None


SETS = (
    Set("seeds", 0, 0, drawn=1000),
    Set("5,000", 1000, 5_000, drawn=2000),
    Set("10,000", 1000, 10_000, drawn=5000, key=200),
    Set("10,000 all", 1000, 10_000, max_actors=0, drawn=5000, key=200),
)

# ------------------------------------------------------------------------------------------ writing a page


def write(
    statements: Sequence[Statement], articles: dict[str, Any], max_actors: int, path: Path
) -> dict[str, Any]:
    """Return how many seconds each step of writing took, and what is on the page."""
    from communique.export import html
    from communique.graph.merging import merge

    found: dict[str, Any] = {}

    def timed(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def work(*values: Any, **more: Any) -> Any:
            started = time.perf_counter()
            result = step(*values, **more)
            found[name] = time.perf_counter() - started
            return result

        return work

    merged = timed("merge", merge)(statements)
    collected = []
    collecting = timed("collect", html.collect)
    steps = {
        "collect": lambda *values: collected.append(collecting(*values)) or collected[0],
        "place_actors": timed("layout", html.place_actors),
    }
    with mock.patch.multiple(html, **steps):
        text = timed("render", html.render_page)(merged, articles, max_actors=max_actors)
    found["render"] -= found["collect"] + found["layout"]
    path.write_text(text, "utf-8")
    page = collected[0]
    return {
        **found,
        "size": path.stat().st_size / 1e6,
        "nodes": len(page.shown),
        "edges": len(page.links) + len(page.ties),
        "actors": len(page.actors),
        "statements": len(page.statements),
        "utterances": len(set(merged.utterance_of.values())),
    }


# ------------------------------------------------------------------------------------------- in a browser

WATCH = """(() => {
  const drawn = (then) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(0);
  });
  const wait = window.setTimeout;
  const bench = { ready: 0, drawn: 0, fired: null };
  window.setTimeout = (action, delay, ...rest) => wait(delay === 150 ? () => {
    const from = performance.now();
    action();
    if (bench.fired) { const fired = bench.fired; bench.fired = null; drawn((to) => fired(to - from)); }
  } : action, delay, ...rest);
  bench.until = (act) => new Promise((resolve) => {
    const from = performance.now();
    act();
    drawn((to) => resolve(to - from));
  });
  bench.type = (text) => new Promise((resolve) => {
    bench.fired = resolve;
    const query = document.getElementById("query");
    query.value = text;
    query.dispatchEvent(new Event("input"));
  });
  bench.click = (selector) => bench.until(() => document.querySelector(selector).click());
  bench.press = (selector, key) => bench.until(() => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    document.querySelector(selector).dispatchEvent(event);
  });
  window.bench = bench;
  let own;
  Object.defineProperty(window, "communique", { get: () => own, set: (value) => {
    own = value;
    bench.ready = performance.now();
    drawn((at) => { bench.drawn = at; });
  } });
})();"""  # fmt: skip
SEARCH = ("p", "pr", "pre", "pres", "presi", "")
ACTOR = "#panel .list:last-of-type li:first-child button"
MEASURES = (
    *("ready", "drawn", "matrix", "timeline", "map", "table", "graph"),
    *("key", "key (table)", "tick", "brush", "actor"),
)


def open_page(browser: Browser, path: Path) -> Page:
    """Return the page, loaded afresh and drawn."""
    context = browser.new_context(viewport=SIZE, reduced_motion="reduce")  # type: ignore[arg-type]
    tab = context.new_page()
    tab.add_init_script(WATCH)
    tab.goto(path.resolve().as_uri())
    tab.wait_for_function("bench.drawn", timeout=120_000)
    tab.wait_for_timeout(700)  # what the page does when idle
    return tab


def measure(browser: Browser, path: Path) -> dict[str, list[float]]:
    """Return the milliseconds of every measure, of all loads."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(LOADS):
        tab = open_page(browser, path)
        found["ready"].append(tab.evaluate("bench.ready"))
        found["drawn"].append(tab.evaluate("bench.drawn"))
        act(tab, found)
        tab.context.close()
    return found


def act(tab: Page, found: defaultdict[str, list[float]]) -> None:
    """Do what a reader does, and note the milliseconds."""

    def note(name: str, script: str, *values: str) -> None:
        found[name].append(tab.evaluate(f"(values) => bench.{script}(...values)", list(values)))

    for text in SEARCH:
        note("key", "type", text)
    for _ in range(2):
        note("tick", "click", "#stances .tick input")
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "Home"):
        note("brush", "press", "#handle_from", key)
    note("actor", "click", ACTOR)
    tab.evaluate("bench.press('body', 'Escape')")
    for name in ("matrix", "timeline", "map", "table"):
        note(name, "click", f"#tab_{name}")
    for text in SEARCH:
        note("key (table)", "type", text)
    note("graph", "click", "#tab_graph")


def verdicts(made: Set, found: dict[str, list[float]]) -> list[str]:
    """Return a line for each thing that is asked of the set's page."""
    asked = [("drawn", made.drawn), ("key", made.key)]
    told = []
    for name, limit in asked:
        if limit is not None:
            took = statistics.median(found[name])
            told.append(
                f"{'PASS' if took < limit else 'FAIL'}  {made.name}: {name} {took:.0f} ms, asked < {limit}"
            )
    return told


# ----------------------------------------------------------------------------------------------- profiling

SHOWN = 14


def profile(browser: Browser, path: Path) -> None:
    """Print which functions the time of loading and of each thing that a reader does is spent in."""
    context = browser.new_context(viewport=SIZE, reduced_motion="reduce")  # type: ignore[arg-type]
    tab = context.new_page()
    tab.add_init_script(WATCH)
    session = context.new_cdp_session(tab)
    session.send("Profiler.enable")
    session.send("Profiler.setSamplingInterval", {"interval": 200})

    def sampled(name: str, work: Callable[[], Any]) -> None:
        session.send("Profiler.start")
        work()
        _print_profile(name, session.send("Profiler.stop")["profile"])

    def load() -> None:
        tab.goto(path.resolve().as_uri())
        tab.wait_for_function("bench.drawn", timeout=120_000)

    sampled("load", load)
    tab.wait_for_timeout(700)
    sampled("search, six keys", lambda: [tab.evaluate("(t) => bench.type(t)", t) for t in SEARCH])
    sampled("tick", lambda: tab.evaluate("bench.click('#stances .tick input')"))
    sampled("brush", lambda: tab.evaluate("bench.press('#handle_from', 'ArrowRight')"))
    tab.evaluate("bench.click('#reset')")
    sampled("actor", lambda: tab.evaluate("(at) => bench.click(at)", ACTOR))
    tab.evaluate("bench.press('body', 'Escape')")
    for name in ("matrix", "timeline", "map", "table", "graph"):
        sampled(name, lambda name=name: tab.evaluate("(at) => bench.click(at)", f"#tab_{name}"))  # type: ignore[misc]
    context.close()


def _print_profile(title: str, found: dict[str, Any]) -> None:
    """Print the functions with the most time of their own, and our own functions with the most in all."""
    nodes = {node["id"]: node for node in found["nodes"]}
    parent = {child: node["id"] for node in found["nodes"] for child in node.get("children", [])}
    own: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for id_, passed in zip(found["samples"], found["timeDeltas"], strict=True):
        own[_function(nodes[id_])] += passed
        seen = set()
        at: int | None = id_
        while at is not None:
            name = _function(nodes[at])
            if name not in seen:
                whole[name] += passed
                seen.add(name)
            at = parent.get(at)
    waiting = sum(own.pop(name, 0) for name in ("(idle)", "(program)"))
    busy = sum(own.values())
    print(f"\n{title}: {busy / 1000:.0f} ms of script, {waiting / 1000:.0f} ms of waiting, parsing, drawing")
    hidden = ("(root)", "(idle)", "(program)")
    columns = [
        [f"{took / 1000:7.1f} ms {name}" for name, took in ranked.most_common() if name not in hidden][:SHOWN]
        for ranked in (own, whole)
    ]
    print(f"  {'itself':52}with what it calls")
    for left, right in zip(*columns, strict=False):
        print(f"  {left[:50]:52}{right[:50]}")


def _function(node: dict[str, Any]) -> str:
    """Return the name of a function and where in the page it starts: line and column."""
    frame = node["callFrame"]
    name = frame["functionName"] or "(anonymous)"
    if name.startswith("(") and name != "(anonymous)":
        return name
    return f"{name}:{frame['lineNumber'] + 1}:{frame['columnNumber']}"


# ---------------------------------------------------------------------------------------------------- main


def load(made: Set, seeds: Path) -> tuple[Sequence[Statement], dict[str, ArticleMetadata]]:
    """Return the statements and articles of a set."""
    from communique.pipeline import read_statements

    if not made.statements:
        return read_statements(seeds)
    statements, articles = invent(made.actors, made.statements)
    return statements, dict(articles)


def main() -> None:
    """Write the page of each set, measure it, print the tables."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("statements", type=Path)
    parser.add_argument("--only", choices=[made.name for made in SETS], action="append")
    parser.add_argument("--profile", choices=[made.name for made in SETS], metavar="NAME")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    names = [given.profile] if given.profile else given.only or [made.name for made in SETS]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pages = given.keep or Path(folder)
        pages.mkdir(parents=True, exist_ok=True)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        write(*load(SETS[0], given.statements), 0, pages / "warm.html")  # tables and templates are read once
        rows: dict[str, dict[str, Any]] = {}
        told: list[str] = []
        for made in SETS:
            if made.name not in names:
                continue
            path = pages / f"{made.name.replace(',', '').replace(' ', '-')}.html"
            rows[made.name] = write(*load(made, given.statements), made.max_actors, path)
            if given.profile:
                profile(browser, path)
                return
            found = measure(browser, path)
            told += verdicts(made, found)
            rows[made.name] |= {
                name: f"{statistics.median(found[name]):.0f} / {max(found[name]):.0f}" for name in MEASURES
            }
        print(f"load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
        print_table(rows)
        print(*told, sep="\n")


def print_table(rows: dict[str, dict[str, Any]]) -> None:
    """Print one column for each set, one line for each figure."""
    print(f"{'':14}" + "".join(f"{name:>16}" for name in rows))
    for figure in next(iter(rows.values())):
        values = [row[figure] for row in rows.values()]
        seconds = " s" if isinstance(values[0], float) else ""
        unit = " MB" if figure == "size" else " ms" if figure in MEASURES else seconds
        shown = [f"{value:,.2f}" if isinstance(value, float) else str(value) for value in values]
        print(f"{figure + unit:14}" + "".join(f"{value:>16}" for value in shown))


if __name__ == "__main__":
    main()
