/* One statement as a card: who (for whom), stance, target; its sentence; when, where, how sure; what hangs on it. */

const actorButton = (id) => button(isolated(nameOf(id)), () => choose("actor", id, true), { class: "name" });

const officeOf = (s) => (s.office === undefined ? null : ui.actors[s.speaker_id].offices[s.office]);
const titleOf = (office) => (office && view.language === "fr" && office.fr) || (office && office.en);

function card(s) {
  const line = make("p", {}, actorButton(s.speaker_id));
  const facts = [titleOf(officeOf(s)), s.represents_id && s.represents_id !== s.speaker_id && word("for_whom", { name: nameOf(s.represents_id) })].filter(Boolean);
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
  facts.push(`${word("confidence").toLowerCase()} ${shownNumber(s.confidence)}`, s.rule && `${word("rule")} ${s.rule}`);
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
  const first = byStatement.get(s.utterance);
  const others = reportsOf.get(s.utterance).length - 1;
  const ways = [
    others && way("also_reported", s.utterance, word("also_reported", { n: others })),
    first.reply && way("answered", first.reply),
    first.unanswered && make("li", { class: "quiet" }, word("unanswered")),
    ...(answeredBy.get(s.utterance) || []).slice(0, MOST_WAYS).map((id) => way("answers", id)),
    first.earlier && way("earlier", first.earlier),
    ...(leftBy.get(s.utterance) || []).slice(0, MOST_WAYS).map((id) => way("later", id)),
  ].filter(Boolean);
  return ways.length ? make("ul", { class: "ways" }, ...ways) : null;
}
const MOST_WAYS = 3; // of one sort on a card; the statement's own panel has more
function way(key, id, text) {
  const other = byStatement.get(id);
  const said = `${word(key)}${word("colon")} ${headline(other)}, ${other.date || word("date_unknown")}, “${shortened(other.evidence, 60)}”`;
  return make("li", {}, button(isolated(text || said), () => choose("statement", id, true), { class: "name plainly", "data-way": key }));
}

function actions(s) {
  const told = (key, onclick) => button(word(key), onclick, { "data-word": key, title: word(`${key}_hint`) });
  return make("p", { class: "actions" },
    told("cite", (event) => copy(citation(s), event.currentTarget)),
    isFramed ? null : told("link_here", (event) => copy(addressOf(s), event.currentTarget)),
    isChosen("statement", s.id) ? null : told("open", () => choose("statement", s.id, true)));
}
const addressOf = (s) => `${location.href.split("#")[0]}#${new URLSearchParams({ statement: s.id })}`;

/** A line for a footnote: the words, who said them when, and where exactly they are printed. */
function citation(s) {
  const article = articleOf(s);
  const who = [nameOf(s.speaker_id), titleOf(officeOf(s)), s.date || word("date_unknown")].filter(Boolean).join(", ");
  const opening = view.language === "fr" ? "« " : "“";
  const closing = view.language === "fr" ? " »" : "”";
  const printed = [article.author, `${opening}${article.title || s.article}${closing}`, article.publisher, article.published, article.url].filter(Boolean).join(", ");
  return `${opening}${s.evidence.replace(/\s+/g, " ")}${closing} (${who}). ${word("cited_in")} ${printed}, ${word("characters", { start: s.start, end: s.end })}.`;
}

async function copy(text, control) {
  const done = await navigator.clipboard.writeText(text).then(() => true, () => copyBySelection(text));
  control.textContent = word(done ? "copied" : "copy_failed");
  clearTimeout(control.timer);
  control.timer = setTimeout(() => { control.textContent = word(control.dataset.word); }, 1500);
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
