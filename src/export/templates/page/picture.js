/* Every view as an SVG picture, and as a PNG made of it. */

const FONT = "system-ui, 'DejaVu Sans', sans-serif";
const PNG_SCALE = 2;

function pictureOf(tab) {
  const makers = { graph: graphPicture, matrix: matrixPicture, timeline: () => copyOf(byId("timeline_svg")), map: () => copyOf(byId("map_svg")) };
  return makers[tab]();
}

/** A picture of a size in pixels, on a ground, titled as the page. */
function sheet(width, height, viewBox, ground, ...content) {
  const [left, top, wide, high] = viewBox;
  const behind = draw("rect", { x: left - wide, y: top - high, width: 3 * wide, height: 3 * high, fill: ground });
  return draw("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: viewBox.join(" "), "font-family": FONT }, draw("title", {}, document.title), behind, ...content);
}

/* ---- the graph ---- */

function graphPicture() {
  const { clientWidth, clientHeight } = byId("network");
  const scale = network.getScale();
  const { x, y } = network.getViewPosition();
  const [width, height] = [clientWidth / scale, clientHeight / scale];
  const blobs = groups().map(({ home, people }) => draw("path", { d: people.map((spot) => `M${round(home.x)} ${round(home.y)}L${round(spot.x)} ${round(spot.y)}`).join(""), stroke: palette.blob, "stroke-width": GROUP_WIDTH, "stroke-linecap": "round", "stroke-linejoin": "round", fill: "none" }));
  const links = edges.get({ filter: (edge) => !edge.hidden }).map(drawnLink);
  const actors = nodes.get({ filter: (node) => !node.hidden }).map(drawnActor);
  return sheet(clientWidth, clientHeight, [x - width / 2, y - height / 2, width, height].map(round), palette.ground, ...blobs, ...links, ...actors);
}
const round = (value) => Math.round(value * 10) / 10;

function drawnLink(edge) {
  const item = network.body.edges[edge.id];
  const colour = edge.color.color;
  const line = { stroke: colour, fill: "none", "stroke-width": round(edge.width), "stroke-dasharray": edge.dashes ? edge.dashes.join(" ") : null };
  if (edge.from === edge.to) {
    const [x, y, radius] = item.edgeType._getCircleData();
    return draw("circle", { cx: round(x), cy: round(y), r: round(radius), ...line });
  }
  const ends = [item.from, item.to].map(({ x, y }) => ({ x, y }));
  const via = edge.tie || !item.edgeType.getViaNode ? { x: (ends[0].x + ends[1].x) / 2, y: (ends[0].y + ends[1].y) / 2 } : item.edgeType.getViaNode();
  const at = (t) => ({ x: (1 - t) ** 2 * ends[0].x + 2 * t * (1 - t) * via.x + t * t * ends[1].x, y: (1 - t) ** 2 * ends[0].y + 2 * t * (1 - t) * via.y + t * t * ends[1].y });
  const path = draw("path", { d: `M${round(ends[0].x)} ${round(ends[0].y)}Q${round(via.x)} ${round(via.y)} ${round(ends[1].x)} ${round(ends[1].y)}`, ...line });
  if (edge.tie) return path;
  let t = 1;
  while (t > 0.5 && Math.hypot(at(t).x - ends[1].x, at(t).y - ends[1].y) < nodes.get(edge.to).size + 2) t -= 0.005;
  const tip = at(t);
  const tail = at(t - 0.02);
  const angle = Math.atan2(tip.y - tail.y, tip.x - tail.x);
  const corner = (turn, length) => `${round(tip.x - length * Math.cos(angle + turn))},${round(tip.y - length * Math.sin(angle + turn))}`;
  return draw("g", {}, path, draw("polygon", { points: `${round(tip.x)},${round(tip.y)} ${corner(0.4, 9 + edge.width)} ${corner(-0.4, 9 + edge.width)}`, fill: colour }));
}

const CORNERS = { square: [45, 135, 225, 315], diamond: [0, 90, 180, 270], triangle: [270, 30, 150], triangleDown: [90, 210, 330], hexagon: [0, 60, 120, 180, 240, 300] };

function drawnActor(node) {
  const { x, y } = network.getPositions([node.id])[node.id];
  const paint = { fill: node.color.background, stroke: palette.ground, "stroke-width": 2 };
  const reach = node.size * (node.shape === "square" ? Math.SQRT2 : 1);
  const points = (CORNERS[node.shape] || []).map((angle) => `${round(x + reach * Math.cos((angle * Math.PI) / 180))},${round(y + reach * Math.sin((angle * Math.PI) / 180))}`);
  const shape = points.length ? draw("polygon", { points: points.join(" "), ...paint }) : draw("circle", { cx: round(x), cy: round(y), r: node.size, ...paint });
  const lines = node.label.split("\n").map((text, k) => draw("tspan", { x: round(x), dy: k ? "1.15em" : 0 }, text));
  const label = draw("text", { x: round(x), y: round(y + node.size + node.font.size * 1.2 + (node.font.vadjust || 0)), "text-anchor": "middle", "font-size": round(node.font.size), fill: node.font.color, stroke: palette.ground, "stroke-width": round(node.font.strokeWidth), "paint-order": "stroke" }, ...lines);
  return draw("g", {}, draw("title", {}, node.title), shape, label);
}

/* ---- what is drawn as a table, or as SVG already ---- */

const LONGEST_NAMES = { col: 20, row: 28 }; // characters, as on the screen
const shortened = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

function matrixPicture() {
  const table = byId("matrix_table");
  table.classList.add("unstuck"); // headers that stick to the edge stand elsewhere
  const origin = table.getBoundingClientRect();
  const boxOf = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: round(left - origin.left), y: round(top - origin.top), width: round(width), height: round(height) };
  };
  const written = (text, x, y, anchor, turn) => draw("text", { x: round(x), y: round(y), "font-size": 12, fill: palette.ink, "text-anchor": anchor, transform: turn && `rotate(-90 ${round(x)} ${round(y)})` }, text);
  const parts = [...table.querySelectorAll("th, td")].filter((cell) => cell.querySelector("button")).flatMap((cell) => {
    const { x, y, width, height } = boxOf(cell);
    const scope = cell.getAttribute("scope");
    if (scope === "col") return [written(shortened(cell.textContent, LONGEST_NAMES.col), x + width / 2 + 4, y + height - 6, "start", true)];
    if (scope === "row") return [written(shortened(cell.textContent, LONGEST_NAMES.row), x + width - 6, y + height / 2 + 4, "end")];
    const inside = cell.querySelector("button");
    const bars = [...cell.querySelectorAll(".tone i")].map((piece) => draw("rect", { ...boxOf(piece), fill: palette[piece.className] }));
    const ground = draw("rect", { ...boxOf(inside), rx: 4, fill: getComputedStyle(inside).backgroundColor });
    return [ground, written(inside.textContent, x + width / 2, y + height / 2, "middle"), ...bars];
  });
  table.classList.remove("unstuck");
  const [width, height] = [Math.ceil(origin.width), Math.ceil(origin.height)];
  return sheet(width, height, [0, 0, width, height], palette.ground, ...parts);
}

const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "font-size", "font-weight", "text-anchor", "paint-order", "vector-effect", "opacity"];

/** A copy of an SVG of the page that carries its looks with it. */
function copyOf(svg) {
  const { width, height } = svg.getBoundingClientRect();
  const copies = svg.cloneNode(true);
  const [from, to] = [svg.querySelectorAll("path, circle, rect, line, text"), copies.querySelectorAll("path, circle, rect, line, text")];
  from.forEach((element, k) => {
    const style = getComputedStyle(element);
    to[k].removeAttribute("style");
    for (const name of STYLES) {
      const value = style.getPropertyValue(name);
      if (value && value !== "none" || name === "fill") to[k].setAttribute(name, value);
    }
  });
  for (const item of copies.querySelectorAll("[role], [tabindex], [class]")) for (const name of ["role", "tabindex", "class"]) item.removeAttribute(name);
  return sheet(Math.round(width), Math.round(height), svg.getAttribute("viewBox").split(" ").map(Number), svg.id === "map_svg" ? palette.card : palette.ground, ...copies.childNodes);
}

/** The picture as PNG, through an image of it. */
function rasterised(svg) {
  return new Promise((resolve, reject) => {
    const url = URL.createObjectURL(new Blob([svgText(svg)], { type: "image/svg+xml" }));
    const image = new Image();
    image.onload = () => {
      const canvas = make("canvas", { width: svg.getAttribute("width") * PNG_SCALE, height: svg.getAttribute("height") * PNG_SCALE });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(url);
      canvas.toBlob(resolve);
    };
    image.onerror = reject;
    image.src = url;
  });
}
const svgText = (svg) => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;
