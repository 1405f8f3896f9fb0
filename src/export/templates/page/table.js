/* The table of statements. The page holds it whole for readers without JavaScript; here it is filled as needed. */

const TABLE_ROWS = 200; // at first, and more with each click
let tablePages = 1;

const KEYS = {
  date: (s) => s.date || "",
  speaker: (s) => nameOf(s.speaker_id),
  represents: (s) => (s.represents_id && s.represents_id !== s.speaker_id ? nameOf(s.represents_id) : ""),
  stance: (s) => stanceOf(s.stance),
  target: (s) => (s.target_id ? nameOf(s.target_id) : ""),
  places: (s) => s.place_ids.map(placeOf).join(", "),
  words: (s) => s.evidence,
  article: (s) => articleOf(s).title || s.article,
};

function sortedRows(live) {
  if (!view.sort) return live;
  const down = view.sort.startsWith("-");
  const key = KEYS[view.sort.replace("-", "")];
  const collator = new Intl.Collator(view.language, { numeric: true });
  const keyed = live.map((s) => [key(s), s]);
  keyed.sort((a, b) => !a[0] - !b[0] || (down ? -1 : 1) * collator.compare(a[0], b[0]) || a[1].row - b[1].row);
  return keyed.map(([, s]) => s);
}

function paintTable(live, most = tablePages * TABLE_ROWS) {
  const rows = sortedRows(live);
  for (const header of document.querySelectorAll("#table th")) {
    const sorted = { [header.dataset.column]: "ascending", [`-${header.dataset.column}`]: "descending" }[view.sort];
    if (sorted) header.setAttribute("aria-sort", sorted);
    else header.removeAttribute("aria-sort");
  }
  document.querySelector("#table tbody").replaceChildren(...rows.slice(0, most).map(tableRow));
  const left = rows.length - most;
  const more = button(word("more", { n: Math.min(left, TABLE_ROWS) }), () => { tablePages++; show(); });
  byId("table_more").replaceChildren(...(left > 0 ? [make("span", { class: "quiet" }, word("table_shown", { n: most, all: rows.length })), " ", more] : []));
}

function tableRow(s) {
  const chosen = rowsOfChosen().has(s);
  const pick = button([sample(s.stance), " ", verb(s), s.negated ? make("em", {}, ` (${word("negated")})`) : null], () => choose("statement", s.id, true), { class: "name", title: word("open_hint") });
  const article = articleOf(s);
  const cells = [s.date || "", isolated(nameOf(s.speaker_id)), isolated(KEYS.represents(s)), pick, s.target_id ? isolated(nameOf(s.target_id)) : "", isolated(KEYS.places(s)), make("q", { dir: "auto", lang: s.language }, s.evidence)];
  const printed = make("td", {}, source(s).firstChild, article.publisher ? make("small", {}, isolated(article.publisher)) : null);
  const row = make("tr", { "data-row": s.row, class: chosen ? "chosen" : null, "aria-current": chosen && "true" }, ...cells.map((cell, k) => make("td", { "data-column": COLUMNS[k] }, cell)), fill(printed, { "data-column": "article" }, []));
  row.addEventListener("click", (event) => {
    if (event.target.closest("a, button") || String(getSelection())) return;
    choose("statement", s.id);
  });
  return row;
}
const COLUMNS = Object.keys(KEYS);
let chosenRows = { chosen: null, rows: new Set() };
function rowsOfChosen() {
  if (chosenRows.chosen !== view.chosen) chosenRows = { chosen: view.chosen, rows: new Set(view.chosen ? rowsOf(view.chosen.kind, view.chosen.id) : []) };
  return chosenRows.rows;
}

function sortTable(header) {
  const { column } = header.dataset;
  view.sort = view.sort === column ? `-${column}` : column;
  show();
}
function buildTable() {
  for (const header of document.querySelectorAll("#table th")) {
    header.replaceChildren(button(header.textContent, () => sortTable(header)));
  }
}
