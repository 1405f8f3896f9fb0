/* Who speaks of whom: one row a speaker, one column a target, each cell as friendly as its words. */

const MATRIX_SIDE = 24; // rows and columns at the most

function paintMatrix(live) {
  const cells = new Map();
  const speakers = new Map();
  const targets = new Map();
  for (const s of live) {
    if (!s.on) continue;
    group(cells, joined(s.by, s.on), s);
    group(speakers, s.by, s);
    group(targets, s.on, s);
  }
  const columns = longestFirst(targets).map(([id]) => id);
  const shownColumns = columns.slice(0, MATRIX_SIDE);
  const rows = longestFirst(speakers).map(([id]) => id);
  const shownRows = rows.filter((a) => shownColumns.some((b) => cells.has(joined(a, b)))).slice(0, MATRIX_SIDE);
  const tones = new Map([...cells].map(([pair, list]) => [pair, toneOf(list)]));
  const most = Math.max(1, ...[...tones.values()].map((tone) => Math.abs(tone.net)));
  const name = (id, scope) => make("th", { scope }, button(make("span", {}, isolated(nameOf(id))), () => choose("actor", id, true), { class: "name", title: nameOf(id) }));
  const cell = (a, b) => {
    const pair = joined(a, b);
    const tone = tones.get(pair);
    if (!tone) return make("td");
    const text = `${nameOf(a)} → ${nameOf(b)}${word("colon")} ${toneText(tone)}`;
    const inside = button([signed(tone.net), toneBar(tone, tone.utterances)], () => choose("pair", pair, true), { title: text, "aria-label": text, "aria-current": isChosen("pair", pair) && "true" });
    inside.querySelector(".tone").setAttribute("aria-hidden", "true");
    inside.style.background = faded(palette[toneName(tone.net)], tone.net ? 0.14 + 0.26 * (Math.abs(tone.net) / most) : 0.1);
    return make("td", { class: isChosen("pair", pair) ? "chosen" : null, "data-pair": pair }, inside);
  };
  const corner = make("td", {}, make("span", { class: "quiet" }, word("matrix_corner")));
  byId("matrix_table").replaceChildren(
    make("caption", { class: "unseen" }, word("tab_matrix")),
    make("thead", {}, make("tr", {}, corner, ...shownColumns.map((id) => name(id, "col")))),
    make("tbody", {}, ...shownRows.map((a) => make("tr", {}, name(a, "row"), ...shownColumns.map((b) => cell(a, b))))),
  );
  const left = rows.length > shownRows.length || columns.length > shownColumns.length;
  byId("matrix_note").textContent = left ? word("matrix_left_out", { rows: shownRows.length, all_rows: rows.length, columns: shownColumns.length, all_columns: columns.length }) : "";
}
