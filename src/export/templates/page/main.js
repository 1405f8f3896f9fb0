/* All together: one state, one way to show it; and what mouse and keyboard do. */

let current = statements; // what is shown now

/** Show the view; with `push`, as a step that the browser's Back takes back. */
function show(push) {
  const { live, inTime, counts } = applyFilters();
  current = live;
  keepFocus(() => {
    showControls(live, counts);
    showBars(live, inTime);
    drawOnce(() => showTab(live));
    showPanel(live);
  });
  writeAddress(push);
}

/** Give the focus back to what stands in the place of a control that an action makes anew. */
function keepFocus(action) {
  const before = document.activeElement;
  const place = describeFocus();
  action();
  if (place && !before.isConnected) giveFocus(place);
}
/** What has the focus, so that it can be found again when it is made anew; null outside of panel and views. */
function describeFocus() {
  const focused = document.activeElement;
  const region = focused.closest("#panel, #views > section");
  return region && focused !== region ? { region, tag: focused.tagName, name: nameOfControl(focused) } : null;
}
const nameOfControl = (element) => element.getAttribute("aria-label") || element.textContent;
function giveFocus({ region, tag, name }) {
  const again = [...region.querySelectorAll(tag)].find((element) => nameOfControl(element) === name);
  (again || region).focus({ preventScroll: true });
}

const PAINTERS = { graph: paintGraph, matrix: paintMatrix, timeline: paintTimeline, map: paintMap, table: paintTable };
const FITTERS = { graph: fitGraph, map: fitMap };
const ZOOMERS = { graph: zoomGraph, map: zoomMap };

/** Paint the view that is open; the others are painted when they are opened. */
function showTab(live) {
  for (const tab of TABS) {
    const isOpen = tab === view.tab;
    byId(tab).hidden = !isOpen;
    byId(`tab_${tab}`).setAttribute("aria-selected", isOpen);
    byId(`tab_${tab}`).tabIndex = isOpen ? 0 : -1;
  }
  document.querySelector("main").classList.toggle("wide", view.tab === "table" && !view.chosen);
  for (const name of ["png", "svg"]) byId(name).disabled = view.tab === "table";
  document.querySelector(".zoom").hidden = !(view.tab in ZOOMERS);
  byId("empty").hidden = live.length > 0;
  byId("empty").textContent = word(statements.length ? "all_hidden" : "nothing");
  PAINTERS[view.tab](live);
  if (view.tab === "graph") selectInGraph();
  if (view.tab === "table" && view.chosen && view.chosen !== revealed) {
    const row = document.querySelector("#table tr.chosen");
    if (row) row.scrollIntoView({ block: "nearest" });
  }
  if (view.tab === "table") revealed = view.chosen;
}
let revealed = null; // what was chosen when the table was last painted
function openTab(tab, focus) {
  view.tab = tab;
  tablePages = 1;
  show(true);
  if (tab === "graph") openGraph();
  if (focus) byId(`tab_${tab}`).focus();
}
function fitView() {
  if (FITTERS[view.tab]) FITTERS[view.tab](true);
}

function setTheme(theme) {
  if (theme) root.dataset.theme = theme;
  byId("theme").dataset.word = isDark() ? "theme_light" : "theme_dark";
  byId("theme").textContent = word(byId("theme").dataset.word);
  readPalette();
  try {
    if (theme) localStorage.setItem("communique-theme", theme);
  } catch {
    /* a sandboxed frame has no storage */
  }
}
function storedTheme() {
  try {
    return localStorage.getItem("communique-theme");
  } catch {
    return null;
  }
}

function later(action) {
  let timer;
  return (event) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(event && event.target ? event.target.value : event), 150);
  };
}

function setDate(name) {
  return later((text) => {
    const isGood = isDay(text.trim());
    if (isGood) byId(name).removeAttribute("aria-invalid");
    else byId(name).setAttribute("aria-invalid", "true");
    view[name] = isGood ? text.trim() : "";
    stopPlaying();
    showDateNote();
    show();
  });
}
const onClick = {
  reset,
  theme: () => { setTheme(isDark() ? "light" : "dark"); show(); },
  language: () => { view.language = view.language === "en" ? "fr" : "en"; relabel(); show(); },
  zoom_in: () => ZOOMERS[view.tab](1.3),
  zoom_out: () => ZOOMERS[view.tab](1 / 1.3),
  fit: fitView,
  play,
  everything: () => showWithin(),
  ...SAVERS,
};
for (const [id, action] of Object.entries(onClick)) byId(id).addEventListener("click", action);
const canvasFrame = document.querySelector("#network .vis-network"); // vis-network's own: it has the focus
canvasFrame.setAttribute("role", "application");
canvasFrame.dataset.wordLabel = "graph_hint";
byId("link").hidden = isFramed;
byId("link").addEventListener("click", (event) => copy(location.href, event.currentTarget));
for (const tab of TABS) byId(`tab_${tab}`).addEventListener("click", () => openTab(tab));
byId("tabs").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const to = step ? TABS[(TABS.indexOf(view.tab) + step + TABS.length) % TABS.length] : { Home: TABS[0], End: TABS[TABS.length - 1] }[event.key];
  if (!to) return;
  event.preventDefault();
  openTab(to, true);
});
byId("query").addEventListener("input", later(search));
byId("confidence").addEventListener("input", (event) => { view.least = Number(event.target.value); show(); });
for (const name of ["from", "to"]) byId(name).addEventListener("input", setDate(name));
byId("undated_too").addEventListener("change", (event) => { view.undated = event.target.checked; show(); });
for (const control of document.querySelectorAll("[data-all]")) control.addEventListener("click", () => tickAll(control.dataset.all));
byId("filters").addEventListener("change", changeFacet);
byId("fold").addEventListener("change", (event) => foldAll(event.target.checked));
byId("brush").addEventListener("pointerdown", (event) => { if (event.target.closest("#track")) startDrag(event); });
for (const id of ["handle_from", "handle_to"]) byId(id).addEventListener("keydown", moveHandle);
byId("map_svg").addEventListener("pointerdown", startPan);
byId("map_svg").addEventListener("wheel", wheelMap, { passive: false });
byId("map").addEventListener("keydown", keysOfMap);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { setTheme(); show(); });
addEventListener("hashchange", () => {
  stopPlaying();
  pages = 1;
  readAddress();
  bendLinks();
  fillControls();
  relabel();
  show();
  if (view.tab === "graph") openGraph();
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // its address would be taken for a view
  byId("centre").focus();
});
addEventListener("resize", later(() => {
  if (!isNarrow()) byId("filters").open = true;
  if (view.tab !== "graph") {
    isFitted = isFitted && isMoved;
    show();
  } else if (!isMoved) fitGraph();
}));
/** Paper is white, has the whole table, the graph as lines, and says what is shown and where. */
addEventListener("beforeprint", () => {
  root.dataset.printing = "";
  readPalette();
  PAINTERS[view.tab](current, Infinity); // all rows of the table
  byId("paper").replaceChildren(byId("count").textContent, ...(isFramed ? [] : [" · ", location.href]));
  byId("drawn").replaceChildren(...(view.tab === "graph" ? [graphPicture()] : []));
});
addEventListener("afterprint", () => {
  delete root.dataset.printing;
  readPalette();
  byId("drawn").replaceChildren();
  show();
});
for (const leave of ["click", "focusin"]) {
  document.addEventListener(leave, (event) => { if (!event.target.closest("#save")) byId("save").open = false; });
}
addEventListener("keydown", (event) => {
  const focused = document.activeElement;
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(focused.tagName) && focused.type !== "checkbox";
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    byId("query").focus();
  }
  if (event.key !== "Escape") return;
  if (byId("save").open) {
    byId("save").open = false;
    byId("save").querySelector("summary").focus();
  } else if (focused === byId("query") && view.query) {
    byId("query").value = "";
    search("");
  } else if (view.chosen) choose(null, null);
  else reset();
});

const plainRows = [...document.querySelectorAll("#table tbody tr")]; // for readers without JavaScript
document.querySelector("#table tbody").replaceChildren(); // from here on it is filled as needed
root.classList.remove("plain");
addEventListener("error", backToPlain);
function backToPlain() {
  root.classList.add("plain");
  document.querySelector("#table tbody").replaceChildren(...plainRows);
  byId("table").hidden = false;
}
if (isNarrow()) byId("filters").open = false;
readAddress();
setTheme(storedTheme());
buildBars();
buildTable();
bendLinks();
fillControls();
relabel();
show();
if (view.tab === "graph") openGraph();
removeEventListener("error", backToPlain); // all is drawn
(window.requestIdleCallback || setTimeout)(() => statements.forEach(plainWords)); // so that the first search is quick

/* For tests, screenshots and the curious: `communique.select("france|accuse|russia")`, `communique.select("france")`. */
window.communique = {
  network,
  select: (id) => choose(ofLink.has(id) ? "link" : byStatement.has(id) ? "statement" : "actor", id),
  live: () => current.map((s) => s.id),
  csv: () => csv(current),
  svg: () => svgText(pictureOf(view.tab)),
  ready: true,
};
