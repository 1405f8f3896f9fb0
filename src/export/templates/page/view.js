/* The data of the page, and its one state: every part reads `view`, changes it and calls `show()`. */

const byId = (id) => document.getElementById(id);
const read = (id) => JSON.parse(byId(id).textContent);
const ui = read("data-ui");
const statements = ui.statements;
const root = document.documentElement;
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const isFramed = location.protocol === "about:"; // in a notebook: there is no address to copy
const isNarrow = () => innerWidth <= 960;

const TABS = ["graph", "matrix", "timeline", "map", "table"];
const FACETS = ["stance", "kind", "mode", "language", "source"];
const VALUES = Object.fromEntries(FACETS.map((facet) => [facet, [...document.querySelectorAll(`[data-facet="${facet}"]`)].map((box) => box.value)]));

function freshView() {
  return {
    query: "",
    off: Object.fromEntries(FACETS.map((facet) => [facet, new Set()])), // what is unticked
    least: 0,
    from: "",
    to: "",
    undated: false, // whether what has no date passes the dates
    within: null, // {kind, id}: only its statements are shown at all
    chosen: null, // {kind, id}: what the panel shows
  };
}
const isSame = (what, kind, id) => Boolean(what && what.kind === kind && what.id === id);
const isChosen = (kind, id) => isSame(view.chosen, kind, id);
const view = { language: ui.language, tab: "graph", folded: new Set(), sort: "", ...freshView() };
