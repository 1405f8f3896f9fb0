"""Where the actors stand: computed here once, so that the page opens at once and looks the same each time.

Each connected part of the graph is laid out by itself (least stress while that is quick, a seeded spring
layout beyond). Nodes step off links that are not theirs, boxes of node and label are pushed apart, and at
last the parts are packed side by side, the biggest first.
"""

from __future__ import annotations

import random
import textwrap
from collections import Counter
from dataclasses import dataclass
from math import hypot, sqrt
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .page_data import PageActor, PageData

Point = tuple[float, float]
Spots = dict[str, list[float]]  # like points, but they may be moved
Link = tuple[str, str, float]  # two names and the distance meant between them

LABEL_WIDTH = 18  # characters of a line of a label
LETTER, LINE = 7.4, 17.0  # pixels that a letter and a line of a label take at the most
TIE_DISTANCE = 0.55  # of a person from its state; a single link keeps actors 1 apart
FAN_DISTANCE = 0.13  # more for each further link between the same two
UNIT = 165.0  # pixels between two actors whose distance is 1
WIDENING = 1.15  # screens are wider than high, and labels are too
GAP = 14.0  # pixels kept free between two labels
SEED = 20161012
ROOM = 2.2  # times the area of all boxes, for a large graph
SHAPE = 1.3  # width of a large graph by its height
STRESS_LIMIT = 150  # nodes; the work grows with their square
STRESS_ROUNDS = 60
ROUNDS = 120  # of pushing apart; a hundred actors need about 30
STEP_OFF_ROUNDS = 40
TRIES = 16
EFFORT = 25_000  # nodes times links times tries that are worth the time, about a second


@dataclass(frozen=True, slots=True)
class Box:
    """What a node covers, seen from its centre: `half` to each side, `above`, and `below` with the label."""

    half: float
    above: float
    below: float


def place_actors(page: PageData) -> dict[str, Point]:
    """Return a position for every actor shown: persons near their state, room for wide fans of links."""
    fans = Counter((min(link.speaker, link.target), max(link.speaker, link.target)) for link in page.links)
    distances = {pair: 1 + FAN_DISTANCE * (size - 1) for pair, size in fans.items()}
    distances |= {(min(tie), max(tie)): TIE_DISTANCE for tie in page.ties}
    return spread({id_: _box(page.actors[id_]) for id_ in page.shown}, distances)


def node_radius(actor: PageActor) -> float:
    """Return the size of a node: it grows with the statements that name it; squares look bigger."""
    return round(min(8 + 2 * sqrt(actor.count), 28) * (0.85 if actor.kind == "state" else 1), 1)


def wrap_label(name: str) -> str:
    """Return a name in lines short enough for the graph, three at the most.

    >>> wrap_label("countries opposed to Bashar al-Assad")
    'countries opposed\\nto Bashar al-Assad'
    """
    lines = textwrap.wrap(name, LABEL_WIDTH) or [name]
    return "\n".join(lines[:3]) + (" …" if len(lines) > 3 else "")


def spread(boxes: Mapping[str, Box], distances: Mapping[tuple[str, str], float]) -> dict[str, Point]:
    """Return a position for every box. `distances` joins names: 1 is near, more is farther.

    >>> spread({"france": Box(half=30, above=10, below=30)}, {})
    {'france': (0, -10)}
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(boxes))
    for (a, b), distance in sorted(distances.items()):
        if a != b:
            graph.add_edge(a, b, distance=distance, pull=1 / distance)
    parts = [sorted(part) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), part))
    return _pack([_place_part(_subgraph(graph, part), boxes) for part in parts], boxes)


def _too_near(
    spots: Spots, links: list[Link], boxes: Mapping[str, Box]
) -> Iterator[tuple[str, float, float, float]]:
    """Yield each node on a link that is not its own: the way off it (a unit vector) and how much is missing.

    A longer link is a wider fan and needs more room.
    """
    for a, b, distance in links:
        (ax, ay), (bx, by) = spots[a], spots[b]
        length = hypot(bx - ax, by - ay) or 1.0
        dx, dy = (bx - ax) / length, (by - ay) / length
        fan = max(distance - 1, 0) * length * 0.2
        for name, (x, y) in spots.items():
            if name in (a, b) or not 0 < (x - ax) * dx + (y - ay) * dy < length:
                continue
            off = (x - ax) * dy - (y - ay) * dx
            missing = boxes[name].above + GAP + fan - abs(off)
            if missing > 0:
                yield (name, dy, -dx, missing) if off >= 0 else (name, -dy, dx, missing)


def _step_off(spots: Spots, links: list[Link], boxes: Mapping[str, Box]) -> None:
    """Move nodes half of the way off links that are not theirs."""
    for name, dx, dy, missing in _too_near(spots, links, boxes):
        spots[name][0] += dx * missing / 2
        spots[name][1] += dy * missing / 2


def push_apart(spots: Spots, boxes: Mapping[str, Box], rounds: int = ROUNDS) -> None:
    """Move the spots as little as is needed for no two boxes to overlap."""
    widest = 2 * max((boxes[name].half for name in spots), default=0) + GAP
    for _ in range(rounds):
        moved = False
        order = sorted(spots, key=lambda name: (spots[name][0], name))
        for i, a in enumerate(order):
            for b in order[i + 1 :]:
                if spots[b][0] - spots[a][0] > widest:
                    break
                moved = _separate(spots[a], spots[b], boxes[a], boxes[b]) or moved
        if not moved:
            break


def _separate(a: list[float], b: list[float], box_a: Box, box_b: Box) -> bool:
    """Move two overlapping boxes apart along the shorter way; return whether they overlapped."""
    overlap_x = box_a.half + box_b.half + GAP - abs(b[0] - a[0])
    if overlap_x <= 0.01:
        return False
    a_is_above = a[1] <= b[1]
    reach = (box_a.below + box_b.above) if a_is_above else (box_b.below + box_a.above)
    overlap_y = reach + GAP - abs(b[1] - a[1])
    if overlap_y <= 0.01:
        return False
    if overlap_x < overlap_y:
        step = overlap_x / 2 if a[0] <= b[0] else -overlap_x / 2
        a[0], b[0] = a[0] - step, b[0] + step
    else:
        step = overlap_y / 2 if a_is_above else -overlap_y / 2
        a[1], b[1] = a[1] - step, b[1] + step
    return True


def _box(actor: PageActor) -> Box:
    """Return what a node covers with its label below, in the longer of both languages."""
    labels = [wrap_label(name).split("\n") for name in (actor.name, actor.name_fr)]
    width = max(len(line) for lines in labels for line in lines) * LETTER
    radius = node_radius(actor)
    return Box(max(radius, width / 2), radius, radius + 6 + LINE * max(map(len, labels)))


def _subgraph(graph: nx.Graph[str], part: list[str]) -> nx.Graph[str]:
    """Return one part in sorted order; that of networkx' own `subgraph` is new in each process."""
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(part)
    ordered.add_edges_from(sorted(graph.edges(part, data=True), key=lambda edge: edge[:2]))
    return ordered


def _place_part(part: nx.Graph[str], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Return the positions of one connected part, in pixels: the tidiest of some tries if that is quick."""
    if len(part) == 1:
        return dict.fromkeys(part, (0.0, 0.0))
    links: list[Link] = sorted(part.edges.data("distance"))
    tries = max(1, min(TRIES, EFFORT // (len(part) * len(links))))
    tried = [_try_layout(part, links, boxes, k) for k in range(tries)]
    best = tried[0] if tries == 1 else min(tried, key=lambda spots: _untidiness(spots, links, boxes))
    return {name: (x, y) for name, (x, y) in best.items()}


def _try_layout(part: nx.Graph[str], links: list[Link], boxes: Mapping[str, Box], k: int) -> Spots:
    """Return one layout; `k` tells the tries apart."""
    if len(part) > STRESS_LIMIT:
        springs = nx.spring_layout(part, weight="pull", seed=SEED, iterations=120, k=2.2 / sqrt(len(part)))
        spots = _thinned_out({name: [float(x), float(y)] for name, (x, y) in springs.items()}, boxes)
    else:
        raw = _least_stress(part, random.Random(SEED + k))
        drawn = sum(hypot(raw[a][0] - raw[b][0], raw[a][1] - raw[b][1]) for a, b, _ in links)
        scale = UNIT * sum(distance for _, _, distance in links) / (drawn or 1.0)
        spots = {name: [x * scale * WIDENING, y * scale] for name, (x, y) in sorted(raw.items())}
    if len(part) * len(links) <= EFFORT:
        for _ in range(STEP_OFF_ROUNDS):
            _step_off(spots, links, boxes)
            push_apart(spots, boxes, rounds=3)
    push_apart(spots, boxes)
    return spots


def _thinned_out(raw: Spots, boxes: Mapping[str, Box]) -> Spots:
    """Return spots on a screen with room for all boxes, halfway between where they were and evenly spread.

    Springs pile up the middle of a large graph; pushed apart from there, it would become a narrow pillar.
    """
    area = ROOM * sum(2 * boxes[name].half * (boxes[name].above + boxes[name].below) for name in raw)
    spots: Spots = {name: [] for name in sorted(raw)}
    for axis, length in enumerate((sqrt(area * SHAPE), sqrt(area / SHAPE))):
        order = sorted(raw, key=lambda name: (raw[name][axis], name))
        low, high = raw[order[0]][axis], raw[order[-1]][axis]
        for rank, name in enumerate(order):
            even = rank / (len(order) - 1)
            drawn = (raw[name][axis] - low) / ((high - low) or 1.0)
            spots[name].append(length * (even + drawn) / 2)
    return spots


def _least_stress(part: nx.Graph[str], chance: random.Random) -> dict[str, list[float]]:
    """Return positions whose distances are as near as can be to those along the links.

    Gansner, Koren, North: Graph Drawing by Stress Majorization, 2004. Written out here because networkx'
    layout of the same aim asks SciPy: slower for so few nodes, and other figures on other machines.
    """
    far = {
        a: [(b, d) for b, d in sorted(row.items()) if a != b]
        for a, row in nx.all_pairs_dijkstra_path_length(part, weight="distance")
    }
    spots = {name: [chance.uniform(-2, 2), chance.uniform(-2, 2)] for name in part}
    for _ in range(STRESS_ROUNDS):
        for name, row in far.items():
            (x, y), sum_x, sum_y, weights = spots[name], 0.0, 0.0, 0.0
            for other, meant in row:
                ox, oy = spots[other]
                pull = meant / (hypot(x - ox, y - oy) or 1e-9)
                weight = 1 / (meant * meant)
                sum_x += weight * (ox + (x - ox) * pull)
                sum_y += weight * (oy + (y - oy) * pull)
                weights += weight
            spots[name] = [sum_x / weights, sum_y / weights]
    return spots


def _untidiness(spots: Spots, links: list[Link], boxes: Mapping[str, Box]) -> float:
    """Return how hard a layout is to read: nodes on links that are not theirs, crossings, long links."""
    covered = sum(missing for *_, missing in _too_near(spots, links, boxes)) / 10
    crossings = sum(
        _crosses(spots[a], spots[b], spots[c], spots[d])
        for i, (a, b, _) in enumerate(links)
        for c, d, _ in links[i + 1 :]
    )
    length = sum(hypot(spots[a][0] - spots[b][0], spots[a][1] - spots[b][1]) for a, b, _ in links)
    return round(covered + crossings + length / UNIT / 5, 3)


def _crosses(a: list[float], b: list[float], c: list[float], d: list[float]) -> bool:
    """Return whether the way from a to b crosses the way from c to d; sharing an end is no crossing."""

    def side(p: list[float], q: list[float], r: list[float]) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _pack(parts: Iterable[Mapping[str, Point]], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Return all parts in rows, none over another, around the middle of the page."""
    frames = [(part, *_frame(part, boxes)) for part in parts]
    area = sum((right - left) * (bottom - top) for _, left, top, right, bottom in frames)
    row_width = max([sqrt(area), *(right - left for _, left, _, right, _ in frames)], default=0)
    spots: dict[str, Point] = {}
    x = y = row_height = 0.0
    for part, left, top, right, bottom in frames:
        if x and x + right - left > row_width:
            x, y, row_height = 0.0, y + row_height + 3 * GAP, 0.0
        spots |= {name: (x + px - left, y + py - top) for name, (px, py) in part.items()}
        x, row_height = x + right - left + 3 * GAP, max(row_height, bottom - top)
    if not spots:
        return {}
    left, top, right, bottom = _frame(spots, boxes)
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    return {name: (round(px - middle_x), round(py - middle_y)) for name, (px, py) in sorted(spots.items())}


def _frame(part: Mapping[str, Point], boxes: Mapping[str, Box]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of what a part covers."""
    return (
        min(x - boxes[name].half for name, (x, _) in part.items()),
        min(y - boxes[name].above for name, (_, y) in part.items()),
        max(x + boxes[name].half for name, (x, _) in part.items()),
        max(y + boxes[name].below for name, (_, y) in part.items()),
    )
