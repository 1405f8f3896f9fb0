/* What is shown: facets, confidence, dates and words; and the controls that say so. */

/** What a statement has of each facet. */
function facetsOf(s) {
  const kinds = [s.speaker_id, s.target_id].filter(Boolean).map((id) => ui.actors[id].kind);
  return { stance: [s.stance], kind: [...new Set(kinds)], mode: [s.mode], language: [s.language], source: [s.source] };
}
for (const s of statements) s.facets = facetsOf(s);

/** Tell whether a text is a date as the filters take it: a year, month or day, or nothing. */
function isDay(text) {
  const [, month, day] = /^\d{4}(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) || [];
  if (!text) return true;
  return /^\d{4}(-\d\d){0,2}$/.test(text) && (month ?? "01") >= "01" && (month ?? "01") <= "12" && (day ?? "01") >= "01" && (day ?? "01") <= "31";
}

/** Tell whether a statement lies between two dates, as precisely as it is known. */
function isDated(s, from, to) {
  if (!from && !to) return true;
  if (!s.first) return view.undated;
  if (from && s.last < from) return false;
  return !(to && s.first > to + "~"); // "~" sorts after all digits: "2016-09" takes in its days
}

/** Return the statements shown, and for each value of a facet how many would be shown if its own tick were set. */
function applyFilters() {
  const matches = view.query ? matcher(view.query) : () => true;
  const within = view.within && new Set(rowsOf(view.within.kind, view.within.id));
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
  const live = [];
  const inTime = []; // all but the dates, for the bars
  for (const s of statements) {
    if (s.confidence < view.least || (within && !within.has(s)) || !matches(s)) continue;
    const off = []; // what is unticked of it
    for (const facet of FACETS) if (view.off[facet].size) for (const value of s.facets[facet]) if (view.off[facet].has(value)) off.push([facet, value]);
    if (!off.length) inTime.push(s);
    if (off.length > 1 || !isDated(s, view.from, view.to)) continue;
    const count = (facet, value) => counts[facet].set(value, (counts[facet].get(value) || 0) + 1);
    if (off.length) count(...off[0]);
    else for (const facet of FACETS) for (const value of s.facets[facet]) count(facet, value);
    if (!off.length) live.push(s);
  }
  return { live, inTime, counts };
}

function search(text) {
  view.query = text.trim();
  const named = actorNamed(view.query);
  if (named) {
    choose("actor", named);
    view.chosen.bySearch = true;
  } else if (view.chosen && view.chosen.bySearch) choose(null, null);
  else show();
}

function reset() {
  stopPlaying();
  Object.assign(view, freshView());
  pages = 1;
  fillControls();
  show();
  fitView();
}

function fillControls() {
  byId("query").value = view.query;
  byId("confidence").value = view.least;
  byId("undated_too").checked = view.undated;
  byId("fold").checked = homes.length > 0 && homes.every((id) => view.folded.has(id));
  byId("fold").disabled = !homes.length;
  for (const name of ["from", "to"]) {
    byId(name).value = view[name];
    byId(name).removeAttribute("aria-invalid");
  }
  showDateNote();
}
/** Say what is wrong with the dates, if anything is. */
function showDateNote() {
  const bad = ["from", "to"].some((name) => byId(name).hasAttribute("aria-invalid"));
  const crossed = view.from && view.to && view.from > view.to + "~";
  byId("date_note").textContent = bad ? word("date_bad") : crossed ? word("date_crossed") : "";
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
  for (const control of document.querySelectorAll("[data-all]")) control.textContent = word(view.off[control.dataset.all].size ? "all" : "none");
  byId("within").hidden = !view.within;
  byId("within_name").textContent = view.within ? titleOfChoice(view.within) : "";
  byId("least").textContent = `≥ ${shownNumber(view.least)}`;
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
  const firsts = ["chosen", "within"].map((what) => [what, view[what] && rowsOf(view[what].kind, view[what].id)[0]]);
  fold();
  for (const [what, s] of firsts) {
    const { kind } = view[what] || {};
    if (kind in REFOLDED) view[what] = { kind, id: REFOLDED[kind](s) };
  }
  bendLinks();
  fillControls();
  show();
}
/** What is chosen goes along into the state and out of it: the arrow, cell or mark of its first statement. */
const REFOLDED = {
  link: (s) => s.link,
  pair: (s) => joined(s.by, s.on),
  day: (s) => joined(s.by, s.first, s.last, s.polarity),
};

/** Show the statements of what is chosen alone, in every view; without an argument, all again. */
function showWithin(what) {
  view.within = what || null;
  show(true);
}

/** Tick all values of a facet, or none if all are ticked. */
function tickAll(facet) {
  view.off[facet] = new Set(view.off[facet].size ? [] : VALUES[facet]);
  show();
}
