/* The page: one state (`view`), one way to show it (`show`). All text from articles goes through `textContent`. */
(function () {
  "use strict";

  const PANEL_CARDS = 60; // shown at first, and more with each click
  const byId = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(byId(id).textContent);
  const ui = read("data-ui");
  const statements = ui.statements;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const root = document.documentElement;
  root.classList.remove("plain");

  /* ---- words ---- */

  const view = { language: ui.language, query: "", actor: null, off: new Set(), least: 0, from: "", to: "", chosen: null };

  function word(key, values) {
    const text = ui.words[key][view.language];
    return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? values[name] : whole));
  }
  const nameOf = (id) => (ui.actors[id] ? ui.actors[id][view.language] : id);
  const stanceOf = (stance) => ui.stances[stance][view.language];
  const plainly = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/’/g, "'").toLowerCase();

  /** Make an element: `make("p", {class: "quiet"}, "text", child, ...)`; children that are null are left out. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "onclick") element.addEventListener("click", value);
      else if (value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }
  const isolated = (text) => make("bdi", {}, text);
  const sample = (stance) => document.querySelector(`#stances svg[data-stance="${stance}"]`).cloneNode(true);

  function relabel() {
    root.lang = view.language;
    for (const element of document.querySelectorAll("[data-word]")) {
      const text = word(element.dataset.word, element.dataset.values && JSON.parse(element.dataset.values));
      (element.querySelector("button, bdi") || element).textContent = text;
    }
    if (document.querySelector("h1[data-word]")) document.title = word("title");
    for (const [attribute, target] of [["wordLabel", "aria-label"], ["wordTitle", "title"], ["wordPlaceholder", "placeholder"]]) {
      const selector = `[data-${attribute.replace("L", "-l").replace("T", "-t").replace("P", "-p")}]`;
      for (const element of document.querySelectorAll(selector)) element.setAttribute(target, word(element.dataset[attribute]));
    }
    for (const element of document.querySelectorAll("[data-label]")) element.textContent = stanceOf(element.dataset.label);
    for (const element of document.querySelectorAll("#table [data-actor]")) element.textContent = nameOf(element.dataset.actor);
    for (const button of document.querySelectorAll("th button")) button.title = word("sort", { column: button.textContent });
    byId("names").replaceChildren(...sortedActors().map((id) => make("option", { value: nameOf(id) })));
  }
  const sortedActors = () => Object.keys(ui.actors).sort((a, b) => ui.actors[b].count - ui.actors[a].count || (a < b ? -1 : 1));

  /* ---- the graph ---- */

  const nodes = new vis.DataSet(read("data-nodes"));
  const edges = new vis.DataSet(read("data-edges"));
  const network = new vis.Network(byId("network"), { nodes, edges }, read("data-options"));
  function group(map, key, value) {
    if (map.has(key)) map.get(key).push(value);
    else map.set(key, [value]);
  }
  const ofLink = new Map();
  const ofActor = new Map(Object.keys(ui.actors).map((id) => [id, []]));
  statements.forEach((s, row) => {
    s.row = row;
    s.actors = new Set([s.speaker_id, s.represents_id, s.target_id].filter(Boolean));
    for (const id of s.actors) ofActor.get(id).push(s);
    if (s.link) group(ofLink, s.link, s);
    const article = ui.articles[s.article] || {};
    const names = [...s.actors].flatMap((id) => [ui.actors[id].en, ui.actors[id].fr]);
    s.haystack = plainly([...names, s.before, s.evidence, s.after, s.venue, ...(s.places || []), article.title, article.publisher, s.article].filter(Boolean).join(" \n "));
  });

  const colour = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
  const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const channels = (hex) => (hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : hex.slice(1).match(/../g)).map((two) => parseInt(two, 16));
  /** Mix a colour with the ground, so that it looks pale and still covers what lies under it. */
  function faded(hex, share, ground) {
    const under = channels(ground);
    return `rgb(${channels(hex).map((value, k) => Math.round(share * value + (1 - share) * under[k])).join(",")})`;
  }

  function countLive(live) {
    const perLink = new Map();
    const actors = new Set();
    for (const s of live) {
      if (s.link) perLink.set(s.link, (perLink.get(s.link) || 0) + 1);
      for (const id of s.actors) actors.add(id);
    }
    return { perLink, actors };
  }

  /** Draw the graph anew: what the filters hide, how wide, and pale what the chosen thing does not touch. */
  function paint(live) {
    const { perLink, actors } = countLive(live);
    const near = nearChosen();
    const ground = colour("ground");
    edges.update(edges.get().map((edge) => {
      const n = perLink.get(edge.id) || 0;
      const own = edge.tie ? colour("quiet") : colour(edge.stance);
      const bright = !near || near.edges.has(edge.id);
      const verb = edge.tie ? word("speaks_for") : `${stanceOf(edge.stance)} (${n})`;
      return {
        id: edge.id,
        hidden: edge.tie ? !(actors.has(edge.from) && actors.has(edge.to)) : !n,
        width: edge.tie ? edge.width : 0.6 + 1.2 * Math.sqrt(n),
        color: { color: bright ? own : faded(own, 0.18, ground), highlight: own, hover: own },
        title: `${nameOf(edge.from)} → ${nameOf(edge.to)}: ${verb}`,
      };
    }));
    nodes.update(nodes.get().map((node) => {
      const own = colour(`kind-${ui.actors[node.id].kind}`);
      const bright = !near || near.nodes.has(node.id);
      const fill = bright ? own : faded(own, 0.3, ground);
      return {
        id: node.id,
        hidden: !actors.has(node.id),
        color: { background: fill, border: ground, highlight: { background: own, border: colour("accent") }, hover: { background: own, border: colour("accent") } },
        font: { color: bright ? colour("ink") : faded(colour("ink"), 0.5, ground), strokeColor: ground },
        title: nameOf(node.id),
      };
    }));
    placeLabels();
    byId("empty").hidden = live.length > 0;
    byId("empty").textContent = word(statements.length ? "all_hidden" : "nothing");
  }

  /** Keep labels readable at any zoom: seen from afar they grow, and the actors named most go first. */
  function placeLabels() {
    const scale = network.getScale();
    const size = Math.max(14, 11.5 / scale);
    const crowded = size > 14.5;
    const near = nearChosen();
    const first = (id) => Number(Boolean(near && near.nodes.has(id)));
    const placed = [];
    const spots = network.getPositions();
    const order = nodes.get({ filter: (node) => !node.hidden });
    order.sort((a, b) => first(b.id) - first(a.id) || ui.actors[b.id].count - ui.actors[a.id].count || (a.id < b.id ? -1 : 1));
    nodes.update(order.map((node) => {
      const text = node.labels[view.language];
      const lines = text.split("\n");
      const half = Math.max(...lines.map((line) => line.length)) * size * 0.28;
      const { x, y } = spots[node.id];
      const box = { left: x - half, right: x + half, top: y + node.size, bottom: y + node.size + size * (0.4 + 1.15 * lines.length) };
      const free = !crowded || !placed.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
      if (free) placed.push(box);
      return { id: node.id, label: free ? text : "", font: { size, strokeWidth: size / 3.5 } };
    }));
  }

  function nearChosen() {
    if (!view.chosen) return null;
    const { kind, id } = view.chosen;
    if (kind === "link") {
      const edge = edges.get(id);
      return edge && { nodes: new Set([edge.from, edge.to]), edges: new Set([id]) };
    }
    if (!nodes.get(id)) return null;
    const touching = edges.get({ filter: (edge) => edge.from === id || edge.to === id });
    return { nodes: new Set([id, ...touching.flatMap((edge) => [edge.from, edge.to])]), edges: new Set(touching.map((edge) => edge.id)) };
  }

  function fit(animate) {
    network.fit({ maxZoomLevel: 1.25, animation: animate && !still });
    placeLabels();
  }
  function zoom(factor) {
    network.moveTo({ scale: network.getScale() * factor, animation: !still && { duration: 200 } });
    if (still) placeLabels();
  }

  /* ---- filters ---- */

  const dayPattern = /^\d{4}(-\d\d(-\d\d)?)?$/;
  const isDay = (text) => text === "" || dayPattern.test(text);

  function passes(s, evenOff) {
    if (!evenOff && view.off.has(s.stance)) return false;
    if (s.confidence < view.least) return false;
    if ((view.from || view.to) && !s.first) return false;
    if (view.from && s.last < view.from) return false;
    if (view.to && s.first > view.to + "~") return false; // "~" sorts after all digits: "2016-09" takes in its days
    if (view.actor) return s.actors.has(view.actor);
    return !view.query || s.haystack.includes(plainly(view.query));
  }

  function search(text) {
    view.query = text.trim();
    const wanted = plainly(view.query);
    view.actor = wanted && sortedActors().find((id) => plainly(ui.actors[id].en) === wanted || plainly(ui.actors[id].fr) === wanted);
    if (view.actor) choose("actor", view.actor);
    else show();
  }

  function reset() {
    Object.assign(view, { query: "", actor: null, off: new Set(), least: 0, from: "", to: "", chosen: null });
    pages = 1;
    fillControls();
    show();
    fit(true);
  }

  function fillControls() {
    byId("query").value = view.query;
    byId("confidence").value = view.least;
    for (const name of ["from", "to"]) {
      byId(name).value = view[name];
      byId(name).removeAttribute("aria-invalid");
    }
  }

  function showControls(live) {
    const perStance = new Map();
    for (const s of statements) if (passes(s, true)) perStance.set(s.stance, (perStance.get(s.stance) || 0) + 1);
    for (const label of document.querySelectorAll(".stance")) {
      const box = label.querySelector("input");
      box.checked = !view.off.has(box.value);
      label.querySelector("output").textContent = perStance.get(box.value) || 0;
      label.classList.toggle("none", !perStance.has(box.value));
    }
    for (const box of document.querySelectorAll("[data-polarity]")) {
      const own = [...document.querySelectorAll(`[data-of="${box.dataset.polarity}"]`)];
      box.checked = own.some((one) => one.checked);
      box.indeterminate = box.checked && own.some((one) => !one.checked);
    }
    byId("least").textContent = `≥ ${view.least}`;
    byId("count").textContent = word("count", { n: live.length, all: statements.length });
  }

  /* ---- bars over time ---- */

  function periods() {
    const months = statements.map(monthOf).filter(Boolean).sort();
    if (!months.length) return { keys: [], length: 7 };
    const [first, last] = [months[0], months[months.length - 1]];
    const keys = [];
    for (let [year, month] = first.split("-").map(Number); ; month === 12 ? (year++, month = 1) : month++) {
      const key = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
      if (key > last || keys.length > 6000) break;
      keys.push(key);
    }
    if (keys.length <= 36) return { keys, length: 7 };
    return { keys: [...new Set(keys.map((key) => key.slice(0, 4)))], length: 4 };
  }
  function monthOf(s) {
    return s.first && s.first.slice(0, 7) === s.last.slice(0, 7) ? s.first.slice(0, 7) : null;
  }
  const time = periods();

  function showBars(live) {
    const all = new Map(time.keys.map((key) => [key, { all: 0, live: 0 }]));
    let undated = 0;
    for (const s of statements) {
      const month = monthOf(s);
      if (month) all.get(month.slice(0, time.length)).all++;
      else undated++;
    }
    for (const s of live) if (monthOf(s)) all.get(monthOf(s).slice(0, time.length)).live++;
    const most = Math.max(1, ...[...all.values()].map((n) => n.all));
    const bars = [...all].map(([key, n]) => {
      const hint = `${key}: ${word("shown_of", { n: n.live, all: n.all })}`;
      const button = make("button", { type: "button", title: hint, "aria-label": hint, "data-key": key, onclick: () => pickPeriod(key) });
      button.disabled = !n.all;
      for (const height of [n.all, n.live]) {
        const bar = make("i", {});
        bar.style.height = `${(100 * height) / most}%`;
        button.append(bar);
      }
      return button;
    });
    byId("bars").hidden = !bars.length;
    byId("bars").setAttribute("aria-label", word(time.length === 4 ? "per_year" : "per_month"));
    const focused = document.activeElement && document.activeElement.dataset.key;
    byId("bars").replaceChildren(...bars);
    if (focused) byId("bars").querySelector(`[data-key="${focused}"]`).focus();
    const ends = bars.length ? [make("span", { class: "ends" }, make("span", {}, time.keys[0]), make("span", {}, time.keys[time.keys.length - 1]))] : [];
    byId("undated").replaceChildren(...ends, undated ? word("undated", { n: undated }) : "");
  }
  function pickPeriod(key) {
    const again = view.from === key && view.to === key;
    view.from = view.to = again ? "" : key;
    fillControls();
    show();
  }

  /* ---- the panel ---- */

  let pages = 1;
  let liveRows = new Set();

  function choose(kind, id, focusPanel) {
    view.chosen = kind ? { kind, id } : null;
    pages = 1;
    show();
    if (focusPanel) byId("panel").focus({ preventScroll: innerWidth > 820 });
    byId("panel").scrollTop = 0;
    if (kind === "actor") bringIntoView(nodes.get(id));
  }

  /** Move the graph only if the actor stands outside of what is seen, or is too small to see. */
  function bringIntoView(node) {
    if (!node || node.hidden) return;
    const { x, y } = network.canvasToDOM(network.getPositions([node.id])[node.id]);
    const { clientWidth: width, clientHeight: height } = byId("network");
    if (x > 40 && y > 40 && x < width - 40 && y < height - 40 && network.getScale() > 0.5) return;
    network.focus(node.id, { scale: Math.max(network.getScale(), 0.8), animation: !still && { duration: 350 } });
    if (still) placeLabels();
  }

  const actorButton = (id) => make("button", { type: "button", class: "name", onclick: () => choose("actor", id, true) }, isolated(nameOf(id)));

  function linkItem(link, list) {
    const s = list[0];
    const text = make("span", {}, isolated(nameOf(s.speaker_id)), " ", make("span", { class: "verb", "data-stance": s.stance }, stanceOf(s.stance)), " ", isolated(nameOf(s.target_id)));
    return make("li", {}, make("button", { type: "button", onclick: () => choose("link", link, true) }, sample(s.stance), text, make("output", {}, list.length)));
  }
  function linkList(list) {
    const links = new Map();
    for (const s of list) if (s.link) group(links, s.link, s);
    return [...links].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  }

  function overview(live) {
    const actors = new Map();
    for (const s of live) for (const id of s.actors) actors.set(id, (actors.get(id) || 0) + 1);
    const dated = live.filter((s) => s.first);
    const first = dated.length && dated.reduce((a, b) => (a.first <= b.first ? a : b)).date.split("/")[0];
    const last = dated.length && dated.reduce((a, b) => (a.last >= b.last ? a : b)).date.split("/").pop();
    const counts = word("overview_counts", { statements: live.length, actors: actors.size, articles: new Set(live.map((s) => s.article)).size });
    const most = [...actors].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 8);
    return [
      make("h2", {}, word("overview")),
      make("p", {}, counts + (dated.length ? ", " + word("overview_dates", { first, last }) : "") + "."),
      make("p", { class: "quiet" }, word("overview_hint")),
      make("h2", {}, word("most_said")),
      make("ul", { class: "list" }, ...linkList(live).slice(0, 10).map(([link, list]) => linkItem(link, list))),
      make("h2", {}, word("most_cited")),
      make("ul", { class: "list" }, ...most.map(([id, n]) => make("li", {}, make("button", { type: "button", onclick: () => choose("actor", id, true) }, shapeOf(id), make("span", {}, isolated(nameOf(id))), make("output", {}, n))))),
    ];
  }
  function shapeOf(id) {
    const svg = document.querySelector(`.key svg[data-kind="${ui.actors[id].kind}"]`);
    return svg && svg.cloneNode(true);
  }

  function head(...title) {
    const back = make("button", { type: "button", onclick: () => choose(null, null, true) }, word("back"));
    return make("div", { class: "head" }, make("h2", {}, ...title), back);
  }
  function hiddenNote(all, shown) {
    return make("p", { class: "quiet" }, word(shown ? "shown_of" : "hidden_all", { n: shown, all }));
  }
  function cards(list, budget) {
    return list.slice(0, budget).map(card);
  }
  function moreButton(left) {
    if (left <= 0) return null;
    return make("button", { type: "button", onclick: () => { pages++; show(); } }, word("more", { n: Math.min(left, PANEL_CARDS) }));
  }

  function linkPanel(id) {
    const all = ofLink.get(id) || [];
    if (!all.length) return null;
    const list = latestFirst(all.filter((s) => liveRows.has(s.row)));
    const verb = make("span", { class: "verb", "data-stance": all[0].stance }, stanceOf(all[0].stance));
    return [
      head(actorButton(all[0].speaker_id), " ", verb, " ", actorButton(all[0].target_id)),
      hiddenNote(all.length, list.length),
      ...cards(list, pages * PANEL_CARDS),
      moreButton(list.length - pages * PANEL_CARDS),
    ];
  }

  function actorPanel(id) {
    const all = ofActor.get(id);
    if (!all) return null;
    const list = latestFirst(all.filter((s) => liveRows.has(s.row)));
    const home = ui.actors[id].home;
    const groups = { says: [], behalf: [], about: [] };
    for (const s of list) groups[s.speaker_id === id ? "says" : s.target_id === id ? "about" : "behalf"].push(s);
    const links = linkList(list.filter((s) => s.speaker_id === id || s.target_id === id));
    const content = [
      head(isolated(nameOf(id))),
      make("p", { class: "quiet" }, shapeOf(id), " ", word(`kind_${ui.actors[id].kind}`), home ? " · " : null, home ? actorButton(home) : null),
      hiddenNote(all.length, list.length),
    ];
    if (links.length) content.push(make("h2", {}, word("relations")), make("ul", { class: "list" }, ...links.slice(0, 12).map(([link, some]) => linkItem(link, some))));
    let budget = pages * PANEL_CARDS;
    for (const [key, group] of Object.entries(groups)) {
      if (!group.length || budget <= 0) continue;
      content.push(make("h2", {}, `${word(key)} (${group.length})`), ...cards(group, budget));
      budget -= group.length;
    }
    return [...content, moreButton(-budget)];
  }
  const latestFirst = (list) => [...list].sort((a, b) => (b.last || "").localeCompare(a.last || "") || a.row - b.row);

  /** One statement: who (for whom), stance, target; the sentence with the evidence marked; where it comes from. */
  function card(s) {
    const line = make("p", {}, actorButton(s.speaker_id));
    if (s.represents_id && s.represents_id !== s.speaker_id) line.append(` ${word("for")} `, actorButton(s.represents_id));
    line.append(" ");
    if (s.negated) line.append(make("span", { class: "tag" }, word("negated")), " ");
    line.append(make("span", { class: "verb", "data-stance": s.stance }, stanceOf(s.stance)), " ");
    line.append(s.target_id ? actorButton(s.target_id) : make("span", { class: "quiet" }, `(${word("no_target")})`));
    if (s.modality) line.append(" ", make("span", { class: "tag" }, word(`modality_${s.modality}`)));
    const words = make("blockquote", { lang: s.language, dir: "auto" }, s.before || "", make("mark", {}, s.evidence), s.after || "");
    const facts = [when(s), ...(s.places || []), s.venue && word("said_at", { place: s.venue }), word(`mode_${s.mode}`)];
    facts.push(`${word("confidence").toLowerCase()} ${s.confidence}`, s.rule && `${word("rule")} ${s.rule}`);
    if (s.source_chain) facts.push(word("reported_by", { names: s.source_chain.join(" ← ") }));
    const meta = make("p", { class: "quiet" });
    facts.filter(Boolean).forEach((fact, k) => meta.append(k ? " · " : "", fact instanceof Node ? fact : isolated(fact)));
    return make("article", { "data-stance": s.stance, "data-row": s.row }, line, words, meta, source(s));
  }
  /** The date, with the article's words for it to hover over; the words themselves where they make no date. */
  function when(s) {
    const words = s.date_text;
    if (!s.date) return isolated(words ? word("date_only_said", { words }) : word("date_unknown"));
    const date = isolated(s.date_basis === "publication" ? word("basis_publication", { date: s.date }) : s.date);
    if (words) date.title = word("date_as_said", { words });
    return date;
  }
  function source(s) {
    const article = ui.articles[s.article] || {};
    const title = isolated(article.title || s.article);
    const line = make("p", { class: "source" });
    if (/^https?:\/\//.test(article.url || "")) {
      line.append(make("a", { href: article.url, target: "_blank", rel: "noopener noreferrer nofollow", title: word("opens_outside") }, title));
    } else line.append(title);
    for (const fact of [article.publisher, article.published]) if (fact) line.append(" · ", isolated(fact));
    return line;
  }

  function showPanel(live) {
    let content = null;
    if (view.chosen) content = view.chosen.kind === "link" ? linkPanel(view.chosen.id) : actorPanel(view.chosen.id);
    byId("panel").replaceChildren(...(content || overview(live)).filter(Boolean));
    network.unselectAll();
    if (!view.chosen) return;
    const { kind, id } = view.chosen;
    if (kind === "link" && edges.get(id)) network.selectEdges([id]);
    if (kind === "actor" && nodes.get(id)) network.selectNodes([id], false);
  }

  /* ---- the table ---- */

  const rows = [...document.querySelectorAll("#table tbody tr")];

  function showTable() {
    const chosen = view.chosen && (view.chosen.kind === "link" ? ofLink.get(view.chosen.id) : null);
    const own = new Set((chosen || []).map((s) => s.row));
    for (const row of rows) {
      row.hidden = !liveRows.has(+row.dataset.row);
      row.classList.toggle("chosen", own.has(+row.dataset.row));
    }
  }
  function sortTable(header, column) {
    const down = header.getAttribute("aria-sort") === "ascending";
    for (const other of document.querySelectorAll("th")) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keyed = rows.map((row) => [row.cells[column].textContent.trim(), row]);
    const order = new Intl.Collator(view.language, { numeric: true });
    keyed.sort((a, b) => !a[0] - !b[0] || (down ? -1 : 1) * order.compare(a[0], b[0]) || a[1].dataset.row - b[1].dataset.row);
    document.querySelector("#table tbody").append(...keyed.map(([, row]) => row));
  }
  document.querySelectorAll("th").forEach((header, column) => {
    const text = header.textContent;
    header.replaceChildren(make("button", { type: "button", onclick: () => sortTable(header, column) }, text));
  });
  byId("table").addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-row]");
    if (!row || event.target.closest("a") || String(getSelection())) return;
    const s = statements[row.dataset.row];
    const inGraph = s.link && edges.get(s.link);
    choose(inGraph ? "link" : "actor", inGraph ? s.link : s.speaker_id);
    byId("graph").scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
  });

  /* ---- saving ---- */

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
  function csv() {
    const columns = ["id", "article", "language", "speaker", "speaker_id", "represents", "represents_id", "stance", "polarity", "negated", "modality", "target", "target_id", "places", "venue", "date", "date_basis", "date_text", "mode", "cue", "evidence", "start", "end", "confidence", "rule", "title", "publisher", "url"];
    const english = (id) => (id ? ui.actors[id].en : "");
    const lines = statements.filter((s) => liveRows.has(s.row)).map((s) => {
      const own = { ...ui.articles[s.article], ...s, speaker: english(s.speaker_id), represents: english(s.represents_id), target: english(s.target_id) };
      Object.assign(own, { places: (s.places || []).join("; "), negated: Boolean(s.negated), modality: s.modality || "actual" });
      return columns.map((column) => (typeof own[column] === "number" ? String(own[column]) : cell(own[column]))).join(",");
    });
    return "\ufeff" + [columns.join(","), ...lines].join("\r\n") + "\r\n";
  }
  function savePicture() {
    const canvas = byId("network").querySelector("canvas");
    const copy = make("canvas", { width: canvas.width, height: canvas.height });
    const pen = copy.getContext("2d");
    pen.fillStyle = colour("ground");
    pen.fillRect(0, 0, copy.width, copy.height);
    pen.drawImage(canvas, 0, 0);
    copy.toBlob((blob) => save("graph.png", blob));
  }
  async function copyLink() {
    const done = await navigator.clipboard.writeText(location.href).then(() => "copied", () => "copy_failed");
    byId("link").textContent = word(done);
    setTimeout(() => { byId("link").textContent = word("link"); }, 1500);
  }

  /* ---- the address holds the view ---- */

  function writeAddress() {
    const hash = new URLSearchParams();
    const { language, query, off, least, from, to, chosen } = view;
    if (language !== ui.language) hash.set("lang", language);
    if (query) hash.set("q", query);
    if (off.size) hash.set("off", [...off].sort().join("."));
    if (least) hash.set("least", least);
    if (from) hash.set("from", from);
    if (to) hash.set("to", to);
    if (chosen) hash.set(chosen.kind, chosen.id);
    try {
      history.replaceState(null, "", hash.size ? `#${hash}` : location.pathname + location.search);
    } catch (error) {
      /* a sandboxed frame has no history */
    }
  }
  function readAddress() {
    const hash = new URLSearchParams(location.hash.slice(1));
    const given = (name, fits) => (fits(hash.get(name) || "") ? hash.get(name) || "" : "");
    view.language = ["en", "fr"].includes(hash.get("lang")) ? hash.get("lang") : ui.language;
    view.query = hash.get("q") || "";
    view.off = new Set((hash.get("off") || "").split(".").filter((stance) => stance in ui.stances));
    view.least = Math.min(1, Math.max(0, Number(hash.get("least")) || 0));
    view.from = given("from", isDay);
    view.to = given("to", isDay);
    const wanted = plainly(view.query);
    view.actor = wanted && sortedActors().find((id) => plainly(ui.actors[id].en) === wanted || plainly(ui.actors[id].fr) === wanted);
    view.chosen = null;
    if (ofLink.has(hash.get("link"))) view.chosen = { kind: "link", id: hash.get("link") };
    if (ofActor.has(hash.get("actor"))) view.chosen = { kind: "actor", id: hash.get("actor") };
  }

  /* ---- all together ---- */

  function show() {
    const live = statements.filter((s) => passes(s));
    liveRows = new Set(live.map((s) => s.row));
    showControls(live);
    showBars(live);
    paint(live);
    showPanel(live);
    showTable();
    writeAddress();
  }

  function setTheme(theme) {
    if (theme) root.dataset.theme = theme;
    byId("theme").dataset.word = isDark() ? "theme_light" : "theme_dark";
    byId("theme").textContent = word(byId("theme").dataset.word);
    try {
      if (theme) localStorage.setItem("communique-theme", theme);
    } catch (error) {
      /* a sandboxed frame has no storage */
    }
  }
  function storedTheme() {
    try {
      return localStorage.getItem("communique-theme");
    } catch (error) {
      return null;
    }
  }

  function later(action) {
    let timer;
    return (event) => {
      clearTimeout(timer);
      timer = setTimeout(() => action(event.target ? event.target.value : event), 150);
    };
  }

  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    const tie = edge !== undefined && node === undefined && edges.get(edge).tie;
    if (node !== undefined) choose("actor", node);
    else if (edge !== undefined) choose(tie ? "actor" : "link", tie ? edges.get(edge).from : edge);
    else if (view.chosen) choose(null, null);
  });
  network.on("zoom", later(placeLabels));
  network.on("animationFinished", placeLabels);
  byId("query").addEventListener("input", later(search));
  byId("confidence").addEventListener("input", (event) => { view.least = Number(event.target.value); show(); });
  for (const name of ["from", "to"]) {
    byId(name).addEventListener("input", later((text) => {
      byId(name).toggleAttribute("aria-invalid", false);
      if (!isDay(text.trim())) byId(name).setAttribute("aria-invalid", "true");
      view[name] = isDay(text.trim()) ? text.trim() : "";
      show();
    }));
  }
  byId("stances").addEventListener("change", ({ target }) => {
    const group = target.dataset.polarity;
    const boxes = group ? [...document.querySelectorAll(`[data-of="${group}"]`)] : [target];
    for (const box of boxes) view.off[target.checked ? "delete" : "add"](box.value);
    show();
  });
  byId("reset").addEventListener("click", reset);
  byId("png").addEventListener("click", savePicture);
  byId("csv").addEventListener("click", () => save("statements.csv", new Blob([csv()], { type: "text/csv;charset=utf-8" })));
  byId("link").addEventListener("click", copyLink);
  byId("theme").addEventListener("click", () => { setTheme(isDark() ? "light" : "dark"); show(); });
  byId("language").addEventListener("click", () => { view.language = view.language === "en" ? "fr" : "en"; relabel(); show(); });
  byId("zoom_in").addEventListener("click", () => zoom(1.3));
  byId("zoom_out").addEventListener("click", () => zoom(1 / 1.3));
  byId("fit").addEventListener("click", () => fit(true));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { setTheme(); show(); });
  addEventListener("hashchange", () => { readAddress(); fillControls(); relabel(); show(); });
  addEventListener("resize", later(() => fit(false)));
  addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName) && document.activeElement.type !== "checkbox";
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      byId("query").focus();
    }
    if (event.key === "Escape") reset();
  });

  if (innerWidth <= 820) byId("filters").open = false;
  setTheme(storedTheme());
  readAddress();
  fillControls();
  relabel();
  show();
  fit(false);

  /* For tests, screenshots and the curious: `communique.select("france|accuse|russia")`, `communique.select("france")`. */
  window.communique = {
    network,
    select: (id) => choose(ofLink.has(id) ? "link" : "actor", id),
    live: () => statements.filter((s) => liveRows.has(s.row)).map((s) => s.id),
    csv,
    ready: true,
  };
})();
