/* The statements, by actor, link and utterance; who speaks for whom; how friendly they are. */

const byStatement = new Map();
const ofActor = new Map(Object.keys(ui.actors).map((id) => [id, []]));
const reportsOf = new Map(); // utterance -> its reports
const answeredBy = new Map(); // utterance -> those to which it is the first answer
const leftBy = new Map(); // utterance -> those that depart from it
let ofLink = new Map(); // link -> its statements, as people are folded now

statements.forEach((s, row) => {
  s.row = row;
  s.utterance = s.utterance || s.id;
  s.place_ids = s.place_ids || [];
  s.source = (ui.articles[s.article] || {}).publisher || "";
  s.actors = new Set([s.speaker_id, s.represents_id, s.target_id].filter(Boolean));
  byStatement.set(s.id, s);
  for (const id of s.actors) ofActor.get(id).push(s);
  group(reportsOf, s.utterance, s);
});
for (const utterance of reportsOf.keys()) {
  const s = byStatement.get(utterance);
  if (s.reply) group(answeredBy, s.reply, utterance);
  if (s.earlier) group(leftBy, s.earlier, utterance);
}
const byCount = Object.keys(ui.actors).sort((a, b) => ui.actors[b].count - ui.actors[a].count || (a < b ? -1 : 1));
const articleOf = (s) => ui.articles[s.article] || {};

/* ---- people folded into their state ---- */

const homes = [...new Set(statements.flatMap((s) => [s.represents_id !== s.speaker_id && s.represents_id, ...[...s.actors].map((id) => ui.actors[id].home)]).filter(Boolean))].sort();

/** Whom an actor stands under: itself, or the state (or body) into which it is folded. */
function above(id) {
  for (let climbed = 0; climbed < 5; climbed++) {
    const home = ui.actors[id].home;
    if (!home || home === id || !view.folded.has(home)) break;
    id = home;
  }
  return id;
}
/** Set for each statement by whom (`by`) and on whom (`on`) the graph and the matrix take it, and its link. */
function fold() {
  ofLink = new Map();
  for (const s of statements) {
    const side = s.represents_id || ui.actors[s.speaker_id].home;
    s.by = side && side !== s.speaker_id ? (view.folded.has(side) ? above(side) : s.speaker_id) : above(s.speaker_id);
    s.on = s.target_id ? above(s.target_id) : null;
    s.link = s.on && joined(s.by, s.stance, s.on);
    if (s.link) group(ofLink, s.link, s);
  }
}

/* ---- how friendly ---- */

/** Count utterances, not reports of them: friendly, neutral, hostile, and friendly minus hostile (`net`). */
function toneOf(list) {
  const tones = new Map();
  for (const s of list) tones.set(s.utterance, tones.get(s.utterance) || s.polarity);
  const tone = { friendly: 0, neutral: 0, hostile: 0, net: 0, utterances: tones.size, statements: list.length };
  for (const polarity of tones.values()) {
    tone[polarity > 0 ? "friendly" : polarity < 0 ? "hostile" : "neutral"]++;
    tone.net += polarity;
  }
  return tone;
}
const signed = (net) => (net > 0 ? `+${net}` : net < 0 ? `−${-net}` : "0");
const toneName = (net) => (net > 0 ? "friendly" : net < 0 ? "hostile" : "neutral");
/** In words: "12 statements, 8 utterances, net −7". */
const toneText = (tone) => word("tone_text", { n: tone.statements, utterances: tone.utterances, net: signed(tone.net) });

/** A bar in three parts: friendly, neutral, hostile; as long as there are utterances. */
function toneBar(tone, longest) {
  const bar = make("span", { class: "tone", role: "img", "aria-label": word("tone_parts", tone), title: word("tone_parts", tone) });
  for (const part of ["friendly", "neutral", "hostile"]) {
    if (!tone[part]) continue;
    const piece = make("i", { class: part });
    piece.style.width = `${(100 * tone[part]) / longest}%`;
    bar.append(piece);
  }
  return bar;
}

/* ---- search ---- */

const plainNames = new Map(Object.entries(ui.actors).map(([id, actor]) => [id, plainly(`${actor.en}\n${actor.fr}`)]));
const plainPlaces = new Map(Object.entries(ui.places).map(([id, place]) => [id, plainly(`${place.en}\n${place.fr}`)]));
const plainArticles = new Map(Object.entries(ui.articles).map(([id, article]) => [id, plainly([article.title, article.publisher, article.author, id].filter(Boolean).join("\n"))]));

const plainWords = (s) => (s.plain = s.plain ?? plainly(`${s.before || ""}${s.evidence}${s.after || ""}`));

/** The words of a query; what stands between quotation marks is one. */
const wordsOf = (query) => (plainly(query).match(/["“«][^"”»]+["”»]?|[^\s"“”«»]+/g) || []).map((each) => each.replace(/["“”«»]/g, "").trim()).filter(Boolean);

/** A test whether a statement holds every word of the query: in its sentence, names, places or article. */
function matcher(query) {
  const wanted = wordsOf(query).map((text) => {
    const having = (map) => new Set([...map].filter(([, plain]) => plain.includes(text)).map(([id]) => id));
    return { text, actors: having(plainNames), places: having(plainPlaces), articles: having(plainArticles) };
  });
  return (s) => wanted.every(({ text, actors, places, articles }) =>
    plainWords(s).includes(text) || articles.has(s.article) || [...s.actors].some((id) => actors.has(id)) || s.place_ids.some((id) => places.has(id)) || places.has(s.venue_id));
}
/** The actor whose whole name is searched, if any. */
function actorNamed(query) {
  const wanted = plainly(query.trim());
  return wanted && byCount.find((id) => plainNames.get(id).split("\n").includes(wanted));
}
