/* The graph, drawn by vis-network. Positions come with the page; links are bent and folded here. */

const nodes = new vis.DataSet(read("data-nodes"));
const edges = new vis.DataSet(read("data-edges"));
const network = new vis.Network(byId("network"), { nodes, edges }, read("data-options"));
const sizeOf = new Map(nodes.map((node) => [node.id, node.size]));
const ties = edges.get({ filter: (edge) => edge.tie }); // who belongs to whom; always the same
let bends = new Map();

/** Parallel links fan out, opposite ones and ties keep apart; the same whatever the filters hide. */
function bendLinks() {
  const fans = new Map();
  for (const [link, [s]] of ofLink) group(fans, joined(s.by, s.on), link);
  const tied = new Set(ties.flatMap((tie) => [joined(tie.from, tie.to), joined(tie.to, tie.from)]));
  bends = new Map();
  for (const [pair, fan] of fans) {
    const [a, b] = parted(pair);
    const step = Math.min(0.14, 0.7 / fan.length);
    const oneSided = fans.has(joined(b, a)) || tied.has(pair);
    fan.sort().forEach((link, k) => {
      if (a === b) return bends.set(link, { selfReference: { size: 12 + (sizeOf.get(a) || 0) + 4 * k, angle: 0.8 + 0.7 * k } });
      const offset = oneSided ? 0.1 + k * step : (k - (fan.length - 1) / 2) * step;
      return bends.set(link, { smooth: { enabled: true, type: offset >= 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(offset) } });
    });
  }
}

let holds = 0;
/** Let the graph draw once after all that an action changes in it. */
function drawOnce(action) {
  if (!holds++) network.body.emitter.emit("_blockRedraw");
  try {
    return action();
  } finally {
    if (!--holds) {
      network.body.emitter.emit("_allowRedraw");
      if (view.tab === "graph") network.body.emitter.emit("_requestRedraw"); // else nobody sees it
    }
  }
}

const MANY_LINKS = 600; // more are drawn the paler, so that the actors stand out
const linkWidth = (n) => Math.min(10, 0.6 + 1.2 * Math.sqrt(n)); // pixels
const painted = new Map(); // id -> how it was last painted, so that only what changes is drawn anew

function update(data, items) {
  const changed = items.filter((item) => {
    const look = JSON.stringify(item);
    if (painted.get(item.id) === look) return false;
    painted.set(item.id, look);
    return true;
  });
  if (changed.length) data.update(changed);
}

/** Draw the graph anew: what the filters hide, how wide, and pale what the chosen thing does not touch. */
function paintGraph(live) {
  const perLink = new Map();
  const counts = new Map(); // actor -> how many live statements name it, or somebody folded into it
  for (const s of live) {
    if (s.link) perLink.set(s.link, (perLink.get(s.link) || 0) + 1);
    const standing = new Set([s.by, s.on, s.represents_id && above(s.represents_id)].filter(Boolean));
    for (const id of standing) counts.set(id, (counts.get(id) || 0) + 1);
  }
  const isShown = (id) => counts.has(id);
  const near = nearChosen();
  const share = near ? 1 : Math.max(0.35, Math.min(1, Math.sqrt(MANY_LINKS / perLink.size)));
  update(edges, [...new Set([...edges.getIds(), ...perLink.keys()])].map((id) => paintedEdge(id, perLink.get(id) || 0, near, isShown, share)).filter(Boolean));
  update(nodes, nodes.map((node) => {
    const own = palette[`kind-${ui.actors[node.id].kind}`];
    const bright = !near || near.nodes.has(node.id);
    const chosen = { background: own, border: palette.accent };
    return {
      id: node.id,
      hidden: !isShown(node.id),
      size: view.folded.has(node.id) ? Math.min(34, sizeOf.get(node.id) * 1.25) : sizeOf.get(node.id),
      color: { background: bright ? own : faded(own, 0.3), border: palette.ground, highlight: chosen, hover: chosen },
      font: { color: bright ? palette.ink : faded(palette.ink, 0.65), strokeColor: palette.ground },
      title: `${nameOf(node.id)}${word("colon")} ${word("n_statements", { n: counts.get(node.id) || 0 })}`,
    };
  }));
  placeLabels(near);
}

function paintedEdge(id, n, near, isShown, share) {
  const edge = edges.get(id);
  const s = ofLink.has(id) && ofLink.get(id)[0];
  const [from, to] = edge ? [edge.from, edge.to] : [s.by, s.on];
  if (!sizeOf.has(from) || !sizeOf.has(to)) return null; // left out of the graph
  const tie = Boolean(edge && edge.tie);
  const { stance } = edge || s;
  const own = palette[tie ? "quiet" : stance];
  const bright = !near || near.edges.has(id);
  const verbs = tie ? word("speaks_for") : `${stanceOf(stance)} (${n})`;
  return {
    id,
    from,
    to,
    ...(tie ? {} : { stance, dashes: ui.dashes[stance] || false }),
    ...bends.get(id),
    hidden: tie ? !(isShown(from) && isShown(to)) : !n,
    width: tie ? edge.width : linkWidth(n),
    color: { color: faded(own, bright ? share : 0.18), highlight: own, hover: own },
    title: `${nameOf(from)} → ${nameOf(to)}${word("colon")} ${verbs}`,
  };
}

/** Keep labels readable at any zoom: seen from afar they grow, and the actors named most go first. */
function placeLabels(near = nearChosen()) {
  const scale = network.getScale();
  const size = Math.max(14, 11.5 / scale);
  const crowded = size > 14.5;
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
    const high = size * (0.4 + 1.15 * lines.length);
    const below = { left: x - half, right: x + half, top: y + node.size, bottom: y + node.size + high, shift: 0 };
    const over = { ...below, top: y - node.size - high, bottom: y - node.size, shift: -2 * node.size - high - size * 0.6 };
    const free = crowded ? freeBox([below, over], placed) : below;
    if (free) placed.push(free);
    return { id: node.id, label: free ? text : "", font: { ...node.font, size, strokeWidth: size / 3.5, vadjust: free ? free.shift : 0 } };
  }));
}

/** What the chosen thing touches, as nodes and links; null if nothing in the graph is chosen. */
function nearChosen() {
  if (!view.chosen) return null;
  const { kind, id } = view.chosen;
  if (kind === "actor") {
    const own = above(id);
    if (!sizeOf.has(own)) return null;
    const isNear = (list) => list[0].by === own || list[0].on === own || list.some((s) => s.represents_id === id);
    const touching = [...ofLink].filter(([, list]) => isNear(list)).map(([link, [s]]) => ({ id: link, from: s.by, to: s.on }));
    touching.push(...ties.filter((tie) => tie.from === own || tie.to === own));
    return { nodes: new Set([own, ...touching.flatMap((edge) => [edge.from, edge.to])]), edges: new Set(touching.map((edge) => edge.id)) };
  }
  const rows = rowsOf(kind, id);
  if (!rows.length) return null;
  return { nodes: new Set(rows.flatMap((s) => [s.by, s.on]).filter(Boolean)), edges: new Set(rows.map((s) => s.link).filter(Boolean)) };
}

/** Every state with those who stand by it: one blob behind them. */
function groups() {
  const spots = network.getPositions();
  const found = new Map();
  for (const tie of ties) {
    const [person, home] = [spots[tie.from], spots[tie.to]]; // a hidden actor has no spot
    if (!person || !home || ui.actors[tie.from].home !== tie.to) continue;
    if (Math.hypot(person.x - home.x, person.y - home.y) < GROUP_REACH) group(found, tie.to, person);
  }
  return [...found].map(([home, people]) => ({ home: spots[home], people }));
}
const GROUP_WIDTH = 58; // pixels of the graph
const GROUP_REACH = 300; // who stands farther away in a large graph is tied by the dotted line alone

network.on("beforeDrawing", (pen) => {
  pen.save();
  pen.strokeStyle = palette.blob;
  pen.lineWidth = GROUP_WIDTH;
  pen.lineCap = pen.lineJoin = "round";
  for (const { home, people } of groups()) {
    pen.beginPath();
    for (const { x, y } of people) {
      pen.moveTo(home.x, home.y);
      pen.lineTo(x, y);
    }
    pen.stroke();
  }
  pen.restore();
});

function selectInGraph() {
  network.unselectAll();
  if (!view.chosen) return;
  const { kind, id } = view.chosen;
  if (kind === "link" && edges.get(id)) network.selectEdges([id]);
  if (kind === "actor" && nodes.get(above(id))) network.selectNodes([above(id)], false);
}

let isFitted = false; // the graph keeps its part of the picture while other views are open
let isMoved = false; // by the reader: then the size of the window does not change it
function openGraph() {
  if (!isFitted) fitGraph();
}
function fitGraph(animate) {
  isFitted = true;
  isMoved = false;
  network.setSize();
  network.redraw(); // so that the sizes of labels are known
  drawOnce(() => {
    network.fit({ maxZoomLevel: 1.25 });
    placeLabels(); // seen from afar labels grow, and need room too
  });
  network.redraw();
  network.fit({ maxZoomLevel: 1.25, animation: Boolean(animate) && !still });
  placeLabels();
}
function zoomGraph(factor) {
  isMoved = true;
  network.moveTo({ scale: network.getScale() * factor, animation: !still && { duration: 200 } });
  if (still) placeLabels();
}
/** Move the graph only if the actor stands outside of what is seen, or is too small to see. */
function bringIntoView(id) {
  const node = nodes.get(above(id));
  if (!node || node.hidden || view.tab !== "graph") return;
  const { x, y } = network.canvasToDOM(network.getPositions([node.id])[node.id]);
  const { clientWidth: width, clientHeight: height } = byId("network");
  if (x > 40 && y > 40 && x < width - 40 && y < height - 40 && network.getScale() > 0.5) return;
  network.focus(node.id, { scale: Math.max(network.getScale(), 0.8), animation: !still && { duration: 350 } });
  if (still) placeLabels();
}

network.on("click", ({ nodes: [node], edges: [edge] }) => {
  document.querySelector("#network .vis-network").focus({ preventScroll: true }); // else a tap scrolls back to it
  const tie = edge !== undefined && node === undefined && edges.get(edge).tie;
  if (node !== undefined) choose("actor", node);
  else if (edge !== undefined) choose(tie ? "actor" : "link", tie ? edges.get(edge).from : edge);
  else if (view.chosen) choose(null, null);
});
network.on("doubleClick", ({ nodes: [node] }) => {
  if (node !== undefined && homes.includes(node)) foldOne(node);
});
network.on("zoom", later(() => placeLabels()));
for (const moved of ["zoom", "dragEnd"]) network.on(moved, () => { isMoved = true; });
network.on("animationFinished", () => placeLabels());
