/* Bars of statements per day, month or year, and a window over them that filters by date. */

const MOST_BARS = 62;
const MOST_YEARS = 300;
const LENGTHS = { day: 10, month: 7, year: 4 };

/** The step and the keys of all bars, so that there are not too many of them and most statements have one. */
function makePeriods() {
  const knownTo = (step) => statements.filter((s) => s.first && s.first.slice(0, LENGTHS[step]) === s.last.slice(0, LENGTHS[step])).map((s) => s.first).sort();
  const days = 2 * knownTo("day").length > knownTo("month").length;
  for (const [step, most] of [...(days ? [["day", MOST_BARS]] : []), ["month", MOST_BARS], ["year", MOST_YEARS]]) {
    const firsts = knownTo(step);
    const keys = firsts.length ? keysBetween(firsts[0], firsts[firsts.length - 1], step, most + 1) : [];
    if (keys.length && keys.length <= most) return { step, keys };
  }
  return { step: "month", keys: [] }; // no bars for centuries: their dates can be typed
}
function keysBetween(first, last, step, most) {
  const length = LENGTHS[step];
  const keys = [];
  const day = new Date(`${first.slice(0, length).padEnd(10, "-01")}T00:00:00Z`);
  while (keys.length < most && day.getUTCFullYear() <= 9999) {
    const key = day.toISOString().slice(0, length);
    if (key > last.slice(0, length)) break;
    keys.push(key);
    if (step === "day") day.setUTCDate(day.getUTCDate() + 1);
    else if (step === "month") day.setUTCMonth(day.getUTCMonth() + 1);
    else day.setUTCFullYear(day.getUTCFullYear() + 1);
  }
  return keys;
}
const time = makePeriods();
const keyIndex = new Map(time.keys.map((key, k) => [key, k]));

/** The bar of a statement; undefined where its date is less precise than a bar, or unknown. */
function barOf(s) {
  if (!s.first) return undefined;
  const key = s.first.slice(0, LENGTHS[time.step]);
  return key === s.last.slice(0, LENGTHS[time.step]) ? keyIndex.get(key) : undefined;
}
/** How many statements each bar has, and how many have none (`vague`). */
function perBar(list) {
  const counts = time.keys.map(() => 0);
  let vague = 0;
  for (const s of list) {
    const k = barOf(s);
    if (k === undefined) vague++;
    else counts[k]++;
  }
  return { counts, vague };
}
/** The bars that lie in the window, as [first, last]; all of them if no dates are set. */
function windowBars() {
  const length = LENGTHS[time.step];
  const first = view.from ? time.keys.findIndex((key) => key >= view.from.slice(0, length)) : 0;
  const last = view.to ? time.keys.findLastIndex((key) => key <= view.to.slice(0, length)) : time.keys.length - 1;
  return [first < 0 ? time.keys.length - 1 : first, Math.max(0, last)];
}
/** Set the window to these bars; an end that is not moved keeps the date that was typed. */
function setWindow(first, last, moved = ["from", "to"]) {
  const end = time.keys.length - 1;
  [first, last] = [Math.max(0, Math.min(first, last)), Math.min(end, Math.max(first, last))];
  const all = first === 0 && last === end;
  if (moved.includes("from")) view.from = time.keys[first];
  if (moved.includes("to")) view.to = time.keys[last];
  if (all && view.from === time.keys[0]) view.from = "";
  if (all && view.to === time.keys[end]) view.to = "";
  fillControls();
  show();
}

function buildBars() {
  byId("brush").hidden = !statements.some((s) => barOf(s) !== undefined);
  byId("bars").replaceChildren(...time.keys.map((key) => make("div", { class: "bar", "data-key": key }, make("i", {}), make("i", {}))));
}

function showBars(live, inTime) {
  const { counts: all, vague } = perBar(inTime);
  const { counts: inside } = perBar(live);
  const most = Math.max(1, ...all);
  const [first, last] = windowBars();
  [...byId("bars").children].forEach((bar, k) => {
    bar.title = `${time.keys[k]}${word("colon")} ${word("n_statements", { n: all[k] })}`;
    bar.classList.toggle("out", k < first || k > last);
    [all[k], inside[k]].forEach((n, part) => { bar.children[part].style.height = `${(100 * n) / most}%`; });
  });
  const share = (k) => `${(100 * k) / time.keys.length}%`;
  byId("window").style.left = share(first);
  byId("window").style.width = share(Math.max(1, last - first + 1));
  byId("window").classList.toggle("all", !view.from && !view.to);
  for (const [id, k] of [["handle_from", first], ["handle_to", last]]) {
    const handle = byId(id);
    handle.style.left = share(id === "handle_from" ? k : k + 1);
    handle.setAttribute("aria-valuemax", time.keys.length - 1);
    handle.setAttribute("aria-valuenow", k);
    handle.setAttribute("aria-valuetext", time.keys[k] || "");
  }
  byId("bars").setAttribute("aria-label", word(`per_${time.step}`));
  byId("first_bar").textContent = time.keys[0] || "";
  byId("last_bar").textContent = time.keys[time.keys.length - 1] || "";
  byId("undated").textContent = vague ? word(`vague_${time.step}`, { n: vague }) : "";
}

/* ---- dragging ---- */

function barAt(event) {
  const { left, width } = byId("bars").getBoundingClientRect();
  return Math.max(0, Math.min(time.keys.length - 1, Math.floor(((event.clientX - left) / width) * time.keys.length)));
}
function startDrag(event) {
  if (event.button) return;
  stopPlaying();
  const start = barAt(event);
  const [first, last] = windowBars();
  const grip = event.target.id;
  const whole = !view.from && !view.to;
  let moved = false;
  const drag = (move) => {
    const k = barAt(move);
    if (k === start && !moved) return;
    moved = true;
    if (grip === "handle_from") setWindow(Math.min(k, last), last, ["from"]);
    else if (grip === "handle_to") setWindow(first, Math.max(k, first), ["to"]);
    else if (grip === "window" && !whole) slideWindow(first, last, k - start);
    else setWindow(start, k);
  };
  whileHeld(drag, () => {
    if (moved || grip.startsWith("handle")) return;
    const again = first === start && last === start && !whole; // a click on the only bar chosen gives all back
    setWindow(again ? 0 : start, again ? time.keys.length - 1 : start);
  });
}
function slideWindow(first, last, by) {
  const step = Math.max(-first, Math.min(by, time.keys.length - 1 - last));
  setWindow(first + step, last + step);
}
function moveHandle(event) {
  const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -6, PageUp: 6, Home: -Infinity, End: Infinity }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const [first, last] = windowBars();
  const end = time.keys.length - 1;
  if (event.target.id === "handle_from") setWindow(Math.max(0, Math.min(last, first + step)), last, ["from"]);
  else setWindow(first, Math.min(end, Math.max(first, last + step)), ["to"]);
}

/* ---- playing ---- */

let playing = null; // {timer, from, to}: what runs, and the dates to go back to
const PLAY_MILLISECONDS = 900;

/** Move a window from the first bar to the last, then set the dates as they were. */
function play() {
  if (playing) return stopPlaying();
  const [first, last] = windowBars();
  const whole = !view.from && !view.to;
  const width = whole ? 0 : last - first;
  let k = whole || last >= time.keys.length - 1 ? 0 : first + 1;
  const step = () => {
    if (k + width > time.keys.length - 1) return stopPlaying(true);
    setWindow(k, k + width);
    return k++;
  };
  playing = { timer: setInterval(step, PLAY_MILLISECONDS), from: view.from, to: view.to };
  byId("count").setAttribute("aria-live", "off");
  step();
  return labelPlay();
}
function stopPlaying(back) {
  if (!playing) return;
  clearInterval(playing.timer);
  if (back) Object.assign(view, { from: playing.from, to: playing.to });
  playing = null;
  byId("count").removeAttribute("aria-live");
  labelPlay();
  if (back) {
    fillControls();
    show();
  }
}
function labelPlay() {
  byId("play").dataset.wordLabel = byId("play").dataset.wordTitle = playing ? "pause" : "play";
  byId("play").title = word(playing ? "pause" : "play");
  byId("play").setAttribute("aria-label", byId("play").title);
  byId("play").textContent = playing ? "❚❚" : "▶";
}
