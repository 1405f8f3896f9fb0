/* The panel: what was said, of whatever is chosen. */

const PANEL_CARDS = 40; // shown at first, and more with each click
const PANEL_LINES = 12;
let pages = 1;

/** All statements that belong to what is chosen, whatever the filters hide. */
function rowsOf(kind, id) {
  if (kind === "link") return ofLink.get(id) || [];
  if (kind === "actor") return ofActor.get(id) || [];
  if (kind === "statement") return byStatement.has(id) ? [byStatement.get(id)] : [];
  if (kind === "place") return statements.filter((s) => s.place_ids.includes(id) || s.venue_id === id);
  const parts = parted(id);
  if (kind === "pair") return statements.filter((s) => s.by === parts[0] && s.on === parts[1]);
  if (kind === "position") return statements.filter((s) => (s.speaker_id === parts[0] || s.represents_id === parts[0]) && s.target_id === parts[1]);
  if (kind === "day") return statements.filter((s) => s.by === parts[0] && s.first === parts[1] && s.last === parts[2] && String(s.polarity) === parts[3]);
  return [];
}

function choose(kind, id, focusPanel) {
  if (kind && !view.chosen) opener = describeFocus();
  view.chosen = kind ? { kind, id } : null;
  isLost = false;
  pages = 1;
  drawOnce(() => {
    show(true);
    if (kind === "actor") bringIntoView(id);
  });
  if (kind === "place" && view.tab === "map") bringPlaceIntoView(id);
  byId("panel").scrollTop = 0;
  if (!kind && opener) giveFocus(opener);
  else if (focusPanel) byId("panel").focus({ preventScroll: true });
  if (kind && isNarrow() && document.activeElement !== byId("query")) showHead();
}
let opener = null; // the control that opened the panel, to which the focus goes back
/** On a phone the panel stands below the view: bring its first lines onto the screen. */
function showHead() {
  const { top } = byId("panel").getBoundingClientRect();
  if (top > 0.6 * innerHeight || top < 0) scrollBy({ top: top - 0.45 * innerHeight, behavior: still ? "auto" : "smooth" });
}

function showPanel(live) {
  let content = null;
  if (view.chosen) {
    const { kind, id } = view.chosen;
    const all = rowsOf(kind, id);
    const shown = new Set(live);
    const list = latestFirst(all.filter((s) => shown.has(s)));
    if (all.length) content = PANELS[kind](id, all, list);
  }
  byId("panel").replaceChildren(...(content || overview(live)).filter(Boolean));
  byId("panel").setAttribute("aria-label", content ? byId("panel").querySelector("h2").textContent : word("panel"));
}
const PANELS = {
  link: (id, all, list) => [head(actorButton(all[0].by), " ", verb(all[0]), " ", actorButton(all[0].on)), ...counted(all, list), ...cards(list)],
  actor: actorPanel,
  pair: (id, all, list) => pairPanel("pair", parted(id), all, list),
  position: (id, all, list) => pairPanel("position", parted(id), all, list),
  place: (id, all, list) => [head(isolated(placeOf(id))), ...counted(all, list), ...relations(list), ...cards(list)],
  day: (id, all, list) => [head(actorButton(all[0].by), ` · ${all[0].date}`), ...counted(all, list), ...cards(list)],
  statement: statementPanel,
};
const latestFirst = (list) => [...list].sort((a, b) => (a.last === b.last ? a.row - b.row : (a.last || "") < (b.last || "") ? 1 : -1));

function head(...title) {
  return make("div", { class: "head" }, make("h2", {}, ...title.filter(Boolean)), button("✕", () => choose(null, null, true), { "aria-label": word("back"), title: word("back") }));
}
/** How many are shown, and ways to see them alone and to take them along. */
function howMany(all, list) {
  const note = make("p", { class: "quiet" }, word(list.length ? "shown_of" : "hidden_all", { n: list.length, all: all.length }));
  if (!list.length) return note;
  if (!isSame(view.within, view.chosen.kind, view.chosen.id)) note.append(" · ", button(word("only_these"), () => showWithin(view.chosen), { class: "name plainly", title: word("only_these_hint") }));
  note.append(" · ", button(word("these_csv"), () => saveCsv(list), { class: "name plainly" }));
  return note;
}
const counted = (all, list) => [howMany(all, list), ...(list.length ? [...toned(list), sparkline(list)] : [])];
/** What is chosen, in a few words: "France → Russia". */
function titleOfChoice({ kind, id }) {
  const [first] = rowsOf(kind, id);
  if (!first) return "";
  if (kind === "statement") return headline(first);
  if (kind === "link") return [nameOf(first.by), stanceOf(first.stance), nameOf(first.on)].join(" ");
  if (kind === "actor") return nameOf(id);
  if (kind === "place") return placeOf(id);
  if (kind === "day") return `${nameOf(first.by)}, ${first.date}`;
  return parted(id).map(nameOf).join(" → ");
}
function toned(list, key) {
  const tone = toneOf(list);
  const text = `${word("utterances", { n: tone.utterances })} · ${word("net", { net: signed(tone.net) })}`;
  return [make("p", { class: "quiet" }, key ? `${word(key)}${word("colon")} ` : "", text), toneBar(tone, tone.utterances)];
}
function cards(list) {
  return [...list.slice(0, pages * PANEL_CARDS).map(card), moreButton(list.length)];
}
function moreButton(all) {
  const left = all - pages * PANEL_CARDS;
  return left > 0 ? button(word("more", { n: Math.min(left, PANEL_CARDS) }), () => { pages++; show(); }) : null;
}

/** A small picture of when it was said, over the same span as the bars. */
function sparkline(list) {
  const { counts } = perBar(list);
  const most = Math.max(...counts);
  if (!(most > 0) || counts.length < 2) return null;
  const width = 100 / counts.length;
  const label = `${word(`per_${time.step}`)}, ${time.keys[0]} – ${time.keys[time.keys.length - 1]}${word("colon")} ${counts.map((n, k) => n && `${time.keys[k]} ${n}`).filter(Boolean).join(", ")}`;
  const bars = counts.map((n, k) => n && draw("rect", { x: k * width, width: Math.max(0.6, width * 0.85), y: 20 - (20 * n) / most, height: (20 * n) / most })).filter(Boolean);
  return draw("svg", { class: "spark", viewBox: "0 0 100 20", preserveAspectRatio: "none", role: "img", "aria-label": label }, draw("title", {}, label), ...bars);
}

function lines(items) {
  return make("ul", { class: "list" }, ...items);
}
/** One line of a list: what it is, how many; a click chooses it. */
function line(kind, id, count, ...content) {
  return make("li", {}, button([...content, make("output", {}, count)], () => choose(kind, id, true)));
}
function linkLine(link, list) {
  const s = list[0];
  return line("link", link, list.length, sample(s.stance), make("span", {}, isolated(nameOf(s.by)), " ", verb(s), " ", isolated(nameOf(s.on))));
}
function relations(list, title = "relations", most = PANEL_LINES) {
  const links = new Map();
  for (const s of list) if (s.link) group(links, s.link, s);
  if (!links.size) return [];
  return [make("h2", {}, word(title)), lines(longestFirst(links).slice(0, most).map(([link, own]) => linkLine(link, own)))];
}

/** Positions: one line for each other actor, with a bar of how friendly the words were. */
function positions(title, groups, idOf) {
  const ranked = longestFirst(groups).slice(0, PANEL_LINES);
  if (!ranked.length) return [];
  const tones = ranked.map(([, list]) => toneOf(list));
  const longest = Math.max(...tones.map((tone) => tone.utterances));
  const items = ranked.map(([other], k) => line("position", idOf(other), signed(tones[k].net), make("span", { class: "who" }, isolated(nameOf(other))), toneBar(tones[k], longest)));
  return [make("h2", {}, word(title)), lines(items)];
}

function actorPanel(id, all, list) {
  const actor = ui.actors[id];
  const own = new Map();
  const towards = new Map();
  const people = new Map();
  const parts = { says: [], behalf: [], about: [] };
  for (const s of list) {
    const isBy = s.speaker_id === id || s.represents_id === id;
    if (isBy && s.target_id) group(own, s.target_id, s);
    if (s.target_id === id) group(towards, s.represents_id || s.speaker_id, s);
    if (s.represents_id === id && s.speaker_id !== id) group(people, s.speaker_id, s);
    parts[s.speaker_id === id ? "says" : s.represents_id === id ? "behalf" : "about"].push(s);
  }
  const speakers = longestFirst(people).map(([person, said]) => line("actor", person, said.length, shapeOf(person), make("span", {}, isolated(nameOf(person)))));
  const content = [
    head(isolated(nameOf(id))),
    make("p", { class: "quiet" }, shapeOf(id), " ", word(`kind_${actor.kind}`), actor.home ? " · " : null, actor.home ? actorButton(actor.home) : null, wikidata(actor)),
    ...(actor.offices || []).slice(-6).map(office),
    howMany(all, list),
    ...(parts.says.length + parts.behalf.length ? toned([...parts.says, ...parts.behalf], "own_words") : []),
    ...(parts.about.length ? toned(parts.about, "about") : []),
    sparkline(list),
    homes.includes(id) ? button(word(view.folded.has(id) ? "unfold_one" : "fold_one"), () => foldOne(id), { class: "fold" }) : null,
    ...(speakers.length ? [make("h2", {}, word("its_speakers")), lines(speakers.slice(0, PANEL_LINES))] : []),
    ...positions("its_positions", own, (other) => joined(id, other)),
    ...positions("positions_on_it", towards, (other) => joined(other, id)),
  ];
  let budget = pages * PANEL_CARDS;
  for (const [key, said] of Object.entries(parts)) {
    if (!said.length || budget <= 0) continue;
    content.push(make("h2", {}, `${word(key)} (${said.length})`), ...said.slice(0, budget).map(card));
    budget -= said.length;
  }
  content.push(moreButton(list.length));
  return content;
}
function office(held) {
  const title = titleOf(held);
  const years = held.start || held.end ? ` (${held.start || "?"} – ${held.end || ""})` : "";
  const whom = ui.actors[held.for] ? `, ${nameOf(held.for)}` : "";
  return make("p", { class: "quiet office" }, isolated(`${title}${whom}${years}`));
}
function wikidata(actor) {
  if (!/^Q\d+$/.test(actor.wikidata || "")) return null;
  return make("span", {}, " · ", make("a", { href: `https://www.wikidata.org/wiki/${actor.wikidata}`, target: "_blank", rel: "noopener noreferrer nofollow" }, "Wikidata"));
}

function pairPanel(kind, [a, b], all, list) {
  const back = rowsOf(kind, joined(b, a)).length;
  const reverse = back && a !== b ? line(kind, joined(b, a), back, make("span", {}, isolated(nameOf(b)), " → ", isolated(nameOf(a)))) : null;
  const folded = kind === "pair" && (view.folded.has(a) || view.folded.has(b));
  return [head(actorButton(a), " → ", actorButton(b), folded && make("small", {}, ` (${word("with_people")})`)), ...counted(all, list), reverse && lines([reverse]), ...relations(list), ...cards(list)];
}

function statementPanel(id, all, list) {
  const s = all[0];
  const content = [head(isolated(headline(s))), list.length ? null : make("p", { class: "quiet" }, word("hidden_all", { all: 1 })), card(s)];
  const more = (key, ids) => {
    if (ids.length) content.push(make("h2", {}, word(key)), ...ids.map((other) => card(byStatement.get(other))));
  };
  const first = byStatement.get(s.utterance);
  more("others_report", reportsOf.get(s.utterance).map((other) => other.id).filter((other) => other !== id).slice(0, PANEL_LINES));
  more("answered", first.reply ? [first.reply] : []);
  more("answers", (answeredBy.get(s.utterance) || []).slice(0, PANEL_LINES));
  more("earlier", first.earlier ? [first.earlier] : []);
  more("later", (leftBy.get(s.utterance) || []).slice(0, PANEL_LINES));
  return content;
}

function overview(live) {
  const actors = new Map();
  for (const s of live) for (const id of s.actors) group(actors, id, s);
  const dated = live.filter((s) => s.first);
  const first = dated.length && dated.reduce((a, b) => (a.first <= b.first ? a : b)).date.split("/")[0];
  const last = dated.length && dated.reduce((a, b) => (a.last >= b.last ? a : b)).date.split("/").pop();
  const tone = toneOf(live);
  const counts = word("overview_counts", { statements: live.length, utterances: tone.utterances, actors: actors.size, articles: new Set(live.map((s) => s.article)).size });
  const dates = !dated.length ? [] : first === last ? phrase("overview_date", { date: first }) : phrase("overview_dates", { first, last });
  const content = [
    isLost ? make("p", { class: "notice" }, word("lost")) : null,
    make("h2", {}, word("overview")),
    make("p", {}, counts, ...(dates.length ? [", ", ...dates] : []), "."),
    live.length ? toneBar(tone, tone.utterances) : null,
    make("p", { class: "quiet" }, word("overview_hint")),
  ];
  content.push(...relations(live, "most_said", 10));
  if (actors.size) content.push(make("h2", {}, word("most_cited")), lines(longestFirst(actors).slice(0, 10).map(([id, list]) => line("actor", id, list.length, shapeOf(id), make("span", {}, isolated(nameOf(id)))))));
  return content;
}
