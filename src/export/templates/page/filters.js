/* What is shown: facets, confidence, dates and words; and the controls that say so. */

const valuesOf = {
  stance: (s) => [s.stance],
  kind: (s) => [ui.actors[s.speaker_id].kind, ...(s.target_id ? [ui.actors[s.target_id].kind] : [])],
  mode: (s) => [s.mode],
  language: (s) => [s.language],
  source: (s) => [s.source],
};
const dayPattern = /^\d{4}(-\d\d(-\d\d)?)?$/;
const isDay = (text) => text === "" || dayPattern.test(text);

/** Tell whether a statement lies between two dates, as precisely as it is known. */
function isDated(s, from, to) {
  if ((from || to) && !s.first) return false;
  if (from && s.last < from) return false;
  return !(to && s.first > to + "~"); // "~" sorts after all digits: "2016-09" takes in its days
}

/** Return the statements shown, and how many each value of a facet would show if only that facet's ticks changed. */
function applyFilters() {
  const named = actorNamed(view.query);
  const matches = named ? (s) => s.actors.has(named) : matcher(view.query);
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
  const live = [];
  const inTime = []; // all but the dates, for the bars
  for (const s of statements) {
    if (s.confidence < view.least || (view.query && !matches(s))) continue;
    const failed = FACETS.filter((facet) => view.off[facet].size && valuesOf[facet](s).some((value) => view.off[facet].has(value)));
    if (!failed.length) inTime.push(s);
    if (failed.length > 1 || !isDated(s, view.from, view.to)) continue;
    for (const facet of failed.length ? failed : FACETS) {
      for (const value of new Set(valuesOf[facet](s))) counts[facet].set(value, (counts[facet].get(value) || 0) + 1);
    }
    if (!failed.length) live.push(s);
  }
  return { live, inTime, counts };
}

function search(text) {
  view.query = text.trim();
  const named = actorNamed(view.query);
  if (named) choose("actor", named);
  else show();
}

function reset() {
  Object.assign(view, freshView());
  pages = 1;
  fillControls();
  show();
  fitView();
}

function fillControls() {
  byId("query").value = view.query;
  byId("confidence").value = view.least;
  byId("fold").checked = homes.length > 0 && homes.every((id) => view.folded.has(id));
  byId("fold").disabled = !homes.length;
  for (const name of ["from", "to"]) {
    byId(name).value = view[name];
    byId(name).removeAttribute("aria-invalid");
  }
}

function showControls(live, counts) {
  for (const box of document.querySelectorAll("[data-facet]")) {
    const n = counts[box.dataset.facet].get(box.value) || 0;
    box.checked = !view.off[box.dataset.facet].has(box.value);
    box.closest("label").querySelector("output").textContent = n;
    box.closest("label").classList.toggle("none", !n);
  }
  for (const box of document.querySelectorAll("[data-polarity]")) {
    const own = [...document.querySelectorAll(`[data-of="${box.dataset.polarity}"]`)];
    box.checked = own.some((one) => one.checked);
    box.indeterminate = box.checked && own.some((one) => !one.checked);
  }
  byId("least").textContent = `≥ ${view.least}`;
  const text = word("count", { n: live.length, all: statements.length });
  if (byId("count").textContent !== text) byId("count").textContent = text; // else screen readers say it again
}

function changeFacet({ target }) {
  if (target.dataset.polarity) {
    for (const box of document.querySelectorAll(`[data-of="${target.dataset.polarity}"]`)) view.off.stance[target.checked ? "delete" : "add"](box.value);
  } else if (target.dataset.facet) {
    view.off[target.dataset.facet][target.checked ? "delete" : "add"](target.value);
  } else return;
  show();
}

function foldAll(folded) {
  view.folded = new Set(folded ? homes : []);
  refold();
}
function foldOne(id) {
  view.folded[view.folded.has(id) ? "delete" : "add"](id);
  refold();
}
function refold() {
  fold();
  if (view.chosen && !rowsOf(view.chosen.kind, view.chosen.id).length) view.chosen = null; // an arrow that is no more
  bendLinks();
  fillControls();
  show();
}
