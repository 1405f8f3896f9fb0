/* The address holds the view: whoever opens the link sees the same. */

const CHOICES = ["link", "actor", "pair", "position", "place", "day", "statement"];

function writeAddress() {
  const hash = new URLSearchParams();
  if (view.tab !== "graph") hash.set("view", view.tab);
  if (view.language !== ui.language) hash.set("lang", view.language);
  if (view.query) hash.set("q", view.query);
  for (const facet of FACETS) for (const value of [...view.off[facet]].sort()) hash.append(`no-${facet}`, value);
  if (view.least) hash.set("least", view.least);
  if (view.from) hash.set("from", view.from);
  if (view.to) hash.set("to", view.to);
  if (view.folded.size) {
    if (homes.every((id) => view.folded.has(id))) hash.set("fold", "*");
    else for (const id of [...view.folded].sort()) hash.append("fold", id);
  }
  if (view.chosen) hash.set(view.chosen.kind, view.chosen.id);
  try {
    history.replaceState(null, "", hash.size ? `#${hash}` : location.pathname + location.search);
  } catch {
    /* a sandboxed frame has no history */
  }
}

/** Take the view from the address; what it does not know is passed over. */
function readAddress() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const given = (name, fits) => (fits(hash.get(name) || "") ? hash.get(name) || "" : "");
  Object.assign(view, freshView());
  view.tab = TABS.includes(hash.get("view")) ? hash.get("view") : "graph";
  view.language = ["en", "fr"].includes(hash.get("lang")) ? hash.get("lang") : ui.language;
  view.query = hash.get("q") || "";
  for (const facet of FACETS) {
    const known = new Set([...document.querySelectorAll(`[data-facet="${facet}"]`)].map((box) => box.value));
    view.off[facet] = new Set(hash.getAll(`no-${facet}`).filter((value) => known.has(value)));
  }
  view.least = Math.min(1, Math.max(0, Number(hash.get("least")) || 0));
  view.from = given("from", isDay);
  view.to = given("to", isDay);
  const folded = new Set(hash.getAll("fold"));
  view.folded = new Set(homes.filter((id) => folded.has("*") || folded.has(id)));
  fold();
  for (const kind of CHOICES) if (hash.has(kind) && rowsOf(kind, hash.get(kind)).length) view.chosen = { kind, id: hash.get(kind) };
}
