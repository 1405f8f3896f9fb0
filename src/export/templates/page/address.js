/* The address holds the view: whoever opens the link sees the same. */

const CHOICES = ["link", "actor", "pair", "position", "place", "day", "statement"];

/** Where `push` is set, the browser's Back leads to the view before. */
function writeAddress(push) {
  const hash = new URLSearchParams();
  if (view.tab !== "graph") hash.set("view", view.tab);
  if (view.language !== ui.language) hash.set("lang", view.language);
  if (view.query) hash.set("q", view.query);
  for (const facet of FACETS) {
    const off = view.off[facet];
    const ticked = VALUES[facet].filter((value) => !off.has(value));
    const [name, values] = off.size > ticked.length ? ["only", ticked] : ["no", [...off]];
    for (const value of values.sort()) hash.append(`${name}-${facet}`, value);
    if (off.size && !ticked.length) hash.append(`only-${facet}`, "-"); // nothing ticked at all
  }
  if (view.least) hash.set("least", view.least);
  if (view.undated) hash.set("undated", "1");
  if (view.sort) hash.set("sort", view.sort);
  if (view.from) hash.set("from", view.from);
  if (view.to) hash.set("to", view.to);
  if (view.folded.size) {
    if (homes.every((id) => view.folded.has(id))) hash.set("fold", "*");
    else for (const id of [...view.folded].sort()) hash.append("fold", id);
  }
  if (view.within) hash.set("within", `${view.within.kind}:${view.within.id}`);
  if (view.chosen) hash.set(view.chosen.kind, view.chosen.id);
  try {
    const address = hash.size ? `#${hash}` : location.pathname + location.search;
    if (push && location.hash !== (hash.size ? address : "")) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
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
    const only = new Set(hash.getAll(`only-${facet}`));
    const off = new Set(hash.getAll(`no-${facet}`));
    view.off[facet] = new Set(VALUES[facet].filter((value) => (only.size ? !only.has(value) : off.has(value))));
  }
  view.least = Math.min(1, Math.max(0, Math.round(20 * (Number(hash.get("least")) || 0)) / 20));
  view.undated = hash.has("undated");
  view.sort = given("sort", (text) => text.replace(/^-/, "") in KEYS);
  view.from = given("from", isDay);
  view.to = given("to", isDay);
  const folded = new Set(hash.getAll("fold"));
  view.folded = new Set(homes.filter((id) => folded.has("*") || folded.has(id)));
  fold();
  const [, kind, id] = /^(\w+):(.*)$/s.exec(hash.get("within") || "") || [];
  if (CHOICES.includes(kind) && rowsOf(kind, id).length) view.within = { kind, id };
  const kinds = CHOICES.filter((kind) => hash.has(kind));
  for (const kind of kinds) if (rowsOf(kind, hash.get(kind)).length) view.chosen = { kind, id: hash.get(kind) };
  isLost = kinds.length > 0 && !view.chosen;
  const named = !view.chosen && actorNamed(view.query);
  if (named) view.chosen = { kind: "actor", id: named, bySearch: true };
}
let isLost = false; // whether the address named what this page does not hold
