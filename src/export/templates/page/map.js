/* Where it is about, and where it was said: points on an outline of the world, no tiles. */

let frame = null; // [left, top, width, height] of the map that is seen; null: all places
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
  if (!frame) frame = frameOf(OPENING_CUT);
  setFrame(frame);
}
let marks = [];
const placeText = (id, list) => `${placeOf(id)}: ${toneText(toneOf(list))}`;
const isChosenPlace = (id) => Boolean(view.chosen && view.chosen.kind === "place" && view.chosen.id === id);

/** The smallest frame that holds every mark, with room around; the whole world if there is none. With `cut`, that
 * share of the statements may lie outside on each side: the map opens on where most is about. */
function frameOf(cut) {
  if (!marks.length) return [0, 0, ui.world.width, ui.world.height];
  const reach = (axis) => {
    const spots = marks.flatMap(({ id, list }) => list.map(() => ui.places[id][axis])).sort((a, b) => a - b);
    return [spots[Math.floor(cut * (spots.length - 1))], spots[Math.ceil((1 - cut) * (spots.length - 1))]];
  };
  const [left, right] = reach("x");
  const [top, bottom] = reach("y");
  const [wide, high] = [Math.max(120, 1.25 * (right - left)), Math.max(90, 1.35 * (bottom - top))];
  return [(left + right - wide) / 2, (top + bottom - high) / 2, wide, high];
}
const OPENING_CUT = 0.1;

/** Show this part of the map; marks and labels keep their size on the screen. */
function setFrame([left, top, width, height]) {
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
  const placed = [];
  const drawn = [];
  for (const { id, list, venue } of marks) {
    const { x, y } = ui.places[id];
    const radius = unit * Math.min(20, 3.5 + 2 * Math.sqrt(list.length));
    const tone = venue ? "venue" : toneName(toneOf(list).net);
    const text = venue ? word("map_venue", { place: placeOf(id), n: list.length }) : placeText(id, list);
    const circle = draw("circle", { cx: x, cy: y, r: venue ? radius + unit * 2.5 : radius });
    const chosen = isChosenPlace(id) ? " chosen" : "";
    drawn.push(pickable(circle, `spot ${tone}${chosen}`, text, () => choose("place", id)));
    const name = placeOf(id);
    const box = { left: x - unit * name.length * 3.6, right: x + unit * name.length * 3.6, top: y + radius + unit * 2, bottom: y + radius + unit * 17 };
    if (placed.some((other) => other.name === name || (box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom))) continue;
    placed.push({ name, ...box });
    const label = draw("text", { x, y: y + radius + unit * 14, class: "place" }, name);
    label.style.fontSize = `${12 * unit}px`;
    label.style.strokeWidth = `${3 * unit}px`;
    drawn.push(label);
  }
  byId("map_marks").replaceChildren(...drawn);
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
  setFrame(frameOf(0));
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
  const end = () => {
    removeEventListener("pointermove", pan);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
  };
  addEventListener("pointermove", pan);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
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
  if (event.key === "+" || event.key === "-") zoomMap(event.key === "+" ? 1.3 : 1 / 1.3);
}
