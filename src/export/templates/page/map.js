/* Where it is about, and where it was said: points on an outline of the world, no tiles. */

let wanted = null; // [left, top, width, height]: the part of the map that was asked for
let frame = null; // the same in the shape of the window: what is seen
const LEAST_FRAME = 18;

function paintMap(live) {
  const about = new Map();
  const venues = new Map();
  for (const s of live) {
    for (const id of new Set(s.place_ids)) group(about, id, s);
    if (s.venue_id) group(venues, s.venue_id, s);
  }
  const isPlaced = (id) => ui.places[id].x !== undefined;
  const unplaced = new Set([...about.keys(), ...venues.keys()].filter((id) => !isPlaced(id)));
  const nowhere = live.filter((s) => !s.place_ids.length && !s.venue_id).length;
  const notes = [nowhere && word("map_nowhere", { n: nowhere }), unplaced.size && word("map_unplaced", { names: [...unplaced].map(placeOf).join(", ") })];
  byId("map_note").textContent = notes.filter(Boolean).join(" ");
  marks = [...[...venues].map(([id, list]) => ({ id, list, venue: true })), ...[...about].map(([id, list]) => ({ id, list, venue: false }))].filter(({ id }) => isPlaced(id)).sort((a, b) => b.list.length - a.list.length);
  setFrame(wanted || frameOf(marks.length > FEW_MARKS ? OPENING_SHARE : 1));
}
let marks = [];
const placeText = (id, list) => `${placeOf(id)}${word("colon")} ${toneText(toneOf(list))}`;

/** The smallest frame that holds the marks, with room around; the whole world if there is none. With a `share` below
 * 1, the marks that are farthest from the middle are left out, as long as so many statements remain. */
function frameOf(share) {
  if (!marks.length) return [0, 0, ui.world.width, ui.world.height];
  const spots = marks.map(({ id, list }) => ({ x: ui.places[id].x, y: ui.places[id].y, n: list.length }));
  const all = spots.reduce((sum, { n }) => sum + n, 0);
  const middle = (axis) => {
    let sum = 0;
    return [...spots].sort((a, b) => a[axis] - b[axis]).find(({ n }) => (sum += n) >= all / 2)[axis];
  };
  const [x0, y0] = [middle("x"), middle("y")];
  const near = spots.sort((a, b) => Math.hypot(a.x - x0, a.y - y0) - Math.hypot(b.x - x0, b.y - y0));
  let held = 0;
  const kept = near.filter(({ n }) => (held += n) - n < share * all);
  const [xs, ys] = [kept.map(({ x }) => x), kept.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const [wide, high] = [Math.max(90, 1.3 * (right - left)), Math.max(70, 1.4 * (bottom - top))];
  return [(left + right - wide) / 2, (top + bottom - high) / 2, wide, high];
}
const OPENING_SHARE = 0.75;
const FEW_MARKS = 12; // so many are all shown

/** Show this part of the map; marks and labels keep their size on the screen. */
function setFrame(asked, again) {
  wanted = asked;
  let [left, top, width, height] = asked;
  const svg = byId("map_svg");
  const { clientWidth: wide, clientHeight: high } = svg;
  const world = ui.world;
  const shape = wide && high ? wide / high : 1.4; // the frame takes the shape of the window
  const [x0, y0] = [left + width / 2, top + height / 2];
  [width, height] = width / height > shape ? [width, width / shape] : [height * shape, height];
  const most = Math.max(world.width, world.height * shape);
  if (width > most) [width, height] = [most, most / shape];
  frame = [within(x0 - width / 2, width, world.width), within(y0 - height / 2, height, world.height), width, height];
  svg.setAttribute("viewBox", frame.map((value) => value.toFixed(2)).join(" "));
  const unit = wide && high ? Math.max(width / wide, height / high) : width / 800; // of the map, in a pixel
  const inOrder = [...marks].sort((a, b) => isChosen("place", a.id) - isChosen("place", b.id)); // what is chosen lies above
  const circles = inOrder.map(({ id, list, venue }) => {
    const { x, y } = ui.places[id];
    const tone = venue ? "venue" : toneName(toneOf(list).net);
    const text = venue ? word("map_venue", { place: placeOf(id), n: list.length }) : placeText(id, list);
    const circle = draw("circle", { cx: x, cy: y, r: spotRadius(list, venue) * unit });
    return pickable(circle, `spot ${tone}${isChosen("place", id) ? " chosen" : ""}`, text, () => choose("place", id));
  });
  byId("map_marks").replaceChildren(...circles, ...placeNames(unit));
  const outside = new Set(marks.map(({ id }) => id).filter((id) => !isInFrame(ui.places[id])));
  byId("map_outside").textContent = outside.size ? word("map_outside", { n: outside.size }) : "";
  if (!again && (svg.clientWidth !== wide || svg.clientHeight !== high)) setFrame(asked, true); // the note took a line more
}
function isInFrame({ x, y }) {
  const [left, top, width, height] = frame;
  return x >= left && x <= left + width && y >= top && y <= top + height;
}
/** Pixels. */
const spotRadius = (list, venue) => Math.min(18, 3 + 2 * Math.sqrt(list.length)) + (venue ? 2.5 : 0);

/** The names of places where there is room for them, those of most statements first. */
function placeNames(unit) {
  const [left, , width] = frame;
  const taken = [];
  const drawn = [];
  for (const { id, list, venue } of [...marks].sort((a, b) => isChosen("place", b.id) - isChosen("place", a.id))) {
    const { x, y } = ui.places[id];
    const name = placeOf(id);
    if (!isInFrame(ui.places[id]) || taken.some((other) => other.name === name)) continue;
    const half = unit * name.length * 3.5;
    const radius = spotRadius(list, venue) * unit;
    const middle = Math.max(left + half, Math.min(x, left + width - half));
    const below = { name, left: middle - half, right: middle + half, top: y + radius + unit * 2, bottom: y + radius + unit * 16 };
    const over = { ...below, top: y - radius - unit * 16, bottom: y - radius - unit * 2 };
    const box = freeBox([below, over], taken);
    if (!box) continue;
    taken.push(box);
    const label = draw("text", { x: middle, y: box.bottom - unit * 3, class: "place" }, name);
    label.style.fontSize = `${12 * unit}px`;
    label.style.strokeWidth = `${3 * unit}px`;
    drawn.push(label);
  }
  return drawn;
}
function bringPlaceIntoView(id) {
  const { x, y } = ui.places[id];
  if (x === undefined || isInFrame({ x, y })) return;
  const [, , width, height] = frame;
  setFrame([x - width / 2, y - height / 2, width, height]);
}

/** Keep an edge of the frame on the map, or the map in the middle of a frame that is larger. */
const within = (edge, length, all) => (length > all ? (all - length) / 2 : Math.max(0, Math.min(edge, all - length)));

function zoomMap(factor, [x, y] = [0.5, 0.5]) {
  const [left, top, width, height] = frame;
  const scale = Math.max(LEAST_FRAME / width, 1 / factor);
  setFrame([left + x * width * (1 - scale), top + y * height * (1 - scale), width * scale, height * scale]);
}
/** Show every mark. */
function fitMap() {
  setFrame(frameOf(1));
}

function startPan(event) {
  if (event.button) return;
  const svg = byId("map_svg");
  const matrix = svg.getScreenCTM();
  const [left, top, width, height] = frame;
  let moved = false;
  const pan = (move) => {
    const [dx, dy] = [move.clientX - event.clientX, move.clientY - event.clientY];
    if (!moved && Math.hypot(dx, dy) < 4) return;
    moved = true;
    setFrame([left - dx / matrix.a, top - dy / matrix.d, width, height]);
  };
  whileHeld(pan);
}
function wheelMap(event) {
  event.preventDefault();
  const { left, top, width, height } = byId("map_svg").getBoundingClientRect();
  zoomMap(event.deltaY < 0 ? 1.2 : 1 / 1.2, [(event.clientX - left) / width, (event.clientY - top) / height]);
}
function keysOfMap(event) {
  const step = { ArrowLeft: [-0.15, 0], ArrowRight: [0.15, 0], ArrowUp: [0, -0.15], ArrowDown: [0, 0.15] }[event.key];
  if (step && event.target === byId("map_svg")) {
    event.preventDefault();
    const [left, top, width, height] = frame;
    setFrame([left + step[0] * width, top + step[1] * height, width, height]);
  }
  if (event.key === "+" || event.key === "-") keepFocus(() => zoomMap(event.key === "+" ? 1.3 : 1 / 1.3));
}
