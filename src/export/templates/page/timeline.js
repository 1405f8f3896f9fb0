/* When it was said: a lane for each actor; friendly words above its line, hostile ones below. */

const LANES = 16;
const LANE_HEIGHTS = [44, 64]; // pixels: at the least, and where there is room
const TOP = 26;

function paintTimeline(live) {
  const dated = live.filter((s) => s.first);
  const lanes = new Map();
  for (const s of dated) group(lanes, s.by, s);
  const shown = longestFirst(lanes).slice(0, LANES);
  const notes = [];
  if (lanes.size > shown.length) notes.push(word("timeline_left_out", { shown: shown.length, all: lanes.size }));
  if (live.length > dated.length) notes.push(word("timeline_undated", { n: live.length - dated.length }));
  byId("timeline_note").textContent = notes.join(" ");
  const svg = byId("timeline_svg");
  const width = Math.max(360, byId("timeline").clientWidth - 32);
  const laneHeight = Math.max(LANE_HEIGHTS[0], Math.min(LANE_HEIGHTS[1], (byId("timeline").clientHeight - 130) / shown.length));
  const height = TOP + shown.length * laneHeight + 8;
  const side = Math.min(260, width * 0.34, 12 + 7 * Math.max(0, ...shown.map(([id]) => nameOf(id).length)));
  fill(svg, { viewBox: `0 0 ${width} ${height}`, width, height }, []);
  svg.replaceChildren();
  if (!shown.length) return;
  const firsts = shown.flatMap(([, list]) => list.map((s) => dayNumber(s.first)));
  const lasts = shown.flatMap(([, list]) => list.map((s) => dayNumber(s.last)));
  const start = firsts.reduce((a, b) => Math.min(a, b));
  const span = Math.max(1, lasts.reduce((a, b) => Math.max(a, b)) - start);
  const x = (day) => side + 14 + ((width - side - 30) * (day - start)) / span;
  shown.forEach((lane, k) => k % 2 || svg.append(draw("rect", { class: "stripe", x: 0, width, y: TOP + k * laneHeight, height: laneHeight })));
  for (const [day, label] of ticks(start, span, (width - side) / 70)) {
    svg.append(draw("line", { class: "grid", x1: x(day), x2: x(day), y1: TOP - 6, y2: height }), draw("text", { class: "tick", x: x(day), y: 12 }, label));
  }
  shown.forEach(([id, list], k) => svg.append(lane(id, list, TOP + (k + 0.5) * laneHeight, { x, width, side })));
}
const dayNumber = (text) => Date.parse(`${text}T00:00:00Z`) / 86400000;

function lane(id, list, y, { x, width, side }) {
  const marks = new Map();
  for (const s of list) group(marks, joined(id, s.first, s.last, s.polarity), s);
  const items = longestFirst(marks).map(([mark, own]) => {
    const { first, last, polarity } = own[0];
    const [left, right] = [x(dayNumber(first)), x(dayNumber(last))];
    const middle = y - 13 * polarity;
    const radius = Math.min(11, 2.6 + 1.7 * Math.sqrt(own.length));
    const text = `${nameOf(id)}, ${own[0].date}${word("colon")} ${word("n_statements", { n: own.length })}, ${word(toneName(polarity))}`;
    const chosen = view.chosen && view.chosen.kind !== "actor" && own.some((s) => rowsOfChosen().has(s));
    const shape = right - left > 2 * radius ? draw("rect", { x: left, width: right - left, y: middle - 3, height: 6, rx: 3 }) : draw("circle", { cx: (left + right) / 2, cy: middle, r: radius });
    return pickable(shape, `mark ${toneName(polarity)}${chosen ? " chosen" : ""}`, text, () => choose("day", mark));
  });
  const name = nameOf(id);
  const cut = Math.floor(side / 7.2);
  const label = draw("text", { class: "lane", x: side, y: y + 5 }, name.length > cut ? `${name.slice(0, cut - 1)}…` : name);
  return draw("g", {}, draw("line", { class: "grid", x1: side + 8, x2: width, y1: y, y2: y }), pickable(label, "actor", name, () => choose("actor", id)), ...items);
}

/** Make a shape a button for mouse, keyboard and screen reader. */
function pickable(shape, name, text, pick) {
  const item = draw("g", { class: name, role: "button", tabindex: 0, "aria-label": text, onclick: pick }, draw("title", {}, text), shape);
  item.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    pick();
    byId("panel").focus({ preventScroll: !isNarrow() });
  });
  return item;
}

/** Days and labels of the lines of time: years, months or days, so that they do not collide. */
function ticks(start, span, most) {
  const date = (day) => new Date(day * 86400000).toISOString().slice(0, 10);
  const steps = [["day", 1], ["day", 7], ["month", 1], ["month", 3], ["month", 6], ["year", 1], ["year", 5], ["year", 20], ["year", 50], ["year", 100], ["year", 200], ["year", 500], ["year", 1000]];
  const days = { day: 1, month: 30.4, year: 365.25 };
  const [unit, by] = steps.find(([name, n]) => span / (days[name] * n) <= most) || steps[steps.length - 1];
  const found = [];
  for (const key of keysBetween(date(start), date(start + span), unit, 4000)) {
    const day = Date.parse(`${key.padEnd(10, "-01")}T00:00:00Z`) / 86400000;
    const count = unit === "day" ? Math.round(day - start) : unit === "month" ? Number(key.slice(5)) - 1 : Number(key);
    if (count % by === 0 && day >= start) found.push([day, key]);
  }
  if (!found.length || found[0][0] - start > span / 6) found.unshift([start, date(start)]);
  return found;
}
