/* What a reader takes along: pictures of the view, the statements shown, a link. */

function save(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = make("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** Quote a cell; a leading apostrophe keeps spreadsheets from running what looks like a formula. */
function cell(value) {
  const text = String(value ?? "");
  return `"${(/^\s*[=+\-@\t\r]/.test(text) ? "'" + text : text).replace(/"/g, '""')}"`;
}
const CSV_COLUMNS = ["id", "utterance", "article", "language", "speaker", "speaker_id", "office", "represents", "represents_id", "stance", "polarity", "negated", "modality", "target", "target_id", "places", "venue", "date", "date_basis", "date_text", "mode", "cue", "evidence", "start", "end", "confidence", "rule", "title", "author", "publisher", "published", "url"];

function csv(list) {
  const english = (id) => (id ? ui.actors[id].en : "");
  const lines = list.map((s) => {
    const own = { ...articleOf(s), ...s, speaker: english(s.speaker_id), represents: english(s.represents_id), target: english(s.target_id) };
    Object.assign(own, { office: (officeOf(s) || {}).en, places: s.place_ids.map((id) => ui.places[id].en).join("; "), venue: s.venue_id && ui.places[s.venue_id].en, negated: Boolean(s.negated), modality: s.modality || "actual" });
    return CSV_COLUMNS.map((column) => (typeof own[column] === "number" ? String(own[column]) : cell(own[column]))).join(",");
  });
  return "\ufeff" + [CSV_COLUMNS.join(","), ...lines].join("\r\n") + "\r\n";
}

const saveCsv = (list) => save("statements-shown.csv", new Blob([csv(list)], { type: "text/csv;charset=utf-8" }));

const SAVERS = {
  csv: () => saveCsv(current),
  svg: () => save(`${view.tab}.svg`, new Blob([svgText(pictureOf(view.tab))], { type: "image/svg+xml" })),
  png: async () => save(`${view.tab}.png`, await rasterised(pictureOf(view.tab))),
};
