/* Words, names and elements, of which the other parts are made. All text from articles goes through `textContent`. */

function word(key, values) {
  const text = ui.words[key][view.language];
  if (!values) return text;
  const isOne = (n) => n === 1 || (n === 0 && view.language === "fr");
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name, one, many) => (!(name in values) ? whole : many === undefined ? shownNumber(values[name]) : isOne(values[name]) ? one : many));
}
/** A number as the language writes it; what is no number stays. */
const shownNumber = (value) => (typeof value === "number" ? NUMBERS[view.language].format(value) : value);
const NUMBERS = { en: new Intl.NumberFormat("en"), fr: new Intl.NumberFormat("fr") };

/** The same as nodes, each value in one line. */
function phrase(key, values) {
  return ui.words[key][view.language].split(/\{(\w+)\}/).map((part, k) => (k % 2 ? inOneLine(values[part]) : part));
}
const nameOf = (id) => (ui.actors[id] ? ui.actors[id][view.language] : id);
const placeOf = (id) => (ui.places[id] ? ui.places[id][view.language] : id);
const stanceOf = (stance) => ui.stances[stance][view.language];

/** Text as it is searched: small letters without accents. */
function plainly(text) {
  const small = text.toLowerCase();
  if (/^[\0-\x7f]*$/.test(small)) return small;
  return small.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[’ʼ]/g, "'");
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
/** Make an element: `make("p", {class: "quiet"}, "text", child, ...)`; children that are null are left out. */
const make = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const draw = (tag, attributes, ...children) => fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
const isolated = (text) => make("bdi", {}, text);
const inOneLine = (text) => make("bdi", { class: "nowrap" }, text); // dates break at their hyphens else
/** A button of a text, an element or a list of both. */
const button = (content, onclick, attributes) => make("button", { type: "button", onclick, ...attributes }, ...[content].flat());

const sample = (stance) => document.querySelector(`#stances svg[data-stance="${stance}"]`).cloneNode(true);
function shapeOf(id) {
  const svg = document.querySelector(`#kinds svg[data-kind="${ui.actors[id].kind}"]`);
  return svg && svg.cloneNode(true);
}
const verb = (s) => make("span", { class: "verb", "data-stance": s.stance }, stanceOf(s.stance));

function group(map, key, value) {
  if (map.has(key)) map.get(key).push(value);
  else map.set(key, [value]);
}
/** The entries of a map of lists, the longest first, then by key. */
const longestFirst = (map) => [...map].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));

/** Names that hold "|" or "%" are written so that they can be joined by "|"; see `link_id` in page_data.py. */
const joined = (...parts) => parts.map((part) => String(part).replace(/%/g, "%25").replace(/\|/g, "%7C")).join("|");
const parted = (id) => id.split("|").map((part) => part.replace(/%7C/g, "|").replace(/%25/g, "%"));

/** The first of some boxes that lies over none of those taken; undefined if none does. */
const freeBox = (boxes, taken) => boxes.find((box) => !taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom));

/** Call `move` while the pointer is held down, `end` when it is let go. */
function whileHeld(move, end) {
  const stop = () => {
    removeEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) removeEventListener(name, stop);
    if (end) end();
  };
  addEventListener("pointermove", move);
  for (const name of ["pointerup", "pointercancel"]) addEventListener(name, stop);
}

/* ---- colours ---- */

let palette = {};
function readPalette() {
  const style = getComputedStyle(root);
  palette = Object.fromEntries(ui.colours.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}
const channels = (hex) => (hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : hex.slice(1).match(/../g)).map((two) => parseInt(two, 16));
/** Mix a colour with the ground, so that it looks pale and still covers what lies under it. */
function faded(hex, share) {
  const under = channels(palette.ground);
  return `rgb(${channels(hex).map((value, k) => Math.round(share * value + (1 - share) * under[k])).join(",")})`;
}
const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

/* ---- the other language ---- */

const LABELLED = { wordLabel: "aria-label", wordTitle: "title", wordPlaceholder: "placeholder" };

function relabel() {
  root.lang = view.language;
  for (const element of document.querySelectorAll("[data-word]")) {
    const text = word(element.dataset.word, element.dataset.values && JSON.parse(element.dataset.values));
    (element.querySelector("button, bdi") || element).textContent = text;
  }
  if (document.querySelector("h1[data-word]")) document.title = word("title");
  for (const [key, attribute] of Object.entries(LABELLED)) {
    const selector = `[data-${key.replace(/[A-Z]/, (letter) => "-" + letter.toLowerCase())}]`;
    for (const element of document.querySelectorAll(selector)) element.setAttribute(attribute, word(element.dataset[key]));
  }
  for (const element of document.querySelectorAll("[data-label]")) element.textContent = stanceOf(element.dataset.label);
  for (const header of document.querySelectorAll("#table th button")) header.title = word("sort", { column: header.textContent });
  byId("names").replaceChildren(...byCount.map((id) => make("option", { value: nameOf(id) })));
}
