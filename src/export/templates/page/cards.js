/* One statement as a card: who (for whom), stance, target; its sentence; when, where, how sure; what hangs on it. */

const actorButton = (id) => button(isolated(nameOf(id)), () => choose("actor", id, true), { class: "name" });

function officeOf(s) {
  const office = s.office === undefined ? null : (ui.actors[s.speaker_id].offices || [])[s.office];
  return office && ((view.language === "fr" && office.fr) || office.en);
}

function card(s) {
  const line = make("p", {}, actorButton(s.speaker_id));
  const facts = [officeOf(s), s.represents_id && s.represents_id !== s.speaker_id && word("for_whom", { name: nameOf(s.represents_id) })].filter(Boolean);
  if (facts.length) line.append(make("span", { class: "quiet" }, ` (${facts.join(", ")})`));
  line.append(" ", verb(s), " ", s.target_id ? actorButton(s.target_id) : make("span", { class: "quiet" }, `(${word("no_target")})`));
  if (s.negated) line.append(" ", make("span", { class: "tag" }, word("negated")));
  if (s.modality) line.append(" ", make("span", { class: "tag" }, word(`modality_${s.modality}`)));
  return make("article", { "data-stance": s.stance, "data-row": s.row, "aria-label": headline(s) }, line, sentence(s), factsOf(s), source(s), related(s), actions(s));
}
const headline = (s) => [nameOf(s.speaker_id), stanceOf(s.stance), s.target_id && nameOf(s.target_id), s.negated && `(${word("negated")})`].filter(Boolean).join(" ");

const sentence = (s) => make("blockquote", { lang: s.language, dir: "auto" }, s.before || "", make("mark", {}, s.evidence), s.after || "");

function factsOf(s) {
  const places = s.place_ids.map((id) => button(isolated(placeOf(id)), () => choose("place", id, true), { class: "name plainly" }));
  const facts = [when(s), ...places, s.venue_id && word("said_at", { place: placeOf(s.venue_id) }), word(`mode_${s.mode}`)];
  facts.push(`${word("confidence").toLowerCase()} ${s.confidence}`, s.rule && `${word("rule")} ${s.rule}`);
  if (s.source_chain) facts.push(word("reported_by", { names: s.source_chain.join(" ← ") }));
  const line = make("p", { class: "quiet" });
  facts.filter(Boolean).forEach((fact, k) => line.append(k ? " · " : "", fact instanceof Node ? fact : isolated(fact)));
  return line;
}
/** The date, with the article's words for it to hover over; the words themselves where they make no date. */
function when(s) {
  const words = s.date_text;
  if (!s.date) return isolated(words ? word("date_only_said", { words }) : word("date_unknown"));
  const date = inOneLine(s.date_basis === "publication" ? word("basis_publication", { date: s.date }) : s.date);
  if (words) date.title = word("date_as_said", { words });
  return date;
}
function source(s) {
  const article = articleOf(s);
  const title = isolated(article.title || s.article);
  const line = make("p", { class: "source" });
  if (/^https?:\/\//i.test(article.url || "")) {
    line.append(make("a", { href: article.url, target: "_blank", rel: "noopener noreferrer nofollow", title: word("opens_outside") }, title));
  } else line.append(title);
  if (article.publisher) line.append(" · ", isolated(article.publisher));
  if (article.published) line.append(" · ", inOneLine(article.published));
  return line;
}

/** Ways to other reports of the same utterance, to answers and to earlier positions. */
function related(s) {
  const ways = [];
  const others = reportsOf.get(s.utterance).length - 1;
  if (others) ways.push(way("also_reported", s.utterance, { n: others }));
  const first = byStatement.get(s.utterance);
  if (first.reply) ways.push(way("answered", first.reply));
  for (const id of (answeredBy.get(s.utterance) || []).slice(0, 3)) ways.push(way("answers", id));
  if (first.earlier) ways.push(way("earlier", first.earlier));
  for (const id of (leftBy.get(s.utterance) || []).slice(0, 3)) ways.push(way("later", id));
  return ways.length ? make("ul", { class: "ways" }, ...ways) : null;
}
function way(key, id, values) {
  const other = byStatement.get(id);
  const text = values ? word(key, values) : `${word(key)} ${headline(other)}${other.date ? `, ${other.date}` : ""}`;
  return make("li", {}, button(isolated(text), () => choose("statement", id, true), { class: "name plainly", "data-way": key }));
}

function actions(s) {
  const cite = button(word("cite"), (event) => copy(citation(s), event.currentTarget), { title: word("cite_hint") });
  const link = isFramed ? null : button(word("link_here"), (event) => copy(addressOf(s), event.currentTarget), { title: word("link_here_hint") });
  const alone = view.chosen && view.chosen.kind === "statement" && view.chosen.id === s.id;
  const open = alone ? null : button(word("open"), () => choose("statement", s.id, true), { title: word("open_hint") });
  return make("p", { class: "actions" }, cite, link, open);
}
const addressOf = (s) => `${location.href.split("#")[0]}#${new URLSearchParams({ statement: s.id })}`;

/** A line for a footnote: the words, who said them when, and where exactly they are printed. */
function citation(s) {
  const article = articleOf(s);
  const who = [nameOf(s.speaker_id), officeOf(s), s.date || word("date_unknown")].filter(Boolean).join(", ");
  const opening = view.language === "fr" ? "« " : "“";
  const closing = view.language === "fr" ? " »" : "”";
  const printed = [article.author, `${opening}${article.title || s.article}${closing}`, article.publisher, article.published, article.url].filter(Boolean).join(", ");
  return `${opening}${s.evidence.replace(/\s+/g, " ")}${closing} (${who}). ${word("cited_in")} ${printed}, ${word("characters", { start: s.start, end: s.end })}.`;
}

async function copy(text, control) {
  const label = control.textContent;
  const done = await navigator.clipboard.writeText(text).then(() => true, () => copyBySelection(text));
  control.textContent = word(done ? "copied" : "copy_failed");
  setTimeout(() => { control.textContent = label; }, 1500);
}
/** For frames and old browsers that have no clipboard for scripts. */
function copyBySelection(text) {
  const field = make("textarea", { readonly: true, class: "unseen", "aria-hidden": "true" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
